"""A guest's sale that becomes a member's within a quarter of an hour of the payment."""

import pytest

from pos_desktop.core.codes import claim_token
from pos_desktop.ui.keys import Action
from pos_desktop.wording import points

NAME = "Nguyễn Thị Ngọc Ánh"


@pytest.fixture
def sold(counter):
    """A guest's sale of 125.000 ₫ that is just done, in a shop with one member."""
    counter.shop.enrolled(NAME, "0912345234")
    counter.scan("HR")
    counter.payment.open()
    counter.payment.primary()
    return counter


def owner(counter):
    """Who has the points of the last sale."""
    return counter.shop.rows("SELECT account_id, earned FROM attachment")


def code_of(counter, serial=None):
    last = counter.sold[-1]
    return claim_token(last.register_number, serial or last.serial, counter.shop.till.keys.codes)


def test_a_known_member_is_found_and_gets_the_points(sold):
    assert (sold.done.view.add_member, sold.sale.allows(Action.MEMBER)) == ("Thành viên", True)
    sold.done.add_member()
    assert sold.member.view.title == "Tích điểm cho hoá đơn K1-000001"
    sold.member.search("ngoc anh")
    sold.member.pick(sold.member.view.results[0].id)

    view = sold.done.view
    assert view.member == f"{NAME}: +{points(12)}, còn {points(12)}"
    assert (view.add_member, view.why, sold.sale.allows(Action.MEMBER)) == ("", "Vì sao?", False)
    assert owner(sold) == [(sold.shop.member(NAME).row.account_id, 12)]
    assert (sold.sale.step, sold.member.is_open) == ("done", False)


def test_a_new_member_is_enrolled_for_it(sold):
    sold.done.add_member()
    sold.member.enter("0933444555")

    assert sold.done.view.member.endswith(f"+{points(12)}, còn {points(12)}")
    assert sold.shop.sums() == {"entry": 12, "lot": 12, "account": 12, "debt": 0}

    sold.done.welcome()
    assert slips(sold) == [(f"welcome:{sold.shop.rows('SELECT member_id FROM account ORDER BY rowid')[-1][0]}",)]


def slips(counter):
    return counter.shop.rows("SELECT subject_id FROM outbox WHERE kind = 'slip'")


def test_who_joined_during_the_sale_is_welcomed_from_its_end_and_nobody_else(counter):
    counter.scan("HR")
    counter.member.enter("0933444555")
    member_id = counter.sale.basket.member.row.id
    counter.payment.open()
    counter.payment.primary()
    assert (counter.done.view.welcome, slips(counter)) == ("In phiếu chào mừng", [])
    counter.done.welcome()
    assert slips(counter) == [(f"welcome:{member_id}",)]
    counter.scan("HR")
    counter.payment.open()
    counter.payment.primary()
    counter.done.welcome()
    assert (counter.done.view.welcome, len(slips(counter))) == ("", 1)


def test_a_card_that_is_shown_gets_them(sold):
    sold.done.add_member()
    sold.sale.scan(sold.card_of(NAME))

    assert owner(sold) == [(sold.shop.member(NAME).row.account_id, 12)]
    assert sold.sale.step == "done"


def test_nobody_is_asked_after_a_members_sale_nor_where_nothing_was_earned(counter):
    counter.shop.enrolled(NAME, "0912345234")
    counter.scan("HR")
    counter.sale.scan(counter.card_of(NAME))
    counter.payment.open()
    counter.payment.primary()

    assert (counter.done.view.add_member, counter.sale.allows(Action.MEMBER)) == ("", False)


def test_after_the_minutes_the_button_is_gone(sold):
    assert sold.done._claimable.interval() == 15 * 60_000
    sold.done._claimable.stop()
    sold.done._too_late()

    assert (sold.done.view.add_member, sold.sale.allows(Action.MEMBER)) == ("", False)
    sold.done.add_member()
    assert not sold.member.is_open


def test_too_late_is_said_in_minutes(sold):
    sold.done.add_member()
    sold.shop.on("2026-03-02 09:20")
    sold.member.search("ngoc anh")
    sold.member.pick(sold.member.view.results[0].id)

    assert sold.said == "Đã quá 15 phút từ lúc thanh toán: tại quầy không tích được nữa."
    assert (owner(sold), sold.member.is_open) == ([], True)


def test_the_claim_of_a_receipt_is_scanned_when_the_guest_comes_back(sold):
    code = code_of(sold)
    sold.sale.next_sale()
    sold.scan("BM")
    sold.sale.scan(code)
    assert (sold.member.is_open, sold.member.view.title) == (True, "Tích điểm cho hoá đơn K1-000001")
    sold.sale.scan(sold.card_of(NAME))

    assert owner(sold) == [(sold.shop.member(NAME).row.account_id, 12)]
    assert sold.said == f"{NAME}: +{points(12)}, còn {points(12)}"
    assert (sold.sale.basket.member, sold.lines()) == (None, [("Bánh mì thịt nướng", 1000)])


def test_a_claim_is_used_once(sold):
    code = code_of(sold)
    for _time in range(2):
        sold.sale.scan(code)
        sold.sale.scan(sold.card_of(NAME))

    assert (sold.said, len(owner(sold))) == ("Hoá đơn này đã tích điểm cho một thành viên rồi.", 1)


@pytest.mark.parametrize("where", ["forged", "paying"])
def test_a_claim_that_is_not_taken_now_says_why(sold, where):
    code = code_of(sold)
    sold.sale.next_sale()
    if where == "paying":
        sold.scan("BM")
        sold.payment.open()
    sold.sale.scan(code if where == "paying" else code[:-1] + str((int(code[-1]) + 1) % 10))

    words = {"forged": "không phải do cửa hàng in", "paying": "Thu tiền đơn này xong"}[where]
    assert (words in sold.said, sold.member.is_open) == (True, False)


def test_a_card_right_after_a_guests_sale_may_have_been_meant_for_it(sold):
    sold.sale.scan(sold.card_of(NAME))
    assert (sold.sale.step, sold.sale.basket.member.row.name) == ("sale", NAME)
    assert (sold.said, sold.toasts[-1].action) == ("Hoá đơn K1-000001 vừa xong chưa tích điểm", "Tích cho khách này")

    sold.acts[-1]()
    assert owner(sold) == [(sold.shop.member(NAME).row.account_id, 12)]
    assert sold.sale.basket.member.row.name == NAME
    sold.sale.scan(sold.card_of(NAME))
    assert sold.toasts[-1].action == ""


def test_the_sheet_that_claims_is_no_sheet_of_the_order_afterwards(sold):
    sold.done.add_member()
    sold.member.close()
    sold.sale.next_sale()
    sold.sale.scan(sold.card_of(NAME))
    sold.member.open()

    assert sold.member.view.details.name == NAME
    assert owner(sold) == []
