from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.errors import Code
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.stored_ledger import StoredEntryRow, StoredRows, verify_stored
from pos_desktop.loyalty.stored_value import (
    Split,
    StoredKind,
    StoredMove,
    StoredPicture,
    StoredTerms,
    TopUpBonus,
    Unloaded,
    best_bonus,
    give_back,
    load,
    spend,
    unload,
    usable,
)
from pos_desktop.selling.conditions import When
from tests.support.refusals import refused

DAY = date(2026, 3, 2)  # a Monday
NOW = Occasion(DAY, time(9))
TEN = TopUpBonus("ten", "Nạp 500 tặng 10 %", 500_000, percent=1_000)
FLAT = TopUpBonus("flat", "Nạp 200 tặng 15", 200_000, bonus=15_000)
SUNDAY = TopUpBonus("sunday", "Chủ Nhật tặng 100", 500_000, bonus=100_000, when=When(weekdays=(6,)))
OFFERS = (TEN, FLAT, SUNDAY)
TERMS = StoredTerms(bonuses=OFFERS)
CARD = StoredPicture("c1", StoredKind.GIFT_CARD, Split(100_000))


@pytest.mark.parametrize(
    ("amount", "offer", "bonus"),
    [(199_999, None, 0), (200_000, FLAT, 15_000), (499_999, FLAT, 15_000), (500_000, TEN, 50_000),
     (512_345, TEN, 51_235), (1_000_000, TEN, 100_000)],
)  # fmt: skip
def test_the_best_bonus_of_a_top_up(amount, offer, bonus):
    found = best_bonus(OFFERS, amount, NOW)
    assert found == offer
    assert (found.of(amount) if found else 0) == bonus


def test_a_bonus_holds_on_its_days_and_the_first_of_equals_wins():
    sunday = Occasion(date(2026, 3, 8))
    assert best_bonus(OFFERS, 500_000, sunday) == SUNDAY
    assert best_bonus(OFFERS, 1_000_000, sunday) == TEN, "100.000 both: the first one"
    assert best_bonus((), 500_000, sunday) is None


def test_a_load_brings_money_and_on_a_wallet_its_bonus():
    assert load(TERMS, Split(), 500_000, NOW, StoredKind.WALLET) == Split(500_000, 50_000)
    assert load(TERMS, Split(), 500_000, NOW, StoredKind.GIFT_CARD) == Split(500_000, 0)
    assert load(TERMS, Split(9_500_000, 900_000), 500_000, NOW, StoredKind.WALLET) == Split(500_000, 50_000)


@pytest.mark.parametrize(("held", "amount"), [(0, 0), (0, -1), (0, 9_999), (0, 10_000_001), (9_500_001, 500_000)])
def test_a_load_out_of_bounds_is_refused(held, amount):
    with refused(Code.INVALID_AMOUNT):
        load(TERMS, Split(held), amount, NOW, StoredKind.WALLET)


@pytest.mark.parametrize(
    ("money", "bonus", "amount", "taken"),
    [(500_000, 50_000, 29_000, (0, 29_000)), (500_000, 50_000, 50_000, (0, 50_000)),
     (500_000, 50_000, 80_000, (30_000, 50_000)), (500_000, 50_000, 550_000, (500_000, 50_000)),
     (100_000, 0, 1, (1, 0))],
)  # fmt: skip
def test_the_promotional_part_is_spent_first(money, bonus, amount, taken):
    assert spend(Split(money, bonus), amount) == Split(*taken)


def test_nobody_spends_more_than_is_there():
    with refused(Code.STORED_INSUFFICIENT, available=550_000):
        spend(Split(500_000, 50_000), 550_001)
    for wrong in (0, -1):
        with refused(Code.INVALID_AMOUNT):
            spend(Split(500_000, 50_000), wrong)


def test_a_refund_goes_back_where_it_came_from_the_last_taken_first():
    spent = Split(30_000, 50_000)
    first = give_back(spent, Split(), 20_000)
    second = give_back(spent, first, 35_000)
    third = give_back(spent, first.plus(second), 25_000)
    assert (first, second, third) == (Split(20_000, 0), Split(10_000, 25_000), Split(0, 25_000))
    with refused(Code.INVALID_AMOUNT):
        give_back(spent, first.plus(second).plus(third), 1)
    with refused(Code.INVALID_AMOUNT):
        give_back(spent, Split(), 0)


parts = st.builds(Split, st.integers(0, 10**9), st.integers(0, 10**9))


@given(parts, st.data())
def test_however_it_is_returned_every_part_gets_back_what_it_gave(balance, data):
    if balance.total == 0:
        return
    spent = spend(balance, data.draw(st.integers(1, balance.total)))
    assert spent.bonus == min(balance.bonus, spent.total)
    assert min(balance.minus(spent).money, balance.minus(spent).bonus) >= 0
    returned = Split()
    while returned != spent:
        part = data.draw(st.integers(1, spent.total - returned.total))
        back = give_back(spent, returned, part)
        assert back.total == part
        assert min(back.money, back.bonus) >= 0
        returned = returned.plus(back)
        assert returned.bonus == 0 or returned.money == spent.money, "money was taken last, so it comes back first"


@pytest.mark.parametrize(
    ("held", "loaded", "taken", "back"),
    [((500_000, 50_000), (500_000, 50_000), (500_000, 50_000), 500_000),
     ((80_000, 0), (100_000, 10_000), (80_000, 0), 70_000),       # 30.000 were spent, 10.000 of it given by us
     ((180_000, 0), (100_000, 10_000), (100_000, 0), 90_000),
     ((100_000, 4_000), (100_000, 10_000), (100_000, 4_000), 94_000),
     ((5_000, 0), (100_000, 10_000), (5_000, 0), 0), ((0, 0), (100_000, 0), (0, 0), 0)],
)  # fmt: skip
def test_a_load_returned_keeps_the_bonus_that_was_spent(held, loaded, taken, back):
    assert unload(Split(*held), Split(*loaded)) == Unloaded(Split(*taken), back)


@given(parts, st.integers(0, 10**9), st.integers(0, 10**9))
def test_nobody_gains_by_loading_spending_and_returning(earlier, money, bonus):
    loaded = Split(money, bonus)
    full = earlier.plus(loaded)
    for amount in {0, 1, full.total // 3, full.total}:
        spent = spend(full, amount) if 0 < amount <= full.total else Split()
        gone = unload(full.minus(spent), loaded)
        left = full.minus(spent).minus(gone.taken)
        assert min(left.money, left.bonus) >= 0
        assert gone.back + spent.total + left.total <= max(earlier.total + money, spent.total + left.total)


def test_stored_value_never_expires_unless_the_programme_says_so():
    assert StoredTerms().expires_on(DAY) is None
    assert StoredTerms(expires_months=12).expires_on(date(2026, 1, 15)) == date(2027, 1, 31)
    assert usable(CARD, date.max) is CARD


def test_which_cards_may_be_used():
    dated = replace(CARD, expires_on=DAY)
    assert usable(dated, DAY) is dated
    with refused(Code.STORED_EXPIRED, day="2026-03-02"):
        usable(dated, date(2026, 3, 3))
    with refused(Code.STORED_BLOCKED):
        usable(replace(dated, blocked=True), date(2026, 3, 3))
    with refused(Code.STORED_UNKNOWN):
        usable(None, DAY)


@pytest.mark.parametrize(
    ("definition", "field"),
    [
        (replace(FLAT, id=""), "id"), (replace(FLAT, from_amount=0), "from_amount"),
        (replace(FLAT, bonus=200_001), "bonus"), (replace(FLAT, bonus=-1), "bonus"), (replace(FLAT, bonus=0), "bonus"),
        (replace(FLAT, percent=1), "bonus"), (replace(TEN, percent=10_001), "percent"),
        (replace(TEN, when=When(weekdays=(7,))), "when"),
        (StoredTerms(expires_months=0), "expires_months"), (StoredTerms(expires_months=121), "expires_months"),
        (StoredTerms(least=0), "least"), (StoredTerms(most=9_999), "most"), (StoredTerms(most=10**12), "most"),
        (StoredTerms(bonuses=(TEN, replace(FLAT, id="ten"))), "bonuses"),
        (StoredTerms(bonuses=(replace(FLAT, bonus=-1),)), "bonuses"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named(definition, field):
    assert field in definition.faults()


def test_terms_that_can_be_read_back():
    assert [one.faults() for one in (TERMS, *OFFERS, StoredTerms())] == [()] * 5
    assert from_plain(StoredTerms, to_plain(TERMS)) == TERMS


def rows(*entries: tuple[StoredMove, int, int, str | None]) -> StoredRows:
    kept = tuple(StoredEntryRow(f"e{n}", n, *entry) for n, entry in enumerate(entries, start=1))
    held = Split(sum(row.money for row in kept), sum(row.bonus for row in kept))
    return StoredRows("c1", held, len(kept), kept)


GOOD = rows(
    (StoredMove.LOAD, 500_000, 0, "s1"), (StoredMove.BONUS, 0, 50_000, "s1"), (StoredMove.SPEND, 0, -29_000, "s2"),
    (StoredMove.SPEND, -30_000, -21_000, "s3"), (StoredMove.RETURN, 20_000, 0, "s3"),
    (StoredMove.RETURN, 10_000, 15_000, "s3"), (StoredMove.ADJUSTMENT, -5_000, 0, None),
    (StoredMove.UNLOAD, -400_000, -15_000, "s1"), (StoredMove.EXPIRY, -95_000, 0, None),
)  # fmt: skip


def forged(number: int, **changes: object) -> StoredRows:
    entries = tuple(replace(row, **changes) if row.seq == number else row for row in GOOD.entries)
    return replace(GOOD, entries=entries)


def kinds(found: StoredRows) -> list[str]:
    return [problem.kind for problem in verify_stored(found)]


def test_true_rows_prove():
    assert kinds(GOOD) == []
    assert GOOD.balance == Split(0, 0)
    assert kinds(StoredRows("new", Split(), 0)) == []


@pytest.mark.parametrize(
    ("fault", "kind", "table"),
    [
        (replace(GOOD, balance=Split(1, 0)), "balance", "stored_card"),
        (replace(GOOD, balance=Split(0, 1)), "balance", "stored_card"),
        (replace(GOOD, balance=Split(1, -1)), "balance", "stored_card"),
        (forged(1, money=500_001), "balance", "stored_card"),
        (forged(3, seq=4), "gap", "stored_entry"),
        (replace(GOOD, entries=GOOD.entries[:2] + GOOD.entries[3:]), "gap", "stored_entry"),
        (replace(GOOD, seq=10), "gap", "stored_card"),
        (replace(GOOD, entries=GOOD.entries[:-1]), "gap", "stored_card"),
        (forged(4, money=-600_000), "conservation", "stored_entry"),
        (forged(3, bonus=-50_001), "conservation", "stored_entry"),
        (forged(1, money=-500_000), "conservation", "stored_entry"),
        (forged(3, bonus=29_000), "conservation", "stored_entry"),
        (forged(5, money=30_001), "conservation", "stored_entry"),
        (forged(6, sale_id="s2"), "conservation", "stored_entry"),
        (forged(3, money=-29_000, bonus=0), "lot", "stored_entry"),
    ],
)  # fmt: skip
def test_every_forged_row_or_cache_shows(fault, kind, table):
    assert (kind, table) in {(problem.kind, problem.table) for problem in verify_stored(fault)}
