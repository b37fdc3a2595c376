"""The list of members: rows that paint themselves, more of them as one scrolls, one chosen."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import icons, layout, theme
from pos_desktop.ui.members.view import MemberRowView
from pos_desktop.ui.widgets.list import PAD, PagedList, RowPainter
from pos_desktop.ui.widgets.member import BADGE, badge_width, paint_badge
from pos_desktop.ui.widgets.paint import LEFT, RIGHT, Dressed, write
from pos_desktop.wording import _

HEIGHT: Final = 60
TIER: Final = 96
AMOUNT: Final = 116
GAP: Final = 8


def _columns(painter: QPainter, rect: QRectF, row: MemberRowView) -> None:
    look = theme.current()
    upper = QRectF(rect.left(), rect.top() + look.px(7), rect.width(), look.px(24))
    lower = upper.translated(0, look.px(23))
    amount, tier, gap = look.px(AMOUNT), look.px(TIER), look.px(GAP)
    spend, points = rect.right() - amount, rect.right() - 2 * amount - gap
    name_width = points - gap - tier - gap - rect.left()
    ink, quiet, bold = look.colour("text"), look.colour("text2"), look.font("body", theme.MEDIUM)
    _name(painter, QRectF(rect.left(), upper.top(), name_width, upper.height()), row, ink)
    write(painter, _cut(lower, rect.left(), name_width), row.phone, look.font("small"), quiet, LEFT)
    width = min(badge_width(row.tier), tier)
    badge = QRectF(points - gap - tier, rect.center().y() - look.px(BADGE) / 2, width, look.px(BADGE))
    paint_badge(painter, badge, row.tier)
    write(painter, _cut(upper, points, amount), row.points, bold, look.colour("loyalty"), RIGHT)
    write(painter, _cut(lower, points, amount), row.visit, look.font("small"), quiet, RIGHT)
    write(painter, QRectF(spend, rect.top(), amount, rect.height()), row.spend, look.font("body"), ink, RIGHT)


def _name(painter: QPainter, place: QRectF, row: MemberRowView, ink: QColor) -> None:
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


class MemberList(PagedList):
    """Signals: `chosen(account id)` when a person walks or taps to another row, `opened()` on Enter,
    `more_wanted()`.
    """

    def __init__(self) -> None:
        super().__init__(RowPainter(HEIGHT, _columns))

    def retranslate(self) -> None:
        """Name the list."""
        self.setAccessibleName(_("Danh sách thành viên"))
