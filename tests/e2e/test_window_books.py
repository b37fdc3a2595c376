"""The owner looks at the books of points and proves them in the real window, on the real services."""

from pos_desktop.app.hands import wait_until
from pos_desktop.ui.books.screen import BooksScreen
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.sale.screen import SaleScreen
from tests.support.live_till import F12


def opened(start):
    till = start()
    till.sign_in("Mộc")
    till.wait_for_sale()
    till.window.menu.offices["books"].trigger()
    wait_until(lambda: till.is_on(BooksScreen), "the books")
    screen = till.window.area.currentWidget()
    wait_until(screen.liability.text, "what is owed")
    return till, screen


def test_the_owner_proves_the_books_and_sells_on(start):
    till, screen = opened(start)
    assert screen.mark.text.text() == "Khớp sổ đến từng điểm"
    screen.prove.click()
    wait_until(lambda: len(screen.sheet.lines) == 8, "the verdict", patience_ms=60_000)
    assert all("đúng" in line.accessibleName() for line in screen.sheet.lines)
    screen.sheet.close_sheet()
    screen.back.click()
    wait_until(lambda: till.is_on(SaleScreen), "selling again")
    till.scan(till.codes()[0])


def test_a_cashier_is_told_and_stays_where_she_is(start):
    till = start()
    till.begin()
    till.window.menu.offices["books"].trigger()
    wait_until(lambda: till.toast, "a word")

    assert till.toast == "Việc này vượt quyền của bạn. Mời quản lý làm giúp."
    assert till.is_on(SaleScreen)


def test_the_till_locks_from_the_books(start):
    till, _screen = opened(start)
    till.hands.key(F12)
    wait_until(lambda: till.is_on(LoginScreen), "login")
