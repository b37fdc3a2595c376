"""Sheets of labels: every size that stationers have, every code read back off its label."""

import pypdfium2
import pytest
import zxingcpp

from printing.pdf.labels import PAGE, SHEETS, USUAL, Label, labels_pdf

PER_TENTH = 72 / 254
CODES = ("5901234123457", "8930000000002", "2200042002903", "2100042003507")
LONG = "Cà phê hạt rang mộc Đắk Lắk thượng hạng đóng gói 250 g loại đặc biệt dành cho máy pha"


def label(at):
    return Label(LONG if at % 2 else "Cà phê", "1.290.000\u00a0₫", CODES[at % 4], f"CFH-{at} · 5.160.000 ₫/kg")


def read(page):
    """What another decoder reads, with the middle of the bars in tenths of a millimetre."""
    scale = 3.0
    found = zxingcpp.read_barcodes(page.render(scale=scale).to_pil().convert("L"))
    for code in found:
        corners = (code.position.top_left, code.position.bottom_right)
        x, y = (sum(getattr(corner, axis) for corner in corners) / 2 / scale / PER_TENTH for axis in "xy")
        yield code.text, x, y


@pytest.mark.parametrize("code", sorted(SHEETS))
def test_every_label_is_read_on_its_own_place(code):
    sheet, start = SHEETS[code], 4
    count = min(sheet.count - 3, 12)
    (page,) = pypdfium2.PdfDocument(labels_pdf([label(at) for at in range(count)], sheet, start=start))

    found = {}
    for text, x, y in read(page):
        (place,) = (
            at for at in range(sheet.count) for left, top in [sheet.place(at)]
            if left <= x < left + sheet.width and top <= y < top + sheet.height
        )  # fmt: skip
        found[place] = text
    assert found == {start - 1 + at: label(at).code for at in range(count)}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_labels_are_on_the_paper_and_apart(sheet):
    places = [sheet.place(at) for at in range(sheet.count)]
    right, bottom = max(left for left, _top in places) + sheet.width, max(top for _left, top in places) + sheet.height

    assert len(set(places)) == sheet.count == sheet.columns * sheet.rows
    assert min(places[0]) >= 0
    assert right <= PAGE[0]
    assert bottom <= PAGE[1]
    assert places[1][0] - places[0][0] == sheet.width + sheet.gap
    assert f"{sheet.columns}x{sheet.rows}" == sheet.code


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_no_word_leaves_its_label(sheet):
    (page,) = pypdfium2.PdfDocument(labels_pdf([label(1)], sheet, start=sheet.count))
    left, top = sheet.place(sheet.count - 1)
    text = page.get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]

    assert min(box[0] for box in boxes) / PER_TENTH >= left
    assert max(box[2] for box in boxes) / PER_TENTH <= left + sheet.width
    assert min(box[1] for box in boxes) / PER_TENTH >= PAGE[1] - top - sheet.height
    assert max(box[3] for box in boxes) / PER_TENTH <= PAGE[1] - top


def test_a_begun_sheet_is_used_up_before_the_next_one():
    assert USUAL.count == 24
    for count, start, pages in ((24, 1, 1), (25, 1, 2), (24, 2, 2), (1, 24, 1)):
        assert labels_pdf([label(0)] * count, start=start).count(b"/Type /Page\n") == pages
    assert labels_pdf([label(0)] * 24) == labels_pdf([label(0)] * 24)


@pytest.mark.parametrize(("count", "start"), [(0, 1), (2_001, 1), (1, 0), (1, 25)])
def test_what_no_sheet_can_hold_is_refused(count, start):
    with pytest.raises(ValueError, match="labels"):
        labels_pdf([label(0)] * count, start=start)
