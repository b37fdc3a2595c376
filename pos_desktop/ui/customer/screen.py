"""The customer's window: it shows one view, takes five taps, and never the focus."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.customer.easel import Easel, unit_of
from pos_desktop.ui.customer.order_part import paint_order
from pos_desktop.ui.customer.still_part import SCORES, paint_idle, paint_paid, score_places
from pos_desktop.ui.customer.view import CustomerView, Phase
from pos_desktop.ui.scanner import CUSTOMERS
from pos_desktop.ui.widgets.paint import CENTRE, Dressed, blend, box, write
from pos_desktop.wording import _

LEAST_SIZE: Final = (640, 400)
TRIAL_SIZE: Final = (800, 480)
"""As large it comes up beside the till where there is no screen for it."""


class ScoreButton(Dressed, QAbstractButton):
    """One score; no tap gives it the focus."""

    def __init__(self, score: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.score = score
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setText(str(score))
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the number on its ground."""
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = blend(look.colour("primarySoft"), look.colour("primary"), 0.3 if self.isDown() else 0)
        place = QRectF(self.rect())
        box(painter, place, place.height() / 6, ground, look.colour("primary"), 2)
        font = look.font("body", theme.BOLD)
        font.setPixelSize(round(place.height() * 0.42))
        write(painter, place, self.text(), font, look.colour("text"), CENTRE)
        painter.end()


class CustomerScreen(Dressed, QWidget):
    """Shows a `CustomerView`; decides nothing. Everything on it is measured by the panel that it is on.

    Attributes: `scores` (five buttons), `paints` (how often it was painted).
    Signals: `scored(int)` with 1 to 5, `closed()` when a person closed the window, `activated()` when it was given
    the focus all the same.
    """

    scored = Signal(int)
    activated = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.view: CustomerView | None = None
        self.paints = 0
        self.setObjectName(CUSTOMERS)
        self.setProperty(CUSTOMERS, True)
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(*LEAST_SIZE)
        self.scores = [ScoreButton(score, self) for score in range(1, SCORES + 1)]
        for button in self.scores:
            button.clicked.connect(lambda _on=False, score=button.score: self.scored.emit(score))
        self.retranslate()

    def show_view(self, view: CustomerView) -> None:
        """Show another state; painted only where it is another one."""
        if view == self.view:
            return
        self.view = view
        self._place_scores()
        self.setAccessibleName(" ".join(filter(None, (view.shop, view.words, view.due.label, view.due.amount))))
        self.update()

    def show_on(self, panel: QScreen | None) -> None:
        """Fill a screen of its own, or come up as an ordinary window where there is none; the focus stays."""
        self.hide()
        if panel is None:
            self.setWindowFlag(Qt.WindowType.FramelessWindowHint, False)
            self.resize(*TRIAL_SIZE)
            self.showNormal()
            return
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint, True)
        self.setScreen(panel)
        self.setGeometry(panel.geometry())
        self.setWindowState(Qt.WindowState.WindowFullScreen)  # Qt's own showFullScreen would ask for the focus
        self.show()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the view."""
        self.paints += 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.current().colour("bg"))
        if self.view is not None:
            self._paint(Easel(painter, unit_of(self.size())), self.view)
        painter.end()

    def _paint(self, easel: Easel, view: CustomerView) -> None:
        if view.training:
            bar = self._training_bar()
            easel.painter.fillRect(bar, easel.colour("training"))
            easel.text(QRectF(bar), view.training, easel.font(20, theme.BOLD), "onTraining", CENTRE, shrink_to=10)
        body = self._body()
        if view.phase is Phase.IDLE:
            paint_idle(easel, body, view)
        elif view.paid is not None:
            paint_paid(easel, body, view.paid)
        else:
            paint_order(easel, body, view)

    def _training_bar(self) -> QRect:
        high = max(24, round(36 * unit_of(self.size()))) if self.view and self.view.training else 0
        return QRect(0, 0, self.width(), high)

    def _body(self) -> QRectF:
        edge = round(24 * unit_of(self.size()))
        return QRectF(self.rect()).adjusted(edge, edge + self._training_bar().height(), -edge, -edge)

    def _place_scores(self) -> None:
        paid = self.view.paid if self.view else None
        is_asking = paid is not None and paid.ask is not None and not paid.ask.thanks
        unit = unit_of(self.size())
        pad = round(24 * unit), round(16 * unit)
        inner = self._body().adjusted(pad[0], pad[1], -pad[0], -pad[1])
        for button, place in zip(self.scores, score_places(inner, unit), strict=True):
            button.setGeometry(place.toRect())
            button.setVisible(is_asking)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: the scores stand elsewhere."""
        super().resizeEvent(event)
        self._place_scores()

    def changeEvent(self, event: QEvent) -> None:
        """Some window systems give the focus to whatever is tapped: the till has to have it back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A person closed it."""
        super().closeEvent(event)
        self.closed.emit()

    def retranslate(self) -> None:
        """Name the window and the scores in another language."""
        self.setWindowTitle(_("Màn hình khách"))
        for button in self.scores:
            button.setAccessibleName(_("{score} trên 5").format(score=button.score))
