"""Shared keys: made on one side, typed on the other, compared by a mark, never in the database."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.gateways.keys import load_keys
from pos_desktop.services.members.benefits.partner_keys import KeptKey, PartnerKeys
from tests.services.members.benefits.test_partners import BAKERY, CAFE, issued
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, Shop, copy_of


@pytest.fixture
def cafe(shop):
    shop.under(partners=(BAKERY,))
    shop.granted("Lan", 3_000)
    return shop


@pytest.fixture
def bakery(template, tmp_path):
    other = Shop(copy_of(template, tmp_path / "bakery"), seed=2)
    other.under(partners=(CAFE,))
    yield other
    other.close()


def keys(shop):
    return PartnerKeys(shop.till)


def staff(shop, name=MANAGER):
    return shop.person(name).id


def test_a_key_made_here_and_typed_there_takes_vouchers_there(cafe, bakery):
    assert keys(cafe).all() == (KeptKey("bakery", "Bánh Mì Sáu", ""),)
    made = keys(cafe).make("bakery", staff(cafe))
    assert [len(group) for group in made.text.split()] == [4] * 8
    entered = keys(bakery).enter("cafe", f"  {made.text.lower()} ", staff(bakery))
    assert entered.mark == made.mark == keys(cafe).all()[0].mark
    assert bakery.desk.partners.hold(issued(cafe).code).partner == "cafe"


def test_a_key_that_was_typed_wrong_has_another_mark(cafe, bakery):
    made = keys(cafe).make("bakery", staff(cafe))
    wrong = ("1" if made.text[0] != "1" else "2") + made.text[1:]
    assert keys(bakery).enter("cafe", wrong, staff(bakery)).mark != made.mark
    with refused(Code.PARTNER_FORGED):
        bakery.desk.partners.hold(issued(cafe).code)


def test_two_keys_are_never_the_same_and_the_newer_one_counts(cafe):
    first, second = (keys(cafe).make("bakery", staff(cafe)) for _turn in range(2))
    assert first.text != second.text
    assert keys(cafe).all()[0].mark == second.mark != first.mark


def test_the_key_stays_out_of_the_database_and_comes_back_with_the_file(cafe):
    made = keys(cafe).make("bakery", staff(cafe))
    plain = "".join(made.text.split()).lower()
    raw = b"".join(path.read_bytes() for path in cafe.folder.glob("shop.db*"))
    assert plain.encode() not in raw
    assert bytes.fromhex(plain) not in raw
    assert load_keys(cafe.folder).partners == {7: bytes.fromhex(plain)}
    assert plain not in made.mark.lower()


def test_who_may_not_change_the_programme_makes_no_key_and_nonsense_is_none(cafe):
    with refused(Code.NOT_ALLOWED):
        keys(cafe).make("bakery", staff(cafe, CASHIER))
    for wrong in ("", "0011", "zz" * 16, "0" * 33):
        with refused(Code.MALFORMED):
            keys(cafe).enter("bakery", wrong, staff(cafe))
    with refused(Code.UNKNOWN_PARTNER):
        keys(cafe).make("nobody", staff(cafe))
    assert cafe.till.keys.partners == {}
