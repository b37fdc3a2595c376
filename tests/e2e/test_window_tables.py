"""Guests sit down at the real window, order, wait, and pay: the floor, the held order and the sale."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.app.hands import wait_until
from pos_desktop.services.selling.tables import Area, ChangeFloor, PlacedTable
from pos_desktop.ui.tables.screen import TablesScreen


def floor_of(till):
    """Go to the floor as somebody who sells does."""
    QTest.mouseClick(till.window.top.tables, Qt.MouseButton.LeftButton)
    screens = lambda: till.window.area.currentWidget().findChildren(TablesScreen)  # noqa: E731
    wait_until(lambda: screens() and screens()[0].canvas.buttons, "the floor")
    return screens()[0]


def test_from_the_free_table_to_the_receipt(start):
    till = start()
    wait_until(lambda: till.program.flow.desk, "the shop")
    owner = next(person for person in till.desk.people.all() if person.name == "Hoa")
    area = Area("", "Trong nhà", (PlacedTable("", "1"), PlacedTable("", "2", x=4)))
    till.desk.tables.change(ChangeFloor("floor", (area,), owner.id))
    till.sign_in()
    till.wait_for_sale()
    wait_until(till.window.top.tables.isVisible, "the chip of tables")

    screen = floor_of(till)
    table = next(button for button in screen.canvas.buttons.values() if button.view.name == "2")
    QTest.mouseClick(table, Qt.MouseButton.LeftButton)
    wait_until(screen.guests.isVisible, "how many guests")
    till.hands.key("3")
    till.wait_for_sale()
    wait_until(lambda: till.order.table == "2", "the order of the table")

    till.scan(*till.codes(1))
    till.hands.key(Qt.Key.Key_F7)
    wait_until(lambda: till.order.is_empty and till.window.top.held.isVisible(), "the order put aside")
    screen = floor_of(till)
    table = next(button for button in screen.canvas.buttons.values() if button.view.name == "2")
    wait_until(lambda: table.view.state == "Đã gọi món", "the table that ordered")
    QTest.mouseClick(table, Qt.MouseButton.LeftButton)
    till.wait_for_sale()
    wait_until(lambda: till.order.lines and till.order.guests == 3, "the same order")
    till.pay()
    (sale,) = till.rows("SELECT dining_table, guests, order_type FROM sale WHERE dining_table <> '' AND guests = 3")
    assert tuple(sale) == ("2", 3, "dine_in")
