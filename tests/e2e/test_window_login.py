"""A quick hand at the PIN: on the screen of signing in nothing is scanned, so the fastest digits are a person's."""

import pytest
from PySide6.QtTest import QTest

from pos_desktop.app.hands import wait_until
from pos_desktop.ui.login.screen import LoginScreen
from tests.support.live_till import F12, PINS


def burst(till, text, gap_ms):
    """Type as fast as a scanner does."""
    for character in text:
        till.hands.key(character, then_wait=gap_ms)


def at_login(till):
    wait_until(lambda: till.is_on(LoginScreen) and till.program.flow.login.view.people, "login")
    return till.program.flow.login


@pytest.mark.parametrize("gap_ms", [1, 20, 55])
def test_six_fast_digits_are_six_dots_and_sign_in(start, gap_ms):
    till = start()
    login = at_login(till)
    burst(till, PINS["Lan"], gap_ms)
    wait_until(lambda: login.view.typed == 6, "six dots")

    till.hands.enter()
    till.wait_for_sale()


def test_enter_right_behind_the_last_digit_signs_in(start):
    till = start()
    at_login(till)
    for character in PINS["Lan"]:
        QTest.keyClick(till.window.windowHandle(), character)
    till.hands.enter()

    till.wait_for_sale()


def test_fast_digits_arrive_on_a_locked_till_too(start):
    till = start()
    till.begin()
    till.scan(till.codes()[0])
    till.hands.key(F12)
    login = at_login(till)
    burst(till, PINS["Lan"], 5)
    wait_until(lambda: login.view.typed == 6, "six dots")
    till.hands.enter()
    till.wait_for_sale()

    assert len(till.order.lines) == 1
