"""What the floor asks: how many guests sit down, which of several orders, and who books a table."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pos_desktop.services.selling.bookings import Book
from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.shift.pages import refill
from pos_desktop.ui.tables.controller import TablesController
from pos_desktop.ui.tables.view import FloorView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

MOST: Final = 12
FIELDS: Final = ("name", "phone", "guests", "time", "tables", "note")


class GuestsSheet(Sheet):
    """How many guests sit down, with one tap or one digit; the orders of the table above, where it has some."""

    def __init__(self, area: QWidget, controller: TablesController) -> None:
        super().__init__(area)
        self._controller = controller
        self._question = Text(weight="medium")
        self.orders: QVBoxLayout = layout.column(None, gap=8)
        self.another = Button(kind="secondary", icon="plus")
        self.buttons = [Button(str(count), kind="quick") for count in range(1, MOST + 1)]
        self._board = QWidget()
        grid: QGridLayout = layout.grid(self._board, gap=10)
        for at, button in enumerate(self.buttons):
            layout.sized(button, min_width=84, height=64)
            grid.addWidget(button, at // 4, at % 4)
            button.clicked.connect(lambda _on=False, count=at + 1: controller.seat(count))
        middle = layout.sized(QWidget(), max_width=460)
        layout.column(middle, self.orders, self.another, self._question, self._board, None, gap=12)
        layout.row(self.body, None, (middle, 10), None, pad=(16, 16, 16, 16))
        self.another.clicked.connect(controller.another)
        self.closed.connect(controller.dismiss)
        self.retranslate()

    def show_view(self, view: FloorView) -> None:
        """Show another state; nothing asked closes it."""
        if not view.asks_guests:
            if self.isVisible():
                self.close_cover()
            return
        self.show_title(_("Bàn {table}").format(table=view.asks_guests))
        rows = [Button(name, kind="secondary") for _id, name in view.choice]
        for row in rows:
            row.setProperty("mayElide", True)
        for row, (order_id, _name) in zip(rows, view.choice, strict=True):
            row.clicked.connect(lambda _on=False, order_id=order_id: self._controller.take(order_id))
        refill(self.orders, rows)
        self.another.setVisible(bool(view.choice))
        for widget in (self._question, self._board):
            widget.setVisible(not view.choice)
        if not self.isVisible():
            self.open()

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if hasattr(self, "another"):
            self._question.setText(_("Mấy khách?"))
            self.another.show_text(_("Mở đơn mới ở bàn này"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit seats so many; Enter seats two."""
        count = event.key() - Qt.Key.Key_0
        if 1 <= count <= 9 and self._board.isVisible():
            self._controller.seat(count)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._board.isVisible():
            self._controller.seat(2)
        else:
            super().keyPressEvent(event)


class BookingSheet(Sheet):
    """Who wants a table, when and which."""

    def __init__(self, area: QWidget, controller: TablesController) -> None:
        super().__init__(area)
        self._controller = controller
        self._operation = ""
        self.fields = {name: LabelledField("") for name in FIELDS}
        self._error = Text(role="small", tone=Tone.DANGER, weight="medium", wrap=True)
        self.save = Button(kind="primary", hint="Ctrl+S")
        board = layout.sized(QWidget(), max_width=560)
        rows = [layout.row(None, (self.fields[left], 1), (self.fields[right], 1), gap=12)
                for left, right in (("name", "phone"), ("time", "guests"), ("tables", "note"))]  # fmt: skip
        layout.column(board, *rows, self._error, layout.row(None, None, self.save), None, gap=10)
        layout.row(self.body, None, (board, 10), None, pad=(16, 12, 16, 12))
        self.save.clicked.connect(self._send)
        controller.booked.connect(self.close_sheet)
        controller.booking_refused.connect(self._refuse)
        self.retranslate()

    def ask(self) -> None:
        """Ask anew."""
        self._operation = self._controller.desk.till.ids()
        for field in self.fields.values():
            field.edit.clear()
            field.show_error("")
        self._refuse("")
        self.open(self.fields["name"].edit)

    def _send(self) -> None:
        texts = {name: field.edit.text() for name, field in self.fields.items()}
        at, guests = self._controller.moment(texts["time"]), texts["guests"].strip()
        ids = {table.name.casefold(): table.id for area in self._controller.plan for table in area.tables}
        wanted = [part.strip().casefold() for part in texts["tables"].split(",") if part.strip()]
        errors = {
            "time": "" if at else _("Ghi giờ như 18:30, khác hôm nay thì 25/12 18:30."),
            "guests": "" if guests.isdecimal() and 0 < int(guests) < 1000 else _("Ghi số khách."),
            "tables": "" if wanted and all(part in ids for part in wanted) else _("Ghi tên bàn có trên sơ đồ."),
        }
        for name, words in errors.items():
            self.fields[name].show_error(words)
        if any(errors.values()) or at is None:
            return
        self._operation = self._controller.desk.till.ids()
        self._controller.book(Book(
            self._operation, texts["name"], texts["phone"], int(guests), at, tuple(ids[part] for part in wanted),
            self._controller.person.id, note=texts["note"],
        ))  # fmt: skip

    def _refuse(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if not hasattr(self, "save"):
            return
        self.show_title(_("Đặt bàn"))
        texts = {"name": _("Tên khách"), "phone": _("Số điện thoại"), "guests": _("Số khách"), "time": _("Giờ đến"),
                 "tables": _("Bàn"), "note": _("Ghi chú")}  # fmt: skip
        for name, label in texts.items():
            self.fields[name].show_texts(label, placeholder={"time": "18:30", "tables": "5, 6"}.get(name, ""))
        self.save.show_text(_("Nhận đặt bàn"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S and Enter send it."""
        is_save = event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if is_save or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._send()
            event.accept()
        else:
            super().keyPressEvent(event)
