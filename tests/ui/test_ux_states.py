"""Every state of the selling screens fits its panel, can be hit, read and named (UX-01, UX-02, UX-03, UX-19)."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from pos_desktop.selling.tenders import TenderKind
from pos_desktop.ui.widgets.button import Button
from tests.support.counter import SHARED, Counter, Stand, inline
from tests.support.shop import Shop, copy_of
from tests.ui.tour import LONG, PANELS, EveryState, Tour, on_panel, panel_name

NAME = "Nguyễn Thị Ngọc Ánh"


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def tour(request, qapp, cafe_template, tmp_path_factory):
    """A walk through all states on one panel."""
    shop = Shop(copy_of(cafe_template, tmp_path_factory.mktemp("tour") / "shop"))
    shop.enrolled(NAME, "0912345234")
    shop.granted(NAME, 912_345)
    shop.enrolled(LONG, "0912345999")
    with on_panel(qapp, request.param) as show:
        made = show(Stand(counter := Counter(shop, inline())).teach())
        for walk in (_sell, _take_members, _type_numbers, _pay, _large_order):
            walk(made, counter)
        yield made
    shop.close()


def _sell(tour, counter):
    sale = counter.sale
    tour.look("empty")
    counter.scan("CFSD", "CFSD", "TS", "BM", "HR")
    tour.look("lines")
    sale.set_order_discount("10%")
    sale.set_line_discount("5%")
    tour.look("discounts")
    sale.search("khong co gi")
    tour.look("nothing found")
    sale.search("")
    sale.price_check()
    tour.look("price check")
    sale.price_check()
    sale.scan(SHARED)
    tour.look("choice")
    sale.search("")


def _take_members(tour, counter):
    counter.member.open()
    tour.look("member sheet")
    counter.member.search("ngoc anh")
    tour.look("results")
    counter.member.search("0933444555")
    counter.member.enrol("", "31/2")
    tour.look("form with an error")
    counter.member.search("0933")
    tour.look("nobody found")
    counter.member.close()
    counter.sale.scan(counter.card_of(LONG))
    tour.look("a long name")
    counter.sale.scan(counter.card_of(NAME))
    tour.look("member")
    counter.member.open()
    tour.look("details")
    counter.member.close()
    counter.sale.redeem_most()
    tour.look("redeemed")


def _type_numbers(tour, counter):
    entries = counter.sale.entries
    entries.ask_points()
    entries.type("305")
    entries.confirm()
    tour.look("points refused")
    entries.ask_quantity()
    tour.look("quantity")
    entries.ask_discount()
    entries.type("90")
    entries.confirm()
    tour.look("discount refused")
    entries.choose("line")
    entries.choose("money")
    tour.look("discount in money")
    entries.close()


def _pay(tour, counter):
    payment = counter.payment
    payment.open()
    tour.look("payment")
    payment.type("10000")
    tour.look("underpaid")
    payment.take_part()
    tour.look("split")
    payment.choose(TenderKind.CARD)
    payment.put(999_999_999)
    tour.look("too much for a card")
    payment.erase(everything=True)
    payment.primary()
    tour.look("waiting for the card")
    payment.confirm()
    assert counter.sold, "the tour must come to a finished sale"
    tour.look("done")


def _large_order(tour, counter):
    counter.scan("BG")
    counter.sale.put_qty(9_999_000)
    counter.sale.scan(counter.card_of(LONG))
    tour.look("a large order")
    counter.payment.open()
    tour.look("a large amount")
    counter.payment.put(9_999_999_999)
    tour.look("a large change")
    counter.payment.primary()
    tour.look("a large sale")


def test_every_state_was_seen(tour):
    assert len(tour.states) == 28


class TestEveryState(EveryState):
    """Selling."""


def test_what_the_tour_would_catch(qtbot, dressed):
    """The checks themselves can fail."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    wide, low = Button("Một nhãn dài quá ô", parent=window), Button("x", parent=window)
    label, bare = QLabel("Chữ bị cắt ở đây", window), Button(parent=window)
    wide.setGeometry(0, 0, 60, 48)
    low.setGeometry(100, 0, 30, 30)
    label.setGeometry(0, 60, 30, 20)
    bare.setGeometry(40, 20, 60, 60)
    window.show()
    tour = Tour(window, (300, 200), 1.0)
    tour.look("made up")

    assert len(tour.cut) == 2
    assert len(tour.too_small) == 1
    assert len(tour.too_near) == 1
    assert tour.nameless == ["made up: Button"]
