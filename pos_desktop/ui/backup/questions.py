"""Two questions about backups: a new passphrase, typed twice, and whether one takes the shop's place."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.text import fold
from pos_desktop.services.office.backup.backups import Backups
from pos_desktop.services.office.backup.restoring import Candidate
from pos_desktop.services.shop.people import Person
from pos_desktop.storage.copies import Progress, Stopped
from pos_desktop.ui.backup.view import moment
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, number
from pos_desktop.wording.messages import sentence

Open = Callable[[Path, str, Progress], AbstractContextManager[Candidate]]
"""Opens a backup with a passphrase beside the shop."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with one or two fields; `progress` while it is worked on; closed where there is no title."""

    title: str = ""
    text: str = ""
    first: str = ""
    second: str = ""
    verb: str = ""
    error: str = ""
    progress: int | None = None
    danger: bool = False
    first_is_secret: bool = True
    second_is_secret: bool = True


class PassphraseQuestion(QObject):
    """Asks for a new passphrase. Signals: `changed(QuestionView)`, `done()`."""

    changed = Signal(object)
    done = Signal()

    def __init__(self, backups: Backups, ops: Ops, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backups, self._ops, self._person = backups, ops, person
        self._is_open, self._busy, self._error = False, False, ""

    @property
    def view(self) -> QuestionView:
        """What is asked, in the language in force."""
        if not self._is_open:
            return QuestionView()
        text = _("Bản sao lưu chỉ mở được bằng mật khẩu này, kể cả trên máy khác. Viết ra giấy và cất ở nơi an toàn: "
                 "quên mật khẩu thì không ai lấy lại được. Bản cũ vẫn mở bằng mật khẩu cũ.")  # fmt: skip
        return QuestionView(
            _("Mật khẩu sao lưu"), text, _("Mật khẩu mới, ít nhất 10 ký tự"), _("Gõ lại mật khẩu"), _("Lưu mật khẩu"),
            self._error, 0 if self._busy else None,
        )  # fmt: skip

    def open(self) -> None:
        """Ask."""
        self._is_open, self._error = True, ""
        self.refresh()

    def close(self) -> None:
        """Leave it as it was."""
        self._is_open = False
        self.refresh()

    def refresh(self) -> None:
        """Tell it again."""
        self.changed.emit(self.view)

    def confirm(self, first: str, second: str) -> None:
        """Take the passphrase, where both are the same."""
        if self._busy:
            return
        if first != second:
            self._refused(Rejected(Code.PASSPHRASE_TWICE))
            return
        self._busy, self._error = True, ""
        self.refresh()
        self._ops.run(self._backups.set_passphrase, first, self._person.id, then=self._set, failed=self._refused)

    def _set(self, _none: None) -> None:
        self._busy = False
        self.close()
        self.done.emit()

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Rejected | EnvironmentProblem):
            self._error = sentence(error)
        self.refresh()


class RestoreQuestion(QObject):
    """Asks for the passphrase, opens and proves the backup, and then for a word.

    Signals: `changed(QuestionView)`, `confirmed(object)` with work that puts the backup in the shop's place, to be done
    when nobody has the shop open any more.
    """

    changed = Signal(object)
    confirmed = Signal(object)
    _told = Signal(int, int)

    def __init__(self, open_: Open, ops: Ops, person: Person, time_zone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_backup, self._ops, self._person, self._zone = open_, ops, person, time_zone
        self._file: Path | None = None
        self._held: tuple[Candidate, ExitStack] | None = None
        self._stop, self._error = Event(), ""
        self._progress: int | None = None
        self._told.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    @property
    def view(self) -> QuestionView:
        """What is asked now, in the language in force."""
        if self._file is None:
            return QuestionView()
        asked = QuestionView(_("Khôi phục cửa hàng"), error=self._error, progress=self._progress)
        if self._held is None:
            text = _("Bản sao lưu được mở và kiểm tra ở chỗ riêng trước; cửa hàng chưa bị đụng đến.")
            return replace(asked, text=text, first=_("Mật khẩu sao lưu"), verb=_("Mở bản sao lưu"))
        found = self._held[0]
        at = moment(found.manifest.moment, self._zone)
        text = _("Cửa hàng trở về lúc {at}, với {count} đơn bán. Mọi việc sau lúc đó sẽ không còn trong sổ; cửa hàng "
                 "hiện nay được cất sang thư mục before-restore.")  # fmt: skip
        return replace(
            asked, text=text.format(at=at, count=number(found.sales)), verb=_("Khôi phục"), danger=True,
            first=_("Gõ «{word}» để xác nhận").format(word=_("khoi phuc")), first_is_secret=False,
        )  # fmt: skip

    def open(self, file: Path) -> None:
        """Ask about a backup."""
        self._let_go()
        self._file, self._error = file, ""
        self.refresh()

    def close(self) -> None:
        """Leave the shop as it is."""
        self._stop.set()
        self._let_go()
        self._file = None
        self.refresh()

    def refresh(self) -> None:
        """Tell it again."""
        self.changed.emit(self.view)

    def confirm(self, text: str, _second: str = "") -> None:
        """Take the passphrase, and the word after it."""
        if self._progress is not None or self._file is None:
            return
        if self._held is None:
            self._begin(self._file, text)
        elif fold(text) == fold(_("khoi phuc")):
            self._hand_over()
        else:
            self._refused(None, _("Gõ đúng chữ «{word}».").format(word=_("khoi phuc")))

    def _begin(self, file: Path, passphrase: str) -> None:
        self._stop = stop = Event()
        self._progress, self._error = 0, ""
        self.refresh()
        self._ops.run(self._prepare, file, passphrase, stop, then=lambda held: self._prepared(held, stop),
                      failed=self._refused)  # fmt: skip

    def _prepare(self, file: Path, passphrase: str, stop: Event) -> tuple[Candidate, ExitStack] | None:
        """Runs on the worker."""

        def on_progress(done: int, whole: int) -> bool:
            if not stop.is_set():
                self._told.emit(done, whole)
            return not stop.is_set()

        stack = ExitStack()
        try:
            return stack.enter_context(self._open_backup(file, passphrase, on_progress)), stack
        except Stopped:
            return None

    def _prepared(self, held: tuple[Candidate, ExitStack] | None, stop: Event) -> None:
        if held is None:
            return
        if stop.is_set() or not isValid(self):
            held[1].close()
            return
        self._held, self._progress = held, None
        self.refresh()

    def _hand_over(self) -> None:
        assert self._held is not None
        (found, stack), self._held, self._file = self._held, None, None
        self.refresh()
        staff_id = self._person.id

        def place() -> object:
            with stack:
                return found.place(staff_id)

        self.confirmed.emit(place)

    def _let_go(self) -> None:
        held, self._held, self._progress = self._held, None, None
        if held is not None:
            held[1].close()

    def _go_on(self, done: int, whole: int) -> None:
        if self._progress is not None:
            self._progress = done * 1000 // max(1, whole)
            self.refresh()

    def _refused(self, error: Exception | None, text: str = "") -> None:
        if not isValid(self):
            return
        self._progress = None
        self._error = sentence(error) if isinstance(error, Rejected | EnvironmentProblem) else text
        self.refresh()
