import hashlib
import hmac
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.draws import DrawRow, RoundRows, verify_draws
from pos_desktop.loyalty.wheel import (
    FRESH,
    SEED_BYTES,
    Prize,
    Wheel,
    WheelState,
    commitment,
    draw,
    number_below,
    odds,
    proves,
    seed_of,
    ticket_text,
    tickets_for,
)
from pos_desktop.selling.conditions import When

SEED = bytes(range(32))
FEW = Prize("points", "50 điểm", 20, points=50, stock=400, cost=5_000)
CUP = Prize("cup", "Một ly cà phê", 9, voucher="free-cup", stock=100, cost=29_000)
BAG = Prize("bag", "Túi vải", 1, gift="Túi vải Mộc", stock=5, cost=60_000)
NONE = Prize("none", "Chúc may mắn lần sau", 70)
WHEEL = Wheel("tet", "Vòng quay Tết", (FEW, CUP, BAG, NONE), budget=3_000_000)
LARGE = replace(
    WHEEL, prizes=tuple(p if p.is_nothing else replace(p, stock=10**6) for p in WHEEL.prizes), budget=10**11
)
DRAWS = 10_000


def drawn(wheel: Wheel, many: int, seed: bytes = SEED, state: WheelState = FRESH) -> tuple[Counter[str], WheelState]:
    counts: Counter[str] = Counter()
    for ticket in range(1, many + 1):
        prize = draw(wheel, seed, ticket_text("r1", ticket), state)
        state = state.after(prize)
        counts[prize.id] += 1
    return counts, state


def test_the_seed_is_committed_before_and_proved_after():
    assert commitment(SEED) == hashlib.sha256(SEED).hexdigest()
    assert proves(SEED, commitment(SEED))
    assert not proves(SEED[::-1], commitment(SEED))
    seeds = {seed_of(b"k" * 32, "r1"), seed_of(b"k" * 32, "r2"), seed_of(b"l" * 32, "r1")}
    assert len(seeds) == 3
    assert {len(seed) for seed in seeds} == {SEED_BYTES}


def test_a_draw_is_the_hmac_of_the_ticket_that_anyone_can_compute():
    digest = hmac.new(SEED, b"r1|7|0", hashlib.sha256).digest()
    place = int.from_bytes(digest[:8], "big") % 100
    assert number_below(100, SEED, "r1|7") == place
    expected = FEW if place < 20 else CUP if place < 29 else BAG if place < 30 else NONE
    assert draw(WHEEL, SEED, "r1|7", FRESH) == expected
    assert len({number_below(10**9, SEED, ticket_text("r1", n)) for n in range(100)}) == 100


def test_an_uneven_last_turn_is_thrown_away():
    whole = (1 << 63) + 1  # 2^64 holds it once: nearly half of the blocks are unusable
    blocks = [
        int.from_bytes(hmac.new(SEED, f"t|{turn}".encode(), hashlib.sha256).digest()[at : at + 8], "big")
        for turn in range(8) for at in range(0, 32, 8)
    ]  # fmt: skip
    assert blocks[0] >= whole or blocks[1] >= whole or blocks[2] >= whole, "one must be thrown away"
    assert number_below(whole, SEED, "t") == next(block for block in blocks if block < whole)
    skipped = [t for t in map(str, range(50)) if number_below(whole, SEED, t) != _first(t) % whole]
    assert 10 < len(skipped) < 40


def _first(ticket: str) -> int:
    return int.from_bytes(hmac.new(SEED, f"{ticket}|0".encode(), hashlib.sha256).digest()[:8], "big")


@given(st.integers(1, 10**9), st.binary(min_size=32, max_size=32), st.text(max_size=20))
def test_numbers_stay_below(whole, seed, ticket):
    assert 0 <= number_below(whole, seed, ticket) < whole


def test_ten_thousand_draws_follow_the_stated_odds():
    counts, _ = drawn(LARGE, DRAWS)
    expected = {one.prize.id: DRAWS * one.weight // one.whole for one in odds(LARGE, FRESH)}
    assert expected == {"points": 2_000, "cup": 900, "bag": 100, "none": 7_000}
    chi_square = sum((counts[name] - many) ** 2 / many for name, many in expected.items())
    assert chi_square < 16.27, "three degrees of freedom, one in a thousand"


@pytest.mark.parametrize("seed", [SEED, b"a" * 32, b"b" * 32], ids=["first", "second", "third"])
def test_stock_and_budget_are_never_exceeded(seed):
    counts, state = drawn(WHEEL, DRAWS, seed)
    assert all(counts[prize.id] <= prize.stock for prize in (FEW, CUP, BAG))
    assert state.spent <= WHEEL.budget
    assert state.spent == sum(counts[prize.id] * prize.cost for prize in WHEEL.prizes)
    assert state.spent > WHEEL.budget - FEW.cost, "the budget was drawn down to the last prize, so the bound was met"
    assert sum(counts.values()) == DRAWS


def test_stock_runs_out_where_the_budget_does_not():
    counts, state = drawn(replace(WHEEL, budget=10**9), DRAWS)
    assert (counts["points"], counts["cup"], counts["bag"]) == (400, 100, 5)
    assert state.count("bag") == 5


def test_odds_tell_what_is_still_there():
    def told(state: WheelState) -> dict[str, int]:
        return {one.prize.id: one.weight for one in odds(WHEEL, state)}

    assert told(FRESH) == {"points": 20, "cup": 9, "bag": 1, "none": 70}
    assert {one.whole for one in odds(WHEEL, FRESH)} == {100}
    assert told(WheelState((("bag", 5),), 300_000)) == {"points": 20, "cup": 9, "bag": 0, "none": 71}
    assert told(WheelState((), 2_971_001)) == {"points": 20, "cup": 0, "bag": 0, "none": 80}
    assert told(WheelState((), 2_971_000))["cup"] == 9, "29.000 are left to the đồng"
    assert told(WheelState((), 3_000_000)) == {"points": 0, "cup": 0, "bag": 0, "none": 100}


def test_a_prize_that_is_gone_falls_to_nothing():
    ticket = next(t for t in (ticket_text("r1", n) for n in range(2_000)) if draw(WHEEL, SEED, t, FRESH) == BAG)
    assert draw(WHEEL, SEED, ticket, WheelState((("bag", 5),), 300_000)) == NONE
    assert draw(WHEEL, SEED, ticket, WheelState((), 2_950_000)) == NONE


@pytest.mark.parametrize(
    ("per_spend", "most", "basis", "tickets"),
    [(0, 1, 1, 1), (0, 3, 900_000, 1), (0, 1, 0, 0), (100_000, 3, 99_999, 0), (100_000, 3, 250_000, 2),
     (100_000, 3, 900_000, 3), (100_000, 1, 250_000, 1), (100_000, 3, -1, 0)],
)  # fmt: skip
def test_tickets_of_an_order(per_spend, most, basis, tickets):
    assert tickets_for(replace(WHEEL, per_spend=per_spend, most_tickets=most), basis) == tickets


def kept(many: int = 600, state: WheelState = FRESH) -> RoundRows:
    rows = []
    for ticket in range(1, many + 1):
        prize = draw(WHEEL, SEED, ticket_text("r1", ticket), state)
        state = state.after(prize)
        rows.append(DrawRow(f"d{ticket}", ticket, prize.id, prize.cost))
    return RoundRows("r1", WHEEL, commitment(SEED), SEED, tuple(rows))


ROUND = kept()


def altered(number: int, **changes: object) -> RoundRows:
    return replace(ROUND, draws=tuple(replace(d, **changes) if d.ticket == number else d for d in ROUND.draws))


def test_true_draws_prove_also_after_an_earlier_round():
    assert list(verify_draws(ROUND)) == []
    earlier = WheelState((("bag", 4), ("points", 399)), 2_000_000)
    later = kept(600, earlier)
    assert list(verify_draws(later, earlier)) == []
    assert list(verify_draws(later)) != [], "what earlier rounds used up matters"


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        (altered(17, prize="bag"), ["d17"]), (altered(17, prize="unknown"), ["d17"]), (altered(17, cost=1), ["d17"]),
        (replace(ROUND, draws=ROUND.draws[:9] + ROUND.draws[10:]), ["d11"]),
        (replace(ROUND, draws=(*ROUND.draws, ROUND.draws[-1])), ["d600"]),
        (altered(3, ticket=4), ["d3"]),
        (replace(ROUND, commitment="0" * 64), ["r1"]),
    ],
)  # fmt: skip
def test_an_altered_draw_is_found(rows, places):
    assert [problem.id for problem in verify_draws(rows)] == places


def test_another_seed_is_found_twice():
    found = list(verify_draws(replace(ROUND, seed=SEED[::-1])))
    assert found[0].table == "wheel_round"
    assert len(found) > 100


@pytest.mark.parametrize("ticket", range(1, 40))
def test_no_single_draw_can_be_swapped_for_another_prize(ticket):
    true = ROUND.draws[ticket - 1].prize
    for prize in WHEEL.prizes:
        found = list(verify_draws(altered(ticket, prize=prize.id, cost=prize.cost)))
        assert bool(found) is (prize.id != true)


@pytest.mark.parametrize(
    ("prize", "field"),
    [
        (replace(CUP, id=""), "id"), (replace(CUP, weight=0), "weight"), (replace(CUP, weight=10**7), "weight"),
        (replace(CUP, points=5), "voucher"), (replace(CUP, gift="Túi"), "voucher"), (replace(FEW, points=-5), "points"),
        (replace(CUP, stock=None), "stock"), (replace(CUP, stock=0), "stock"), (replace(CUP, cost=0), "stock"),
        (replace(NONE, stock=5), "stock"), (replace(NONE, cost=1), "stock"),
    ],
)  # fmt: skip
def test_prizes_that_cannot_be_are_named(prize, field):
    assert prize.faults() == (field,)
    assert "prizes" in replace(WHEEL, prizes=(prize, BAG, NONE)).faults()


@pytest.mark.parametrize(
    ("wheel", "field"),
    [
        (replace(WHEEL, id=""), "id"), (replace(WHEEL, prizes=()), "prizes"),
        (replace(WHEEL, prizes=(NONE,)), "prizes"),
        (replace(WHEEL, prizes=(FEW, CUP)), "prizes"), (replace(WHEEL, prizes=(NONE, replace(NONE, id="x"))), "prizes"),
        (replace(WHEEL, prizes=(FEW, replace(CUP, id="points"), NONE)), "prizes"), (replace(WHEEL, budget=0), "budget"),
        (replace(WHEEL, budget=10**12), "budget"), (replace(WHEEL, per_spend=-1), "per_spend"),
        (replace(WHEEL, most_tickets=0), "most_tickets"), (replace(WHEEL, when=When(weekdays=(7,))), "when"),
    ],
)  # fmt: skip
def test_wheels_that_cannot_be_are_named(wheel, field):
    assert wheel.faults() == (field,)


def test_a_wheel_that_can_be_is_read_back():
    assert WHEEL.faults() == ()
    assert from_plain(Wheel, to_plain(WHEEL)) == WHEEL
