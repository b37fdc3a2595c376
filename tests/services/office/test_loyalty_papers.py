"""The members' report on A4: its text says what the ledger says, whatever names people have."""

from datetime import timedelta

import pypdfium2

from pos_desktop.core.errors import Code
from pos_desktop.services.office import loyalty_papers
from pos_desktop.services.office.loyalty_books import Books
from pos_desktop.services.office.loyalty_papers import LoyaltyPapers
from pos_desktop.wording import money, number, set_language
from tests.support.refusals import refused
from tests.support.shop import CASHIER, OWNER, SETTLED

LONG = "Công Tằng Tôn Nữ Thị Ngọc Ánh Nguyệt Quế Hương Giang Thuỳ Dương"
FORMULA = '=HYPERLINK("http://x","y")'


def text_of(content):
    with pypdfium2.PdfDocument(content) as pages:
        return "\n".join(page.get_textpage().get_text_range() for page in pages).replace("\r", "")


def paper(shop, first=SETTLED, last=SETTLED):
    return text_of(LoyaltyPapers(shop.desk).pdf(first, last, shop.person(OWNER).id).content)


def test_the_figures_of_the_day(shop):
    shop.granted("Minh", 500)
    shop.sold("1 x PHỞ @ 250000; member Lan")
    shop.sold("1 x BÚN @ 900000; member Minh; redeem 100")
    shop.sold("1 x NƯỚC @ 40000")
    told = paper(shop)
    books = Books(shop.till).day(SETTLED)
    for word in (money(books.liability_vnd), number(books.movement.closing), "Khớp sổ đến từng điểm", "tạm tính"):
        assert word.replace("\xa0", " ") in told.replace("\xa0", " ")
    for row in ("Điểm đã đổi", "Doanh thu", "Lan", "Minh", "BÁO CÁO THÀNH VIÊN", "Trang 1/"):
        assert row in told


def test_names_are_only_names(shop):
    for name in (FORMULA, LONG):
        shop.enrolled(name)
    told = paper(shop)
    assert FORMULA in told
    assert "Công Tằng" in told
    assert "Thuỳ Dương" in told.replace("\n", " ")


def test_a_day_without_anything(shop):
    told = paper(shop)
    assert told.count("Không có gì trong những ngày này.") >= 4
    assert "Khớp sổ đến từng điểm" in told


def test_a_day_that_does_not_tie_is_named(shop, monkeypatch):
    shop.sold("1 x PHỞ @ 250000; member Lan")
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("DROP TRIGGER tr_entry_update")
        tx.exec_driver_sql("UPDATE entry SET points = points + 7 WHERE kind = 'accrual'")
    told = paper(shop, SETTLED - timedelta(days=1))
    assert f"Lệch sổ: {SETTLED:%d/%m}" in told
    assert f"{SETTLED:%d/%m} (!)" in told
    assert "Khớp sổ" not in told


def test_more_people_than_a_page_needs_are_counted(shop, monkeypatch):
    monkeypatch.setattr(loyalty_papers, "MOST_ROWS", 2)
    for at in range(5):
        shop.enrolled(f"Khách {at}")
    assert "Còn 3 dòng nữa" in paper(shop)


def test_a_whole_year_and_english(shop):
    shop.sold("1 x PHỞ @ 250000; member Lan")
    set_language("en")
    try:
        told = paper(shop, SETTLED - timedelta(days=365), SETTLED)
    finally:
        set_language("vi")
    assert "Members' share" in told
    assert told.count(f"{SETTLED:%d/%m}") >= 2


def test_the_same_report_is_the_same_bytes(shop):
    person = shop.person(OWNER).id
    one, other = (LoyaltyPapers(shop.desk).pdf(SETTLED, SETTLED, person) for _ in range(2))
    assert one == other


def test_who_may_not_read_gets_no_paper(shop):
    with refused(Code.NOT_ALLOWED):
        LoyaltyPapers(shop.desk).pdf(SETTLED, SETTLED, shop.person(CASHIER).id)
    with refused(Code.MALFORMED):
        paper(shop, SETTLED, SETTLED - timedelta(days=1))
