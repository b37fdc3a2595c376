"""The sheet in which all prices of a list are typed: items down, their own price, and beside it the list's."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QScroller,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pos_desktop.ui import layout, theme
from pos_desktop.ui.catalogue.prices import PriceRow, Prices, PricesView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import SearchField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

NAME, OWN, PRICE = range(3)
ROW_HEIGHT: Final = 52
PRICE_WIDTH: Final = 170
Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PricesModel(QAbstractTableModel):
    """The rows. Signals: `typed(key, text)` for a price by the list."""

    typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[PriceRow, ...] = ()

    def show_rows(self, rows: tuple[PriceRow, ...]) -> None:
        """Show these; where they are the same items the place in the list stays."""
        if [row.key for row in rows] != [row.key for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, PRICE))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many items there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Name, own price, the list's."""
        return 0 if parent.isValid() else PRICE + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only the list's price is typed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == PRICE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, colours, and the row in one sentence for who cannot see it."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return row.price
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, row.own, row.price or _("theo giá món"))[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != NAME:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.current().colour(_colour(row, index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((row.name, row.own, row.price or _("theo giá món")))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was typed."""
        self.typed.emit(self.rows[index.row()].key, str(value))
        return True

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the columns are."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section != NAME else int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Mặt hàng"), _("Giá của món"), _("Giá theo bảng"))[section]
        return None


def _colour(row: PriceRow, column: int) -> str:
    if column == OWN or (column == PRICE and not (row.price or row.changed)):
        return "text2"
    if column == PRICE and row.wrong:
        return "danger"
    return "primary" if column == PRICE and row.changed else "text"


class _PriceEditor(QStyledItemDelegate):
    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """A field for digits that fills the cell."""
        edit = QLineEdit(parent)
        edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        edit.setAccessibleName(_("Giá theo bảng"))
        return edit

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Over the whole cell, whose padding is the field's own."""
        editor.setGeometry(option.rect.adjusted(0, 1, 0, -2))


class PricesTable(Dressed, QTableView):
    """Arrows walk, digits or Enter type a price, Enter goes on to the next item, Delete takes the price away."""

    def __init__(self) -> None:
        super().__init__()
        self.prices = PricesModel()
        self.setModel(self.prices)
        self.setItemDelegate(_PriceEditor(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        head.setSectionsClickable(False)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(lambda index: self.type_in(index.row()))
        self.restyle()

    def restyle(self) -> None:
        """Take up another size."""
        self.verticalHeader().setDefaultSectionSize(layout.px(ROW_HEIGHT))
        for column in (OWN, PRICE):
            self.setColumnWidth(column, layout.px(PRICE_WIDTH))

    def type_in(self, row: int) -> None:
        """Type the price of a row."""
        index = self.prices.index(row, PRICE)
        if index.isValid():
            self.setCurrentIndex(index)
            self.edit(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter the next item is at hand."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        if hint in (hints.SubmitModelCache, hints.EditNextItem, hints.EditPreviousItem):
            row = self.currentIndex().row() + (-1 if hint == hints.EditPreviousItem else 1)
            self.setCurrentIndex(self.prices.index(max(0, min(row, self.prices.rowCount() - 1)), PRICE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter types, Delete empties; Esc and what is held with Ctrl belong to the sheet."""
        row, key = self.currentIndex().row(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() != QAbstractItemView.State.EditingState:  # the Enter that ends typing comes here too
                self.type_in(max(0, row))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= 0:
            self.prices.typed.emit(self.prices.rows[row].key, "")
        elif key == Qt.Key.Key_Escape or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PricesSheet(Sheet):
    """Shows what `Prices` tells. Attributes: `search`, `table`, `save`."""

    def __init__(self, area: QWidget, prices: Prices) -> None:
        super().__init__(area)
        self._prices = prices
        self.search, self.table = SearchField(), PricesTable()
        self.save = Button(kind="primary", icon="check", hint="Ctrl+S")
        self._told = Text(tone=Tone.MUTED)
        foot = layout.row(None, (self._told, 1), self.save, gap=12)
        layout.column(self.body, self.search, (self.table, 1), foot, gap=10, pad=(20, 12, 20, 12))
        prices.changed.connect(self.show_view)
        self.search.searched.connect(prices.search)
        self.search.returnPressed.connect(self._to_table)
        self.table.prices.typed.connect(prices.type)
        self.save.clicked.connect(lambda _on=False: prices.save())
        self.retranslate()

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.setCurrentIndex(self.table.prices.index(0, PRICE))

    def show_view(self, view: PricesView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            super().close_sheet()
            return
        self.show_title(view.title)
        self.table.prices.show_rows(view.rows)
        self._told.setText(view.told)
        self._told.show_tone(Tone.DANGER if view.is_wrong else Tone.MUTED)
        self.save.setEnabled(view.can_save)
        if not self.isVisible():
            self.search.clear()
            self.open(self.search)

    def close_sheet(self) -> None:
        """Ask first where something would be lost."""
        self._prices.close()

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if hasattr(self, "save"):
            self.save.show_text(_("Lưu"))
            self.search.show_placeholder(_("Tên hoặc mã hàng"))
            self.table.setAccessibleName(_("Giá từng món"))
            self.table.horizontalHeader().viewport().update()
            if (view := self._prices.view) is not None:
                self.show_view(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S keeps, / searches, Esc goes back."""
        if event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._prices.save()
        elif event.key() == Qt.Key.Key_Slash:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._to_table()
        else:
            event.accept()
