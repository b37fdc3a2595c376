"""The lines of the order: a list that repaints only the rows that changed."""

from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QSizePolicy, QVBoxLayout, QWidget

from pos_desktop.ui import icons, layout, theme
from pos_desktop.ui.models.views import CartView, LineView, RewardView
from pos_desktop.ui.widgets.button import LONG_PRESS_MS, Button, icon_button
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.paint import CENTRE, LEFT, RIGHT, Dressed, blend, box, write
from pos_desktop.ui.widgets.reward_row import ROW, RewardRow
from pos_desktop.wording import _

if TYPE_CHECKING:
    from collections.abc import Hashable

FLASH_MS: Final = 400
SUB_LINE: Final = 20
CONTROLS: Final = 60
QTY_BOX: Final = 36


class CartRow(Dressed, QWidget):
    """One line: quantity, name and amount; discount, note and warning below; controls while it is selected.

    Signals: `picked()`, `held()`, `more()`, `fewer()`, `changed()` to choose its options anew, `coursed()` its course,
    `removed()`.
    """

    picked = Signal()
    held = Signal()
    more = Signal()
    fewer = Signal()
    changed = Signal()
    coursed = Signal()
    removed = Signal()

    def __init__(self, view: LineView, *, selected: bool = False, locked: bool = False) -> None:
        super().__init__()
        self.view, self.selected, self.locked = view, selected, locked
        self.paints = 0
        self._glow = 0.0
        self._controls: QWidget | None = None
        self._flash = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=FLASH_MS)
        self._flash.valueChanged.connect(self._glow_at)
        self._hold = QTimer(self, interval=LONG_PRESS_MS, singleShot=True, timeout=self.held)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("mayElide", True)
        self.show_view(view, selected=selected, locked=locked)

    def show_view(self, view: LineView, *, selected: bool, locked: bool) -> None:
        """Show another state of the line."""
        if (view.changeable, view.has_course) != (self.view.changeable, self.view.has_course):
            self._show_controls(False)
        self.view, self.selected, self.locked = view, selected, locked
        self._show_controls(selected and not locked)
        made = (text for text, _amount in view.options)
        told = (view.qty, view.name, *made, view.amount, view.discount)
        self.setAccessibleName(" ".join(part for part in told if part))
        self._tell()
        self.updateGeometry()
        self.update()

    def flash(self) -> None:
        """Glow once, as a sign that the line was added to."""
        if theme.current().motion:
            self._flash.stop()
            self._flash.start()

    def restyle(self) -> None:
        """Take up another scale."""
        super().restyle()
        self._place_controls()

    def retranslate(self) -> None:
        """Name the controls in another language."""
        if self._controls is not None:
            for button, name in zip(self.buttons(), _control_names(self.view), strict=True):
                button.show_text("", name=name)

    def buttons(self) -> list[Button]:
        """Give the controls (fewer, more, options and course where there are any, remove), none while not selected.

        `single` hides the steps.
        """
        return self._controls.findChildren(Button) if self._controls is not None else []

    # size

    def sizeHint(self) -> QSize:
        """As high as its texts and controls."""
        return QSize(0, self._text_height() + (theme.current().px(CONTROLS) if self._controls else 0))

    def _text_height(self) -> int:
        return theme.current().px(ROW) + len(self._subs()) * theme.current().px(SUB_LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the controls at the bottom."""
        super().resizeEvent(event)
        self._place_controls()
        self._tell()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line's texts on its ground."""
        self.paints += 1
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if (ground := self._ground()) is not None:
            box(painter, rect, look.px(10), ground)
        top = QRectF(rect.left(), rect.top(), rect.width(), look.px(ROW))
        self._paint_quantity(painter, top)
        self._paint_main(painter, top)
        self._paint_subs(painter, top)
        painter.end()

    def _ground(self) -> QColor | None:
        look = theme.current()
        ground = look.colour("primarySoft") if self.selected else None
        if self._glow:
            return blend(ground or look.colour("surface"), look.colour("paySoft"), self._glow)
        return ground

    def _paint_quantity(self, painter: QPainter, top: QRectF) -> None:
        look = theme.current()
        side = look.px(QTY_BOX)
        font = look.font("body", theme.MEDIUM)
        width = max(side, round(QFontMetricsF(font).horizontalAdvance(self.view.qty)) + look.px(8))
        place = QRectF(look.px(8), round(top.center().y() - side / 2), width, side)
        box(painter, place, look.px(8), look.colour("surface" if self.selected else "surface2"))
        write(painter, place, self.view.qty, font, look.colour("text"), CENTRE)

    def _left(self) -> float:
        look = theme.current()
        width = QFontMetricsF(look.font("body", theme.MEDIUM)).horizontalAdvance(self.view.qty) + look.px(8)
        return look.px(8) + max(look.px(QTY_BOX), round(width)) + look.px(12)

    def _name_room(self) -> float:
        look = theme.current()
        amount = QFontMetricsF(look.font("body", theme.MEDIUM)).horizontalAdvance(self.view.amount)
        return self.width() - self._left() - amount - look.px(8) - look.px(12)

    def _paint_main(self, painter: QPainter, top: QRectF) -> None:
        look = theme.current()
        font, text = look.font("body", theme.MEDIUM), look.colour("text")
        right = QRectF(self._left(), top.top(), self.width() - self._left() - look.px(8), top.height())
        write(painter, right, self.view.amount, font, text, RIGHT)
        left = QRectF(self._left(), top.top(), self._name_room(), top.height())
        if not self.view.unit:
            write(painter, left, self.view.name, font, text, LEFT)
            return
        upper = left.adjusted(0, look.px(6), 0, -look.px(24))
        write(painter, upper, self.view.name, font, text, LEFT)
        lower = left.adjusted(0, look.px(27), 0, -look.px(5))
        write(painter, lower, self.view.unit, look.font("cap"), look.colour("text2"), LEFT)

    def _subs(self) -> list[tuple[str, str, str, str]]:
        """Lines below the main one: text, amount, colour token, icon."""
        view = self.view
        subs = [
            *((text, amount, "text2", "") for text, amount in view.options),
            *((name, amount, "pay", "badge-percent") for name, amount in view.deals),
            (view.discount, view.discount_amount, "pay", "tag"),
            (view.note, "", "text2", "pencil"),
            (view.course, "", "text2", ""),
            (view.kitchen, "", "text2", "check"),
            (view.warning, "", "warn", "triangle-alert"),
        ]
        return [sub for sub in subs if sub[0]]

    def _paint_subs(self, painter: QPainter, top: QRectF) -> None:
        look = theme.current()
        height, font = look.px(SUB_LINE), look.font("cap", theme.MEDIUM)
        line = QRectF(self._left(), top.bottom() - look.px(4), self.width() - self._left() - look.px(8), height)
        for text, amount, token, icon in self._subs():
            colour = look.colour(token)
            side = look.px(14)
            if icon:
                place = QRectF(line.left(), round(line.center().y() - side / 2), side, side)
                icons.paint_icon(painter, icon, place, colour)
            write(painter, line, amount, font, colour, RIGHT)
            room = QFontMetricsF(font).horizontalAdvance(amount) + look.px(8)
            left = side + look.px(6) if icon else 0
            write(painter, line.adjusted(left, 0, -room, 0), text, font, colour, LEFT)
            line.translate(0, height)

    def _tell(self) -> None:
        wide = QFontMetricsF(theme.current().font("body", theme.MEDIUM)).horizontalAdvance(self.view.name)
        self.setToolTip(self.view.name if self.width() and wide > self._name_room() else "")

    def _glow_at(self, glow: float) -> None:
        self._glow = glow
        self.update()

    # controls and taps

    def _show_controls(self, wanted: bool) -> None:
        if wanted == (self._controls is not None):
            return
        if self._controls is not None:
            self._controls.hide()
            self._controls.deleteLater()
            self._controls = None
            return
        self._controls = QWidget(self)
        names = _control_names(self.view)
        fewer, more = icon_button("minus", names[0], kind="step"), icon_button("plus", names[1], kind="step")
        options = [icon_button("pencil", names[2], kind="ghost")] if self.view.changeable else []
        courses = [icon_button("clock", names[-2], kind="ghost")] if self.view.has_course else []
        remove = icon_button("trash-2", names[-1], kind="ghost-danger")
        layout.row(self._controls, fewer, more, None, *options, *courses, remove, gap=8, pad=(8, 4, 8, 8))
        for button in options:
            button.clicked.connect(self.changed)
        for button in courses:
            button.clicked.connect(self.coursed)
        fewer.clicked.connect(self.fewer)
        more.clicked.connect(self.more)
        remove.clicked.connect(self.removed)
        for step in (fewer, more):
            step.setHidden(self.view.single)
        self._place_controls()
        self._controls.show()

    def _place_controls(self) -> None:
        if self._controls is not None:
            self._controls.setGeometry(0, self._text_height(), self.width(), theme.current().px(CONTROLS))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to count a long press."""
        if event.button() == Qt.MouseButton.LeftButton and not self.locked:
            self._hold.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A short press selects the line."""
        if self._hold.isActive() and self.rect().contains(event.position().toPoint()):
            self._hold.stop()
            self.picked.emit()
        self._hold.stop()


class CartList(QScrollArea):
    """The order's lines and rewards.

    Signals, each with the id of its line: `picked`, `held` (long press), `more`, `fewer`, `changed`, `coursed`,
    `removed`;
    `reward_removed` with the id of the reward.
    """

    picked = Signal(object)
    held = Signal(object)
    more = Signal(object)
    fewer = Signal(object)
    changed = Signal(object)
    coursed = Signal(object)
    removed = Signal(object)
    reward_removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[Hashable, CartRow] = {}
        self._rewards: dict[Hashable, RewardRow] = {}
        self._watched: QWidget | None = None
        self._board = QWidget()
        self._board.setProperty("plain", True)
        self._empty = EmptyBlock()
        self._column: QVBoxLayout = layout.column(self._board, (self._empty, 1000), None, gap=2)
        self.setWidget(self._board)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_view(self, view: CartView) -> None:
        """Show another state of the order; rows that did not change are not touched."""
        self._show_lines(view)
        fresh = self._show_rewards(view)
        is_empty = not view.lines and view.empty is not None
        self._empty.setVisible(is_empty)
        if view.empty is not None:
            self._empty.show_view(view.empty)
        shown = fresh or self._rows.get(view.added) or self._rows.get(view.selected)
        self._watched = shown
        if shown is not None:
            self._reveal(shown)
        if view.added in self._rows:
            self._rows[view.added].flash()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line that matters in sight when something above or below takes its room."""
        super().resizeEvent(event)
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._reveal(self._watched)

    def rows(self) -> list[CartRow]:
        """Give the rows in the order of the lines."""
        return [self._column.itemAt(at).widget() for at in range(len(self._rows))]

    def rewards(self) -> list[RewardRow]:
        """Give the rows of rewards in order."""
        return list(self._rewards.values())

    def _show_lines(self, view: CartView) -> None:
        wanted = {line.id for line in view.lines}
        for line_id in [line_id for line_id in self._rows if line_id not in wanted]:
            _drop(self._rows.pop(line_id), self._column)
        for at, line in enumerate(view.lines):
            selected = line.id == view.selected
            row = self._rows.get(line.id)
            if row is None:
                row = self._rows[line.id] = self._new_row(line)
            if (row.view, row.selected, row.locked) != (line, selected, view.locked):
                row.show_view(line, selected=selected, locked=view.locked)
            if self._column.indexOf(row) != at:
                self._column.removeWidget(row)
                self._column.insertWidget(at, row)

    def _show_rewards(self, view: CartView) -> RewardRow | None:
        """Show the rewards; give one that was not there before."""
        fresh: RewardRow | None = None
        wanted = {reward.id for reward in view.rewards}
        for reward_id in [reward_id for reward_id in self._rewards if reward_id not in wanted]:
            _drop(self._rewards.pop(reward_id), self._column)
        for at, reward in enumerate(view.rewards):
            row = self._rewards.get(reward.id)
            if row is None:
                fresh = row = self._rewards[reward.id] = self._new_reward(reward)
            row.show_view(reward, locked=view.locked)
            place = len(view.lines) + at
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
        return fresh

    def _new_row(self, line: LineView) -> CartRow:
        row = CartRow(line)
        row.picked.connect(lambda: self.picked.emit(line.id))
        row.held.connect(lambda: self.held.emit(line.id))
        row.more.connect(lambda: self.more.emit(line.id))
        row.fewer.connect(lambda: self.fewer.emit(line.id))
        row.changed.connect(lambda: self.changed.emit(line.id))
        row.coursed.connect(lambda: self.coursed.emit(line.id))
        row.removed.connect(lambda: self.removed.emit(line.id))
        return row

    def _new_reward(self, reward: RewardView) -> RewardRow:
        row = RewardRow(reward)
        row.removed.connect(lambda: self.reward_removed.emit(reward.id))
        return row

    def _reveal(self, row: QWidget) -> None:
        """Scroll a row into sight once it has its place."""
        self._board.layout().activate()
        QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row, 0, 0))


def _drop(row: QWidget, column: QVBoxLayout) -> None:
    column.removeWidget(row)
    row.hide()
    row.deleteLater()


def _control_names(view: LineView) -> tuple[str, ...]:
    options = (_("Tuỳ chọn của món"),) if view.changeable else ()
    courses = (_("Lượt ra món"),) if view.has_course else ()
    return _("Bớt một"), _("Thêm một"), *options, *courses, _("Xoá món")
