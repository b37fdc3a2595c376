"""Points given to causes: the gift, its proof, what is owed, and what was paid."""

from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.giving import Cause, CauseMonth
from pos_desktop.selling.order import Identified
from pos_desktop.services.members.benefits.giving import Give, PayCause
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

SCHOOL = Cause("school", "Trường học vùng cao", "Quỹ Trò nghèo, VCB 0071", minimum=10)
TREES = Cause("trees", "Trồng cây", "Hội Cây xanh, ACB 1122")
MARCH = date(2026, 3, 1)


@pytest.fixture
def kind(shop):
    shop.under(causes=(SCHOOL, TREES))
    shop.granted("Lan", 3_000)
    return shop


def given(shop, points, cause="school", name="Lan", **more):
    known = {"id": f"gift-{shop.till.ids()}", "staff_id": shop.person().id}
    account_id = shop.member(name).row.account_id
    return shop.desk.giving.give(Give(account_id=account_id, cause=cause, points=points, **{**known, **more}))


def paid(shop, amount, cause="school", **more):
    known = {"id": f"pay-{shop.till.ids()}", "staff_id": shop.person(MANAGER).id, "on": shop.till.today()}
    return shop.desk.giving.pay(PayCause(cause=cause, amount=amount, **{**known, **more}))


def test_points_leave_the_member_and_are_owed_to_the_cause(kind):
    gift = given(kind, 500)
    assert (gift.cause, gift.points, gift.value, gift.available) == ("Trường học vùng cao", 500, 50_000, 2_500)
    assert kind.member("Lan").balance.available == 2_500
    assert kind.desk.giving.liability() == 50_000
    assert kind.rows("SELECT kind, points, sale_id FROM entry WHERE reason = 'cause:school'") == [
        ("redemption", -500, None)
    ]
    assert kind.books().tie


def test_a_resent_gift_is_the_first_gift(kind):
    first, second = (given(kind, 500, id="same") for _ in range(2))
    assert first == second
    assert kind.member("Lan").balance.available == 2_500


def test_above_the_free_value_of_the_day_the_card_or_the_pin_is_needed(kind):
    given(kind, 600)
    with refused(Code.CARD_REQUIRED, most=100_000, value=40_100):
        given(kind, 401)
    given(kind, 400)
    given(kind, 100, proof=Identified.CARD)
    with refused(Code.CARD_REQUIRED):
        kind.sold("1 x TIỆC @ 1000000; member Lan; redeem 50")
    kind.on("2026-03-03")
    kind.sold("1 x TIỆC @ 1000000; member Lan; redeem 900")
    with refused(Code.CARD_REQUIRED):
        given(kind, 101)
    assert kind.books().tie


@pytest.mark.parametrize(
    ("points", "cause", "code"),
    [(0, "school", Code.INVALID_AMOUNT), (9, "school", Code.BELOW_MINIMUM), (3_001, "trees", Code.INSUFFICIENT_POINTS),
     (10, "fish", Code.UNKNOWN_CAUSE)],
)  # fmt: skip
def test_what_cannot_be_given_writes_nothing(kind, points, cause, code):
    before = kind.sums()
    with refused(code):
        given(kind, points, cause, proof=Identified.PIN)
    assert kind.sums() == before
    assert kind.count("donation") == 0


def test_a_blocked_member_and_points_held_by_an_order_give_nothing(kind):
    kind.desk.orders.save(kind.order("1 x TIỆC @ 900000; member Lan by card; redeem 2900"), kind.person().id)
    with kind.till.db.write() as tx:
        tx.exec_driver_sql(
            "INSERT INTO reservation (id, order_id, account_id, register_id, points, until) "
            "SELECT 'r', 'o', a.id, g.id, 2900, '2030-01-01T00:00:00.000000Z' FROM account a, register g"
        )
    with refused(Code.INSUFFICIENT_POINTS, available=100):
        given(kind, 101)
    with kind.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE member SET blocked = 1")
    with refused(Code.MEMBER_BLOCKED):
        given(kind, 50)


def test_what_is_owed_is_paid_and_never_more(kind):
    given(kind, 500)
    given(kind, 200, "trees")
    with refused(Code.INVALID_AMOUNT):
        paid(kind, 50_001)
    assert paid(kind, 30_000, reference="UNC 12").due == 20_000
    with refused(Code.INVALID_AMOUNT):
        paid(kind, 20_001)
    with refused(Code.NOT_ALLOWED):
        paid(kind, 1_000, staff_id=kind.person(CASHIER).id)
    with refused(Code.MALFORMED, field="on"):
        paid(kind, 1_000, on=date(2026, 3, 3))
    assert kind.desk.giving.liability() == 20_000 + 20_000
    assert kind.books().tie


def test_the_statement_of_a_month_brings_what_was_owed(kind):
    given(kind, 500)
    paid(kind, 30_000)
    kind.on("2026-04-02")
    given(kind, 100)
    given(kind, 20, "trees")
    (march,) = kind.desk.giving.statement(MARCH)
    assert march.cause == SCHOOL
    assert march.month == CauseMonth("school", 0, 500, 50_000, 30_000, 20_000)
    april = [one.month for one in kind.desk.giving.statement(date(2026, 4, 15))]
    assert april == [CauseMonth("school", 20_000, 100, 10_000, 0, 30_000), CauseMonth("trees", 0, 20, 2_000, 0, 2_000)]
    assert kind.desk.giving.liability(date(2026, 3, 31)) == 20_000
