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
        if path := self.path(_("Lưu PDF"), f"{drawn.name}.pdf", "PDF"):
            self.write(path, drawn.content)

    def path(self, title: str, name: str, kind: str) -> Path | None:
        """Where a file goes that is called `name` to begin with, and ends so in any case; None for nowhere."""
        ending = Path(name).suffix
        chosen = self.choose(title, str(Path.home() / name), f"{kind} (*{ending})")
        if not chosen:
            return None
        return Path(chosen) if chosen.lower().endswith(ending) else Path(chosen + ending)

    def write(self, path: Path, content: bytes) -> None:
        """Write it for its owner's eyes, and tell where it is."""
        self._at.ops.run(write_private, path, content, then=lambda _done: self.say(path))

    def choose(self, title: str, start: str, endings: str) -> str:
        """Ask for a file."""
        return QFileDialog.getSaveFileName(self._at.window, title, start, endings)[0]

    def say(self, path: Path) -> None:
        """Tell where a file is."""
        self._at.window.toast(ToastView(ToastKind.INFO, _("Đã lưu {path}").format(path=path)), None)
