"""Signing in, and what stops guessing."""

import unicodedata
from datetime import timedelta

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.permissions import Role
from pos_desktop.services.pins import PinHash, check_pin
from pos_desktop.services.shop.people import People
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, QUICK


@pytest.fixture
def people(shop):
    return People(shop.till, QUICK)


def wrong(people, person, times):
    for _ in range(times):
        with refused(Code.WRONG_PIN):
            people.sign_in(person.id, "739182")


def test_the_login_screen_s_people(people):
    assert [(person.name, person.role) for person in people.all()] == [
        (MANAGER, Role.MANAGER), (CASHIER, Role.CASHIER), (OWNER, Role.OWNER),
    ]  # fmt: skip


def test_a_name_finds_its_person(people):
    assert people.by_name("  hoa ").name == MANAGER
    assert people.by_name(unicodedata.normalize("NFD", OWNER.upper())).name == OWNER
    with refused(Code.UNKNOWN_USER, name="Nobody"):
        people.by_name("Nobody")
    with refused(Code.UNKNOWN_USER, name="x" * 40):
        people.by_name("x" * 1_000)


@pytest.mark.parametrize("name", [CASHIER, MANAGER])
def test_the_right_pin_signs_in(shop, people, name):
    person = shop.person(name)
    assert people.sign_in(person.id, PINS[name]) == person


@pytest.mark.parametrize("pin", ["482616", "", "48261", "4826155", " 482615", "４８２６１５", "\0", "x" * 10_000])
def test_another_does_not(shop, people, pin):
    with refused(Code.WRONG_PIN):
        people.sign_in(shop.person().id, pin)
    assert shop.rows("SELECT failed_pins FROM staff WHERE failed_pins > 0") == [(1,)]


def test_nobody_signs_in_as_nobody(people):
    with refused(Code.UNKNOWN_USER):
        people.sign_in("nobody", "482615")


def test_five_wrong_ones_lock(shop, people):
    person = shop.person()
    wrong(people, person, 5)
    with refused(Code.PIN_LOCKED, seconds=31):
        people.sign_in(person.id, PINS[CASHIER])
    assert people.sign_in(shop.person(MANAGER).id, PINS[MANAGER]).name == MANAGER, "the others go on"


def test_the_lock_survives_a_restart_and_time_goes_on(shop, people):
    person = shop.person()
    wrong(people, person, 5)
    shop.reopen()
    shop.clock.set(shop.clock.now() + timedelta(seconds=10))
    again = People(shop.till, QUICK)
    with refused(Code.PIN_LOCKED, seconds=21):
        again.sign_in(person.id, PINS[CASHIER])
    shop.clock.set(shop.clock.now() + timedelta(seconds=20))
    assert again.sign_in(person.id, PINS[CASHIER]) == person


def test_every_further_wrong_one_doubles_the_lock(shop, people):
    person = shop.person()
    wrong(people, person, 5)
    seconds = 30
    for _ in range(3):
        shop.clock.set(shop.clock.now() + timedelta(seconds=seconds))
        wrong(people, person, 1)
        seconds *= 2
        with refused(Code.PIN_LOCKED, seconds=seconds + 1):
            people.sign_in(person.id, PINS[CASHIER])


def test_the_lock_has_a_longest(shop, people):
    person = shop.person()
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE staff SET failed_pins = 1000")
    wrong(people, person, 1)
    with refused(Code.PIN_LOCKED, seconds=1801):
        people.sign_in(person.id, PINS[CASHIER])


def test_a_right_one_forgets_the_wrong_ones(shop, people):
    person = shop.person()
    for _ in range(3):
        wrong(people, person, 4)
        people.sign_in(person.id, PINS[CASHIER])
    assert shop.count("staff", "failed_pins > 0") == 0


def test_tries_at_two_tills_are_counted_together(shop, people):
    """The other till's try lands while this one is still hashing."""
    person = shop.person()
    wrong(people, person, 4)

    class SlowTill(PinHash):
        def fits(self, pin_hash, pin):
            people.proof.pins = PinHash(shop.till.keys.pepper, QUICK)
            wrong(people, person, 1)
            return super().fits(pin_hash, pin)

    people.proof.pins = SlowTill(shop.till.keys.pepper, QUICK)
    with refused(Code.PIN_LOCKED):
        people.sign_in(person.id, PINS[CASHIER])
    assert shop.rows("SELECT failed_pins FROM staff WHERE failed_pins > 0") == [(5,)]


def test_tries_are_in_the_journal_without_the_pin(shop, people):
    person = shop.person()
    wrong(people, person, 1)
    people.sign_in(person.id, PINS[CASHIER])
    assert shop.rows("SELECT kind, subject_id, body FROM journal ORDER BY seq DESC LIMIT 2") == [
        ("sign_in", person.id, "{}"), ("wrong_pin", person.id, "{}"),
    ]  # fmt: skip
    assert shop.books().tie


# --- hashes ---


@pytest.mark.parametrize("pin", ["2580", "826473", "90909090", "1212", "1357"])
def test_pins_that_may_be_set(pin):
    check_pin(pin)


@pytest.mark.parametrize(
    "pin",
    ["0000", "1111", "1234", "4321", "12345678", "258", "258025802", "", "abcd", "25 80", "２５８０", "-258", "2580\n"],
)
def test_pins_that_everybody_tries_first(pin):
    with refused(Code.WEAK_PIN):
        check_pin(pin)


def test_without_the_pepper_a_hash_is_worth_nothing():
    ours, theirs = PinHash(b"ours", QUICK), PinHash(b"theirs", QUICK)
    kept = ours.hash("2580", "p1")
    assert ours.fits(kept, "2580")
    assert not ours.fits(kept, "2581")
    assert not theirs.fits(kept, "2580")
    assert ours.hash("2580", "p2") != kept, "salted"


def test_the_real_hash_is_argon2id_and_slow_enough():
    kept = PinHash(b"pepper").hash("2580", "p1")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=1$")


def test_a_broken_hash_fits_nothing():
    assert not PinHash(b"pepper", QUICK).fits("$argon2id$broken", "2580")
    assert not PinHash(b"pepper", QUICK).fits("", "2580")
