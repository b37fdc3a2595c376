"""The list of members: rows that paint themselves, more of them as one scrolls, one chosen."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
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
from pos_desktop.ui import icons, layout, theme
from pos_desktop.ui.members.view import MemberRowView
from pos_desktop.ui.widgets.member import BADGE, badge_width, paint_badge
from pos_desktop.ui.widgets.paint import LEFT, RIGHT, Dressed, box, focus_ring, write
from pos_desktop.wording import _

HEIGHT: Final = 60
TIER: Final = 96
AMOUNT: Final = 116
PAD: Final = 12
GAP: Final = 8
VIEW: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class MembersModel(QAbstractListModel):
    """The rows that were read. Signals: `more_wanted()` when the list nears its end."""

    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[MemberRowView, ...] = ()
        self._has_more = False

    def show_rows(self, rows: tuple[MemberRowView, ...], *, has_more: bool) -> None:
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
        """Where a member stands; -1 where they are not in the list."""
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
        """Whether there are more members than were read."""
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page, once."""
        if self._has_more and not parent.isValid():
            self._has_more = False
            self.more_wanted.emit()


class MemberPainter(QStyledItemDelegate):
    """Paints a row: name over phone, tier, points over the last visit, spend."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as the others."""
        return QSize(0, theme.current().px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: MemberRowView = index.data(VIEW)
        look, rect = theme.current(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            box(painter, rect.adjusted(1, 1, -1, -1), look.px(10),
                look.colour("primarySoft" if chosen else "surface2"))  # fmt: skip
        if chosen and isinstance(option.widget, QWidget) and option.widget.hasFocus():
            focus_ring(painter, rect, look.px(10))
        self._columns(painter, rect.adjusted(look.px(PAD), 0, -look.px(PAD), 0), row)
        painter.restore()

    def _columns(self, painter: QPainter, rect: QRectF, row: MemberRowView) -> None:
        look = theme.current()
        upper = QRectF(rect.left(), rect.top() + look.px(7), rect.width(), look.px(24))
        lower = upper.translated(0, look.px(23))
        amount, tier, gap = look.px(AMOUNT), look.px(TIER), look.px(GAP)
        spend, points = rect.right() - amount, rect.right() - 2 * amount - gap
        name_width = points - gap - tier - gap - rect.left()
        ink, quiet, bold = look.colour("text"), look.colour("text2"), look.font("body", theme.MEDIUM)
        self._name(painter, QRectF(rect.left(), upper.top(), name_width, upper.height()), row, ink)
        write(painter, _cut(lower, rect.left(), name_width), row.phone, look.font("small"), quiet, LEFT)
        width = min(badge_width(row.tier), tier)
        badge = QRectF(points - gap - tier, rect.center().y() - look.px(BADGE) / 2, width, look.px(BADGE))
        paint_badge(painter, badge, row.tier)
        write(painter, _cut(upper, points, amount), row.points, bold, look.colour("loyalty"), RIGHT)
        write(painter, _cut(lower, points, amount), row.visit, look.font("small"), quiet, RIGHT)
        write(painter, QRectF(spend, rect.top(), amount, rect.height()), row.spend, look.font("body"), ink, RIGHT)

    def _name(self, painter: QPainter, place: QRectF, row: MemberRowView, ink: QColor) -> None:
        look = theme.current()
        if row.blocked:
            side = look.px(18)
            lock = QRectF(place.left(), round(place.center().y() - side / 2), side, side)
            icons.paint_icon(painter, "lock", lock, look.colour("danger"))
            place = place.adjusted(side + look.px(6), 0, 0, 0)
        write(painter, place, row.name, look.font("body", theme.MEDIUM), ink, LEFT)


def _cut(line: QRectF, left: float, width: float) -> QRectF:
    return QRectF(left, line.top(), width, line.height())


class MemberHead(Dressed, QWidget):
    """The names of the list's columns."""

    def __init__(self) -> None:
        super().__init__()
        layout.sized(self, height=28)
        self.setProperty("mayElide", True)

    def paintEvent(self, _event: object) -> None:
        """Write them where the rows have their columns."""
        look = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(look.px(PAD), 0, -look.px(PAD), 0)
        amount, tier, gap = look.px(AMOUNT), look.px(TIER), look.px(GAP)
        font, ink = look.font("small"), look.colour("text2")
        points = rect.right() - 2 * amount - gap
        write(painter, rect, _("Tên và số điện thoại"), font, ink, LEFT)
        write(painter, _cut(rect, points - gap - tier, tier), _("Hạng"), font, ink, LEFT)
        write(painter, _cut(rect, points, amount), _("Điểm, lần cuối"), font, ink, RIGHT)
        write(painter, _cut(rect, rect.right() - amount, amount), _("Chi 90 ngày"), font, ink, RIGHT)
        painter.end()

    def retranslate(self) -> None:
        """Write in another language."""
        self.update()


class MemberList(Dressed, QListView):
    """Signals: `chosen(account id)` when a person walks or taps to another row, `opened()` on Enter,
    `more_wanted()`.
    """

    chosen = Signal(str)
    opened = Signal()
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = MembersModel()
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(MemberPainter(self))
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
        """Name the list."""
        self.setAccessibleName(_("Danh sách thành viên"))

    def show_rows(self, rows: tuple[MemberRowView, ...], chosen: Id | None, *, has_more: bool) -> None:
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
