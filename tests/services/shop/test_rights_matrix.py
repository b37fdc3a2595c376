"""The permission matrix: every right by every role, asked of the services that do the deed."""

import io
from collections.abc import Callable
from dataclasses import dataclass, fields

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.permissions import RIGHTS, Rights, Role, may, rights_of
from pos_desktop.services.members.members import Enrol
from pos_desktop.services.office.exports import Exports, Form, Wanted, What
from pos_desktop.services.office.journal_pages import Asked
from pos_desktop.services.office.staff_risk import StaffRisk
from pos_desktop.services.shop.approvals import Approvals, Approve
from pos_desktop.services.shop.people import People
from pos_desktop.services.shop.proving import proof_of
from pos_desktop.services.shop.rights import require
from pos_desktop.services.shop.staffing import Staffing
from tests.support.refusals import refused
from tests.support.shop import QUICK, Shop

PIN = "615283"
SINGLE = [field.name for field in fields(Rights) if field.type is bool or field.type == "bool"]
"""Rights that somebody has or has not."""


def person(shop: Shop, role: Role) -> str:
    with shop.till.db.write() as tx:
        return People(shop.till, QUICK).add(tx, f"Ai đó {role.value}", role, PIN).id


@dataclass(frozen=True)
class Scene:
    """A shop with a sale, a member, and somebody who wants something."""

    shop: Shop
    by: str


def sell(scene: Scene) -> None:
    scene.shop.sold("1 x PHỞ @ 50000", staff_id=scene.by)


def enrol(scene: Scene) -> None:
    scene.shop.desk.members.enrol(Enrol("e1", "0901234567", "An", staff_id=scene.by))


def discount(scene: Scene, percent: str) -> None:
    scene.shop.sold(f"1 x PHỞ @ 50000 {percent}", staff_id=scene.by)


def refund(scene: Scene, money: int = 50_000) -> None:
    sale = scene.shop.sold(f"1 x PHỞ @ {money}")
    scene.shop.returned(sale, staff_id=scene.by)


def void(scene: Scene) -> None:
    scene.shop.voided(scene.shop.sold("1 x PHỞ @ 50000"), staff_id=scene.by)


def adjust(scene: Scene) -> None:
    scene.shop.adjusted("Khách", 5, staff_id=scene.by)


def programme(scene: Scene) -> None:
    newest = scene.shop.desk.programmes.newest()
    scene.shop.desk.programmes.save(newest, scene.shop.till.today(), scene.by, newest.version)


def look_at_people(scene: Scene) -> None:
    Staffing(scene.shop.till, QUICK).all(scene.by)


def read_journal(scene: Scene) -> None:
    scene.shop.desk.journal.page(Asked(), scene.by)


def export(scene: Scene) -> None:
    today = scene.shop.till.today()
    Exports(scene.shop.till).write(Wanted(What.SALES, Form.CSV, today, today), scene.by, io.BytesIO())


def staff_risk(scene: Scene) -> None:
    today = scene.shop.till.today()
    StaffRisk(scene.shop.till).report(today, today, scene.by)


DEEDS: list[tuple[str, Callable[[Scene], None], str]] = [
    ("sell", sell, "sell"), ("enrol", enrol, "sell"), ("refund", refund, "refund"), ("void", void, "refund"),
    ("journal", read_journal, "journal"), ("export", export, "export"), ("staff_risk", staff_risk, "reports"),
    ("adjust", adjust, "points"), ("programme", programme, "programme"), ("people", look_at_people, "people"),
]  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("deed", "right"), [(deed, right) for _name, deed, right in DEEDS], ids=[d[0] for d in DEEDS])
def test_who_may_do_it(shop, deed, right, role):
    scene = Scene(shop, person(shop, role))
    if getattr(RIGHTS[role], right):
        deed(scene)
    else:
        with refused(Code.NOT_ALLOWED, right=right):
            deed(scene)
    assert shop.books().tie


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("percent", ["-10%", "-20%", "-100%"])
def test_how_far_a_discount_goes(shop, role, percent):
    scene, asked = Scene(shop, person(shop, role)), -int(percent[:-1]) * 100
    if may(RIGHTS[role], "sell") and asked <= RIGHTS[role].discount:
        discount(scene, percent)
    else:
        with refused(Code.NOT_ALLOWED):
            discount(scene, percent)


@pytest.mark.parametrize(("role", "money"), [(Role.SUPERVISOR, 500_000), (Role.MANAGER, 9_000_000)])
def test_how_far_a_refund_goes(shop, role, money):
    refund(Scene(shop, person(shop, role)), money)


def test_a_refund_above_ones_limit_needs_another(shop):
    by = person(shop, Role.SUPERVISOR)
    sale = shop.sold("1 x PHỞ @ 500001")
    command = shop.returning(sale, staff_id=by)
    with refused(Code.NOT_ALLOWED, right="refund", needs_approval=True):
        shop.desk.refunds.refund(command)
    assert shop.count("refund") == 0


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("right", SINGLE)
def test_every_right_is_given_and_taken_one_by_one(shop, role, right):
    """A right of one's own is worth as much as one of the role, in the same question that every deed asks."""
    by = person(shop, role)
    for has in (True, False):
        with shop.till.db.write() as tx:
            tx.exec_driver_sql("UPDATE staff SET rights = ? WHERE id = ?", (f'{{"{right}":{str(has).lower()}}}', by))
        with shop.till.db.read() as tx:
            if has:
                assert require(tx, by, right).id == by
            else:
                with refused(Code.NOT_ALLOWED, right=right):
                    require(tx, by, right)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("right", SINGLE)
def test_who_may_approve_it(shop, role, right):
    by = person(shop, role)
    ask = Approve("a1", right, "subject", shop.person().id, by)
    approvals = Approvals(shop.till, proof_of(shop.till, QUICK))
    if getattr(RIGHTS[role], right):
        assert approvals.by_pin(ask, PIN).approver_id == by
    else:
        with refused(Code.NOT_ALLOWED, right=right):
            approvals.by_pin(ask, PIN)


def test_the_matrix_walks_every_right():
    """Whoever adds a right has to say here what it is: one that people have or have not, or a limit."""
    limits = {"discount", "refund_most", "variance_most", "points_most"}
    assert set(SINGLE) | limits == set(Rights.__dataclass_fields__)
    assert set(SINGLE) & limits == set()


@pytest.mark.parametrize("most", [0, 1, None])
def test_limits_of_ones_own(most):
    own = {"refund": True, "refund_most": most}
    rights = rights_of(Role.CASHIER, own)
    assert may(rights, "refund")
    assert may(rights, "refund", 1) is (most != 0)
    assert may(rights, "refund", 2) is (most is None)
    assert not may(rights_of(Role.CASHIER, {"refund_most": None}), "refund", 1), "a limit is no right"
    assert may(rights_of(Role.CASHIER, {}), "variance", 50_000)
    assert not may(rights_of(Role.CASHIER, {}), "variance", 50_001)
