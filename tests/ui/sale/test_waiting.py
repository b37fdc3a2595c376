"""Orders put aside and taken up, their details, and lines that go to another order."""

from dataclasses import replace

import pytest

from pos_desktop.core.quantity import ONE
from pos_desktop.selling.charges import Rate
from pos_desktop.selling.lines import OrderType, Ware
from pos_desktop.services.shop.charging import SetService
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.sale.dividing import Divide
from pos_desktop.ui.sale.held_orders import HeldOrders
from pos_desktop.ui.sale.order_details import OrderDetails
from tests.support.counter import Counter, inline


@pytest.fixture
def held(counter):
    return HeldOrders(counter.sale)


@pytest.fixture
def details(counter):
    return OrderDetails(counter.sale)


def last_view(controller):
    seen = []
    controller.changed.connect(seen.append)
    return seen


def test_one_key_puts_aside_and_the_toast_brings_back(counter):
    counter.scan("CFSD", "BM")
    counter.sale.hold()
    assert (counter.lines(), counter.toasts[-1].kind, counter.sale.waiting) == ([], ToastKind.UNDO, 1)
    counter.acts[-1]()
    assert (len(counter.lines()), counter.sale.waiting) == (2, 0)
    assert counter.shop.rows("SELECT state FROM open_order") == [("open",)]


def test_taking_one_up_puts_the_present_one_aside(counter, held):
    counter.scan("CFSD")
    counter.sale.hold()
    counter.scan("BM")
    held.open()
    (row,) = held.view.rows
    assert row.amount == "29.000\u00a0₫" and held.view.can_merge
    held.take()
    assert counter.lines() == [("Cà phê sữa đá", ONE)]
    assert sorted(counter.shop.rows("SELECT state FROM open_order")) == [("held",), ("open",)]


def test_the_list_opens_at_its_first_order_and_names_tables(counter, held):
    for sku in ("CFSD", "BM"):
        counter.scan(sku)
        counter.sale.hold()
    held.open()
    other = held.view.rows[1].key
    held.choose(other)
    held.close()
    counter.scan("HR")
    counter.sale.basket = replace(counter.sale.basket, order=replace(counter.sale.basket.order, table="3"))
    counter.sale.hold()
    assert counter.toasts[-1].text == "Đã giữ đơn Bàn 3"
    held.open()
    assert held.view.chosen == held.view.rows[0].key != other


def test_an_order_of_which_money_was_taken_stays(counter):
    counter.scan("CFSD", "HR")
    counter.payment.open()
    counter.payment.type("50000")
    counter.payment.take_part()
    counter.sale.hold()
    assert (len(counter.lines()), counter.toasts[-1].kind) == (2, ToastKind.WARN)


def test_a_waiting_order_is_given_up_with_a_reason(counter, held):
    counter.scan("CFSD")
    counter.sale.hold()
    held.open()
    held.drop()
    assert held.view.reason_error
    held.write_reason("khach khong quay lai")
    held.drop()
    assert (held.view.rows, counter.sale.waiting) == ((), 0)
    assert counter.shop.rows("SELECT reason FROM dropped_order") == [("khach khong quay lai",)]


def test_two_orders_become_one(counter, held):
    counter.scan("CFSD")
    counter.sale.hold()
    counter.scan("BM")
    held.open()
    held.merge()
    assert [name for name, _qty in counter.lines()] == ["Bánh mì thịt nướng", "Cà phê sữa đá"]
    assert (counter.sale.waiting, counter.sale.basket.due) == (0, 64_000)


def test_picked_lines_go_to_an_order_of_their_own(counter):
    counter.scan("CFSD", "CFSD", "BM")
    divide = Divide(counter.sale)
    divide.open()
    views = last_view(divide)
    divide.step(1, 1)
    assert (views[-1].goes, views[-1].stays, views[-1].can_split) == ("29.000\u00a0₫", "64.000\u00a0₫", True)
    divide.split()
    assert counter.lines() == [("Cà phê sữa đá", ONE), ("Bánh mì thịt nướng", ONE)]
    assert counter.sale.waiting == 1
    counter.acts[-1]()
    assert counter.lines() == [("Cà phê sữa đá", ONE)]


def test_the_sheet_writes_name_note_guests_time_delivery_and_tip(counter, details):
    counter.scan("CFSD")
    details.open()
    for name, text in {"label": "chi Mai", "note": "it da", "day": "03/03/2026", "hour": "17:30",
                       "delivery": "15.000", "tip": "5000"}.items():  # fmt: skip
        details.write(name, text)
    details.step_guests(2)
    details.save()
    order = counter.sale.basket.order
    assert (order.label, order.note, order.guests, counter.sale.basket.due) == ("chi Mai", "it da", 2, 49_000)
    assert order.due_at.isoformat() == "2026-03-03T10:30:00+00:00"
    details.open()
    details.write("tip", "")
    details.save()
    assert [line.ware for line in counter.sale.basket.order.lines] == [Ware.GOODS, Ware.DELIVERY]


def test_a_time_that_cannot_be_is_said_under_it(counter, details):
    counter.scan("CFSD")
    details.open()
    views = last_view(details)
    details.write("hour", "25:99")
    details.save()
    assert set(views[-1].errors) == {"hour"}
    assert counter.sale.basket.order.due_at is None


def test_a_deposit_is_taken_as_an_order_of_its_own(counter, details):
    counter.scan("HR")
    details.open()
    details.write("deposit", "50000")
    details.put_down()
    assert (counter.sale.basket.due, counter.sale.waiting) == (50_000, 1)
    counter.payment.open()
    counter.payment.complete()
    (waiting,) = counter.shop.desk.held.all()
    assert waiting.has_deposit
    counter.sale.take_up(waiting.id)
    counter.payment.open()
    assert counter.payment.state.left == 75_000, "what was put down pays first"
    counter.payment.complete()
    assert [tender.kind.value for tender in counter.sold[-1].tenders] == ["gift_card", "cash"]


def test_a_deposit_goes_back_with_the_order_or_stays_on_its_card(cafe, qapp):
    counter = Counter(cafe, inline(), person="Hoa")
    asked, held, details = [], HeldOrders(counter.sale), OrderDetails(counter.sale)
    counter.sale.ask_either.connect(lambda view, accept, other: asked.append((view, accept, other)))
    counter.scan("HR")
    details.open()
    details.write("deposit", "50000")
    details.put_down()
    counter.payment.open()
    counter.payment.complete()
    held.open()
    held.write_reason("khach huy")
    held.drop()
    ((question, accept, _other),) = asked
    assert "50.000" in question.title
    accept()
    assert (held.view.rows, counter.shop.rows("SELECT money FROM refund")) == ((), [(50_000,)])


def test_service_is_charged_by_the_kind_of_order_and_taken_off_on_the_sheet(counter, details):
    boss = counter.shop.person("Hoa").id
    counter.shop.desk.charging.set_service(SetService("op-1", {OrderType.DINE_IN: Rate(percent=1_000)}, boss))
    counter.sale.look_for_news()
    counter.scan("CFSD")
    assert counter.sale.basket.due == 29_000
    counter.sale.set_order_type(OrderType.DINE_IN)
    assert (counter.sale.basket.due, counter.sale.basket.selected) == (31_900, 1)
    counter.scan("BM")
    assert counter.sale.basket.due == 70_400
    details.open()
    details.charge_service(False)
    details.save()
    assert counter.sale.basket.due == 64_000
    counter.sale.undo()
    counter.sale.select(counter.sale.basket.order.lines[-1].key)
    counter.sale.remove_selected()
    assert counter.sale.basket.due == 64_000


def test_an_order_begun_at_a_table_is_kept_without_a_line(counter):
    seated = replace(counter.sale.basket.order, order_type=OrderType.DINE_IN, table="5", tables=("t5",), guests=3)
    counter.scan("CFSD")
    counter.sale.begin_at(seated)
    order = counter.sale.basket.order
    assert (order.table, order.guests, order.is_empty, counter.sale.waiting) == ("5", 3, True, 1)
    assert counter.shop.rows("SELECT dining_table, guests FROM open_order WHERE state = 'open'") == [("5", 3)]


def test_what_is_scanned_while_an_order_is_put_aside_is_for_the_table_that_was_chosen(counter, monkeypatch):
    sale, held = counter.sale, type(counter.sale.desk.held)
    put_aside = held.hold

    def meanwhile(self, *args, **more):
        sale.scan("BM")
        return put_aside(self, *args, **more)

    monkeypatch.setattr(held, "hold", meanwhile)
    counter.scan("CFSD")
    first = sale.basket.order.id
    sale.begin_at(replace(sale.desk.orders.new(1), table="5", tables=("t5",), guests=2))
    order = sale.basket.order
    assert (order.id != first, order.table, order.guests) == (True, "5", 2)
    assert [line.sku for line in order.lines] == ["BM"]
