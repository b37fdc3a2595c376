"""Finding, enrolling and looking at members over the catalogue."""

from datetime import date

import pytest

from pos_desktop.services.members.members import Enrol
from pos_desktop.ui.sale.view import birthday

NAME = "Nguyễn Thị Ngọc Ánh"


@pytest.fixture
def sheet(counter):
    """An open sheet of a shop with three members."""
    for name, phone in ((NAME, "0912345234"), ("Nguyễn Văn Bình", "0987654321"), ("Trần Thu Cúc", "0901112234")):
        counter.shop.enrolled(name, phone)
    counter.member.open()
    return counter.member


def names(sheet):
    return [result.name for result in sheet.view.results]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ngoc anh", [NAME]), ("NGUYỄN", [NAME, "Nguyễn Văn Bình"]), ("234", [NAME, "Trần Thu Cúc"]),
        ("0987 654 321", ["Nguyễn Văn Bình"]),
    ],
)  # fmt: skip
def test_a_member_is_found_by_name_or_digits(sheet, typed, found):
    sheet.search(typed)

    assert sorted(names(sheet)) == sorted(found)


def test_a_result_shows_no_more_of_the_phone_than_three_digits(sheet):
    sheet.search("ngoc anh")
    (result,) = sheet.view.results

    assert (result.phone, result.tier.name, result.points) == ("•••• 234", "Thành viên", "0\u00a0điểm")


def test_picking_attaches_and_closes(sheet, counter):
    sheet.search("ngoc")
    sheet.pick(sheet.view.results[0].id)

    assert (counter.sale.view.member.name, sheet.is_open) == (NAME, False)
    assert counter.sounds == ["member"]


def test_enter_takes_the_only_one_and_not_one_of_many(sheet, counter):
    sheet.search("nguyen")
    sheet.enter("nguyen")
    assert counter.sale.view.member is None

    sheet.enter("binh")
    assert counter.sale.view.member.name == "Nguyễn Văn Bình"


def test_a_new_member_is_a_phone_and_enter(sheet, counter):
    sheet.enter("0933 444 555")

    assert counter.sale.view.member.name.startswith("Thành viên TV")
    assert counter.shop.rows("SELECT given FROM consent WHERE purpose = 'marketing' AND member_id = "
                             "(SELECT member_id FROM member_phone WHERE e164 = '+84933444555')") == [(0,)]  # fmt: skip
    steps = "SELECT step FROM enrolment_step WHERE step = 'begun' OR staff_id IS NOT NULL ORDER BY rowid"
    assert [step for (step,) in counter.shop.rows(steps)][-2:] == ["begun", "finished"]


def test_a_new_member_is_welcomed_on_paper_when_somebody_taps(sheet, counter):
    offered = []
    counter.sale.toast.connect(lambda view, act: offered.append((view.action, act)))
    sheet.enter("0933 444 555")
    told, act = offered[-1]
    assert (told, counter.shop.count("outbox", "kind = 'slip'")) == ("In phiếu chào mừng", 0)
    act()
    (row,) = counter.shop.rows("SELECT subject_id, copy, printer FROM outbox WHERE kind = 'slip'")
    assert row == (f"welcome:{counter.sale.basket.member.row.id}", 0, "lp")


def test_without_a_printer_no_welcome_is_offered(sheet, counter):
    offered = []
    counter.sale.toast.connect(lambda view, act: offered.append((view.action, act)))
    counter.sale.printer = ""
    sheet.enter("0933 444 555")
    assert offered[-1] == ("", None)


def test_the_form_takes_name_birthday_and_consent(sheet, counter):
    sheet.search("0933444555")
    form = sheet.view.form
    assert (form.title, form.phone) == ("Chưa có ai dùng số 0933 444 555", "0933444555")

    sheet.enrol("Lê Thị Đào", "30/11/1990", marketing=True)
    row = counter.sale.basket.member.row
    assert (row.name, row.birthday) == ("Lê Thị Đào", date(1990, 11, 30))
    assert counter.shop.count("consent", "given = 1") == 1


@pytest.mark.parametrize("text", ["31/2", "hôm qua", "1/13/1990", "1/1/2999"])
def test_a_birthday_that_never_was_is_said_under_its_field(sheet, counter, text):
    sheet.search("0933444555")
    sheet.enrol("", text)

    assert "Ngày sinh" in sheet.view.form.birthday_error
    assert (counter.sale.view.member, counter.sounds) == (None, ["error"])
    sheet.enrol("", "30/11")
    assert counter.sale.basket.member.row.birthday == date(1904, 11, 30)


def test_a_number_that_somebody_took_meanwhile_is_said(sheet, counter):
    sheet.search("0933444555")
    counter.shop.desk.members.enrol(Enrol("other", "0933444555", "Người khác"))
    sheet.enrol()

    assert "Người khác" in sheet.view.form.phone_error
    assert sheet.is_open


def test_an_enrolment_that_is_given_up_is_kept(sheet, counter):
    sheet.search("0933444555")
    sheet.search("0933444556")
    sheet.close()

    steps = "SELECT step FROM enrolment_step ORDER BY rowid DESC LIMIT 2"
    assert [step for (step,) in counter.shop.rows(steps)] == ["abandoned", "begun"]


def test_half_a_number_makes_no_form(sheet):
    sheet.search("09334445")

    assert (sheet.view.form, sheet.view.message) == (
        None,
        "Không tìm thấy ai. Gõ đủ số điện thoại để tạo thành viên mới.",
    )


def test_the_attached_member_is_shown_with_lots_and_what_can_be_done(sheet, counter):
    counter.shop.granted(NAME, 1_240)
    counter.scan("HR")
    sheet.search("ngoc")
    sheet.pick(sheet.view.results[0].id)
    sheet.open()
    details = sheet.view.details

    assert (details.name, details.points, details.phone) == (NAME, "1.240\u00a0điểm", "•••• 234")
    assert [(lot.label, lot.amount) for lot in details.lots] == [("Hết hạn 31/03/2027", "1.240\u00a0điểm")]
    assert [(chip.title, chip.detail) for chip in details.usable] == [("Giảm 62.000\u00a0₫", "đổi 620\u00a0điểm")]
    assert details.partial
    sheet.choose_points()
    assert (sheet.is_open, counter.sale.view.entry.title) == (False, "Đổi điểm")


def test_why_nothing_can_be_redeemed_stands_there(sheet, counter):
    counter.scan("HR")
    sheet.search("ngoc")
    sheet.pick(sheet.view.results[0].id)
    sheet.open()

    details = sheet.view.details
    assert (details.usable, details.partial) == ((), "")
    assert [(why.name, why.reason) for why in details.refused] == [
        ("Đổi điểm lấy tiền", "Mới có 0 điểm, đổi được từ 50 điểm.")
    ]


def test_the_member_can_be_taken_off_or_changed(sheet, counter):
    sheet.search("ngoc")
    sheet.pick(sheet.view.results[0].id)
    sheet.open()
    sheet.look_for_other()
    sheet.enter("binh")
    assert counter.sale.view.member.name == "Nguyễn Văn Bình"

    sheet.open()
    sheet.detach()
    assert (counter.sale.view.member, sheet.is_open) == (None, False)


def test_a_card_scanned_over_the_sheet_attaches_and_closes_it(sheet, counter):
    counter.sale.scan(counter.card_of(NAME))

    assert (counter.sale.view.member.name, sheet.is_open) == (NAME, False)


def test_the_sheet_goes_when_payment_comes(sheet, counter):
    counter.scan("HR")
    counter.payment.open()

    assert not sheet.is_open


@pytest.mark.parametrize(
    ("born", "today", "words"),
    [
        (date(1990, 11, 21), date(2026, 11, 21), "Sinh nhật hôm nay"),
        (date(1990, 11, 24), date(2026, 11, 21), "Sinh nhật 24/11"),
        (date(1990, 11, 25), date(2026, 11, 21), ""), (date(1990, 11, 18), date(2026, 11, 21), "Sinh nhật 18/11"),
        (date(1992, 2, 29), date(2026, 2, 28), "Sinh nhật hôm nay"),
        (date(1990, 1, 1), date(2026, 12, 30), "Sinh nhật 01/01"),
        (None, date(2026, 1, 1), ""),
    ],
)  # fmt: skip
def test_a_birthday_is_told_three_days_before_and_after(born, today, words):
    assert birthday(born, today) == words
