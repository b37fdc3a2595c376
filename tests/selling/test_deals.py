"""What deals take off, piece by piece; the worked tables are in docs/pricing.md and read by tests/test_docs.py."""

from dataclasses import replace
from datetime import date
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.rates import percent_of
from pos_desktop.selling.benefits import Benefit, BuyGet, Combo, ComboPart, Reach
from pos_desktop.selling.conditions import EVERYTHING, Picks
from pos_desktop.selling.deals import DealSource
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import PricedOrder, price, saving, with_deal
from pos_desktop.selling.tax import VatTable
from tests.support.deals import deals
from tests.support.orders import order

DAY, VAT = date(2026, 3, 2), VatTable()
TWO_AND_ONE = "2 x CÀ PHÊ @ 29000; 1 x BÁNH @ 45000"


A = Picks(skus=("A",))


def priced(text: str, of_deals: str = "", points_value: int = 0) -> PricedOrder:
    return price(order(text), VAT, DAY, deals=deals(of_deals), points_value=points_value)


def taken(text: str, of_deals: str) -> list[int]:
    return [reduction.total for reduction in priced(text, of_deals).reductions]


def sold_as(ware: Ware, at: int, made: Order) -> Order:
    lines = tuple(replace(line, ware=ware) if n == at else line for n, line in enumerate(made.lines))
    return replace(made, lines=lines)


# pieces


@pytest.mark.parametrize(
    ("text", "of_deals", "off"),
    [
        # the cheapest piece, of equal ones the earlier line, never one that costs nothing
        ("1 x A @ 0; 1 x B @ 20000; 1 x C @ 10000", "100% on 1 anything", [10_000]),
        ("1 x A @ 20000; 1 x B @ 10000", "100% on 3 anything", [30_000]),
        ("3 x A @ 20000; 1 x B @ 10000", "100% on 2 anything", [30_000]),
        ("3 x A @ 20000", "50% on cheapest anything", [10_000]),
        ("3 x A @ 20000", "50% on cheapest 2 A", [20_000]),
        # a price leaves cheaper pieces alone, and counts only those that it lowers
        ("1 x A @ 20000; 1 x B @ 40000", "price 25000 on 1 anything", [15_000]),
        ("1 x A @ 20000", "price 25000 on anything", []),
        # goods by weight lose by their weight and are never counted
        ("0.5 x TÔM @ 200000", "price 180000 on TÔM", [10_000]),
        ("0.5 x TÔM @ 200000", "100% on 1 TÔM", []),
        ("0.5 x TÔM @ 200000; 1 x A @ 10000", "buy 1 TÔM get 1 A", []),
        # nothing picked, nothing taken
        ("2 x A @ 20000", "20% on B", []),
        ("2 x A @ 20000", "combo 30000: 1 A + 1 B", []),
    ],
)  # fmt: skip
def test_which_pieces_a_deal_takes(text, of_deals, off):
    assert taken(text, of_deals) == off


def test_an_odd_label_price_keeps_every_dong():
    made = order("3 x A @ 10000")
    made = replace(made, lines=(replace(made.lines[0], label_price=10_000),))
    got = price(made, VAT, DAY, deals=deals("100% on 1 A; 100% on 1 A; 100% on 1 A; 100% on 1 A"))
    assert [reduction.total for reduction in got.reductions] == [3_333, 3_333, 3_334]
    assert got.due == 0


# buy and get


@pytest.mark.parametrize(
    ("text", "of_deals", "off"),
    [
        ("1 x A @ 30000", "buy 1 A get 1 A", []),
        ("2 x A @ 30000", "buy 1 A get 1 A", [30_000]),
        ("3 x A @ 30000", "buy 1 A get 1 A", [30_000]),
        ("4 x A @ 30000", "buy 1 A get 1 A", [60_000]),
        ("4 x A @ 30000", "buy 1 A get 1 A times 1", [30_000]),
        ("5 x A @ 30000", "buy 2 A get 1 A", [30_000]),
        ("10 x A @ 30000", "buy 4 A get 1 A", [60_000]),
        # the cheap ones are got, but enough must be left to buy
        ("1 x A @ 10000; 1 x B @ 20000; 1 x C @ 30000; 1 x D @ 40000", "buy 1 anything get 1 anything", [30_000]),
        ("1 x A @ 10000; 2 x B @ 20000", "buy 1 A get 1 anything", [20_000]),
        ("2 x A @ 10000; 1 x B @ 20000", "buy 1 A get 1 anything", [10_000]),
        ("3 x A @ 10000; 1 x B @ 20000", "buy 1 A get 1 anything", [30_000]),
        ("1 x A @ 10000; 3 x B @ 20000", "buy 1 A get 2 B at 50%", [20_000]),
        # what was given is not bought
        ("2 x A @ 30000; 1 x B @ 20000", "100% on 2 A; buy 1 A get 1 B", [60_000]),
    ],
)  # fmt: skip
def test_buy_and_get(text, of_deals, off):
    assert taken(text, of_deals) == off


def _rounds_by_trying(buy: set[int], get: set[int], pieces: int, bought: int, got: int) -> int:
    most = 0
    for rounds in range(1, pieces + 1):
        for chosen in combinations(range(pieces), rounds * got):
            rest = [piece for piece in range(pieces) if piece not in chosen and piece in buy]
            if set(chosen) <= get and len(rest) >= rounds * bought:
                most = rounds
    return most


@given(
    st.lists(st.tuples(st.integers(1, 9), st.booleans(), st.booleans()), min_size=1, max_size=6),
    st.integers(1, 2), st.integers(1, 2),
)  # fmt: skip
def test_as_many_rounds_as_any_choice_would_give(pieces, bought, got):
    made = order("; ".join(f"1 x P{n} @ {each * 1000}" for n, (each, _, _) in enumerate(pieces)))
    buy = {n for n, (_, is_bought, _) in enumerate(pieces) if is_bought}
    get = {n for n, (_, _, is_got) in enumerate(pieces) if is_got}
    rule = BuyGet(_of(made, buy), bought * 1000, _of(made, get), got * 1000)
    deal = replace(deals("10%")[0], effect=rule)
    priced_one = price(made, VAT, DAY, deals=(deal,))
    free = sum(line.amount == 0 for line in priced_one.lines)
    assert free == got * _rounds_by_trying(buy, get, len(pieces), bought, got)


def _of(made: Order, at: set[int]) -> Picks:
    return Picks(skus=tuple(made.lines[n].sku for n in sorted(at)) or ("nothing",))


# combos


@pytest.mark.parametrize(
    ("text", "of_deals", "off"),
    [
        ("1 x A @ 30000; 1 x B @ 40000", "combo 60000: 1 A + 1 B", [10_000]),
        ("1 x A @ 30000; 1 x B @ 40000", "combo 70000: 1 A + 1 B", []),
        ("3 x A @ 30000; 2 x B @ 40000", "combo 60000: 1 A + 1 B", [20_000]),
        ("3 x A @ 30000; 2 x B @ 40000", "combo 60000: 1 A + 1 B times 1", [10_000]),
        ("4 x A @ 30000", "combo 50000: 2 A", [20_000]),
        # the dearest that fill it, though a greedy first part would take what another part needs
        ("1 x A @ 50000; 1 x B @ 40000; 1 x C @ 30000", "combo 60000: 1 anything + 1 A", [30_000]),
        ("1 x A @ 30000; 1 x B @ 20000", "combo 40000: 1 A or B + 1 A", [10_000]),
        ("1 x A @ 50000; 1 x B @ 30000; 1 x C @ 20000", "combo 60000: 1 A or C + 1 A or B", [20_000]),
        # a round that saves nothing is not sold
        ("1 x A @ 50000; 1 x C @ 10000; 2 x B @ 20000", "combo 50000: 1 A or C + 1 B", [20_000]),
    ],
)  # fmt: skip
def test_combos(text, of_deals, off):
    assert taken(text, of_deals) == off


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(1, 7)), min_size=1, max_size=6), st.integers(1, 7),
    st.integers(1, 7), st.integers(1, 60),
)  # fmt: skip
def test_a_round_saves_as_much_as_any_choice_would(pieces, first, second, cost):
    """Each piece is in some of three groups, as each of the two parts is; one round against every pair."""
    made = order("; ".join(f"1 x P{n} @ {each * 1000}" for n, (each, _) in enumerate(pieces)))
    groups = [{n for n, (_, group) in enumerate(pieces) if group & part} for part in (first, second)]
    combo = Combo(tuple(ComboPart(_of(made, group)) for group in groups), cost * 1000)
    deal = replace(deals("10%")[0], effect=combo, limit=1)
    pairs = [(a, b) for a, b in permutations(range(len(pieces)), 2) if a in groups[0] and b in groups[1]]
    best = max([(pieces[a][0] + pieces[b][0] - cost) * 1000 for a, b in pairs], default=0)
    assert price(made, VAT, DAY, deals=(deal,)).discount == max(0, best)


def test_a_huge_order_is_counted_at_once():
    got = priced("90000 x A @ 30000; 90000 x B @ 40000", "combo 60000: 1 A + 1 B; buy 1 A get 1 A")
    assert [reduction.total for reduction in got.reductions] == [900_000_000, 45_000 * 25_714]


# order deals, exclusive deals, other wares


def test_an_exclusive_deal_wants_pieces_for_itself():
    assert taken("2 x A @ 30000", "only 10% on 1 A; 10% on A") == [3_000, 3_000]
    assert taken("2 x A @ 30000", "10% on 1 A; only 10% on A") == [3_000, 3_000]
    assert taken("2 x A @ 30000", "10% on 1 A; 10% on A") == [3_000, 5_700]


def test_an_exclusive_rule_keeps_what_was_bought_the_dearest():
    text = "1 x A @ 10000; 1 x B @ 20000; 1 x C @ 30000"
    assert taken(text, "only buy 1 anything get 1 anything; 10%") == [10_000, 2_000]


def test_an_exclusive_deal_that_saves_nothing_keeps_nothing():
    assert taken("2 x A @ 30000", "only combo 60000: 2 A; 10%") == [6_000]


def test_an_exclusive_order_deal_takes_what_the_lines_left():
    assert taken("1 x A @ 30000; 1 x B @ 50000", "10% on A; only 10%; 10%") == [3_000, 5_000, 2_700]


def test_discounts_by_hand_come_after_deals_of_lines():
    got = priced("2 x A @ 30000 -10%; off 10%", "buy 1 A get 1 A; 20%")
    assert [reduction.total for reduction in got.reductions] == [30_000, 5_400]
    (line,) = got.lines
    assert (line.line_by_hand, line.order_by_hand) == (3_000, 2_160)
    assert (line.line_discount, line.order_discount, got.by_hand) == (33_000, 7_560, 5_160)
    assert got.due == 60_000 - 33_000 - 7_560


@pytest.mark.parametrize("ware", [Ware.GIFT_CARD, Ware.TOP_UP, Ware.MEMBERSHIP])
def test_only_goods_take_part(ware):
    made = sold_as(ware, 1, order("1 x A @ 100000; 1 x THẺ @ 500000; off 10%"))
    got = price(made, VAT, DAY, deals=deals("20%; 10% on anything; 100% on 1 THẺ"), points=10, points_value=1_000)
    assert [reduction.by_line for reduction in got.reductions] == [(10_000, 0), (18_000, 0)]
    assert [line.amount for line in got.lines] == [100_000 - 10_000 - 18_000 - 7_200 - 1_000, 500_000]
    assert (got.before_points, got.basis) == (64_800, 63_800)


def test_points_follow_the_deals():
    got = priced(TWO_AND_ONE, "100% on 1 CÀ PHÊ", points_value=7_400)
    assert [line.points_share for line in got.lines] == [2_900, 4_500]
    assert [line.amount for line in got.lines] == [26_100, 40_500]


# one more deal


def test_what_one_more_deal_saves():
    bare = priced("2 x A @ 30000; off 10%", "buy 1 A get 1 A")
    (more,) = deals("10000", DealSource.REWARD)
    assert saving(bare, more) == 9_000
    after = with_deal(bare, more)
    assert after == price(bare.order, VAT, DAY, deals=(*bare.deals, more))
    assert bare.due - after.due == 9_000
    assert with_deal(bare, None) is bare
    assert saving(after, deals("100% on 1 B")[0]) == 0


# what cannot be


@pytest.mark.parametrize(
    ("definition", "faults"),
    [
        (Benefit(), ("effect",)),
        (Benefit(percent=10, amount=10), ("effect",)),
        (Benefit(percent=10_001), ("percent",)),
        (Benefit(percent=-1), ("percent",)),
        (Benefit(amount=10**12), ("amount",)),
        (Benefit(price=1000), ("price",)),
        (Benefit(price=-1, reach=Reach.ITEMS), ("price",)),
        (Benefit(percent=10, units=1000), ("units",)),
        (Benefit(percent=10, units=500, reach=Reach.ITEMS), ("units",)),
        (Benefit(percent=10, most=-1), ("most",)),
        (Benefit(price=0, reach=Reach.ITEMS, units=1000), ()),
        (BuyGet(A, 0, A, 1500, 0), ("buy_qty", "get_qty", "percent")),
        (BuyGet(), ("buy", "get")),
        (BuyGet(Picks(not_skus=("A",)), get=Picks(categories=("cakes",))), ("buy",)),
        (BuyGet(A, get=A), ()),
        (Combo((), 1000), ("parts",)),
        (Combo((ComboPart(EVERYTHING),), -1), ("parts", "price")),
        (Combo((ComboPart(EVERYTHING, 21_000),), 1), ("parts",)),
        (Combo((ComboPart(EVERYTHING, 2_000),), 0), ()),
    ],
)
def test_faults(definition, faults):
    assert definition.faults() == faults


def test_the_language_of_the_tests_says_what_it_means():
    (deal,) = deals("only buy 2 A or B get 1 C at 50% times 3")
    assert deal.effect == BuyGet(Picks(skus=("A", "B")), 2_000, Picks(skus=("C",)), 1_000, 5_000)
    assert (deal.exclusive, deal.limit) == (True, 3)
    assert percent_of(7, deal.effect.percent) == 4
