"""Slips with a code that opens something: promised with the sale that loads, told as it was, copies by right."""

import pytest

from pos_desktop.core.codes import read_card, read_gift_card
from pos_desktop.core.errors import Code
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.loyalty.stored_value import StoredTerms, TopUpBonus
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.members.members import Enrol
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.office.slips import points_subject, slip_of
from pos_desktop.services.office.stored_papers import subjects_of
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.shop.wares import with_gift_card, with_top_up
from pos_desktop.wording import in_language
from printing.paper.document import Mark, Qr
from printing.paper.text import to_text
from tests.support.refusals import refused
from tests.support.shifts import closed
from tests.support.shop import MANAGER, OWNER

HEAD, VI = ReceiptHead("Cà phê Thử"), in_language("vi")


def complete(shop, order, key, *, tenders=None, printer="main"):
    command = CompleteSale(key, order, shop.person(OWNER).id, tenders, printer=printer)
    return shop.desk.sales.complete(command).sale


def with_card(shop, amount, code=""):
    programme, item = shop.desk.programmes.current(), shop.desk.wares.item(Ware.GIFT_CARD)
    return with_gift_card(shop.order("1 x PHỞ @ 50000; member Lan by card"), item, programme, amount, code)


def code_of(shop, sale):
    return shop.desk.beside.of_sale(sale.id).cards[0].code


def topped(shop, key="t", *, tenders=None):
    programme, item = shop.desk.programmes.current(), shop.desk.wares.item(Ware.TOP_UP)
    order = with_top_up(shop.order("1 x PHỞ @ 35000; member Lan by card"), item, programme, 500_000)
    return complete(shop, order, key, tenders=tenders)


def jobs(shop, kind="slip"):
    return [(row.subject_id, row.copy) for row in shop.rows(
        f"SELECT subject_id, copy FROM outbox WHERE kind = '{kind}' ORDER BY subject_id, copy")]  # fmt: skip


def paper(shop, subject, copy=0):
    return slip_of(shop.desk, subject, HEAD, VI, copy)


def flat(document):
    return " ".join(to_text(document).replace("\u00a0", " ").split())


def code_on(document):
    return [element.data for element in document.elements if isinstance(element, Qr)]


def test_a_gift_card_has_a_slip_of_its_own_with_its_code_and_nobodys_name(shop):
    sale = complete(shop, with_card(shop, 200_000), "s")
    (subject,) = subjects_of(shop.till, sale.id)
    assert jobs(shop) == [(subject, 0)] and subject.startswith(f"gift-card:{sale.id}:")

    document = paper(shop, subject)
    assert code_on(document) == [code_of(shop, sale)]
    assert "Trị giá 200.000 ₫" in flat(document)
    assert "Lan" not in flat(document) and sale.number not in flat(document) and "250.000" not in flat(document)


def test_a_card_that_is_loaded_again_tells_both_balances_as_they_were(shop):
    first = complete(shop, with_card(shop, 200_000), "s")
    code = code_of(shop, first)
    again = complete(shop, with_card(shop, 100_000, code), "r")
    complete(shop, shop.order("1 x PHỞ @ 50000"), "p", tenders=(Tender(TenderKind.GIFT_CARD, 50_000, code),))

    told = flat(paper(shop, subjects_of(shop.till, again.id)[0]))
    assert "Số dư trước 200.000 ₫ Nạp thêm +100.000 ₫ Trị giá 300.000 ₫" in told
    assert "Trị giá 200.000 ₫" in flat(paper(shop, subjects_of(shop.till, first.id)[0])), "as it was then"


def test_a_wallet_tells_what_came_the_bonus_and_what_the_sale_took(shop):
    shop.under(stored=StoredTerms(bonuses=(TopUpBonus("b", "Tặng", 500_000, 50_000),)))
    topped(shop)
    paid = topped(shop, "u", tenders=(Tender(TenderKind.WALLET, 35_000), Tender(TenderKind.CASH, 500_000)))

    (subject,) = subjects_of(shop.till, paid.id)
    told = flat(paper(shop, subject))
    assert f"Số {paid.number}" in told and "Lan" in told and "Tiền nạp +500.000 ₫ Tặng thêm +50.000 ₫" in told
    assert "Số dư trước 550.000 ₫" in told
    assert "Trả bằng ví −35.000 ₫" in told
    held = shop.desk.stored.wallet_of(shop.member("Lan").row.account_id).total
    assert f"Số dư sau {VI.money(held)}".replace("\u00a0", " ") in told


def test_a_sale_without_stored_money_or_a_printer_promises_none(shop):
    complete(shop, shop.order("1 x PHỞ @ 50000"), "a")
    complete(shop, with_card(shop, 200_000), "b", printer="")
    assert jobs(shop) == []


def test_a_copy_of_a_code_that_pays_is_marked_journaled_and_by_right(shop):
    sale = complete(shop, with_card(shop, 200_000), "s")
    (subject,) = subjects_of(shop.till, sale.id)
    outbox, cashier = shop.desk.outbox, shop.person().id
    outbox.reprint_slip(subject, "main", "vi", cashier)
    closed(shop.desk)
    with refused(Code.NOT_ALLOWED):
        outbox.reprint_slip(subject, "main", "vi", cashier)
    outbox.reprint_slip(subject, "main", "vi", shop.person(MANAGER).id)

    assert jobs(shop) == [(subject, 0), (subject, 1), (subject, 2)]
    marks = [element.text for element in paper(shop, subject, 2).elements if isinstance(element, Mark)]
    assert marks == ["BẢN IN LẠI 2", "BẢN IN LẠI 2"]
    kinds = [row.kind for row in shop.rows("SELECT kind FROM journal WHERE kind = 'reprint'")]
    assert kinds == ["reprint", "reprint"]
    assert len(jobs(shop, "drawer")) <= 1, "no copy opens the drawer"


def test_a_welcome_is_an_original_when_it_is_asked_for_first(shop):
    new = shop.desk.members.enrol(Enrol("e", "0912345678", "Ngọc", marketing=True, staff_id=shop.person().id))
    assert jobs(shop) == [], "nobody asked for paper"
    subject = SlipOf.WELCOME.subject(new.member_id)
    for _time in range(2):
        shop.desk.outbox.reprint_slip(subject, "main", "vi", shop.person().id)

    assert jobs(shop) == [(subject, 0), (subject, 1)]
    document = paper(shop, subject)
    assert code_on(document) == [new.card]
    told = flat(document)
    for part in ("Ngọc", new.code, "10.000 ₫ được 1 điểm", "1 điểm trừ được 100 ₫", "đồng ý nhận tin"):
        assert part in told


def test_a_welcome_shows_the_card_that_opens_the_account_now(shop):
    new = shop.desk.members.enrol(Enrol("e", "0912345678", "Ngọc", marketing=False))
    fresh = shop.desk.members.reissue_card(new.member_id)
    document = paper(shop, SlipOf.WELCOME.subject(new.member_id))
    assert code_on(document) == [fresh] != [new.card]
    assert read_card(fresh, shop.till.keys.codes).serial == 2
    assert "không nhận tin" in flat(document)


def test_what_is_not_there_is_refused(shop):
    sale = complete(shop, shop.order("1 x PHỞ @ 50000"), "a")
    for subject in (f"gift-card:{sale.id}:x", f"top-up:{sale.id}:x"):
        with refused(Code.STORED_UNKNOWN):
            paper(shop, subject)
    with refused(Code.UNKNOWN_MEMBER):
        paper(shop, "welcome:x")


def test_a_statement_is_new_every_time_and_ends_at_the_balance(shop):
    shop.granted("Lan", 500)
    account = shop.member("Lan").row.account_id
    subject = points_subject(account, shop.till.today().replace(day=1), shop.till.today())
    for _time in range(2):
        shop.desk.outbox.slip(subject, "main", "vi")

    told = flat(paper(shop, subject, 1))
    assert "Điểm cuối kỳ 500 điểm" in told and "BẢN IN LẠI" not in told
    assert not [job for job in shop.desk.outbox.jobs_of(subject) if job.comes_once]


def test_a_code_is_signed(shop):
    sale = complete(shop, with_card(shop, 200_000), "s")
    (code,) = code_on(paper(shop, subjects_of(shop.till, sale.id)[0]))
    assert len(read_gift_card(code, shop.till.keys.codes).number) == 10


@pytest.mark.parametrize("about", [SlipOf.GIFT_CARD, SlipOf.TOP_UP, SlipOf.WELCOME])
def test_who_missed_one_is_asked_about_it(shop, about):
    shop.desk.outbox.reprint_slip(about.subject("a", "b"), "main", "vi", shop.person(OWNER).id)
    (job,) = shop.desk.outbox.jobs_of(about.subject("a", "b"))
    assert job.comes_once
