from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.errors import Code
from pos_desktop.selling.permissions import RIGHTS, Rights, Role, check_discounts, rights_of
from pos_desktop.selling.pricing import price
from pos_desktop.selling.tax import VatTable
from tests.support.deals import deals
from tests.support.orders import order
from tests.support.refusals import refused

TEN = RIGHTS[Role.CASHIER].discount


def priced(text: str):
    return price(order(text), VatTable(), date(2026, 3, 2))


ALLOWED = (
    "1 x A @ 100000", "1 x A @ 100000 -10%", "1 x A @ 100000 -10000", "1 x A @ 100000; off 10%",
    "2 x A @ 55555 -10%; 1 x B @ 5 -10%", "1 x A @ 5; 1 x B @ 5; off 10%", "1 x A @ 100000 -5%; off 5%",
)  # fmt: skip
TOO_MUCH = (
    "1 x A @ 100000 -10.01%", "1 x A @ 100000 -10001", "1 x A @ 100000; off 10.01%", "1 x A @ 100000; off 10001",
    "1 x A @ 100000 -100%", "1 x A @ 1000 -50%; 1 x B @ 1000000", "1 x A @ 100000 -10%; off 10%", "1 x A @ 5 -5",
)  # fmt: skip


@pytest.mark.parametrize("text", ALLOWED)
def test_a_cashier_takes_off_ten_percent(text):
    check_discounts(priced(text), TEN)


@pytest.mark.parametrize("text", TOO_MUCH)
def test_above_it_is_not_allowed(text):
    with refused(Code.NOT_ALLOWED, right="discount", most=1_000):
        check_discounts(priced(text), TEN)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 x A @ 100000 -20%; 1 x B @ 5000", 10_000), ("1 x A @ 100000; 1 x B @ 12000; off 20%", 11_200),
        ("1 x A @ 100000 -10%; off 10%", 10_000),
    ],
)  # fmt: skip
def test_the_refusal_tells_the_most_in_money(text, amount):
    with refused(Code.NOT_ALLOWED, amount=amount):
        check_discounts(priced(text), TEN)


@pytest.mark.parametrize("text", [*ALLOWED, *TOO_MUCH])
@pytest.mark.parametrize("role", [Role.MANAGER, Role.OWNER])
def test_managers_have_no_limit(text, role):
    check_discounts(priced(text), RIGHTS[role].discount)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=20), st.integers(1, 1_000))
def test_rounding_never_refuses_an_honest_percent(prices, percent):
    whole = f"{percent // 100}.{percent % 100:02d}%"
    check_discounts(priced("; ".join(f"1 x A{n} @ {each} -{whole}" for n, each in enumerate(prices))), TEN)
    check_discounts(priced("; ".join(f"1 x A{n} @ {each}" for n, each in enumerate(prices)) + f"; off {whole}"),
                    TEN)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "of_deals"),
    [
        ("2 x A @ 50000", "50%"), ("2 x A @ 50000 -10%", "buy 1 A get 1 A"), ("2 x A @ 50000; off 10%", "50%"),
        ("1 x A @ 100000 -10%", "50%"), ("1 x A @ 100000 -5000", "50% on A"),
    ],
)  # fmt: skip
def test_deals_are_nobody_s_discount(text, of_deals):
    check_discounts(price(order(text), VatTable(), date(2026, 3, 2), deals=deals(of_deals)), TEN)


@pytest.mark.parametrize(
    ("text", "of_deals", "amount"),
    [
        ("1 x A @ 100000 -5001", "50% on A", 5_000), ("1 x A @ 100000; off 5001", "50%", 5_000),
        ("1 x A @ 100000 -10%; off 10%", "50% on A", 5_000),
    ],
)  # fmt: skip
def test_a_limit_is_one_of_what_the_deals_left(text, of_deals, amount):
    with refused(Code.NOT_ALLOWED, amount=amount):
        check_discounts(price(order(text), VatTable(), date(2026, 3, 2), deals=deals(of_deals)), TEN)


def test_files_are_imported_by_managers():
    assert [role for role in Role if RIGHTS[role].import_files] == [Role.MANAGER, Role.OWNER]


def test_a_person_may_have_rights_of_their_own():
    own = rights_of(Role.CASHIER, {"discount": 1_500, "refund": True, "refund_most": 100_000})
    assert own == replace(RIGHTS[Role.CASHIER], discount=1_500, refund=True, refund_most=100_000)
    assert rights_of(Role.SUPERVISOR, {"refund_most": None}).refund_most is None


@pytest.mark.parametrize("own", [
    {"fly": True}, {"refund": 1}, {"discount": True}, {"discount": -1}, {"discount": 10_001}, {"discount": None},
    {"refund_most": "5"}, {"refund_most": 10**12},
])  # fmt: skip
def test_a_right_that_cannot_be_is_refused(own):
    with refused(Code.BAD_RIGHT, right=next(iter(own))):
        rights_of(Role.CASHIER, own)


def test_an_accountant_only_reads():
    granted = {name for name in Rights.__dataclass_fields__ if getattr(RIGHTS[Role.ACCOUNTANT], name) is True}
    assert granted == {"reports", "journal", "export"}
