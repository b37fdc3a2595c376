"""Refunds whole: the worked examples of docs/loyalty.md and docs/pricing.md, and random sales in random parts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.accrual import EarnFacts
from pos_desktop.loyalty.lots import Lot
from pos_desktop.loyalty.programme import Programme, Shortfall
from pos_desktop.loyalty.quote_refund import RefundQuote, SaleToReturn, quote_refund
from pos_desktop.loyalty.reversal import Taken
from pos_desktop.loyalty.rules import Rule
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierChange, TierMove, TierState
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.refund import Paid, RefundTo, Returned, SoldLine, SoldSale
from tests.support import partial_refunds

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
ORIGINAL = RefundTo.ORIGINAL
FACTS = EarnFacts("member", Occasion(DAY), OrderType.TAKE_AWAY)
OLD = Lot("old", 1_180, date(2026, 1, 15), date(2027, 1, 31), 1)
OWN = Lot("own", 29, DAY, date(2027, 3, 31), 2, "s")
LAN = AccountPicture("Lan", DAY, (OLD, OWN))
PHO = SaleToReturn(
    "s", DAY, AT, Programme(),
    SoldSale(tuple(SoldLine(n, 1_000, 98_000, 100_000, 8) for n in (1, 2, 3)), (Paid("cash", 294_000),)),
    facts=FACTS, earned=29, redeemed=60, taken=(Taken(OLD, 60),),
)  # fmt: skip


class Counter:
    """Refunds one sale in turn, each booked before the next."""

    def __init__(self, sale: SaleToReturn = PHO, account: AccountPicture = LAN, **programme: object) -> None:
        sale = replace(sale, programme=Programme(**programme))
        self.at = partial_refunds.Scene(Programme(), None, sale, account)  # type: ignore[arg-type]

    def refund(self, *positions: int) -> RefundQuote:
        asked = [Returned(position, 1_000) for position in positions] or None
        quoted = quote_refund(self.at.sale, asked, ORIGINAL, self.at.account, self.at.programme, AT)
        self.at = partial_refunds.booked(self.at, quoted)
        return quoted


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_three_partial_refunds_are_one_full_refund(order):
    counter = Counter()
    quotes = [counter.refund(position) for position in order]

    assert [quoted.clawed for quoted in quotes] == [10, 10, 9]
    assert [quoted.restored for quoted in quotes] == [20, 20, 20]
    assert [quoted.returned for quoted in quotes] == [
        Activity(DAY, -98_000, -10, 0), Activity(DAY, -98_000, -10, 0), Activity(DAY, -98_000, -9, -1),
    ]  # fmt: skip
    assert quotes[-1].balance.available == 1_180 + 60
    assert quotes[-1].lots[1] == replace(OWN, left=0)


@pytest.mark.parametrize(("first", "clawed", "restored"), [((1, 2), [20, 9], [40, 20]), ((3,), [10, 19], [20, 40])])
def test_any_split_comes_to_the_same(first, clawed, restored):
    counter = Counter()
    quotes = [counter.refund(*first), counter.refund()]
    assert [quoted.clawed for quoted in quotes] == clawed
    assert [quoted.restored for quoted in quotes] == restored


def test_the_whole_at_once():
    quoted = Counter().refund()
    assert (quoted.clawed, quoted.restored, quoted.basis, quoted.debt) == (29, 60, 294_000, 0)
    assert quoted.returned == Activity(DAY, -294_000, -29, -1)
    assert quoted.money.money == 294_000


def test_a_guest_s_refund_is_money_alone():
    quoted = quote_refund(replace(PHO, earned=0, redeemed=0, taken=()), None, ORIGINAL, None, Programme(), AT)
    assert (quoted.money.money, quoted.clawed, quoted.restored, quoted.balance) == (294_000, 0, 0, None)
    assert (quoted.basis, quoted.returned, quoted.moves) == (0, None, ())


def test_points_given_back_pay_what_is_owed_for_the_points_taken_back():
    spent = replace(LAN, lots=())
    quoted = Counter(account=spent).refund()
    assert (quoted.clawed, quoted.restored, quoted.take_back.debt, quoted.balance.available) == (29, 60, 0, 31)


def test_an_older_debt_is_paid_first():
    quoted = Counter(account=replace(LAN, lots=(), debt=50)).refund()
    assert quoted.give_back.debt_paid == 50
    assert (quoted.take_back.debt, quoted.debt, quoted.balance.available) == (19, 19, 0)


def test_what_was_spent_becomes_a_debt_or_is_given_up():
    sale = replace(PHO, redeemed=0, taken=())
    broke = replace(LAN, lots=(replace(OWN, left=4),))
    owing, clamped = (Counter(sale, broke, shortfall=policy).refund() for policy in Shortfall)
    assert (owing.clawed, owing.debt, owing.take_back.shortfall) == (29, 25, 0)
    assert (clamped.clawed, clamped.debt, clamped.take_back.shortfall) == (29, 0, 25)


def test_a_bonus_whose_condition_no_longer_holds_goes_with_the_first_return():
    big = Rule("big", "Đơn lớn", flat=50, minimum_spend=250_000)
    counter = Counter(replace(PHO, earned=79), rules=(big,))
    assert [counter.refund(position).clawed for position in (1, 2, 3)] == [60, 10, 9]


@pytest.mark.parametrize(
    "facts", [replace(FACTS, orders_today=5), replace(FACTS, earns=False), FACTS, None],
    ids=["limited", "staff", "priced anew", "unknown"],
)  # fmt: skip
def test_a_sale_that_earned_nothing_loses_nothing(facts):
    counter = Counter(replace(PHO, earned=0, facts=facts), replace(LAN, lots=(OLD,)))
    assert [counter.refund(position).clawed for position in (1, 2, 3)] == [0, 0, 0]


def test_a_sale_that_earned_is_never_returned_without_its_facts():
    with pytest.raises(ValueError, match="nobody knows why"):
        Counter(replace(PHO, facts=None)).refund()


def test_lines_that_earn_nothing_change_neither_points_nor_basis():
    plain = replace(PHO.sold.lines[0], earns=False)
    sale = replace(PHO, sold=replace(PHO.sold, lines=(plain, *PHO.sold.lines[1:])), earned=19)
    counter = Counter(sale)
    quotes = [counter.refund(position) for position in (2, 1, 3)]
    assert [(quoted.clawed, quoted.basis) for quoted in quotes] == [(10, 98_000), (0, 0), (9, 98_000)]


def test_a_sale_loses_no_more_than_it_earned():
    counter = Counter(replace(PHO, earned=20))
    quotes = [counter.refund(position) for position in (1, 2, 3)]
    assert [(quoted.clawed, quoted.returned.points) for quoted in quotes] == [(1, -1), (10, -10), (9, -9)]


def test_points_that_died_meanwhile_live_another_week():
    later = replace(LAN, day=date(2027, 2, 10), lots=(OWN,))
    quoted = Counter(account=later).refund(1)
    assert [(part.lot_id, part.points, part.expires_on) for part in quoted.give_back.restored] == [
        ("old", 20, date(2027, 2, 17))
    ]
    assert quoted.balance.available == 20 + 19


BEFORE, GOLD = TierState("silver", date(2026, 12, 31)), TierState("gold", date(2027, 3, 31))
UPGRADE = TierChange(TierMove.UPGRADE, DAY, BEFORE, GOLD)
FEAST = SaleToReturn(
    "s", DAY, AT, Programme(),
    SoldSale((SoldLine(1, 2_000, 3_000_000, 3_000_000, 8),), (Paid("card", 3_000_000),)),
    facts=replace(FACTS, tier="silver"), earned=360, made=UPGRADE,
)  # fmt: skip


def feast(qty: int, earlier: int, later: timedelta = timedelta(0)) -> RefundQuote:
    """Refund a part of a feast of 3.000.000 ₫ that came after `earlier` đồng and made its member gold."""
    activity = (Activity(date(2026, 1, 5), earlier, 0, 1), Activity(DAY, 3_000_000, 360, 1))
    day = (AT + later).date()
    account = AccountPicture("Lan", day, (replace(OWN, left=360),), tier=GOLD, activity=activity)
    return quote_refund(FEAST, [Returned(1, qty)], ORIGINAL, account, Programme(), AT + later)


def test_a_young_sale_takes_the_tier_that_it_made_back_with_it():
    assert feast(2_000, 2_400_000).moves == (TierChange(TierMove.REVERSAL, DAY, GOLD, BEFORE),)
    assert feast(1_000, 2_400_000).moves == (TierChange(TierMove.REVERSAL, DAY, GOLD, BEFORE),)


def test_a_tier_that_the_rest_still_reaches_stays():
    assert feast(1_000, 3_500_000).moves == ()


def test_after_a_day_a_tier_falls_only_at_its_review():
    late = feast(2_000, 2_400_000, timedelta(hours=24))
    assert late.moves == ()
    assert late.basis == 3_000_000


@settings(max_examples=100)
@given(st.randoms())
def test_any_sale_in_any_parts(random):
    partial_refunds.check(random)


def test_many_random_baskets(full, capsys):
    count = 10_000 if full else 300
    partial_refunds.main(count)
    assert capsys.readouterr().out.startswith(f"{count} baskets")
