from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from pos_desktop.loyalty.programme import Metric, Programme, Tier
from pos_desktop.loyalty.rows import AccountRows, AdoptedRow, ReturnRow, SaleRow, TierRow
from pos_desktop.loyalty.tier_replay import TierReplay
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierChange, TierMove, TierState

DAY = date(2026, 3, 2)
SOLD_AT = datetime(2026, 3, 2, 18, 0)
MEMBER, STANDS = TierState("member"), date(2027, 3, 31)
SILVER, GOLD = TierState("silver", STANDS), TierState("gold", STANDS)
EDITED = Programme(version=2, tiers=(Tier("member", "Thành viên", 0), Tier("bronze", "Đồng", 1_000_000)))
PROGRAMMES = {1: Programme(), 2: EDITED}


def sale(seq: int, basis: int, id_: str = "s1", on: date = DAY) -> SaleRow:
    return SaleRow(id_, seq, on, basis, 1, basis // 10_000)


def back(seq: int, basis: int, id_: str = "r1", hours: int = 1, sale_id: str = "s1") -> ReturnRow:
    at = SOLD_AT + timedelta(hours=hours)
    return ReturnRow(id_, seq, sale_id, DAY, SOLD_AT, at.date(), at, basis, basis // 10_000, False, 1)


def tier(
    seq: int, move: TierMove, before: TierState, after: TierState, *, on: date = DAY, sale_id: str | None = None,
    refund_id: str | None = None, version: int = 1,
) -> TierRow:  # fmt: skip
    return TierRow(f"t{seq}", seq, TierChange(move, on, before, after), version, sale_id, refund_id)


TO_GOLD = tier(1, TierMove.UPGRADE, MEMBER, GOLD, sale_id="s1")
SOLD = sale(2, 5_000_000)


def account(state: TierState, *tiers: TierRow, sales=(SOLD,), returns=(), adopted=()) -> AccountRows:
    return AccountRows("a", 0, 0, 0, state, tiers=tiers, sales=sales, returns=returns, adopted=adopted)


def found(rows: AccountRows, programmes=None) -> list[tuple[str, str]]:
    return [(problem.table, problem.id) for problem in TierReplay(rows, programmes or PROGRAMMES).problems()]


def test_an_account_without_rows_is_in_the_lowest_tier():
    assert found(account(MEMBER, sales=())) == []
    assert found(account(SILVER, sales=())) == [("account", "a")]
    assert found(account(TierState("guest"), sales=())) == [("account", "a")]


def test_moves_of_a_sale_must_be_exactly_those_of_the_rules():
    assert found(account(GOLD, TO_GOLD)) == []
    assert found(account(MEMBER)) == [("account", "a"), ("account", "a")]
    wrong = replace(TO_GOLD, change=replace(TO_GOLD.change, after=SILVER))
    assert found(account(GOLD, wrong)) == [("tier_change", "t1")]
    assert found(account(TierState("gold", date(2028, 3, 31)), TO_GOLD)) == [("account", "a")]


def test_a_reversal_belongs_to_its_refund():
    fell = tier(3, TierMove.REVERSAL, GOLD, MEMBER, refund_id="r1")
    assert found(account(MEMBER, TO_GOLD, fell, returns=[back(4, 5_000_000)])) == []
    assert found(account(GOLD, TO_GOLD, returns=[back(4, 5_000_000)])) == [("account", "a"), ("account", "a")]


def test_a_late_refund_lowers_what_counts_and_not_the_tier():
    late = back(4, 5_000_000, hours=24)
    assert found(account(GOLD, TO_GOLD, returns=[late])) == []
    second = sale(5, 2_000_000, "s2", date(2026, 3, 9))
    assert found(account(GOLD, TO_GOLD, sales=[SOLD, second], returns=[late])) == []
    fell = tier(3, TierMove.REVERSAL, GOLD, MEMBER, refund_id="r1")
    assert found(account(MEMBER, TO_GOLD, fell, returns=[late])) == [
        ("tier_change", "t3"), ("account", "a"),
    ]  # fmt: skip


def test_two_refunds_of_parts_take_two_steps():
    half = tier(3, TierMove.REVERSAL, GOLD, SILVER, refund_id="r1")
    rest = tier(5, TierMove.REVERSAL, SILVER, MEMBER, refund_id="r2")
    returns = [back(4, 2_000_000), back(6, 3_000_000, "r2", 2)]
    assert found(account(MEMBER, TO_GOLD, half, rest, returns=returns)) == []


def test_a_refund_lets_the_review_that_was_due_come_first():
    """What was there on the day of review counts, also when nobody asked before the refund."""
    old = tier(1, TierMove.UPGRADE, MEMBER, SILVER, sale_id="s0")
    sales = [sale(2, 2_000_000, "s0"), sale(3, 2_000_000, "s1", date(2026, 10, 1))]
    day = date(2027, 4, 5)
    returned = replace(back(5, 2_000_000), on=date(2026, 10, 1), day=day, at=datetime(2027, 4, 5, 9, 0))
    renewed = TierState("silver", date(2028, 3, 31))
    kept = tier(4, TierMove.RENEWAL, SILVER, renewed, on=date(2027, 4, 1), refund_id="r1")
    assert found(account(renewed, old, kept, sales=sales, returns=[returned])) == []


def test_moves_of_a_job_must_be_due():
    fell_on = date(2027, 5, 1)
    after = TierState("silver", date(2028, 5, 31))
    assert found(account(after, TO_GOLD, tier(3, TierMove.FALL, GOLD, after, on=fell_on))) == []
    early = tier(3, TierMove.FALL, GOLD, after, on=date(2027, 4, 30))
    assert found(account(after, TO_GOLD, early)) == [("tier_change", "t3")]


def test_a_move_that_was_taken_out_is_missed():
    years = [(date(2027, 5, 1), GOLD, TierState("silver", date(2028, 5, 31)))]
    years += [(date(2028, 7, 1), years[0][2], MEMBER)]
    falls = [tier(n, TierMove.FALL, before, after, on=on) for n, (on, before, after) in enumerate(years, 3)]
    assert found(account(MEMBER, TO_GOLD, *falls)) == []
    assert found(account(MEMBER, TO_GOLD, falls[1])) == [("tier_change", "t4")]


def test_an_edited_table_grades_anew():
    moved = tier(3, TierMove.REGRADE, GOLD, TierState("bronze", STANDS), on=date(2026, 3, 10), version=2)
    assert found(account(moved.change.after, TO_GOLD, moved)) == []
    kept = tier(3, TierMove.REGRADE, GOLD, SILVER, on=date(2026, 3, 10))
    assert found(account(SILVER, TO_GOLD, kept)) == [("tier_change", "t3")]


@pytest.mark.parametrize(("amount", "state"), [(2_000_000, SILVER), (1_999_999, MEMBER)])
def test_activity_of_another_account_counts_from_its_number_on(amount, state):
    adopted = [AdoptedRow(1, Activity(date(2026, 2, 1), amount))]
    rows = [tier(2, TierMove.REGRADE, MEMBER, SILVER)] if state is SILVER else []
    assert found(account(state, *rows, sales=(), adopted=adopted)) == []


def test_an_upgrade_by_a_claimed_sale_needs_the_claim():
    claimed = tier(2, TierMove.UPGRADE, MEMBER, SILVER, sale_id="elsewhere")
    adopted = [AdoptedRow(1, Activity(DAY, 2_000_000))]
    assert found(account(SILVER, claimed, sales=(), adopted=adopted)) == []
    assert found(account(SILVER, claimed, sales=())) == [("tier_change", "t2")]


def test_what_came_by_a_merge_goes_when_it_is_undone():
    came = AdoptedRow(1, Activity(date(2026, 2, 1), 2_000_000))
    went = AdoptedRow(3, came.activity, is_taken_away=True)
    joined = tier(2, TierMove.REGRADE, MEMBER, SILVER)
    parted = tier(4, TierMove.REVERSAL, SILVER, MEMBER, on=date(2026, 3, 20))
    assert found(account(MEMBER, joined, parted, sales=(), adopted=[came, went])) == []
    assert found(account(MEMBER, joined, parted, sales=(), adopted=[came])) == [("tier_change", "t4")]


def test_visits_count_where_the_programme_counts_them():
    steps = (Tier("member", "Thành viên", 0), Tier("silver", "Bạc", 2))
    visits = {1: replace(PROGRAMMES[1], metric=Metric.VISITS, tiers=steps)}
    up = tier(2, TierMove.UPGRADE, MEMBER, SILVER, sale_id="s2")
    sales = [sale(1, 10_000), sale(3, 0, "s2")]
    assert found(account(SILVER, up, sales=sales), visits) == []
    down = tier(4, TierMove.REVERSAL, SILVER, MEMBER, refund_id="r1")
    whole = replace(back(5, 0, sale_id="s2"), is_whole=True)
    assert found(account(MEMBER, up, down, sales=sales, returns=[whole]), visits) == []
    part = replace(whole, is_whole=False)
    assert found(account(SILVER, up, sales=sales, returns=[part]), visits) == []
