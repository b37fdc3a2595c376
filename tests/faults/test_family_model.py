"""Lives of members who merge, part, claim and pay with stored money: whatever is done, all sums come out."""

import shutil
import tempfile
from collections.abc import Callable
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

from tests.support.family_till import FamilyTill

WHO = st.integers(0, 2)
WHICH = st.integers(0, 6)
AMOUNT = st.sampled_from([50_000, 120_000, 300_000])


class Families(RuleBasedStateMachine):
    """Buy, load, pay, return, merge, part, move, claim, wait, resend, restart."""

    template: Path
    till: FamilyTill | None = None

    @initialize()
    def open(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.till = FamilyTill(self.template, self.root / "shop")

    def teardown(self) -> None:
        if self.till is None:
            return
        try:
            self.till.prove()
        finally:
            self.till.shop.close()
            shutil.rmtree(self.root)

    @rule(who=WHO, qty=st.integers(1, 5))
    def buy(self, who: int, qty: int) -> None:
        self.till.buy(who, "PHO", qty)

    @rule(who=WHO, points=st.sampled_from([50, 90, "max"]))
    def redeem(self, who: int, points: int | str) -> None:
        self.till.buy(who, "PHO", 3, redeem=points)

    @rule(who=WHO, amount=AMOUNT)
    def sell_a_gift_card(self, who: int, amount: int) -> None:
        self.till.load(who, amount)

    @precondition(lambda self: self.till.gift_cards)
    @rule(who=WHO, which=WHICH, amount=AMOUNT)
    def load_a_gift_card(self, who: int, which: int, amount: int) -> None:
        self.till.load(who, amount, self.card(which))

    @precondition(lambda self: self.till.gift_cards)
    @rule(who=WHO, which=WHICH, amount=AMOUNT)
    def pay_with_a_gift_card(self, who: int, which: int, amount: int) -> None:
        self.till.pay(who, "gift_card", amount, self.card(which))

    def card(self, which: int) -> str:
        return list(self.till.gift_cards)[which % len(self.till.gift_cards)]

    @rule(who=WHO, amount=AMOUNT)
    def top_up(self, who: int, amount: int) -> None:
        self.till.top_up(who, amount)

    @rule(who=WHO, amount=AMOUNT)
    def pay_from_the_wallet(self, who: int, amount: int) -> None:
        self.till.pay(who, "wallet", amount)

    @rule(which=WHICH, part=st.booleans())
    def give_back(self, which: int, part: bool) -> None:
        self.till.give_back(which, lines=[{"line": 1, "qty": 1}] if part else "all")

    @rule(gone=WHO, steps=st.integers(1, 2))
    def merge(self, gone: int, steps: int) -> None:
        self.till.merge(gone, (gone + steps) % 3)

    @precondition(lambda self: self.till.merged)
    @rule()
    def unmerge(self) -> None:
        self.till.unmerge()

    @rule(which=WHICH, who=WHO)
    def move(self, which: int, who: int) -> None:
        self.till.move(which, who)

    @rule(who=WHO)
    def claim(self, who: int) -> None:
        self.till.claim(who)

    @rule(days=st.sampled_from([1, 20, 45, 370]))
    def wait(self, days: int) -> None:
        self.till.wait(days)

    @rule(after_restart=st.booleans())
    def send_the_last_one_again(self, after_restart: bool) -> None:
        if after_restart:
            self.till.restart()
        self.till.send_again()

    @invariant()
    def rows_and_balances_agree(self) -> None:
        if self.till:
            self.till.replay()

    @invariant()
    def the_sums_come_out(self) -> None:
        if self.till:
            self.till.check_the_sums()


def lived(template: Path, examples: int, steps: int, *phases: Phase) -> None:
    """Play `examples` lives of at most `steps` steps."""
    Families.template = template
    effort = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, phases=phases, report_multiple_bugs=False
    )
    run_state_machine_as_test(Families, settings=effort)


@pytest.mark.timeout(3600)
def test_any_life_of_a_family(template: Path, full: bool) -> None:
    phases = [Phase.generate, Phase.shrink] if full else [Phase.generate]
    lived(template, 300 if full else 4, 40 if full else 12, *phases)


Deed = Callable[[FamilyTill], object]


class Fault(NamedTuple):
    """A mistake planted in the program, and a short life in which it shows."""

    says: str
    where: str
    mistake: Callable[..., Any]
    life: tuple[Deed, ...]


def sell_card(till: FamilyTill) -> None:
    till.load(0, 120_000)


def pay_with_card(till: FamilyTill) -> None:
    till.pay(0, "gift_card", 50_000, next(iter(till.gift_cards)))


def give_the_last_back(till: FamilyTill) -> None:
    till.give_back(0, lines="all")


FAULTS = (
    Fault("a merge forgets the points", "services.members.merging.carry_lots", lambda *_: 0,
          (lambda till: till.buy(0, "PHO", 5), lambda till: till.merge(0, 1))),
    Fault("a spent gift card stays full", "services.members.benefits.stored._spend", lambda *_: None,
          (sell_card, pay_with_card)),
    Fault("a return fills no gift card", "services.members.benefits.stored._refill", lambda *_: None,
          (sell_card, pay_with_card, give_the_last_back)),
    Fault("a returned gift card keeps its money", "services.members.benefits.stored._unload", lambda *_: None,
          (sell_card, give_the_last_back)),
)  # fmt: skip


def lived_once(template: Path, root: Path, life: tuple[Deed, ...]) -> None:
    """Play one short life, and look after every deed."""
    till = FamilyTill(template, root / "shop")
    try:
        for deed in life:
            deed(till)
            till.replay()
            till.check_the_sums()
    finally:
        till.shop.close()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.says for fault in FAULTS])
def test_the_short_lives_are_right(fault: Fault, template: Path, tmp_path: Path) -> None:
    lived_once(template, tmp_path, fault.life)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", FAULTS, ids=[fault.says for fault in FAULTS])
def test_the_sums_bite(
    fault: Fault, template: Path, tmp_path: Path, full: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shop with a planted mistake is found out, by the sums or by a wall of the program's own."""
    monkeypatch.setattr(f"pos_desktop.{fault.where}", fault.mistake)
    with pytest.raises((AssertionError, IntegrityError)) as caught:
        lived(template, 60, 20, Phase.generate) if full else lived_once(template, tmp_path, fault.life)
    print(f"{fault.says} ({fault.where}): {' '.join(str(caught.value).split())[:160]}")
