"""The monthly statements of causes and neighbours: read month by month, told in sums, printed one by one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.days import add_months
from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.services.members.benefits.giving import CauseStatement
from pos_desktop.services.members.benefits.partners import PartnerMonth
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.office.papers import Drawn
from pos_desktop.services.office.slips import month_subject
from pos_desktop.ui.models.views import AmountView, ToastKind, ToastView, Tone
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, language, money, ngettext, number, points
from pos_desktop.wording.messages import sentence


class ReadsCauses(Protocol):
    """Months of causes; see services/members/benefits/giving.py."""

    def statement(self, month: Day) -> Sequence[CauseStatement]: ...


class ReadsPartners(Protocol):
    """Months with neighbours; see services/members/benefits/partners.py."""

    def months(self, month: Day) -> Sequence[PartnerMonth]: ...


@dataclass(frozen=True, slots=True)
class StatementPorts:
    """Where statements come from, and what promises one to the printer; without a `printer` none is."""

    causes: ReadsCauses
    partners: ReadsPartners
    promise: Callable[[str, str], object]
    printer: str = ""
    draw: Callable[[str, str], Drawn] | None = None
    """Draws a statement on A4, in a language."""
    save: Callable[[Drawn], None] | None = None
    """Asks where to, and writes it."""


@dataclass(frozen=True, slots=True)
class PartyView:
    """One statement: `key` is the subject of its paper."""

    key: str
    name: str
    rows: tuple[AmountView, ...]


@dataclass(frozen=True, slots=True)
class StatementsView:
    """The sheet; without `parties`, `told` says why."""

    title: str
    parties: tuple[PartyView, ...] = ()
    told: str = ""
    may_go_on: bool = False


Found = tuple[Sequence[CauseStatement], Sequence[PartnerMonth]]


class StatementsController(QObject):
    """Looks at one month at a time, not beyond today's.

    Signals: `opened()`, `changed(StatementsView)`, `toast(ToastView, act)`.
    """

    opened = Signal()
    changed = Signal(object)
    toast = Signal(object, object)

    def __init__(
        self, ports: StatementPorts, reads: Ops, writes: Ops, today: Day, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ports, self._reads, self._writes, self._today = ports, reads, writes, today
        self._month, self._asked = today.replace(day=1), 0
        self._tell: Callable[[], StatementsView] = self._frame

    @property
    def view(self) -> StatementsView:
        """What the sheet shows, in the language in force."""
        return self._tell()

    def open(self, day: Day) -> None:
        """Show the month of a day."""
        self._month = day.replace(day=1)
        self._load()
        self.opened.emit()

    def go(self, months: int) -> None:
        """Show a later month, or (negative) an earlier one."""
        self._month = min(add_months(self._month, months), self._today.replace(day=1))
        self._load()

    def refresh(self) -> None:
        """Tell the sheet again, after a switch of language."""
        self.changed.emit(self.view)

    def print(self, key: str) -> None:
        """Promise a statement to the printer; without one say so."""
        ports = self._ports
        if not ports.printer:
            self._say(_("Chưa chọn máy in nên không in được"), ToastKind.WARN)
            return
        self._writes.run(ports.promise, key, language(), failed=self._failed,
                         then=lambda _done: self._say(_("Đang in bản kê")))  # fmt: skip

    def save(self, key: str) -> None:
        """Draw a statement on A4, and let it be saved."""
        draw, save = self._ports.draw, self._ports.save
        if draw is not None and save is not None:
            self._reads.run(draw, key, language(), then=save, failed=self._failed)

    def _load(self) -> None:
        self._asked += 1
        asked = self._asked
        self._show(self._frame)
        self._reads.run(self._read, self._month, then=lambda found: self._done(asked, found),
                        failed=lambda error: self._refused(asked, error))  # fmt: skip

    def _read(self, month: Day) -> Found:
        """Runs on the worker."""
        return self._ports.causes.statement(month), self._ports.partners.months(month)

    def _done(self, asked: int, found: Found) -> None:
        if asked == self._asked:
            month = self._month
            parties = (*_causes(month, found[0]), *_partners(month, found[1]))
            self._show(lambda: self._frame(tuple(_told(one) for one in parties), is_read=True))

    def _refused(self, asked: int, error: Exception) -> None:
        if asked == self._asked and isinstance(error, Rejected | EnvironmentProblem):
            self._show(lambda: self._frame(told=sentence(error)))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Rejected | EnvironmentProblem):
            self._say(sentence(error), ToastKind.WARN)

    def _frame(
        self, parties: tuple[PartyView, ...] = (), *, told: str = "", is_read: bool = False
    ) -> StatementsView:  # fmt: skip
        empty = _("Tháng này chưa có quỹ hay đối tác nào.") if is_read and not parties else told
        title = _("Bản kê tháng {month}").format(month=f"{self._month:%m/%Y}")
        return StatementsView(title, parties, empty, self._month < self._today.replace(day=1))

    def _show(self, tell: Callable[[], StatementsView]) -> None:
        self._tell = tell
        self.refresh()

    def _say(self, text: str, kind: ToastKind = ToastKind.INFO) -> None:
        self.toast.emit(ToastView(kind, text), None)


_Party = tuple[str, str, Any]


def _causes(month: Day, found: Sequence[CauseStatement]) -> Iterator[_Party]:
    for one in found:
        yield month_subject(SlipOf.CAUSE_MONTH, month, one.cause.id), one.cause.name, one


def _partners(month: Day, found: Sequence[PartnerMonth]) -> Iterator[_Party]:
    for one in found:
        yield month_subject(SlipOf.PARTNER_MONTH, month, one.partner), one.name, one


def _told(party: _Party) -> PartyView:
    key, name, one = party
    return PartyView(key, name, tuple(_cause_rows(one) if isinstance(one, CauseStatement) else _partner_rows(one)))


def _cause_rows(one: CauseStatement) -> Iterator[AmountView]:
    sums = one.month
    yield AmountView(_("Tháng trước chuyển sang"), money(sums.brought), Tone.TEXT if sums.brought else Tone.MUTED)
    yield AmountView(_("Khách quyên góp {points}").format(points=points(sums.points)), money(sums.value))
    yield AmountView(_("Đã chuyển trong tháng"), money(-sums.paid), Tone.TEXT if sums.paid else Tone.MUTED)
    yield AmountView(_("Còn phải chuyển"), money(sums.due), Tone.WARN if sums.due else Tone.PAY)


def _partner_rows(one: PartnerMonth) -> Iterator[AmountView]:
    yield AmountView(_("Phiếu mình phát, dùng ở bên đó: {count}").format(count=_count(one.issued.count)),
                     money(one.issued.value))  # fmt: skip
    yield AmountView(_("Phiếu bên đó, mình đã nhận: {count}").format(count=_count(one.taken.count)),
                     money(one.taken.value))  # fmt: skip
    yield AmountView(_("Bên đó phải trả"), money(one.due), Tone.WARN if one.due else Tone.PAY)


def _count(count: int) -> str:
    return ngettext("{count} phiếu", "{count} phiếu", count).format(count=number(count))
