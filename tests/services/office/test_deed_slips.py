"""Slips of what was done: promised with it and never again, told as it was then, marked when printed again."""

from datetime import date

import pytest
import zxingcpp

from pos_desktop.core.errors import Code
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.partners import Partner, decoded
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.loyalty.wheel import Prize, Wheel, seed_of
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.order import Identified
from pos_desktop.services.members.benefits.giving import Give, PayCause
from pos_desktop.services.members.benefits.partners import IssueForPartner
from pos_desktop.services.members.benefits.vouchers import IssueVouchers
from pos_desktop.services.members.benefits.wheels import CloseRound, Draw, OpenRound
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.office.slips import month_subject, slip_of
from pos_desktop.wording import in_language
from printing.paper.text import to_text
from printing.virtual.machine import VirtualPrinter
from tests.services.office.test_print_worker import printing, qr_on
from tests.support.refusals import refused
from tests.support.shop import MANAGER

HEAD, VI = ReceiptHead("Cà phê Thử"), in_language("vi")
KEY = "00112233445566778899aabbccddeeff"
BAKERY = Partner("bakery", "Bánh Mì Sáu", 7, 12, KEY, 3, 100_000, 8_000)
WHEEL = Wheel("lucky", "Vòng quay", (
    Prize("off", "Phiếu giảm 10.000", 1_000_000, voucher="off10", stock=5, cost=10_000),
    Prize("nothing", "Chúc may mắn", 1),
), 1_000_000, per_spend=100_000, most_tickets=3)  # fmt: skip
PRINTS = {"printer": "main", "language": "vi"}


@pytest.fixture
def cafe(shop):
    shop.under(
        causes=(Cause("school", "Trường học", "Quỹ Trò nghèo"),), partners=(Partner("bakery", "Bánh Mì Sáu", 7, 12, "",
        3, 100_000, 8_000),), wheels=(WHEEL,), vouchers=(VoucherTemplate("off10", "Giảm", Benefit(amount=10_000)),),
    )  # fmt: skip
    shop.desk.partners.keep_key("bakery", KEY, shop.person(MANAGER).id)
    shop.granted("Lan", 3_000)
    return shop


def account(shop):
    return shop.member("Lan").row.account_id


def given(shop, points=500, **more):
    known = {"id": "gift", "staff_id": shop.person().id, "proof": Identified.CARD, **PRINTS, **more}
    return shop.desk.giving.give(Give(account_id=account(shop), cause="school", points=points, **known))


def issued(shop, **more):
    known = {"id": "issue", "staff_id": shop.person().id, "proof": Identified.CARD, **PRINTS, **more}
    return shop.desk.partners.issue(IssueForPartner(account_id=account(shop), partner="bakery", value=20_000, **known))


def opened(shop, **more):
    return shop.desk.wheels.open_round(OpenRound("open", "lucky", shop.person(MANAGER).id, **PRINTS, **more))


def drawn(shop, sale, **more):
    return shop.desk.wheels.draw(Draw("draw", sale.id, account(shop), shop.person().id, **{**PRINTS, **more}))


def slips(shop):
    return [(row.subject_id, row.copy) for row in shop.rows(
        "SELECT subject_id, copy FROM outbox WHERE kind = 'slip' ORDER BY subject_id, copy")]  # fmt: skip


def text_of(shop, subject, copy=0):
    paper = to_text(slip_of(shop.desk, subject, HEAD, VI, copy))
    return " ".join(paper.replace("\u00a0", " ").split())


def printed(shop):
    with VirtualPrinter() as paper, printing(shop, paper.uri) as worker:
        assert worker.settle()
        return paper.printed().pieces


def test_a_gift_promises_its_slip_once_however_often_it_is_sent(cafe):
    gift = given(cafe)
    assert given(cafe, language="en", printer="other") == gift, "where it prints is no part of what is asked"
    assert slips(cafe) == [(SlipOf.GIFT.subject(gift.donation_id), 0)]
    assert len(printed(cafe)) == 1
    assert given(cafe).is_repeat
    assert printed(cafe) == []


def test_a_gift_tells_what_was_given_and_what_was_left_then(cafe):
    subject = SlipOf.GIFT.subject(given(cafe).donation_id)
    given(cafe, id="more", points=300)
    cafe.under(causes=(Cause("school", "Quỹ khác", "Người khác"),))

    told = text_of(cafe, subject)
    code = cafe.member("Lan").row.code
    for part in (f"Số {code}-", "Lan", "Trường học", "Quỹ Trò nghèo", "500 điểm", "50.000 ₫", "2.500 điểm"):
        assert part in told
    assert "BẢN IN LẠI 1" in text_of(cafe, subject, 1)


def test_without_a_printer_and_without_the_deed_nothing_is_promised(cafe):
    given(cafe, printer="")
    with refused(Code.INSUFFICIENT_POINTS):
        given(cafe, id="too much", points=9_000)
    assert slips(cafe) == []


def test_a_dead_printer_stops_nothing_and_the_slip_comes_when_it_is_back(cafe):
    with VirtualPrinter() as dead:
        dead.refuse()
        gift = given(cafe)
        with printing(cafe, dead.uri) as worker:
            assert worker.settle()
        assert dead.connections == 0, "the fault must have fired"
    (job,) = cafe.desk.outbox.jobs_of(SlipOf.GIFT.subject(gift.donation_id))
    assert (job.state, job.attempts) == ("not_sent", 1)
    assert cafe.member("Lan").balance.available == 2_500
    cafe.on("2026-03-02 09:05")
    assert len(printed(cafe)) == 1


def test_a_neighbour_s_voucher_is_on_its_slip_as_the_neighbour_reads_it(cafe):
    voucher = issued(cafe)
    (piece,) = printed(cafe)
    assert qr_on(piece) == [voucher.code]
    assert decoded(voucher.code, {12: BAKERY}, is_ours=True).value == 20_000
    assert "Số 000000" in text_of(cafe, SlipOf.NEIGHBOUR.subject(voucher.voucher_id))


def test_a_draw_s_slip_has_the_voucher_and_the_receipt_has_only_its_own(cafe):
    running = opened(cafe)
    sale = cafe.sold("1 x PHỞ @ 100000; member Lan")
    draw = drawn(cafe, sale)
    told = text_of(cafe, SlipOf.DRAW.subject(draw.draw_id))
    for part in (f"Số {sale.number}/1", "Phiếu giảm 10.000", "1.000.000/1.000.001", f"{running.id}|1"):
        assert part in told
    assert running.commitment in "".join(told.split())
    codes = [code.text for piece in printed(cafe) for code in zxingcpp.read_barcodes(piece.image().convert("L"))]
    assert [code for (code,) in cafe.rows("SELECT code FROM voucher")] == codes
    assert cafe.desk.sales.enclosed(sale).slips == ()


def test_a_round_s_slips_tell_odds_and_seal_first_and_the_seed_at_the_end(cafe):
    running = opened(cafe)
    before = text_of(cafe, SlipOf.ROUND.subject(running.id))
    assert "Phiếu giảm 10.000 1.000.000/1.000.001" in before
    seed = seed_of(cafe.till.keys.wheel, running.id).hex()
    assert seed not in "".join(before.split())
    with refused(Code.UNKNOWN_WHEEL):
        text_of(cafe, SlipOf.SEED.subject(running.id))

    drawn(cafe, cafe.sold("1 x PHỞ @ 100000; member Lan"))
    cafe.desk.wheels.close_round(CloseRound("close", "lucky", cafe.person(MANAGER).id, **PRINTS))
    after = text_of(cafe, SlipOf.SEED.subject(running.id))
    assert seed in "".join(after.split())
    assert "đã quay 1 " in after
    assert text_of(cafe, SlipOf.ROUND.subject(running.id)) == before
    assert [subject.partition(":")[0] for subject, _copy in slips(cafe)] == ["draw", "round", "seed"]


def test_a_reprint_is_a_marked_copy_and_what_it_replaces_is_dropped(cafe):
    subject = SlipOf.GIFT.subject(given(cafe).donation_id)
    cafe.desk.outbox.reprint_slip(subject, "main", "vi", cafe.person().id)
    assert [(job.copy, job.state) for job in cafe.desk.outbox.jobs_of(subject)] == [(0, "dropped"), (1, "queued")]
    assert len(printed(cafe)) == 1
    assert cafe.books().tie


def test_a_slip_that_nobody_knows_of_is_asked_about_like_a_receipt(cafe):
    subject = SlipOf.GIFT.subject(given(cafe).donation_id)
    cafe.desk.outbox.slip(account(cafe), "main", "vi")
    cafe.desk.outbox.slip(month_subject(SlipOf.CAUSE_MONTH, date(2026, 3, 1), "school"), "main", "vi")
    for _job in range(3):
        assert cafe.desk.outbox.claim("main")
    cafe.desk.outbox.recover()
    assert [(job.kind, job.sale_id) for job in cafe.desk.outbox.in_question()] == [("slip", subject)]


@pytest.mark.parametrize("about, code", [
    (SlipOf.GIFT, Code.UNKNOWN_CAUSE), (SlipOf.NEIGHBOUR, Code.UNKNOWN_PARTNER), (SlipOf.DRAW, Code.UNKNOWN_WHEEL),
    (SlipOf.ROUND, Code.UNKNOWN_WHEEL), (SlipOf.SEED, Code.UNKNOWN_WHEEL), (SlipOf.VOUCHER, Code.INVALID_VOUCHER),
])  # fmt: skip
def test_a_slip_of_nothing_is_refused(cafe, about, code):
    with refused(code):
        text_of(cafe, about.subject("nothing"))


def test_the_month_of_a_cause_and_of_a_neighbour_come_on_paper(cafe):
    month = date(2026, 3, 1)
    given(cafe)
    cafe.desk.giving.pay(PayCause("pay", "school", 20_000, cafe.till.today(), cafe.person(MANAGER).id))
    issued(cafe)
    cause = text_of(cafe, month_subject(SlipOf.CAUSE_MONTH, month, "school"))
    for part in (
        "BẢN KÊ QUYÊN GÓP",
        "02/03/2026 500 50.000 ₫",
        "−20.000 ₫",
        "CÒN PHẢI CHUYỂN 30.000 ₫",
        "Tháng 03/2026",
    ):
        assert part in cause
    neighbour = text_of(cafe, month_subject(SlipOf.PARTNER_MONTH, month, "bakery"))
    for part in ("BẢN KÊ PHIẾU ĐỐI TÁC", "1 phiếu 20.000 ₫", "0 phiếu 0 ₫", "BÊN BẠN PHẢI TRẢ 0 ₫"):
        assert part in neighbour


def test_the_month_of_nobody_is_refused(cafe):
    for about, code in ((SlipOf.CAUSE_MONTH, Code.UNKNOWN_CAUSE), (SlipOf.PARTNER_MONTH, Code.UNKNOWN_PARTNER)):
        with refused(code):
            text_of(cafe, month_subject(about, date(2026, 3, 1), "nobody"))


def test_a_voucher_given_by_hand_comes_on_paper_with_its_code(cafe):
    command = IssueVouchers("off", "off10", cafe.person(MANAGER).id, account(cafe), 2, **PRINTS)
    first, second = cafe.desk.vouchers.issue(command)
    assert cafe.desk.vouchers.issue(command) == (first, second)

    assert sorted(slips(cafe)) == sorted((SlipOf.VOUCHER.subject(one.id), 0) for one in (first, second))
    told = text_of(cafe, SlipOf.VOUCHER.subject(first.id))
    assert "PHIẾU TẶNG" in told
    assert "Phiếu Giảm" in told
    assert "Khách Lan" in told
    assert f"Dùng đến hết ngày {VI.date(first.expires_on)}" in told
    assert sorted(code for piece in printed(cafe) for code in qr_on(piece)) == sorted((first.code, second.code))
