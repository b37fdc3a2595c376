"""State of the receipt printer's page: what is typed, how the printer is, what became of a trial; knows no widget."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.ui.devices.draft import Draft, draft_of
from pos_desktop.ui.devices.port import Outside, TillDevices
from pos_desktop.ui.devices.standing import Asked, Standing, asking, not_set, of_printer
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence
from pos_desktop.wording.printers import WELL, tried_words
from printing.devices.spool import Outcome, Reason


@dataclass(frozen=True, slots=True)
class PrinterView:
    """The page. Errors stand where they were caused, "" for none; `tried` says what became of the last trial."""

    standing: Standing
    draft: Draft
    uri_error: str
    fallback_error: str
    tried: str
    is_trying: bool
    is_asking: bool
    is_changed: bool
    may_change: bool


class PrinterController(QObject):
    """The receipt printer of this till, for one person.

    Signals: `changed(PrinterView)`, `formed()` when the fields hold something else, `toast(ToastView)`.
    """

    changed = Signal(object)
    formed = Signal()
    toast = Signal(object)

    def __init__(
        self, devices: TillDevices, outside: Outside, far: Ops, *, may_change: bool, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._devices, self._outside, self._far, self._may_change = devices, outside, far, may_change
        self._draft = self._kept()
        self._asked: Asked | None = None
        self._tried: Outcome | None = None
        self._is_trying = False
        self._questions = self._answers = 0
        self._was_refused = False

    def _kept(self) -> Draft:
        kept = self._devices.settings
        return draft_of(kept.printer, kept.profile, kept.fallback)

    @property
    def view(self) -> PrinterView:
        """The page, in the language in force."""
        draft, refused = self._draft, self._was_refused
        return PrinterView(
            self.standing, draft, _wrong(draft.uri) if refused and not draft.has_address else "",
            _wrong(draft.fallback) if refused and not draft.has_fallback else "",
            tried_words(self._tried) if self._tried else "", self._is_trying, self._is_asking, self.is_changed,
            self._may_change,
        )  # fmt: skip

    @property
    def standing(self) -> Standing:
        """How the printer that is set is."""
        if not self._kept().is_set:
            return not_set()
        return of_printer(self._asked) if self._asked else asking()

    @property
    def is_well(self) -> bool:
        """Whether the printer says itself that it can print."""
        return self._asked is not None and self._asked.reason is Reason.NONE and self._asked.condition in WELL

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not kept yet."""
        return self._draft.settings() != self._kept().settings()

    @property
    def _is_asking(self) -> bool:
        return self._questions > self._answers

    def refresh(self) -> None:
        """Tell the page again."""
        self.changed.emit(self.view)

    # how it is

    def ask(self) -> None:
        """Ask the printer that is set how it is; the answer comes by itself."""
        kept = self._kept()
        if kept.is_set and kept.has_address:
            self._questions += 1
            self._far.run(self._outside.ask, kept.printer, then=self._heard_by(self._questions))
        elif kept.is_set:
            self._asked = Asked(reason=Reason.NO_SUCH_PRINTER)
        self.refresh()

    def _heard_by(self, question: int) -> Callable[[Asked], None]:
        return lambda asked: self._heard(question, asked)

    def _heard(self, question: int, asked: Asked) -> None:
        """An answer to an older question says nothing of the printer that is set now."""
        self._answers = max(self._answers, question)
        if question == self._questions:
            self._asked = asked
        self.refresh()

    # what is typed

    def write(self, draft: Draft) -> None:
        """Something was typed or chosen."""
        if self._may_change:
            self._draft, self._was_refused = draft, False
            self.refresh()

    def choose(self, uri: str, *, as_fallback: bool = False) -> None:
        """A printer was picked from a list."""
        self.write(replace(self._draft, fallback=uri) if as_fallback else replace(self._draft, uri=uri))
        self.formed.emit()

    def save(self) -> None:
        """Keep it: from now on the till prints there."""
        if not self._may_change:
            return
        self._was_refused = not (self._draft.has_address and self._draft.has_fallback)
        if self._was_refused or not self.is_changed:
            self.refresh()
            return
        self._asked, self._tried = None, None
        self._devices.change(**self._draft.settings())
        self._draft = self._kept()
        self.formed.emit()
        self.toast.emit(ToastView(ToastKind.INFO, _("Đã lưu. Từ giờ in ra máy này.")))
        self.ask()

    @property
    def draft(self) -> Draft:
        """What is typed."""
        return self._draft

    def resume(self, draft: Draft) -> None:
        """Go on with what was typed before the till locked itself."""
        self.write(draft)
        self.formed.emit()

    # a trial

    def try_out(self) -> None:
        """Print the test page on the printer as it is typed."""
        if self._is_trying or not self._draft.is_set:
            return
        if not self._draft.has_address:
            self._was_refused = True
            self.refresh()
            return
        self._is_trying, self._tried = True, None
        self.refresh()
        self._far.run(self._outside.try_printer, self._draft.printer, then=self._came, failed=self._failed)

    def _came(self, outcome: Outcome) -> None:
        self._is_trying, self._tried = False, outcome
        self.ask()

    def _failed(self, problem: Exception) -> None:
        self._is_trying = False
        self.refresh()
        self.toast.emit(ToastView(ToastKind.WARN, sentence(problem)))  # type: ignore[arg-type]


def _wrong(uri: str) -> str:
    return sentence(EnvironmentProblem(Trouble.PRINTER_ADDRESS, uri=uri.strip()[:80]))
