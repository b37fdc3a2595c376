"""Paying: amounts, means, parts, and one commit however often Enter is pressed."""

import threading

import pytest

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.selling.promised import Promised
from pos_desktop.ui.models.views import ToastKind, Tone
from pos_desktop.ui.payment.view import State, narrow, view_of
from tests.support.counter import Counter, settle, worker


@pytest.fixture
def paying(counter):
    """A counter with 267.000 ₫ to be paid."""
    counter.scan("CFSD", "CFSD", "TS", "BM", "HR")
    counter.payment.open()
    return counter


def test_payment_opens_with_exact_cash_ready(paying):
    view = paying.payment.view

    assert (view.due, view.given.value, view.change.value) == ("267.000\u00a0₫",) * 2 + ("0\u00a0₫",)
    assert [text for _amount, text in view.quick] == ["Vừa đủ", "270.000\u00a0₫", "400.000\u00a0₫", "500.000\u00a0₫"]
    assert (view.primary, view.can_primary, paying.sale.step) == ("Hoàn tất", True, "payment")


def test_nothing_can_be_paid_of_an_empty_order(counter):
    counter.payment.open()

    assert (counter.sale.step, counter.places) == ("sale", [])


def test_cash_and_its_change(paying):
    for digits in ("5", "00", "000"):
        paying.payment.type(digits)
    assert paying.payment.view.change.value == "233.000\u00a0₫"
    paying.payment.erase()
    assert paying.payment.view.given.value == "50.000\u00a0₫"
    paying.payment.put(500_000)
    paying.payment.primary()

    (sale,) = paying.sold
    assert (sale.due, sale.paid, sale.change) == (267_000, 500_000, 233_000)
    assert (paying.sale.step, paying.done.view.amount) == ("done", "233.000\u00a0₫")
    assert paying.sounds[-1] == "paid"


def test_underpaid_is_shown_and_not_taken(paying):
    paying.payment.type("200000")
    view = paying.payment.view
    assert (view.change.label, view.change.value, view.change.tone) == ("Còn thiếu", "67.000\u00a0₫", Tone.DANGER)
    assert not view.can_primary

    paying.payment.primary()
    assert paying.sold == []


def test_a_card_is_promised_first_and_counts_when_the_cashier_says_so(paying):
    paying.payment.choose(TenderKind.CARD)
    assert paying.payment.view.primary == "Quẹt thẻ 267.000\u00a0₫"
    paying.payment.primary()
    assert paying.shop.rows("SELECT kind, amount, state FROM pending_tender") == [("card", 267_000, "pending")]
    assert paying.sold == []

    paying.payment.confirm()
    assert paying.shop.rows("SELECT state FROM pending_tender") == [("confirmed",)]
    assert [(tender.kind, tender.amount) for tender in paying.sold[0].tenders] == [(TenderKind.CARD, 267_000)]


def test_a_declined_card_leaves_everything_to_be_paid(paying):
    paying.payment.choose(TenderKind.CARD)
    paying.payment.primary()
    paying.payment.decline()

    assert paying.shop.rows("SELECT state FROM pending_tender") == [("failed",)]
    assert (paying.payment.state.left, paying.payment.view.waiting) == (267_000, None)


def test_cash_and_bank_transfer_together(paying):
    paying.payment.type("100000")
    paying.payment.take_part()
    assert [(t.label, t.amount) for t in paying.payment.view.tenders] == [("Tiền mặt", "100.000\u00a0₫")]
    paying.payment.choose(TenderKind.BANK_QR)
    paying.payment.primary()
    paying.payment.confirm()

    (sale,) = paying.sold
    assert [(t.kind.value, t.amount) for t in sale.tenders] == [("cash", 100_000), ("bank_qr", 167_000)]
    assert sale.change == 0


def test_a_part_in_cash_can_be_handed_back_and_a_card_cannot(paying):
    paying.payment.choose(TenderKind.CARD)
    paying.payment.type("67000")
    paying.payment.primary()
    paying.payment.confirm()
    paying.payment.type("100000")
    paying.payment.take_part()
    assert paying.payment.state.left == 100_000
    assert [tender.removable for tender in paying.payment.view.tenders] == [False, True]

    paying.payment.give_back(1)
    paying.payment.give_back(0)
    assert paying.payment.state.left == 200_000


def test_only_cash_may_be_more_than_what_is_due(paying):
    paying.payment.choose(TenderKind.CARD)
    paying.payment.put(300_000)

    assert "nhiều nhất 267.000" in paying.payment.view.error
    paying.payment.primary()
    assert paying.shop.count("pending_tender") == 0


def test_an_item_scanned_while_paying_is_added_and_the_amount_begins_anew(paying):
    paying.payment.type("300000")
    paying.scan("NS")

    assert paying.payment.view.given.value == "279.000\u00a0₫"
    assert paying.sale.step == "payment"


def test_while_a_card_is_waited_for_the_order_stays_as_it_is(paying):
    paying.shop.enrolled("Lan", "0912345678")
    paying.payment.choose(TenderKind.CARD)
    paying.payment.primary()
    paying.scan("NS")
    assert "Đang chờ" in paying.said
    paying.payment.close()
    paying.sale.new_order()
    assert (paying.sale.step, paying.questions, paying.sale.basket.due) == ("payment", [], 267_000)

    paying.sale.scan(paying.card_of("Lan"))
    assert paying.sale.view.member.name == "Lan", "the member earns all the same"


def test_the_order_cannot_fall_below_what_a_card_has_paid(paying):
    paying.payment.choose(TenderKind.CARD)
    paying.payment.type("200000")
    paying.payment.primary()
    paying.payment.confirm()
    paying.payment.close()
    paying.sale.select(4)
    paying.sale.remove_selected()
    assert "200.000" in paying.said
    assert paying.sale.basket.due == 267_000

    paying.sale.new_order()
    assert any("200.000" in line for line in paying.questions[-1][0].lines)


def test_going_back_keeps_what_was_taken(paying):
    paying.payment.type("100000")
    paying.payment.take_part()
    paying.payment.close()
    paying.payment.open()

    assert paying.payment.state.left == 167_000


def test_an_order_for_nothing_completes_at_once(qapp, cafe):
    counter = Counter(cafe, _inline(), person="Hoa")
    counter.scan("NS")
    counter.sale.set_order_discount("100%")
    counter.payment.open()
    assert counter.payment.view.can_primary
    counter.payment.primary()

    assert (counter.sold[0].due, counter.sold[0].tenders) == (0, ())


def _inline():
    from tests.support.counter import inline

    return inline()


def test_enter_pressed_again_while_the_sale_is_on_its_way_sells_once(cafe, qtbot):
    with worker() as ops:
        counter = Counter(cafe, ops)
        counter.scan("HR")
        counter.payment.open()
        gate = threading.Event()
        ops.run(gate.wait, 5)
        for _press in range(5):
            counter.payment.primary()
        counter.sale.step_qty(1)
        counter.scan("NS")
        gate.set()
        settle(ops)

        assert cafe.count("sale") == 1
        assert [sale.due for sale in counter.sold] == [125_000]
        settle(ops)
        assert counter.lines() == [("Nước suối", 1000)], "the code that came meanwhile opened the next sale"


def test_trouble_is_told_and_the_retry_is_the_same_operation(paying, monkeypatch):
    complete, sent = type(paying.shop.desk.sales).complete, []

    def lost(sales, command):
        sent.append(command)
        if len(sent) == 1:
            complete(sales, command)
            raise EnvironmentProblem(Trouble.DATABASE_LOCKED)
        return complete(sales, command)

    monkeypatch.setattr(type(paying.shop.desk.sales), "complete", lost)
    paying.payment.primary()
    assert (paying.toasts[-1].kind, paying.toasts[-1].action) == (ToastKind.ERROR, "Thử lại")
    assert (paying.sold, paying.sale.step) == ([], "payment")

    paying.acts[-1]()
    assert len(sent) == 2
    assert sent[0] == sent[1]
    assert (len(paying.sold), paying.shop.count("sale")) == (1, 1)


def test_a_lost_reply_and_another_tender_still_sell_once(paying, monkeypatch):
    complete, calls = type(paying.shop.desk.sales).complete, []

    def lost(sales, command):
        calls.append(command.id)
        done = complete(sales, command)
        if len(calls) == 1:
            raise EnvironmentProblem(Trouble.DATABASE_LOCKED)
        return done

    monkeypatch.setattr(type(paying.shop.desk.sales), "complete", lost)
    paying.payment.primary()
    paying.payment.put(500_000)
    paying.payment.primary()

    assert len(set(calls)) == 1
    assert paying.shop.count("sale") == 1
    assert paying.sold[0].paid == 267_000, "the sale that was made, not the one that was typed later"


def test_points_that_went_elsewhere_are_said_and_the_member_is_read_afresh(paying):
    shop = paying.shop
    shop.granted("Lan", 1_000)
    paying.sale.scan(paying.card_of("Lan"))
    paying.sale.redeem(1_000)
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("DELETE FROM reservation")
    shop.sold("1 x TIỆC @ 900000; member Lan by card; redeem 900")
    paying.payment.primary()

    assert "Không đủ điểm" in paying.payment.view.error
    assert paying.sold == []
    assert paying.sale.basket.points == 180, "what is left: 100, and of the other sale 81"
    assert paying.payment.view.due == "249.000\u00a0₫"
    paying.payment.primary()
    assert paying.sold[0].points == 180


def test_without_a_shift_the_reason_stands_in_place(paying):
    with paying.shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE shift SET closed_at = '2026-03-02T02:00:00.000000Z'")
    paying.payment.primary()

    assert "Chưa mở ca" in paying.payment.view.error
    assert paying.sale.step == "payment"


def test_the_receipt_is_promised_in_the_language_of_the_window(paying):
    paying.payment.primary()

    assert paying.shop.rows("SELECT kind, language, printer FROM outbox ORDER BY kind") == [
        ("drawer", "vi", "lp"), ("receipt", "vi", "lp"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [((7,), (7,)), ((1, 2, 3, 4), (1, 2, 3, 4)), ((1, 2, 3, 4, 5, 6), (1, 2, 5, 6))],
)
def test_quick_cash_shows_at_most_four(amounts, shown):
    assert tuple(narrow(amounts)) == shown


# afterwards


def test_the_finished_sale_stays_until_the_next_code(paying):
    paying.payment.put(300_000)
    paying.payment.primary()
    view = paying.sale.view
    assert (view.cart.locked, view.totals.due.label, len(view.cart.lines)) == (True, "Đã thanh toán", 4)
    paying.sale.undo()
    paying.sale.remove_selected()
    assert len(paying.sale.basket.order.lines) == 4

    paying.scan("BM")
    assert (paying.sale.step, paying.lines()) == ("sale", [("Bánh mì thịt nướng", 1000)])


def test_the_member_is_shown_as_the_sale_left_it(paying):
    paying.shop.granted("Lan", 1_240)
    paying.sale.scan(paying.card_of("Lan"))
    paying.sale.redeem(1_240)
    paying.payment.primary()

    assert paying.done.view.member == "Lan: +14\u00a0điểm, còn 14\u00a0điểm"
    assert paying.sale.view.member.points == "14\u00a0điểm"


def test_a_member_after_paying_begins_the_next_sale(paying):
    paying.shop.enrolled("Lan", "0912345678")
    paying.payment.primary()
    paying.sale.scan(paying.card_of("Lan"))

    assert (paying.sale.step, paying.lines(), paying.sale.view.member.name) == ("sale", [], "Lan")
    assert paying.sold[0].account_id is None


def test_a_sale_paid_by_card_shows_no_change(paying):
    paying.payment.choose(TenderKind.EWALLET)
    paying.payment.primary()
    paying.payment.confirm()

    assert (paying.done.view.label, paying.done.view.amount) == ("Đã thanh toán", "267.000\u00a0₫")
    paying.done.next_sale()
    assert paying.sale.step == "sale"


def test_cash_is_asked_in_whole_steps_and_says_so_while_a_card_pays_to_the_dong(qapp):
    cash = State(126_825, step=500)
    view = view_of(cash)
    assert (view.due, view.given.value, view.quick[0]) == ("127.000\u00a0₫", "127.000\u00a0₫", (127_000, "Vừa đủ"))
    assert (view.rounding, cash.can_complete) == ("Làm tròn tiền mặt +175\u00a0₫", True)

    card = State(126_825, method=TenderKind.CARD, step=500)
    assert (view_of(card).due, view_of(card).rounding, card.amount) == ("126.825\u00a0₫", "", 126_825)

    part = (Promised("p", Tender(TenderKind.CARD, 100_325), confirmed=True),)
    rest = State(126_825, taken=part, step=500)
    assert (rest.left, rest.rounding, rest.rest, rest.all_tenders[-1].amount) == (26_500, 0, 26_500, 26_500)
