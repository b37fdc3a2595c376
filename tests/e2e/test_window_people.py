"""People at the real window: what each role reaches, another's word, the idle lock and the taking over."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.app.hands import wait, wait_until
from pos_desktop.selling.permissions import RIGHTS, Role
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.receipts.screen import ReceiptsScreen
from tests.support.live_till import F12, PINS, LiveTill

F3, F6 = Qt.Key.Key_F3, Qt.Key.Key_F6

OFFICES = {"programme": "programme", "books": "reports", "users": "people"}
"""Entries of the menu with the right that each asks for."""
ROLES = {"Lan": Role.CASHIER, "Hoa": Role.MANAGER, "Mộc": Role.OWNER}


@pytest.fixture
def till(start):
    return start()


def visit(till: LiveTill, name: str) -> bool:
    """Whether the menu led there."""
    before = till.window.area.currentWidget()
    till.window.menu.offices[name].trigger()
    wait_until(lambda: till.window.area.currentWidget() is not before or till.toast, name)
    reached = till.window.area.currentWidget() is not before
    if reached:
        till.hands.key(Qt.Key.Key_Escape)
        till.wait_for_sale()
    till.window.toasts.dismiss()
    return reached


@pytest.mark.parametrize("name", list(ROLES))
def test_the_menu_leads_who_may(till, name):
    till.sign_in(name)
    till.wait_for_sale()
    wait_until(lambda: till.toast or name == "Lan", "whose shift it is")
    till.window.toasts.dismiss()
    for office, right in OFFICES.items():
        assert visit(till, office) is getattr(RIGHTS[ROLES[name]], right), office


@pytest.mark.parametrize(
    ("name", "percent", "asks"), [("Lan", "10%", False), ("Lan", "11%", True), ("Hoa", "100%", False)]
)
def test_discounts_above_the_limit_ask(till, name, percent, asks):
    till.sign_in(name)
    till.wait_for_sale()
    till.scan(*till.codes(1))
    till.sale.set_order_discount(percent)
    wait(1)
    assert till.window.is_asking is asks
    assert (till.order.discount is None) is asks


def test_the_keys_of_a_discount_end_in_the_question_and_not_in_the_search(till):
    till.begin()
    till.scan(*till.codes(1))
    till.hands.key(F3)
    till.hands.key(F6)
    till.hands.type("25")
    till.hands.enter()
    approval = till.program.flow.approval
    wait_until(lambda: approval.view and approval.view.people, "people")
    till.hands.type(PINS["Hoa"])
    assert till.window.top.search.text() == ""
    till.hands.enter()
    wait_until(lambda: till.order.discount is not None, "discount")
    wait_until(lambda: not till.window.is_asking, "the question gone")
    assert till.window.focusWidget() is till.window.area.currentWidget()


def test_whoever_approves_a_refund_reads_who_asks_and_for_which_receipt(till):
    till.begin()
    till.scan(*till.codes(1))
    till.pay()
    number = till.rows("SELECT max(number) AS last FROM sale")[0]["last"]
    till.window.menu.offices["receipts"].trigger()
    wait_until(lambda: till.is_on(ReceiptsScreen), "receipts")
    screen = till.window.area.currentWidget()
    wait_until(lambda: screen.panel.lines, "a receipt")
    screen.panel.lines[0].more.click()
    wait_until(screen.panel.exchange.isEnabled, "both legs")
    screen.panel.reason.edit.setFocus()
    till.hands.type("doi y")
    QTest.keyClick(till.window.windowHandle(), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    approval = till.program.flow.approval
    wait_until(lambda: approval.view and approval.view.people, "people")
    assert approval.view.sentence.startswith("Lan muốn hoàn ")
    assert approval.view.sentence.endswith(f"của hoá đơn K1-{number:06}")


def test_a_manager_s_pin_lets_the_discount_through_to_the_receipt(till):
    till.begin()
    till.scan(*till.codes(1))
    till.sale.set_order_discount("25%")
    approval = till.program.flow.approval
    wait_until(lambda: approval.view and approval.view.people, "people")
    till.hands.type(PINS["Hoa"])
    till.hands.enter()
    wait_until(lambda: till.order.discount is not None, "discount")
    till.pay()
    wait_until(lambda: till.sale.step == "done", "sale")
    kinds = [row["kind"] for row in till.rows("SELECT kind FROM journal ORDER BY seq DESC LIMIT 4")]
    assert "approved" in kinds
    assert "approval_used" in kinds


def test_an_idle_till_locks_and_the_next_one_goes_on_with_the_order(till):
    till.begin()
    till.scan(*till.codes(2))
    order = till.order
    till.sale.set_order_discount("25%")
    wait_until(lambda: till.window.is_asking, "question")
    till.program.idle.warned.emit()
    assert "sắp tự khoá" in till.toast
    till.program.idle.expired.emit()
    assert till.is_on(LoginScreen)
    assert not till.window.is_asking, "nobody approves for who has gone"

    till.sign_in("Minh")
    till.wait_for_sale()
    assert till.order.lines == order.lines
    wait_until(lambda: till.rows("SELECT 1 FROM journal WHERE kind = 'taken_over'"), "journal")
    told = till.rows("SELECT subject_id, body FROM journal WHERE kind = 'taken_over'")[0]
    people = {person.name: person.id for person in till.desk.people.all()}
    body = json.loads(told["body"])
    assert (told["subject_id"], body["from"], body["to"]) == (order.id, people["Lan"], people["Minh"])


def test_locking_by_hand_and_coming_back_is_no_taking_over(till):
    till.begin()
    till.scan(*till.codes(1))
    till.hands.key(F12)
    till.sign_in("Lan")
    till.wait_for_sale()
    wait(1)
    assert till.rows("SELECT 1 FROM journal WHERE kind = 'taken_over'") == []
