"""A report's table: numbers at the right, sorted by a press on a head, each row opening what it tells of."""

from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScroller, QTableView

from pos_desktop.insight.tables import Cell, Table, Unit
from pos_desktop.ui import layout
from pos_desktop.ui.widgets.paint import Dressed

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT: Final = 44
MOST_IN_SIGHT: Final = 8
"""Columns that fit side by side on the smallest panel."""
SORTED_BY: Final = Qt.ItemDataRole.UserRole
_WORDS: Final = (Unit.TEXT, Unit.WORD, Unit.DAY)


class Words(Protocol):
    """What a family of reports is called."""

    def column(self, key: str) -> str: ...

    def cell(self, value: Cell, unit: str) -> str: ...


class TableModel(QAbstractTableModel):
    """A `Table` for a view; `SORTED_BY` gives the bare values."""

    def __init__(self, table: Table, words: Words) -> None:
        super().__init__()
        self.table, self._words = table, words

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Rows of the table."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Columns of the table."""
        return 0 if parent.isValid() else len(self.table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell in words, its value, or on which side it stands."""
        value, unit = self.table.rows[index.row()].cells[index.column()], self.table.columns[index.column()].unit
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.cell(value, unit.value)
        if role == SORTED_BY:
            return value if isinstance(value, str | int) else str(value or "")
        return _side(unit) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, at: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name a column."""
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.column(self.table.columns[at].key)
        return _side(self.table.columns[at].unit) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _side(unit: Unit) -> int:
    side = Qt.AlignmentFlag.AlignLeft if unit in _WORDS else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class TableRows(Dressed, QTableView):
    """Shows a `Table`. Signals: `taken(int)` with the place of a row, by a press or Enter, where it opens something."""

    taken = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._order = QSortFilterProxyModel(self)
        self._order.setSortRole(SORTED_BY)
        self.setModel(self._order)
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(layout.px(ROW_HEIGHT))
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(self._take)

    def show_table(self, table: Table, words: Words) -> None:
        """Show another table, in its own order."""
        self._order.setSourceModel(TableModel(table, words))
        self._order.sort(-1)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if len(table.columns) <= MOST_IN_SIGHT:  # else the name would be squeezed by what can be scrolled to
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(layout.px(90))
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def restyle(self) -> None:
        """Take up a new scale."""
        super().restyle()
        self.verticalHeader().setDefaultSectionSize(layout.px(ROW_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen row; Left and Right belong to the days of the report."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._take(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _take(self, index: Index) -> None:
        at = self._order.mapToSource(index).row()
        model = self._order.sourceModel()
        if isinstance(model, TableModel) and at >= 0 and model.table.rows[at].id:
            self.taken.emit(at)
