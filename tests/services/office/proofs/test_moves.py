"""The proof of sales that changed hands: each planted lie is found, and named."""

import pytest

from pos_desktop.loyalty.games import StampCard
from pos_desktop.loyalty.membership import Period, Plan
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.conditions import Picks
from pos_desktop.services.members.benefits.wheels import OpenRound
from pos_desktop.services.members.merging import Merge, Unmerge
from pos_desktop.services.office.proofs import moves, stored
from tests.support.shop import Shop
from tests.support.talk import PHONE, Talk

OTHER = "0900000009"
MONTH = Plan("month", "Gói tháng", 30_000, Period.MONTHLY, welcome_points=40)
BOWL = Picks(skus=("PHO",))
CARD = StampCard("bowls", "5 tô tặng 1", 5, "bowl", BOWL)
FREE = Reward("bowl", "Tô tặng", 0, RewardKind.GIFT, gift="Tô", stamps="bowls")
OFF = VoucherTemplate("off", "Giảm 10.000", Benefit(amount=10_000))


@pytest.fixture
def moved(sample_shop: Shop) -> Talk:
    """A sale with a plan, drawn points and a drawn voucher, moved on and back and on."""
    talk = Talk(sample_shop, plans=(MONTH,), stamp_cards=(CARD,), rewards=(FREE,), vouchers=(OFF,))
    talk.done(op="enrol", phone=OTHER, name="Bình")
    for number, prize in enumerate((Prize("p", "20", 1_000_000, points=20, stock=9, cost=2_000),
                                    Prize("v", "Phiếu", 1_000_000, voucher="off", stock=9, cost=9_000))):  # fmt: skip
        wheel = Wheel(f"wheel-{number}", "Vòng quay", (prize, Prize("none", "Không", 1)), budget=900_000)
        talk.change(wheels=(wheel,))
        talk.desk.wheels.open_round(OpenRound(talk.till.ids(), wheel.id, talk.owner.id))
    sold = talk.done(lines=[{"plan": "month"}, {"code": "PHO", "qty": 2}], member=PHONE)
    for _ in range(2):
        talk.done(op="draw", sale=sold["number"])
    for to in (OTHER, PHONE, OTHER):
        talk.done(op="move", sale=sold["number"], member=to, reason="nhầm thẻ")
    return talk


def told(talk: Talk, sql: str = "") -> set[str]:
    with talk.till.db.write() as tx:
        guards = tx.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").scalars().all()
        for name in guards:
            tx.exec_driver_sql(f"DROP TRIGGER {name}")
        if sql:
            assert tx.exec_driver_sql(sql).rowcount >= 1
    with talk.till.db.read() as tx:
        return {problem.table for problem in moves.problems(tx)}


def test_an_honest_shop_has_no_problem(moved: Talk) -> None:
    moved.prove()
    assert told(moved) == set()


FIRST = "(SELECT account_id FROM sale)"
LIES = {
    "a step too few": ("DELETE FROM attachment WHERE step = 2", "attachment"),
    "a step from somebody else": (
        "UPDATE attachment SET from_account_id = account_id WHERE step = 2", "attachment"
    ),
    "another last owner": (f"UPDATE attachment SET account_id = {FIRST} WHERE step = 3", "entry"),
    "fewer welcome points": ("UPDATE entry SET points = 39 WHERE occasion LIKE 'plan:%#4'", "entry"),
    "more drawn points": ("UPDATE entry SET points = 21 WHERE occasion LIKE 'wheel:%#4'", "entry"),
    "points that stay": (
        f"UPDATE entry SET seq = seq + 900, account_id = {FIRST} WHERE occasion LIKE 'wheel:%#4'", "entry"
    ),
    "a voucher that is no longer void": ("UPDATE voucher SET blocked = 0 WHERE account_id = " + FIRST, "voucher"),
    "a voucher of another's": (
        "UPDATE voucher SET account_id = " + FIRST + " WHERE blocked = 0 AND template = 'off'", "voucher"
    ),
    "a voucher for none": (
        "UPDATE voucher SET held = json_set(held, '$.instead_of', 'none') WHERE blocked = 0", "voucher"
    ),
    "two vouchers for one": (
        "UPDATE voucher SET held = json_set(held, '$.instead_of',"
        " (SELECT id FROM voucher WHERE json_extract(held, '$.instead_of') = ''))"
        " WHERE json_extract(held, '$.instead_of') <> ''", "voucher"
    ),
    "longer days": ("UPDATE voucher SET expires_on = '2030-01-01' WHERE blocked = 0", "voucher"),
    "stamps that stay": (f"UPDATE stamp_entry SET stamps = stamps + 1 WHERE account_id = {FIRST}", "stamp_entry"),
}  # fmt: skip


@pytest.mark.parametrize("lie", sorted(LIES))
def test_a_lie_is_found(moved: Talk, lie: str) -> None:
    sql, table = LIES[lie]
    assert table in told(moved, sql)


def test_a_move_from_who_somebody_was_part_of_is_honest_also_after_the_merge_was_undone(moved: Talk) -> None:
    first, other = (moved.desk.members.find(phone).row.account_id for phone in (PHONE, OTHER))
    moved.desk.merging.merge(Merge("g", other, first, "một người", moved.owner.id))
    moved.done(op="enrol", phone="0900000008", name="Hoa")
    moved.done(op="move", sale="K1-000001", member="0900000008", reason="nhầm")
    moved.prove()
    moved.desk.merging.unmerge(Unmerge("u", other, "nhầm", moved.owner.id))
    moved.prove()


def test_a_plan_that_came_with_a_sale_may_overlap_and_one_that_was_bought_may_not(moved: Talk) -> None:
    moved.done(lines=[{"plan": "month"}], member=PHONE)
    moved.done(op="move", sale="K1-000002", member=OTHER, reason="nhầm")
    moved.prove()
    assert told(moved, "UPDATE sale SET account_id = (SELECT account_id FROM attachment WHERE step = 1)") == {
        "attachment"
    }
    with moved.till.db.read() as tx:
        assert not list(stored.problems(tx))
