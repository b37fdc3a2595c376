"""The member's own PIN: typed to prove who stands there, or chosen anew; knows no widget."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.selling.order import Identified
from pos_desktop.services.members.proofs import LENGTH, SetPin
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.ui.sale.rewarding import ProofWanted
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence


class Stage(StrEnum):
    """What is typed: the PIN that the member has, a new one, the new one again; or the card is waited for."""

    PROVE = "prove"
    NEW = "new"
    AGAIN = "again"
    CARD = "card"


SETTING: Final = (Stage.NEW, Stage.AGAIN, Stage.CARD)


@dataclass(frozen=True, slots=True)
class ProvingView:
    """What the sheet shows: why, how many digits are typed, what was wrong, and ways out ("" for none)."""

    title: str
    reason: str
    asked: str
    typed: int
    has_pad: bool
    error: str = ""
    busy: bool = False
    otherwise: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class _State:
    stage: Stage
    wanted: ProofWanted | None = None
    typed: str = ""
    first: str = ""
    error: str = ""
    busy: bool = False
    has_pin: bool = True


class Proving(QObject):
    """At most one question at a time, about the member of the open order.

    Signals: `changed(ProvingView | None)`, None when there is nothing to ask any more.
    """

    changed = Signal(object)

    def __init__(self, sale: SaleController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sale, self._desk, self._ops = sale, sale.desk, sale.ops
        self._state: _State | None = None
        self._member = ""
        sale.proof_wanted.connect(self.ask)
        sale.attached.connect(self._attached)
        sale.begun.connect(self.close)

    @property
    def view(self) -> ProvingView | None:
        """What the sheet shows, in the language in force."""
        return self._view(self._state) if self._state else None

    def refresh(self) -> None:
        """Tell the sheet again."""
        self.changed.emit(self.view)

    # asking

    def ask(self, wanted: ProofWanted) -> None:
        """Ask the member to prove it, by PIN or by card."""
        member = self._sale.basket.member
        if member is None:
            return
        self._begin(_State(Stage.PROVE, wanted))

    def set_pin(self) -> None:
        """Let the member choose a PIN; the card proves who does, where the cashier may not tell."""
        if self._sale.basket.member is not None:
            self._begin(_State(Stage.NEW if self._may_set() else Stage.CARD))

    def _begin(self, state: _State) -> None:
        member = self._sale.basket.member
        assert member is not None
        self._member = member.row.id
        self._set(state)
        self._ops.run(self._desk.proofs.has_pin, self._member, then=self._knows, failed=self._sale.failed)

    def _knows(self, has_pin: bool) -> None:
        if self._state is not None:
            self._set(replace(self._state, has_pin=has_pin))

    def _may_set(self) -> bool:
        has_card = self._sale.basket.order.identified is Identified.CARD
        return has_card or self._sale.person.rights.members

    def close(self) -> None:
        """Ask no more."""
        if self._state is not None:
            self._set(None)

    def change(self) -> None:
        """Choose another PIN in place of typing the one that is forgotten."""
        self.set_pin()

    def otherwise(self) -> None:
        """Take the way that needs no proof."""
        wanted = self._state.wanted if self._state else None
        if wanted is not None and wanted.otherwise is not None:
            self.close()
            wanted.otherwise.go()

    # typing

    def type(self, digits: str) -> None:
        """One more digit; the last one sends."""
        state = self._typing()
        if state is None or not digits.isdigit() or len(state.typed) + len(digits) > LENGTH:
            return
        self._set(replace(state, typed=state.typed + digits, error=""))
        if len(state.typed) + len(digits) == LENGTH:
            self._send()

    def erase(self, *, everything: bool = False) -> None:
        """Take the last digit back, or all of them."""
        if state := self._typing():
            self._set(replace(state, typed="" if everything else state.typed[:-1], error=""))

    def _typing(self) -> _State | None:
        state = self._state
        return state if state and not state.busy and _has_pad(state) else None

    def _send(self) -> None:
        state = self._state
        assert state is not None
        if state.stage is Stage.NEW:
            self._set(replace(state, stage=Stage.AGAIN, first=state.typed, typed=""))
        elif state.stage is Stage.AGAIN:
            self._set_pin(state)
        else:
            self._set(replace(state, busy=True))
            self._ops.run(self._desk.members.fits_pin, self._member, state.typed, then=self._fits, failed=self._wrong)

    def _set_pin(self, state: _State) -> None:
        if state.typed != state.first:
            self._set(replace(state, stage=Stage.NEW, typed="", first="", error=_("Hai lần gõ khác nhau. Gõ lại.")))
            self._sale.sound.emit("error")
            return
        command = SetPin(self._desk.till.ids(), self._member, state.typed, self._sale.person.id,
                         self._sale.basket.order.identified)  # fmt: skip
        self._set(replace(state, busy=True))
        self._ops.run(self._desk.proofs.set_pin, command, then=self._was_set, failed=self._wrong)

    # answers

    def _fits(self, _right: bool) -> None:
        wanted = self._state.wanted if self._state else None
        self.close()
        self._sale.identify(Identified.PIN)
        if wanted is not None:
            wanted.then()

    def _was_set(self, _none: object) -> None:
        self.close()
        self._sale.notify(ToastKind.INFO, _("Đã đặt mã PIN của khách"))

    def _wrong(self, error: Exception) -> None:
        state = self._state
        if state is None or not isinstance(error, Rejected | EnvironmentProblem):
            return
        stage = Stage.NEW if state.stage is Stage.AGAIN else state.stage
        self._sale.sound.emit("error")
        self._set(replace(state, stage=stage, typed="", first="", busy=False, error=sentence(error)))

    def _attached(self, _picture: object) -> None:
        """The card was shown while the PIN was asked for: it proves as much. Another member is another question."""
        state, member = self._state, self._sale.basket.member
        if state is None or member is None:
            return
        if member.row.id != self._member:
            self.close()
        elif self._sale.basket.order.identified is Identified.CARD:
            self._shown(state)

    def _shown(self, state: _State) -> None:
        if state.stage is Stage.CARD:
            self._set(replace(state, stage=Stage.NEW))
        elif state.wanted is not None:
            self.close()
            state.wanted.then()

    # words

    def _view(self, state: _State) -> ProvingView:
        wanted = state.wanted
        way = wanted.otherwise.words if wanted and wanted.otherwise else ""
        change = _("Đổi mã PIN") if state.has_pin else _("Đặt mã PIN")
        return ProvingView(
            _("Mã PIN của khách"), wanted.reason if wanted else "", _asked(state), len(state.typed), _has_pad(state),
            state.error, state.busy, way, change if state.stage is Stage.PROVE else "",
        )  # fmt: skip

    def _set(self, state: _State | None) -> None:
        self._state = state
        self.refresh()


def _has_pad(state: _State) -> bool:
    return state.stage is not Stage.CARD and (state.stage in SETTING or state.has_pin)


def _asked(state: _State) -> str:
    if state.stage is Stage.PROVE and not state.has_pin:
        return _("Khách chưa có mã PIN. Quét thẻ thành viên, hoặc đặt mã PIN cho khách.")
    return {
        Stage.PROVE: _("Mời khách gõ mã PIN, hoặc quét thẻ thành viên"),
        Stage.NEW: _("Mời khách chọn mã PIN 4 chữ số"),
        Stage.AGAIN: _("Mời khách gõ lại mã PIN vừa chọn"),
        Stage.CARD: _("Quét thẻ thành viên để đặt mã PIN, hoặc mời quản lý"),
    }[state.stage]
