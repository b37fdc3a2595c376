"""The life of the open order: kept, found again, given up, with a worker that is slow or fails."""

from dataclasses import replace

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.order import Identified, Redeem
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.ui.keys import Action
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.sale.saving import Autosave
from tests.support.counter import Counter, inline, settle, worker
from tests.support.shop import OWNER


def test_every_change_is_kept(counter):
    assert counter.saved() is None
    counter.scan("CFSD")
    assert counter.saved() == [("Cà phê sữa đá", ONE)]
    counter.sale.remove_selected()
    assert counter.saved() == []


def test_points_to_be_taken_are_held_while_the_order_is_open(counter):
    counter.shop.granted("Lan", 1_240)
    counter.sale.scan(counter.card_of("Lan"))
    counter.scan("HR", "HR")
    counter.sale.redeem(500)
    assert counter.shop.rows("SELECT points FROM reservation") == [(500,)]

    counter.sale.unredeem()
    assert counter.shop.rows("SELECT points FROM reservation") == []


def test_an_order_that_stands_long_goes_on_holding_its_points(counter):
    counter.shop.granted("Lan", 1_240)
    counter.sale.scan(counter.card_of("Lan"))
    counter.scan("HR", "HR")
    counter.sale.redeem(500)
    counter.shop.on("2026-03-02 09:14")
    counter.sale.renewal.timeout.emit()

    assert counter.shop.rows("SELECT until FROM reservation") == [("2026-03-02T02:29:00.000000Z",)]


def test_the_order_is_there_again_after_a_crash(counter):
    counter.shop.granted("Lan", 1_240)
    counter.scan("HR", "BM")
    counter.sale.scan(counter.card_of("Lan"))
    counter.sale.redeem_most()
    before = counter.sale.basket

    again = Counter(counter.shop, inline())
    again.sale.recover()
    assert again.sale.basket.order == before.order
    assert again.sale.basket.order.redeem is Redeem.MOST
    assert (again.sale.basket.due, again.sale.basket.member) == (before.due, before.member)
    assert "mở lại" in again.said


def test_the_last_line_of_a_recovered_order_is_selected(counter):
    counter.scan("HR", "BM")
    again = Counter(counter.shop, inline())
    again.sale.recover()

    assert again.sale.selected_line.name == "Bánh mì thịt nướng"
    assert again.sale.allows(Action.QUANTITY)


def test_a_card_that_went_through_before_a_crash_is_not_charged_again(counter):
    counter.scan("HR")
    orders, order = counter.shop.desk.orders, counter.sale.basket.order
    orders.resolve_tender(orders.promise_tender(order, Tender(TenderKind.CARD, 100_000)), confirmed=True)
    orders.resolve_tender(orders.promise_tender(order, Tender(TenderKind.CARD, 20_000)), confirmed=False)

    again = Counter(counter.shop, inline())
    again.sale.recover()
    again.payment.open()
    assert again.payment.state.left == 25_000
    again.payment.complete()
    assert [tender.amount for tender in again.sold[0].tenders] == [100_000, 25_000]


def test_a_card_that_was_waited_for_is_waited_for_again(counter):
    counter.scan("HR")
    counter.shop.desk.orders.promise_tender(counter.sale.basket.order, Tender(TenderKind.CARD, 125_000))

    again = Counter(counter.shop, inline())
    again.sale.recover()
    again.payment.open()
    assert again.payment.view.waiting is not None
    again.payment.confirm()
    assert again.sold[0].paid == 125_000


def test_codes_that_come_while_the_order_is_looked_for_are_not_lost(counter, qtbot):
    counter.scan("CFSD")
    with worker() as ops:
        again = Counter(counter.shop, ops)
        again.sale.recover()
        again.scan("BM")
        assert again.lines() == []
        settle(ops)

        assert again.lines() == [("Cà phê sữa đá", ONE), ("Bánh mì thịt nướng", ONE)]
        settle(ops)


def test_an_order_that_was_emptied_goes_on_under_its_id(counter):
    counter.scan("CFSD")
    counter.sale.remove_selected()
    order_id = counter.sale.basket.order.id

    again = Counter(counter.shop, inline())
    again.sale.recover()
    again.scan("BM")
    assert again.sale.basket.order.id == order_id
    assert counter.shop.count("open_order") == 1


def test_a_new_order_puts_the_old_one_aside(counter):
    counter.scan("CFSD", "HR")
    counter.sale.new_order()
    assert (counter.lines(), counter.questions, counter.sale.waiting) == ([], [], 1)
    assert counter.shop.rows("SELECT state, due FROM open_order") == [("held", 154_000)]
    counter.scan("BM")
    assert counter.saved() == [("Bánh mì thịt nướng", ONE)]


def test_a_new_order_takes_an_empty_one_without_a_question(counter):
    counter.shop.enrolled("Lan", "0912345678")
    counter.sale.scan(counter.card_of("Lan"))
    counter.sale.new_order()

    assert (counter.questions, counter.sale.basket.member) == ([], None)


def test_codes_that_come_while_the_order_is_given_up_begin_the_next_one(counter):
    counter.scan("CFSD")
    with worker() as ops:
        other = Counter(counter.shop, ops)
        other.sale.recover()
        settle(ops)
        other.sale.drop()
        other.scan("BM")
        other.sale.add_item(other.sale.view.tiles[0].id)
        settle(ops)

        assert other.lines() == [("Bánh mì thịt nướng", ONE)]
        settle(ops)
        assert other.saved() == [("Bánh mì thịt nướng", ONE)]


class Slow:
    """Orders that keep what they were asked to save, and fail when told."""

    def __init__(self):
        self.saved, self.trouble = [], None

    def save(self, order, staff_id, reserved, due):
        if self.trouble:
            raise self.trouble
        self.saved.append(order)


def test_of_many_changes_the_first_and_the_last_are_written(qtbot):
    orders = Slow()
    with worker() as ops:
        autosave = Autosave(orders, ops)
        for state in "abcdef":
            autosave.keep(state, "lan")
        settle(ops)

    assert orders.saved == ["a", "f"]


def test_a_save_that_failed_is_told_once_and_tried_again_until_it_succeeds(qtbot):
    orders, told = Slow(), []
    orders.trouble = EnvironmentProblem(Trouble.DATABASE_LOCKED)
    autosave = Autosave(orders, inline())
    autosave._again.setInterval(5)
    autosave.failed.connect(told.append)
    autosave.keep("a", "lan")
    qtbot.waitUntil(lambda: not autosave._again.isActive() or bool(told))
    autosave.keep("b", "lan")
    assert told == [orders.trouble]

    orders.trouble = None
    qtbot.waitUntil(lambda: orders.saved == ["b"])


def test_what_cannot_be_kept_is_told(counter, monkeypatch):
    monkeypatch.setattr(counter.sale._autosave._orders, "save", _locked)
    counter.scan("CFSD")

    assert counter.toasts[-1].kind is ToastKind.ERROR
    counter.sale._autosave.forget()


def _locked(*_args):
    raise EnvironmentProblem(Trouble.DATABASE_LOCKED)


def test_the_last_receipt_is_printed_again(counter):
    counter.sale.reprint_last()
    assert "hoá đơn" in counter.said

    number = counter.shop.sold("1 x BÁNH @ 20000").number
    counter.sale.reprint_last()
    assert number in counter.said
    assert counter.shop.rows("SELECT kind, copy FROM outbox") == [("receipt", 1)]


def test_without_a_printer_nothing_is_promised(qapp, cafe):
    counter = Counter(cafe, inline(), printer="")
    cafe.sold("1 x BÁNH @ 20000")
    counter.sale.reprint_last()

    assert counter.toasts[-1].kind is ToastKind.WARN
    assert cafe.count("outbox") == 0


def test_a_catalogue_that_moved_is_taken_up_with_the_next_sale(counter):
    counter.scan("BM")
    counter.payment.open()
    counter.payment.complete()
    with counter.shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE item SET price = 36000 WHERE sku = 'BM'")
        tx.exec_driver_sql("UPDATE shop SET catalogue_version = catalogue_version + 1")
    counter.scan("CFSD")
    counter.scan("BM")

    assert counter.sale.basket.due == 65_000
    assert counter.sale.basket.order.identified is Identified.SEARCH


def test_an_open_order_keeps_the_programme_of_its_beginning_to_its_payment(counter):
    attach_and_scan(counter)
    double_the_points(counter)
    counter.sale.look_for_news()
    counter.scan("HR")
    assert counter.sale.basket.quote.earns.points == 25

    counter.payment.open()
    counter.payment.complete()
    assert counter.shop.rows("SELECT points FROM entry WHERE kind = 'accrual'") == [(25,)]


def test_an_empty_order_takes_up_a_programme_that_was_saved_meanwhile(counter):
    double_the_points(counter)
    counter.sale.change_person(counter.sale.person)
    attach_and_scan(counter)
    assert counter.sale.basket.quote.earns.points == 25

    counter.payment.open()
    counter.payment.complete()
    assert counter.shop.rows("SELECT points FROM entry WHERE kind = 'accrual'") == [(25,)]


def test_an_order_found_after_a_crash_is_priced_by_its_own_programme(counter):
    attach_and_scan(counter)
    double_the_points(counter)
    again = Counter(counter.shop, inline())
    again.sale.recover()
    assert again.sale.basket.quote.earns.points == 12

    again.payment.open()
    again.payment.complete()
    assert counter.shop.rows("SELECT points FROM entry WHERE kind = 'accrual'") == [(12,)]


def attach_and_scan(counter):
    counter.shop.granted("Lan", 1)
    counter.sale.scan(counter.card_of("Lan"))
    counter.scan("HR")


def double_the_points(counter):
    desk = counter.shop.desk
    now = desk.programmes.current()
    desk.programmes.save(replace(now, earn=replace(now.earn, points=2)), desk.till.today(),
                         counter.shop.person(OWNER).id, now.version)  # fmt: skip


def test_the_order_says_for_whom_it_is(counter):
    assert counter.sale.view.whose == ""
    order = counter.sale.basket.order
    counter.sale.basket = replace(
        counter.sale.basket, order=replace(order, table="3", guests=2, label="Chị Lan", note="Ít đá")
    )
    counter.sale.refresh()
    assert counter.sale.view.whose == "Bàn 3 · Chị Lan · 2 khách · Ít đá"
