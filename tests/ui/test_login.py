"""Signing in: wrong PINs say so, guessing has to wait, and every key works without touching anything."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import delete

from pos_desktop.services.desk import desk_of
from pos_desktop.ui.login import controller as login
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.widgets.motion import SHAKEN
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS

ENTER = Qt.Key.Key_Return


@pytest.fixture
def controller(qapp, shop):
    made = login.LoginController(desk_of(shop.till), InlineOps())
    made.load()
    return made


@pytest.fixture
def screen(dressed, qtbot, controller):
    made = LoginScreen(controller)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def signed(controller):
    people = []
    controller.signed_in.connect(lambda person: people.append(person.name))
    return people


def choose(controller, name):
    controller.choose(next(person.id for person in controller.view.people if person.name == name))


def type_pin(widget, pin):
    QTest.keyClicks(widget, pin)
    QTest.keyClick(widget, ENTER)


def test_everybody_of_the_shop_stands_there_and_the_shift_too(controller):
    assert {person.name for person in controller.view.people} == {CASHIER, MANAGER, OWNER}
    assert controller.view.shift == "Ca 1 đang mở"


@pytest.mark.parametrize("name", [CASHIER, MANAGER, OWNER])
def test_the_right_pin_signs_in(screen, controller, name):
    people = signed(controller)
    choose(controller, name)

    type_pin(screen, PINS[name])

    assert people == [name]


def test_a_wrong_pin_shakes_and_says_so_and_leaves_no_digit(screen, controller):
    people = signed(controller)

    type_pin(screen, "135790")

    assert (people, controller.view.typed, controller.view.message) == ([], 0, "Mã PIN chưa đúng.")
    assert screen.card.property(SHAKEN) == 1


def test_a_screen_that_is_gone_hears_of_no_wrong_pin(dressed, qtbot, controller):
    gone = LoginScreen(controller)
    delete(gone)
    later = LoginScreen(controller)
    qtbot.addWidget(later)
    later.show()

    type_pin(later, "135790")

    assert later.card.property(SHAKEN) == 1


def test_after_five_wrong_pins_nobody_may_guess_for_a_while(screen, controller, shop):
    people = signed(controller)
    choose(controller, CASHIER)
    for _ in range(6):
        type_pin(screen, "135790")

    type_pin(screen, PINS[CASHIER])

    assert (people, controller.view.waiting, controller.view.typed) == ([], True, 0)
    assert "Thử lại sau" in controller.view.message
    choose(controller, MANAGER)
    type_pin(screen, PINS[MANAGER])
    assert people == [MANAGER]


def test_the_wait_is_counted_down_and_ends(screen, controller, shop, monkeypatch):
    at = [100.0]
    monkeypatch.setattr(login, "monotonic", lambda: at[0])
    for _ in range(6):
        type_pin(screen, "135790")
    before = controller.view.message

    at[0] += 10
    assert controller.view.message != before
    at[0] += 60
    controller._count_down()

    assert (controller.view.waiting, controller.view.message) == (False, "")


@pytest.mark.parametrize("digits", ["", "1", "123"])
def test_fewer_than_four_digits_are_no_pin(screen, controller, digits):
    type_pin(screen, digits)

    assert (controller.view.message, controller.view.typed) == ("", len(digits))
    assert not screen.pad.enter.isEnabled()


def test_a_scanned_code_is_no_pin_and_no_try(screen, controller, shop):
    people = signed(controller)
    for _ in range(6):
        type_pin(screen, "8930000000011")
    assert (controller.view.typed, controller.view.waiting, people) == (0, False, [])

    choose(controller, CASHIER)
    type_pin(screen, PINS[CASHIER])
    assert people == [CASHIER]


def test_backspace_takes_one_digit_and_escape_all(screen, controller):
    QTest.keyClicks(screen, "1234")
    QTest.keyClick(screen, Qt.Key.Key_Backspace)
    assert controller.view.typed == 3
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert controller.view.typed == 0


def test_arrows_choose_the_person(screen, controller):
    ids = [person.id for person in controller.view.people]
    QTest.keyClick(screen, Qt.Key.Key_Right)
    assert controller.view.chosen == ids[1]
    QTest.keyClick(screen, Qt.Key.Key_Left)
    QTest.keyClick(screen, Qt.Key.Key_Left)
    assert controller.view.chosen == ids[-1]


def test_the_pad_types_and_signs_in(screen, controller):
    people = signed(controller)
    choose(controller, MANAGER)
    for digit in PINS[MANAGER]:
        screen.pad.keys[digit].click()
    screen.pad.enter.click()

    assert people == [MANAGER]


def test_no_digit_of_the_pin_is_shown_anywhere(screen, controller):
    QTest.keyClicks(screen, "7391")

    from PySide6.QtWidgets import QLabel

    assert all("7391" not in label.text() for label in screen.findChildren(QLabel))


def badge_of(shop, name):
    return shop.desk.badges.issue("b1", shop.person(name).id, shop.person(OWNER).id)


@pytest.mark.parametrize("before", ["", "482"])
def test_a_badge_signs_in_whoever_is_chosen(shop, screen, controller, before):
    people = signed(controller)
    choose(controller, OWNER)
    QTest.keyClicks(screen, before)
    type_pin(screen, badge_of(shop, MANAGER))
    assert people == [MANAGER]


def test_a_badge_that_is_not_ours_is_no_try_of_a_pin(shop, screen, controller):
    people = signed(controller)
    choose(controller, CASHIER)
    type_pin(screen, "26" + "1" * 30)
    assert people == []
    assert controller.view.message == "Thẻ nhân viên này không dùng được. Quét lại hoặc nhập mã PIN."
    assert shop.count("staff", "failed_pins > 0") == 0


def test_a_locked_till_takes_no_pin_of_anybody(shop, screen, controller):
    with shop.till.db.write() as tx:
        until = shop.till.keep_running(tx) + timedelta(minutes=30)
        tx.exec_driver_sql(
            "UPDATE register SET failed_pins = 20, locked_until = ?", (f"{until:%Y-%m-%dT%H:%M:%S.%fZ}",)
        )
    for name in (CASHIER, MANAGER):
        choose(controller, name)
        type_pin(screen, PINS[name])
        assert "Quầy này có quá nhiều lần sai mã PIN." in controller.view.message
        assert controller.view.waiting
