"""What a cashier's hands do on the selling screens; names and numbers are those of the acceptance list."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos_desktop.core.quantity import ONE
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.ui.keys import BAR, Action
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.widgets.button import Button
from pos_desktop.wording import set_language
from tests.support.counter import ean

NAME = "Nguyễn Thị Ngọc Ánh"
GOODS = ("CFSD", "TS", "BM", "HR")


@pytest.fixture
def card(stand, counter):
    """The digits of the card of a member with 1.240 points."""
    counter.shop.enrolled(NAME, "0912345234")
    counter.shop.granted(NAME, 1_240)
    return counter.card_of(NAME)


@pytest.fixture
def scan(stand, hands):
    """Scan codes or items where the focus is."""

    def read(*codes):
        for code in codes:
            hands.scan(QApplication.focusWidget() or stand, code if code.isdigit() else ean(code))

    return read


def tap(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def home():
    return QApplication.focusWidget()


def test_ux_09_main_flow(stand, counter, hands, scan, card):
    scan(*GOODS, card)
    hands.key(stand, Qt.Key.Key_F8)
    hands.key(home(), Qt.Key.Key_Return)

    assert [(sale.due, sale.change, sale.member_name) for sale in counter.sold] == [(238_000, 0, NAME)]
    assert stand.screen_.left.currentWidget() is stand.screen_.done
    assert stand.screen_.done.amount.text() == "0\u00a0₫"


def test_ux_10_redeem_tap(stand, counter, hands, scan, card):
    scan(*GOODS, card)
    (offer,) = stand.screen_.cart.offers.buttons()
    tap(offer)

    assert (counter.sale.basket.points, counter.sale.basket.due) == (1_190, 119_000), "half of 238.000 ₫ at most"
    hands.key(stand, Qt.Key.Key_F8)
    hands.key(home(), Qt.Key.Key_Return)
    assert counter.sold[0].points == 1_190


def test_a_held_offer_asks_for_the_amount(stand, counter, qtbot, scan, card):
    scan(*GOODS, card)
    (offer,) = stand.screen_.cart.offers.buttons()
    QTest.mousePress(offer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(stand.screen_.entry.isVisible)
    QTest.mouseRelease(offer, Qt.MouseButton.LeftButton)

    for digit in "300":
        tap(stand.screen_.entry.pads[""].keys[digit])
    tap(stand.screen_.entry.verb)
    assert (counter.sale.basket.points, stand.screen_.entry.isVisible()) == (300, False)
    assert home() is stand.screen_


def test_f5_twice_digits_and_enter_redeem_a_part(stand, counter, hands, scan, card):
    scan(*GOODS, card)
    hands.key(stand, Qt.Key.Key_F5)
    hands.key(stand, Qt.Key.Key_F5)
    hands.type(home(), "500")
    hands.key(home(), Qt.Key.Key_Return)

    assert (counter.sale.basket.points, home()) == (500, stand.screen_)


def test_ux_11_member_any_screen(stand, counter, hands, scan, card):
    scan("HR")
    hands.key(stand, Qt.Key.Key_F9)
    scan(card)
    assert (counter.sale.step, counter.sale.view.member.name) == ("payment", NAME)

    hands.key(home(), Qt.Key.Key_Return)
    assert counter.sale.step == "done"
    hands.clock.now += 1_000
    scan(card)
    assert (counter.sale.step, counter.sale.view.member.name, counter.lines()) == ("sale", NAME, [])


def test_ux_14_scan_not_amount(stand, counter, hands, scan, card):
    scan("HR")
    hands.key(stand, Qt.Key.Key_F9)
    scan(card)

    assert counter.payment.state.typed is None


def test_ux_15_typed_digits(stand, counter, hands, scan):
    scan("HR")
    hands.key(stand, Qt.Key.Key_F8)
    hands.type(home(), "500000")
    hands.filter._settle()
    assert counter.payment.state.typed == 500_000
    hands.key(home(), Qt.Key.Key_Backspace)
    assert counter.payment.state.typed == 50_000


def test_ux_16_touch_keeps_focus(stand, scan):
    scan(*GOODS)
    screen = stand.screen_
    tiles = screen.catalogue.grid.tiles()
    for widget in (tiles[0], tiles[5], screen.catalogue.chips.chips()[1], screen.cart.lines.rows()[1], screen.cart.cash,
                   screen.payment.entry.quick[1], screen.payment.entry.pad.keys["7"], screen.payment.back):  # fmt: skip
        tap(widget)
        assert home() is screen, widget


def test_ux_17_underpay_blocked(stand, counter, hands, scan):
    scan("HR")
    hands.key(stand, Qt.Key.Key_F8)
    hands.type(home(), "50000")
    hands.filter._settle()
    assert not stand.screen_.payment.primary.isEnabled()

    hands.key(home(), Qt.Key.Key_Return)
    tap(stand.screen_.payment.primary)
    assert (counter.sold, counter.sale.step) == ([], "payment")


def test_ux_18_unknown_code(stand, counter, scan):
    scan("8930000000996")
    assert (counter.toasts[-1].kind, counter.questions) == (ToastKind.WARN, [])

    scan("BM")
    assert counter.lines() == [("Bánh mì thịt nướng", ONE)]


def test_ux_12_scan_in_text(stand, counter, hands, scan):
    hands.key(stand, Qt.Key.Key_F3)
    hands.type(home(), "tra")
    assert (home(), stand.top.search.text()) == (stand.top.search, "tra")
    scan("BM")

    assert stand.top.search.text() == "tra"
    assert counter.lines() == [("Bánh mì thịt nướng", ONE)]


def test_ux_13_enter_safe(stand, counter, hands, scan):
    scan("HR")
    stand.screen_.cart.pay.setFocus()
    scan("BM")
    assert counter.sale.step == "sale"

    hands.key(stand, Qt.Key.Key_F9)
    stand.screen_.payment.primary.setFocus()
    scan("BM")
    assert (counter.sold, len(counter.lines())) == ([], 2)


def test_ux_20_tab_order(stand, counter, hands, scan, card):
    scan("HR", card)
    stops = []
    hands.key(stand, Qt.Key.Key_F3)
    while home() not in stops:
        stops.append(home())
        hands.key(home(), Qt.Key.Key_Tab)
    screen = stand.screen_
    wanted = [
        stand.top.search, screen.catalogue.chips.chips()[0], screen.catalogue.grid.tiles()[0], screen.cart.strip,
        screen.cart.offers.buttons()[0], screen.cart.cash, screen.cart.pay, stand.bar.key(Action.NEW_ORDER),
    ]  # fmt: skip
    places = [stops.index(widget) for widget in wanted]
    assert places == sorted(places)


def test_letters_typed_on_sale_go_to_the_search(stand, counter, hands, qtbot):
    hands.type(stand.screen_, "f")
    qtbot.waitUntil(lambda: stand.top.search.text() == "f")
    hands.type(home(), "lan")
    qtbot.waitUntil(lambda: len(counter.sale.view.tiles) == 1)
    hands.key(home(), Qt.Key.Key_Return)

    assert counter.lines() == [("Bánh flan caramel", ONE)]
    assert (stand.top.search.text(), home()) == ("", stand.screen_)
    assert len(counter.sale.view.tiles) == 17


def test_escape_leaves_the_search_and_enter_without_a_hit_adds_nothing(stand, counter, hands):
    hands.key(stand, Qt.Key.Key_F3)
    hands.type(home(), "banhh")
    hands.key(home(), Qt.Key.Key_Return)
    assert (counter.lines(), home()) == ([], stand.top.search)

    hands.key(home(), Qt.Key.Key_Escape)
    assert (stand.top.search.text(), home()) == ("", stand.screen_)


def test_the_keys_of_the_selected_line(stand, counter, hands, scan, qtbot):
    scan("CFSD", "BM")
    hands.key(stand.screen_, Qt.Key.Key_Up)
    hands.key(stand.screen_, "+")
    qtbot.waitUntil(lambda: counter.lines()[0][1] == 2 * ONE)
    hands.key(stand.screen_, "-")
    qtbot.waitUntil(lambda: counter.lines()[0][1] == ONE)
    hands.key(stand.screen_, Qt.Key.Key_Delete)
    assert counter.lines() == [("Bánh mì thịt nướng", ONE)]

    hands.key(stand.screen_, Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert counter.lines() == [("Cà phê sữa đá", ONE), ("Bánh mì thịt nướng", ONE)]


def test_f2_digits_enter_set_the_quantity(stand, counter, hands, scan):
    scan("CFSD")
    hands.key(stand, Qt.Key.Key_F2)
    assert stand.screen_.entry.isVisible()
    hands.type(home(), "12")
    hands.key(home(), Qt.Key.Key_Return)

    assert (counter.lines(), home()) == ([("Cà phê sữa đá", 12 * ONE)], stand.screen_)
    hands.key(stand, Qt.Key.Key_F2)
    hands.key(home(), Qt.Key.Key_Escape)
    assert (stand.screen_.entry.isVisible(), counter.sale.view.entry) == (False, None)


def test_a_code_over_the_number_adds_its_item_and_closes_it(stand, counter, hands, scan):
    scan("CFSD")
    hands.key(stand, Qt.Key.Key_F6)
    scan("BM")

    assert (len(counter.lines()), stand.screen_.entry.isVisible(), home()) == (2, False, stand.screen_)


def test_f4_digits_enter_attach_a_known_member(stand, counter, hands, card):
    hands.key(stand, Qt.Key.Key_F4)
    assert home() is stand.screen_.member.field
    hands.type(home(), "5234")
    hands.key(home(), Qt.Key.Key_Return)

    assert (counter.sale.view.member.name, home()) == (NAME, stand.screen_)


def test_f4_a_new_phone_and_enter_enrol(stand, counter, hands):
    hands.key(stand, Qt.Key.Key_F4)
    hands.type(home(), "0933444555")
    hands.key(home(), Qt.Key.Key_Return)

    assert counter.sale.basket.member.row.phone == "•••• 555"
    assert not stand.screen_.member.isVisible()


def test_a_new_member_by_touch_alone(stand, counter, qtbot):
    tap(stand.screen_.cart.strip)
    sheet = stand.screen_.member
    for digit in "0933444555":
        tap(sheet.pad.keys[digit])
    qtbot.waitUntil(sheet.form.isVisible)
    assert not sheet.form.consent.isChecked()
    tap(sheet.form.consent)
    tap(sheet.form.verb)

    assert counter.sale.basket.member.row.phone == "•••• 555"
    assert counter.shop.count("consent", "given = 1") == 1


def test_escape_gives_an_enrolment_up(stand, counter, hands, qtbot):
    hands.key(stand, Qt.Key.Key_F4)
    hands.type(home(), "0933444555")
    qtbot.waitUntil(stand.screen_.member.form.isVisible)
    hands.key(home(), Qt.Key.Key_Escape)

    assert (stand.screen_.member.isVisible(), counter.member.is_open, home()) == (False, False, stand.screen_)
    assert counter.shop.count("enrolment_step", "step = 'abandoned'") == 1


def test_alt_and_a_digit_choose_the_means_of_payment(stand, counter, hands, scan, qtbot):
    scan("HR")
    hands.key(stand, Qt.Key.Key_F9)
    hands.key(home(), Qt.Key.Key_3, modifiers=Qt.KeyboardModifier.AltModifier)
    assert counter.payment.state.method is TenderKind.CARD
    assert stand.screen_.payment.methods[2].isChecked()
    tap(stand.screen_.payment.methods[2])
    assert stand.screen_.payment.methods[2].isChecked()

    hands.key(home(), Qt.Key.Key_Return)
    assert stand.screen_.payment.waiting.isVisible()
    hands.key(home(), Qt.Key.Key_Escape)
    assert counter.sale.step == "payment"
    qtbot.waitUntil(lambda: counter.payment.view.primary_key == "Enter")
    hands.key(home(), Qt.Key.Key_Return)
    assert counter.sold[0].tenders[0].kind is TenderKind.CARD


def test_enter_on_a_finished_sale_does_nothing_and_f1_goes_on(stand, counter, hands, scan):
    scan("HR")
    hands.key(stand, Qt.Key.Key_F8)
    for _press in range(3):
        hands.key(home(), Qt.Key.Key_Return)
    assert (counter.sale.step, len(counter.sold)) == ("done", 1)

    hands.key(stand, Qt.Key.Key_F1)
    assert (counter.sale.step, counter.questions, home()) == ("sale", [], stand.screen_)


def test_a_tile_tapped_twice_counts_two_and_only_its_row_is_painted(stand, counter, scan, qtbot):
    scan("BM", "HR")
    tiles = {tile.view.name: tile for tile in stand.screen_.catalogue.grid.tiles()}
    tap(tiles["Trà đào cam sả"])
    rows = stand.screen_.cart.lines.rows()
    qtbot.waitUntil(lambda: all(row.paints for row in rows))
    QApplication.processEvents()
    still, last = rows[0].paints, rows[2].paints
    tap(tiles["Trà đào cam sả"])
    qtbot.waitUntil(lambda: rows[2].paints > last)

    assert counter.lines()[-1] == ("Trà đào cam sả", 2 * ONE)
    assert tiles["Trà đào cam sả"].view.count == "2"
    assert rows[0].paints == still


def test_a_language_switched_live_reaches_every_part(stand, counter, hands, scan, card):
    scan(*GOODS, card)
    hands.key(stand, Qt.Key.Key_F9)
    set_language("en")
    try:
        for widget in (stand, *stand.findChildren(QWidget)):
            QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
        shown = [button.text() for button in stand.findChildren(Button) if button.isVisible()]
        assert {"Complete", "Back", "Cash", "Discount"} <= set(shown)
        assert counter.sale.view.totals.due.amount == "238,000\u00a0₫"
        assert stand.screen_.payment.due.text() == "238,000\u00a0₫"
    finally:
        set_language("vi")


def test_a_key_that_is_grey_on_the_bar_does_nothing(stand, counter, scan):
    def state():
        return counter.sale.view, len(counter.toasts), len(counter.questions), counter.member.is_open

    dead = set()
    for step in (lambda: None, lambda: scan("HR"), counter.payment.open, counter.payment.complete):
        step()
        for binding in BAR:
            if not counter.sale.allows(binding.action):
                before = state()
                stand.screen_.act(binding.action)
                assert state() == before, binding
                dead.add(binding.action)
    assert {Action.QUANTITY, Action.REDEEM, Action.DISCOUNT, Action.PRICE_CHECK, Action.HOLD} == dead


def test_the_selected_line_stays_in_sight_when_a_member_takes_room(stand, counter, scan, qtbot, card):
    scan(*GOODS)
    lines = stand.screen_.cart.lines
    assert lines.verticalScrollBar().maximum() == 0
    scan("NS", card)
    qtbot.waitUntil(lambda: lines.verticalScrollBar().maximum() > 0)
    last = lines.rows()[-1]

    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect() == last.rect())
