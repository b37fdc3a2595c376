"""The card's design: everything on it, whatever the names, in letters that can be read on its colour."""

from io import BytesIO
from itertools import pairwise

import pytest
import zxingcpp
from PIL import Image

from printing.cards.card import CardBack, MemberCard, back, front, in_fours
from printing.cards.colours import BLACK, ENOUGH, WHITE, contrast, ink_on, rgb, strip_of
from printing.cards.picture import card_png
from printing.cards.shapes import HEIGHT, WIDTH, Area, Square, Words, bled
from printing.fonts import faces
from tests.printing.samples import CARD_TOKEN

LONG = "Công Tằng Tôn Nữ Thị Ngọc Ánh Nguyệt Quế Hương Giang Thuỳ Dương Ẩm Thực Ấm Ợ Ỷ Ỡ"
SHOP = "Công ty TNHH Một thành viên Thương mại Dịch vụ Cà phê và Bánh ngọt Nguyễn Thị Minh Khai Sài Gòn Chi nhánh 3"
BACK = CardBack(
    ("12 Nguyễn Thị Minh Khai", "028 3822 1234", "Cứ 10.000 ₫ được 1 điểm"), "Mất thẻ, hãy báo cửa hàng.", "Số thẻ"
)
CARD = MemberCard("Cà phê Mộc", "Nguyễn Thị Ngọc Ánh", "Vàng", CARD_TOKEN, "TV000012", "#7A5200", back=BACK)
WIDEST = MemberCard(SHOP, LONG, "Thành viên kim cương lâu năm", CARD_TOKEN, "TV000012", "#F5C84B", LONG, BACK)


def words(shapes):
    return [shape for shape in shapes if isinstance(shape, Words)]


def said(shapes):
    return " ".join(shape.text for shape in words(shapes))


@pytest.mark.parametrize("card", [CARD, WIDEST], ids=["usual", "widest"])
@pytest.mark.parametrize("design", [front, back])
def test_nothing_leaves_the_card_and_no_line_touches_another(card, design):
    measure = faces()
    lines = words(design(card, measure))

    for line in lines:
        assert line.x > 0
        assert line.x + measure.width(line.text, line.em, line.weight) <= WIDTH - 50
        assert line.em * 3 // 4 <= line.baseline <= HEIGHT - line.em // 4
    for above, below in pairwise(lines):
        assert below.baseline - above.baseline >= below.em, (above, below)


def test_long_names_keep_every_letter():
    told = said(front(WIDEST, faces()))
    assert LONG in told
    assert SHOP in told


def test_the_front_says_who_and_the_back_what_people_ask():
    measure = faces()
    told = said(back(CARD, measure))

    assert all(part in said(front(CARD, measure)) for part in (CARD.shop, CARD.name, CARD.tier, CARD.number))
    assert all(line in told for line in (*BACK.lines, BACK.foot, f"Số thẻ {CARD.number}", in_fours(CARD_TOKEN)))
    assert in_fours(CARD_TOKEN).replace(" ", "") == CARD_TOKEN


def test_the_code_keeps_its_quiet_zone_of_white():
    shapes = front(CARD, faces())
    (code,) = (shape for shape in shapes if isinstance(shape, Square))
    panel = shapes[shapes.index(code) - 1]

    assert panel.colour == WHITE
    assert code.x - panel.x >= 4 * code.side // 21


@pytest.mark.parametrize(
    "colour", ["", "red", "#fff", "#0B57C2\n", " #0B57C2", "#0B57C2FF", "0B57C2", "#٠٠٠٠٠٠", "rgb(1,2,3)", "#0B57C"]
)
def test_no_other_text_is_a_colour(colour):
    with pytest.raises(ValueError, match="#rrggbb"):
        rgb(colour)


@pytest.mark.parametrize("colour", ["#475467", "#4D5B70", "#7A5200", "#0A6076", "#F5C84B", "#FFFFFF", "#000000",
                                    "#757575", "#777777", "#0B57C2", "#FF0000"])  # fmt: skip
def test_letters_can_be_read_on_any_colour(colour):
    ground = rgb(colour)
    ink = ink_on(ground)
    assert contrast(ink, ground) >= ENOUGH
    assert contrast(ink, strip_of(ground)) >= ENOUGH


def test_contrast_is_that_of_the_standard():
    assert contrast(WHITE, (0, 0, 0)) == pytest.approx(21)
    assert contrast(WHITE, (118, 118, 118)) == pytest.approx(4.54, abs=0.01)
    assert (ink_on(rgb("#7A5200")), ink_on(rgb("#F5C84B"))) == (WHITE, BLACK)


def test_colour_goes_on_over_the_edges_that_it_touches():
    assert bled(Area(0, 0, WIDTH, HEIGHT, 0, WHITE), 10) == Area(-10, -10, WIDTH + 20, HEIGHT + 20, 0, WHITE)
    assert bled(Area(0, 430, WIDTH, 110, 0, WHITE), 10) == Area(-10, 430, WIDTH + 20, 120, 0, WHITE)
    assert bled(Area(60, 254, 100, 56, 28, WHITE), 10) == Area(60, 254, 100, 56, 28, WHITE)


@pytest.mark.parametrize("card", [CARD, WIDEST], ids=["usual", "widest"])
def test_the_picture_is_read_back(card):
    picture = Image.open(BytesIO(card_png(card)))
    (code,) = zxingcpp.read_barcodes(picture.convert("L"))

    assert picture.size == (1712, 1080)
    assert code.text == CARD_TOKEN


def test_a_card_without_a_back_has_none():
    with pytest.raises(ValueError, match="back"):
        back(MemberCard("Mộc", "An", "", CARD_TOKEN, "TV000012"), faces())
