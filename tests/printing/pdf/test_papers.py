from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from printing.cards.card import MemberCard
from printing.cards.picture import card_png
from printing.paper.document import Cut, Document, Drawer, Text
from printing.pdf.cards import card_pdf
from printing.pdf.papers import document_pdf
from tests.printing.samples import CARD_TOKEN, RECEIPT_CODE, receipt

POINTS_PER_MM = 72 / 25.4


def card(**changed):
    plain = {
        "shop": "Quán Cà Phê Đường Tàu",
        "name": "Đặng Thị Hường",
        "tier": "Hạng Vàng",
        "token": CARD_TOKEN,
        "number": "1234 5678",
        "colour": "#7A5200",
    }
    return MemberCard(**plain | changed)


def words(page):
    return " ".join(page.get_textpage().get_text_range().split())


def test_the_code_of_a_card_is_read_back_from_the_pdf():
    document = pypdfium2.PdfDocument(card_pdf(card()))
    (page,) = document

    assert page.get_size() == pytest.approx((85.6 * POINTS_PER_MM, 54 * POINTS_PER_MM), abs=0.1)
    assert [code.text for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())] == [CARD_TOKEN]
    assert words(page) == "Quán Cà Phê Đường Tàu Hạng Vàng Đặng Thị Hường 1234 5678"
    document.close()


def test_the_picture_of_a_card_carries_the_same_code():
    picture = Image.open(BytesIO(card_png(card())))

    assert picture.size == (1712, 1080)
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [CARD_TOKEN]


def test_long_and_missing_names_keep_the_card_whole():
    odd = card(name="Nguyễn Thị Hoàng Phượng Uyên Bích Ngọc Thảo Nguyên" * 2, shop="Tiệm " * 30, tier="")

    assert [code.text for code in zxingcpp.read_barcodes(Image.open(BytesIO(card_png(odd))))] == [CARD_TOKEN]
    assert card(name="A\x1bp\nB").name == "Ap B"


def test_a_receipt_says_in_pdf_what_it_says_on_paper():
    document = pypdfium2.PdfDocument(document_pdf(receipt()))
    (page,) = document
    text = words(page)

    assert page.get_width() == pytest.approx(80 * POINTS_PER_MM, abs=0.1)
    for expected in ("Quán Cà Phê Đường Tàu", "204.000 ₫", "Đặng Thị Hường", "1.240 điểm", "−60.000 ₫"):
        assert expected in text
    assert [code.text for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())] == [RECEIPT_CODE]
    document.close()


@pytest.mark.parametrize("made", [lambda: document_pdf(receipt(mark="MẪU")), lambda: card_pdf(card())])
def test_only_our_own_font_is_used(made):
    raw = made()

    assert b"Helvetica" not in raw
    assert b"Roboto" in raw and b"/FontFile2" in raw
    assert made() == raw, "the same document is the same bytes"


def test_each_piece_of_paper_is_a_page():
    document = pypdfium2.PdfDocument(document_pdf(Document((Text("A"), Cut(), Drawer(), Text("茶👍"), Cut()))))

    assert len(document) == 2
    document.close()
