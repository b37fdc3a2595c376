"""A card or a transfer that is waited for: only somebody who looked answers it, and no crash forgets it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_desktop.selling.tenders import TenderKind
from pos_desktop.ui.keys import Action
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.payment.controller import REST_MS
from tests.support.counter import Counter, Stand, inline

ALT = Qt.KeyboardModifier.AltModifier
ENTER = Qt.Key.Key_Return


@pytest.fixture
def paying(stand, counter):
    """The payment of 125.000 ₫ by card on show, nothing asked for yet."""
    counter.scan("HR")
    counter.payment.open(TenderKind.CARD)
    return counter


@pytest.fixture
def waiting(paying):
    """The card was asked for just now."""
    paying.payment.enter()
    assert paying.payment.state.waiting is not None
    return paying


@pytest.fixture
def restarted(waiting, qtbot, hands):
    """The till was killed meanwhile and somebody signed in again."""
    again = Counter(waiting.shop, inline())
    window = Stand(again)
    qtbot.addWidget(window)
    window.resize(1024, 768)
    window.show()
    again.sale.recover()
    window.activateWindow()
    window.screen_.go_home()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.screen_)
    again.window = window
    return again


def repeat(key):
    """The key is still held."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def state_of(counter):
    return [state for (state,) in counter.shop.rows("SELECT state FROM pending_tender")]


def rested(counter, qtbot):
    """The pause that the question asks for passes; every pause after it is whole again."""
    pause = counter.payment._rest
    assert pause.isActive()
    assert pause.interval() == REST_MS
    pause.start(0)
    qtbot.waitUntil(lambda: counter.payment.state.rested)
    pause.setInterval(REST_MS)
    counter.payment._since.invalidate()  # the shorter pause of taps is over long before


# one key, one deed


def test_a_held_enter_asks_for_the_card_and_no_more(stand, paying, hands):
    hands.key(stand.screen_, ENTER)
    for _time in range(5):
        repeat(ENTER)

    assert (state_of(paying), paying.sold) == (["pending"], [])


def test_a_held_enter_does_not_answer_later_either(stand, waiting, qtbot):
    rested(waiting, qtbot)
    repeat(ENTER)

    assert (state_of(waiting), waiting.sold) == (["pending"], [])


@pytest.mark.parametrize("focused", [False, True], ids=["screen", "button"])
def test_enter_pressed_twice_does_not_confirm(stand, paying, hands, focused):
    at = stand.screen_.payment.primary if focused else stand.screen_
    at.setFocus()
    for _time in range(2):
        hands.key(at, ENTER)

    assert (state_of(paying), paying.sold) == (["pending"], [])


def test_a_double_tap_does_not_confirm_and_a_later_tap_does(stand, paying, qtbot):
    button = stand.screen_.payment.primary
    for _time in range(2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (state_of(paying), button.text()) == (["pending"], "Thẻ đã qua")

    qtbot.waitUntil(lambda: paying.payment._since.elapsed() > 500)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert paying.sold[0].tenders[0].kind is TenderKind.CARD


def test_enter_answers_once_the_question_has_stood_a_while(stand, waiting, hands, qtbot):
    assert stand.screen_.payment.primary._hint == ""
    rested(waiting, qtbot)
    assert stand.screen_.payment.primary._hint == "Enter"
    hands.key(stand.screen_, ENTER)

    assert waiting.sold[0].tenders[0].kind is TenderKind.CARD


@pytest.mark.parametrize("key", ["a", "5"])
def test_what_is_typed_meanwhile_is_swallowed_with_a_word_and_begins_the_wait_anew(stand, waiting, hands, qtbot, key):
    rested(waiting, qtbot)
    hands.key(stand.screen_, key)
    qtbot.waitUntil(lambda: "Đang chờ" in waiting.said)
    hands.key(stand.screen_, ENTER)

    assert (state_of(waiting), stand.top.search.text()) == (["pending"], "")


def test_the_enter_that_confirmed_a_part_does_not_take_the_rest_in_cash(stand, paying, hands, qtbot):
    paying.payment.type("100000")
    paying.payment.enter()
    rested(paying, qtbot)
    for _time in range(2):
        hands.key(stand.screen_, ENTER)
    QTest.mouseClick(stand.screen_.payment.primary, Qt.MouseButton.LeftButton)
    assert (paying.sold, paying.payment.state.left) == ([], 25_000)

    paying.payment.put(50_000)
    hands.key(stand.screen_, ENTER)
    assert paying.sold[0].change == 25_000, "an amount that was typed is meant"


# what else may be done meanwhile


def test_only_what_can_be_done_looks_as_if_it_could(stand, waiting):
    waiting.payment.decline()
    waiting.payment.type("100000")
    waiting.payment.choose(TenderKind.CARD)
    assert [part.removable for part in waiting.payment.view.tenders] == [True]
    waiting.payment._rest.stop()
    waiting.payment.enter()
    live = {action for action in Action if waiting.sale.allows(action)}

    assert live == {Action.MEMBER, Action.REPRINT, Action.LOCK}
    assert [part.removable for part in waiting.payment.view.tenders] == [False]
    assert not stand.screen_.payment.back.isEnabled()
    assert waiting.sale.view.cart.locked
    waiting.payment.decline()
    assert (stand.screen_.payment.back.isEnabled(), waiting.sale.view.cart.locked) == (True, False)


def test_another_way_that_was_chosen_is_meant(waiting):
    waiting.payment.decline()
    waiting.payment.choose(TenderKind.CARD)
    waiting.payment.enter()
    assert waiting.payment.state.waiting is not None


def test_another_cashier_has_to_look_before_answering(stand, waiting, hands, qtbot):
    waiting.payment.ask_again()
    rested(waiting, qtbot)
    hands.key(stand.screen_, ENTER)
    assert state_of(waiting) == ["pending"]

    hands.key(stand.screen_, ENTER, modifiers=ALT)
    assert waiting.sold[0].tenders[0].kind is TenderKind.CARD


# after a crash


def test_what_was_waited_for_is_asked_by_itself(restarted):
    view = restarted.payment.view

    assert restarted.sale.step == "payment"
    assert restarted.window.screen_.payment.waiting.isVisible()
    assert (view.waiting.amount, view.primary, view.primary_key) == ("125.000\u00a0₫", "Thẻ đã qua", "Alt+Enter")
    assert "Chưa biết kết quả" in view.waiting.hint


def test_neither_cash_nor_a_bare_enter_answers_it(restarted, hands, qtbot):
    screen = restarted.window.screen_
    qtbot.waitUntil(lambda: not restarted.payment._rest.isActive())
    hands.key(restarted.window, Qt.Key.Key_F8)
    for _time in range(3):
        hands.key(screen, ENTER)
    screen.payment.primary.setFocus()
    hands.key(screen.payment.primary, ENTER)

    assert (state_of(restarted), restarted.sold) == (["pending"], [])
    assert "Alt+Enter" in restarted.said


def test_alt_and_enter_answers_it(restarted, hands):
    hands.key(restarted.window.screen_, ENTER, modifiers=ALT)

    assert restarted.sold[0].tenders[0].kind is TenderKind.CARD


def test_a_tap_answers_it(restarted):
    QTest.mouseClick(restarted.window.screen_.payment.primary, Qt.MouseButton.LeftButton)

    assert restarted.sold[0].tenders[0].kind is TenderKind.CARD


def test_a_no_answers_it_and_everything_is_to_be_paid(restarted):
    QTest.mouseClick(restarted.window.screen_.payment.waiting.decline, Qt.MouseButton.LeftButton)

    assert (state_of(restarted), restarted.payment.state.left) == (["failed"], 125_000)


def test_all_that_nobody_answered_is_asked_one_after_the_other(waiting):
    order = waiting.sale.basket.order
    waiting.shop.desk.orders.promise_tender(order, waiting.payment.state.waiting.tender)
    again = Counter(waiting.shop, inline())
    again.sale.recover()
    again.payment.decline()
    assert (again.payment.state.waiting is not None, again.payment.view.primary_key) == (True, "Alt+Enter")
    again.payment.confirm()

    assert [tender.amount for tender in again.sold[0].tenders] == [125_000]


def test_cash_that_was_taken_first_is_there_again(counter):
    counter.scan("HR")
    counter.payment.open()
    counter.payment.type("100000")
    counter.payment.take_part()

    again = Counter(counter.shop, inline())
    again.sale.recover()
    assert (again.sale.step, again.sale.view.totals.due.amount) == ("sale", "25.000\u00a0₫")
    again.payment.open()
    assert [(t.label, t.amount) for t in again.payment.view.tenders] == [("Tiền mặt", "100.000\u00a0₫")]
    again.payment.give_back(0)
    assert state_of(again) == ["failed"]
    assert again.payment.state.left == 125_000


# parts


def test_a_part_changes_the_large_number_and_the_order_tells_what_was_taken(paying):
    paying.payment.choose(TenderKind.CASH)
    paying.payment.type("100000")
    paying.payment.take_part()

    view, totals = paying.payment.view, paying.sale.view.totals
    assert (view.due_label, view.due) == ("Còn phải trả", "25.000\u00a0₫")
    assert [(row.label, row.amount) for row in totals.rows] == [
        ("Khách phải trả", "125.000\u00a0₫"), ("Đã nhận", "\u2212100.000\u00a0₫"),
    ]  # fmt: skip
    assert (totals.due.label, totals.due.amount) == ("Còn phải trả", "25.000\u00a0₫")
    assert paying.sale.view.cash == "25.000\u00a0₫"


def test_cash_that_was_typed_is_taken_before_the_rest_is_charged_otherwise(stand, paying):
    paying.payment.choose(TenderKind.CASH)
    paying.payment.type("100000")
    paying.payment.choose(TenderKind.CARD)
    assert paying.payment.view.primary == "Quẹt thẻ 25.000\u00a0₫"
    assert (paying.toasts[-1].kind, paying.toasts[-1].action) == (ToastKind.UNDO, "Hoàn tác")

    paying.acts[-1]()
    assert (paying.payment.state.tenders, paying.payment.state.left) == ((), 125_000)
    paying.acts[-1]()
    assert state_of(paying) == ["failed"]


def test_cash_that_would_be_enough_is_no_part(paying):
    paying.payment.choose(TenderKind.CASH)
    paying.payment.put(200_000)
    paying.payment.choose(TenderKind.CARD)

    assert (paying.payment.state.tenders, paying.payment.view.primary) == ((), "Quẹt thẻ 125.000\u00a0₫")
