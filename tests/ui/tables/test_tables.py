"""The floor on the screen: what a tap opens, moves, joins and prints, who is expected, and how it is drawn."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from pos_desktop.services.selling.bookings import Book
from pos_desktop.services.selling.tables import Area, ChangeFloor, PlacedTable, at_tables
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.tables.controller import TablesController
from pos_desktop.ui.tables.editor import FloorEditor
from pos_desktop.ui.tables.editor_screen import EditorScreen
from pos_desktop.ui.tables.screen import TablesScreen
from pos_desktop.ui.tables.view import Mode
from tests.support.counter import inline


@pytest.fixture
def plan(counter):
    shop = counter.shop
    tables = tuple(PlacedTable("", str(n), x=4 * (n % 3), y=4 * (n // 3), shape="round" if n % 2 else "square")
                   for n in range(6))  # fmt: skip
    return shop.desk.tables.change(ChangeFloor("floor", (Area("", "Trong nhà", tables),), shop.person("Hoa").id))


@pytest.fixture
def floor(counter, plan):
    """The controller, whose taps on a table land on the counter's sale."""
    toasts = []
    shop = counter.shop
    made = TablesController(shop.desk, inline(), shop.person("Hoa"), lambda work: work(counter.sale), "lp")
    made.toast.connect(lambda view, _act: toasts.append(view))
    made.toasts = toasts
    made.load()
    yield made
    made.stop()


def table(floor, name):
    return next(view for view in floor.view.tables if view.name == name)


def seat(counter, plan, *names, id="one", guests=2, sku="CFSD"):
    counter.scan(sku)
    ids = [one.id for one in plan[0].tables if one.name in names]
    order = replace(at_tables(counter.sale.basket.order, ids, plan), guests=guests)
    counter.sale.change(order)
    counter.sale.hold()
    return order


def test_a_free_table_asks_how_many_and_opens_an_order(counter, floor):
    floor.tap(table(floor, "4").id)
    assert floor.view.asks_guests == "4"
    floor.seat(3)
    order = counter.sale.basket.order
    assert (order.table, order.guests, order.order_type.value) == ("4", 3, "dine_in")
    floor.load()
    assert table(floor, "4").state == "Đã ngồi"


def test_a_table_with_guests_opens_their_order_and_several_ask_which(counter, floor, plan):
    one = seat(counter, plan, "1")
    floor.load()
    assert table(floor, "1").lines[-1] == "29.000\u00a0₫"
    floor.tap(table(floor, "1").id)
    assert counter.sale.basket.order.id == one.id
    counter.sale.hold()
    two = seat(counter, plan, "1", sku="BM")
    floor.load()
    floor.tap(table(floor, "1").id)
    assert len(floor.view.choice) == 2
    floor.take(two.id)
    assert counter.sale.basket.order.id == two.id


def test_guests_move_and_tables_are_joined(counter, floor, plan):
    seat(counter, plan, "1")
    floor.choose_mode(Mode.MOVE)
    floor.load()
    floor.tap(table(floor, "2").id)
    assert floor.toasts[-1].kind is ToastKind.WARN
    floor.tap(table(floor, "1").id)
    floor.tap(table(floor, "2").id)
    assert [table(floor, name).state for name in "12"] == ["Trống", "Đã gọi món"]
    floor.choose_mode(Mode.JOIN)
    floor.tap(table(floor, "2").id)
    floor.tap(table(floor, "3").id)
    assert [table(floor, name).state for name in "23"] == ["Đã gọi món"] * 2


def test_an_order_that_is_open_here_moves_at_once_and_one_elsewhere_is_refused_at_once(counter, floor, plan):
    order = seat(counter, plan, "1")
    counter.sale.take_up(order.id)
    floor.load()
    floor.choose_mode(Mode.MOVE)
    floor.tap(table(floor, "1").id)
    floor.tap(table(floor, "2").id)
    assert (counter.sale.basket.order.id, counter.sale.basket.order.table) == (order.id, "2")
    floor.load()
    assert [table(floor, name).state for name in "12"] == ["Trống", "Đã gọi món"]
    floor.desk = replace(floor.desk, till=replace(floor.desk.till, register=replace(
        floor.desk.till.register, code="Q9"
    )))  # fmt: skip
    floor.tap(table(floor, "2").id)
    assert (len(floor.toasts), floor.view.hint) == (1, "Chạm bàn cần chuyển")


def test_the_bill_comes_before_the_money(counter, floor, plan):
    seat(counter, plan, "1")
    floor.load()
    floor.choose_mode(Mode.BILL)
    floor.tap(table(floor, "1").id)
    assert table(floor, "1").state == "Chờ tính tiền"
    assert counter.shop.rows("SELECT subject_id LIKE 'bill:%' FROM outbox WHERE kind = 'slip'") == [(1,)]


def test_the_bill_of_an_order_that_is_open_says_to_hold_it_first(counter, floor, plan):
    counter.sale.take_up(seat(counter, plan, "1").id)
    floor.load()
    floor.choose_mode(Mode.BILL)
    floor.tap(table(floor, "1").id)
    assert [toast.text for toast in floor.toasts] == ["Đơn của bàn đang mở ở quầy. Giữ đơn (F7) rồi in."]


def test_who_booked_is_seated_at_their_tables(counter, floor, plan):
    at = counter.shop.clock.now() + timedelta(minutes=30)
    ids = tuple(one.id for one in plan[0].tables[:2])
    floor.book(Book("b1", "Chi Mai", "0912345678", 5, at, ids, floor.person.id))
    (booking,) = floor.view.bookings
    assert (booking.name, table(floor, "0").state) == ("Chi Mai", "Sắp có khách")
    floor.seat_booking(booking.id)
    order = counter.sale.basket.order
    assert (order.table, order.guests, order.label) == ("0, 1", 5, ""), "a name goes no further than its booking"


@pytest.mark.parametrize(("text", "told"), [("18:30", "2026-03-02T11:30"), ("25/12 18:30", "2026-12-25T11:30"),
                                            ("1/3 8:00", "2027-03-01T01:00"), ("tám giờ", None)])  # fmt: skip
def test_a_time_is_read_as_people_write_it(floor, text, told):
    at = floor.moment(text)
    assert (at.isoformat()[:16] if at else None) == told


def test_the_keyboard_walks_the_tables_and_opens_one(dressed, qtbot, counter, floor, hands):
    screen = TablesScreen(floor)
    screen.resize(1024, 708)
    qtbot.addWidget(screen)
    screen.show()
    screen.activateWindow()
    floor.refresh()
    screen.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is screen)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        hands.key(QApplication.focusWidget(), key)
    assert QApplication.focusWidget() is screen.canvas.buttons[table(floor, "4").id]
    hands.key(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert screen.guests.isVisible()
    screen.guests.buttons[3].click()
    assert (counter.sale.basket.order.table, counter.sale.basket.order.guests) == ("4", 4)


# drawing


def test_the_owner_draws_adds_drags_and_keeps(dressed, qtbot, counter, plan):
    shop = counter.shop
    editor = FloorEditor(shop.desk, inline(), shop.person("Hoa"))
    screen = EditorScreen(editor)
    screen.resize(1024, 708)
    qtbot.addWidget(screen)
    screen.show()
    editor.begin(plan)
    editor.add()
    editor.rename("VIP")
    editor.step_seats(4)
    editor.shape("round")
    button = screen.canvas.buttons[editor.view.chosen]
    before = button.pos()
    qtbot.mousePress(button, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseMove(button, QPoint(20 + round(5 * screen.canvas.step), 20))
    qtbot.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert button.pos().x() > before.x()
    editor.save()
    kept = shop.desk.tables.plan()[0].tables
    assert [(one.name, one.seats, one.shape) for one in kept if one.name == "VIP"] == [("VIP", 8, "round")]
    assert not editor.is_changed


def test_a_table_under_guests_cannot_be_taken_away(counter, plan):
    seat(counter, plan, "1")
    shop = counter.shop
    editor = FloorEditor(shop.desk, inline(), shop.person("Hoa"))
    editor.begin(plan)
    editor.choose(next(one.id for one in plan[0].tables if one.name == "1"))
    editor.drop()
    editor.save()
    assert "1" in editor.view.error and editor.is_changed
