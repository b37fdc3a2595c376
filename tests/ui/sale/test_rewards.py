"""Rewards, vouchers and gift cards on the order: the best first, given back by a cross, let go when they do not fit."""

import pytest

from pos_desktop.selling.order import Identified, OrderType
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.sale.offers import REDEEM, RewardId, VoucherId
from tests.support.loyal_cafe import PIN, gift_card, voucher, with_pin
from tests.support.shifts import closed, opened

FREE_TEA = RewardId("tea")


@pytest.fixture
def order(loyal, anh):
    """Four items of hers, 142.000 ₫, found by name."""
    loyal.scan("CFSD", "CFSD", "TS", "BM")
    loyal.sale.attach(loyal.shop.member(anh).row.account_id)
    return loyal.sale


def chips(sale):
    return [(chip.title, chip.detail) for chip in sale.view.offers]


def taken(sale):
    return [(row.label, row.amount) for row in sale.view.cart.rewards]


def rows(sale):
    return [(row.label, row.amount) for row in sale.view.totals.rows]


def test_two_chips_the_best_value_first_and_a_word_for_the_rest(order):
    assert chips(order) == [
        ("Giảm 71.000\u00a0₫", "đổi 710\u00a0điểm"), ("Giảm 49.000\u00a0₫", "300\u00a0điểm · Miễn phí một ly trà"),
    ]  # fmt: skip
    assert [chip.main for chip in order.view.offers] == [True, False]
    assert order.view.more_offers == "Thêm 2"


def test_a_reward_worth_more_than_the_points_comes_first(loyal, anh):
    loyal.scan("TS")
    loyal.sale.attach(loyal.shop.member(anh).row.account_id)

    assert [chip.title for chip in loyal.sale.view.offers] == ["Giảm 49.000\u00a0₫", "Giảm 24.000\u00a0₫"]


def test_a_tap_takes_a_reward_and_the_toast_gives_it_back(order, loyal):
    order.take(FREE_TEA)
    assert (order.basket.due, taken(order)) == (93_000, [("Miễn phí một ly trà", "\u221249.000\u00a0₫")])
    assert order.view.totals.note.startswith("Ưu đãi dùng 300\u00a0điểm")
    assert loyal.toasts[-1].kind is ToastKind.UNDO

    loyal.acts[-1]()
    assert (order.basket.due, taken(order)) == (142_000, [])


def test_the_cross_gives_back_and_the_toast_takes_again(order, loyal):
    order.take(FREE_TEA)
    order.take_back(FREE_TEA)
    assert (order.basket.due, loyal.toasts[-1].text) == (142_000, "Đã bỏ «Miễn phí một ly trà»")

    loyal.acts[-1]()
    assert order.basket.due == 93_000
    order.redeem_most()
    order.take_back(REDEEM)
    assert (order.basket.points, loyal.toasts[-1].text) == (0, "Đã bỏ đổi điểm")


def test_points_make_room_for_a_reward(order):
    order.redeem(710)
    order.take_reward("tea")

    assert order.basket.quote.reward_points == 300
    assert 0 < order.basket.points <= 940
    assert order.basket.order.rewards == ("tea",)


def test_a_gift_has_no_price_and_tells_its_points(order):
    order.take(RewardId("mug"))

    assert (taken(order), order.basket.due) == ([("Ly sứ Mộc", "150\u00a0điểm")], 142_000)


def test_a_reward_that_does_not_fit_any_more_goes_by_name_and_reason(order, loyal):
    order.take(FREE_TEA)
    order.select(order.basket.order.lines[1].key)
    order.remove_selected()

    assert order.basket.order.rewards == ()
    said = [toast.text for toast in loyal.toasts]
    assert "Đã bỏ «Miễn phí một ly trà». Đơn chưa có món mà ưu đãi này áp dụng." in said
    order.undo()
    assert order.basket.order.rewards == ("tea",)


def test_points_of_rewards_are_held_for_the_order(order, loyal):
    order.take(FREE_TEA)
    order.redeem(100)
    assert loyal.shop.rows("SELECT points FROM reservation") == [(400,)]

    order.drop()
    assert loyal.shop.count("reservation") == 0


def test_every_reduction_is_named_and_the_sums_tie(order, loyal):
    loyal.scan("BF", "BF", "BF")
    order.set_order_type(OrderType.DINE_IN)
    order.take(FREE_TEA)
    order.scan(voucher(loyal.shop))
    order.set_order_discount("5%")
    order.redeem(100)
    view = order.view

    def amount(text):
        return int("".join(c for c in text if c.isdigit())) * (-1 if "\u2212" in text else 1)

    assert sum(amount(line.amount) for line in view.cart.lines) == amount(view.totals.rows[0].amount)
    assert sum(amount(row.amount) for row in view.totals.rows) == order.basket.due
    names = [name for line in view.cart.lines for name, _amount in line.deals]
    names += [label for label, _amount in rows(order)]
    assert {"Bánh flan mua 2 tặng 1", "Miễn phí một ly trà", "Giảm 30.000 ₫ lần sau"} <= set(names)
    assert any("khoản giảm khác" in name or name == "Giảm cả đơn 5%" for name in names)


def test_what_came_by_itself_is_no_discount_by_hand(order):
    order.set_order_type(OrderType.DINE_IN)

    assert order.basket.quote.priced.by_hand == 0
    told = [deal for line in order.view.cart.lines for deal in line.deals] + rows(order)
    assert any(name == "Tại chỗ giảm 5%" for name, _amount in told)
    assert not any("Giảm cả đơn" in name for name, _amount in told)


def test_the_kind_of_order_decides_about_perks(order, loyal):
    due = order.basket.due
    order.set_order_type(OrderType.DINE_IN)
    assert (order.view.order_type, order.basket.due < due) == (OrderType.DINE_IN, True)
    order.set_order_type(OrderType.DELIVERY)
    assert order.basket.due == due

    loyal.payment.open()
    loyal.payment.primary()
    assert loyal.sold[-1].order_type == "delivery"
    order.next_sale()
    assert order.view.order_type is OrderType.TAKE_AWAY


def test_an_empty_order_begun_anew_holds_nothing_of_the_last(order, loyal):
    order.begin()
    order.set_order_type(OrderType.DINE_IN)
    order.new_order()

    assert (order.basket.order.order_type, order.basket.order.vouchers) == (OrderType.TAKE_AWAY, ())


def test_the_key_opens_the_panel_where_only_rewards_are_left(loyal, anh):
    loyal.scan("CFSD")
    loyal.sale.attach(loyal.shop.member(anh).row.account_id)
    loyal.sale.set_line_discount("10%")
    loyal.sale.take_reward("mug")
    loyal.sale.put_qty(300)
    assert (loyal.sale.basket.quote.allowed.points, [chip.title for chip in loyal.sale.view.offers]) == (
        0, ["Phiếu giảm 30.000 ₫ lần sau"])  # fmt: skip
    loyal.sale.redeem_most()

    assert (loyal.member.is_open, loyal.toasts[-1].kind) == (True, ToastKind.WARN)


# proof


def test_a_reward_that_asks_for_the_card_asks_for_the_pin(order, loyal, anh):
    with_pin(loyal.shop, anh)
    loyal.scan("BG")
    order.take_reward("flask")
    view = loyal.proving.view
    assert ("quét thẻ" in view.reason, view.has_pad, order.basket.order.rewards) == (True, True, ())

    for digit in "1111":
        loyal.proving.type(digit)
    assert (loyal.proving.view.error, loyal.proving.view.typed) == ("Mã PIN chưa đúng.", 0)
    for digit in PIN:
        loyal.proving.type(digit)
    assert (order.basket.order.identified, order.basket.order.rewards) == (Identified.PIN, ("flask",))
    assert loyal.proving.view is None


def test_the_card_answers_as_well_as_the_pin(order, loyal, anh):
    loyal.scan("BG")
    order.take_reward("flask")
    assert "chưa có mã PIN" in loyal.proving.view.asked
    order.scan(loyal.card_of(anh))

    assert (order.basket.order.identified, order.basket.order.rewards) == (Identified.CARD, ("flask",))
    assert loyal.proving.view is None


def test_another_card_is_another_question(order, loyal, cafe):
    cafe.enrolled("Bình", "0987654321")
    loyal.scan("BG")
    order.take_reward("flask")
    order.scan(loyal.card_of("Bình"))

    assert (loyal.proving.view, order.basket.order.rewards) == (None, ())


def test_above_the_days_limit_the_pin_lifts_it(order, loyal, anh):
    with_pin(loyal.shop, anh)
    loyal.scan("HR", "HR")
    order.redeem_most()
    assert order.basket.points == 0
    for digit in PIN:
        loyal.proving.type(digit)

    assert order.basket.points == 1_240


def test_a_pin_is_set_by_typing_it_twice_with_the_card_shown(loyal, anh):
    loyal.sale.scan(loyal.card_of(anh))
    loyal.proving.set_pin()
    for digit in "48264826":
        loyal.proving.type(digit)

    assert (loyal.proving.view, loyal.said) == (None, "Đã đặt mã PIN của khách")
    assert loyal.shop.desk.members.fits_pin(loyal.shop.member(anh).row.id, "4826")


def test_a_pin_is_not_set_without_the_card_nor_from_two_different_ones(loyal, anh):
    loyal.sale.attach(loyal.shop.member(anh).row.account_id)
    loyal.proving.set_pin()
    assert (loyal.proving.view.has_pad, "Quét thẻ" in loyal.proving.view.asked) == (False, True)

    loyal.sale.scan(loyal.card_of(anh))
    for digit in "48261357":
        loyal.proving.type(digit)
    assert loyal.proving.view.error == "Hai lần gõ khác nhau. Gõ lại."
    assert not loyal.shop.desk.proofs.has_pin(loyal.shop.member(anh).row.id)


@pytest.mark.parametrize("weak", ["1111", "1234"])
def test_a_weak_pin_is_refused(loyal, anh, weak):
    loyal.sale.scan(loyal.card_of(anh))
    loyal.proving.set_pin()
    for digit in weak * 2:
        loyal.proving.type(digit)

    assert "4 chữ số" in loyal.proving.view.error


def test_digits_of_a_pin_can_be_taken_back(order, loyal, anh):
    with_pin(loyal.shop, anh)
    loyal.scan("HR", "HR")
    order.redeem_most()
    loyal.proving.type("4")
    loyal.proving.type("x")
    loyal.proving.erase()
    assert loyal.proving.view.typed == 0
    loyal.proving.close()
    assert (loyal.proving.view, order.basket.points) == (None, 0)


# vouchers and cards


def test_a_scanned_voucher_comes_off_once_however_often_it_is_scanned(order, loyal):
    code = voucher(loyal.shop)
    order.scan(code)
    order.scan(code)
    assert (order.basket.due, taken(order)) == (112_000, [("Giảm 30.000 ₫ lần sau", "\u221230.000\u00a0₫")])

    order.take_back(VoucherId(order.basket.order.vouchers[0].id))
    assert order.basket.due == 142_000


def test_a_voucher_before_the_goods_says_so(loyal):
    loyal.sale.scan(voucher(loyal.shop))

    assert loyal.said == "«Giảm 30.000 ₫ lần sau» dùng được: quét món trước, rồi quét lại phiếu."
    assert loyal.sale.basket.order.vouchers == ()


def test_a_voucher_says_what_is_missing(loyal):
    loyal.scan("BM")
    loyal.sale.scan(voucher(loyal.shop))

    assert loyal.said == "Thêm 65.000\u00a0₫ nữa mới dùng được phiếu này."


def test_a_voucher_of_somebody_else_is_refused(order, loyal, cafe):
    cafe.enrolled("Bình", "0987654321")
    order.scan(voucher(loyal.shop, member="Bình"))

    assert ("của một thành viên" in loyal.said, order.basket.order.vouchers) == (True, ())


def test_a_voucher_that_is_used_stays_used(order, loyal):
    code = voucher(loyal.shop)
    order.scan(code)
    loyal.payment.open()
    loyal.payment.primary()
    assert [(off.name, off.amount) for off in loyal.sold[-1].reductions] == [("Giảm 30.000 ₫ lần sau", 30_000)]
    loyal.scan("HR")
    order.scan(code)

    assert (loyal.said, order.basket.order.vouchers) == ("Phiếu này đã dùng hết lượt.", ())


def test_a_campaigns_word_is_typed_into_the_search(order, loyal):
    order.search("tet2026")
    assert order.view.nothing_found.title == "Mã khuyến mãi TET2026"
    assert order.take_search()

    assert order.basket.due == 127_000
    order.search("khong co")
    assert not order.take_search()


def test_a_neighbours_voucher_that_is_forged_is_refused(order, loyal):
    order.scan("24" + "0" * 30)

    assert ("đối tác" in loyal.said, order.basket.order.vouchers) == (True, ())


def test_a_gift_card_tells_its_balance_and_offers_to_pay(order, loyal):
    code = gift_card(loyal.shop, 50_000)
    order.scan(code)
    assert loyal.said == f"Thẻ quà tặng {code[9:13]} còn 50.000\u00a0₫"
    assert loyal.toasts[-1].action == "Dùng để thanh toán"

    loyal.acts[-1]()
    assert (order.step, loyal.payment.state.left) == ("payment", 92_000)


def test_without_goods_a_gift_card_only_tells_its_balance(loyal):
    loyal.sale.scan(gift_card(loyal.shop, 50_000))

    assert (loyal.toasts[-1].action, loyal.sale.step) == ("", "sale")


# what is nearly there


def sell(loyal, *skus):
    loyal.scan(*skus)
    loyal.payment.open()
    loyal.payment.primary()


def test_one_line_says_what_is_nearly_there(loyal):
    loyal.scan("HR", "HR", "NS")
    assert loyal.sale.view.upsell == "Thêm 38.000\u00a0₫ để được «Nước suối miễn phí»"
    loyal.scan("CB")
    assert loyal.sale.view.upsell == ""
    loyal.sale.drop()
    loyal.scan("BF", "BF")

    assert loyal.sale.view.upsell == "Thêm 1 món để được «Bánh flan mua 2 tặng 1»"


def test_after_two_sales_that_ignored_it_there_is_no_line_in_this_shift(loyal):
    for _sale in range(2):
        sell(loyal, "BF", "BF")
    loyal.scan("BF", "BF")
    assert loyal.sale.view.upsell == ""

    closed(loyal.shop.desk, loyal.shop.person().id)
    opened(loyal.shop.desk, 0, loyal.shop.person().id)
    loyal.sale.change_person(loyal.shop.person())
    assert loyal.sale.view.upsell != ""


def test_a_sale_that_took_it_is_no_sale_that_ignored_it(loyal):
    for goods in (("BF", "BF"), ("BF", "BF", "BF"), ("BF", "BF")):
        sell(loyal, *goods)
    loyal.scan("BF", "BF")

    assert loyal.sale.view.upsell != ""


def test_a_gift_card_out_of_bounds_is_refused_with_the_bounds(loyal):
    loyal.sale.entries.ask_gift_card()
    for digit in "5000":
        loyal.sale.entries.type(digit)
    loyal.sale.entries.confirm()

    assert loyal.sale.view.entry.error == "Số tiền từ 10.000\u00a0₫ đến 10.000.000\u00a0₫."
