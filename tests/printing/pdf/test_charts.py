"""Charts on paper: round ticks with their zero, bars to scale, embedded letters alone, nothing outside the page."""

import re
from itertools import pairwise

import pypdfium2
import pytest

from printing.pdf.blocks import Pages
from printing.pdf.charts import Bars, Series, reach, round_ticks
from printing.pdf.flow import MARGIN, RIGHT
from printing.pdf.sheets import sheets_pdf


def bars(*series, labels=None):
    count = len(series[0].heights)
    ticks = tuple((height, f"{height}") for height in round_ticks(*reach(series)))
    return Bars("Điểm vào và ra", labels or tuple(f"{at:02}/11" for at in range(1, count + 1)), series, ticks)


def drawn(*charts):
    return sheets_pdf(Pages("Biểu đồ", charts))


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 0, (0,)), (0, 3, (0, 1, 2, 3)), (0, 1_930_000, (0, 500_000, 1_000_000, 1_500_000, 2_000_000)),
        (-420, 150, (-500, -400, -300, -200, -100, 0, 100, 200)), (-5, 0, (-5, -4, -3, -2, -1, 0)),
        (-12_000, 31_000, (-20_000, -10_000, 0, 10_000, 20_000, 30_000, 40_000)),
    ],
)  # fmt: skip
def test_ticks_are_round_and_hold_zero_and_both_ends(low, high, ticks):
    found = round_ticks(low, high)
    assert found == ticks


@pytest.mark.parametrize("high", [1, 7, 99, 101, 12_345, 987_654_321, 10**12])
@pytest.mark.parametrize("low", [0, -1, -250, -(10**9)])
def test_ticks_of_any_range(low, high):
    found = round_ticks(low, high)
    (gap,) = {later - earlier for earlier, later in pairwise(found)}
    assert str(gap).rstrip("0") in ("1", "2", "5")
    assert 0 in found
    assert found[0] <= low < high <= found[-1]
    assert len(found) <= 8


def test_what_stands_up_and_hangs_down_is_reached():
    assert reach((Series("a", (5, 1)), Series("b", (-3, 0)), Series("c", (2, -4)))) == (-4, 7)
    assert reach(()) == (0, 0)


def test_a_chart_without_its_zero_or_a_height_is_refused():
    with pytest.raises(ValueError, match="zero"):
        Bars("", ("1",), (Series("a", (1,)),), ((1, "1"),))
    with pytest.raises(ValueError, match="height"):
        Bars("", ("1", "2"), (Series("a", (1,)),), ((0, "0"),))


def test_bars_are_to_scale_and_inside_the_page():
    pdf = drawn(bars(Series("Phát hành", (100, 50, 0)), Series("Đổi", (-50, 0, -100))))
    page = pypdfium2.PdfDocument(pdf)[0]
    boxes = [found.get_bounds() for found in page.get_objects(filter=[2])]
    wide = [(right - left, top - foot, left, right) for left, foot, right, top in boxes if right - left > 60]
    heights = sorted(round(high, 1) for width, high, *_ in wide if high > 5 and width < 200)
    assert len(heights) == 4
    assert heights[2] == heights[3] == pytest.approx(2 * heights[0], abs=0.5)
    assert all(left >= MARGIN - 1 and right <= RIGHT + 1 for _width, _height, left, right in wide)


def test_words_are_text_in_our_letters_alone():
    pdf = drawn(bars(Series("Khách lẻ", (3, 4))))
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    for word in ("Điểm vào và ra", "Khách lẻ", "01/11", "02/11"):
        assert word in text
    assert b"Helvetica" not in pdf
    assert b"Roboto" in pdf


def test_labels_of_many_days_never_touch():
    days = tuple(f"{at % 28 + 1:02}/11" for at in range(366))
    pdf = drawn(bars(Series("a", tuple(range(366))), labels=days))
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    found = re.findall(r"\d\d/11", text)
    assert 5 < len(found) < 30
    assert found[-1] == days[-1]


def test_a_title_stays_with_its_chart():
    pages = pypdfium2.PdfDocument(drawn(*[bars(Series("a", (1, 2)))] * 7))
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert len(texts) == 3
    for text in texts:
        assert text.count("Điểm vào và ra") == text.count("02/11")
