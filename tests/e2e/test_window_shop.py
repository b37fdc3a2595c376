"""The owner says at the real window where the shop is; the order goes on, and the next receipt says it."""

from pos_desktop.app.hands import wait, wait_until
from pos_desktop.ui.receipts.screen import ReceiptsScreen
from pos_desktop.ui.sale.screen import SaleScreen
from pos_desktop.ui.shop.screen import ShopScreen

SETTLED_MS = 300


def visited(till, name="Hoa"):
    till.sign_in(name)
    till.wait_for_sale()
    till.scan(*till.codes(1))
    till.window.menu.offices["shop"].trigger()
    wait_until(lambda: till.is_on(ShopScreen), "the form")
    screen = till.window.area.currentWidget()
    wait_until(screen.fields["name"].edit.text, "what holds now")
    return screen


def test_what_is_saved_holds_at_once_and_the_order_stays(start):
    till = start()
    screen = visited(till)
    order = till.order
    screen.fields["footer"].edit.setFocus()
    screen.fields["footer"].edit.selectAll()
    till.hands.type("Hen gap lai")
    wait_until(screen.save.isEnabled, "something to save")
    screen.save.click()
    wait_until(lambda: till.desk.till.shop.footer == "Hen gap lai", "the shop renewed")
    wait_until(lambda: till.toast == "Đã lưu thông tin cửa hàng.", "what was done, told")
    till.wait_for_sale()
    wait_until(lambda: till.order.lines == order.lines, "the order")
    assert till.order.id == order.id
    till.pay()
    assert till.rows("SELECT footer FROM shop")[0]["footer"] == "Hen gap lai"


def test_what_is_not_saved_is_asked_about(start):
    till = start()
    screen = visited(till)
    screen.fields["footer"].edit.setFocus()
    till.hands.type("x")
    screen.leave.click()
    wait_until(lambda: till.window.is_asking, "the question")
    assert till.is_on(ShopScreen)


def test_an_open_shift_keeps_its_day(start):
    till = start()
    screen = visited(till)
    screen.later.click()
    screen.save.click()
    wait_until(screen._hour_error.isVisible, "why not")
    assert till.rows("SELECT cutover_hour FROM shop")[0]["cutover_hour"] == 0


def test_a_cashier_is_not_let_in(start):
    till = start()
    till.begin()
    till.window.menu.offices["shop"].trigger()
    wait_until(lambda: till.toast, "why not")
    assert not till.is_on(ShopScreen)


def test_the_menu_leads_from_one_screen_to_another_and_none_covers_it(start):
    till = start()
    visited(till)
    offices = till.window.menu.offices
    for name in ("journal", "receipts", "users"):
        before = till.window.area.currentWidget()
        offices[name].trigger()
        wait_until(lambda before=before: till.window.area.currentWidget() is not before, name)
        shown = till.window.area.currentWidget()
        wait(SETTLED_MS)
        assert till.window.area.currentWidget() is shown, f"something covered {name}"
        assert not till.sale.basket.order.is_empty


def test_one_who_may_not_go_there_is_back_at_the_sale(start):
    till = start()
    till.begin()
    till.window.menu.offices["receipts"].trigger()
    wait_until(lambda: till.is_on(ReceiptsScreen), "receipts")
    till.window.menu.offices["users"].trigger()
    wait_until(lambda: till.is_on(SaleScreen), "the sale")
    assert till.toast
