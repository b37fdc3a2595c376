"""Labels: the bars of an EAN-13 by the specification, three by eight on a page."""

import pytest

from printing.pdf.labels import Label, ean13, labels_pdf


def test_the_example_of_the_specification():
    # GS1 General Specifications 5.2.1.4: 5901234123457, whose first digit chooses LGGLLG.
    assert ean13("5901234123457") == (
        "10100010110100111011001100100110111101001110101010110011011011001000010101110010011101000100101"
    )


@pytest.mark.parametrize("wrong", ["", "590123412345", "59012341234577", "590123412345x", "٥901234123457"])
def test_no_other_code_has_bars(wrong):
    with pytest.raises(ValueError, match="thirteen digits"):
        ean13(wrong)


def test_a_page_holds_twenty_four():
    label = Label("Cà phê sữa đá cỡ lớn mang đi", "29.000\u00a0₫", "5901234123457", "CFSD")
    one, two = labels_pdf([label] * 24), labels_pdf([label] * 25)
    assert (one.count(b"/Type /Page\n"), two.count(b"/Type /Page\n")) == (1, 2)
    assert one == labels_pdf([label] * 24)
    for count in (0, 2_001):
        with pytest.raises(ValueError, match="labels"):
            labels_pdf([label] * count)
