import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.services.members.phones import masked, national, parse_phone
from tests.support.refusals import refused


@pytest.mark.parametrize(
    "text",
    [
        "0901234567", "+84901234567", "84901234567", "84 901 234 567", "0084901234567",
        "090 123 45 67", "090.123.4567", "090-123-4567", "(090) 1234567", "\u00a00901234567 ", "０９０１２３４５６７",
        "+84 901234567", "090/1234567",
    ],
)  # fmt: skip
def test_any_spelling_is_one_number(text):
    phone = parse_phone(text)
    assert phone.e164 == "+84901234567"
    assert not phone.is_doubtful


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("01201234567", "+84701234567"), ("01221234567", "+84771234567"), ("01234123456", "+84834123456"),
        ("01694123456", "+84394123456"), ("01868123456", "+84568123456"), ("+841694123456", "+84394123456"),
        ("841694123456", "+84394123456"), ("00841694123456", "+84394123456"), ("0169 412 3456", "+84394123456"),
    ],
)  # fmt: skip
def test_numbers_of_before_2018(old, new):
    assert parse_phone(old).e164 == new


@pytest.mark.parametrize("text", ["02838222222", "024 3825 3333", "+14155552671", "+33612345678"])
def test_landlines_and_foreign_numbers_are_numbers(text):
    assert parse_phone(text).e164.startswith("+")


def test_a_possible_number_of_no_operator_is_kept_with_a_mark():
    assert parse_phone("0562 000 017").e164 == "+84562000017"
    assert parse_phone("0112345678").is_doubtful


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "abc", "12345", "0901", "090123456789012345", "٠٩٠١٢٣٤٥٦٧", "০৯০১২৩৪৫৬৭", "0901234567a",
        "++84901234567",
        "0901234567\n0", "090\x001234567", "+", "0" * 10_000, "1" * 5_000, "\ud800", "0901234567;DROP",
        "+9991234567890", "+000000000", "000000000000",
    ],
)  # fmt: skip
def test_what_cannot_be_a_number_is_refused(text):
    with refused(Code.INVALID_PHONE):
        parse_phone(text)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_refused(text):
    try:
        phone = parse_phone(text)
    except Rejected as no:
        assert no.code is Code.INVALID_PHONE
    else:
        assert 6 <= len(phone.e164) <= 20
        assert parse_phone(phone.e164) == phone


def test_how_people_and_screens_write_it():
    assert national("+84901234567") == "0901234567"
    assert national("+14155552671") == "+14155552671"
    assert masked("+84901234567") == "•••• 567"
