"""The floor and the bookings beside it."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QStackedWidget, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import EmptyView, Tone
from pos_desktop.ui.shift.pages import refill, scrolled
from pos_desktop.ui.tables.asking import BookingSheet, GuestsSheet
from pos_desktop.ui.tables.canvas import FloorCanvas
from pos_desktop.ui.tables.controller import TablesController
from pos_desktop.ui.tables.view import BookingView, FloorView, modes
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.wording import _

SIDE: Final = 300


class BookingRow(QWidget):
    """Guests who are expected. Signals: `seated()`, `gone()`, `cancelled()`."""

    seated = Signal()
    gone = Signal()
    cancelled = Signal()

    def __init__(self, view: BookingView) -> None:
        super().__init__()
        tone = Tone.WARN if view.is_late else Tone.MUTED
        self.seat = Button(_("Xếp bàn"), kind="quick")
        late = Button(_("Không đến"), kind="ghost-danger") if view.is_late else Button(_("Huỷ"), kind="ghost")
        words = (Cut(view.name, weight="medium"), Text(view.facts, role="small", tone=tone, wrap=True))
        layout.column(self, *words, layout.row(None, self.seat, late, None, gap=6), gap=2, pad=(0, 4, 0, 8))
        self.seat.clicked.connect(self.seated)
        late.clicked.connect(self.gone if view.is_late else self.cancelled)


class TablesScreen(Dressed, QWidget):
    """Shows a `FloorView`. Signals: `draw_wanted()`."""

    draw_wanted = Signal()

    def __init__(self, controller: TablesController) -> None:
        super().__init__()
        self._controller = controller
        self._bookings: tuple[BookingView, ...] | None = None
        self.leave = icon_button("arrow-left", "")
        self._title, self._hint = Cut(role="heading", weight="medium"), Text(tone=Tone.PRIMARY, weight="medium")
        self.areas, self.modes, self.canvas = ChipRow(), Segments(), FloorCanvas()
        self.draw = Button(kind="secondary", icon="pencil")
        self.book = Button(kind="secondary", icon="calendar")
        self._empty, self._pages = EmptyBlock(), QStackedWidget()
        self._column: QVBoxLayout = layout.column(None, gap=0)
        head = layout.row(None, self.leave, self._title, None, self.modes, self.draw, gap=8)
        line = layout.row(None, (self.areas, 1), self._hint, gap=10)
        body = layout.row(None, (self._build_floor(), 1), self._build_side(), gap=10)
        layout.column(self, head, line, (body, 1), gap=8, pad=10)
        self.guests, self.booking = GuestsSheet(self._pages, controller), BookingSheet(self._pages, controller)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()
        self.retranslate()

    def _build_floor(self) -> QWidget:
        area = QScrollArea()
        area.setWidget(self.canvas)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.canvas.setProperty("plain", True)
        self._pages.addWidget(area)
        self._pages.addWidget(self._empty)
        return self._pages

    def _build_side(self) -> QWidget:
        side = layout.sized(QWidget(), width=SIDE)
        side.setProperty("card", True)
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._side_title, self._none = Text(weight="medium"), Text(tone=Tone.MUTED, wrap=True)
        layout.column(side, self._side_title, self._none, (scrolled(self._column), 1), self.book, gap=8, pad=12)
        return side

    def _connect(self) -> None:
        controller = self._controller
        controller.changed.connect(self.show_view)
        self.leave.clicked.connect(controller.left)
        self.areas.chosen.connect(controller.choose_area)
        self.modes.chosen.connect(controller.choose_mode)
        self.canvas.tapped.connect(controller.tap)
        self.draw.clicked.connect(self.draw_wanted)
        self.book.clicked.connect(self.booking.ask)
        self._empty.acted.connect(self.draw_wanted)

    def show_view(self, view: FloorView) -> None:
        """Show another state of the floor."""
        self.areas.show_views(view.areas, view.area)
        self.areas.setVisible(len(view.areas) > 1)
        self.modes.show_views(modes(), view.mode)
        self._hint.setText(view.hint)
        self.canvas.show_views(view.tables)
        self.draw.setVisible(view.may_draw)
        self._pages.setCurrentIndex(0 if view.tables or not view.is_read else 1)
        self._show_empty(view)
        self._show_bookings(view.bookings)
        self.guests.show_view(view)

    def _show_empty(self, view: FloorView) -> None:
        hint = "" if view.may_draw else _("Nhờ chủ quán vẽ sơ đồ bàn.")
        action = _("Vẽ sơ đồ") if view.may_draw else ""
        self._empty.show_view(EmptyView("store", _("Chưa có bàn nào"), hint, action))

    def _show_bookings(self, views: tuple[BookingView, ...]) -> None:
        self._none.setVisible(not views)
        if views == self._bookings:
            return
        self._bookings = views
        rows = [BookingRow(view) for view in views]
        for row, view in zip(rows, views, strict=True):
            row.seated.connect(lambda key=view.id: self._controller.seat_booking(key))
            row.gone.connect(lambda key=view.id: self._controller.no_show(key))
            row.cancelled.connect(lambda key=view.id: self._controller.cancel_booking(key))
        refill(self._column, rows)

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "guests"):
            return
        self.setAccessibleName(_("Sơ đồ bàn"))
        self._title.show_text(_("Sơ đồ bàn"))
        self.leave.show_text("", name=_("Quay lại"))
        self.draw.show_text(_("Sửa sơ đồ"))
        self.book.show_text(_("Đặt bàn"))
        self._side_title.setText(_("Khách đặt hôm nay"))
        self._none.setText(_("Chưa có ai đặt bàn."))
        self._bookings = None
        self._controller.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the tables, Enter opens one, Alt and a digit say what a tap does, Esc goes back."""
        sheet = next((sheet for sheet in (self.guests, self.booking) if sheet.isVisible()), None)
        at = event.key() - Qt.Key.Key_1
        if sheet is not None:
            sheet.keyPressEvent(event)
        elif self.canvas.walk(event):
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = next((one for one in self.canvas.buttons.values() if one.hasFocus()), None)
            if button is not None:
                button.click()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and 0 <= at < len(modes()):
            self._controller.choose_mode(str(modes()[at].id))
        elif event.key() == Qt.Key.Key_Escape:
            self._controller.left.emit()
        else:
            super().keyPressEvent(event)
