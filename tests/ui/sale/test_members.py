"""The member on the order and the points that it takes."""

import pytest

from pos_desktop.selling.order import Identified
from pos_desktop.ui.models.views import ToastKind
from tests.support.counter import Counter, settle, worker

NAME = "Nguyễn Thị Ngọc Ánh"


@pytest.fixture
def anh(cafe):
    """A member with 1.240 points; gives the digits of her card."""
    cafe.enrolled(NAME, "0912345234")
    cafe.granted(NAME, 1_240)
    return cafe.desk.members.card_of(cafe.member(NAME).row.id)


def test_a_card_attaches_its_member(counter, anh):
    counter.scan("HR")
    counter.sale.scan(anh)
    view = counter.sale.view

    assert (view.member.name, view.member.initials, view.member.points) == (NAME, "NA", "1.240\u00a0điểm")
    assert view.member.progress_text == "Còn 2.000.000\u00a0₫ để lên Bạc"
    assert view.totals.note == "Đơn này tích thêm 12\u00a0điểm"
    assert counter.sounds == ["item", "member"]
    assert counter.toasts == []


def test_a_card_of_nobody_is_refused_and_the_order_stays(counter):
    counter.scan("HR")
    counter.sale.scan("29" + "1" * 30)

    assert counter.sounds[-1] == "error"
    assert (counter.sale.view.member, len(counter.lines())) == (None, 1)


def test_one_tap_takes_the_most_points_never_over_the_cap(counter, anh):
    counter.scan("HR", "CFSD", "CFSD", "TS", "BM")
    counter.sale.scan(anh)
    (offer,) = counter.sale.view.offers
    assert (offer.title, offer.detail) == ("Giảm 124.000\u00a0₫", "đổi 1.240\u00a0điểm")

    counter.sale.redeem_most()
    view = counter.sale.view
    assert counter.sale.basket.due == 143_000
    assert (view.offers, view.cart.rewards[0].amount) == ((), "\u2212124.000\u00a0₫")
    assert counter.toasts[-1].kind is ToastKind.UNDO

    counter.acts[-1]()
    assert counter.sale.basket.due == 267_000


def test_lines_that_go_take_points_with_them_and_undo_brings_both_back(counter, anh):
    counter.scan("BM", "HR")
    counter.sale.scan(anh)
    counter.sale.redeem(800)
    before = counter.sale.basket
    counter.sale.remove_selected()

    assert counter.sale.basket.points == 170, "half of 35.000 ₫, in steps of ten points"
    assert any(toast.kind is ToastKind.WARN for toast in counter.toasts)
    counter.sale.undo()
    assert (counter.sale.basket.order, counter.sale.basket.points) == (before.order, 800)


def test_points_fall_away_where_the_order_gets_too_small(counter, anh):
    counter.scan("NS", "CFSD")
    counter.sale.scan(anh)
    counter.sale.redeem_most()
    assert counter.sale.basket.points == 200
    counter.sale.remove_selected()
    assert counter.sale.basket.points == 60
    counter.sale.set_line_discount("10%")
    assert counter.sale.basket.points == 50

    counter.sale.put_qty(500)
    assert (counter.sale.basket.points, counter.sale.basket.order.redeem) == (0, None)
    assert "ít nhất 50" in counter.said


def test_why_no_points_can_be_taken_is_said(counter, cafe):
    cafe.enrolled("Bình", "0987654321")
    counter.scan("HR")
    counter.sale.redeem_most()
    assert "F4" in counter.said

    counter.sale.scan(counter.card_of("Bình"))
    counter.sale.redeem_most()
    assert "Mới có 0 điểm" in counter.said

    cafe.granted("Bình", 500)
    counter.sale.reread()
    counter.sale.put_qty(40)
    counter.sale.redeem_most()
    assert "50%" in counter.said


def test_without_the_card_only_so_much_a_day(counter, anh):
    counter.scan("HR", "HR", "HR")
    account = counter.shop.member(NAME).row.account_id
    counter.sale.attach(account)
    assert counter.sale.basket.order.identified is Identified.SEARCH
    counter.sale.redeem_most()
    view = counter.proving.view
    assert (counter.sale.basket.points, view.otherwise) == (0, "Đổi 1.000\u00a0điểm, không cần mã")
    assert "100.000\u00a0₫" in view.reason

    counter.proving.otherwise()
    assert (counter.sale.basket.points, counter.proving.view) == (1_000, None)
    counter.sale.unredeem()

    counter.sale.scan(anh)
    counter.sale.redeem_most()
    assert counter.sale.basket.points == 1_240


def test_pressed_again_the_key_asks_for_an_amount(counter, anh):
    counter.scan("HR", "HR")
    counter.sale.scan(anh)
    counter.sale.redeem_most()
    counter.sale.redeem_most()
    assert counter.sale.view.entry is not None

    for digit in "305":
        counter.sale.entries.type(digit)
    counter.sale.entries.confirm()
    assert "chia hết cho 10" in counter.sale.view.entry.error
    counter.sale.entries.erase()
    counter.sale.entries.type("0")
    counter.sale.entries.confirm()
    assert (counter.sale.basket.points, counter.sale.view.entry) == (300, None)


def test_another_member_takes_the_place_and_the_points_are_not_redeemed(counter, anh, cafe):
    cafe.enrolled("Bình", "0987654321")
    counter.scan("HR")
    counter.sale.scan(anh)
    counter.sale.redeem_most()
    counter.sale.scan(counter.card_of("Bình"))
    assert (counter.sale.view.member.name, counter.sale.basket.points) == ("Bình", 0)

    counter.sale.undo()
    assert (counter.sale.view.member.name, counter.sale.basket.points) == (NAME, 620)


def test_a_member_taken_off_can_be_brought_back(counter, anh):
    counter.scan("HR")
    counter.sale.scan(anh)
    counter.sale.redeem(100)
    counter.sale.detach()
    assert (counter.sale.view.member, counter.sale.basket.due) == (None, 125_000)

    counter.acts[-1]()
    assert (counter.sale.view.member.name, counter.sale.basket.due) == (NAME, 115_000)


def test_nothing_of_an_abandoned_redemption_reaches_the_books(counter, anh):
    before = counter.shop.books()
    counter.scan("HR")
    counter.sale.scan(anh)
    counter.sale.redeem_most()
    counter.sale.drop()

    assert counter.shop.books() == before
    assert counter.shop.count("reservation") == 0


def test_a_blocked_member_is_shown_as_such(counter, anh):
    with counter.shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE member SET blocked = 1")
    counter.scan("HR")
    counter.sale.scan(anh)

    assert "khoá" in counter.sale.view.member.warning
    assert (counter.sale.view.offers, counter.sale.view.totals.note) == ((), "")


def test_a_member_who_comes_after_the_order_was_given_up_is_not_put_on_the_next(cafe, anh, qtbot):
    with worker() as ops:
        counter = Counter(cafe, ops)
        counter.scan("HR")
        counter.sale.scan(anh)
        counter.sale.begin()
        settle(ops)

        assert counter.sale.basket.member is None


def test_what_an_order_will_bring_is_not_promised_once_it_is_paid(counter):
    """The other half of the screen tells what it brought."""
    counter.shop.enrolled(NAME, "0912345234")
    counter.scan("HR")
    counter.sale.attach(counter.shop.member(NAME).row.account_id)
    assert counter.sale.view.totals.note

    counter.payment.open()
    counter.payment.primary()
    assert (counter.sale.step, counter.sale.view.totals.note) == ("done", "")
