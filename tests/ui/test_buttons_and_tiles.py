"""Buttons, tiles, chips and offers: what they show and what they tell."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from pos_desktop.ui import theme
from pos_desktop.ui.models import views as v
from pos_desktop.ui.widgets.button import KINDS, LONG_PRESS_MS, Button, icon_button
from pos_desktop.ui.widgets.chips import ChipRow, OfferRow
from pos_desktop.ui.widgets.tiles import TileGrid

LEFT = Qt.MouseButton.LeftButton

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.375])
def test_every_kind_is_a_target_big_enough_and_cuts_nothing(kind, scale, dressed, qapp, qtbot):
    dressed.apply(qapp, scale=scale)
    button = Button("Thanh toán", kind=kind, icon="check", detail="267.000 ₫", hint="F9")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())

    assert button.height() >= 44 * scale
    assert button.width() >= 44 * scale
    assert kind not in ("pay", "cash") or button.height() >= 60 * scale
    assert button.fits()
    button.resize(30, button.height())
    assert not button.fits()


def test_a_tap_never_moves_the_focus(stage, qtbot):
    field, button, taps = QLineEdit(), Button("Tiền mặt"), []
    stage(field, button)
    field.setFocus()
    button.clicked.connect(lambda: taps.append(1))

    QTest.mouseClick(button, LEFT)

    assert (taps, QApplication.focusWidget()) == ([1], field)


def test_tab_and_enter_press_a_button(stage):
    button, taps = Button("Tiền mặt"), []
    stage(button)
    button.clicked.connect(lambda: taps.append(1))
    button.setFocus(Qt.FocusReason.TabFocusReason)

    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)

    assert taps == [1, 1]


def test_names_for_those_who_do_not_see(qtbot):
    two_lines = Button("Giảm 120.000 ₫", detail="đổi 1.200 điểm", kind="redeem")
    shop = Button("H&M")
    bare = icon_button("trash-2", "Xoá món")

    assert two_lines.accessibleName() == "Giảm 120.000 ₫ đổi 1.200 điểm"
    assert (shop.text(), shop.accessibleName(), shop.shortcut().isEmpty()) == ("H&M", "H&M", True)
    assert (bare.accessibleName(), bare.toolTip()) == ("Xoá món", "Xoá món")


def test_a_busy_button_takes_no_press_and_keeps_its_label(stage):
    button, taps = Button("Hoàn tất", kind="pay", icon="check"), []
    stage(button)
    button.clicked.connect(lambda: taps.append(1))

    button.set_busy(True)
    QTest.mouseClick(button, LEFT)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert (taps, button.text()) == ([], "Hoàn tất")

    button.set_busy(False)
    QTest.mouseClick(button, LEFT)
    assert taps == [1]


def test_a_long_press_holds_and_does_not_click(stage, qtbot):
    button, heard = Button("Giảm 120.000 ₫", holdable=True), []
    stage(button)
    button.clicked.connect(lambda: heard.append("clicked"))
    button.held.connect(lambda: heard.append("held"))

    QTest.mousePress(button, LEFT)
    with qtbot.waitSignal(button.held, timeout=LONG_PRESS_MS * 4):
        pass
    QTest.mouseRelease(button, LEFT)
    assert heard == ["held"]

    QTest.mouseClick(button, LEFT)
    assert heard == ["held", "clicked"]


def test_a_disabled_pay_button_looks_disabled(dressed, stage):
    button = Button("Thanh toán", kind="pay")
    stage(button)
    places = QPoint(button.width() // 2, 6)

    enabled = button.grab().toImage().pixelColor(places)
    button.setEnabled(False)
    disabled = button.grab().toImage().pixelColor(places)

    assert (enabled, disabled) == (dressed.colour("pay"), dressed.colour("surface2"))


def test_painted_buttons_follow_a_switch_of_theme(dressed, qapp, stage):
    button = Button("Thanh toán", kind="pay")
    stage(button)

    dressed.apply(qapp, "dark")

    assert button.grab().toImage().pixelColor(QPoint(button.width() // 2, 6)) == QColor(theme.tokens()["dark"]["pay"])


def tiles(count):
    return [v.TileView(at, f"Món {at}", "10.000 ₫") for at in range(count)]


@pytest.mark.parametrize(("width", "columns"), [(590, 4), (932, 6), (1486, 7)])
def test_tiles_stand_in_columns_no_smaller_than_they_may_be(stage, width, columns):
    grid = TileGrid()
    grid.show_views(tiles(40))
    stage(grid, width=width, height=600)

    assert grid.columns == columns
    for tile in grid.tiles():
        assert tile.width() >= 136
        assert tile.height() >= 104


def test_five_thousand_items_need_only_the_tiles_in_sight(stage, qtbot):
    grid, picked = TileGrid(), []
    grid.show_views(tiles(5000))
    grid.picked.connect(picked.append)
    stage(grid)
    assert len(grid.tiles()) < 60

    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    last = next(tile for tile in grid.tiles() if tile.view.id == 4999)
    QTest.mouseClick(last, LEFT)

    assert picked == [4999]
    assert len(grid.tiles()) < 60


def test_arrows_walk_from_tile_to_tile_and_enter_picks(stage):
    grid, picked = TileGrid(), []
    grid.show_views(tiles(100))
    grid.picked.connect(picked.append)
    stage(grid)
    grid.tiles()[0].setFocus(Qt.FocusReason.TabFocusReason)

    for key in (Qt.Key.Key_Right, *[Qt.Key.Key_Down] * 10, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), key)

    assert picked == [1 + 10 * grid.columns]


def test_a_count_changes_one_tile(stage):
    grid = TileGrid()
    grid.show_views(tiles(8))
    stage(grid)

    grid.show_count(3, "2")

    assert [tile.view.count for tile in grid.tiles()] == ["", "", "", "2", "", "", "", ""]


def test_one_chip_is_chosen(stage):
    chips, chosen = ChipRow(), []
    chips.show_views([v.ChipView(None, "Tất cả"), v.ChipView("tea", "Trà")], None)
    chips.chosen.connect(chosen.append)
    stage(chips)

    QTest.mouseClick(chips.chips()[1], LEFT)
    assert (chosen, [chip.isChecked() for chip in chips.chips()]) == (["tea"], [False, True])

    QTest.mouseClick(chips.chips()[1], LEFT)
    assert [chip.isChecked() for chip in chips.chips()] == [False, True], "a second tap does not let go of it"


def test_offers_tell_taps_and_long_presses(stage, qtbot):
    offers, heard = OfferRow(), []
    stage(offers)
    assert offers.isHidden()

    offers.show_views([v.OfferView("max", "Giảm 120.000 ₫", "đổi 1.200 điểm", "gift", main=True, holdable=True)])
    offers.taken.connect(lambda offer: heard.append(("taken", offer)))
    offers.held.connect(lambda offer: heard.append(("held", offer)))
    QTest.mouseClick(offers.buttons()[0], LEFT)
    QTest.mousePress(offers.buttons()[0], LEFT)
    with qtbot.waitSignal(offers.held, timeout=LONG_PRESS_MS * 4):
        pass

    assert heard == [("taken", "max"), ("held", "max")]
