import hashlib
import hmac
import string
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.codes import CodeKind, classify
from pos_desktop.core.errors import Code
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.partners import (
    Partner,
    PartnerVoucher,
    Tally,
    body_of,
    clashing,
    issue,
    mark_of,
    own_code,
    points_for,
    read,
    take,
)  # fmt: skip
from tests.support.refusals import refused

DAY = date(2026, 3, 2)
LAST = date(2026, 3, 31)
NEW = Tally()
KEY = "00112233445566778899aabbccddeeff"
BAKERY = Partner("bakery", "Bánh Mì Sáu", 7, 12, KEY, 100, 2_000_000, 8_000)
"""The bakery as the café knows it; `CAFE` is the café as the bakery knows it."""
CAFE = Partner("cafe", "Cà phê Mộc", 12, 7, KEY, 100, 2_000_000, 8_000)
FLOWERS = Partner("flowers", "Hoa Tươi", 31, 12, "ff" * 16, 100, 2_000_000)
VOUCHER = issue(BAKERY, 20_000, 41, LAST, NEW)


def taken(code: str, used: tuple[str, ...] = (), month: Tally = NEW, day: date = DAY) -> PartnerVoucher:
    """Taken at the bakery."""
    return take(code, [CAFE, FLOWERS], day, used=used, taken=month)


def test_a_code_is_32_digits_that_the_neighbour_reads():
    assert len(VOUCHER.code) == 32
    assert set(VOUCHER.code) <= set(string.digits)
    assert VOUCHER.code.startswith("241202000004102281")
    assert classify(VOUCHER.code).kind is CodeKind.PARTNER
    assert read(VOUCHER.code, [FLOWERS, CAFE], DAY) == replace(VOUCHER, partner="cafe")
    assert taken(f" {VOUCHER.code}\r\n") == PartnerVoucher("cafe", 20_000, 41, LAST, VOUCHER.code)


def test_a_known_code_stays_as_it_is():
    """Codes that are printed must be read by every later version."""
    body = "241202000004102281"
    digest = hmac.new(bytes.fromhex(KEY), f"partner-voucher|12|7|{body}".encode(), hashlib.sha256).hexdigest()
    assert VOUCHER.code == f"{body}{int(digest[:32], 16) % 10**14:014d}" == "24120200000410228119041441691455"


def test_a_code_is_worth_nothing_where_it_was_issued_nor_at_a_third_shop():
    back_home = replace(BAKERY, number=12, own_number=7)  # even if the numbers were swapped
    for partners in ([BAKERY], [BAKERY, FLOWERS], [FLOWERS], [replace(CAFE, key="ff" * 16)], []):
        with refused(Code.PARTNER_FORGED):
            read(VOUCHER.code, partners, DAY)
    with refused(Code.PARTNER_FORGED):
        read(VOUCHER.code, [replace(CAFE, own_number=31)], DAY)
    assert read(VOUCHER.code, [back_home], DAY).value == 20_000, "the numbers and the key are all that counts"


@pytest.mark.parametrize("place", range(32))
@pytest.mark.parametrize("by", range(1, 10))
def test_every_forgery_of_one_digit_is_refused(place, by):
    code = VOUCHER.code
    forged = code[:place] + str((int(code[place]) + by) % 10) + code[place + 1 :]
    with refused(Code.PARTNER_FORGED):
        taken(forged)


keys = st.binary(min_size=16, max_size=32).map(bytes.hex)


@given(
    keys, st.integers(1, 999), st.integers(0, 999_999), st.integers(0, 36_500), st.integers(0, 31), st.integers(1, 9)
)
def test_whatever_is_issued_is_read_and_no_digit_can_be_changed(key, thousands, serial, days, place, by):
    day = date(2020, 1, 1) + timedelta(days=days)
    ours = replace(BAKERY, key=key, most_value_per_month=10**9)
    code = issue(ours, thousands * 1_000, serial, day, NEW).code
    theirs = replace(CAFE, key=key)
    assert read(code, [theirs], day) == PartnerVoucher("cafe", thousands * 1_000, serial, day, code)
    forged = code[:place] + str((int(code[place]) + by) % 10) + code[place + 1 :]
    with refused(Code.PARTNER_FORGED):
        read(forged, [theirs, FLOWERS], day)


@pytest.mark.parametrize("swap", range(31))
def test_swapped_neighbours_are_refused(swap):
    code = VOUCHER.code
    swapped = code[:swap] + code[swap + 1] + code[swap] + code[swap + 2 :]
    if swapped != code:
        with refused(Code.PARTNER_FORGED):
            taken(swapped)


@pytest.mark.parametrize(
    "text",
    ["", "24", "0901234567", "2" * 31, "24" + "a" * 30, "24" + "１" * 30, "24" + "9" * 30, "29" + "0" * 30, "x" * 99],
)
def test_what_is_no_voucher_is_refused(text):
    with refused(Code.PARTNER_FORGED):
        taken(text)


def test_a_voucher_is_used_once():
    taken(VOUCHER.code, used=("24" + "0" * 30,))
    with refused(Code.PARTNER_REPLAYED):
        taken(VOUCHER.code, used=(VOUCHER.code,))
    with refused(Code.PARTNER_REPLAYED):
        taken(f" {VOUCHER.code} ", used=(VOUCHER.code,))


def test_a_voucher_lasts_through_its_last_day():
    assert taken(VOUCHER.code, day=LAST).expires_on == LAST
    with refused(Code.PARTNER_EXPIRED, day="2026-03-31"):
        taken(VOUCHER.code, day=LAST + timedelta(days=1))
    with refused(Code.PARTNER_EXPIRED, day="2026-03-31"):
        read(VOUCHER.code, [CAFE], LAST + timedelta(days=1))


@pytest.mark.parametrize(
    ("month", "fits"),
    [(Tally(99, 0), True), (Tally(100, 0), False), (Tally(1, 1_980_000), True), (Tally(1, 1_980_001), False)],
)
def test_limits_hold_in_both_directions(month, fits):
    if fits:
        taken(VOUCHER.code, month=month)
        issue(BAKERY, 20_000, 42, LAST, month)
        return
    with refused(Code.PARTNER_LIMIT, name="Cà phê Mộc"):
        taken(VOUCHER.code, month=month)
    with refused(Code.PARTNER_LIMIT, name="Bánh Mì Sáu"):
        issue(BAKERY, 20_000, 42, LAST, month)


@pytest.mark.parametrize(
    ("value", "serial", "last"),
    [(0, 1, LAST), (-1_000, 1, LAST), (20_500, 1, LAST), (1_000_000, 1, LAST), (20_000, -1, LAST),
     (20_000, 1_000_000, LAST), (20_000, 1, date(2019, 12, 31)),
     (20_000, 1, date(2020, 1, 1) + timedelta(days=100_000))],
)  # fmt: skip
def test_what_digits_cannot_say_is_not_issued(value, serial, last):
    with refused(Code.INVALID_AMOUNT):
        issue(BAKERY, value, serial, last, NEW)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("id", ""), ("name", " "), ("number", -1), ("number", 100), ("own_number", 7), ("own_number", 100), ("key", "ff"),
     ("key", "00" * 15), ("key", "0" * 33), ("key", "AB" * 16), ("key", "zz" * 16), ("most_per_month", 0),
     ("most_value_per_month", 0), ("most_value_per_month", 10**12), ("share", -1), ("share", 10_001)],
)  # fmt: skip
def test_partners_that_cannot_be_are_named(field, wrong):
    assert replace(BAKERY, **{field: wrong}).faults() == (field,)


def test_partners_that_can_be():
    assert [one.faults() for one in (BAKERY, CAFE, FLOWERS)] == [()] * 3
    assert from_plain(Partner, to_plain(BAKERY)) == BAKERY
    assert BAKERY.due(20_000) == 16_000
    assert clashing([BAKERY, FLOWERS]) == ()
    assert clashing([BAKERY, FLOWERS, replace(FLOWERS, id="x"), replace(BAKERY, number=9)]) == ("x", "bakery")


def test_without_the_shared_key_nothing_is_signed_or_believed():
    """A programme holds no key; until it is filled in, a code signed with an empty one is as forged as any."""
    bare = replace(BAKERY, key="")
    assert bare.faults() == ()
    with refused(Code.PARTNER_KEY, name="Bánh Mì Sáu"):
        issue(bare, 20_000, 41, LAST, NEW)
    body = VOUCHER.code[:18]
    digest = hmac.new(b"", f"partner-voucher|12|7|{body}".encode(), hashlib.sha256).digest()
    forged = f"{body}{int.from_bytes(digest[:16], 'big') % 10**14:014d}"
    with refused(Code.PARTNER_FORGED):
        read(forged, [replace(CAFE, key="")], DAY)
    assert own_code(BAKERY, body_of(VOUCHER.code)) == VOUCHER.code


def test_a_key_is_known_by_eight_digits_that_do_not_tell_it():
    key = bytes.fromhex("00112233445566778899aabbccddeeff")
    digest = hmac.new(key, b"partner-key", hashlib.sha256).hexdigest().upper()
    assert mark_of(key) == f"{digest[:4]} {digest[4:8]}"
    assert mark_of(key[::-1]) != mark_of(key)


@pytest.mark.parametrize("value, point_value, points", [(20_000, 100, 200), (20_000, 300, 67), (1_000, 1_000, 1)])
def test_a_voucher_costs_whole_points_rounded_up(value, point_value, points):
    assert points_for(value, point_value) == points
