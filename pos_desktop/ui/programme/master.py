"""Lists to choose from: the parts of the programme, and the definitions of a page with what adds and removes them."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QScroller, QSizePolicy, QWidget

from pos_desktop.ui import icons, layout, theme
from pos_desktop.ui.models.views import EmptyView
from pos_desktop.ui.programme.view import EntryView, ListView
from pos_desktop.ui.theme import MEDIUM
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.paint import LEFT, Dressed, box, focus_ring, write
from pos_desktop.wording import _

LOW: Final = 48
HIGH: Final = 60


class EntryRow(Dressed, QAbstractButton):
    """One entry; stays down while it is chosen, and is marked where something in it is wrong."""

    def __init__(self, view: EntryView) -> None:
        super().__init__()
        self.view = view
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("mayElide", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_view(view)

    def show_view(self, view: EntryView) -> None:
        """Show other words."""
        self.view = view
        wrong = _("có chỗ chưa đúng") if view.wrong else ""
        self.setAccessibleName(", ".join(part for part in (view.title, view.detail, wrong) if part))
        self.setToolTip(view.title)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One or two lines high."""
        return QSize(0, theme.current().px(HIGH if self.view.detail else LOW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, words and mark."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, radius = QRectF(self.rect()), look.px(10)
        if self.isChecked():
            box(painter, rect, radius, look.colour("primarySoft"))
        elif self.isDown() or self.underMouse():
            box(painter, rect, radius, look.colour("surface2"))
        self._paint_words(painter, rect)
        if self.hasFocus():
            focus_ring(painter, rect, radius)
        painter.end()

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        look, view = theme.current(), self.view
        inner, side = rect.adjusted(look.px(12), 0, -look.px(12), 0), look.px(20)
        ink = look.colour("primary" if self.isChecked() else "text")
        if view.icon:
            place = QRectF(inner.left(), round(rect.center().y() - side / 2), side, side)
            icons.paint_icon(painter, view.icon, place, ink if self.isChecked() else look.colour("text2"))
            inner.setLeft(inner.left() + side + look.px(10))
        if view.wrong:
            place = QRectF(inner.right() - side, round(rect.center().y() - side / 2), side, side)
            icons.paint_icon(painter, "triangle-alert", place, look.colour("danger"))
            inner.setRight(inner.right() - side - look.px(6))
        font = look.font("body", MEDIUM)
        if not view.detail:
            write(painter, inner, view.title, font, ink, LEFT)
            return
        upper = QRectF(inner.left(), look.px(7), inner.width(), look.px(24))
        write(painter, upper, view.title, font, ink, LEFT)
        lower = upper.translated(0, look.px(23))
        write(painter, lower, view.detail, look.font("small"), look.colour("text2"), LEFT)


class EntryList(QScrollArea):
    """Entries below one another, one chosen. Signals: `picked(key)`."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[EntryRow] = []
        board = QWidget()
        board.setProperty("plain", True)
        self._column = layout.column(board, None, gap=0)
        self.setWidget(board)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def rows(self) -> list[EntryRow]:
        """Give the rows in order."""
        return list(self._rows)

    def row(self, key: Any) -> EntryRow:
        """Give the row of an entry."""
        return next(row for row in self._rows if row.view.key == key)

    def show_views(self, views: Sequence[EntryView], chosen: Any) -> None:
        """Show entries; rows that are there already only change their words."""
        if [row.view.key for row in self._rows] != [view.key for view in views]:
            self._rebuild(views)
        for row, view in zip(self._rows, views, strict=True):
            if row.view != view:
                row.show_view(view)
            is_new = view.key == chosen and not row.isChecked()
            row.setChecked(view.key == chosen)
            if is_new:
                self.widget().adjustSize()
                self.ensureWidgetVisible(row, 0, 0)

    def _rebuild(self, views: Sequence[EntryView]) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [EntryRow(view) for view in views]
        for at, row in enumerate(self._rows):
            self._column.insertWidget(at, row)
            row.clicked.connect(lambda _on=False, row=row: self._pick(row))
            row.show()

    def _pick(self, picked: EntryRow) -> None:
        for row in self._rows:
            row.setChecked(row is picked)
        self.picked.emit(picked.view.key)


class Master(Dressed, QWidget):
    """The definitions of a page. Signals: `picked(place)`, `added()`, `copied()`, `removed()`."""

    picked = Signal(object)
    added = Signal()
    copied = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list, self._empty = EntryList(), EmptyBlock()
        self.add = Button(kind="secondary", icon="plus")
        self.copy = icon_button("copy", _("Nhân đôi"))
        self.bin = icon_button("trash-2", _("Xoá"), kind="ghost-danger")
        foot = layout.row(None, (self.add, 1), self.copy, self.bin, gap=8)
        layout.column(self, (self._empty, 1), (self.list, 1), foot, gap=8)
        self.list.picked.connect(self.picked)
        self.add.clicked.connect(self.added)
        self.copy.clicked.connect(self.copied)
        self.bin.clicked.connect(self.removed)

    def retranslate(self) -> None:
        """Name the buttons in another language."""
        self.copy.show_text("", name=_("Nhân đôi"))
        self.bin.show_text("", name=_("Xoá"))

    def show_view(self, view: ListView) -> None:
        """Show other definitions."""
        self.add.show_text(_("Thêm") if view.entries else view.verb)
        self.add.setAccessibleName(view.verb)
        self.add.setToolTip(view.verb)
        self._empty.setVisible(not view.entries)
        self.list.setVisible(bool(view.entries))
        self.copy.setVisible(bool(view.entries))
        self.bin.setVisible(bool(view.entries))
        if view.entries:
            self.list.show_views(view.entries, view.chosen)
        else:
            self._empty.show_view(EmptyView("package", view.empty))
