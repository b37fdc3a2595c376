"""The customer's screen beside a live till: it tells every step, takes a tap, and leaves the till its keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_desktop.app.hands import wait_until
from pos_desktop.app.settings import load_settings
from pos_desktop.services.selling.transfers import modules_of
from pos_desktop.ui.customer.view import Phase
from tests.support.live_till import F8

JOIN = "https://cafemoc.example/hoi-vien"


@pytest.fixture
def till(start):
    live = start()
    live.begin()
    live.window.menu.customer.trigger()
    taken = []
    live.program.customer.screen.activated.connect(lambda: taken.append(True))
    wait_until(lambda: taken, "the focus, which this platform gives to any window that comes up")
    wait_until(live.window.isActiveWindow, "the focus given back")
    return live


def screen(till):
    return till.program.customer.screen


def shown(till, phase):
    wait_until(lambda: screen(till).view and screen(till).view.phase is phase, phase)
    return screen(till).view


def tap(till, score):
    """A finger on the customer's side: the system sends the press to the window, which finds the button."""
    window, button = screen(till), screen(till).scores[score - 1]
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=button.geometry().center())


def test_it_tells_a_sale_from_the_first_scan_to_the_tap(till):
    assert screen(till).isVisible()
    assert shown(till, Phase.IDLE).shop == till.desk.till.shop.name

    till.scan(*till.codes(2))
    view = shown(till, Phase.ORDER)
    assert (len(view.lines), view.member) == (2, None)
    till.scan_member(till.card())
    wait_until(lambda: screen(till).view.member, "member")
    picture = till.sale.basket.member
    assert screen(till).view.member.greeting.endswith(picture.row.name.split()[-1])

    till.hands.key(F8)
    assert shown(till, Phase.PAY).due.amount == screen(till).view.due.amount
    till.complete()
    paid = shown(till, Phase.PAID).paid
    assert (bool(paid.earned), paid.ask.thanks) == (True, "")
    wait_until(screen(till).scores[4].isVisible, "scores")
    tap(till, 5)
    wait_until(lambda: till.rows("SELECT score FROM feedback"), "a row")
    assert [row["score"] for row in till.rows("SELECT score FROM feedback")] == [5]
    assert screen(till).view.paid.ask.thanks

    assert till.window.isActiveWindow()
    assert till.window.isAncestorOf(QApplication.focusWidget())
    till.scan(*till.codes(1))  # the next sale begins, whatever was tapped
    assert len(shown(till, Phase.ORDER).lines) == 1


def test_a_tap_in_the_middle_of_a_code_tears_nothing(till):
    shown(till, Phase.IDLE)
    code = till.codes(1)[0]
    for character in code[:6]:
        QTest.keyClick(till.window.windowHandle(), character)
    QTest.mouseClick(screen(till).windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    for character in code[6:]:
        QTest.keyClick(till.window.windowHandle(), character)
    QTest.keyClick(till.window.windowHandle(), Qt.Key.Key_Return)

    assert len(shown(till, Phase.ORDER).lines) == 1


def test_a_locked_till_keeps_its_order_to_itself(till):
    till.scan(*till.codes(1))
    shown(till, Phase.ORDER)

    till.program.flow.lock()
    shown(till, Phase.IDLE)
    till.sign_in()

    assert len(shown(till, Phase.ORDER).lines) == 1


def test_it_moves_in_with_a_second_screen_and_out_with_it(start, monkeypatch):
    live = start()
    customer, second = live.program.customer, [QGuiApplication.primaryScreen()]
    monkeypatch.setattr(live.window, "screen", lambda: None)  # the till stands on another one
    customer._panels = lambda: second
    live.program.look.settings = replace(live.program.look.settings, customer_words="Trà mới", customer_qr=JOIN)
    customer.start()
    assert customer.screen.isFullScreen()
    wait_until(lambda: customer.screen.view and customer.screen.view.code, "the shop's code")
    assert (customer.screen.view.code, customer.screen.view.words) == (modules_of(JOIN), "Trà mới")
    wait_until(live.window.isActiveWindow, "the focus")
    live.begin()

    second.clear()
    QGuiApplication.instance().screenRemoved.emit(QGuiApplication.primaryScreen())
    assert customer.screen is None
    assert "màn hình khách" in live.window.top._trouble.text()

    second.append(QGuiApplication.primaryScreen())
    QGuiApplication.instance().screenAdded.emit(QGuiApplication.primaryScreen())
    assert customer.screen.isFullScreen()
    assert live.window.top._trouble.text() == ""


def test_who_may_change_settings_writes_what_it_says(start):
    live = start()
    live.sign_in("Mộc")
    live.wait_for_sale()
    live.window.menu.customer.trigger()
    live.window.menu.customer_texts.trigger()
    texts = live.program.customer.texts
    wait_until(texts.isVisible, "the question")
    texts.words.edit.setText("Trà mới về")
    texts.code.edit.setText(JOIN)
    live.hands.enter()

    wait_until(lambda: live.program.customer.screen.view.code, "the shop's code")
    assert live.program.customer.screen.view.words == "Trà mới về"
    wait_until(lambda: load_settings(live.folder).settings.customer_qr == JOIN, "kept")
    live.scan(*live.codes(1))  # codes are heard again


def test_a_cashier_is_told_who_may(till):
    till.window.menu.customer_texts.trigger()

    assert not till.program.customer.texts.isVisible()
    assert till.toast


def test_a_till_that_locks_takes_the_question_back(start):
    live = start()
    live.sign_in("Mộc")
    live.wait_for_sale()
    live.window.menu.customer_texts.trigger()
    assert live.program.customer.texts.isVisible()
    live.program.flow.lock()

    assert not live.program.customer.texts.isVisible()


def test_a_text_too_long_for_a_code_costs_nothing_else(start, monkeypatch):
    live = start()
    monkeypatch.setattr(live.window, "screen", lambda: None)
    live.program.look.settings = replace(live.program.look.settings, customer_qr="x" * 5_000)
    live.program.customer.start()
    wait_until(lambda: not live.program.customer._reads.pending and live.program.flow.desk, "every answer")

    assert live.program.customer.screen.view.code == ()
    assert live.toast == ""


def test_a_person_s_choice_is_kept(start, monkeypatch):
    live = start()
    customer = live.program.customer
    monkeypatch.setattr(live.window, "screen", lambda: None)
    live.window.menu.customer.trigger()
    assert customer.screen.isVisible()
    customer.screen.close()

    assert (customer.screen, live.window.menu.customer.isChecked()) == (None, False)
    assert live.program.look.settings.customer_display == "off"
    customer.look_again()
    assert customer.screen is None
    wait_until(lambda: load_settings(live.folder).settings.customer_display == "off", "kept")
