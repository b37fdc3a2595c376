"""Bars by pyqtgraph: stacked above and below zero, with what is under the finger or the pointer in words."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.models.charts import ChartView, stacks
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import number

BAR = 0.68
LABEL_GAP = 14
LAST_LABEL = 18
"""Room at the right, into which half of the last label reaches."""
ALMOST = 1e-6


class RoundAxis(pg.AxisItem):
    """Ticks as people write them, whole numbers only: bars count things."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Write whole numbers with the points of the language; a tick between two of them is left empty."""
        return [number(round(value)) if abs(value - round(value)) < ALMOST else "" for value in values]


class Chart(Dressed, QWidget):
    """Shows a `ChartView`. Signals: `chosen(int)`, the place of a bar that was clicked or taken by Enter.

    Attributes: `tip`, the words of the bar that is pointed at. Up and Down walk through the bars.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.view: ChartView | None = None
        self.pointed = -1
        self._left = RoundAxis("left")
        self.plot = pg.PlotWidget(axisItems={"left": self._left})
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.getPlotItem().layout.setContentsMargins(0, 0, layout.px(LAST_LABEL), 0)
        self.plot.setMouseEnabled(False, False)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.tip = Text(role="small", tone=Tone.MUTED)
        self.tip.setProperty("mayElide", True)
        self.tip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout.column(self, self.tip, (self.plot, 1), gap=2)
        layout.sized(self, min_height=150)
        self.plot.scene().sigMouseMoved.connect(self._moved)
        self.plot.scene().sigMouseClicked.connect(self._clicked)
        self.restyle()

    def show_view(self, view: ChartView) -> None:
        """Show other bars."""
        if view == self.view:
            return
        self.view = view
        self.setAccessibleName(view.told)
        self.point(-1)
        self._draw()

    def point(self, at: int) -> None:
        """Tell a bar in words; -1 tells none."""
        view = self.view
        self.pointed = at if view is not None and 0 <= at < len(view.tips) else -1
        self.tip.setText(view.tips[self.pointed] if view is not None and self.pointed >= 0 else " ")
        self.setAccessibleDescription(self.tip.text().strip())

    def restyle(self) -> None:
        """Take up new colours and sizes."""
        super().restyle()
        if hasattr(self, "plot"):
            self._draw()

    def _draw(self) -> None:
        now = theme.current()
        self.plot.setBackground(now.colour("surface"))
        for name in ("left", "bottom"):
            axis = self.plot.getAxis(name)
            axis.setTextPen(now.colour("text2"))
            axis.setPen(pg.mkPen(now.colour("border")))
            axis.setStyle(tickFont=now.font("cap"), tickLength=0, hideOverlappingLabels=False)
        self.plot.clear()
        if self.view is not None:
            self._draw_bars(self.view)

    def _draw_bars(self, view: ChartView) -> None:
        now = theme.current()
        grid = pg.mkPen(now.colour("borderStrong"))
        self.plot.addItem(pg.InfiniteLine(pos=0, angle=0, pen=grid))
        low = high = 0
        for one, pieces in zip(view.series, stacks(view.series), strict=True):
            ends = [piece.base + piece.height for piece in pieces]
            low, high = min(low, *ends, 0), max(high, *ends, 0)
            self.plot.addItem(pg.BarGraphItem(
                x=[piece.at for piece in pieces], y0=[piece.base for piece in pieces], width=BAR,
                height=[piece.height for piece in pieces], pen=None, brush=now.colour(one.colour),
            ))  # fmt: skip
        self.plot.setXRange(-0.5, max(len(view.labels), 1) - 0.5, padding=0.01)
        self.plot.setYRange(low, high or 1, padding=0.08)
        self._label(view)

    def _label(self, view: ChartView) -> None:
        """So many labels as there is room for, the last one among them."""
        width = theme.current().px(LABEL_GAP) + max((self.fontMetrics().horizontalAdvance(t) for t in view.labels),
                                                    default=1)  # fmt: skip
        room = max(1, int(self.plot.width() * 0.85) // width)
        step = -(-len(view.labels) // room) or 1
        last = len(view.labels) - 1
        ticks = [(at, text) for at, text in enumerate(view.labels) if (last - at) % step == 0]
        self.plot.getAxis("bottom").setTicks([ticks])

    def resizeEvent(self, event: Any) -> None:
        """Thin the labels out for the new width."""
        super().resizeEvent(event)
        if self.view is not None:
            self._label(self.view)

    def _at(self, spot: QPointF) -> int:
        place = self.plot.getPlotItem().vb.mapSceneToView(spot)
        at = round(place.x())
        return at if self.view is not None and 0 <= at < len(self.view.labels) else -1

    def _moved(self, spot: QPointF) -> None:
        self.point(self._at(spot))

    def _clicked(self, event: Any) -> None:
        at = self._at(event.scenePos())
        if at >= 0:
            self.point(at)
            self.chosen.emit(at)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self.point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk through the bars, Enter takes the one that is told."""
        key, count = event.key(), len(self.view.labels) if self.view else 0
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and count:
            self.point(max(0, min(count - 1, self.pointed + (1 if key == Qt.Key.Key_Down else -1))))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pointed >= 0:
            self.chosen.emit(self.pointed)
        else:
            super().keyPressEvent(event)
