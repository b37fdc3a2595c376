"""Papers on A4: every sum of a receipt and of statements, in both languages, on as many pages as it takes."""

import time
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from pos_desktop.documents.design import ReceiptDesign
from pos_desktop.documents.marks import Standing
from pos_desktop.documents.points_statement import points_pdf
from pos_desktop.documents.receipt_page import Buyer, receipt_pdf
from pos_desktop.documents.statement_pages import cause_pdf, partner_pdf
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.wording import in_language
from tests.documents.samples import BARE, CODE, GUEST, MEMBER, SHOP
from tests.documents.test_new_papers import MARCH
from tests.documents.test_statements import CAUSE, HEAD, PARTNER
from tests.documents.test_statements import CODE as NEIGHBOURS

VI, EN = in_language("vi"), in_language("en")
BUYER = Buyer("Nguyễn Thị Ngọc Ánh", "Công ty Trường An Phát Đạt " * 5, "0312345678-001", "45/7 Lê Lợi, Quận 3")


def texts(content):
    book = pypdfium2.PdfDocument(content)
    told = [" ".join(page.get_textpage().get_text_bounded().replace("\u00a0", " ").split()) for page in book]
    book.close()
    return told


def qr(content):
    book = pypdfium2.PdfDocument(content)
    found = [read.text for page in book for read in zxingcpp.read_barcodes(page.render(scale=3).to_pil().convert("L"))]
    book.close()
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sum_of_the_sale_is_on_it(language):
    words = in_language(language)
    told = " ".join(texts(receipt_pdf(MEMBER, SHOP, CODE, words, BUYER)))
    sums = [MEMBER.goods, -MEMBER.discount, -MEMBER.points_value, MEMBER.due, MEMBER.change]
    sums += [line.gross - line.discount for line in MEMBER.lines] + [paid.amount for paid in MEMBER.tenders]
    sums += [part for tax in MEMBER.taxes for part in (tax.net, tax.tax, tax.net + tax.tax)]
    assert [shown for shown in (words.money(each).replace("\u00a0", " ") for each in sums) if shown not in told] == []


def test_a_company_finds_what_its_books_want():
    told = " ".join(texts(receipt_pdf(MEMBER, SHOP, CODE, VI, BUYER)))
    for part in (
        "HOÁ ĐƠN BÁN HÀNG", "Số K1-000231", "0312345678-001", "Nguyễn Thị Ngọc Ánh", "45/7 Lê Lợi", "kg 0,35",
        "Hai trăm tám mươi lăm nghìn ba trăm năm mươi đồng", "Người mua hàng", "Người bán hàng", "Trân châu",
        "không thay hoá đơn giá trị gia tăng",
    ):  # fmt: skip
        assert part in told
    assert told.count("Công ty Trường An Phát Đạt") == 5, "a long name wraps and loses nothing"


def test_the_code_is_read_back_from_the_page():
    assert qr(receipt_pdf(GUEST, BARE, CODE, EN)) == [CODE]


def test_a_gift_card_that_paid_shows_its_last_digits_alone():
    card = "27143210000003333333333333333333"
    paid = replace(GUEST, tenders=(Tender(TenderKind.GIFT_CARD, 29_000, card),), paid=29_000, change=0)
    told = " ".join(texts(receipt_pdf(paid, BARE, CODE, VI)))
    assert "3333" in told and card not in told


def test_marks_are_on_every_page_at_both_ends():
    standing = Standing(is_sample=True, is_training=True, copy=3)
    for page in texts(receipt_pdf(MEMBER, SHOP, CODE, VI, BUYER, standing)):
        assert page.count("TẬP HUẤN · MẪU · BẢN IN LẠI 3") == 2


def test_four_hundred_lines_are_on_numbered_pages_in_a_second_or_two():
    lines = tuple(replace(MEMBER.lines[at % 4], name=f"Món {at} đặc biệt") for at in range(400))
    began = time.process_time()
    pages = texts(receipt_pdf(replace(MEMBER, lines=lines), SHOP, CODE, VI))
    assert time.process_time() - began < 10
    together = " ".join(pages)
    assert all(f"Món {at} đặc biệt" in together for at in range(400))
    assert all(f"Trang {at}/{len(pages)}" in page for at, page in enumerate(pages, 1))
    assert all("Thành tiền" in page for page in pages[:-1])


def test_a_cause_and_a_neighbour_have_their_sums_in_words():
    (cause,) = texts(cause_pdf(CAUSE, HEAD, VI))
    for part in ("Sách cho em", "Quỹ Sách, VCB 0011", "Cộng 120 12.000 ₫", "−25.000 ₫", "Bảy nghìn đồng"):
        assert part in cause
    (partner,) = texts(partner_pdf(PARTNER, HEAD, EN))
    for part in ("Bánh Mì Sáu", "000041", "80%", "16,000 ₫", "Sixteen thousand đồng"):
        assert part in partner
    assert NEIGHBOURS[-14:] not in partner


def test_a_statement_of_points_ends_at_its_balance():
    (page,) = texts(points_pdf(MARCH, SHOP, VI))
    for part in ("TV000012", "Từ ngày 01/03/2026 đến hết ngày 31/03/2026", "Điểm cuối kỳ 190", "03/2027 190 điểm"):
        assert part in page
    assert "nhập nhầm" not in page, "what the shop notes for itself stays in its books"


def test_a_month_that_we_owe_in_has_no_sum_in_words():
    told = replace(CAUSE, sums=replace(CAUSE.sums, due=-5_000))
    (page,) = texts(cause_pdf(told, replace(HEAD, today=date(2026, 4, 2)), VI))
    assert "bằng chữ" not in page and "−5.000 ₫" in page


def test_a_logo_and_the_lines_of_the_receipts_head_every_paper():
    dots = Image.new("1", (400, 200), 0)
    file = BytesIO()
    dots.save(file, "PNG")
    design = ReceiptDesign(logo=file.getvalue(), header=("Rang tại quán", "Wi-Fi: mocmoc"))
    plain, own = (receipt_pdf(MEMBER, shop, CODE, VI, BUYER) for shop in (SHOP, replace(SHOP, design=design)))
    assert "Rang tại quán Wi-Fi: mocmoc" in texts(own)[0]
    assert "Rang tại quán" not in texts(plain)[0]
    assert (black_at_the_right_of_the_head(plain), black_at_the_right_of_the_head(own) > 10_000) == (0, True)


def black_at_the_right_of_the_head(content):
    book = pypdfium2.PdfDocument(content)
    grey = book[0].render(scale=2).to_pil().convert("L").crop((860, 96, 1190, 210))
    book.close()
    return grey.histogram()[0]
