"""The whole table behind a card, over the report: every row, sorted by a press on a head, opening what it tells of."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScroller, QTableView, QWidget

from pos_desktop.insight.tables import Table, Unit
from pos_desktop.ui import layout
from pos_desktop.ui.reports.controller import ReportController
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _
from pos_desktop.wording import loyalty_report_words as words

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT: Final = 44
SORTED_BY: Final = Qt.ItemDataRole.UserRole
_WORDS: Final = (Unit.TEXT, Unit.WORD)


class TableModel(QAbstractTableModel):
    """A `Table` for a view; `SORTED_BY` gives the bare values."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table

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
            return words.cell(value, unit.value)
        if role == SORTED_BY:
            return value if isinstance(value, str | int) else str(value or "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if unit in _WORDS else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, at: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name a column."""
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return words.column(self.table.columns[at].key)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.data(self.index(0, at), role) if self.table.rows else None
        return None


class TableSheet(Sheet):
    """Shows the table of a card. Attributes: `rows`, the view of it."""

    def __init__(self, area: QWidget, controller: ReportController) -> None:
        super().__init__(area)
        self._controller, self._key = controller, ""
        self._order = QSortFilterProxyModel(self)
        self._order.setSortRole(SORTED_BY)
        self.rows = QTableView()
        self.rows.setModel(self._order)
        self.rows.setSortingEnabled(True)
        self.rows.setShowGrid(False)
        self.rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setTabKeyNavigation(False)
        self.rows.verticalHeader().hide()
        self.rows.verticalHeader().setDefaultSectionSize(layout.px(ROW_HEIGHT))
        QScroller.grabGesture(self.rows.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        layout.column(self.body, (self.rows, 1), gap=8, pad=(16, 8, 12, 12))
        self.rows.clicked.connect(self._take)
        controller.changed.connect(lambda _view: self._refill())

    def show_table(self, key: str, at: int = 0) -> None:
        """Come up with a card's table, a row of it chosen; not before it was read."""
        self._key = key
        if self._refill():
            self.open(self.rows)
            self.rows.selectRow(at)

    def _refill(self) -> bool:
        table = self._controller.table(self._key)
        if table is None:
            return False
        self.show_title(f"{words.title(self._key)} · {self._controller.view.days}")
        self._order.setSourceModel(TableModel(table))
        self._order.sort(-1)
        head = self.rows.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        return True

    def _take(self, index: Index) -> None:
        at = self._order.mapToSource(index).row()
        table = self._controller.table(self._key)
        if table is not None and at >= 0 and table.rows[at].id:
            self.close_cover()
            self._controller.open_row(self._key, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the chosen row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows.currentIndex().isValid():
            self._take(self.rows.currentIndex())
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if hasattr(self, "rows"):
            self.rows.setAccessibleName(_("Xem bảng"))
            self._refill()
