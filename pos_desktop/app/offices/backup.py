"""The screen of backups, wired to the window, the services and a worker of its own."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.services.office.backup.backups import Backups
from pos_desktop.services.office.backup.restoring import candidate
from pos_desktop.services.office.backup.shelf import ENDING
from pos_desktop.ui.backup.controller import BackupController
from pos_desktop.ui.backup.questions import PassphraseQuestion, RestoreQuestion
from pos_desktop.ui.backup.screen import BackupScreen
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _


class BackupVisit(Visit):
    """One visit to the backups.

    Attributes: `controller`, `passphrase`, `restoring`.
    """

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        at, till = premises, premises.desk.till
        ops = Ops(at.workers.backups, parent=self)
        ops.problem.connect(at.ops.problem)
        backups = Backups(till)
        self.controller = BackupController(backups, till, ops, at.person, self._choose_folder, self._choose_file, self)
        self.passphrase = PassphraseQuestion(backups, ops, at.person, self)
        opener = partial(candidate, backups.home)
        self.restoring = RestoreQuestion(opener, ops, at.person, till.shop.time_zone, self)
        self.passphrase.done.connect(self.controller.load)
        self.controller.passphrase_wanted.connect(self.passphrase.open)
        self.controller.restore_wanted.connect(self.restoring.open)
        self.restoring.confirmed.connect(self.reopening)

    def open(self) -> None:
        """Show the backups; NOT_ALLOWED where the person has no right, NOT_IN_TRAINING in a lesson."""
        self.require("export")
        if self.premises.desk.till.shop.is_training:
            raise Rejected(Code.NOT_IN_TRAINING)
        self.screen = BackupScreen(self.controller, self.passphrase, self.restoring)
        self.controller.left.connect(self.left)
        self.controller.toast.connect(self.premises.window.toast)
        self.opened.emit()
        self.controller.load()

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.controller.refresh()
        self.passphrase.refresh()
        self.restoring.refresh()

    def stop(self) -> None:
        """Give up what runs, and what was opened beside the shop."""
        self.controller.stop()
        self.restoring.close()

    def _choose_file(self, start: str) -> str:
        words = _("Bản sao lưu")
        return QFileDialog.getOpenFileName(self.screen, words, start, f"{words} (*{ENDING});;(*)")[0]

    def _choose_folder(self, start: str) -> str:
        return QFileDialog.getExistingDirectory(self.screen, _("Chọn thư mục"), start)
