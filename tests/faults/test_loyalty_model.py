"""Lives of two members against the oracle: whatever is done, entries, lots, balances and a replay agree."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from math import floor
from pathlib import Path
from typing import Any, NamedTuple

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
from sqlalchemy.exc import IntegrityError

from tests.support.loyal_till import SHELF, LoyalTill, known_operations
from tests.support.oracle_account import EARNING_ORDERS_A_DAY, STEP, cap_of
from tests.support.random_returns import told

WHO = st.integers(0, 1)
WHICH = st.integers(0, 5)


def knows(*operations: str) -> Callable[[Any], Any]:
    """The rule is drawn only where the program's `sell` has these operations."""
    return precondition(lambda self: set(operations) <= self.known)


def hold(till: LoyalTill, who: int, points: int, *, is_wanted_elsewhere: bool) -> None:
    """Hold points of a member for an open order, try to spend them elsewhere, give the order up."""
    member, shop = till.members[who], till.shop
    available = member.account.available(till.oracle.today)
    if points > available:
        return
    before, order = till.rows(), till.held_order(member, points)
    assert till.rows() == before
    if is_wanted_elsewhere:
        greedy = {"lines": [{"code": "TIEC", "qty": 3}], "tenders": "exact", "redeem": available // STEP * STEP}
        answer = till.tell({"id": "greedy", "member": member.card, **greedy})
        assert answer.get("code") == "INSUFFICIENT_POINTS", answer
    shop.desk.orders.drop(order, 0, shop.person().id)
    till.look_at_everybody()


class Lives(RuleBasedStateMachine):
    """Buy, redeem, return, void, adjust, hold, wait, go back, resend, restart."""

    template: Path
    known: frozenset[str] = frozenset()

    @initialize()
    def open(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.till = LoyalTill(self.template, self.root / "shop")
        self.till.begin()

    def teardown(self) -> None:
        try:
            self.till.prove()
        finally:
            self.till.shop.close()
            shutil.rmtree(self.root)

    # --- selling ---

    @rule(who=WHO, item=st.sampled_from(SHELF), qty=st.integers(1, 6), off=st.sampled_from([{}, {"discount": 777}]))
    def buy(self, who: int, item: Any, qty: int, off: dict[str, int]) -> None:
        self.sell(who, [{"code": item.sku, "qty": qty}, {"code": "MON-NHO", "qty": 1}], **off)

    @rule(who=WHO, qty=st.integers(1, 4), points=st.sampled_from([50, 130, 210, "max"]), by_card=st.booleans())
    def redeem(self, who: int, qty: int, points: int | str, by_card: bool) -> None:
        self.sell(who, [{"code": "PHO", "qty": qty}], by_card=by_card, redeem=points)

    def sell(self, who: int, lines: list[dict[str, Any]], *, by_card: bool = True, **more: Any) -> None:
        member = self.till.members[who]
        request = {"lines": lines, "tenders": "exact", "member": member.card if by_card else member.phone, **more}
        if not self.till.is_open(**request):
            self.till.ask(**request)

    @rule(who=WHO)
    def have_a_busy_day(self, who: int) -> None:
        """Order again and again; no more than five orders earn."""
        for _ in range(EARNING_ORDERS_A_DAY + 1):
            self.sell(who, [{"code": "PHO", "qty": 1}])

    @rule(who=WHO)
    def redeem_too_much(self, who: int) -> None:
        """One step above the half that points may pay."""
        self.sell(who, [{"code": "PHO", "qty": 1}], redeem=cap_of(100_000) + STEP)
        self.sell(who, [{"code": "MON-NHO", "qty": 1}], redeem=cap_of(33_333) // STEP * STEP + STEP)

    @rule(who=WHO, points=st.sampled_from([50, 100, 300]), is_wanted_elsewhere=st.booleans())
    def hold_and_let_go(self, who: int, points: int, is_wanted_elsewhere: bool) -> None:
        """An order that holds points moves none, and they are free again when it is given up."""
        hold(self.till, who, points, is_wanted_elsewhere=is_wanted_elsewhere)

    # --- returning ---

    @knows("refund")
    @precondition(lambda self: self.till.sales)
    @rule(which=WHICH, line=st.integers(0, 1), qty=st.integers(1, 6), to=st.sampled_from(["original", "cash"]))
    def return_part(self, which: int, line: int, qty: int, to: str) -> None:
        sold = self.till.sales[which % len(self.till.sales)]
        place = line % len(sold.lines)
        if left := sold.lines[place].left:
            self.give_back(sold.number, [{"line": place + 1, "qty": told(min(left, Fraction(qty)))}], to)

    @knows("refund")
    @precondition(lambda self: self.till.sales)
    @rule(which=WHICH, to=st.sampled_from(["original", "cash"]))
    def return_whole(self, which: int, to: str) -> None:
        self.give_back(self.till.sales[which % len(self.till.sales)].number, "all", to)

    def give_back(self, number: str, lines: Any, to: str) -> None:
        request = {"op": "refund", "sale": number, "lines": lines, "to": to, "reason": "thử"}
        if not self.till.is_open(**request):
            before = self.till.rows()
            self.till.ask(**request, preview=True)
            assert self.till.rows() == before
            self.till.ask(**request)

    @knows("void")
    @precondition(lambda self: self.till.sales)
    @rule(which=WHICH)
    def void(self, which: int) -> None:
        request = {"op": "void", "sale": self.till.sales[which % len(self.till.sales)].number, "reason": "nhầm"}
        if not self.till.is_open(**request):
            self.till.ask(**request)

    @knows("refund", "void")
    @rule(op=st.sampled_from(["refund", "void"]))
    def return_what_is_back(self, op: str) -> None:
        """What came back whole does not come back again."""
        back = [sold.number for sold in self.till.oracle.sales.values() if sold.is_whole_back]
        if back:
            self.till.ask(op=op, sale=back[-1], lines="all", to="cash", reason="lần nữa")

    # --- by hand, and by the calendar ---

    @knows("adjust")
    @rule(who=WHO, points=st.sampled_from([5, 40, 90, -5, -40, -90]))
    def adjust(self, who: int, points: int) -> None:
        self.till.ask(op="adjust", member=self.till.members[who].phone, points=points, reason="thử")

    @precondition(lambda self: self.till.oracle.shift)
    @rule(short=st.sampled_from([0, 0, -500]))
    def end_the_shift(self, short: int) -> None:
        self.till.end_the_shift(short)

    @rule(days=st.sampled_from([1, 25, 32, 180, 355, 397]))
    def wait(self, days: int) -> None:
        self.till.wait(days)

    @rule(hours=st.integers(1, 72))
    def set_the_clock_back_for_a_moment(self, hours: int) -> None:
        self.till.back_for_a_moment(hours)

    # --- trouble ---

    @precondition(lambda self: self.till.last)
    @rule(after_restart=st.booleans())
    def send_the_last_one_again(self, after_restart: bool) -> None:
        if after_restart:
            self.till.restart()
        self.till.send_again()

    @rule()
    def restart(self) -> None:
        self.till.restart()

    # --- after every step ---

    @invariant()
    def everybody_has_what_the_oracle_says(self) -> None:
        self.till.look_at_everybody()

    @invariant()
    def rows_and_balances_agree(self) -> None:
        self.till.replay()


def lived(template: Path, tmp_path: Path, examples: int, steps: int, *phases: Phase) -> None:
    """Play `examples` lives of at most `steps` steps."""
    Lives.template, Lives.known = template, known_operations(template, tmp_path / "probe")
    effort = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, phases=phases, report_multiple_bugs=False
    )
    run_state_machine_as_test(Lives, settings=effort)


@pytest.mark.timeout(3600)
def test_any_life_of_two_members(template: Path, tmp_path: Path, full: bool) -> None:
    phases = [Phase.generate, Phase.shrink] if full else [Phase.generate]
    lived(template, tmp_path, 300 if full else 2, 40 if full else 12, *phases)


def test_a_return_opens_the_shift_of_a_sample_shop(template: Path, tmp_path: Path) -> None:
    till = LoyalTill(template, tmp_path / "shop")
    till.begin()
    till.end_the_shift(0)
    till.ask(op="refund", sale=till.sales[0].number, lines="all", to="cash", reason="thử")
    assert till.shop.desk.shifts.current()
    till.shop.close()


class Fault(NamedTuple):
    """A mistake planted in the program; `needs` is the operation without which nobody meets it."""

    says: str
    where: str
    mistake: Callable[..., Any]
    needs: str = ""


RETURNED = "refund"
FAULTS = (
    Fault("balances are not written", "services.members.points.ledger.Booking.close", lambda _self: None),
    Fault("nothing ever dies", "loyalty.lots.Lot.is_expired", lambda _self, _day: False),
    Fault("lots die a day early", "loyalty.lots.Lot.is_usable", lambda lot, day: day < (lot.expires_on or date.max)),
    Fault("the last to die is spent first", "loyalty.lots.spending_order", lambda lots: list(lots)[::-1]),
    Fault("a repeat is done again", "services.operations.first_answer", lambda *_: None),
    Fault("held points are free", "services.selling.orders.reserve", lambda *_: None),
    Fault("all may be paid with points", "loyalty.redemption.cap_points", lambda _programme, before: before // 100),
    Fault("a sixth order of a day earns", "loyalty.accrual._within", lambda _programme, _facts, points: (points, "")),
    Fault("returns take nothing back", "loyalty.reversal.clawback", lambda *_: 0, RETURNED),
    Fault(
        "every return takes from the beginning", "loyalty.reversal.clawback",
        lambda earned, by_rest, _already: max(0, earned - by_rest), RETURNED,
    ),
    Fault("returns give nothing back", "loyalty.reversal.restoration", lambda *_: 0, RETURNED),
    Fault(
        "every return gives back as though it were the first", "loyalty.reversal.restoration",
        lambda redeemed, part, _already, *_: floor(redeemed * part), RETURNED,
    ),
)  # fmt: skip


def test_the_full_life_is_a_right_one(template: Path, tmp_path: Path) -> None:
    one_full_life(template, tmp_path / "shop")


def one_full_life(template: Path, folder: Path) -> None:
    """A life of some thirty steps that meets every fault of the list, checked as the drawn lives are."""
    till = LoyalTill(template, folder)
    try:
        till.begin()
        for step in _steps(till):
            step()
            till.look_at_everybody()
            till.replay()
    finally:
        till.shop.close()


def _steps(till: LoyalTill) -> Iterator[Callable[[], object]]:
    """Spend from several lots, return in parts, resend, meet every limit, and let what is left die."""
    card, phone = till.members[0].card, till.members[0].phone

    def sell(code: str, qty: int, **more: Any) -> Callable[[], object]:
        lines = [{"code": code, "qty": qty}]
        return lambda: till.ask(lines=lines, tenders="exact", **{"member": card, **more})

    def give_back(which: int, lines: Any) -> Callable[[], object]:
        number = till.sales[which].number
        return lambda: till.ask(op="refund", sale=number, lines=lines, to="original", reason="thử")

    yield sell("TIEC", 1, redeem=130)
    yield till.send_again
    yield sell("MON-NHO", 1, redeem=cap_of(33_333) // STEP * STEP + STEP)
    yield sell("MON-NHO", 3, redeem=60)
    for _ in range(3):
        yield give_back(0, [{"line": 1, "qty": 1}])
    yield give_back(0, "all")
    yield lambda: hold(till, 0, 50, is_wanted_elsewhere=True)
    for _ in range(EARNING_ORDERS_A_DAY + 1):
        yield sell("PHO", 1, member=phone)
    for points in (40, -7):
        yield partial(till.ask, op="adjust", member=phone, points=points, reason="thử")
    yield till.restart
    yield lambda: till.wait(330)
    yield lambda: till.back_for_a_moment(48)
    yield sell("TIEC", 4)
    yield give_back(-1, "all")
    yield lambda: till.wait((date(2027, 5, 31) - till.oracle.today).days)
    yield lambda: till.wait(1)
    yield till.prove


@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", FAULTS, ids=[fault.says for fault in FAULTS])
def test_the_model_bites(
    fault: Fault, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    """A shop with a planted mistake is found out, by the oracle or by a wall of the program's own.

    The full form looks for the mistake by chance, the quick one lives the life that is known to meet it.
    """
    if fault.needs and fault.needs not in known_operations(template, tmp_path / "known"):
        pytest.skip(f"this program's `sell` has no {fault.needs}")
    monkeypatch.setattr(f"pos_desktop.{fault.where}", fault.mistake)
    with pytest.raises((AssertionError, IntegrityError)) as caught:
        lived(template, tmp_path, 60, 20, Phase.generate) if full else one_full_life(template, tmp_path / "shop")
    print(f"{fault.says} ({fault.where}): {' '.join(str(caught.value).split())[:160]}")
