"""X and Z on paper: from what was kept alone, the same to the byte for ever, a copy marked around the same content."""

from dataclasses import replace

import pytest

from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.documents.shift_report import content, shift_report
from pos_desktop.selling.shift import CashMovementKind as Kind
from pos_desktop.selling.shift_report import ShiftReport
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.office.slips import slip_of
from pos_desktop.services.shop.shifts import MakeX, MoveCash
from pos_desktop.wording import in_language
from printing.devices.profiles import DEFAULT
from printing.paper import thermal
from printing.paper.document import Mark
from printing.paper.text import to_text
from tests.support.shifts import closed
from tests.support.shop import OWNER

VI, EN, HEAD = in_language("vi"), in_language("en"), ReceiptHead("Cà phê Thử")


@pytest.fixture
def z(shop):
    owner = shop.person(OWNER).id
    sale = shop.sold("2 x PHỞ @ 50000; member An; cash 200000")
    shop.sold("1 x TRÀ @ 45000; card 45000")
    shop.returned(sale, "1 x PHỞ")
    for kind, amount in ((Kind.PAID_IN, 100_000), (Kind.DROP, 300_000), (Kind.NO_SALE, 0)):
        shop.desk.shifts.move(MoveCash(shop.till.ids(), owner, kind, amount, "đổi tiền"))
    return closed(shop.desk, owner, counted=345_000, note="thối nhầm")


def subject(row):
    return SlipOf.SHIFT_REPORT.subject(row.id)


def test_a_z_tells_everything_in_both_languages(z):
    text = to_text(shift_report(z.report, VI))
    for told in (
        "Báo cáo Z số 1", "Quầy K1 · ca 1", "Lan thu ngân", "Số lượt bán", "K1-000001 – K1-000002", "Doanh thu gộp",
        "145.000\u00a0₫", "Tiền mặt (1)", "Số lượt hoàn", "Tiền đầu ca", "Cất vào két sắt", "\u2212300.000\u00a0₫",
        "Đếm được", "\u22125.000\u00a0₫", "Ghi chú: thối nhầm", "Mở két không bán", "Luỹ kế từ khi mở quầy",
        "Dòng cuối", "Mã niêm phong",
    ):  # fmt: skip
        assert told.replace("\u00a0", " ") in text.replace("\u00a0", " "), told
    english = to_text(shift_report(z.report, EN))
    assert "Z report no. 1" in english and "Seal" in english


def test_the_seal_stands_in_groups_of_four(z):
    anchor = z.report.anchor
    text = to_text(shift_report(z.report, VI))
    assert " ".join(anchor.mac[at : at + 4] for at in range(0, 16, 4)) in text
    assert str(anchor.seq) in text


def test_two_prints_are_the_same_bytes_whatever_became_of_the_shop(shop, z):
    first = thermal.render(slip_of(shop.desk, subject(z), HEAD, VI), DEFAULT)
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE staff SET name = 'Ai khác' WHERE name = ?", (OWNER,))
    shop.on("2027-01-01")
    moved = ReceiptHead("Tên mới", "Nơi khác")
    assert thermal.render(slip_of(shop.desk, subject(z), moved, VI), DEFAULT) == first


def test_a_copy_is_marked_around_the_same_content(shop, z):
    original, copy = shift_report(z.report, VI), slip_of(shop.desk, subject(z), HEAD, VI, copy=2)
    told = content(z.report, VI)
    assert original.elements[: len(told)] == told
    assert copy.elements[0] == Mark("BẢN IN LẠI 2")
    assert copy.elements[1 : len(told) + 1] == told


def test_what_is_kept_reads_back_as_it_was(z):
    assert from_plain(ShiftReport, to_plain(z.report)) == z.report


def test_an_x_says_that_the_shift_goes_on(shop):
    shop.sold("1 x PHỞ @ 50000")
    row = shop.desk.shifts.x_report(MakeX("x", shop.person(OWNER).id)).row
    text = to_text(slip_of(shop.desk, subject(row), HEAD, VI))
    assert "Báo cáo giữa ca X" in text and "Ca còn mở, chưa chốt" in text
    assert "Đếm được" not in text


def test_a_sample_s_report_says_so(z):
    sample = replace(z.report, head=replace(z.report.head, is_sample=True))
    assert shift_report(sample, VI).elements[0] == Mark("MẪU")


@pytest.mark.parametrize(
    ("kind", "amount", "title"),
    [(Kind.PAID_IN, 5_000, "PHIẾU NỘP TIỀN VÀO KÉT"), (Kind.PAID_OUT, 5_000, "PHIẾU CHI TỪ KÉT"),
     (Kind.DROP, 5_000, "PHIẾU CẤT TIỀN VÀO KÉT SẮT"), (Kind.NO_SALE, 0, "PHIẾU MỞ KÉT KHÔNG BÁN")],
)  # fmt: skip
def test_a_slip_comes_with_every_movement(shop, kind, amount, title):
    moved = shop.desk.shifts.move(MoveCash("m", shop.person(OWNER).id, kind, amount, "mua đá")).movement
    text = to_text(slip_of(shop.desk, SlipOf.CASH.subject(moved.id), HEAD, VI))
    for told in (title, "Lý do: mua đá", OWNER, "K1 · ca 1", *(["5.000"] if amount else [])):
        assert told in text, told


def test_rounded_cash_is_a_line_of_the_sales(z):
    figures = z.report.figures
    rounded = replace(z.report, figures=replace(figures, sales=replace(figures.sales, rounding=175)))
    text = to_text(shift_report(rounded, VI)).replace("\xa0", " ")
    assert text.index("145.000 ₫") < text.index("Làm tròn tiền mặt") < text.index("145.175 ₫")
    assert from_plain(ShiftReport, to_plain(rounded)) == rounded
