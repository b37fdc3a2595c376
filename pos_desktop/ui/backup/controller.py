"""State of the screen of backups: the list, what runs, the folders; knows no widget."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.gateways.backup_book import Outcome
from pos_desktop.services.office.backup.backups import Backups, BackupState
from pos_desktop.services.office.backup.making import Made
from pos_desktop.services.shop.people import Person
from pos_desktop.services.till import Till
from pos_desktop.storage.copies import Progress
from pos_desktop.ui.backup import view as words
from pos_desktop.ui.backup.view import BackupsView
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence

ChooseFolder = Callable[[str], str]
"""Asks a person for a folder, from this one on; empty where they want none."""
ChooseFile = Callable[[str], str]
"""Asks a person for a backup's file, beginning in this folder; empty where they want none."""
Work = Callable[[Progress], object]


class BackupController(QObject):
    """Makes and tries backups for one person.

    Signals: `changed(BackupsView)`, `toast(ToastView)`, `left()`, `passphrase_wanted()`, `restore_wanted(Path)`.
    """

    changed = Signal(object)
    toast = Signal(object)
    left = Signal()
    passphrase_wanted = Signal()
    restore_wanted = Signal(object)
    _told = Signal(int, int)

    def __init__(
        self, backups: Backups, till: Till, ops: Ops, person: Person, choose_folder: ChooseFolder,
        choose_file: ChooseFile, parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._backups, self._till, self._ops, self._person = backups, till, ops, person
        self._choose_folder, self._choose_file = choose_folder, choose_file
        self._state: BackupState | None = None
        self._chosen: Path | None = None
        self._stop = Event()
        self._progress: int | None = None
        self._status: Callable[[], str] = str
        self._told.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    @property
    def view(self) -> BackupsView:
        """What the screen shows, in the language in force."""
        if self._state is None:
            return BackupsView()
        return words.told(
            self._state, self._till.now(), self._till.shop.time_zone, self._chosen,
            may_own=self._person.rights.restore, progress=self._progress, status=self._status(),
        )  # fmt: skip

    def load(self) -> None:
        """Look into the folders."""
        self._ops.run(self._backups.state, then=self._take, failed=self._refused)

    def refresh(self) -> None:
        """Tell everything again."""
        self.changed.emit(self.view)

    def choose(self, key: str) -> None:
        """Look at another backup."""
        self._chosen = Path(key)
        self.refresh()

    # what runs

    def make(self) -> None:
        """Back up now."""
        if self._state is not None and not self._state.has_passphrase:
            self.want_passphrase()
            return
        work = partial(self._backups.make, staff_id=self._person.id)
        self._run(work, lambda: _("Đang sao lưu; vẫn bán được bình thường."), self._made)

    def try_newest(self) -> None:
        """Restore the newest one for trial."""
        self._run(self._backups.try_newest, lambda: _("Đang thử khôi phục bản mới nhất vào chỗ riêng."), self._tried)

    def stop(self) -> None:
        """Give up what runs."""
        self._stop.set()

    def _run(self, work: Work, status: Callable[[], str], then: Callable[[object], None]) -> None:
        if self._progress is not None:
            return
        self._stop = stop = Event()
        self._progress, self._status = 0, status
        self.refresh()

        def on_progress(done: int, whole: int) -> bool:
            if not stop.is_set():
                self._told.emit(done, whole)
            return not stop.is_set()

        self._ops.run(work, on_progress, then=lambda found: self._end(then, found), failed=self._refused)

    def _go_on(self, done: int, whole: int) -> None:
        if self._progress is not None:
            self._progress = done * 1000 // max(1, whole)
            self.refresh()

    def _end(self, then: Callable[[object], None], found: object) -> None:
        if not isValid(self):
            return
        self._progress, self._status = None, str
        then(found)
        self.load()

    def _made(self, made: object) -> None:
        if isinstance(made, Made):
            self._chosen = made.path
            self._status = lambda: _("Đã sao lưu xong.")
            if made.problems:
                self._status = lambda: _("Đã sao lưu, nhưng sổ sách có chỗ không khớp. Chạy «Chứng minh sổ sách».")
        else:
            self._status = lambda: _("Đã dừng, không có bản nào được làm.")

    def _tried(self, outcome: object) -> None:
        well = isinstance(outcome, Outcome) and not outcome.code
        self._status = (lambda: _("Khôi phục thử được.")) if well else str

    # what the owner decides

    def want_passphrase(self) -> None:
        """Ask for a passphrase; NOT_ALLOWED is told to who may not set one."""
        if self._person.rights.restore:
            self.passphrase_wanted.emit()
        else:
            self._say(sentence(Rejected(Code.PASSPHRASE_NEEDED)))

    def want_restore(self) -> None:
        """Ask before the chosen backup takes the shop's place."""
        if not self._person.rights.restore:
            self._say(sentence(Rejected(Code.NOT_ALLOWED, right="restore")))
        elif self.view.chosen is not None and self._progress is None:
            self.restore_wanted.emit(Path(self.view.chosen))

    def want_other_file(self) -> None:
        """Ask for a backup that lies elsewhere: on a stick, from another machine."""
        if self._person.rights.restore and self._state is not None and self._progress is None:
            start = self._state.second or str(self._state.folder)
            if found := self._choose_file(start):
                self.restore_wanted.emit(Path(found))

    def choose_main_folder(self) -> None:
        """Ask where automatic backups go."""
        if self._state is not None and (found := self._choose_folder(str(self._state.folder))):
            self._set_folders(found, self._state.second)

    def choose_second_folder(self) -> None:
        """Ask where second copies go: a stick, another disk."""
        if self._state is not None and (found := self._choose_folder(self._state.second)):
            self._set_folders(self._own_folder(), found)

    def no_second_folder(self) -> None:
        """Make no second copies any more."""
        self._set_folders(self._own_folder(), "")

    def _own_folder(self) -> str:
        return self._backups.chosen_folder()

    def _set_folders(self, folder: str, second: str) -> None:
        work = partial(self._backups.set_folders, folder, second, self._person.id)
        self._ops.run(work, then=lambda _none: self.load(), failed=self._refused)

    # telling

    def _take(self, state: BackupState) -> None:
        if isValid(self):
            self._state = state
            self.refresh()

    def _refused(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._progress, self._status = None, str
        if isinstance(error, Rejected | EnvironmentProblem):
            self._say(sentence(error))
        self.refresh()

    def _say(self, text: str) -> None:
        self.toast.emit(ToastView(ToastKind.WARN, text))
