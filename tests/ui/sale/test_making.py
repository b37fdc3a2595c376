"""Options, combos, families, open prices and serial numbers at the counter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.options import Choice, OptionGroup
from pos_desktop.ui.keys import Action
from pos_desktop.ui.sale.making import begun
from tests.support.counter import Counter, Stand, inline
from tests.support.menu_cafe import write_menu


@pytest.fixture
def menu(qapp, cafe):
    write_menu(cafe)
    return Counter(cafe, inline())


def tap(counter, name):
    """Tap the tile with this name."""
    tile = next(tile for tile in counter.sale.view.tiles if tile.name == name)
    counter.sale.add_item(str(tile.id))


def choose(counter, *labels):
    """Tap choices of the sheet."""
    for label in labels:
        section, choice = next(
            (section, choice) for section in counter.sale.view.making.sections
            for choice in section.choices if choice.label == label
        )  # fmt: skip
        counter.sale.adding.toggle(section.place, choice.id)


def down(counter):
    return [choice.label for section in counter.sale.view.making.sections for choice in section.choices if choice.down]


def made(counter):
    return [(line.name, line.qty // ONE, [option.name for option in line.options])
            for line in counter.sale.basket.order.lines]  # fmt: skip


def test_two_taps_give_the_usual(menu):
    tap(menu, "Trà đào cam sả")
    assert (down(menu), menu.sale.view.making.price) == (["Size M"], "42.000\u00a0₫")
    menu.sale.adding.confirm()
    assert made(menu) == [("Trà đào cam sả", 1, ["Size M"])]
    assert menu.sale.view.making is None


def test_choices_change_the_price_and_stand_in_the_cart(menu):
    tap(menu, "Trà đào cam sả")
    choose(menu, "Size L", "Ít đá", "Trân châu", "Không đá", "Kem cheese", "Thạch đào")
    assert down(menu) == ["Size L", "Trân châu", "Kem cheese", "Không đá"]  # a third topping is too many
    assert menu.sale.view.making.price == "69.000\u00a0₫"
    menu.sale.adding.confirm()
    [line] = menu.sale.view.cart.lines
    assert line.amount == "69.000\u00a0₫"
    assert [text for text, _ in line.options] == ["Không đá", "Size L", "Trân châu", "Kem cheese"]
    assert [amount for _, amount in line.options] == ["", "10.000\u00a0₫", "5.000\u00a0₫", "12.000\u00a0₫"]


def test_a_scan_adds_the_usual_at_once_and_asks_where_nothing_is_usual(menu):
    menu.scan("TD", "TD")
    assert made(menu) == [("Trà đào cam sả", 2, ["Size M"])]
    menu.scan("TO")
    assert menu.sale.view.making.title == "Trà ô long sữa"
    menu.sale.adding.confirm()
    assert menu.sale.view.making.error == "Vị: chọn ít nhất 1."
    choose(menu, "Kem cheese", "Trân châu")
    assert down(menu) == ["Nửa Trân châu", "Nửa Kem cheese"]
    menu.sale.adding.confirm()
    assert made(menu)[-1] == ("Trà ô long sữa", 1, ["Kem cheese", "Trân châu"])
    assert [option.half for option in menu.sale.basket.order.lines[-1].options] == [1, 2]


def test_a_scan_adds_what_is_open_or_waits_for_what_is_missing(menu):
    tap(menu, "Trà đào cam sả")
    menu.scan("BX")
    assert [name for name, _, _ in made(menu)] == ["Trà đào cam sả", "Bạc xỉu"]
    tap(menu, "Trà ô long sữa")
    menu.scan("BX")
    assert menu.sale.view.making.error
    assert len(made(menu)) == 2


def test_a_line_is_made_otherwise(menu):
    menu.scan("TD")
    menu.sale.select(1)
    menu.sale.select(1)
    assert menu.sale.allows(Action.OPTIONS)
    menu.sale.adding.change()
    choose(menu, "Size L")
    menu.sale.adding.confirm()
    assert made(menu) == [("Trà đào cam sả", 1, ["Size L"])]
    menu.sale.undo()
    assert made(menu) == [("Trà đào cam sả", 1, ["Size M"])]


def test_what_the_member_had_last_time_is_one_tap(menu):
    menu.sale.find_card(menu.card_of("Lan"))
    tap(menu, "Trà đào cam sả")
    assert menu.sale.view.making.last == ""
    choose(menu, "Size L", "Ít đá")
    menu.sale.adding.confirm()
    menu.payment.open()
    menu.payment.complete()
    assert menu.sold
    menu.sale.next_sale()
    menu.sale.find_card(menu.card_of("Lan"))
    assert menu.sale.view.making is None
    menu.sale.detach()
    tap(menu, "Trà đào cam sả")
    menu.sale.find_card(menu.card_of("Lan"))
    assert menu.sale.view.making.last == "Size L, Ít đá"
    menu.sale.adding.as_last()
    assert made(menu) == [("Trà đào cam sả", 1, ["Size L", "Ít đá"])]


def test_a_combo_is_one_row_that_is_counted_as_a_whole(menu):
    tap(menu, "Combo sáng: cà phê và bánh mì")
    titles = [section.title for section in menu.sale.view.making.sections]
    assert titles == ["Uống", "Ăn", "Bánh mì thịt nướng: Vỏ bánh"]
    choose(menu, "Trà đào cam sả", "Size L", "Bánh giòn")
    assert menu.sale.view.making.price == "71.000\u00a0₫"
    menu.sale.adding.confirm()
    menu.sale.step_qty(1)
    [row] = menu.sale.view.cart.lines
    assert (row.qty, row.name, row.amount) == ("2", "Combo sáng: cà phê và bánh mì", "142.000\u00a0₫")
    texts = [text for text, _ in row.options]
    assert texts == ["1 Trà đào cam sả", "Size L", "2 Bánh mì thịt nướng, Bánh giòn"]
    assert [qty for _, qty, _ in made(menu)] == [2, 4]
    assert menu.sale.basket.due == 142_000
    assert row.changeable
    menu.sale.adding.change()
    assert down(menu) == ["Trà đào cam sả", "Size L", "Bánh mì thịt nướng", "Bánh giòn"]
    choose(menu, "Cà phê sữa đá")
    menu.sale.adding.confirm()
    assert [(name, qty) for name, qty, _ in made(menu)] == [("Cà phê sữa đá", 2), ("Bánh mì thịt nướng", 4)]
    assert menu.sale.basket.due == 110_000
    menu.sale.step_qty(-1)
    menu.sale.step_qty(-1)
    assert made(menu) == []
    assert menu.said == "Đã bỏ Combo sáng: cà phê và bánh mì"


def test_one_tile_stands_for_a_family(menu):
    names = [tile.name for tile in menu.sale.view.tiles]
    assert "Nước suối các loại" in names
    assert "Nước suối" not in names
    tap(menu, "Nước suối các loại")
    assert made(menu) == []
    assert menu.sale.view.notice == "Nước suối các loại: chọn loại"
    tap(menu, "Nước suối")
    assert made(menu) == [("Nước suối", 1, [])]
    assert "Nước suối các loại" in [tile.name for tile in menu.sale.view.tiles]


def test_an_open_price_is_asked_for_at_once(menu):
    menu.scan("HR")
    assert menu.sale.view.entry.title == "Nhập giá"
    menu.sale.entries.type("150000")
    menu.sale.entries.confirm()
    assert menu.sale.basket.due == 150_000
    assert menu.sale.view.entry is None


def test_a_serial_number_is_scanned_or_typed_and_never_twice(menu):
    menu.scan("CR")
    assert menu.sale.view.entry.title == "Số sê-ri"
    menu.sale.scan("SN-77")
    menu.scan("CR")
    menu.sale.entries.type("SN-77")
    menu.sale.entries.confirm()
    assert menu.sale.view.entry.error == "Số sê-ri này đã có trong đơn."
    menu.sale.entries.erase()
    menu.sale.entries.type("8")
    menu.sale.entries.confirm()
    assert [line.serial for line in menu.sale.basket.order.lines] == ["SN-77", "SN-78"]
    assert menu.sale.view.cart.lines[0].options == (("Số sê-ri SN-77", ""),)


def test_keys_choose_on_the_sheet(menu, qtbot, dressed):
    stand = Stand(menu)
    qtbot.addWidget(stand)
    stand.resize(1024, 768)
    stand.show()
    stand.activateWindow()
    tap(menu, "Trà đào cam sả")
    sheet = stand.screen_.making
    qtbot.waitUntil(sheet.hasFocus)
    QTest.keyClicks(sheet, "2")  # size L, and on to the toppings
    assert sheet.parts[1].buttons()[0].hasFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Down):
        QTest.keyClick(stand.focusWidget(), key)
    QTest.keyClicks(stand.focusWidget(), "3")
    QTest.keyClick(stand.focusWidget(), Qt.Key.Key_Return)
    assert made(menu) == [("Trà đào cam sả", 1, ["Size L", "Thạch đào", "Không đá"])]
    assert not sheet.isVisible()
    menu.scan("TO")
    QTest.keyClicks(stand.focusWidget(), "12")
    assert down(menu) == ["Nửa Trân châu", "Nửa Thạch đào"]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert len(made(menu)) == 1


def test_halves_are_chosen_over_what_goes_without_saying():
    choices = Choice("a", "A", is_default=True), Choice("b", "B"), Choice("c", "C")
    group = OptionGroup("g", "Vị", choices, least=1, halves=True)
    fresh = begun(Item("i", "P", "Pizza", 1, "8", options=(group,)), lambda _id: None)
    told = {"": "a", "a": "a", "b": "b", "ab": "ab", "ba": "ba", "bc": "bc", "aba": "b", "aa": "a", "bcca": "ba"}
    for taps, taken in told.items():
        making = fresh
        for tap_ in taps:
            making = making.toggle((0, "g"), tap_, lambda _id: None)
        assert "".join(making.taken[0, "g"]) == taken, taps


def test_a_scale_tells_the_weight_and_typing_wins(menu):
    answers = []
    menu.sale.weigh = lambda then, failed: answers.append((then, failed))
    tap(menu, "Hạt cà phê chưa rang")
    [(then, _failed)] = answers
    then(350)
    assert menu.sale.view.entry.number.value == "0,35"
    menu.sale.entries.preset("scale")
    answers[-1][1](Rejected(Code.SCALE_MOVING))
    assert menu.sale.view.entry.error == "Cân chưa đứng yên. Chờ một chút rồi cân lại."
    menu.sale.entries.type("2")
    answers[-1][0](350)
    assert menu.sale.view.entry.number.value == "2"
    menu.sale.entries.confirm()
    assert made(menu) == [("Hạt cà phê chưa rang", 2, [])]
