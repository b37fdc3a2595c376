"""A redeemed reward among the lines of the order."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_desktop.ui import icons, layout, theme
from pos_desktop.ui.models.views import RewardView
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.paint import LEFT, RIGHT, Dressed, box, write
from pos_desktop.wording import _

ROW: Final = 52
"""Height of a line of the order."""


class RewardRow(Dressed, QWidget):
    """A redeemed reward, purple, with a cross that takes it back. Signals: `removed()`."""

    removed = Signal()

    def __init__(self, view: RewardView, *, locked: bool = False) -> None:
        super().__init__()
        self._cross = icon_button("x", _("Bỏ ưu đãi"))
        layout.row(self, None, self._cross, pad=(0, 2, 0, 2))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._cross.clicked.connect(self.removed)
        self.show_view(view, locked=locked)

    def show_view(self, view: RewardView, *, locked: bool) -> None:
        """Show another reward."""
        self.view = view
        self._cross.setVisible(view.removable and not locked)
        self.setAccessibleName(f"{view.label} {view.amount}")
        self.update()

    def retranslate(self) -> None:
        """Name the cross in another language."""
        self._cross.show_text("", name=_("Bỏ ưu đãi"))

    def buttons(self) -> list[Button]:
        """Give the cross, unless the reward stays."""
        return [] if self._cross.isHidden() else [self._cross]

    def sizeHint(self) -> QSize:
        """As high as a line."""
        return QSize(0, theme.current().px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint gift, label and amount."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0, look.px(2), 0, -look.px(2))
        box(painter, rect, look.px(10), look.colour("loyaltySoft"))
        ink, font, side = look.colour("loyalty"), look.font("body", theme.MEDIUM), look.px(20)
        place = QRectF(look.px(16), round(rect.center().y() - side / 2), side, side)
        icons.paint_icon(painter, self.view.icon, place, ink)
        right = look.px(8) + (0 if self._cross.isHidden() else self._cross.width())
        line = rect.adjusted(look.px(56), 0, -right, 0)
        write(painter, line, self.view.amount, font, ink, RIGHT)
        amount = QFontMetricsF(font).horizontalAdvance(self.view.amount) + look.px(12)
        write(painter, line.adjusted(0, 0, -amount, 0), self.view.label, font, ink, LEFT)
        painter.end()
