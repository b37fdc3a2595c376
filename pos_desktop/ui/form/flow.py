"""Widgets from left to right, going on in the next line where there is no more room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from pos_desktop.ui import layout


class FlowLayout(QLayout):
    """Lays its widgets out in lines; `gap` is in design pixels."""

    def __init__(self, owner: QWidget, *, gap: int = 8) -> None:
        super().__init__(owner)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item on."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """How high it is depends on where the lines break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """As wide as its widest item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As wide as its widest item, one line high."""
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        gap, left, top, high = layout.px(self._gap), rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(rect.width(), 100_000)).expandedTo(item.minimumSize())
            if left > rect.x() and left + size.width() > rect.right() + 1:
                left, top, high = rect.x(), top + high + gap, 0
            if place:
                item.setGeometry(QRect(QPoint(left, top), size))
            left, high = left + size.width() + gap, max(high, size.height())
        return top + high - rect.y()


class Flow(QWidget):
    """A widget whose children flow."""

    def __init__(self, *, gap: int = 8) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        self._flow.addWidget(widget)
        self.updateGeometry()

    def clear(self) -> None:
        """Throw all widgets away."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.updateGeometry()


class Board(QWidget):
    """What lies in a scroll area that grows with it: as high as its lines are at the width that it has, no higher.

    A scroll area asks for the least height too, which is that of the narrowest width, where chips stand in many lines.
    """

    def minimumSizeHint(self) -> QSize:
        """No height of its own."""
        return QSize(super().minimumSizeHint().width(), 0)
