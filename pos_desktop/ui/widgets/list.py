"""A long list: rows that a delegate paints, more of them as one scrolls, one chosen."""

from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pos_desktop.core.ids import Id
from pos_desktop.ui import theme
from pos_desktop.ui.widgets.paint import Dressed, box, focus_ring

VIEW: Final = Qt.ItemDataRole.UserRole
"""The role under which a row's view is found."""
Index = QModelIndex | QPersistentModelIndex


class RowView(Protocol):
    """What a row is known by, and its words for who cannot see it."""

    @property
    def key(self) -> Id: ...

    @property
    def told(self) -> str: ...


PAD: Final = 12
"""Between a row's edge and its texts."""
Texts = Callable[[QPainter, QRectF, Any], object]
"""Writes a row's view into its place, whose sides are padded already."""


class RowPainter(QStyledItemDelegate):
    """Paints rows of one `height`, in design pixels: the ground that tells the chosen one, then what `texts` writes."""

    def __init__(self, height: int, texts: Texts) -> None:
        super().__init__()
        self._height, self._texts = height, texts

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the others."""
        return QSize(0, theme.current().px(self._height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        look, rect = theme.current(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            colour = look.colour("primarySoft" if chosen else "surface2")
            box(painter, rect.adjusted(1, 1, -1, -1), look.px(10), colour)
        if chosen and isinstance(option.widget, QWidget) and option.widget.hasFocus():
            focus_ring(painter, rect, look.px(10))
        self._texts(painter, rect.adjusted(look.px(PAD), 0, -look.px(PAD), 0), index.data(VIEW))
        painter.restore()


class RowsModel(QAbstractListModel):
    """The rows that were read. Signals: `more_wanted()` when the list nears its end."""

    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[RowView, ...] = ()
        self._has_more = False

    def show_rows(self, rows: tuple[RowView, ...], *, has_more: bool) -> None:
        """Show these rows; those that follow what is there already are only added."""
        self._has_more = has_more
        if rows == self._rows:
            return
        known = len(self._rows)
        if known and rows[:known] == self._rows:
            self.beginInsertRows(QModelIndex(), known, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def place(self, key: Id | None) -> int:
        """Where a row stands; -1 where it is not in the list."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row's view, and its words for who cannot see it."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == VIEW:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.told
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are more rows than were read."""
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page, once."""
        if self._has_more and not parent.isValid():
            self._has_more = False
            self.more_wanted.emit()


class PagedList(Dressed, QListView):
    """Signals: `chosen(key)` when a person walks or taps to another row, `opened()` on Enter, `more_wanted()`."""

    chosen = Signal(str)
    opened = Signal()
    more_wanted = Signal()

    def __init__(self, painter: QStyledItemDelegate) -> None:
        super().__init__()
        self._model = RowsModel()
        self._quiet = False
        painter.setParent(self)
        self.setModel(self._model)
        self.setItemDelegate(painter)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._model.more_wanted.connect(self.more_wanted)
        self.selectionModel().currentChanged.connect(self._moved)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the list in another language."""

    def show_rows(self, rows: tuple[RowView, ...], chosen: Id | None, *, has_more: bool) -> None:
        """Show these rows, one of them chosen."""
        self._quiet = True
        self._model.show_rows(rows, has_more=has_more)
        at = self._model.place(chosen)
        if at < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif self.currentIndex().row() != at:
            self.setCurrentIndex(self._model.index(at))
        self._quiet = False

    def step(self, by: int) -> None:
        """Walk to another row, whatever has the focus."""
        at = max(0, min(self._model.rowCount() - 1, self.currentIndex().row() + by))
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; arrows walk; letters belong to the screen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif (event.text() and event.text().isprintable()) or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._quiet:
            self.chosen.emit(now.data(VIEW).key)
