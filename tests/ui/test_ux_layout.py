"""What has to be readable: prices beside counts, categories beyond the edge, keys that stay together."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from pos_desktop.ui.models import views as v
from pos_desktop.ui.sale.cart_panel import CartPanel
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.entry import Keypad
from pos_desktop.ui.widgets.tiles import TILE_HEIGHT, TILE_WIDTH, Tile

LABELS = ("Tất cả", "Cà phê", "Trà", "Bánh", "Hàng bán lẻ", "Đồ ăn vặt", "Quà tặng")


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("name", ["Nước suối", "Hạt cà phê chưa rang loại đặc biệt vùng cao"])
@pytest.mark.parametrize("price", ["29.000\u00a0₫", "320.000\u00a0₫/kg", "1.250.000\u00a0₫/kg"])
@pytest.mark.parametrize("count", ["2", "0,35", "1,25", "120", "12,345"])
def test_the_count_covers_neither_price_nor_name(qapp, dressed, qtbot, scale, name, price, count):
    dressed.apply(qapp, "light", scale)
    tile = Tile(v.TileView(1, name, price, count=count))
    qtbot.addWidget(tile)
    tile.resize(dressed.px(TILE_WIDTH), dressed.px(TILE_HEIGHT))
    badge = tile.count_place()

    assert not badge.intersects(tile.price_place())
    assert badge.top() >= tile.name_place().bottom() - 1
    assert all(tile.rect().toRectF().contains(place) for place in (badge, tile.price_place()))


def test_a_count_that_fits_stands_beside_the_price(dressed, qtbot):
    tile = Tile(v.TileView(1, "Trà", "29.000\u00a0₫", count="2"))
    qtbot.addWidget(tile)
    tile.resize(TILE_WIDTH, TILE_HEIGHT)

    assert tile.count_place().top() == tile.price_place().top()


@pytest.fixture
def chips(dressed, stage):
    """Seven categories where there is room for four and a half."""
    row = ChipRow()
    row.show_views([v.ChipView(at, label) for at, label in enumerate(LABELS)], 0)
    stage(row, width=480, height=80)
    return row


def cut(row):
    """Which chips are on show in part only."""
    sight = QRect(row.horizontalScrollBar().value(), 0, row.viewport().width(), 48)
    return [chip.text() for chip in row.chips()
            if sight.intersects(chip.geometry()) and not sight.contains(chip.geometry())]  # fmt: skip


def seen(row):
    sight = QRect(row.horizontalScrollBar().value(), 0, row.viewport().width(), 48)
    return {chip.text() for chip in row.chips() if sight.contains(chip.geometry())}


def test_an_arrow_shows_that_there_are_more_categories_and_brings_them(chips):
    assert (chips.back.isVisible(), chips.forth.isVisible()) == (False, True)
    assert not chips.viewport().geometry().intersects(chips.forth.geometry())
    found = seen(chips)
    for _ in LABELS:
        if not chips.forth.isVisible():
            break
        QTest.mouseClick(chips.forth, Qt.MouseButton.LeftButton)
        found |= seen(chips)

    assert found == set(LABELS)
    assert (chips.back.isVisible(), chips.forth.isVisible()) == (True, False)
    assert LABELS[-1] in seen(chips)


def test_the_way_back(chips):
    for button in (chips.forth, chips.back):
        while button.isVisible():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert chips.horizontalScrollBar().value() == 0
    assert LABELS[0] in seen(chips)
    assert chips.forth.isVisible()


def test_a_chosen_chip_comes_wholly_into_sight(chips):
    (half,) = cut(chips)[:1] or [LABELS[4]]
    chip = next(chip for chip in chips.chips() if chip.text() == half)
    chip.click()

    assert half in seen(chips)


def test_there_are_no_arrows_where_everything_fits(chips):
    chips.window().resize(900, 80)

    assert (chips.back.isVisible(), chips.forth.isVisible(), cut(chips)) == (False, False, [])
    assert chips.viewport().width() == chips.width()


@pytest.mark.parametrize(("scale", "width"), [(1.0, 404), (1.125, 454), (1.25, 505)])
def test_the_order_grows_with_the_scale_of_the_panel(qapp, dressed, stage, scale, width):
    dressed.apply(qapp, "light", scale)
    panel = CartPanel()
    stage(panel, width=900, height=700)

    assert panel.width() == width


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_a_pad_does_not_stretch_over_a_wide_screen(qapp, dressed, stage, scale):
    dressed.apply(qapp, "light", scale)
    pad = Keypad()
    stage(pad, width=1400, height=600)

    assert pad.width() == dressed.px(480)
    assert pad.keys["7"].width() <= dressed.px(160)
