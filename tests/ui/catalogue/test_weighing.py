"""A label for what is weighed: typed or told by the scale, with a code that carries it."""

import pytest

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.services.shop.goods import Facts, PutItem
from pos_desktop.ui.catalogue.controller import CatalogueController
from tests.support.counter import inline
from tests.support.shop import MANAGER


@pytest.fixture
def at(shop, qapp):
    by = shop.person(MANAGER).id
    facts = Facts("Tôm sú", 189_000, "TS", unit="kg", by_weight=True, plu="00042")
    made = shop.desk.goods.put(PutItem("i", facts, by)).id
    shop.desk.goods.put(PutItem("j", Facts("Trà", 20_000, "TR"), by))
    controller = CatalogueController(shop.desk, inline(), shop.person(MANAGER))
    controller.load()
    controller.choose(made)
    controller.printed = []
    controller.weighing.wanted.connect(controller.printed.append)
    return controller


def test_a_weight_or_a_price_makes_a_label_that_the_till_reads(at, shop):
    assert "weigh" in at.view.deeds
    at.weighing.open()
    assert not at.weighing.view.can_print
    at.weighing.type("0,35")
    assert at.weighing.view.told == "0,35 kg · 66.150\u00a0₫, 2100042003507"
    at.weighing.print_label()
    at.weighing.choose("price")
    at.weighing.type("66.200")
    at.weighing.print_label()

    index = shop.desk.catalogue.load().index
    found = [index.find(portion.code)[0] for portion in at.printed]
    assert [(each.qty, each.price) for each in found] == [(350, None), (350, 66_200)]


@pytest.mark.parametrize(("kind", "typed"), [("weight", "100"), ("weight", "x"), ("price", "66.150"), ("price", "x")])
def test_what_no_code_can_carry_is_said(at, kind, typed):
    at.weighing.open()
    at.weighing.choose(kind)
    at.weighing.type(typed)
    assert (at.weighing.view.can_print, bool(at.weighing.view.problem)) == (False, True)
    at.weighing.print_label()
    assert at.printed == []


def test_the_scale_tells_the_weight_unless_somebody_types(at):
    asked = []
    at.weighing.read = lambda then, failed: asked.append((then, failed))
    at.weighing.open()
    asked[0][1](Rejected(Code.INVALID_QUANTITY))
    assert at.weighing.view.problem
    asked[0][0](1_250)
    assert (at.weighing.view.typed, at.weighing.view.problem) == ("1,25", "")
    at.weighing.type("2")
    asked[0][0](3_000)
    assert at.weighing.view.typed == "2"


def test_what_is_counted_has_no_such_label(at):
    at.choose(next(row.id for row in at.every.goods if row.sku == "TR"))
    assert "weigh" not in at.view.deeds
    at.weighing.open()
    assert at.weighing.view is None
