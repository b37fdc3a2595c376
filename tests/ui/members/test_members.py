"""The list of members and one in detail: finding, filtering, masking, scanning."""

from dataclasses import replace

from pos_desktop.core.codes import receipt_token
from pos_desktop.services.members import roster
from pos_desktop.ui.members import sections
from tests.support.shop import CASHIER
from tests.ui.members.conftest import ANH, BINH, DAO, PHONES, Desk


def test_the_list_is_by_name_and_the_first_one_is_on_show(desk):
    assert desk.names == [DAO, ANH, BINH]
    assert desk.controller.view.name == DAO


def test_a_member_is_found_without_marks_by_digits_and_by_code(desk, people):
    code = people.member(BINH).row.code
    for typed, found in (("ngoc anh", [ANH]), ("0901 112", [DAO]), ("678", [DAO]), (code.lower(), [BINH])):
        desk.controller.search(typed)
        assert desk.names == found, typed


def test_a_tier_is_a_filter(desk):
    desk.controller.filter("gold")
    assert desk.names == []
    assert desk.controller.roster.empty.title == "Chưa có ai ở hạng này"

    desk.controller.filter("member")
    assert len(desk.names) == 3


def test_pages_follow_one_another_without_gap_or_double(desk, monkeypatch):
    monkeypatch.setattr(roster, "PAGE", 2)
    desk.controller.load()
    assert (desk.names, desk.controller.roster.has_more) == ([DAO, ANH], True)

    desk.controller.more()
    assert (desk.names, desk.controller.roster.has_more) == ([DAO, ANH, BINH], False)


def test_a_row_tells_points_and_masks_the_phone(desk):
    row = next(row for row in desk.controller.roster.rows if row.name == ANH)
    assert (row.phone, row.points, row.tier.name) == ("•••• 234", "1.240\u00a0điểm", "Thành viên")
    assert row.visit == "chưa mua"


def test_spend_and_visit_come_from_the_sales_and_returns(desk, people):
    sale = people.sold(f"1 x PHỞ @ 247000; member {ANH}")
    people.sold(f"1 x PHỞ @ 53000; member {ANH}")
    desk.controller.load()
    row = next(row for row in desk.controller.roster.rows if row.name == ANH)
    assert (row.spend, row.visit) == ("300.000\u00a0₫", "hôm nay")

    people.returned(sale)
    desk.controller.load()
    assert next(row for row in desk.controller.roster.rows if row.name == ANH).spend == "53.000\u00a0₫"


def test_a_page_asks_the_database_a_few_times_whatever_its_length(desk, people):
    with people.statements() as few:
        desk.controller.load()
    for at in range(30):
        people.enrolled(f"Khách {at}")
    with people.statements() as many:
        desk.controller.load()

    assert len(desk.names) == 33
    assert len(many) == len(few) > 0


def test_a_cashier_sees_no_deeds_and_no_phone(cashier):
    cashier.show(ANH)
    for tab in cashier.controller.view.tabs:
        cashier.controller.choose_tab(tab.id)
        view = cashier.controller.view
        shown = str(view)
        assert [deed.id for deed in view.deeds] == [sections.WHY]
        assert not any(section.deeds for section in view.sections)
        offered = {line.deed.id[0] for section in view.sections for line in section.lines if line.deed}
        assert offered <= {"consent"}, "who sells may ask, and does nothing else here"
        assert PHONES[ANH][3:] not in shown.replace(" ", "")
        assert cashier.controller.detail.card not in shown.replace(" ", "")


def test_a_manager_sees_the_whole_phone(desk):
    assert "0912 345 234" in desk.show(ANH).controller.view.phone


def test_a_card_shows_its_member_at_any_moment(desk, people):
    desk.controller.scan(people.desk.members.card_of(people.member(BINH).row.id))

    assert desk.controller.view.name == BINH
    assert desk.sounds == ["member"]


def test_a_receipt_that_is_scanned_is_to_be_claimed(desk, people):
    desk.show(ANH)
    code = receipt_token(1, 7, people.till.keys.codes)
    desk.controller.scan(code)

    assert desk.deeds.view.fields[0].value == code


def test_another_code_is_refused_calmly(desk):
    desk.controller.scan("8930000000001")

    assert desk.sounds == ["error"]
    assert desk.said == ["Ở đây quét thẻ thành viên hoặc mã trên hoá đơn."]


def test_why_is_told_and_printed(desk):
    desk.show(ANH).controller.do("why")
    assert desk.controller.why.view.sums[0].amount == "1.240\u00a0điểm"

    desk.controller.why.print()
    assert desk.said == ["Đang in giải thích"]
    assert desk.shop.count("outbox", "kind = 'slip'") == 1


def test_without_a_printer_why_says_so(desk):
    office = desk.controller.office = replace(desk.controller.office, printer="")
    desk.show(ANH).controller.do("why")
    assert (office.printer, desk.controller.why.view.can_print) == ("", True)

    desk.controller.why.print()
    assert (desk.said, desk.shop.count("outbox")) == (["Chưa chọn máy in nên không in được"], 0)


def test_back_closes_what_is_open_and_then_the_screen(desk):
    desk.show(ANH).controller.do("adjust")
    desk.controller.back()
    assert (desk.deeds.deed, desk.left) == (None, [])

    desk.controller.back()
    assert desk.left == [True]


def test_who_was_merged_is_shown_as_whom_they_are_part_of(desk, people):
    gone = people.member(BINH).row.account_id
    desk.show(ANH).controller.do("merge")
    desk.deeds.type("other", "binh")
    desk.deeds.pick(gone)
    desk.deeds.type("reason", "cùng một người")
    desk.deeds.confirm()
    assert desk.names == [DAO, ANH]

    desk.controller.search("0987654321")
    assert desk.names == [ANH]
    desk.controller.choose(gone)
    assert desk.controller.view.name == ANH


def test_nobody_in_an_empty_shop(qapp, cafe):
    desk = Desk(cafe, CASHIER)

    assert desk.controller.roster.empty.action == "Tạo thành viên"
    assert desk.controller.view is None
