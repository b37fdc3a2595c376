"""Receipts found as people look for them, and one receipt with all that came back of it."""

from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.selling.receipts import Back, Sought
from tests.support.refusals import refused
from tests.support.shop import OWNER


@pytest.fixture
def sales(shop):
    """Three receipts of two days: a guest's, Lan's, and Lan's a day later."""
    shop.granted("Lan", 100)
    first = [shop.sold("1 x PHỞ @ 55000"), shop.sold("2 x PHỞ @ 50000; member Lan")]
    shop.on("2026-03-03 09:00")
    return [*first, shop.sold("1 x TRÀ @ 45000; member Lan")]


def found(shop, **sought):
    return [row.number for row in shop.desk.receipts.page(Sought(**sought)).rows]


def numbers(sales):
    return [sale.number for sale in sales]


def test_the_newest_come_first_page_by_page(shop, sales):
    first = shop.desk.receipts.page(Sought(), most=2)
    assert [row.number for row in first.rows] == numbers(sales)[:0:-1]
    rest = shop.desk.receipts.page(Sought(before=first.next), most=2)
    assert ([row.number for row in rest.rows], rest.next) == ([sales[0].number], None)


def test_a_row_tells_who_bought_how_it_was_paid_and_what_came_back(shop, sales):
    shop.returned(sales[1], "1 x PHỞ")
    row = next(row for row in shop.desk.receipts.page(Sought()).rows if row.id == sales[1].id)
    assert (row.due, row.member_name, row.staff_name, row.tenders) == (100_000, "Lan", OWNER, (TenderKind.CASH,))
    assert (row.back, row.money_back) == (Back.PART, 50_000)


def test_a_number_a_code_or_a_refunds_number_is_that_receipt_on_any_day(shop, sales):
    back = shop.returned(sales[0])
    code = shop.desk.sales.receipt_code(sales[0])
    for text in (sales[0].number, sales[0].number.lower(), code, back.number):
        assert found(shop, text=text, day=date(2026, 3, 3)) == [sales[0].number]


@pytest.mark.parametrize("text", ["K1-000999", "K9-000001", "K1-H000009"])
def test_a_number_of_no_receipt_is_told(shop, sales, text):
    with refused(Code.UNKNOWN_SALE):
        found(shop, text=text)


def test_an_amount_or_a_bare_serial(shop, sales):
    assert found(shop, text="55.000") == found(shop, text="55000") == [sales[0].number]
    assert sales[2].number in found(shop, text=str(sales[2].serial))


def test_a_member_by_name_card_and_phone(shop, sales):
    member = shop.member("Lan")
    phone = member.row.phone.replace("+84", "0")
    card = shop.desk.members.card_of(member.row.id)
    for text in ("lan", phone, card):
        assert found(shop, text=text) == [sales[2].number, sales[1].number]


def test_days_people_and_tenders_narrow_the_list(shop, sales):
    assert found(shop, day=date(2026, 3, 3)) == [sales[2].number]
    assert found(shop, through=date(2026, 3, 2)) == [sales[1].number, sales[0].number]
    assert found(shop, staff_id=shop.person(OWNER).id) == numbers(sales)[::-1]
    assert found(shop, tender=TenderKind.CARD) == []


@pytest.mark.parametrize("text", ["%", "_", '"', "'; DROP TABLE sale;--", "\\", "nobody"])
def test_odd_words_find_nothing_and_break_nothing(shop, sales, text):
    assert found(shop, text=text) == []


def test_the_detail_has_the_documents_and_what_is_left(shop, sales):
    assert shop.desk.receipts.detail(sales[1].id).left == {1: 2_000}
    back = shop.returned(sales[1], "1 x PHỞ")
    detail = shop.desk.receipts.detail(sales[1].id)
    assert detail.left == {1: 1_000}
    assert [(given.number, given.money, given.quantities) for given in detail.refunds] == [
        (back.number, 50_000, {1: 1_000})
    ]
    assert not detail.can_void
    shop.returned(sales[1])
    assert shop.desk.receipts.detail(sales[1].id).is_over


def test_only_an_untouched_sale_of_the_open_shift_can_be_voided(shop, sales):
    assert shop.desk.receipts.detail(sales[2].id).can_void
    shop.voided(sales[2])
    detail = shop.desk.receipts.detail(sales[2].id)
    assert (detail.can_void, detail.refunds[0].is_void) == (False, True)


def test_a_refund_promises_its_paper_and_the_drawer_once(shop, sales):
    command = replace(shop.returning(sales[0]), printer="lp")
    made = shop.desk.refunds.refund(command).refund
    shop.desk.refunds.refund(command)
    jobs = [(job.kind, job.sale_id) for job in iter_jobs(shop)]
    assert sorted(jobs) == [("drawer", made.id), ("slip", f"refund:{made.id}")]
    document = shop.desk.receipts.refund(made.id)
    assert (document.number, document.sale_number, document.money) == (made.number, sales[0].number, 55_000)
    assert [(line.name, line.qty, line.money) for line in document.lines] == [("PHỞ", 1_000, 55_000)]


def iter_jobs(shop):
    while job := shop.desk.outbox.claim("lp"):
        shop.desk.outbox.mark(job.id, "printed")
        yield job
