"""Files of papers: where to is asked for, what was drawn is written for its owner's eyes, and where it is is told."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from pos_desktop.app.offices.visit import Premises
from pos_desktop.cli.cards import write_private
from pos_desktop.services.office.papers import Drawn
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.wording import _


class Saving(QObject):
    """Saves PDFs for one visit. `choose` asks for the file: title, name to begin with, endings; "" for none."""

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(parent)
        self._at = premises

    def save(self, drawn: Drawn) -> None:
        """Ask where to, and write it."""
        chosen = self.choose(_("Lưu PDF"), str(Path.home() / f"{drawn.name}.pdf"), "PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen) if chosen.lower().endswith(".pdf") else Path(f"{chosen}.pdf")
        self._at.ops.run(write_private, path, drawn.content, then=lambda _done: self._say(path))

    def choose(self, title: str, start: str, endings: str) -> str:
        """Ask for a file."""
        return QFileDialog.getSaveFileName(self._at.window, title, start, endings)[0]

    def _say(self, path: Path) -> None:
        self._at.window.toast(ToastView(ToastKind.INFO, _("Đã lưu {path}").format(path=path)), None)
