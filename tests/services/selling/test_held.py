"""Orders that wait, are divided and put together, and money that is put down for them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.ids import seeded_ids
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.charges import Rate, ServiceCharge, with_charge, with_service
from pos_desktop.selling.lines import OrderType, Ware
from pos_desktop.selling.order import Order
from pos_desktop.selling.refund import Returned
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.desk import desk_of
from pos_desktop.services.selling.dividing import Merge, MoveLines, Split
from pos_desktop.services.selling.refunds import GiveBack
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.shop.approvals import Approve
from pos_desktop.services.shop.charging import SetService
from pos_desktop.storage.schema.shop import staff
from tests.support.refusals import refused
from tests.support.shop import PINS


@pytest.fixture
def by(shop):
    return shop.person().id


def another_till(shop):
    """A second register on the same database."""
    till = shop.till
    with till.db.write() as tx:
        from pos_desktop.storage.schema.shop import counter, register

        register_id = till.ids()
        tx.execute(register.insert().values(id=register_id, shop_id=till.shop.id, number=2, code="K2"))
        for kind in ("receipt", "refund", "shift", "z"):
            tx.execute(counter.insert().values(id=till.ids(), register_id=register_id, kind=kind, value=0))
    other = replace(till.register, id=register_id, number=2, code="K2")
    return desk_of(replace(till, register=other, ids=seeded_ids(shop.clock.now, 77)))


def test_a_held_order_is_taken_by_exactly_one_of_two_tills(shop, by):
    order = replace(shop.order("2 x PHỞ @ 50000; member Lan by card; redeem 60"), label="chị áo xanh", guests=2)
    shop.desk.held.hold(order, by, due=94_000, reserved=60)
    other = another_till(shop)
    (waiting,) = other.held.all()
    assert (waiting.label, waiting.due, waiting.register, waiting.guests, waiting.member) == (
        "chị áo xanh", 94_000, "K1", 2, "Lan",
    )  # fmt: skip
    assert shop.rows("SELECT points FROM reservation") == [(60,)]
    assert other.held.take(order.id, by) == order == other.orders.recover()
    with refused(Code.ORDER_GONE):
        shop.desk.held.take(order.id, by)
    assert other.held.take(order.id, by) == order, "a resend gets the first answer"
    assert (shop.desk.orders.recover(), other.held.count()) == (None, 0)


def test_taking_one_puts_the_other_aside_and_a_late_autosave_opens_nothing(shop, by):
    one, two = shop.order("1 x PHỞ @ 50000"), replace(shop.order("1 x TRÀ @ 5000"), id="two")
    shop.desk.held.hold(two, by)
    shop.desk.orders.save(one, by)
    assert shop.desk.held.take("two", by, one, due=50_000) == two
    shop.desk.orders.save(one, by)
    assert [held.id for held in shop.desk.held.all()] == [one.id]
    assert shop.desk.orders.recover() == two


def test_an_order_whose_money_was_taken_is_not_put_aside(shop, by):
    order = shop.order("1 x PHỞ @ 50000")
    shop.desk.orders.save(order, by)
    shop.desk.orders.keep_part(order, "part", Tender(TenderKind.CASH, 20_000))
    with refused(Code.ORDER_PAYING):
        shop.desk.held.hold(order, by)


def test_a_held_order_is_dropped_with_a_reason_and_kept_on_record(shop, by):
    order = shop.order("1 x PHỞ @ 50000")
    shop.desk.held.hold(order, by, due=50_000)
    with refused(Code.REASON_NEEDED):
        shop.desk.held.drop(order.id, by, " ")
    shop.desk.held.drop(order.id, by, "khách không quay lại")
    assert shop.rows("SELECT reason, due FROM dropped_order") == [("khách không quay lại", 50_000)]
    with refused(Code.ORDER_GONE):
        shop.desk.held.take(order.id, by)
    assert shop.books().problems == ()


def test_orders_made_beforehand_come_first_by_their_time(shop, by):
    now = shop.clock.now()
    for name, hours in (("chiều", 8), ("mai", 30), ("", 0)):
        order = replace(shop.order("1 x PHỞ @ 50000"), id=f"order {name}", label=name)
        shop.desk.held.hold(replace(order, due_at=now + timedelta(hours=hours) if hours else None), by)
    assert [held.label for held in shop.desk.held.all()] == ["chiều", "mai", ""]


def test_split_move_and_merge_are_done_once_and_told(shop, by):
    order = shop.order("3 x PHỞ @ 50000; 1 x TRÀ @ 5000")
    split = Split("op-1", order, {1: 2 * ONE}, by, "Tách")
    made = shop.desk.dividing.split(split)
    again = shop.desk.dividing.split(split)
    assert (again.order, again.other_id, again.is_repeat) == (made.order, made.other_id, True)
    part = shop.desk.held.get(made.other_id)
    assert [line.qty for line in part.lines] == [2_000] and shop.desk.held.all()[0].due == 100_000
    moved = shop.desk.dividing.move(MoveLines("op-2", made.order, {2: ONE}, part.id, by))
    assert [len(moved.order.lines), len(shop.desk.held.get(part.id).lines)] == [1, 2]
    both = shop.desk.dividing.merge(Merge("op-3", moved.order, part.id, by))
    assert sum(line.qty for line in both.order.lines) == 4_000
    assert shop.rows("SELECT state FROM open_order ORDER BY state") == [("merged",), ("open",)]
    with refused(Code.ORDER_GONE):
        shop.desk.dividing.merge(Merge("op-4", both.order, part.id, by))
    kinds = [kind for (kind,) in shop.rows("SELECT kind FROM journal WHERE kind LIKE 'order_%' ORDER BY seq")]
    assert kinds == ["order_split", "order_lines_moved", "order_merged"]
    assert shop.books().problems == ()


def test_nobody_pays_an_order_that_went_up_in_another_or_was_given_up(shop, by):
    one, two = shop.order("1 x PHỞ @ 50000"), replace(shop.order("1 x TRÀ @ 5000"), id="two")
    shop.desk.held.hold(two, by)
    both = shop.desk.dividing.merge(Merge("op-1", one, "two", by)).order
    with refused(Code.ORDER_GONE):
        shop.desk.sales.complete(CompleteSale("op-2", two, by))
    shop.desk.orders.drop(both, 55_000, by)
    with refused(Code.ORDER_GONE):
        shop.desk.sales.complete(CompleteSale("op-3", both, by))
    assert (shop.count("sale"), shop.books().problems) == (0, ())


def test_who_has_not_taken_an_order_up_does_not_pay_it(shop, by):
    order, other = shop.order("1 x PHỞ @ 50000"), another_till(shop)
    shop.desk.held.hold(order, by)
    with refused(Code.ORDER_GONE):
        shop.desk.sales.complete(CompleteSale("op-1", order, by))
    taken = other.held.take(order.id, by).with_qty(1, 2 * ONE)
    other.orders.save(taken, by)
    with refused(Code.ORDER_GONE):
        shop.desk.sales.complete(CompleteSale("op-1", order, by))
    assert (shop.count("sale"), other.orders.recover()) == (0, taken)


def test_one_piece_is_sold_once_however_orders_come_together(shop, by):
    one = shop.order("1 x MÁY @ 50000")
    one = replace(one, lines=(replace(one.lines[0], serial="Sn1"),))
    again = replace(one, id="two", lines=(replace(one.lines[0], serial=" sN1 "),))
    shop.desk.held.hold(again, by)
    with refused(Code.SERIAL_TWICE):
        shop.desk.dividing.merge(Merge("op-1", one, "two", by))
    twice = replace(one, lines=(*one.lines, replace(again.lines[0], key=2)))
    with refused(Code.SERIAL_TWICE):
        shop.desk.sales.complete(CompleteSale("op-2", twice, by))
    shop.desk.sales.complete(CompleteSale("op-3", one, by))
    with refused(Code.SERIAL_SOLD, serial="sN1"):
        shop.desk.sales.complete(CompleteSale("op-4", replace(again, id="three"), by))
    assert shop.rows("SELECT serial FROM sale_line") == [("Sn1",)]


def test_what_is_written_on_an_order_is_cleaned_whoever_sends_it(shop, by):
    order = shop.order("1 x PHỞ @ 50000")
    line = replace(order.lines[0], note="ít\x1b@đá ", serial="A\x10\x041")
    dirty = replace(order, label=" Chị\tLan\r", note="gói\x1dV0", table="B\n1", lines=(line,))
    shop.desk.orders.save(dirty, by)
    kept = shop.desk.orders.recover()
    assert (kept.label, kept.note, kept.table) == ("Chị Lan", "góiV0", "B 1")
    assert (kept.lines[0].note, kept.lines[0].serial) == ("ít@đá", "A1")
    assert shop.desk.held.hold(dirty, by) == kept
    for text in ("n" * 501, "a\0b"):
        with refused(Code.INVALID_TEXT):
            shop.desk.held.hold(replace(dirty, note=text), by)
    sale = shop.desk.sales.complete(CompleteSale("op-1", replace(dirty, id="two"), by)).sale
    assert (sale.note, sale.table, sale.lines[0].note) == ("góiV0", "B 1", "ít@đá")


def test_what_a_register_has_open_waits_when_another_order_is_taken_up(shop, by):
    one, two = shop.order("1 x PHỞ @ 50000"), replace(shop.order("1 x TRÀ @ 5000"), id="two")
    shop.desk.orders.save(one, by)
    shop.desk.held.hold(two, by)
    empty = shop.desk.orders.new(1)
    assert shop.desk.held.take("two", by, empty) == two
    assert [held.id for held in shop.desk.held.all()] == [one.id]
    assert shop.desk.held.take(one.id, by) == one
    assert [held.id for held in shop.desk.held.all()] == ["two"]


def test_a_deposit_goes_with_the_last_line_and_to_no_order_that_is_open(shop, by):
    one, two = shop.order("2 x BÁNH @ 200000"), replace(shop.order("1 x TRÀ @ 5000"), id="two")
    item = shop.desk.wares.item(Ware.DEPOSIT)
    papers = [Order(f"deposit {order.id}", shop.clock.now()).add_ware(item, Ware.DEPOSIT, 100_000, order.id)
              for order in (one, two)]  # fmt: skip
    shop.desk.orders.save(one, by)
    with refused(Code.ORDER_GONE):
        shop.desk.sales.complete(CompleteSale("op-1", papers[0], by))
    shop.desk.held.hold(one, by)
    shop.desk.held.hold(two, by)
    shop.desk.sales.complete(CompleteSale("op-2", papers[0], by))
    opened = shop.desk.held.take(one.id, by)
    shop.desk.dividing.move(MoveLines("op-3", opened, {1: 2 * ONE}, "two", by))
    assert shop.desk.held.get("two").deposit == opened.deposit != ""
    assert shop.books().problems == ()


def test_a_deposit_is_money_on_a_card_that_the_order_carries(shop, by):
    order = replace(shop.order("2 x BÁNH @ 200000"), due_at=shop.clock.now() + timedelta(days=2))
    shop.desk.held.hold(order, by)
    item = shop.desk.wares.item(Ware.DEPOSIT)
    paper = Order("deposit", shop.clock.now()).add_ware(item, Ware.DEPOSIT, 100_000, order.id)
    sold = shop.desk.sales.complete(CompleteSale("op-1", paper, by)).sale
    waiting = shop.desk.held.get(order.id)
    assert shop.desk.stored.find(waiting.deposit).total == 100_000
    assert [(one.sale_id, one.amount) for one in shop.desk.held.deposits(order.id)] == [(sold.id, 100_000)]
    opened = shop.desk.held.take(order.id, by)
    tenders = Tender(TenderKind.GIFT_CARD, 100_000, opened.deposit), Tender(TenderKind.CASH, 300_000)
    shop.desk.sales.complete(CompleteSale("op-2", opened, by, tenders))
    assert shop.desk.stored.find(waiting.deposit).total == 0
    assert shop.books().problems == ()


def test_a_deposit_of_an_order_that_is_called_off_goes_back(shop, by):
    order = shop.order("2 x BÁNH @ 200000")
    shop.desk.held.hold(order, by)
    item = shop.desk.wares.item(Ware.DEPOSIT)
    paper = Order("deposit", shop.clock.now()).add_ware(item, Ware.DEPOSIT, 100_000, order.id)
    sale_id = shop.desk.sales.complete(CompleteSale("op-1", paper, by)).sale.id
    boss = shop.person("Hoa").id
    back = shop.desk.refunds.refund(GiveBack("op-2", sale_id, boss, reason="khách huỷ")).refund
    assert (back.money, shop.desk.held.deposits(order.id)) == (100_000, ())
    shop.desk.held.drop(order.id, by, "khách huỷ")
    with refused(Code.ORDER_GONE):
        shop.desk.sales.complete(CompleteSale("op-3", replace(paper, id="late"), by))
    assert shop.books().problems == ()


def test_the_shop_charges_for_service_and_gives_it_back_with_the_last_cup(shop, by):
    boss = shop.person("Hoa").id
    before = shop.desk.catalogue.load()
    assert before.service is None
    shop.desk.charging.set_service(SetService("op-1", {OrderType.DINE_IN: Rate(percent=500)}, boss))
    charge = shop.desk.catalogue.newer_than(before).service
    order = replace(shop.order("2 x PHỞ @ 50000"), order_type=OrderType.DINE_IN)
    order = with_charge(with_service(order, charge), shop.desk.wares.item(Ware.TIP), Ware.TIP, 10_000)
    sale = shop.desk.sales.complete(CompleteSale("op-2", order, by)).sale
    assert (sale.due, sale.basis, [line.amount for line in sale.lines]) == (115_000, 100_000, [100_000, 5_000, 10_000])
    detail = shop.desk.receipts.detail(sale.id)
    assert (detail.left, detail.with_whole) == ({1: 2_000, 2: 0, 3: 0}, frozenset({2, 3}))
    back = [
        shop.desk.refunds.refund(GiveBack(f"back-{n}", sale.id, boss, (Returned(1, ONE),), reason="đổ")).refund.money
        for n in range(2)
    ]
    assert back == [50_000, 65_000]
    assert shop.books().problems == ()


def test_taking_the_service_charge_off_asks_the_right_to_discount(shop, by):
    order = replace(shop.order("1 x PHỞ @ 50000"), waives_service=True)
    shop.desk.sales.complete(CompleteSale("op-1", order, by))
    with shop.till.db.write() as tx:
        tx.execute(staff.update().where(staff.c.id == by).values(rights={"discount": 0}))
    with refused(Code.NOT_ALLOWED, right="discount"):
        shop.desk.sales.complete(CompleteSale("op-2", replace(order, id="two"), by))


def test_less_for_service_than_the_shop_charges_asks_the_right_to_discount(shop, by):
    boss = shop.person("Hoa").id
    rates = {OrderType.DINE_IN: Rate(percent=500)}
    order = replace(shop.order("2 x PHỞ @ 50000"), order_type=OrderType.DINE_IN)
    shop.clock.put(shop.clock.now() + timedelta(minutes=1))
    shop.desk.charging.set_service(SetService("op-1", rates, boss))
    shop.desk.sales.complete(CompleteSale("op-2", replace(order, id="told before it was charged"), by))

    shop.clock.put(shop.clock.now() + timedelta(days=2))
    item = shop.desk.wares.item(Ware.SERVICE)
    less = with_service(order, ServiceCharge(item, {OrderType.DINE_IN: Rate(percent=100)}))
    with shop.till.db.write() as tx:
        tx.execute(staff.update().where(staff.c.id == by).values(rights={"discount": 0}))
    for crafted in (order, less, with_charge(order, item, Ware.SERVICE, 4_999)):
        with refused(Code.NOT_ALLOWED, right="discount"):
            shop.desk.sales.complete(CompleteSale("op-3", replace(crafted, id="three"), by))
    own = with_service(order, ServiceCharge(item, rates))
    assert shop.desk.sales.complete(CompleteSale("op-4", replace(own, id="four"), by)).sale.due == 105_000
    ask = Approve("ask", "discount", "five", by, boss)
    word = shop.desk.approvals.by_pin(ask, PINS["Hoa"]).id
    paid = shop.desk.sales.complete(CompleteSale("op-5", replace(less, id="five"), by, approval=word)).sale
    assert paid.due == 101_000
