"""What belongs to a definition and is no part of the programme: a neighbour's key, the running round of a wheel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.members.benefits.partner_keys import KeptKey, MadeKey
from pos_desktop.services.members.benefits.wheels import Closed, CloseRound, OpenRound, RoundPicture
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.ui.models.views import ChipView, ConfirmView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, language, money, number
from pos_desktop.wording.messages import sentence

PARTNERS, WHEELS = "partners", "wheels"
MAKE, ENTER, OPEN, CLOSE, AGAIN = "make", "enter", "open", "close", "again"
EIGHT = 8


class KeepsKeys(Protocol):
    """Keys shared with neighbours; see services/members/benefits/partner_keys.py."""

    def all(self) -> Sequence[KeptKey]: ...
    def make(self, partner: str, staff_id: Id) -> MadeKey: ...
    def enter(self, partner: str, key: str, staff_id: Id) -> KeptKey: ...


class TurnsWheels(Protocol):
    """Rounds of wheels; see services/members/benefits/wheels.py."""

    def running(self) -> Sequence[RoundPicture]: ...
    def open_round(self, command: OpenRound) -> RoundPicture: ...
    def close_round(self, command: CloseRound) -> Closed: ...


@dataclass(frozen=True, slots=True)
class BesidePorts:
    """What stands beside a definition: the services, ids for operations, who is at work, and where it prints.

    `wheels_in_force` gives the ids of the wheels of today's programme; `again` prints a slip once more.
    """

    keys: KeepsKeys
    wheels: TurnsWheels
    wheels_in_force: Callable[[], Sequence[str]]
    new_id: Callable[[], Id]
    again: Callable[[str, str], object]
    staff_id: Id
    printer: str = ""


@dataclass(frozen=True, slots=True)
class BesideView:
    """The card above the form."""

    title: str
    lines: tuple[str, ...]
    deeds: tuple[ChipView, ...] = ()
    busy: bool = False


@dataclass(frozen=True, slots=True)
class BesideSheetView:
    """What is told once, or typed: `big` stands out, `label` names the line that is typed, "" for none."""

    title: str
    lines: tuple[str, ...]
    big: str = ""
    label: str = ""
    error: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """What is there now, by partner and by wheel."""

    keys: dict[str, KeptKey] = field(default_factory=dict)
    rounds: dict[str, RoundPicture] = field(default_factory=dict)
    wheels: frozenset[str] = frozenset()


class BesideController(QObject):
    """Signals: `changed(BesideView | None)`, `sheet(BesideSheetView | None)`, `toast(ToastView, act)`,
    `ask(ConfirmView, accept)`.
    """

    changed = Signal(object)
    sheet = Signal(object)
    toast = Signal(object, object)
    ask = Signal(object, object)

    def __init__(self, ports: BesidePorts, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports, self._ops = ports, ops
        self._read: _Read | None = None
        self._page, self._entry, self._busy = "", "", False
        self._tell: Callable[[], BesideSheetView | None] = _nothing

    # what is on show

    @property
    def view(self) -> BesideView | None:
        """The card, in the language in force; None where nothing stands beside the definition."""
        if self._read is None or not self._entry:
            return None
        if self._page == PARTNERS:
            view = _key_view(self._read.keys.get(self._entry))
        elif self._page == WHEELS:
            running = self._read.rounds.get(self._entry)
            view = _wheel_view(running, is_known=self._entry in self._read.wheels, prints=bool(self._ports.printer))
        else:
            return None
        return replace(view, busy=self._busy)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.changed.emit(self.view)
        self.sheet.emit(self._tell())

    def show(self, page: str, entry: str) -> None:
        """Another definition is edited: the page's key and the definition's id, "" for none."""
        if (page, entry) != (self._page, self._entry):
            self._page, self._entry = page, entry
            self.close()
            self.changed.emit(self.view)

    def load(self) -> None:
        """Read what is there."""
        self._ops.run(self._look, then=self._looked, failed=self._refuse)

    def _look(self) -> _Read:
        """Runs on the worker."""
        ports = self._ports
        return _Read(
            {one.partner: one for one in ports.keys.all()}, {one.wheel: one for one in ports.wheels.running()},
            frozenset(ports.wheels_in_force()),
        )  # fmt: skip

    def _looked(self, read: _Read) -> None:
        self._read = read
        self.changed.emit(self.view)

    # doing

    def do(self, deed: str) -> None:
        """Press a button of the card."""
        if self._busy or self._read is None:
            return
        deeds: dict[str, Callable[[], None]] = {
            MAKE: self._ask_make, ENTER: self._ask_enter, OPEN: self._open, CLOSE: self._ask_close,
            AGAIN: self._print_again,
        }  # fmt: skip
        deeds[deed]()

    def close(self) -> None:
        """Put the sheet away."""
        self._show(_nothing)

    def _show(self, tell: Callable[[], BesideSheetView | None]) -> None:
        self._tell = tell
        self.sheet.emit(tell())

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._busy = True
        self.changed.emit(self.view)

        def done(result: Any) -> None:
            if isValid(self):
                self._busy = False
                then(result)
                self.load()

        self._ops.run(work, then=done, failed=self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        self.changed.emit(self.view)
        if isinstance(error, Rejected) and error.code is Code.MALFORMED:
            self._show(lambda: _enter_sheet(_("Khoá là 32 chữ số và chữ từ A đến F. Xem lại từng nhóm.")))
        elif isinstance(error, Rejected | EnvironmentProblem):
            self.toast.emit(ToastView(ToastKind.WARN, sentence(error)), None)

    # keys

    def _ask_make(self) -> None:
        assert self._read is not None
        kept = self._read.keys.get(self._entry)
        if kept is None or not kept.mark:
            self._make()
            return
        lines = (
            _("Đối tác phải nhập khoá mới trên máy của họ."),
            _("Phiếu đã phát với khoá cũ không dùng được nữa."),
        )
        view = ConfirmView(_("Thay khoá chung với {name}?").format(name=kept.name), lines, _("Thay khoá"),
                           _("Giữ khoá cũ"))  # fmt: skip
        self.ask.emit(view, self._make)

    def _make(self) -> None:
        partner, ports = self._entry, self._ports
        self._run(lambda: ports.keys.make(partner, ports.staff_id),
                  lambda made: self._show(lambda: _made_sheet(made)))  # fmt: skip

    def _ask_enter(self) -> None:
        self._show(lambda: _enter_sheet(""))

    def enter(self, text: str) -> None:
        """Keep what was typed as the key."""
        partner, ports = self._entry, self._ports
        if not self._busy:
            self._run(lambda: ports.keys.enter(partner, text, ports.staff_id), self._entered)

    def _entered(self, kept: KeptKey) -> None:
        self.close()
        text = _("Đã lưu khoá. Mã đối chiếu: {mark}").format(mark=kept.mark)
        self.toast.emit(ToastView(ToastKind.INFO, text), None)

    # wheels

    def _open(self) -> None:
        ports = self._ports
        command = OpenRound(ports.new_id(), self._entry, ports.staff_id, printer=ports.printer, language=language())
        self._run(lambda: ports.wheels.open_round(command), self._opened)

    def _opened(self, _running: RoundPicture) -> None:
        text = _("Đã mở vòng quay; cơ hội trúng và mã cam kết đang in") if self._ports.printer else ""
        self.toast.emit(ToastView(ToastKind.INFO, text or _("Đã mở vòng quay")), None)

    def _ask_close(self) -> None:
        lines = (
            _("Lượt chưa quay của hoá đơn hôm nay không quay được ở vòng này nữa."),
            _("Mã gốc được công bố để ai cũng tính lại được."),
        )
        view = ConfirmView(_("Đóng vòng quay?"), lines, _("Đóng vòng"), _("Để chạy tiếp"))
        self.ask.emit(view, self._close)

    def _close(self) -> None:
        ports = self._ports
        command = CloseRound(ports.new_id(), self._entry, ports.staff_id, printer=ports.printer, language=language())
        self._run(lambda: ports.wheels.close_round(command), lambda over: self._show(lambda: _seed_sheet(over)))

    def _print_again(self) -> None:
        assert self._read is not None
        running, ports = self._read.rounds.get(self._entry), self._ports
        if running is not None:
            self._ops.run(ports.again, SlipOf.ROUND.subject(running.id), language(), failed=self._refuse)


def _nothing() -> None:
    return None


def _key_view(kept: KeptKey | None) -> BesideView:
    title = _("Khoá chung với đối tác")
    if kept is None:
        return BesideView(title, (_("Lưu chương trình trước. Từ ngày áp dụng thì đặt được khoá."),))
    if not kept.mark:
        told = _("Chưa có khoá nên chưa phát và chưa nhận được phiếu. Một bên tạo khoá, bên kia nhập.")
        return BesideView(title, (told,), (ChipView(MAKE, _("Tạo khoá")), ChipView(ENTER, _("Nhập khoá"))))
    lines = (
        _("Mã đối chiếu: {mark}").format(mark=kept.mark),
        _("Gọi cho đối tác: mã đối chiếu hai bên giống nhau thì đúng khoá."),
    )
    return BesideView(title, lines, (ChipView(MAKE, _("Tạo khoá khác")), ChipView(ENTER, _("Nhập khoá khác"))))


def _wheel_view(running: RoundPicture | None, *, is_known: bool, prints: bool) -> BesideView:
    title = _("Vòng đang quay")
    if running is None and not is_known:
        return BesideView(title, (_("Lưu chương trình trước. Từ ngày áp dụng thì mở được vòng."),))
    if running is None:
        told = _("Chưa mở vòng nào nên khách chưa quay được. Mở vòng là niêm phong kết quả trước khi ai quay.")
        return BesideView(title, (told,), (ChipView(OPEN, _("Mở vòng")),))
    told = _("Đã quay {draws} lượt, ngân sách còn {left}").format(
        draws=number(running.draws), left=money(running.left)
    )  # fmt: skip
    seal = _("Mã cam kết: {commitment}").format(commitment=_grouped(running.commitment))
    again = (ChipView(AGAIN, _("In lại niêm phong")),) if prints else ()
    return BesideView(title, (told, seal), (ChipView(CLOSE, _("Đóng vòng")), *again))


def _made_sheet(made: MadeKey) -> BesideSheetView:
    return BesideSheetView(
        _("Khoá chung mới"),
        (
            _("Đọc hoặc đưa khoá này cho đối tác gõ vào máy của họ. Khoá chỉ hiện một lần."),
            _("Mã đối chiếu: {mark}. Đối tác nhập xong phải thấy đúng mã này.").format(mark=made.mark),
        ),
        made.text,
    )


def _enter_sheet(error: str) -> BesideSheetView:
    told = _("Gõ khoá mà đối tác đã tạo. Chữ hoa, chữ thường và khoảng trắng không quan trọng.")
    return BesideSheetView(_("Nhập khoá chung"), (told,), "", _("Khoá chung"), error, _("Lưu khoá"))


def _seed_sheet(over: Closed) -> BesideSheetView:
    return BesideSheetView(
        _("Vòng quay đã đóng"),
        (
            _("Đã quay {draws} lượt. Dán mã gốc này ở quầy: ai cũng tính lại được.").format(draws=number(over.draws)),
            _("Mã cam kết: {commitment}").format(commitment=_grouped(over.commitment)),
        ),
        _grouped(over.seed),
    )


def _grouped(text: str) -> str:
    """In groups, so that a line may break between them and a person may compare."""
    return " ".join(text[at : at + EIGHT] for at in range(0, len(text), EIGHT))
