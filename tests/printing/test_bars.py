"""The bars of an EAN-13 by the specification."""

import pytest
import zxingcpp
from PIL import Image

from printing.bars import MODULES, bars, ean13


def test_the_example_of_the_specification():
    # GS1 General Specifications 5.2.1.4: 5901234123457, whose first digit chooses LGGLLG.
    assert ean13("5901234123457") == (
        "10100010110100111011001100100110111101001110101010110011011011001000010101110010011101000100101"
    )


@pytest.mark.parametrize("wrong", ["", "590123412345", "59012341234577", "590123412345x", "٥901234123457"])
def test_no_other_code_has_bars(wrong):
    with pytest.raises(ValueError, match="thirteen digits"):
        list(bars(wrong))


@pytest.mark.parametrize("last", "012345689")
def test_a_wrong_check_digit_has_no_bars(last):
    with pytest.raises(ValueError, match="check digit"):
        ean13("590123412345" + last)


@pytest.mark.parametrize("first", range(10))
def test_every_first_digit_is_read_back(first):
    digits = f"{first}00042002903"
    digits += str(-sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10)
    picture = Image.new("L", (3 * (MODULES + 24), 60), 255)
    for at, width in bars(digits):
        picture.paste(0, (3 * (at + 12), 0, 3 * (at + 12 + width), 60))

    (read,) = zxingcpp.read_barcodes(picture)
    assert read.text.zfill(13) == digits
