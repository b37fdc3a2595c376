"""The search: what stands in the field is what the tiles show, and Enter takes the marked one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_desktop.core.quantity import ONE
from pos_desktop.ui.keys import Action
from tests.support.counter import SHARED, ean

ENTER, ESC, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up
ALL = 17


@pytest.fixture
def look_for(stand, counter, hands, qtbot):
    """Type a text into the search and wait until the tiles show what it finds."""

    def look(text):
        hands.key(stand, Qt.Key.Key_F3)
        hands.type(home(), text)
        qtbot.waitUntil(lambda: counter.sale.shelf.text == text)

    return look


def tap(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def home():
    return QApplication.focusWidget()


def found(stand):
    """What the field says, and how many tiles are on show."""
    return stand.top.search.text(), len(stand.screen_.catalogue.grid._views)


def marked(stand):
    return [tile.view.name for tile in stand.screen_.catalogue.grid.tiles() if tile.marked]


def test_a_tapped_tile_ends_the_search(stand, counter, look_for):
    look_for("banh")
    assert found(stand) == ("banh", 4)
    tap(stand.screen_.catalogue.grid.tiles()[0])

    assert counter.lines() == [("Bánh mì thịt nướng", ONE)]
    assert found(stand) == ("", ALL)


def test_a_search_that_was_not_begun_yet_ends_with_the_tap_too(stand, hands, qtbot):
    hands.key(stand, Qt.Key.Key_F3)
    hands.type(home(), "banh")
    tap(stand.screen_.catalogue.grid.tiles()[0])
    assert found(stand) == ("", ALL)

    qtbot.wait(200)  # longer than the pause after which a text is searched for
    assert found(stand) == ("", ALL)


def test_escape_ends_the_search_from_wherever_the_focus_is(stand, hands, look_for):
    look_for("banh")
    stand.screen_.go_home()
    hands.key(home(), ESC)

    assert found(stand) == ("", ALL)


@pytest.mark.parametrize("lines", [0, 1])
def test_a_new_order_ends_the_search(stand, counter, hands, look_for, lines):
    for _ in range(lines):
        hands.scan(stand.screen_, ean("BM"))
    look_for("tra")
    hands.key(home(), Qt.Key.Key_F1)
    for _view, accept in counter.questions:
        accept()

    assert (found(stand), counter.lines()) == (("", ALL), [])


def test_a_sheet_ends_the_search(stand, hands, look_for):
    hands.scan(stand.screen_, ean("BM"))
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F6):
        look_for("tra")
        hands.key(home(), key)
        hands.key(home(), ESC)
        assert found(stand) == ("", ALL)


def test_a_weighed_item_that_was_found_ends_the_search(stand, counter, hands, look_for):
    look_for("chua rang")
    hands.key(home(), ENTER)
    assert counter.sale.view.entry.subject == "Hạt cà phê chưa rang"
    hands.key(home(), ESC)

    assert found(stand) == ("", ALL)


def test_a_code_of_several_items_takes_the_place_of_the_search(stand, counter, hands, look_for):
    look_for("tra")
    hands.scan(home(), SHARED)

    assert found(stand) == ("", 2)


def test_a_text_typed_over_the_finished_sale_stays(stand, counter, hands, qtbot):
    hands.scan(stand.screen_, ean("BM"))
    hands.key(home(), Qt.Key.Key_F8)
    hands.key(home(), ENTER)
    assert counter.sale.step == "done"
    hands.type(home(), "banh")
    qtbot.waitUntil(lambda: counter.sale.shelf.text == "banh")

    assert (found(stand), counter.sale.step) == (("banh", 4), "sale")


def test_the_first_of_several_hits_is_marked_and_enter_takes_it(stand, counter, hands, look_for):
    look_for("banh")
    assert marked(stand) == ["Bánh mì thịt nướng"]
    hands.key(home(), ENTER)

    assert counter.lines() == [("Bánh mì thịt nướng", ONE)]
    assert (found(stand), marked(stand), home()) == (("", ALL), [], stand.screen_)


def test_down_and_up_move_the_mark(stand, counter, hands, look_for):
    look_for("banh")
    for key, name in ((DOWN, "Bánh tiramisu"), (DOWN, "Bánh flan caramel"), (UP, "Bánh tiramisu")):
        hands.key(home(), key)
        assert (marked(stand), home()) == ([name], stand.top.search)
    hands.key(home(), ENTER)

    assert counter.lines() == [("Bánh tiramisu", ONE)]


def test_the_mark_stays_among_the_hits(stand, hands, look_for):
    look_for("flan")
    for key in (UP, DOWN, DOWN):
        hands.key(home(), key)
        assert marked(stand) == ["Bánh flan caramel"]


def test_enter_right_behind_the_last_letter_takes_what_it_finds(stand, counter, hands):
    hands.key(stand, Qt.Key.Key_F3)
    hands.type(home(), "banh")
    hands.key(home(), ENTER)

    assert counter.lines() == [("Bánh mì thịt nướng", ONE)]


@pytest.mark.parametrize("text", ["", "  ", "khong co mon nay"])
def test_enter_without_a_hit_adds_nothing(stand, counter, hands, text):
    hands.key(stand, Qt.Key.Key_F3)
    hands.type(home(), text)
    hands.key(home(), ENTER)

    assert (counter.lines(), home()) == ([], stand.top.search)


def test_nothing_is_marked_without_a_search(stand, counter):
    assert (marked(stand), counter.sale.view.marked) == ([], None)


def test_a_marked_tile_looks_different(stand, look_for):
    look_for("banh")
    first, second, *_ = stand.screen_.catalogue.grid.tiles()
    edge = [tile.grab().toImage().pixelColor(1, tile.height() // 2) for tile in (first, second)]
    ground = [tile.grab().toImage().pixelColor(tile.width() // 2, tile.height() - 6) for tile in (first, second)]

    assert edge[0] != edge[1]
    assert ground[0] != ground[1]


def test_a_marked_tile_below_the_edge_is_scrolled_into_sight(stand, hands, look_for):
    stand.resize(1024, 480)
    look_for("a")
    grid = stand.screen_.catalogue.grid
    for _ in range(len(grid._views)):
        hands.key(home(), DOWN)
    (tile,) = [tile for tile in grid.tiles() if tile.marked]

    assert tile.view.id == grid._views[-1].id
    assert grid.viewport().rect().contains(tile.geometry().translated(0, -grid.verticalScrollBar().value()))


def test_the_search_rests_while_paying(stand, counter, hands):
    hands.scan(stand.screen_, ean("BM"))
    hands.key(home(), Qt.Key.Key_F9)
    assert not stand.top.search.isEnabled()
    assert stand.top.search.placeholderText() == "Quay lại (Esc) để tìm hàng"
    tap(stand.top.search)
    assert home() is stand.screen_

    hands.key(home(), ESC)
    assert stand.top.search.isEnabled()
    assert stand.top.search.placeholderText() == "Tìm hàng hoặc quét mã"
    hands.key(home(), Qt.Key.Key_F9)
    stand.screen_.act(Action.FIND_ITEM)
    assert (counter.sale.step, home()) == ("sale", stand.top.search)
