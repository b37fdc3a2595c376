"""A sheet with the shop's categories and items, to be ticked for a rule; a search finds one among thousands."""

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QScroller, QWidget

from pos_desktop.core.text import fold
from pos_desktop.ui import layout
from pos_desktop.ui.form.paths import get
from pos_desktop.ui.form.picks import Asked
from pos_desktop.ui.form.state import Shelf
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Check, SearchField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

MOST_ROWS: Final = 60


class PickSheet(Sheet):
    """Ticks for what a rule looks at. Signals: `chosen(path, value)` at every tick."""

    chosen = Signal(object, object)

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._shelf = Shelf()
        self._asked: Asked | None = None
        self._held: dict[str, list[str]] = {}
        self.search, self.done = SearchField(icon="search"), Button(kind="primary", icon="check")
        self.checks: dict[tuple[str, str], Check] = {}
        board = QWidget()
        board.setProperty("plain", True)
        self._column = layout.column(board, None, gap=0)
        scroll = QScrollArea()
        scroll.setWidget(board)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(scroll.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        foot = layout.row(None, None, self.done)
        layout.column(self.body, self.search, (scroll, 1), foot, gap=10, pad=(16, 12, 16, 12))
        self.search.searched.connect(lambda _text: self._fill())
        self.done.clicked.connect(self.close_sheet)
        self.retranslate()

    def ask(self, asked: Asked, plain: Any, shelf: Shelf) -> None:
        """Come up with what is picked now ticked."""
        self._asked, self._shelf = asked, shelf
        value = get(plain, asked.skus)
        self._held = {"item": ([value] if value else []) if asked.single else list(value or ())}
        if asked.categories is not None:
            self._held["category"] = list(get(plain, asked.categories) or ())
        self.show_title(_("Chọn món"))
        self.search.show_text("")
        self._fill()
        self.open(self.search)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        self.search.show_placeholder(_("Tên món hoặc nhóm"))
        self.done.show_text(_("Xong"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends it; Esc too, as ticks count at once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_sheet()
            event.accept()
            return
        super().keyPressEvent(event)

    def _fill(self) -> None:
        while self._column.count():
            if (widget := self._column.takeAt(0).widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.checks = {}
        words = fold(self.search.text())
        kinds = [("category", _("Nhóm"), self._shelf.categories)] if "category" in self._held else []
        for kind, title, entries in (*kinds, ("item", _("Món"), self._shelf.items)):
            found = [(key, name) for key, name in entries if words in fold(name) or words in key.casefold()]
            found.sort(key=lambda entry: entry[0] not in self._held[kind])
            if found:
                self._column.addWidget(Text(title, role="small", weight="medium", tone=Tone.MUTED))
            for key, name in found[:MOST_ROWS]:
                self._column.addWidget(self._check(kind, key, name))
        if not self.checks:
            self._column.addWidget(Text(_("Không có món nào như vậy."), tone=Tone.MUTED, wrap=True))
        self._column.addStretch(1)

    def _check(self, kind: str, key: str, name: str) -> Check:
        check = self.checks[kind, key] = Check(name, checked=key in self._held[kind])
        check.setProperty("mayElide", True)
        check.clicked.connect(lambda on: self._tick(kind, key, on=on))
        return check

    def _tick(self, kind: str, key: str, *, on: bool) -> None:
        asked = self._asked
        assert asked is not None
        if asked.single:
            self.chosen.emit(asked.skus, key if on else "")
            self.close_sheet()
            return
        self._held[kind] = [held for held in self._held[kind] if held != key] + ([key] if on else [])
        self.chosen.emit(asked.skus if kind == "item" else asked.categories, self._held[kind])
