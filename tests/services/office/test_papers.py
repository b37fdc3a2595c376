"""Papers as files: who may have them, which copy they are, what a company finds on them."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from pos_desktop.core.errors import Code
from pos_desktop.documents.receipt_page import Buyer
from pos_desktop.loyalty.giving import Cause
from pos_desktop.selling.order import Identified
from pos_desktop.services.desk import desk_of
from pos_desktop.services.members.benefits.giving import Give
from pos_desktop.services.office.outbox import SlipOf, copy_subject
from pos_desktop.services.office.papers import AskReceipt, Papers
from pos_desktop.services.office.slips import month_subject
from pos_desktop.services.shop.approvals import Approve
from tests.support.refusals import refused
from tests.support.shifts import closed
from tests.support.shop import MANAGER, OWNER, PINS


def told(drawn):
    book = pypdfium2.PdfDocument(drawn.content)
    text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in book).replace("\u00a0", " ").split())
    book.close()
    return text


@pytest.fixture
def papers(shop):
    return Papers(shop.desk)


def copies(shop):
    return [row.copy for row in shop.rows("SELECT copy FROM outbox WHERE kind = 'receipt' ORDER BY copy")]


def reprints(shop):
    return len(shop.rows("SELECT id FROM journal WHERE kind = 'reprint'"))


@pytest.mark.parametrize("roll", [False, True])
def test_the_first_paper_of_a_sale_is_an_original_and_the_next_a_copy(shop, papers, roll):
    sale = shop.sold("2 x PHỞ @ 50000")
    asked = AskReceipt(sale.id, shop.person().id, roll=roll)
    first, second = papers.receipt(asked), papers.receipt(asked)
    assert (first.name, first.copy, second.copy) == (sale.number, 0, 1)
    assert "BẢN IN LẠI" not in told(first) and "BẢN IN LẠI 1" in told(second)
    assert (copies(shop), reprints(shop)) == ([0, 1], 1)
    assert shop.desk.outbox.claim("file") is None and not shop.desk.outbox.waiting(), "no printer waits for it"


def test_a_file_after_a_print_is_the_next_copy_and_so_is_the_print_after_it(shop, papers):
    sale = shop.sold("2 x PHỞ @ 50000", printer="main")
    assert papers.receipt(AskReceipt(sale.id, shop.person().id)).copy == 1
    shop.desk.outbox.reprint(sale.id, "main", "vi", shop.person().id)
    assert copies(shop) == [0, 1, 2]


def test_a_receipt_of_an_earlier_shift_asks_for_the_right_or_anothers_word(shop, papers):
    sale, cashier = shop.sold("1 x PHỞ @ 50000"), shop.person().id
    closed(shop.desk)
    with refused(Code.NOT_ALLOWED, needs_approval=True):
        papers.receipt(AskReceipt(sale.id, cashier))
    assert copies(shop) == []
    ask = Approve("a", "refund", copy_subject(sale.id), cashier, shop.person(MANAGER).id)
    word = shop.desk.approvals.by_pin(ask, PINS[MANAGER])
    assert papers.receipt(AskReceipt(sale.id, cashier, approval=word.id)).copy == 0
    assert papers.receipt(AskReceipt(sale.id, shop.person(MANAGER).id)).copy == 1


def test_the_buyer_is_the_member_or_who_is_named(shop, papers):
    sale = shop.sold("1 x PHỞ @ 50000; member Lan by card")
    by = shop.person().id
    assert "Người mua hàng Lan" in told(papers.receipt(AskReceipt(sale.id, by)))
    named = Buyer(company="Công ty Trường An", tax_code="0312345678")
    page = told(papers.receipt(AskReceipt(sale.id, by, buyer=named)))
    assert "Công ty Trường An" in page and "0312345678" in page and "Người mua hàng Lan" not in page


def test_a_receipt_is_found_by_its_number_and_its_code(shop, papers):
    sale = shop.sold("1 x PHỞ @ 50000")
    assert papers.find(sale.number.lower()) == papers.find(shop.desk.sales.receipt_code(sale)) == sale.id
    with refused(Code.UNKNOWN_SALE):
        papers.find("K1-999999")
    with refused(Code.UNKNOWN_SALE):
        papers.receipt(AskReceipt("nothing", shop.person().id))


def test_a_statement_of_points_is_for_who_keeps_members(shop, papers):
    shop.granted("Lan", 500)
    account, today = shop.member("Lan").row.account_id, shop.till.today()
    drawn = papers.points(account, today, today, shop.person(MANAGER).id)
    assert "Điểm cuối kỳ 500" in told(drawn)
    with refused(Code.NOT_ALLOWED):
        papers.points(account, today, today, shop.person().id)
    with refused(Code.INVALID_DAY):
        papers.points(account, today, date(2020, 1, 1), shop.person(OWNER).id)
    with refused(Code.UNKNOWN_MEMBER):
        papers.points("nobody", today, today, shop.person(OWNER).id)


def test_a_month_of_a_cause_is_for_who_sees_reports(shop, papers):
    shop.under(causes=(Cause("school", "Trường học", "Quỹ Trò nghèo"),))
    shop.granted("Lan", 500)
    account = shop.member("Lan").row.account_id
    shop.desk.giving.give(Give("g", account, "school", 100, shop.person().id, Identified.CARD))
    subject = month_subject(SlipOf.CAUSE_MONTH, shop.till.today(), "school")
    drawn = papers.month(subject, shop.person(OWNER).id)
    assert "Quỹ Trò nghèo" in told(drawn) and drawn.name == f"cause-month-{shop.till.today():%Y-%m}"
    with refused(Code.NOT_ALLOWED):
        papers.month(subject, shop.person().id)
    with refused(Code.UNKNOWN_CAUSE):
        papers.month(month_subject(SlipOf.CAUSE_MONTH, shop.till.today(), "x"), shop.person(OWNER).id)
    with refused(Code.UNKNOWN_PARTNER):
        papers.month(month_subject(SlipOf.PARTNER_MONTH, shop.till.today(), "x"), shop.person(OWNER).id)


def test_a_lesson_says_so_on_a4_and_on_the_roll(shop):
    sale = shop.sold("1 x PHỞ @ 50000")
    lesson = replace(shop.till, shop=replace(shop.till.shop, is_training=True))
    papers = Papers(desk_of(lesson))
    for roll in (False, True):
        assert told(papers.receipt(AskReceipt(sale.id, shop.person().id, roll=roll))).count("TẬP HUẤN") == 2
