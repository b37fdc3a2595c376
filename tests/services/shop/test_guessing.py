"""PIN guessing: a lock for each person and for each till, across restarts and with the clock set."""

from datetime import timedelta

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.members.proofs import Proofs, SetPin
from pos_desktop.services.pins import PinHash
from pos_desktop.services.shop.people import People
from pos_desktop.services.shop.staffing import Staffing
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, QUICK


def guess(shop, name=CASHIER, times=1):
    for _ in range(times):
        with refused(Code.WRONG_PIN):
            People(shop.till, QUICK).sign_in(shop.person(name).id, "739182")


def right(shop, name=CASHIER):
    return People(shop.till, QUICK).sign_in(shop.person(name).id, PINS[name])


def passes(shop, **time):
    shop.clock.set(shop.clock.now() + timedelta(**time))


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(minutes=-10), timedelta(days=-400)], ids=str)
def test_a_set_clock_ends_no_lock(shop, jump):
    guess(shop, times=5)
    shop.clock.put(shop.clock.now() + jump)
    with refused(Code.PIN_LOCKED, seconds=31):
        right(shop)
    passes(shop, seconds=29)
    with refused(Code.PIN_LOCKED, seconds=2):
        right(shop)
    passes(shop, seconds=1)
    assert right(shop).name == CASHIER


def test_neither_does_a_restart_with_the_clock_set(shop):
    guess(shop, times=5)
    passes(shop, seconds=10)
    with refused(Code.PIN_LOCKED, seconds=21):
        right(shop)
    shop.clock.put(shop.clock.now() + timedelta(days=30))
    for _ in range(3):
        shop.reopen()
        with refused(Code.PIN_LOCKED, seconds=21):
            right(shop)
    passes(shop, seconds=20)
    assert right(shop).name == CASHIER


def test_time_while_the_till_is_closed_does_not_count(shop):
    guess(shop, times=5)
    shop.close()
    passes(shop, hours=12)
    shop.reopen()
    with refused(Code.PIN_LOCKED, seconds=31):
        right(shop)


def test_guessing_on_between_restarts_makes_it_longer(shop):
    guess(shop, times=5)
    for seconds in (30, 60, 120, 240, 480, 960, 1_800, 1_800):
        shop.reopen()
        with refused(Code.PIN_LOCKED, seconds=seconds + 1):
            right(shop)
        passes(shop, seconds=seconds)
        if shop.count("register", "failed_pins >= 20"):
            return
        guess(shop)
    assert shop.rows("SELECT failed_pins FROM staff WHERE failed_pins > 0") == [(13,)]


def test_twenty_wrong_ones_within_an_hour_lock_the_till_for_everybody(shop):
    for name in (CASHIER, MANAGER, OWNER):
        guess(shop, name, times=4)
    passes(shop, minutes=40)
    for name in (CASHIER, MANAGER, OWNER):
        right(shop, name)
    guess(shop, MANAGER, times=4)
    guess(shop, OWNER, times=4)
    with refused(Code.TILL_LOCKED, seconds=3_601):
        right(shop)
    shop.clock.put(shop.clock.now() + timedelta(days=2))
    shop.reopen()
    with refused(Code.TILL_LOCKED, seconds=3_601):
        right(shop)
    passes(shop, hours=1)
    assert right(shop).name == CASHIER


def test_wrong_ones_of_another_hour_do_not_count(shop):
    for _ in range(6):
        guess(shop, times=4)
        right(shop)
        passes(shop, minutes=61)
    assert shop.rows("SELECT failed_pins FROM register") == [(4,)]


def test_members_pins_count_on_the_till_too(shop):
    member = shop.enrolled("An").member_id
    proofs = Proofs(shop.till, QUICK)
    proofs.set_pin(SetPin("p1", member, "2580", shop.person(MANAGER).id))
    guess(shop, times=4)
    right(shop)
    guess(shop, MANAGER, times=4)
    right(shop, MANAGER)
    guess(shop, OWNER, times=4)
    right(shop, OWNER)
    guess(shop, times=4)
    right(shop)
    for _ in range(4):
        with refused(Code.WRONG_PIN):
            proofs.fits(member, "1470")
    with refused(Code.TILL_LOCKED):
        proofs.fits(member, "2580")


def test_a_members_lock_is_not_ended_by_the_clock(shop):
    member = shop.enrolled("An").member_id
    Proofs(shop.till, QUICK).set_pin(SetPin("p1", member, "2580", shop.person(MANAGER).id))
    for _ in range(5):
        with refused(Code.WRONG_PIN):
            Proofs(shop.till, QUICK).fits(member, "1470")
    shop.clock.put(shop.clock.now() + timedelta(days=1))
    shop.reopen()
    with refused(Code.PIN_LOCKED, seconds=31):
        Proofs(shop.till, QUICK).fits(member, "2580")


def test_another_person_may_unlock(shop):
    guess(shop, times=5)
    staffing, lan = Staffing(shop.till, QUICK), shop.person().id
    with refused(Code.SAME_PERSON):
        staffing.unlock("u0", lan, lan)
    staffing.unlock("u1", lan, shop.person(MANAGER).id)
    assert right(shop).name == CASHIER
    assert shop.rows("SELECT failed_pins, locked_until FROM register") == [(0, None)]
    assert shop.count("journal", "kind = 'staff_unlocked'") == 1


def test_whoever_it_is_for_one_hash_is_checked(shop):
    """Locked, unknown or there: the time of an answer tells nothing."""
    checked = []

    class Counting(PinHash):
        def fits(self, pin_hash, pin):
            checked.append(pin_hash)
            return super().fits(pin_hash, pin)

    people = People(shop.till, QUICK)
    people.proof.pins = Counting(shop.till.keys.pepper, QUICK)
    guess(shop, times=5)
    for code, staff_id in ((Code.PIN_LOCKED, shop.person().id), (Code.UNKNOWN_USER, "nobody")):
        checked.clear()
        with refused(code):
            people.sign_in(staff_id, PINS[CASHIER])
        assert len(checked) == 1
