from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from printing import qr
from tests.printing.samples import CARD_TOKEN


def read(picture):
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def test_a_card_of_32_digits_is_the_smallest_code():
    assert qr.side(CARD_TOKEN) == 21
    assert qr.side(CARD_TOKEN + "000") == 25


@settings(max_examples=25)
@given(
    st.one_of(st.text("0123456789", min_size=1, max_size=60), st.text(min_size=1, max_size=60).filter(str.isprintable))
)
def test_what_goes_in_comes_out(data):
    assert read(qr.picture(data, 6)) == [data]


def test_the_code_is_of_level_m():
    (code,) = zxingcpp.read_barcodes(qr.picture(CARD_TOKEN, 4).convert("L"))

    assert code.ec_level == "M"


def test_png():
    assert read(Image.open(BytesIO(qr.png(CARD_TOKEN)))) == [CARD_TOKEN]


@pytest.mark.parametrize("data", ["", "x" * 3000])
def test_what_no_code_can_hold_is_refused(data):
    with pytest.raises(ValueError, match=r"QR|fit"):
        qr.matrix(data)
