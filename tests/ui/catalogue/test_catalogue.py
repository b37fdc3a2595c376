"""The catalogue's screen without its widgets: found, edited, kept, refused under the field, many at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from pos_desktop.selling.order import OrderType
from pos_desktop.services.shop.categories import PutCategory
from pos_desktop.services.shop.goods import ChangeMany
from pos_desktop.services.shop.items import COLOURS
from pos_desktop.services.shop.price_lists import PutList
from pos_desktop.ui.catalogue.controller import CatalogueController
from pos_desktop.ui.catalogue.parts.every import SEGMENTS
from pos_desktop.ui.catalogue.parts.items import COLOUR_NAMES
from pos_desktop.ui.catalogue.screen import CatalogueScreen
from pos_desktop.ui.form.kinds import Amount, Words
from pos_desktop.ui.theme import Theme
from tests.support.counter import inline
from tests.support.shop import CASHIER, MANAGER

NAME, PRICE = Words(most=200), Amount()


class Told:
    """What the screen was told, and what was answered to questions."""

    def __init__(self, controller):
        self.toasts, self.asked, self.sounds, self.made, self.lefts = [], [], [], [], []
        controller.toast.connect(lambda view, _act: self.toasts.append(view.text))
        controller.ask.connect(lambda view, accept: self.asked.append((view, accept)))
        controller.sound.connect(self.sounds.append)
        controller.made.connect(self.made.append)
        controller.left.connect(lambda: self.lefts.append(True))


@pytest.fixture
def at(shop, qapp):
    shop.order("1 x TRA DAO @ 45000; 1 x BANH MI @ 35000; 1 x NUOC @ 10000")
    controller = CatalogueController(shop.desk, inline(), shop.person(MANAGER))
    controller.told = Told(controller)
    controller.load()
    return controller


def titles(controller):
    return [row.title for row in controller.view.rows]


def write(controller, **texts):
    kinds = {"name": NAME, "price": PRICE}
    for name, text in texts.items():
        controller.type((name,), kinds.get(name, Words(True, most=64)), text)


def test_it_opens_on_the_first_item_and_finds_others(at):
    assert titles(at) == ["BANH MI", "NUOC", "TRA DAO"]
    assert at.view.form.title == "BANH MI"
    at.search("đào")
    assert titles(at) == ["TRA DAO"]
    at.search("gì đó")
    assert (titles(at), at.view.empty.title) == ([], "Không có gì khớp «gì đó»")


def test_a_new_item_is_name_price_save(at, shop):
    at.add()
    write(at, name="Cà phê muối", price="39.000")
    at.save()
    assert at.told.toasts == ["Đã lưu"]
    assert (at.view.form.title, at.is_changed) == ("Cà phê muối", False)
    [found] = shop.desk.catalogue.load().index.search("muoi")
    assert found.price == 39_000


def test_a_price_of_nothing_is_asked_for(at, shop):
    at.add()
    write(at, name="Nước lọc", price="0")
    at.save()
    [(view, accept)] = at.told.asked
    assert view.verb == "Cho không"
    accept()
    assert shop.desk.catalogue.load().index.search("nuoc loc")[0].price == 0


def test_what_is_refused_stands_under_its_field(at):
    at.add()
    write(at, name="Trà", price="1000", sku="NUOC")
    at.save()
    assert at.view.form.state.errors == {("sku",): "Mã hàng NUOC đã là của «NUOC»."}
    assert at.is_changed
    write(at, sku="")
    at.save()
    assert not at.is_changed


def test_a_scan_opens_its_item_or_begins_one_and_fills_the_code_in(at):
    at.scan(next(row.sku for row in at.every.goods if row.name == "TRA DAO"))
    assert at.view.form.title == "TRA DAO"
    at.scan("8938505974194")
    assert at.view.form.state.plain["barcodes"] == ["8938505974194"]
    write(at, name="Trà đào lon")
    at.scan("8938505970011")
    assert at.view.form.state.plain["barcodes"] == ["8938505974194", "8938505970011"]


def test_the_sale_that_waits_for_a_code_hears_of_it(at):
    at.begin_with("8938505974194")
    write(at, name="Trà đào lon", price="15000")
    at.save()
    assert at.told.made == ["8938505974194"]


def test_nothing_is_lost_without_a_word(at):
    write(at, name="Bánh mì chảo")
    at.leave()
    assert at.told.lefts == []
    at.told.asked[-1][1]()
    assert at.told.lefts == [True]


def test_a_price_of_a_list_is_written_where_the_item_is(at, shop):
    made = shop.desk.price_lists.put(PutList("l", "Giao hàng", at.person.id, (OrderType.DELIVERY,))).id
    at.load()
    at.type(("lists", made), Amount(True), "40000")
    at.save()
    at.choose_segment("lists")
    assert [(row.title, row.amount) for row in at.view.rows] == [("Giao hàng", "1 giá")]


def test_many_items_are_changed_with_what_would_come_of_it_in_sight(at, shop):
    at.many.begin()
    at.choose(at.view.rows[0].key)
    at.choose(at.view.rows[1].key)
    at.pick(("how",), "up")
    at.type(("percent",), Amount(), "1000")
    assert at.view.form.lines == (
        "BANH MI: 35.000\u00a0₫ thành 39.000\u00a0₫", "NUOC: 10.000\u00a0₫ thành 11.000\u00a0₫",
    )  # fmt: skip
    at.save()
    assert at.told.toasts == ["Đã sửa 2 mặt hàng"]
    assert [row.amount for row in at.view.rows] == ["39.000\u00a0₫", "11.000\u00a0₫", "45.000\u00a0₫"]


@pytest.mark.parametrize("segment", [each.key for each in SEGMENTS])
def test_every_segment_opens_and_begins_a_new_entry(at, segment):
    at.choose_segment(segment)
    at.add()
    assert at.view.form is not None
    at.leave()


def test_tiles_are_moved_within_their_category(at, shop):
    [first, second, third] = [row.key for row in at.view.rows]
    category = shop.desk.categories.put(PutCategory("c", "Trà", at.person.id)).id
    shop.desk.goods.change_many(ChangeMany("m", (first, second, third), at.person.id, category_id=category))
    at.load()
    assert not at.view.can_order
    at.filter(category)
    assert at.view.can_order
    at.tiles.move(third, 0)
    assert titles(at) == ["TRA DAO", "BANH MI", "NUOC"]
    at.choose(first)
    at.tiles.step(1)
    assert titles(at) == ["TRA DAO", "NUOC", "BANH MI"]
    at.tiles.step(1)
    assert [item.name for item in shop.desk.catalogue.load().index.items] == titles(at)


def test_who_has_no_right_sees_nothing(shop, qapp):
    controller = CatalogueController(shop.desk, inline(), shop.person(CASHIER))
    refused = []
    controller.sound.connect(refused.append)
    controller.load()
    assert (refused, controller.view.form) == (["error"], None)


def test_after_one_entry_is_kept_the_keys_begin_the_next(dressed, qtbot, shop):
    controller = CatalogueController(shop.desk, inline(), shop.person(MANAGER))
    screen = CatalogueScreen(controller)
    beside = QPushButton()
    frame = QWidget()
    layout = QVBoxLayout(frame)
    layout.addWidget(beside)
    layout.addWidget(screen)
    qtbot.addWidget(frame)
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    controller.load()
    controller.choose_segment("categories")
    screen.setFocus()
    for name in ("Kem", "Che"):
        QTest.keyClick(frame.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(QApplication.focusWidget(), name)
        QTest.keyClick(frame.windowHandle(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.focusWidget() is not beside
    assert {"Kem", "Che"} <= {row.name for row in controller.every.categories}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_are_called_what_they_look_like(qapp, mode):
    look = Theme()
    look.apply(qapp, mode, 1.0)
    hues = {"Đỏ": 0, "Cam": 28, "Xanh lá": 150, "Xanh ngọc": 190, "Xanh dương": 215, "Tím": 258}
    for colour, name in zip(COLOURS, COLOUR_NAMES, strict=True):
        hue = look.colour(colour).hslHue()
        near = min(hues, key=lambda word: min((hue - hues[word]) % 360, (hues[word] - hue) % 360))
        assert near == name
