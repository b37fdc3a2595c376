import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core import codes
from pos_desktop.core.codes import CardCode, CodeKind, Embedding, GiftCardCode, Keyring, VoucherCode, classify
from pos_desktop.core.errors import Code
from tests.support.refusals import refused

KEYS = Keyring({1: b"first key" * 4, 3: b"third key" * 4})
CARD = CardCode(1, "01234567", 7)
VIETQR = "00020101021138540010A00000072701240006970436011012345678900208QRIBFTTA53037045802VN6304ABCD"


@pytest.mark.parametrize(
    ("body", "digit"),
    [("893850100001", 9), ("400638133393", 1), ("9638507", 4), ("03600029145", 2), ("000000000000", 0)],
)
def test_check_digits(body, digit):
    assert codes.ean_check_digit(body) == digit
    assert codes.has_right_check_digit(f"{body}{digit}")


@given(st.text(string.digits, min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_shows(body, place, by):
    right = f"{body}{codes.ean_check_digit(body)}"
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]
    assert codes.has_right_check_digit(right)
    assert not codes.has_right_check_digit(wrong)


@pytest.mark.parametrize(
    ("text", "looks"),
    [("12345670", True), ("123456789012", True), ("1234567890123", True), ("123", False), ("12345678901234", False),
     ("１２３４５６７０", False), ("1234567a", False), ("²²²²²²²²", False)],
)  # fmt: skip
def test_what_looks_like_an_ean(text, looks):
    assert codes.is_ean(text) is looks


def ean(body: str) -> str:
    return f"{body}{codes.ean_check_digit(body)}"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (codes.card_token(CARD, KEYS), CodeKind.CARD),
        ("28" + "0" * 30, CodeKind.RECEIPT), ("27" + "0" * 30, CodeKind.VOUCHER), ("26" + "0" * 30, CodeKind.BADGE),
        ("25" + "0" * 30, CodeKind.CLAIM), ("24" + "0" * 30, CodeKind.PARTNER),
        ("23" + "0" * 30, CodeKind.PRODUCT), ("29" + "0" * 29, CodeKind.PRODUCT),
        (ean("893850100001"), CodeKind.PRODUCT), (ean("211234500350"), CodeKind.WEIGHED),
        (ean("221234500350"), CodeKind.PRICED), ("CF-DEN", CodeKind.PRODUCT), ("  CF-DEN\r\n", CodeKind.PRODUCT),
        ("https://example.vn/x", CodeKind.LINK), ("HTTP://X", CodeKind.LINK), ("www.x.vn", CodeKind.LINK),
        ("WIFI:T:WPA;S:Quan;P:12345678;;", CodeKind.WIFI), (VIETQR, CodeKind.BANK_QR),
        ("", CodeKind.UNREADABLE), ("   ", CodeKind.UNREADABLE), ("x" * 65, CodeKind.UNREADABLE),
        ("9" * 4096, CodeKind.UNREADABLE), ("ab\x1dcd", CodeKind.UNREADABLE), ("https://" + "x" * 4096, CodeKind.LINK),
    ],
)  # fmt: skip
def test_a_code_says_what_it_is(text, kind):
    assert classify(text).kind is kind


def test_in_store_labels_carry_weight_or_price():
    weighed, priced = classify(ean("211234500350")), classify(ean("221234500350"))
    assert (weighed.item, weighed.value) == ("12345", 350)
    assert (priced.item, priced.value) == ("12345", 35_000)


def test_a_label_read_wrongly_is_no_label():
    wrong = ean("211234500350")[:-1] + "9"
    assert classify(wrong).kind is CodeKind.PRODUCT


def test_prefixes_of_labels_can_be_set():
    own = Embedding(weight_prefix="02", price_prefix="20", price_unit=1)
    assert classify(ean("021234500350"), own).kind is CodeKind.WEIGHED
    assert classify(ean("201234500350"), own).value == 350
    assert classify(ean("211234500350"), own).kind is CodeKind.PRODUCT


@given(st.text(max_size=200))
def test_classify_takes_anything(text):
    assert classify(text).kind in CodeKind


def test_a_card_is_32_digits_and_reads_back():
    token = codes.card_token(CARD, KEYS)
    assert len(token) == 32
    assert set(token) <= set(string.digits)
    assert token.startswith("2910123456707")
    assert codes.read_card(token, KEYS) == CARD
    assert codes.read_card(f" {token}\n".strip(), KEYS) == CARD


@pytest.mark.parametrize("place", range(32))
@pytest.mark.parametrize("by", range(1, 10))
def test_every_forgery_of_one_digit_is_refused(place, by):
    token = codes.card_token(CARD, KEYS)
    forged = token[:place] + str((int(token[place]) + by) % 10) + token[place + 1 :]
    with refused(Code.INVALID_CARD):
        codes.read_card(forged, KEYS)


@pytest.mark.parametrize("swap", range(31))
def test_swapped_neighbours_are_refused(swap):
    token = codes.card_token(CARD, KEYS)
    swapped = token[:swap] + token[swap + 1] + token[swap] + token[swap + 2 :]
    if swapped != token:
        with refused(Code.INVALID_CARD):
            codes.read_card(swapped, KEYS)


@pytest.mark.parametrize("text", ["", "29", "0901234567", "2" * 31, "29" + "a" * 30, "29" + "１" * 30, "29" + "9" * 30])
def test_what_is_no_card_is_refused(text):
    with refused(Code.INVALID_CARD):
        codes.read_card(text, KEYS)


def test_a_card_of_another_shop_is_refused():
    with refused(Code.INVALID_CARD):
        codes.read_card(codes.card_token(CARD, Keyring({1: b"other key" * 4})), KEYS)


def test_a_receipt_is_no_card_though_the_same_key_signs_it():
    body = "2910123456707"
    token = codes.sign(body, KEYS, 1, "receipt")
    with refused(Code.INVALID_CARD):
        codes.read_card(token, KEYS)


def test_the_newest_key_signs_and_older_ones_are_believed():
    assert KEYS.newest == 3
    newer = CardCode(3, "76543210", 1)
    assert codes.read_card(codes.card_token(newer, KEYS), KEYS) == newer
    assert codes.read_card(codes.card_token(CARD, KEYS), KEYS) == CARD


def test_a_receipts_code_names_register_and_number():
    token = codes.receipt_token(1, 231, KEYS)
    assert len(token) == 32
    assert token.startswith("2830010000231")
    assert codes.is_signed(token, KEYS, 3, "receipt")
    assert classify(token).kind is CodeKind.RECEIPT


def test_a_voucher_reads_back_and_no_digit_of_it_can_change():
    voucher = VoucherCode(3, "0123456789")
    token = codes.voucher_token(voucher, KEYS)
    assert (len(token), classify(token).kind) == (32, CodeKind.VOUCHER)
    assert codes.read_voucher(token, KEYS) == voucher
    for at in range(32):
        wrong = token[:at] + str((int(token[at]) + 1) % 10) + token[at + 1 :]
        with refused(Code.INVALID_VOUCHER):
            codes.read_voucher(wrong, KEYS)


def test_a_gift_card_reads_back_and_no_digit_of_it_can_change():
    card = GiftCardCode(3, "0123456789")
    token = codes.gift_card_token(card, KEYS)
    assert len(token) == 32
    assert codes.read_gift_card(token, KEYS) == card
    for at in range(32):
        wrong = token[:at] + str((int(token[at]) + 1) % 10) + token[at + 1 :]
        with refused(Code.STORED_UNKNOWN):
            codes.read_gift_card(wrong, KEYS)


def test_a_27_is_what_it_was_signed_as():
    number, other = "0123456789", Keyring({3: b"other key" * 4})
    voucher, card = VoucherCode(3, number), GiftCardCode(3, number)
    assert codes.kind_of_27(codes.voucher_token(voucher, KEYS), KEYS) is CodeKind.VOUCHER
    assert codes.kind_of_27(codes.gift_card_token(card, KEYS), KEYS) is CodeKind.GIFT_CARD
    assert codes.kind_of_27(codes.gift_card_token(card, other), KEYS) is CodeKind.UNREADABLE
    assert codes.kind_of_27(codes.card_token(CARD, KEYS), KEYS) is CodeKind.UNREADABLE
    with refused(Code.STORED_UNKNOWN):
        codes.read_gift_card(codes.voucher_token(voucher, KEYS), KEYS)
    with refused(Code.INVALID_VOUCHER):
        codes.read_voucher(codes.gift_card_token(card, KEYS), KEYS)


def test_a_claim_names_register_and_number_and_no_digit_of_it_can_change():
    token = codes.claim_token(12, 231, KEYS)
    assert (len(token), classify(token).kind) == (32, CodeKind.CLAIM)
    assert codes.read_claim(token, KEYS) == (12, 231)
    for at in range(32):
        wrong = token[:at] + str((int(token[at]) + 1) % 10) + token[at + 1 :]
        with refused(Code.INVALID_CLAIM):
            codes.read_claim(wrong, KEYS)


@pytest.mark.parametrize("purpose", ["gift-card", "claim", "receipt", "member-card"])
def test_what_is_signed_for_something_else_is_no_voucher(purpose):
    with refused(Code.INVALID_VOUCHER):
        codes.read_voucher(codes.sign("2730123456789", KEYS, 3, purpose), KEYS)


@pytest.mark.parametrize("text", ["", "25", "0901234567", "TET2026", "25" + "a" * 30, "27" + "１" * 30])
def test_what_is_neither_voucher_nor_claim_is_refused(text):
    with refused(Code.INVALID_VOUCHER):
        codes.read_voucher(text, KEYS)
    with refused(Code.INVALID_CLAIM):
        codes.read_claim(text, KEYS)
