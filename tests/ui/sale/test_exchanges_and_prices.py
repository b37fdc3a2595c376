"""The open order: goods that come back and pay for it, and prices that a person writes."""

import pytest

from pos_desktop.selling.exchange import Exchange
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.selling.refunds import GiveBack
from pos_desktop.services.shop.approvals import Approvals, Approve
from pos_desktop.services.shop.people import People
from pos_desktop.ui.sale.entry import Scope, Unit
from pos_desktop.ui.sale.offers import EXCHANGE
from tests.support.counter import Counter, inline
from tests.support.shop import MANAGER, PINS, QUICK


def plain(text):
    return text.replace("\xa0", " ").replace("\u2212", "-")


def bought(counter, *skus):
    """Somebody buys, and comes back with it."""
    counter.scan(*skus)
    counter.payment.open()
    counter.payment.complete()
    return counter.sold[-1]


@pytest.fixture
def manager(qapp, shelves):
    return Counter(shelves, inline(), person=MANAGER)


@pytest.fixture
def shelves(counter):
    return counter.shop


def given(counter, sale):
    person = counter.sale.person
    return counter.shop.desk.refunds.exchange(GiveBack("back", sale.id, person.id, reason="đổi loại"))


def totals(counter):
    view = counter.sale.view.totals
    return {plain(row.label): plain(row.amount) for row in (*view.rows, view.due)}


def test_goods_that_come_back_pay_for_dearer_ones(manager):
    sale = bought(manager, "BM")
    manager.sale.exchange(given(manager, sale))
    assert manager.sale.step == "sale"
    assert f"Đổi hàng {sale.number}" in manager.said
    manager.scan("BG")

    assert totals(manager) == {"Khách phải trả": "259.000 ₫", "Hàng đổi lại": "-35.000 ₫", "Còn phải trả": "224.000 ₫"}
    assert plain(manager.sale.view.cash) == "224.000 ₫"
    manager.payment.open()
    assert manager.payment.state.due == 224_000
    manager.payment.complete()
    made = manager.sold[-1]
    assert (made.due, made.paid, made.change) == (259_000, 259_000, 0)
    assert [tender.kind.value for tender in made.tenders] == ["exchange", "cash"]
    assert (plain(manager.done.view.amount), plain(manager.done.view.paid)) == ("0 ₫", "Đã thu 224.000 ₫")
    assert totals(manager) == {"Khách phải trả": "259.000 ₫", "Hàng đổi lại": "-35.000 ₫", "Đã thanh toán": "224.000 ₫"}


def test_cheaper_ones_give_the_rest_back(manager):
    sale = bought(manager, "BG")
    manager.sale.exchange(given(manager, sale))
    manager.scan("BM")
    assert totals(manager)["Trả lại khách"] == "224.000 ₫"
    manager.payment.open()
    manager.payment.complete()
    assert (manager.done.view.label, plain(manager.done.view.amount)) == ("Trả lại khách", "224.000 ₫")
    assert manager.shop.rows("SELECT sum(amount) FROM cash_movement WHERE kind = 'refund'") == [(-224_000,)]


def test_what_goes_back_to_a_card_is_not_handed_over(manager):
    manager.scan("BG")
    manager.payment.open()
    manager.payment.choose(TenderKind.CARD)
    manager.payment.primary()
    manager.payment.confirm()
    sale = manager.sold[-1]
    manager.sale.exchange(given(manager, sale))
    manager.scan("BM")
    manager.payment.open()
    manager.payment.complete()
    view = manager.done.view
    assert (view.label, plain(view.amount), plain(view.paid)) == ("Trả lại khách", "0 ₫", "Hoàn về: Thẻ 224.000 ₫")
    assert manager.shop.count("cash_movement", "kind = 'refund'") == 0


def test_it_stands_among_the_lines_and_a_cross_takes_it_away(manager):
    sale = bought(manager, "BG")
    manager.sale.exchange(given(manager, sale))
    manager.scan("BM")
    rows = [(row.id, row.label) for row in manager.sale.view.cart.rewards]
    assert rows == [(EXCHANGE, f"Đổi hàng {sale.number}")]
    manager.sale.take_back(EXCHANGE)
    assert manager.sale.basket.order.exchange is None
    manager.acts[-1]()
    assert isinstance(manager.sale.basket.order.exchange, Exchange)


def test_it_is_there_again_after_a_crash(manager):
    sale = bought(manager, "BG")
    exchange = given(manager, sale)
    manager.sale.exchange(exchange)
    manager.scan("BM")
    again = Counter(manager.shop, inline(), person=MANAGER)
    again.sale.recover()
    assert again.sale.basket.order.exchange == exchange
    again.payment.open()
    again.payment.complete()
    assert again.sold[-1].tenders[0].ref == sale.number


def test_what_was_refunded_meanwhile_is_refused_and_the_order_stays(manager):
    sale = bought(manager, "BG")
    manager.sale.exchange(given(manager, sale))
    manager.scan("BM")
    manager.shop.returned(sale)
    manager.payment.open()
    manager.payment.complete()
    assert manager.sale.step == "payment"
    assert manager.payment.view.error
    manager.sale.take_back(EXCHANGE)
    manager.payment.complete()
    assert manager.sold[-1].due == 35_000


# prices


def repriced(counter, price):
    entries = counter.sale.entries
    entries.ask_discount(of_line=True)
    entries.choose(Scope.LINE)
    entries.choose(Unit.PRICE)
    entries.type(price)
    entries.confirm()


def test_a_manager_writes_a_price_and_takes_it_back(manager):
    manager.scan("BM", "BM")
    repriced(manager, "30000")
    assert manager.sale.basket.due == 60_000
    assert plain(manager.sale.view.cart.lines[0].unit) == "30.000 ₫, giá gốc 35.000 ₫"
    entries = manager.sale.entries
    entries.ask_discount(of_line=True)
    entries.choose(Unit.PRICE)
    assert manager.sale.view.entry.remove == "Về giá gốc"
    entries.remove()
    assert manager.sale.basket.due == 70_000
    assert manager.sale.basket.order.lines[0].list_price is None


def test_a_cashier_asks_and_gets_it_for_as_much_and_no_more(counter):
    asked = []
    counter.sale.approval_wanted.connect(lambda wanted, then: asked.append((wanted, then)))
    counter.scan("BM", "BM")
    repriced(counter, "30000")
    assert counter.sale.basket.due == 70_000
    wanted, then = asked.pop()
    assert (wanted.right, wanted.amount) == ("price", 10_000)
    assert plain(wanted.sentence) == f"{counter.sale.person.name} xin sửa giá, đơn bớt 10.000 ₫"
    approvals = Approvals(counter.sale.desk.till, People(counter.sale.desk.till, QUICK).proof)
    manager = next(person for person in counter.sale.desk.people.all() if person.name == MANAGER)
    then(approvals.by_pin(Approve("a1", "price", wanted.subject, wanted.asked_by, manager.id, wanted.amount),
                          PINS[MANAGER]))  # fmt: skip
    assert counter.sale.basket.due == 60_000
    repriced(counter, "20000")
    assert counter.sale.basket.due == 60_000 and asked[0][0].amount == 30_000
    counter.payment.open()
    counter.payment.complete()
    assert counter.sold[-1].due == 60_000


def test_the_whole_order_has_no_price(manager):
    manager.scan("BM")
    entries = manager.sale.entries
    entries.ask_discount(of_line=True)
    entries.choose(Unit.PRICE)
    entries.choose(Scope.ORDER)
    view = manager.sale.view.entry
    assert (view.unit, [chip.id for chip in view.units]) == (Unit.PERCENT, [Unit.PERCENT, Unit.MONEY])


def test_whose_the_old_receipt_is_buys_the_new_goods(manager):
    manager.shop.granted("Lan", 100)
    member = manager.shop.member("Lan")
    manager.scan("BM")
    manager.sale.attach(member.row.account_id)
    manager.payment.open()
    manager.payment.complete()
    manager.sale.exchange(given(manager, manager.sold[-1]))
    assert manager.sale.basket.member.row.id == member.row.id


def test_another_member_who_is_there_already_stays(manager):
    manager.shop.granted("Lan", 100)
    manager.shop.granted("Mai", 100)
    manager.scan("BM")
    manager.sale.attach(manager.shop.member("Lan").row.account_id)
    manager.payment.open()
    manager.payment.complete()
    sale = manager.sold[-1]
    manager.scan("BG")
    manager.sale.attach(manager.shop.member("Mai").row.account_id)
    manager.sale.exchange(given(manager, sale))
    assert manager.sale.basket.member.row.name == "Mai"
