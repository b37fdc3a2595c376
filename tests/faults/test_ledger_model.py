"""A model of points that is a page long, and a real shop that has to agree with it whatever happens."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pos_desktop.core.errors import Code, Rejected
from tests.support.shop import Shop, copy_of

MEMBERS = ("Lan", "Mai")
PRICE = 1_000


@dataclass
class ModelLot:
    """Points that may be spent from `first` through `last`."""

    left: int
    first: date
    last: date


class Model:
    """A purse per member: what came in dies at the end of the twelfth month, the earliest goes first."""

    def __init__(self) -> None:
        self.lots: dict[str, list[ModelLot]] = {name: [] for name in MEMBERS}

    def credit(self, name: str, points: int, day: date) -> None:
        year, month = day.year + 1 + (day.month == 12), day.month % 12 + 1
        if points:
            self.lots[name].append(ModelLot(points, day, date(year, month, 1) - timedelta(days=1)))

    def usable(self, name: str, day: date) -> list[ModelLot]:
        return sorted((x for x in self.lots[name] if x.first <= day <= x.last), key=lambda x: (x.last, x.first))

    def available(self, name: str, day: date) -> int:
        return sum(lot.left for lot in self.usable(name, day))

    def spend(self, name: str, points: int, day: date) -> None:
        for lot in self.usable(name, day):
            part = min(points, lot.left)
            lot.left, points = lot.left - part, points - part
        assert points == 0

    def forget_dead(self, day: date) -> None:
        for lots in self.lots.values():
            for lot in lots:
                lot.left = lot.left if lot.last >= day else 0


class Points(RuleBasedStateMachine):
    """Earn, redeem, wait, resend, restart."""

    template: Path

    @initialize()
    def open(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.shop = Shop(copy_of(self.template, self.root / "shop"), is_sample=True)
        self.model = Model()
        self.last = None
        self.sales = 0
        for name in MEMBERS:
            self.shop.member(name)

    def teardown(self) -> None:
        books = self.shop.books()
        self.shop.close()
        shutil.rmtree(self.root)
        assert books.tie, books

    @property
    def today(self) -> date:
        return self.shop.till.today()

    @rule(name=st.sampled_from(MEMBERS), thousands=st.integers(1, 900))
    def buy(self, name: str, thousands: int) -> None:
        self.sell(name, thousands, 0)

    @rule(name=st.sampled_from(MEMBERS), tens=st.integers(5, 60))
    def redeem(self, name: str, tens: int) -> None:
        points = tens * 10
        if points <= self.model.available(name, self.today):
            self.sell(name, 2 * points * 100 // PRICE, points)
        else:
            with pytest.raises(Rejected) as no:
                self.sell(name, 2 * points * 100 // PRICE, points)
            assert no.value.code is Code.INSUFFICIENT_POINTS

    def sell(self, name: str, thousands: int, points: int) -> None:
        wish = f"; redeem {points}" if points else ""
        command = self.shop.command(f"{thousands} x MÓN @ {PRICE}; member {name} by card{wish}")
        sale = self.shop.desk.sales.complete(command).sale
        self.last, self.sales = command, self.sales + 1
        self.model.forget_dead(self.today)
        self.model.spend(name, points, self.today)
        self.model.credit(name, sale.earned, self.today)
        assert sale.loyalty.available == self.model.available(name, self.today)

    @rule(name=st.sampled_from(MEMBERS), points=st.integers(1, 500))
    def import_opening_points(self, name: str, points: int) -> None:
        self.shop.granted(name, points)
        self.model.credit(name, points, self.today)

    @rule(days=st.sampled_from([1, 28, 200, 390, 500]), opens=st.booleans())
    def wait(self, days: int, opens: bool) -> None:
        self.shop.clock.set(self.shop.clock.now() + timedelta(days=days))
        if opens:
            self.shop.desk.days.begin()
            self.model.forget_dead(self.today)

    @rule(hours=st.integers(1, 72))
    def set_the_clock_back(self, hours: int) -> None:
        """What was written off stays so; what nobody wrote off yet is judged by the clock."""
        self.shop.desk.days.begin()
        self.model.forget_dead(self.today)
        self.shop.clock.set(self.shop.clock.now() - timedelta(hours=hours))

    @precondition(lambda self: self.last)
    @rule(again=st.booleans())
    def send_the_last_one_again(self, again: bool) -> None:
        if again:
            self.shop.reopen()
        assert self.shop.desk.sales.complete(self.last).is_repeat

    @rule()
    def restart(self) -> None:
        self.shop.reopen()

    @invariant()
    def entries_lots_and_balances_agree(self) -> None:
        sums = self.shop.sums()
        assert sums["entry"] == sums["lot"] - sums["debt"] == sums["account"] - sums["debt"], sums

    @invariant()
    def the_shop_agrees_with_the_model(self) -> None:
        for name in MEMBERS:
            assert self.shop.member(name).balance.available == self.model.available(name, self.today)
        assert self.shop.count("sale") == self.sales


@pytest.mark.timeout(3600)
def test_any_life_of_a_purse(template, full):
    Points.template = template
    effort = settings(
        max_examples=200 if full else 3, stateful_step_count=30 if full else 10, deadline=None,
        phases=[Phase.generate, Phase.shrink] if full else [Phase.generate],
    )  # fmt: skip
    run_state_machine_as_test(Points, settings=effort)


@pytest.mark.parametrize(
    ("where", "mistake", "planted"),
    [
        ("services.members.points.ledger.Booking.close", lambda _self: None, AssertionError),
        ("loyalty.lots.Lot.is_expired", lambda _self, _day: False, AssertionError),
        ("services.operations.first_answer", lambda *_: None, Rejected),
    ],
    ids=["caches are not written", "nothing ever dies", "a repeat is done again"],
)
def test_the_model_bites(template, monkeypatch, where, mistake, planted):
    """A shop with a planted mistake is found out."""
    monkeypatch.setattr(f"pos_desktop.{where}", mistake)
    Points.template = template
    effort = settings(
        max_examples=60, stateful_step_count=20, deadline=None, phases=[Phase.generate], report_multiple_bugs=False
    )
    with pytest.raises(planted):
        run_state_machine_as_test(Points, settings=effort)
