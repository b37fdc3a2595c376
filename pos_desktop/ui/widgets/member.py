"""The member on the order: an invitation while there is none, then who it is and how far to the next tier."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pos_desktop.ui import icons, theme
from pos_desktop.ui.models.views import MemberView, TierView
from pos_desktop.ui.widgets.paint import CENTRE, LEFT, RIGHT, Dressed, blend, box, focus_ring, write

NONE_HEIGHT: Final = 52
PLAIN_HEIGHT: Final = 68
FULL_HEIGHT: Final = 100
AVATAR: Final = 44
BADGE: Final = 24


def badge_width(view: TierView) -> float:
    """Give the width of a tier's badge in screen pixels."""
    look = theme.current()
    return QFontMetricsF(look.font("cap", theme.BOLD)).horizontalAdvance(view.name) + look.px(20)


def paint_badge(painter: QPainter, place: QRectF, view: TierView) -> None:
    """Draw a tier's word on its colour."""
    look = theme.current()
    box(painter, place, look.px(7), look.colour(f"{view.colour}Soft"))
    write(painter, place, view.name, look.font("cap", theme.BOLD), look.colour(view.colour), CENTRE)


def paint_progress(painter: QPainter, place: QRectF, parts: int, *, colour: str = "loyalty") -> None:
    """Draw a bar filled to so many parts of 1000."""
    look = theme.current()
    radius = place.height() / 2
    box(painter, place, radius, blend(look.colour("loyaltySoft"), look.colour("borderStrong"), 0.22))
    filled = max(place.height(), place.width() * min(1000, max(0, parts)) / 1000) if parts > 0 else 0
    if filled:
        box(painter, QRectF(place.left(), place.top(), filled, place.height()), radius, look.colour(colour))


class TierBadge(Dressed, QWidget):
    """A tier as word and colour."""

    def __init__(self, view: TierView) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_view(view)

    def show_view(self, view: TierView) -> None:
        """Show another tier."""
        self._view = view
        self.setAccessibleName(view.name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the word."""
        return QSize(round(badge_width(self._view)), theme.current().px(BADGE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, QRectF(self.rect()), self._view)
        painter.end()


class ProgressBar(Dressed, QWidget):
    """How far something is, in parts of 1000."""

    def __init__(self, parts: int = 0, *, name: str = "") -> None:
        super().__init__()
        self._parts = parts
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: int) -> None:
        """Fill to so many parts of 1000."""
        self._parts = parts
        self.update()

    def sizeHint(self) -> QSize:
        """A thin bar."""
        return QSize(theme.current().px(120), theme.current().px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_progress(painter, QRectF(self.rect()), self._parts)
        painter.end()


class MemberStrip(Dressed, QAbstractButton):
    """Tap to open the member sheet (`clicked`). Shows `invitation` in a dashed frame until a member is attached."""

    def __init__(self, invitation: str = "") -> None:
        super().__init__()
        self.view: MemberView | None = None
        self._invitation = invitation
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("mayElide", True)
        self.show_view(None, invitation)

    def show_view(self, view: MemberView | None, invitation: str | None = None) -> None:
        """Show a member, or the invitation to attach one."""
        self.view = view
        self._invitation = self._invitation if invitation is None else invitation
        named = f"{view.name} {view.tier.name} {view.points}" if view else self._invitation
        self.setAccessibleName(named)
        self.setToolTip(view.name if view else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Higher with a member than without."""
        look = theme.current()
        if self.view is None:
            return QSize(0, look.px(NONE_HEIGHT))
        extra = look.px(22) if self.view.warning else 0
        return QSize(0, look.px(PLAIN_HEIGHT if self.view.progress is None else FULL_HEIGHT) + extra)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the invitation or the member."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.view is None:
            self._paint_invitation(painter, rect)
        else:
            self._paint_member(painter, rect, self.view)
        if self.hasFocus():
            focus_ring(painter, rect, look.px(12))
        painter.end()

    def _pressed(self, ground: QColor) -> QColor:
        share = 0.12 if self.isDown() else 0.05 if self.underMouse() else 0.0
        return blend(ground, theme.current().colour("text"), share)

    def _paint_invitation(self, painter: QPainter, rect: QRectF) -> None:
        look = theme.current()
        ground = self._pressed(look.colour("surface"))
        box(painter, rect, look.px(12), ground, look.colour("borderStrong"), look.px(1.5), dashed=True)
        side = look.px(22)
        place = QRectF(look.px(16), round(rect.center().y() - side / 2), side, side)
        icons.paint_icon(painter, "id-card", place, look.colour("text2"))
        line = rect.adjusted(look.px(16) + side + look.px(12), 0, -look.px(12), 0)
        write(painter, line, self._invitation, look.font("body"), look.colour("text"), LEFT)

    def _paint_member(self, painter: QPainter, rect: QRectF, view: MemberView) -> None:
        look = theme.current()
        box(painter, rect, look.px(12), self._pressed(look.colour("loyaltySoft")))
        pad, side = look.px(12), look.px(AVATAR)
        self._paint_avatar(painter, QRectF(pad, look.px(11), side, side), view)
        left = pad + side + look.px(12)
        head = QRectF(left, look.px(9), rect.width() - left - pad, look.px(24))
        self._paint_head(painter, head, view)
        self._paint_points(painter, head.translated(0, look.px(25)), view)
        low = QRectF(pad, look.px(64), rect.width() - 2 * pad, look.px(8))
        if view.progress is not None:
            paint_progress(painter, low, view.progress)
        line = QRectF(pad, low.bottom() + look.px(4), low.width(), look.px(20))
        write(painter, line, view.progress_text, look.font("cap"), look.colour("text2"), LEFT)
        if view.warning:
            self._paint_warning(painter, QRectF(pad, rect.bottom() - look.px(26), low.width(), look.px(20)), view)

    def _paint_avatar(self, painter: QPainter, place: QRectF, view: MemberView) -> None:
        look = theme.current()
        box(painter, place, place.height() / 2, look.colour("loyalty"))
        write(painter, place, view.initials, look.font("body", theme.BOLD), look.colour("onLoyalty"), CENTRE)

    def _paint_head(self, painter: QPainter, line: QRectF, view: MemberView) -> None:
        look = theme.current()
        width = badge_width(view.tier)
        badge = QRectF(line.right() - width, line.top(), width, look.px(BADGE))
        paint_badge(painter, badge, view.tier)
        room = line.adjusted(0, 0, -width - look.px(8), 0)
        write(painter, room, view.name, look.font("body", theme.MEDIUM), look.colour("text"), LEFT)

    def _paint_points(self, painter: QPainter, line: QRectF, view: MemberView) -> None:
        look = theme.current()
        font = look.font("body", theme.BOLD)
        write(painter, line, view.points, font, look.colour("loyalty"), LEFT)
        if not view.birthday:
            return
        quiet, side = look.font("small"), look.px(18)
        room = line.width() - QFontMetricsF(font).horizontalAdvance(view.points) - side - look.px(18)
        width = min(room, QFontMetricsF(quiet).horizontalAdvance(view.birthday) + 1)
        words = QRectF(line.right() - width, line.top(), width, line.height())
        write(painter, words, view.birthday, quiet, look.colour("text2"), RIGHT)
        cake = QRectF(round(words.left() - side - look.px(6)), round(line.center().y() - side / 2) - 1, side, side)
        icons.paint_icon(painter, "cake", cake, look.colour("danger"))

    def _paint_warning(self, painter: QPainter, line: QRectF, view: MemberView) -> None:
        look = theme.current()
        side, ink = look.px(16), look.colour("warn")
        place = QRectF(line.left(), round(line.center().y() - side / 2), side, side)
        icons.paint_icon(painter, "triangle-alert", place, ink)
        words = line.adjusted(side + look.px(6), 0, 0, 0)
        write(painter, words, view.warning, look.font("cap", theme.MEDIUM), ink, LEFT)
