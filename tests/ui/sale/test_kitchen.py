"""The kitchen at the till: what was sent is marked and taken back only with a reason, by whoever may."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from pos_desktop.core.quantity import ONE
from pos_desktop.services.shop.approvals import Approve
from pos_desktop.services.shop.stations import PutStation, StationFacts
from pos_desktop.ui.keys import Action
from tests.support.counter import Counter, Stand, inline
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS


def furnish(cafe) -> None:
    """Drinks and cakes are made; water comes from the shelf."""
    made = {made.name: made.id for made in cafe.desk.stations.layout().categories}
    for name, categories in (("Pha chế", ("Cà phê", "Trà")), ("Bếp bánh", ("Bánh",))):
        facts = StationFacts(name, categories=tuple(made[each] for each in categories))
        cafe.desk.stations.put(PutStation(cafe.till.ids(), facts, cafe.person(OWNER).id))


@pytest.fixture
def bar(qapp, cafe):
    """A manager at a till whose goods are made somewhere."""
    furnish(cafe)
    return Counter(cafe, inline(), person=MANAGER)


@pytest.fixture
def by_cashier(qapp, cafe):
    """A cashier, who may take nothing back alone, and a manager who types a PIN at once."""
    furnish(cafe)
    counter = Counter(cafe, inline(), person=CASHIER)
    counter.wanted = []

    def approve(wanted, then):
        counter.wanted.append(wanted)
        word = Approve(
            cafe.till.ids(), wanted.right, wanted.subject, wanted.asked_by, cafe.person(MANAGER).id, wanted.amount
        )
        then(cafe.desk.approvals.by_pin(word, PINS[MANAGER]))

    counter.sale.approval_wanted.connect(approve)
    return counter


def told(counter) -> list[tuple[int, str]]:
    cards = counter.shop.desk.kitchen.display().waiting
    return [(line.qty // ONE, line.name) for card in cards for line in card.lines]


def words(counter) -> list[str]:
    return [line.kitchen for line in counter.sale.view.cart.lines]


def take_back(counter, reason="khách đổi ý") -> None:
    counter.sale.kitchen.give_reason(reason)
    counter.sale.kitchen.confirm()


def test_a_shop_without_a_kitchen_sees_nothing_of_it(counter):
    counter.scan("CFSD")
    view = counter.sale.view
    assert (view.kitchen.send, view.kitchen.fire, words(counter)) == ("", "", [""])
    assert not counter.sale.allows(Action.KITCHEN)


def test_what_is_sent_is_marked_and_kept(bar):
    bar.scan("CFSD", "CFSD", "BM", "NS")
    assert bar.sale.view.kitchen.send == "Báo bếp 2 món"
    bar.sale.kitchen.send()
    assert told(bar) == [(2, "Cà phê sữa đá"), (1, "Bánh mì thịt nướng")]
    assert words(bar) == ["Đã báo bếp", "Đã báo bếp", ""]
    assert bar.sale.view.kitchen.send == ""
    assert [line.sent for line in bar.shop.desk.orders.recover().lines] == [2 * ONE, ONE, 0]
    bar.scan("CFSD")
    assert words(bar)[0] == "Đã báo bếp 2, chưa báo phần sửa"
    bar.sale.undo()
    assert words(bar)[0] == "Đã báo bếp"
    bar.sale.undo()  # no step leads back before what the kitchen knows
    assert len(bar.lines()) == 3


def test_sent_goods_go_only_with_a_reason(bar):
    bar.scan("CFSD", "CFSD")
    bar.sale.kitchen.send()
    bar.sale.step_qty(-1)
    view = bar.sale.kitchen.view
    assert (view.goods, bar.lines()) == (("1 Cà phê sữa đá",), [("Cà phê sữa đá", 2 * ONE)])
    bar.sale.kitchen.confirm()  # nothing was said yet
    bar.sale.kitchen.close()
    assert bar.lines() == [("Cà phê sữa đá", 2 * ONE)]
    bar.sale.remove_selected()
    take_back(bar)
    assert bar.lines() == []
    assert told(bar) == [(2, "Cà phê sữa đá"), (-2, "Cà phê sữa đá")]
    assert bar.sale.kitchen.view is None


def test_a_cashier_asks_another_person(by_cashier):
    by_cashier.scan("CFSD")
    by_cashier.sale.kitchen.send()
    by_cashier.sale.remove_selected()
    take_back(by_cashier)
    (wanted,) = by_cashier.wanted
    assert (wanted.right, by_cashier.lines()) == ("unsend", [])
    assert "Cà phê sữa đá" in wanted.sentence


def test_an_order_that_was_sent_is_given_up_with_a_reason(by_cashier):
    by_cashier.scan("CFSD")
    by_cashier.sale.kitchen.send()
    order = by_cashier.sale.basket.order
    by_cashier.sale.drop()
    assert by_cashier.sale.basket.order == order
    take_back(by_cashier)
    assert by_cashier.sale.basket.order.id != order.id
    assert told(by_cashier) == [(1, "Cà phê sữa đá"), (-1, "Cà phê sữa đá")]


def test_courses_wait_until_somebody_asks_for_them(bar):
    bar.scan("CFSD", "BM")
    order = bar.sale.basket.order
    bar.sale.change(replace(order, lines=(order.lines[0], replace(order.lines[1], course=2))))
    bar.sale.kitchen.send()
    assert bar.sale.view.kitchen.fire == "Ra món lượt 2"
    assert words(bar) == ["Đã báo bếp", "Đã báo bếp · lượt 2 chờ gọi"]
    bar.sale.kitchen.fire()
    assert bar.sale.view.kitchen.fire == ""
    assert all(card.fired_at for card in bar.shop.desk.kitchen.display().waiting)


def test_the_sheet_takes_a_reason_by_hand_and_by_tap(qtbot, dressed, bar, hands):
    stand = Stand(bar)
    qtbot.addWidget(stand)
    stand.resize(1024, 768)
    stand.show()
    bar.scan("CFSD")
    screen = stand.screen_
    assert screen.cart.kitchen.isVisible()
    assert not screen.cart.fire.isVisible()
    screen.act(Action.KITCHEN)
    assert not screen.cart.to_kitchen.isVisible()
    screen.act(Action.REMOVE_LINE)
    assert screen.kitchen.isVisible()
    assert not screen.kitchen.verb.isEnabled()
    screen.kitchen.usual[1].click()
    assert screen.kitchen.reason.edit.text() == "Bấm nhầm"
    qtbot.keyClick(screen.kitchen.reason.edit, Qt.Key.Key_Return)
    assert not screen.kitchen.isVisible()
    assert bar.lines() == []


def test_the_course_of_a_line_is_chosen_before_the_kitchen_makes_it(qtbot, dressed, bar, hands):
    stand = Stand(bar)
    qtbot.addWidget(stand)
    stand.resize(1024, 768)
    stand.show()
    bar.scan("NS", "CFSD")
    screen, sale = stand.screen_, bar.sale
    screen.act(Action.COURSE)
    screen.entry.pads[""].typed.emit("2")
    qtbot.keyClick(screen.entry, Qt.Key.Key_Return)
    assert [line.course for line in sale.view.cart.lines] == ["", "Lượt 2"]
    sale.kitchen.send()
    assert words(bar) == ["", "Đã báo bếp · lượt 2 chờ gọi"]
    screen.cart.lines.rows()[1].coursed.emit()
    screen.entry._presets.buttons()[1].click()
    assert (sale.view.kitchen.fire, words(bar)[1]) == ("Ra món lượt 1", "Đã báo bếp · lượt 1 chờ gọi")
    sale.kitchen.fire()
    screen.act(Action.COURSE)
    assert (screen.entry.isVisible(), sale.view.cart.lines[1].has_course) == (False, False)
    sale.select(sale.basket.order.lines[0].key)  # water comes from the shelf
    assert not sale.allows(Action.COURSE)
