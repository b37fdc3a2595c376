"""What people type into forms is read as they mean it, or refused with a sentence for under the field."""

import pytest

from pos_desktop.ui.form.kinds import Amount, Date, Minute, Multiplier, Number, Pieces, Share, Words, Wrong
from pos_desktop.wording import set_language


@pytest.fixture
def english():
    set_language("en")
    yield
    set_language("vi")


@pytest.mark.parametrize(
    ("kind", "text", "value", "written"),
    [
        (Number(), "12", 12, "12"),
        (Number(), " 1.240 ", 1_240, "1.240"),
        (Number(), "1,240", 1_240, "1.240"),
        (Number(least=-5), "-3", -3, "\u22123"),
        (Amount(), "10.000 ₫", 10_000, "10.000"),
        (Amount(), "10000", 10_000, "10.000"),
        (Share(), "50", 5_000, "50"),
        (Share(), "12,5%", 1_250, "12,5"),
        (Share(), "12.25", 1_225, "12,25"),
        (Multiplier(), "1,5", {"num": 3, "den": 2}, "1,5"),
        (Multiplier(), "4/3", {"num": 4, "den": 3}, "4/3"),
        (Multiplier(), "2", {"num": 2, "den": 1}, "2"),
        (Pieces(), "0,5", 500, "0,5"),
        (Pieces(), "2", 2_000, "2"),
        (Date(), "22/11/2026", "2026-11-22", "22/11/2026"),
        (Date(), "2-9-2026", "2026-09-02", "02/09/2026"),
        (Minute(), "7h30", 450, "07:30"),
        (Minute(), "7", 420, "07:00"),
        (Minute(), "24:00", 1_440, "24:00"),
        (Words(), "  Khách   quen ", "Khách quen", "Khách quen"),
        (Number(may_be_empty=True), "", None, ""),
        (Words(may_be_empty=True), "", "", ""),
    ],
)
def test_what_is_typed_is_read_and_written_again(kind, text, value, written):
    assert kind.read(text) == value
    assert kind.write(value) == written


def test_decimals_follow_the_language(english):
    assert Multiplier().write({"num": 3, "den": 2}) == "1.5"
    assert Share().write(1_250) == "12.5"
    assert Amount().write(10_000) == "10,000"


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        (Number(), "", "Còn trống."),
        (Number(), "12a", "Chỉ nhập chữ số."),
        (Number(), "-3", "Chỉ nhập chữ số."),
        (Number(least=1, most=120), "0", "Từ 1 đến 120."),
        (Number(least=1, most=120), "121", "Từ 1 đến 120."),
        (Number(), "1.24", "Chỉ nhập chữ số."),
        (Amount(least=1, most=1_000), "0", "Từ 1\u00a0₫ đến 1.000\u00a0₫."),
        (Share(), "101", "Từ 0% đến 100%."),
        (Share(), "1,234", "Nhiều nhất hai số lẻ."),
        (Share(), "nửa", "Nhập một số như 1,5."),
        (Multiplier(most=5), "5,1", "Nhiều nhất 5 lần."),
        (Multiplier(), "4/0", "Nhập như 1,5 hoặc 4/3."),
        (Date(), "31/02/2026", "Nhập ngày như 22/11/2026."),
        (Date(), "mai", "Nhập ngày như 22/11/2026."),
        (Minute(), "24:01", "Nhập giờ như 07:30."),
        (Minute(), "7:75", "Nhập giờ như 07:30."),
        (Words(), "  ", "Còn trống."),
        (Words(most=3), "bốn chữ", "Nhiều nhất 3 ký tự."),
    ],
)
def test_what_cannot_be_says_why(kind, text, sentence):
    with pytest.raises(Wrong) as told:
        kind.read(text)
    assert str(told.value) == sentence
