"""A member's own PIN, and the birthday that may be put right once."""

import re
from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.order import Identified
from pos_desktop.services.members.members import Enrol
from pos_desktop.services.members.proofs import ChangeBirthday, Proofs, SetPin
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, QUICK

BORN = date(1990, 5, 17)


@pytest.fixture
def lan(shop):
    return shop.desk.members.enrol(Enrol("e1", "0901234567", "Lan", birthday=BORN)).member_id


def proofs(shop):
    return Proofs(shop.till, QUICK)


def set_pin(shop, member_id, pin, by=CASHIER, operation="p1", identified=Identified.CARD):
    proofs(shop).set_pin(SetPin(operation, member_id, pin, shop.person(by).id, identified))


def change(shop, member_id, birthday, by=CASHIER, operation="b1", **more):
    return proofs(shop).change_birthday(ChangeBirthday(operation, member_id, birthday, shop.person(by).id, **more))


# --- PIN ---


def test_a_pin_opens_from_then_on(shop, lan):
    with refused(Code.WRONG_PIN):
        proofs(shop).fits(lan, "2580")
    set_pin(shop, lan, "2580")
    assert proofs(shop).fits(lan, "2580")
    assert shop.desk.members.fits_pin(lan, "2580")
    set_pin(shop, lan, "7319", operation="p2")
    assert proofs(shop).fits(lan, "7319")
    with refused(Code.WRONG_PIN):
        proofs(shop).fits(lan, "2580")
    assert shop.books().tie


def test_no_pin_lies_in_the_database(shop, lan):
    set_pin(shop, lan, "2580")
    kept = str(shop.rows("SELECT * FROM operation")) + str(shop.rows("SELECT body FROM journal"))
    assert "2580" not in re.sub(r"[0-9a-f]{24,}", "", kept), "digests may hold any digits"
    assert shop.rows("SELECT pin_hash FROM person")[0][0].startswith("$argon2id$")


@pytest.mark.parametrize(
    "pin", ["1111", "1234", "4321", "1705", "0517", "12345", "258", "", "25a0", "2580 ", "٢٥٨٠", "0000", "3210"]
)
def test_weak_pins_are_refused(shop, lan, pin):
    with refused(Code.WEAK_PIN, of="member"):
        set_pin(shop, lan, pin)
    assert shop.rows("SELECT pin_hash FROM person") == [("",)]


def test_without_the_card_a_manager_is_needed(shop, lan):
    for identified in (Identified.SEARCH, Identified.PIN):
        with refused(Code.NOT_ALLOWED, right="members"):
            set_pin(shop, lan, "2580", identified=identified)
    set_pin(shop, lan, "2580", by=MANAGER, identified=Identified.SEARCH)
    assert proofs(shop).fits(lan, "2580")


def test_setting_it_twice_is_done_once(shop, lan):
    set_pin(shop, lan, "2580")
    set_pin(shop, lan, "2580")
    assert shop.count("journal", "kind = 'member_pin_set'") == 1
    with refused(Code.ID_REUSED):
        set_pin(shop, lan, "7319")


def test_guessing_is_locked_out_longer_each_time(shop, lan):
    set_pin(shop, lan, "2580")
    for _ in range(4):
        with refused(Code.WRONG_PIN):
            proofs(shop).fits(lan, "9999")
    with refused(Code.WRONG_PIN):
        proofs(shop).fits(lan, "9999")
    with refused(Code.PIN_LOCKED, seconds=31):
        proofs(shop).fits(lan, "2580")
    shop.on("2026-03-02 09:01")
    with refused(Code.WRONG_PIN):
        proofs(shop).fits(lan, "9998")
    with refused(Code.PIN_LOCKED, seconds=61):
        proofs(shop).fits(lan, "2580")
    shop.on("2026-03-02 09:03")
    assert proofs(shop).fits(lan, "2580")
    assert shop.rows("SELECT failed_pins, locked_until FROM person") == [(0, None)]
    assert shop.count("journal", "kind = 'wrong_pin'") == 6
    assert shop.books().tie


def test_a_new_pin_takes_the_lock_off(shop, lan):
    set_pin(shop, lan, "2580")
    for _ in range(5):
        with refused(Code.WRONG_PIN):
            proofs(shop).fits(lan, "9999")
    set_pin(shop, lan, "7319", operation="p2", by=MANAGER)
    assert proofs(shop).fits(lan, "7319")


def test_a_right_pin_writes_nothing(shop, lan):
    set_pin(shop, lan, "2580")
    with shop.statements() as sent:
        assert proofs(shop).fits(lan, "2580")
    assert not [one for one in sent if not one.startswith("SELECT")]


def test_nobody_has_no_pin(shop):
    with refused(Code.UNKNOWN_MEMBER):
        proofs(shop).fits("nobody", "2580")
    with refused(Code.UNKNOWN_MEMBER):
        set_pin(shop, "nobody", "2580")


# --- birthday ---


def test_once_anybody_may_put_it_right(shop, lan):
    got = change(shop, lan, date(1991, 5, 17))
    assert (got.changes, got.blocks_this_year) == (1, False)
    assert shop.rows("SELECT birthday, birthday_changes, birthday_changed_on FROM person") == [("1991-05-17", 1, None)]


def test_afterwards_a_manager_is_needed_and_this_year_is_gone(shop, lan):
    change(shop, lan, date(1991, 5, 17))
    with refused(Code.NOT_ALLOWED, right="members"):
        change(shop, lan, date(1990, 3, 2), operation="b2")
    got = change(shop, lan, date(1990, 3, 2), by=MANAGER, operation="b2")
    assert (got.changes, got.blocks_this_year) == (2, True)
    assert shop.rows("SELECT birthday_changed_on FROM person") == [("2026-03-02",)]
    assert change(shop, lan, date(1990, 3, 2), by=MANAGER, operation="b2").is_repeat
    assert shop.books().tie


def test_taking_it_away_and_giving_another_is_no_way_round(shop, lan):
    assert change(shop, lan, None).changes == 1
    assert change(shop, lan, date(1990, 3, 2), operation="b2").changes == 1
    with refused(Code.NOT_ALLOWED):
        change(shop, lan, None, operation="b3")


def test_filling_in_or_saying_the_same_is_no_change(shop):
    member_id = shop.desk.members.enrol(Enrol("e1", "0901234567", "Lan")).member_id
    assert change(shop, member_id, BORN).changes == 0
    assert change(shop, member_id, BORN, operation="b2").changes == 0
    assert change(shop, member_id, BORN, operation="b3", is_lunar=True).changes == 1


@pytest.mark.parametrize("wrong", [date(1899, 12, 31), date(2026, 3, 3)])
def test_a_day_that_cannot_be_is_refused(shop, lan, wrong):
    with refused(Code.INVALID_BIRTHDAY):
        change(shop, lan, wrong)


def test_the_journal_holds_no_date(shop, lan):
    change(shop, lan, date(1991, 5, 17))
    ((body,),) = shop.rows("SELECT body FROM journal WHERE kind = 'birthday_changed'")
    assert "1991" not in body
