"""`sell` beside goods: lines, tenders and operations of gift cards, wallets, plans, vouchers and rewards."""

from typing import Any

import pytest

from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.conditions import When
from pos_desktop.selling.lines import OrderType
from tests.support.shop import Shop
from tests.support.talk import PHONE, Talk

HERE = VoucherTemplate("here", "Tại quán", Benefit(amount=10_000), when=When(order_types=(OrderType.DINE_IN,)))
PHO = {"code": "PHO"}


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    return Talk(sample_shop, vouchers=(HERE,))


def test_a_plain_sale_tells_that_there_was_nothing_beside_it(talk: Talk) -> None:
    answer = talk.done(lines=[PHO])
    assert {name: answer[name] for name in ("vouchers", "gift_cards", "wallet", "rewards", "membership")} == {
        "vouchers": {"used": [], "issued": []}, "gift_cards": [], "wallet": None, "rewards": [], "membership": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"gift_card": "50000"}, "INVALID_AMOUNT"), ({"gift_card": True}, "INVALID_AMOUNT"),
        ({"gift_card": -1}, "INVALID_AMOUNT"), ({"gift_card": 50_000, "qty": 2}, "MALFORMED"),
        ({"gift_card": 50_000, "top_up": 1}, "MALFORMED"), ({"top_up": 50_000, "code": "27"}, "MALFORMED"),
        ({"plan": 5}, "MALFORMED"), ({"plan": ""}, "MALFORMED"),
        ({"gift_card": 50_000, "code": "27"}, "STORED_UNKNOWN"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_refused(talk: Talk, line: dict[str, Any], code: str) -> None:
    assert talk.code(lines=[line]) == code


@pytest.mark.parametrize(
    ("line", "member", "code"),
    [
        ({"plan": "xx"}, PHONE, "UNKNOWN_ITEM"), ({"plan": "xx"}, None, "UNKNOWN_MEMBER"),
        ({"top_up": 50_000}, None, "UNKNOWN_MEMBER"), ({"top_up": 1}, PHONE, "INVALID_AMOUNT"),
        ({"gift_card": 1}, None, "INVALID_AMOUNT"),
    ],
)  # fmt: skip
def test_a_first_ware_that_is_refused_leaves_no_item(talk: Talk, line: dict[str, Any], member: str, code: str) -> None:
    before = talk.shop.count("item"), talk.shop.count("journal")
    assert talk.code(lines=[line], member=member) == code
    assert (talk.shop.count("item"), talk.shop.count("journal")) == before


def test_a_first_ware_that_is_refused_at_the_very_end_leaves_no_item(talk: Talk) -> None:
    paid = [{"type": "cash", "amount": 49_999}]
    assert talk.code(lines=[{"gift_card": 50_000}], tenders=paid) == "UNDERPAID"
    assert talk.done(lines=[{"gift_card": 50_000}])["lines"][0]["code"] == "THE-QUA"
    assert talk.shop.count("item", "ware = 'gift_card'") == 1


@pytest.mark.parametrize("field", [{"vouchers": "X"}, {"vouchers": [5]}, {"rewards": [""]}, {"order_type": "drone"}])
def test_a_field_that_cannot_be_read_is_malformed(talk: Talk, field: dict[str, Any]) -> None:
    assert talk.code(lines=[PHO], **field) == "MALFORMED"


def test_the_order_type_is_what_conditions_look_at(talk: Talk) -> None:
    code = talk.done(op="voucher", template="here")["vouchers"][0]["code"]
    assert talk.code(lines=[PHO], vouchers=[code]) == "VOUCHER_TIME"
    assert talk.done(lines=[PHO], vouchers=[code], order_type="dine_in")["due"] == 90_000


def test_a_repeat_tells_balances_as_they_were(talk: Talk) -> None:
    card = talk.gift_card(100_000)
    body = {"lines": [{"code": "TRA"}], "tenders": [{"type": "gift_card", "amount": 20_000, "ref": card}]}
    first = talk.done(id="again", **body)
    talk.done(**body)

    assert first["gift_cards"] == [{"code": card, "balance": 80_000}]
    assert talk.done(id="again", **body) == first
    assert talk.done(op="gift_card", find=card)["balance"] == 60_000


def test_looks_need_no_id_and_deeds_do(talk: Talk) -> None:
    card = talk.gift_card(50_000)
    assert talk.ask(id=None, op="gift_card", find=card)["ok"]
    assert talk.ask(id=None, op="voucher", template="here")["code"] == "MALFORMED"
    assert talk.code(op="gift_card", find="27") == "STORED_UNKNOWN"
    assert talk.code(op="voucher", find="27") == "INVALID_VOUCHER"
    assert talk.code(op="voucher", template="here", count="2") == "MALFORMED"


def test_a_member_tells_wallet_membership_and_vouchers(talk: Talk) -> None:
    talk.done(op="voucher", template="here", member=PHONE)
    talk.done(lines=[{"top_up": 50_000}], member=PHONE)
    told = talk.member()
    assert (told["wallet"], told["membership"], len(told["vouchers"])) == (50_000, None, 1)
