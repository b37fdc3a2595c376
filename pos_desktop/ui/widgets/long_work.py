"""The sheet of long work: what it is, how far it is, a button that stops it; what comes of it stands below."""

from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.member import ProgressBar
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _


class WorkView(Protocol):
    """What the head of the sheet shows; `progress` as `ProgressBar` takes it, None when nothing runs."""

    @property
    def title(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def progress(self) -> int | None: ...


class Work(Protocol):
    """A controller of long work: its signals, its present view, and how to stop it."""

    opened: Any
    changed: Any

    @property
    def view(self) -> Any: ...
    def stop(self) -> None: ...


class LongWorkSheet(Sheet):
    """Shows a `WorkView` over what a subclass fills; closing it stops what runs. Attributes: `stop` (button)."""

    def __init__(self, area: QWidget, controller: Work, *below: Any) -> None:
        super().__init__(area)
        self._controller = controller
        self.bar, self.status = ProgressBar(name=_("Tiến độ")), Text(wrap=True, tone=Tone.MUTED)
        self.stop = Button(icon="x")
        running = layout.row(None, (self.bar, 1), self.stop, gap=16)
        layout.column(self.body, self.status, running, *below, gap=12, pad=(20, 12, 16, 12))
        self.stop.clicked.connect(controller.stop)
        self.closed.connect(controller.stop)
        controller.opened.connect(self._open)
        controller.changed.connect(self.show_view)
        self.retranslate()

    def _open(self) -> None:
        self.open(self.stop)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if hasattr(self, "stop"):
            self.stop.show_text(_("Dừng"))
            self.show_view(self._controller.view)

    def show_view(self, view: WorkView) -> None:
        """Show another state."""
        running = view.progress is not None
        self.show_title(view.title)
        self.status.setText(view.status)
        self.bar.setVisible(running)
        self.stop.setVisible(running)
        self.bar.show_parts(view.progress or 0)
        self.fill(view)

    def fill(self, view: WorkView) -> None:
        """Show what came of it."""
        raise NotImplementedError
