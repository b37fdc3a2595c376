"""VietQR: the public vectors to the byte, what is torn or forged, and a drawn code read by another decoder."""

import pytest
import zxingcpp

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.vietqr import VietQr, crc16, parse, payload, purpose
from printing.qr import picture

STATIC = "00020101021138570010A00000072701270006970436011308810004580860208QRIBFTTA53037045802VN6304"
PUBLISHED = (
    # one whose format is 00, and that says "dynamic" without an amount
    "00020001021238570010A00000072701270006970436011308810004580860208QRIBFTTA53037045802VN6304CD60",
    # 180.000 ₫ for «thanh toan don hang», with a reference of its own (NAPAS's format)
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
    "62340107NPS68690819thanh toan don hang63042E2E",
    # with the payee's name
    "00020101021238540010A0000007270124000697043601101026806174"
    "0208QRIBFTTA530370454063990005802VN5912LE PHU THACH62250821NB123ABC LE PHU THACH63049F78",
)


def test_the_check_sum_is_that_of_the_standard():
    assert crc16("123456789") == "29B1"


@pytest.mark.parametrize("text", PUBLISHED)
def test_public_codes_have_our_check_sum(text):
    assert crc16(text[:-4]) == text[-4:]


def test_public_codes_are_read():
    assert parse(PUBLISHED[0]) == VietQr("970436", "0881000458086")
    assert parse(PUBLISHED[1]) == VietQr("970403", "0011012345678", 180_000, "thanh toan don hang")
    assert parse(PUBLISHED[2]) == VietQr("970436", "1026806174", 399_000, "NB123ABC LE PHU THACH")


def test_a_code_with_an_amount_is_the_public_one_to_the_byte():
    text = payload(VietQr("970416", "257678859", 1_000, "Chuyen tien"))

    assert text == (
        "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA530370454041000"
        "5802VN62150811Chuyen tien6304BBB8"
    )


def test_a_code_without_an_amount_is_static():
    assert payload(VietQr("970436", "0881000458086"))[:-4] == STATIC


def test_what_is_written_is_read_again():
    asked = VietQr("970422", "0912345678", 185_000, "KQ7H2MX9C4 HD 000123")

    assert parse(payload(asked)) == asked


@pytest.mark.parametrize(
    ("code", "rest", "expected"),
    [
        ("KQ7H2MX9C", "Bàn Đỏ số 5", "KQ7H2MX9C Ban Do so 5"),
        ("KQ7H2MX9C", "cà phê & bánh <ngọt> thật là ngon", "KQ7H2MX9C ca phe banh ngo"),
        ("KQ7H2MX9C", "茶", "KQ7H2MX9C"),
        ("", "", ""),
    ],
)
def test_the_purpose_is_ascii_with_the_code_first(code, rest, expected):
    assert purpose(code, rest) == expected
    assert len(purpose(code, rest)) <= 25


@pytest.mark.parametrize("at", range(0, 120, 7))
def test_one_changed_character_is_noticed(at):
    text = payload(VietQr("970422", "0912345678", 185_000, "KQ7H2MX9C4 HD 000123"))
    torn = text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :]

    with pytest.raises(Rejected) as refused:
        parse(torn)
    assert refused.value.code is Code.UNREADABLE_CODE


@pytest.mark.parametrize("text", ["", "6304", "0002", "00020163046304", "https://example.org/6304ABCD"])
def test_other_codes_are_refused(text):
    with pytest.raises(Rejected) as refused:
        parse(text)
    assert refused.value.code is Code.UNREADABLE_CODE


@pytest.mark.parametrize(("bank", "account"), [("97042", "1"), ("abcdef", "1"), ("970422", ""), ("970422", "1 2"),
                                               ("970422", "1" * 20), ("９７０４２２", "1")])  # fmt: skip
def test_what_is_no_account_is_refused(bank, account):
    with pytest.raises(Rejected) as refused:
        payload(VietQr(bank, account))
    assert refused.value.code is Code.BANK_ACCOUNT


def test_another_decoder_reads_the_drawn_code():
    asked = VietQr("970422", "0912345678", 185_000, "KQ7H2MX9C4 HD 000123")

    (read,) = zxingcpp.read_barcodes(picture(payload(asked), 6).convert("L"))

    assert parse(read.text) == asked
