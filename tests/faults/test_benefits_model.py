"""Lives of members who have vouchers, games, friends and gifts: whatever is done, the page and the shop agree."""

import shutil
import tempfile
from itertools import count
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

from pos_desktop.loyalty.lots import LotDates
from pos_desktop.services.members.points.locking import lock_both
from tests.support import benefits_scenes as scenes
from tests.support.benefits_programme import SHARED
from tests.support.benefits_scenes import Scene
from tests.support.benefits_till import BenefitsTill
from tests.support.games_page import Sold

WHO = st.integers(0, 5)
BUYER = st.one_of(st.integers(0, 5), st.none())
WHICH = st.integers(0, 8)


class Benefits(RuleBasedStateMachine):
    """Buy with and without, play, draw, bring friends, return, claim, move, merge, revive, wait, resend, restart."""

    template: Path
    till: BenefitsTill | None = None

    @initialize()
    def open(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.till = BenefitsTill(self.template, self.root / "shop")
        self.till.begin()

    def teardown(self) -> None:
        if self.till is None:
            return
        try:
            self.till.prove()
        finally:
            self.till.shop.close()
            shutil.rmtree(self.root)

    def who(self, number: int) -> int:
        return number % len(self.till.cards)

    def buyer(self, number: int | None) -> int | None:
        return None if number is None else self.who(number)

    def sale(self, which: int) -> Sold:
        """One of the sales, the last is the first."""
        return self.till.page.sales[-1 - which % len(self.till.page.sales)]

    # --- selling ---

    @rule(who=BUYER, cups=st.integers(0, 4), phos=st.integers(0, 3))
    def buy(self, who: int | None, cups: int, phos: int) -> None:
        self.till.buy(self.buyer(who), cups, phos or int(not cups))

    @rule(who=BUYER, code=st.sampled_from(SHARED), cups=st.integers(1, 2))
    def buy_with_what_everybody_has(self, who: int | None, code: str, cups: int) -> None:
        self.till.buy(self.buyer(who), cups, 0, voucher=code)

    @rule(who=BUYER, which=WHICH, cups=st.integers(1, 2))
    def buy_with_a_voucher(self, who: int | None, which: int, cups: int) -> None:
        codes = [code for code in self.till.page.vouchers if code not in SHARED]
        self.till.buy(self.buyer(who), cups, 0, voucher=codes[-1 - which % len(codes)])

    @rule(who=WHO, which=WHICH)
    def buy_with_a_voucher_of_ones_own(self, who: int, which: int) -> None:
        if held := sorted(self.till.page.held_by(self.till.page.root(self.who(who)))):
            self.till.buy(self.who(who), 2, 0, voucher=held[which % len(held)])

    @rule(who=WHO)
    def fill_a_stamp_card(self, who: int) -> None:
        self.till.buy(self.who(who), 4, 0)

    @rule(who=WHO, cups=st.integers(2, 3))
    def hand_a_stamp_card_in(self, who: int, cups: int) -> None:
        self.till.buy(self.who(who), cups, 1, free=True)

    @rule(template=st.sampled_from(["one", "trio"]), who=BUYER, count=st.integers(1, 2))
    def issue(self, template: str, who: int | None, count: int) -> None:
        self.till.issue(template, self.buyer(who), count)

    @rule(who=WHO, days=st.integers(2, 3))
    def come_every_day(self, who: int, days: int) -> None:
        for _ in range(days):
            self.till.wait(1)
            self.till.buy(self.who(who), 1, 0)

    # --- the wheel ---

    @rule(which=WHICH)
    def draw(self, which: int) -> None:
        self.till.draw(self.sale(which))

    @rule(who=BUYER)
    def buy_and_draw(self, who: int | None) -> None:
        self.till.buy(self.buyer(who), 0, 2)
        for _ in range(3):
            self.till.draw(self.sale(0))

    @rule()
    def turn_the_round(self) -> None:
        self.till.turn_the_round()

    # --- people ---

    @precondition(lambda self: self.till and len(self.till.cards) < 6)
    @rule(referrer=WHO, phos=st.integers(0, 1))
    def bring_a_friend(self, referrer: int, phos: int) -> None:
        self.till.bring_a_friend(self.who(referrer))
        self.till.buy(len(self.till.cards) - 1, 1, phos)

    @rule(who=WHO)
    def greet(self, who: int) -> None:
        self.till.greet(self.who(who))

    @rule(gone=WHO, kept=WHO)
    def merge(self, gone: int, kept: int) -> None:
        self.till.merge(self.who(gone), self.who(kept))

    @precondition(lambda self: self.till and self.till.page.merges)
    @rule()
    def unmerge(self) -> None:
        self.till.unmerge()

    # --- returns, and sales that become somebody's ---

    @rule(which=WHICH, qty=st.integers(1, 2))
    def return_part(self, which: int, qty: int) -> None:
        self.till.give_back(self.sale(which), qty)

    @rule(which=WHICH)
    def return_all(self, which: int) -> None:
        self.till.give_back(self.sale(which), None)

    @rule()
    def void(self) -> None:
        self.till.buy(0, 2, 1)
        self.till.give_back(self.sale(0), None, is_void=True)

    @rule(which=WHICH, who=WHO)
    def claim(self, which: int, who: int) -> None:
        self.till.claim(self.sale(which), self.who(who))

    @rule(who=WHO, days=st.sampled_from([0, 1, 400]))
    def claim_a_new_receipt(self, who: int, days: int) -> None:
        self.till.buy(None, 2, 1)
        sale = self.sale(0)
        if days:
            self.till.wait(days)
        self.till.claim(sale, self.who(who))

    @rule(which=WHICH, who=WHO)
    def move(self, which: int, who: int) -> None:
        self.till.move(self.sale(which), self.who(who))

    # --- time and trouble ---

    @rule(who=WHO, which=WHICH, days=st.sampled_from([1, 40, 200]))
    def extend(self, who: int, which: int, days: int) -> None:
        self.till.extend(self.who(who), which, days)

    @rule(which=WHICH, days=st.sampled_from([0, 10, 100]))
    def reinstate(self, which: int, days: int) -> None:
        self.till.reinstate(which, days)

    @rule(days=st.sampled_from([1, 2, 5, 20, 40, 330, 400]))
    def wait(self, days: int) -> None:
        self.till.wait(days)

    @rule(after_restart=st.booleans())
    def send_the_last_one_again(self, after_restart: bool) -> None:
        if after_restart:
            self.till.restart()
        self.till.send_again()

    # --- after every step ---

    @invariant()
    def rows_and_balances_agree(self) -> None:
        if self.till:
            self.till.replay()

    @invariant()
    def everybody_has_what_the_page_says(self) -> None:
        if self.till:
            self.till.look()


def lived(template: Path, examples: int, steps: int, *phases: Phase) -> None:
    """Play `examples` lives of at most `steps` steps."""
    Benefits.template = template
    effort = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, phases=phases, report_multiple_bugs=False
    )
    run_state_machine_as_test(Benefits, settings=effort)


@pytest.mark.timeout(3600)
def test_any_life_with_benefits(template: Path, full: bool) -> None:
    phases = [Phase.generate, Phase.shrink] if full else [Phase.generate]
    lived(template, 300 if full else 2, 40 if full else 10, *phases)


@pytest.mark.parametrize("scene", scenes.SCENES, ids=[scene.__name__ for scene in scenes.SCENES])
def test_the_scenes_are_right(scene: Scene, template: Path, tmp_path: Path) -> None:
    till = BenefitsTill(template, tmp_path / "shop")
    try:
        scenes.play(till, scene)
        till.prove()
    finally:
        till.shop.close()


class Fault(NamedTuple):
    """A mistake planted in the program, and the scene that is known to meet it."""

    says: str
    where: str
    mistake: Any
    scene: Scene


_serial = count()
PRODUCT = "services.members.benefits"
FAULTS = (
    Fault("a used voucher stays good", f"{PRODUCT}.vouchers._use", lambda *_: None, scenes.vouchers),
    Fault("returns give no voucher back", f"{PRODUCT}.vouchers._give_back", lambda *_: None, scenes.vouchers),
    Fault("vouchers of returned sales stay good", f"{PRODUCT}.vouchers.revoke", lambda *_: None, scenes.vouchers),
    Fault("vouchers never end", "loyalty.vouchers.VoucherTemplate.life", lambda _self, day: (day, None),
          scenes.vouchers),
    Fault("anybody may use anybody's voucher", "loyalty.vouchers._of_uses", lambda *_: iter(()), scenes.vouchers),
    Fault("everybody may use a shared code again", "storage.queries.vouchers.used_by", lambda *_: 0,
          scenes.shared_codes),
    Fault("a free cup is stamped too", f"{PRODUCT}.games.paid_units",
          lambda priced: [line.line.qty for line in priced.lines], scenes.stamps),
    Fault("returns take no stamps", f"{PRODUCT}.games_back._stamps_back", lambda *_: None, scenes.stamps),
    Fault("a repeat stamps once more", "services.operations.first_answer", lambda *_: None, scenes.stamps),
    Fault("a moved sale leaves its stamps", f"{PRODUCT}.games_late._stamps_over", lambda *_: None, scenes.stamps),
    Fault("any days fill a streak", "loyalty.games.completes",
          lambda streak, earlier, _day: len(set(earlier)) % streak.needed == streak.needed - 1, scenes.streaks),
    Fault("a streak outlives its days", f"{PRODUCT}.games_back._streaks_back", lambda *_: 0, scenes.streaks),
    Fault("a mission outlives its sales", f"{PRODUCT}.games_back._missions_back", lambda *_: 0, scenes.missions),
    Fault("what comes once comes every time", "services.members.points.bonus._Newest.stands", False, scenes.missions),
    Fault("the wheel gives what is gone", "loyalty.wheel.is_left", lambda *_: True, scenes.wheel),
    Fault("the wheel does not turn", "loyalty.wheel.number_below", lambda whole, *_: whole - 1, scenes.wheel),
    Fault("prizes of returned sales stay", f"{PRODUCT}.prizes._undraw", lambda *_: None, scenes.wheel),
    Fault("any order pays for a friend", "loyalty.referral._not_due", lambda *_: None, scenes.friends),
    Fault("returns leave what friends brought", "loyalty.referral.claws_back", lambda *_: False, scenes.friends),
    Fault("a moved order leaves what the friend brought", f"{PRODUCT}.referrals._part", lambda *_: 0, scenes.friends),
    Fault("a birthday's gift comes every day", "services.members.points.occasions.Due.key_of",
          lambda _self, _who: f"gift:{next(_serial)}", scenes.gifts),
    Fault("every order of a birthday has its bonus", "storage.queries.birthdays.order_bonus",
          lambda _tx, key: (f"{key}#{next(_serial)}", False), scenes.gifts),
    Fault("a moved sale goes to the wrong one", "services.members.points.attaching.lock_both",
          lambda *of: lock_both(*of)[::-1], scenes.moves),
    Fault("a merged member's sales are nobody's else", "storage.queries.returns.survivor",
          lambda _tx, account_id: account_id, scenes.moves),
    Fault("prizes stay with who never bought", f"{PRODUCT}.prizes._keys", lambda *_: [], scenes.moves),
    Fault("vouchers stay with who never bought", f"{PRODUCT}.vouchers._of_the_wrong", lambda *_: [], scenes.moves),
    Fault("a claimed receipt fills nothing", f"{PRODUCT}.games_late._missions", lambda *_: 0, scenes.missions),
    Fault("a claimed receipt lives for ever", "services.members.points.remaining.dates_of",
          lambda _programme, day: LotDates(day, None), scenes.moves),
    Fault("an unmerge gives all there is", "storage.queries.merges.lots_brought",
          lambda tx, _merge: set(tx.exec_driver_sql("SELECT id FROM lot").scalars()), scenes.partings),
    Fault("longer life is only told", "services.members.points.adjusting._move_on", lambda *_: None, scenes.revivals),
    Fault("points come back without a row", "services.members.points.ledger.Booking.give_back",
          lambda self, _points, _kept, opened, *_: self._open_lots("", opened), scenes.revivals),
    Fault("what has died is taken back again", "storage.queries.returns.written_off", lambda *_: 0, scenes.revivals),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.says for fault in FAULTS])
def test_the_page_bites(fault: Fault, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shop with a planted mistake is found out, by the page or by a wall of the program's own."""
    monkeypatch.setattr(f"pos_desktop.{fault.where}", fault.mistake)
    till = BenefitsTill(template, tmp_path / "shop")
    with pytest.raises((AssertionError, IntegrityError)) as caught:
        scenes.play(till, fault.scene)
    till.shop.close()
    print(f"{fault.says} ({fault.where}): {' '.join(str(caught.value).split())[:160]}")
