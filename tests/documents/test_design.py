"""The design of receipts: each block that is off leaves out just that, and nothing designed is the paper as it was."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image

from pos_desktop.documents.design import STANDARD, Block, Lines, ReceiptDesign
from pos_desktop.documents.design_sample import sample_receipt
from pos_desktop.documents.enclosed import NOTHING
from pos_desktop.documents.receipt import receipt
from pos_desktop.wording import in_language
from printing.devices.profiles import profile_of
from printing.paper.document import Document, Picture, Qr
from printing.paper.text import to_text
from printing.paper.thermal import pictures
from printing.pdf.papers import document_pdf
from tests.documents.samples import CLAIM, CLAIMABLE, CODE, GIFTS, GUEST, MEMBER, REWARDED, SHOP

VI = in_language("vi")
WIDE = 120
"""Columns on which nothing wraps."""
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ALWAYS = (
    "Cà phê Mộc",
    "Mã số thuế 0312345678",
    "Số K1-000231",
    "22/11/2026",
    "68.000",
    "PHẢI TRẢ",
    "Tiền mặt",
    "Tiền thừa",
)


def logo(width=120, height=60) -> bytes:
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


def paper(sale=MEMBER, enclosed=NOTHING, **design) -> list[str]:
    shop = replace(SHOP, design=ReceiptDesign(**design))
    return [line.strip() for line in to_text(receipt(sale, shop, CODE, VI, 0, enclosed), WIDE).splitlines()]


LOST = {
    Block.ADDRESS: (MEMBER, NOTHING, ["12 Trần Quốc Thảo, Quận 3, TP. Hồ Chí Minh"]),
    Block.PHONE: (MEMBER, NOTHING, ["Điện thoại 028 3930 1234"]),
    Block.ORDER_NOTE: (MEMBER, NOTHING, ["Ghi chú: Khách mang ly riêng"]),
    Block.UNIT_PRICES: (MEMBER, NOTHING, ["× 29.000\u00a0₫", "× 241.000\u00a0₫/kg"]),
    Block.LINE_NOTES: (MEMBER, NOTHING, ["Ít đường, thêm đá"]),
    Block.WAY_UP: (MEMBER, NOTHING, ["412.000", "[###"]),
    Block.EXPIRING: (MEMBER, NOTHING, ["200\u00a0điểm sắp hết hạn"]),
    Block.CODE: (MEMBER, NOTHING, ["[QR]", CODE, "K1-000231"]),
    Block.CLAIM: (GUEST, CLAIMABLE, ["Chưa tích điểm", "[QR]", CLAIM, "Mã tích điểm", "---"]),
    Block.TAXES: (MEMBER, NOTHING, ["Giá đã gồm", "Thuế suất", "8%", "Không chịu"]),
    Block.REDUCTIONS: (REWARDED, GIFTS, ["Mua 2 tặng 1", "Miễn phí bánh", "Giảm giá tại quầy"]),
}
"""What goes with a block: the sale that has it, and how each line that is lost begins, or what it holds."""


@pytest.mark.parametrize("block", sorted(LOST))
def test_a_block_that_is_off_leaves_out_just_that(block):
    sale, enclosed, lost = LOST[block]
    whole, rest = paper(sale, enclosed), paper(sale, enclosed, hidden=frozenset({block}))
    left = list(whole)
    for line in rest:
        left.remove(line)  # nothing is new or otherwise
    gone = [line for line in left if line.strip(" |")]
    assert all(any(words in line for words in lost) for line in gone), gone
    assert all(any(words in line for line in gone) for words in lost), gone


def test_the_cashier_goes_and_the_kind_of_order_stays():
    (line,) = (line for line in paper(hidden=frozenset({Block.CASHIER})) if "Dùng tại chỗ" in line)
    assert line == "Dùng tại chỗ · bàn 5"


def test_the_member_s_block_goes_as_a_whole():
    rest = "\n".join(paper(hidden=frozenset({Block.MEMBER})))
    assert not any(words in rest for words in ("Nguyễn", "Điểm hiện có", "412.000", "sắp hết hạn", "|"))
    assert "Đổi 120\u00a0điểm" in rest, "what points paid is part of the sum"


def test_with_everything_off_the_receipt_still_says_what_was_sold_and_paid():
    told = "\n".join(paper(replace(MEMBER, is_sample=True), hidden=frozenset(Block)))
    assert [words for words in (*ALWAYS, "*** MẪU ***") if words not in told] == []


def test_every_block_has_its_test():
    assert {*LOST, Block.CASHIER, Block.MEMBER} == set(Block)


def test_the_shop_s_own_lines_stand_in_their_places():
    told = paper(
        logo=logo(), header=("Từ năm 1998", "Mở cửa 6 giờ"), promotion=("Thứ Ba: mua 2 tặng 1",), footer=("A", "B")
    )
    order = [
        "[LOGO]",
        "Cà phê Mộc",
        "Từ năm 1998",
        "Mở cửa 6 giờ",
        "HOÁ ĐƠN BÁN HÀNG",
        "Thứ Ba: mua 2 tặng 1",
        "[QR]",
        "A",
        "B",
    ]
    assert [line for line in told if line in order] == order
    assert not any("Wi-Fi" in line for line in told), "the designed footer takes the place of the shop's"


def test_nothing_designed_is_the_paper_as_it_was():
    assert ReceiptDesign() == STANDARD == SHOP.design
    assert not any(STANDARD.lines(where) for where in Lines)
    assert all(STANDARD.shows(block) for block in Block)


@pytest.mark.parametrize(("profile", "size"), [("80mm", (400, 240)), ("58mm", (266, 160))])
def test_the_logo_is_on_paper_and_scaled_for_narrow_paper(profile, size):
    (dots,) = pictures(Document((Picture(logo(400, 240)),)), profile_of(profile))
    ink = dots.convert("L").point(lambda dot: 255 - dot).getbbox()
    assert ink is not None
    left, top, right, bottom = ink
    assert (right - left, bottom - top) == size
    assert abs(left - (dots.width - right)) <= 1, "in the middle"


def test_the_logo_is_in_the_pdf():
    with_logo = document_pdf(Document((Picture(logo()),)))
    assert tuple(b"/Subtype /Image" in made for made in (with_logo, document_pdf(Document(())))) == (True, False)


@pytest.mark.parametrize("png", [b"", b"GIF89a", logo(401, 10), logo(10, 241), logo() + bytes(16 * 1024)])
def test_what_is_no_small_picture_is_none(png):
    with pytest.raises(ValueError, match="no small PNG"):
        Picture(png)


def test_the_sample_shows_every_block_between_member_and_guest():
    def sample(hidden, *, is_guest=False):
        return sample_receipt(replace(SHOP, design=ReceiptDesign(hidden=frozenset(hidden))), VI, AT, is_guest=is_guest)

    for block in Block:
        is_guest = block is Block.CLAIM
        assert sample({block}, is_guest=is_guest) != sample((), is_guest=is_guest), block
    for paper_ in (sample(()), guest := sample((), is_guest=True)):
        assert to_text(paper_).count("*** MẪU ***") == 2
    assert sum(isinstance(element, Qr) for element in guest.elements) == 2
