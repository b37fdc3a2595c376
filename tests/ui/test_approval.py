"""The question to another person: who may answer it, by PIN or by badge; no code reaches the sale meanwhile."""

import argon2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos_desktop.services.desk import desk_of
from pos_desktop.ui.approval.controller import ApprovalController, ApprovalWanted
from pos_desktop.ui.approval.sheet import ApprovalSheet
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.window import Target, Window
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, QUICK


@pytest.fixture
def controller(qapp, shop, monkeypatch):
    monkeypatch.setattr(argon2, "PasswordHasher", lambda **_: QUICK)
    return ApprovalController(desk_of(shop.till), InlineOps())


@pytest.fixture
def scanner(qapp):
    return ScanFilter()


@pytest.fixture
def window(dressed, qtbot, scanner):
    made = Window(scanner)
    qtbot.addWidget(made)
    made.resize(1024, 768)
    made.show_screen(QWidget(), Target(scan=lambda _code: None, has_keys=True))
    made.show()
    return made


@pytest.fixture
def sheet(window, controller):
    return ApprovalSheet(window, controller)


def ask(shop, controller, right="discount", amount=2_500):
    given = []
    controller.ask(ApprovalWanted(right, "order", shop.person().id, amount, "Lan xin giảm giá 25%"), given.append)
    return given


def test_only_who_may_approve_is_asked(shop, controller):
    ask(shop, controller)
    assert [person.name for person in controller.view.people] == [MANAGER, OWNER]
    assert controller.view.sentence == "Lan xin giảm giá 25%"
    ask(shop, controller, right="alone", amount=None)
    assert [person.name for person in controller.view.people] == [OWNER]


def test_the_pin_of_the_chosen_one_approves(shop, controller, sheet, window, scanner):
    given = ask(shop, controller)
    assert sheet.isVisible()
    assert window.is_asking
    assert scanner.paused
    QTest.keyClick(sheet, Qt.Key.Key_Right)
    QTest.keyClicks(sheet, PINS[OWNER])
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert [approved.approver for approved in given] == [OWNER]
    assert not sheet.isVisible()
    assert not scanner.paused
    assert shop.count("approval") == 1


def test_a_badge_approves_whoever_is_chosen(shop, controller, sheet):
    code = shop.desk.badges.issue("b1", shop.person(MANAGER).id, shop.person(OWNER).id)
    given = ask(shop, controller)
    QTest.keyClicks(sheet, code)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert [approved.approver for approved in given] == [MANAGER]
    assert shop.rows("SELECT way FROM approval") == [("badge",)]


def test_a_wrong_pin_is_said_and_counted(shop, controller, sheet):
    given = ask(shop, controller)
    QTest.keyClicks(sheet, "739182")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert controller.view.message == "Mã PIN chưa đúng."
    assert (given, controller.view.typed) == ([], 0)
    assert shop.rows("SELECT name FROM staff WHERE failed_pins = 1") == [(MANAGER,)]


def test_the_cashier_s_own_badge_is_no_other_person(shop, controller, sheet):
    code = shop.desk.badges.issue("b1", shop.person().id, shop.person(OWNER).id)
    given = ask(shop, controller)
    QTest.keyClicks(sheet, code)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert controller.view.message == "Không tự duyệt cho mình được. Mời người khác."
    assert given == []


def test_esc_is_the_safe_way_out(shop, controller, sheet, scanner):
    given = ask(shop, controller)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert (given, controller.view) == ([], None)
    assert not sheet.isVisible()
    assert not scanner.paused


def test_too_few_digits_are_no_try(shop, controller, sheet):
    ask(shop, controller)
    QTest.keyClicks(sheet, "709")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    QTest.keyClick(sheet, Qt.Key.Key_Backspace)
    assert (controller.view.typed, controller.view.message) == (2, "")
    assert shop.count("journal", "kind = 'wrong_pin'") == 0


def test_nobody_may(shop, controller, sheet):
    for name in (MANAGER, OWNER):
        with shop.till.db.write() as tx:
            tx.exec_driver_sql("UPDATE staff SET active = 0 WHERE name = ?", (name,))
    ask(shop, controller)
    assert controller.view.message == "Không ai ở cửa hàng có quyền này."
    assert CASHIER not in [person.name for person in controller.view.people]
