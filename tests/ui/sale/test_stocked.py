"""What the till knows of stock while it sells: warnings, tiles that are sold out, and how somebody marks one."""

from dataclasses import replace

import pytest

from pos_desktop.core.quantity import ONE
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.selling.catalogue import CatalogueIndex
from pos_desktop.services.shop.stocking.stock import Adjust, MarkSoldOut, StockLine, Track
from pos_desktop.ui.sale import stocked
from tests.support.shop import MANAGER


def id_of(counter, sku):
    return next(item.id for item in counter.sale.shelf.index.items if item.sku == sku)


def tile(counter, sku):
    return next(tile for tile in counter.sale.view.tiles if tile.id == id_of(counter, sku))


@pytest.fixture
def tracked(counter):
    """Two cups of cold brew are left."""
    desk, by, ids = counter.shop.desk, counter.shop.person(MANAGER).id, counter.shop.till.ids
    item = id_of(counter, "CB")
    desk.stock.adjust(Adjust(ids(), by, (StockLine(item, 2 * ONE),), "đếm lại"))
    desk.stock.track(Track(ids(), by, item, True))
    counter.sale.look_for_news()
    return counter


def test_a_line_that_wants_more_than_there_is_warns_and_sells(tracked):
    tracked.scan("CB", "CB")
    assert [line.warning for line in tracked.sale.view.cart.lines] == [""]
    tracked.scan("CB")
    assert [line.warning for line in tracked.sale.view.cart.lines] == ["Kho chỉ còn 2"]


def test_a_sale_empties_the_tile_at_once_and_reads_nothing(tracked):
    tracked.scan("CB", "CB")
    with tracked.shop.statements() as sent:
        tracked.sale.closed()
    assert not [words for words in sent if "stock" in words]
    shown = tile(tracked, "CB")
    assert (shown.price, shown.out) == ("Hết hàng", True)


def test_what_is_sold_out_takes_another_tap(tracked):
    sku = id_of(tracked, "TD")
    desk, till = tracked.shop.desk, tracked.shop.till
    desk.stock.mark_sold_out(MarkSoldOut(till.ids(), tracked.sale.person.id, sku, True))
    tracked.sale.look_for_news()
    tracked.sale.add_item(sku)
    assert (tracked.lines(), tracked.said) == ([], "Kho đã hết Trà đào cam sả")
    assert tracked.toasts[-1].action == "Vẫn bán"
    tracked.acts[-1]()
    assert tracked.lines() == [("Trà đào cam sả", ONE)]
    tracked.scan("TD")  # what is scanned lies on the counter
    assert tracked.lines() == [("Trà đào cam sả", 2 * ONE)]


def test_a_long_press_marks_a_tile_for_the_day_and_back(tracked):
    item = id_of(tracked, "BM")
    for price, verb in (("Hết hàng", "Báo hết"), ("35.000\u00a0₫", "Còn hàng")):
        stocked.ask_sold_out(tracked.sale, item)
        view, accept = tracked.questions[-1]
        assert view.verb == verb
        accept()
        assert tile(tracked, "BM").price == price


def test_a_combo_goes_with_the_last_that_fills_a_slot(tracked):
    tracked.scan("CB", "CB")
    wares, last = tracked.sale.pricer.wares, id_of(tracked, "CB")
    slot = ComboSlot("Nước", (SlotChoice(last),))
    combo = replace(wares.index.items[0], id="combo", slots=(slot,))
    wares = replace(wares, index=CatalogueIndex((*wares.index.items, combo)))

    assert stocked.outs(wares) == frozenset()
    with tracked.shop.statements() as sent:
        assert stocked.outs(wares.after(tracked.sale.basket.order.lines)) == {last, "combo"}
    assert sent == []
