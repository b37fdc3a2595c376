import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.fonts import faces
from printing.paper.document import (
    Align,
    Bar,
    Columns,
    Frame,
    ItemLine,
    Mark,
    Pair,
    Qr,
    Rule,
    RuleStyle,
    Size,
    Space,
    Text,
    Title,
)
from printing.paper.layout import lay_out
from printing.paper.sheet import Code, Fill, Outline, Run
from tests.printing.samples import money, receipt

WIDTHS = (576, 512, 384)
NAMES = st.text(st.sampled_from("abc ĐẾỴ 茶👍.,0123456789\u00a0₫−"), max_size=90)


def runs(elements, width=576):
    return [box for box in lay_out(elements, width, faces()).boxes if isinstance(box, Run)]


def right_edge(run):
    return run.x + faces().width(run.text, run.px, run.weight)


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_lies_on_the_paper(width):
    sheet = lay_out(receipt().elements[:-1], width, faces())

    for box in sheet.boxes:
        if isinstance(box, Run):
            assert box.x >= 0 and right_edge(box) <= width and 0 < box.baseline <= sheet.height
        elif isinstance(box, Fill | Outline):
            assert box.x >= 0 and box.x + box.width <= width and box.y + box.height <= sheet.height


@given(NAMES, NAMES, st.integers(-(10**12), 10**12), st.sampled_from(WIDTHS))
def test_money_is_never_clipped_and_ends_at_the_right_edge(name, note, amount, width):
    written = money(amount)
    elements = (ItemLine("2", name, written, written, (note,)), Pair(name, written, size=Size.HUGE, bold=True))
    found = [run for run in runs(elements, width) if run.text == written]

    assert len(found) >= 2
    assert {right_edge(run) for run in found} == {width}
    assert all(run.x >= 0 and right_edge(run) <= width for run in runs(elements, width))


def test_no_letter_of_a_long_name_is_lost():
    name = "Phở bò tái nạm gầu gân sách đặc biệt tô lớn thêm bánh " * 4
    texts = [run.text for run in runs((ItemLine("1", name, "", money(95_000)),), 384)]

    assert "".join(texts[2:]).replace(" ", "") == name.replace(" ", "")


def test_amounts_of_all_lengths_stand_under_each_other():
    amounts = [money(amount) for amount in (5_000, 55_000, 1_267_000, -13_000)]
    found = [run for run in runs(tuple(Pair("Tiền", amount) for amount in amounts)) if run.text in amounts]

    assert {right_edge(run) for run in found} == {576}
    assert len({run.px for run in found}) == 1


def test_stacked_marks_have_room():
    upper, lower = runs((Text("ỵ"), Text("Ế")))

    assert lower.baseline - upper.baseline >= 1.4 * upper.px


def test_a_large_total_stays_on_one_line_on_narrow_paper():
    total = runs((Pair("TỔNG CỘNG", money(1_204_000), bold=True, size=Size.HUGE),), 384)

    assert len(total) == 2
    assert len({run.baseline for run in total}) == 1


@pytest.mark.parametrize(
    ("fraction", "share"), [((0, 5), 0.0), ((1, 2), 0.5), ((7, 5), 1.0), ((-1, 5), 0.0), ((1, 0), 1.0)]
)
def test_the_bar_is_filled_as_far_as_one_has_come(fraction, share):
    boxes = lay_out((Bar(fraction),), 576, faces()).boxes
    border = next(box for box in boxes if isinstance(box, Outline))
    filled = sum(box.width for box in boxes if isinstance(box, Fill))

    assert filled == pytest.approx(share * (border.width - 8), abs=1)


def test_a_qr_code_is_large_and_has_its_quiet_zone():
    sheet = lay_out((Qr("2" * 32),), 384, faces())
    code = next(box for box in sheet.boxes if isinstance(box, Code))

    assert code.module * 21 >= 200
    assert code.x >= 4 * code.module and code.y >= 4 * code.module
    assert sheet.height >= code.y + 25 * code.module


def test_cells_of_a_row_keep_to_their_columns():
    row = Columns(("Thuế 8 %", money(92_592), money(7_407)), (2, 2, 2), (Align.LEFT, Align.RIGHT, Align.RIGHT))
    first, second, third = runs((row,))

    assert first.x == 0
    assert right_edge(second) < 384
    assert right_edge(third) == 576


@pytest.mark.parametrize(
    "element",
    [Title("A"), Rule(RuleStyle.SOLID), Rule(), Rule(RuleStyle.HEAVY), Space(2), Mark("MẪU"), Frame((Text("a"),))],
)
def test_every_element_takes_paper(element):
    assert lay_out((element,), 576, faces()).height > 0


def test_a_mark_is_white_on_black():
    sheet = lay_out((Mark("BẢN IN LẠI"),), 576, faces())

    assert isinstance(sheet.boxes[0], Fill) and sheet.boxes[0].width == 576
    assert all(box.white for box in sheet.boxes if isinstance(box, Run))
