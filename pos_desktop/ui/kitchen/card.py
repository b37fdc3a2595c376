"""One ticket on the kitchen's display: for whom, how long ago, what is to be made, and one big button."""

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.kitchen.view import CardView, DishView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Cut, Text, rule
from pos_desktop.ui.widgets.paint import RIGHT, Dressed, box
from pos_desktop.wording import _

LINES: Final = {Tone.DANGER: "danger", Tone.WARN: "warn", Tone.MUTED: "border"}
GROUNDS: Final = {Tone.DANGER: "dangerSoft", Tone.WARN: "warnSoft", Tone.MUTED: "surface2"}


class Dish(QWidget):
    """One line; a tap says that it is made. Signals: `tapped()`."""

    tapped = Signal()

    def __init__(self, view: DishView, *, is_held: bool) -> None:
        super().__init__()
        self.view = view
        is_quiet = view.is_done or is_held
        name = Text(self._words(view), role="heading", weight="bold", wrap=True, tone=self._tone(view, is_quiet))
        parts: list[QWidget] = [name]
        for wish in view.wishes:
            parts.append(Text(f"\u2003· {wish}", role="cash", wrap=True, tone=Tone.MUTED if is_quiet else Tone.TEXT))
        if view.note:
            parts.append(Text(f"\u2003{view.note}", role="cash", weight="bold", wrap=True, tone=Tone.WARN))
        layout.column(self, *parts, gap=2, pad=(0, 4, 0, 4))
        if view.is_done or view.is_gone:
            font = name.font()
            font.setStrikeOut(True)
            name.setFont(font)
        self.setAccessibleName(" ".join([view.text, *view.wishes, view.note]).strip())

    @staticmethod
    def _words(view: DishView) -> str:
        return _("{dish} (xong)").format(dish=view.text) if view.is_done else view.text

    @staticmethod
    def _tone(view: DishView, is_quiet: bool) -> Tone:
        if is_quiet:
            return Tone.MUTED
        return Tone.DANGER if view.is_gone else Tone.TEXT

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap inside."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.tapped.emit()


class KitchenCard(Dressed, QWidget):
    """Shows a `CardView`. Signals: `bumped(id)`, `dish_bumped(id, line id)`."""

    bumped = Signal(str)
    dish_bumped = Signal(str, str)

    def __init__(self, view: CardView) -> None:
        super().__init__()
        self.view = view
        self._title = Cut(role="key", weight="bold")
        self._elapsed, self._state = Text(role="heading", weight="bold", align=RIGHT), Text(role="cash", weight="bold")
        self._detail = Cut(role="body", tone=Tone.MUTED)
        self._note = Text(role="cash", weight="bold", wrap=True, tone=Tone.WARN)
        self.done = Button(kind="primary")
        self._dishes: QVBoxLayout = layout.column(None, gap=2)
        head = layout.row(None, (self._title, 1), self._elapsed, gap=8)
        layout.column(
            self, head, self._detail, self._state, rule(), self._dishes, self._note, self.done, gap=6, pad=14
        )  # fmt: skip
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.done.clicked.connect(lambda: self.bumped.emit(self.view.id))
        self._fill()
        self.show_view(view)

    def show_view(self, view: CardView) -> None:
        """Show another state of the ticket."""
        dishes_changed = (view.dishes, view.is_held) != (self.view.dishes, self.view.is_held)
        self.view = view
        if dishes_changed:
            self._fill()
        self._title.show_text(view.title)
        self._elapsed.setText(view.elapsed)
        self._elapsed.show_tone(view.tone)
        self._detail.show_text(view.detail)
        self._state.setText(view.state)
        self._state.show_tone(view.tone)
        self._state.setVisible(bool(view.state))
        self._note.setText(view.note)
        self._note.setVisible(bool(view.note))
        self.done.show_text(view.verb, hint=view.key)
        self.setAccessibleName(" ".join(part for part in (view.title, view.state, view.elapsed) if part))
        self.update()

    def _fill(self) -> None:
        while self._dishes.count():
            old = self._dishes.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for dish in self.view.dishes:
            row = Dish(dish, is_held=self.view.is_held)
            row.tapped.connect(lambda dish=dish: self._tap(dish))
            self._dishes.addWidget(row)

    def _tap(self, dish: DishView) -> None:
        if not self.view.is_held and not dish.is_done:
            self.dish_bumped.emit(self.view.id, dish.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card in the colour of its state, which its words say too."""
        look, tone = theme.current(), self.view.tone
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, line = GROUNDS.get(tone, "surface"), LINES.get(tone, "borderStrong")
        box(painter, QRectF(self.rect()), look.px(12), look.colour(ground), look.colour(line), look.px(2))
        painter.end()
