"""Papers of blocks on A4: every cell there, heads on every page, our own letters, nothing over the edge."""

import re

import pypdfium2
import pytest

from printing.paper.document import Align
from printing.pdf.blocks import Code, Facts, Heading, Letterhead, Pages, Paragraph, Signatures, Sums, Table
from printing.pdf.flow import MARGIN, RIGHT
from printing.pdf.sheets import sheets_pdf

LEFT, END = Align.LEFT, Align.RIGHT


def texts(content):
    book = pypdfium2.PdfDocument(content)
    told = [page.get_textpage().get_text_bounded() for page in book]
    book.close()
    return told


def table(count, name="Hàng"):
    rows = tuple((f"{name} {at}", f"{at}.000 ₫") for at in range(1, count + 1))
    return Table(("Tên hàng", "Thành tiền"), (3, 1), (LEFT, END), rows, ("Cộng", "tất cả"))


def pages(*blocks, marks=()):
    return sheets_pdf(Pages("Giấy", blocks, marks, "Trang {page}/{pages}"))


@pytest.mark.parametrize("count", [1, 60, 400])
def test_a_long_table_goes_on_under_its_heads(count):
    told = texts(pages(Heading("BẢNG"), table(count)))
    together = "\n".join(told)
    assert [int(at) for at in re.findall(r"Hàng (\d+)\b", together)] == list(range(1, count + 1))
    assert all("Tên hàng" in page and f"Trang {at}/{len(told)}" in page for at, page in enumerate(told, 1))
    assert together.count("tất cả") == 1
    assert (len(told) > 1) == (count > 30)


def test_a_row_stays_together_and_one_that_is_longer_than_a_page_is_broken():
    tall = tuple((f"{at}\n" + "\n".join(["dòng"] * 9), "x") for at in range(12))
    told = texts(pages(Table(("A", "B"), (1, 1), (LEFT, LEFT), tall)))
    assert all(page.count("dòng") % 9 == 0 for page in told)
    endless = ("\n".join(f"dòng {at}." for at in range(120)), "x")
    told = texts(pages(Table(("A", "B"), (1, 1), (LEFT, LEFT), (endless,))))
    assert len(told) > 1
    assert all(f"dòng {at}." in "\n".join(told) for at in range(120))


def test_marks_are_at_both_ends_of_every_page():
    told = texts(pages(table(120), marks=("MẪU", "BẢN IN LẠI 2")))
    assert [page.count("MẪU · BẢN IN LẠI 2") for page in told] == [2] * len(told)


def test_nothing_stands_over_the_edge():
    long = "Công ty Trách nhiệm hữu hạn " * 12 + "x" * 200
    content = pages(
        Letterhead(long, (long,)), Heading(long, (long,)), Facts(((long, long),)), Paragraph(long, is_small=True),
        Table(("A", "B"), (1, 9), (LEFT, END), ((long, long),)), Sums(((long, "1.000.000 ₫"),), bold=0),
        Signatures(((long, long),)), Code("28100100002317745120983416650231", long),
    )  # fmt: skip
    book = pypdfium2.PdfDocument(content)
    for page in book:
        text = page.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        assert min(box[0] for box in boxes) >= MARGIN - 2
        assert max(box[2] for box in boxes) <= RIGHT + 2
    book.close()


def test_only_our_own_letters_are_in_it():
    content = pages(Heading("Ẵ"), table(3), Signatures((("A", "b"), ("C", "d"))))
    assert b"Roboto" in content
    assert not re.findall(rb"/(Helvetica|Times|Courier)", content)


def test_an_empty_fact_is_a_line_to_write_on_and_hostile_words_are_harmless():
    (told,) = texts(pages(Facts((("Đơn vị", ""), ("Tên", "a\x1b@\u202eb\x00")))))
    assert "a@b" in told


def test_the_same_paper_is_the_same_bytes():
    assert pages(table(3)) == pages(table(3))


def test_a_row_has_a_cell_for_every_head():
    with pytest.raises(ValueError, match="one cell"):
        Table(("A", "B"), (1, 1), (LEFT, LEFT), (("a",),))
