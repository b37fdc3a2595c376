"""One of a few, side by side: a small control that shows all choices and which of them holds."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import ChipView
from pos_desktop.ui.widgets.button import Button


class Segments(QWidget):
    """Choices that touch each other; exactly one is down. Signals: `chosen(id)` when a person chooses another one."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[ChipView, ...] = ()
        self._line: QHBoxLayout = layout.row(self, gap=2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_views(self, views: Sequence[ChipView], down: Hashable, *, enabled: bool = True) -> None:
        """Show these choices, one of them down."""
        if tuple(views) != self._views:
            self._rebuild(tuple(views))
        for button, view in zip(self.buttons(), self._views, strict=True):
            button.setChecked(view.id == down)
            button.setEnabled(enabled or view.id == down)

    def buttons(self) -> list[Button]:
        """Give the buttons in order."""
        return [self._line.itemAt(at).widget() for at in range(self._line.count())]

    def _rebuild(self, views: tuple[ChipView, ...]) -> None:
        self._views = views
        while self._line.count():
            old = self._line.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for view in views:
            button = Button(view.label, kind="segment", checkable=True)
            button.clicked.connect(lambda _=False, view=view: self._choose(view))
            self._line.addWidget(button)

    def _choose(self, view: ChipView) -> None:
        for button, each in zip(self.buttons(), self._views, strict=True):
            button.setChecked(each.id == view.id)
        self.chosen.emit(view.id)
