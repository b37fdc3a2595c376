"""Pages of A4: as many as the lines need, every line on one of them, a heading never alone at the foot."""

import pypdfium2
import pytest

from printing.pdf.pages import PageLine, pages_pdf


def texts(content):
    book = pypdfium2.PdfDocument(content)
    told = [page.get_textpage().get_text_bounded() for page in book]
    book.close()
    return told


@pytest.mark.parametrize("count", [1, 53, 54, 400])
def test_every_line_is_there(count):
    pages = texts(pages_pdf("Sổ", (PageLine(f"Dòng thứ {at}", f"{at}.000 ₫", level=at % 2) for at in range(count))))
    together = "\n".join(pages)
    assert all(f"Dòng thứ {at}" in together and f"{at}.000 ₫" in together for at in range(count))
    assert len(pages) == 1 + (count - 1) // 53
    assert all(page.rstrip().endswith(str(at)) for at, page in enumerate(pages, 1))


def test_a_long_line_is_wrapped_beside_its_amount():
    (page,) = texts(pages_pdf("Sổ", [PageLine("một hai ba " * 40, "1.000 ₫")]))
    assert page.count("ba") == 40
    assert page.count("1.000 ₫") == 1


def test_a_heading_goes_over_with_what_it_heads():
    lines = [*(PageLine(str(at)) for at in range(51)), PageLine("Tiêu đề", is_heading=True), PageLine("dưới")]
    first, second = texts(pages_pdf("Sổ", lines))
    assert "Tiêu đề" not in first
    assert "Tiêu đề" in second and "dưới" in second


def test_the_same_lines_are_the_same_bytes():
    made = [pages_pdf("Sổ", [PageLine("một")]) for _time in range(2)]
    assert made[0] == made[1]
