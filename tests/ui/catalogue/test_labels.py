"""Labels from the catalogue: sheets from a place on, or the receipt printer."""

import pytest

from pos_desktop.documents.labels import Labelled, LabelPlan
from pos_desktop.ui.catalogue.controller import CatalogueController
from pos_desktop.ui.catalogue.labels import ROLL
from tests.support.counter import inline
from tests.support.shop import MANAGER

TWO = (Labelled("Trà", 20_000, "TR", item_id="a"), Labelled("Bánh", 15_000, "BA", item_id="b"))


@pytest.fixture
def at(shop, qapp):
    catalogue = CatalogueController(shop.desk, inline(), shop.person(MANAGER))
    labels = catalogue.labels
    labels.catalogue = catalogue  # Qt would take it away
    labels.orders = []
    labels.wanted.connect(labels.orders.append)
    return labels


def test_a_sheet_from_a_place_on_with_copies(at):
    at.open(TWO)
    at.choose("4x10")
    at.type_copies("20")
    at.type_start("2")
    assert (at.view.told, at.view.verb) == ("40 tem, 2 tờ A4", "Lưu PDF")
    at.print_labels()

    (order,) = at.orders
    assert (order.items, order.plan) == (TWO, LabelPlan("4x10", 2, 20))
    assert at.view is None


def test_the_receipt_printer_where_there_is_one(at):
    at.open(TWO)
    assert ROLL not in {chip.id for chip in at.view.papers}
    at.has_printer = True
    at.choose(ROLL)
    at.type_copies("3")
    assert at.view.verb == "In tem"
    at.print_labels()

    assert (at.orders[0].plan, at.orders[0].copies) == (None, 3)


@pytest.mark.parametrize(("copies", "start"), [("0", "1"), ("x", "1"), ("", "1"), ("1001", "1"), ("1", "25"),
                                               ("1", "0"), ("٣", "1")])  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(at, copies, start):
    at.open(TWO)
    at.type_copies(copies)
    at.type_start(start)
    assert not at.view.can_print
    assert bool(at.view.copies_problem) is (start == "1")
    assert bool(at.view.start_problem) is (start != "1")
    at.print_labels()
    assert at.orders == []


def test_the_receipt_printer_takes_no_book_of_labels(at):
    at.has_printer = True
    at.open(TWO)
    at.choose(ROLL)
    at.type_copies("101")
    assert at.view.copies_problem == "Gõ một số từ 1 đến 100."
