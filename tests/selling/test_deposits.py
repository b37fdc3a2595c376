"""Sums of what was put down for an order, what came back of it, and what an order pays of a debt."""

from types import SimpleNamespace

from pos_desktop.core.errors import Code
from pos_desktop.selling import tax
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.charges import check_debt
from pos_desktop.selling.deposits import Deposit, handed_back, put_down
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.pricing import price
from pos_desktop.selling.tax import VatTable
from tests.support.orders import OPENED, order
from tests.support.refusals import refused


def test_deposits_and_what_comes_back_of_them_are_summed():
    assert put_down(()) == 0
    assert put_down((Deposit("a", 100_000), Deposit("b", 50_000))) == 150_000
    assert handed_back((SimpleNamespace(money=70_000), SimpleNamespace(money=1))) == 70_001


def test_an_order_pays_no_more_of_a_debt_than_is_left():
    item = Item("d", "NO", "Trả nợ", 0, tax.EXEMPT)
    made = order("1 x A @ 30000").add_ware(item, Ware.DEBT, 40_000, "member")
    check_debt(made, 60_000, 100_000)
    with refused(Code.DEBT_LESS, owed=60_000):
        check_debt(made, 60_001, 100_000)
    assert price(made, VatTable(), OPENED.date()).amount_of(Ware.DEBT) == 40_000
