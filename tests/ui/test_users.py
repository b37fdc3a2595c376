"""The screen of users: who stands there, the form, what is refused where it was typed, and the keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.selling.permissions import Role
from pos_desktop.services.desk import desk_of
from pos_desktop.services.shop.people import People
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.users import controller as users
from pos_desktop.ui.users.draft import Draft, limit_text
from pos_desktop.ui.users.screen import UsersScreen
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, QUICK


@pytest.fixture
def saved():
    return []


@pytest.fixture
def controller(qapp, shop, saved, monkeypatch):
    import argon2

    monkeypatch.setattr(argon2, "PasswordHasher", lambda **_: QUICK)

    def save(*badge):
        saved.append(badge)
        return "the.pdf"

    made = users.UsersController(desk_of(shop.till), InlineOps(), shop.person(MANAGER), save)
    made.load()
    return made


@pytest.fixture
def screen(dressed, qtbot, controller):
    made = UsersScreen(controller)
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show()
    made.setFocus()
    return made


def choose(controller, name):
    controller.choose(next(row.id for row in controller.view.rows if row.name == name))


def test_everybody_stands_there_with_what_they_are(controller):
    marks = {row.name: row.marks for row in controller.view.rows}
    assert marks == {MANAGER: "Quản lý", CASHIER: "Thu ngân · đang ca 1", OWNER: "Chủ cửa hàng"}


def test_a_new_cashier_is_name_pin_twice_and_save(shop, screen, controller):
    QTest.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(screen.name.edit, "Tu")
    QTest.keyClicks(screen.pin.edit, "930517")
    QTest.keyClicks(screen.again.edit, "930517")
    QTest.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    new = shop.person("Tu")
    assert new.role is Role.CASHIER
    assert People(shop.till, QUICK).sign_in(new.id, "930517").id == new.id
    assert controller.view.chosen == new.id


@pytest.mark.parametrize(
    ("fields", "where", "words"),
    [
        ({"name": ""}, "name_error", ""),
        ({"name": MANAGER}, "name_error", "Đã có người dùng mang tên này."),
        ({"again": "930518"}, "pin_error", "Hai lần gõ mã PIN khác nhau. Gõ lại."),
        ({"pin": "1234", "again": "1234"}, "pin_error", ""),
        ({"pin": PINS[OWNER], "again": PINS[OWNER]}, "pin_error", "Không dùng được mã PIN này. Chọn mã khác."),
    ],
    ids=str,
)
def test_what_is_refused_is_said_where_it_was_typed(shop, controller, fields, where, words):
    controller.new()
    controller.write(**{"name": "Tú", "pin": "930517", "again": "930517", **fields})
    controller.save()
    told = getattr(controller.view.form, where)
    assert told
    assert told == words or not words
    assert shop.count("staff") == 3


def test_rights_and_limits_are_kept_beside_the_role(shop, screen, controller):
    choose(controller, CASHIER)
    screen.rights["drawer"].setChecked(True)
    screen.limits["discount"].edit.clear()
    QTest.keyClicks(screen.limits["discount"].edit, "12,5")
    controller.save()
    rights = shop.person().rights
    assert (rights.drawer, rights.discount, rights.refund) == (True, 1_250, False)
    assert shop.rows("SELECT rights FROM staff WHERE name = ?", CASHIER) == [('{"discount":1250,"drawer":true}',)]

    controller.choose_role(Role.SUPERVISOR)
    assert screen.limits["discount"].edit.text() == "20"
    controller.save()
    assert shop.rows("SELECT rights FROM staff WHERE name = ?", CASHIER) == [("{}",)]


def test_what_the_services_refuse_is_said(controller):
    choose(controller, OWNER)
    controller.write(name="Ai đó")
    controller.save()
    assert controller.view.form.error == "Chỉ chủ quán mới sửa được chủ quán."
    choose(controller, CASHIER)
    controller.let_go()
    assert "ca mở" in controller.view.form.error


def test_ones_own_pin_asks_for_the_old_one(shop, screen, controller):
    assert screen.old.isVisibleTo(screen)
    controller.write(pin="930517", again="930517", old="739182")
    controller.save()
    assert controller.view.form.pin_error == "Mã PIN chưa đúng."
    controller.write(old=PINS[MANAGER])
    controller.save()
    assert People(shop.till, QUICK).sign_in(shop.person(MANAGER).id, "930517").name == MANAGER
    choose(controller, CASHIER)
    assert not screen.old.isVisibleTo(screen)


def test_badges_come_as_a_paper_and_go(shop, screen, controller, saved):
    choose(controller, CASHIER)
    assert not screen.revoke.isVisibleTo(screen)
    screen.badge.click()
    name, role, code = saved[0]
    assert (name, role) == (CASHIER, "Thu ngân")
    assert shop.desk.people.sign_in_by_badge(code).name == CASHIER
    assert "có thẻ" in screen.choices.buttons[shop.person().id].accessibleName() or screen.revoke.isVisibleTo(screen)
    screen.revoke.click()
    assert shop.count("staff_badge", "revoked_at IS NULL") == 0


def test_a_locked_person_is_let_in_again(shop, screen, controller):
    from pos_desktop.core.errors import Code
    from tests.support.refusals import refused

    for _ in range(5):
        with refused(Code.WRONG_PIN):
            People(shop.till, QUICK).sign_in(shop.person().id, "739182")
    controller.load()
    choose(controller, CASHIER)
    assert "đang bị khoá mã PIN" in next(row.marks for row in controller.view.rows if row.name == CASHIER)
    screen.unlock.click()
    assert People(shop.till, QUICK).sign_in(shop.person().id, PINS[CASHIER]).name == CASHIER


@pytest.mark.parametrize("text", ["x", "101", "-1", "1e3"])
def test_a_limit_that_is_no_number_is_not_saved(controller, text):
    choose(controller, CASHIER)
    controller.set_limit("discount", text)
    controller.save()
    assert controller.view.form.error


def test_limits_read_as_they_are_written():
    for limit, text in (("discount", "12,5"), ("discount", "10"), ("refund_most", ""), ("refund_most", "500000")):
        assert limit_text(limit, Draft().with_limit(limit, text).rights) == text
    assert Draft().with_limit("refund_most", "1.500.000").own == {"refund_most": 1_500_000}


def test_a_member_card_becomes_a_person_s_own(shop, screen, controller):
    shop.enrolled("Lan Anh", "0901234567")
    choose(controller, CASHIER)
    QTest.keyClicks(screen.card.edit, "0999999999")
    screen.link.click()
    assert controller.view.form.card_error
    assert not screen.unlink.isVisible()

    screen.card.edit.setText("0901234567")
    screen.link.click()
    assert controller.view.form.member == "Lan Anh"
    assert screen.unlink.isVisible()

    controller.link_card(shop.desk.members.card_of(shop.member("Lan Anh").row.id))
    screen.unlink.click()
    assert controller.view.form.member == ""
