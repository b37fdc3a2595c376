from dataclasses import replace

import pytest

from pos_desktop.loyalty.ledger import AccountRows, EntryRow, LotRow, MoveRow, verify
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.tiers import TierState

ENTRIES = (
    EntryRow("earn", 1, "accrual", 100, 0, "s1"),
    EntryRow("use", 3, "redemption", -60, 0, "s2"),
    EntryRow("claw", 4, "clawback", -50, 10, "s1"),
    EntryRow("more", 5, "accrual", 30, -10, "s3"),
    EntryRow("in", 7, "transfer", 40, 0, None),
    EntryRow("out", 9, "transfer", -15, 0, None),
    EntryRow("back", 10, "restoration", 20, 0, "s2"),
    EntryRow("hand", 11, "adjustment", 5, 0, None),
)
LOTS = (
    LotRow("l1", "earn", 100, 20, 2), LotRow("l2", "more", 20, 5, 6), LotRow("l3", "in", 40, 40, 8),
    LotRow("l4", "hand", 5, 5, 12),
)  # fmt: skip
MOVES = (
    MoveRow("m1", "use", "l1", -60), MoveRow("m2", "claw", "l1", -40), MoveRow("m3", "out", "l2", -15),
    MoveRow("m4", "back", "l1", 20),
)  # fmt: skip
SOUND = AccountRows("a", 70, 0, 130, TierState("member"), 12, ENTRIES, LOTS, MOVES)


def kinds(rows: AccountRows) -> set[str]:
    return {problem.kind for problem in verify(rows, {1: Programme()})}


def with_entry(id_: str, **changes) -> AccountRows:
    return replace(SOUND, entries=[replace(e, **changes) if e.id == id_ else e for e in ENTRIES])


def with_lot(id_: str, **changes) -> AccountRows:
    return replace(SOUND, lots=[replace(lot, **changes) if lot.id == id_ else lot for lot in LOTS])


def test_transfers_debt_and_returned_points_tie():
    assert list(verify(SOUND, {1: Programme()})) == []


def test_what_was_earned_is_gross():
    assert kinds(replace(SOUND, lifetime_earned=80)) == {"balance"}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (with_entry("in", points=41), {"conservation", "lot"}),
        (with_entry("out", points=15), {"conservation", "lot"}),
        (with_entry("claw", debt_change=0), {"balance", "lot"}),
        (with_entry("more", seq=4), {"conservation"}),
        (with_lot("l1", left=19), {"lot", "balance"}),
        (with_lot("l3", entry_id="out"), {"lot"}),
        (with_lot("l4", entry_id="nobody"), {"lot"}),
        (replace(SOUND, balance=71), {"conservation", "balance"}),
        (replace(SOUND, debt=1), {"conservation", "balance"}),
        (replace(SOUND, seq=13), {"conservation"}),
        (replace(SOUND, moves=MOVES[:-1]), {"lot"}),
        (replace(SOUND, tier=TierState("gold")), {"tier"}),
    ],
)  # fmt: skip
def test_what_does_not_tie_is_found(rows, found):
    assert kinds(rows) == found


@pytest.mark.parametrize(("kind", "points"), [("accrual", -5), ("restoration", -5), ("redemption", 5), ("expiry", 5)])
def test_an_entry_has_the_sign_of_its_kind(kind, points):
    booked = EntryRow("x", 13, kind, points, 0, None)
    details = [problem.detail for problem in verify(replace(SOUND, entries=(*ENTRIES, booked)), {1: Programme()})]
    assert f"{kind} of {points}" in details


def test_a_lot_never_holds_more_than_it_opened_with():
    moved = replace(SOUND, moves=(*MOVES, MoveRow("m5", "hand", "l4", 1)))
    details = [p.detail for p in verify(replace(moved, lots=with_lot("l4", left=6).lots), {1: Programme()})]
    assert "replayed 6, kept 6" in details
