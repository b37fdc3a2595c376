"""Rewards, proofs, claims and prepaid money under a cashier's hands, and how they fit every panel."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos_desktop.selling.order import OrderType
from pos_desktop.selling.tenders import TenderKind
from tests.support.counter import Counter, Stand, ean, inline
from tests.support.loyal_cafe import PIN, enrich, gift_card, voucher, wallet, with_pin
from tests.support.shop import Shop, copy_of
from tests.ui.tour import LONG, EveryState, on_panel, panel_name

PANELS = (
    (1024, 768, 1.0, "vi", "light"), (1024, 768, 1.0, "en", "dark"), (1920, 1080, 1.25, "vi", "dark"),
)  # fmt: skip
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot, dressed, loyal, hands):
    """The selling screen of the café with every kind of reward."""
    made = Stand(loyal)
    qtbot.addWidget(made)
    made.resize(1024, 768)
    hands.filter.scanned.connect(loyal.sale.scan)
    made.show()
    made.activateWindow()
    made.screen_.go_home()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made.screen_)
    return made


def tap(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def home():
    return QApplication.focusWidget()


def scan(hands, window, *codes):
    for code in codes:
        hands.clock.now += 1_000
        hands.scan(home() or window, code if code.isdigit() else ean(code))


@pytest.fixture
def order(window, loyal, hands, anh):
    """Her order, found by name."""
    scan(hands, window, "CFSD", "TS", "BM")
    loyal.sale.attach(loyal.shop.member(anh).row.account_id)
    return loyal.sale


def test_a_tap_on_a_chip_takes_it_and_its_cross_gives_it_back(window, order):
    chips = window.screen_.cart.offers.buttons()
    tap(chips[1])
    (row,) = window.screen_.cart.lines.rewards()
    assert (row.view.label, order.basket.order.rewards) == ("Miễn phí một ly trà", ("tea",))

    tap(row.buttons()[0])
    assert order.basket.order.rewards == ()
    assert home() is window.screen_


def test_the_last_button_opens_the_panel_where_all_of_them_are(window, order, loyal):
    tap(window.screen_.cart.offers.buttons()[-1])
    details = window.screen_.member.details
    assert (details.isVisible(), len(details.usable.buttons())) == (True, 4)

    QApplication.processEvents()
    tap(details.usable.buttons()[2])
    assert order.basket.order.rewards == ("mug",)
    assert window.screen_.member.isVisible()


def test_the_pin_is_typed_at_the_keyboard_over_any_sheet(window, order, loyal, hands, anh):
    with_pin(loyal.shop, anh)
    scan(hands, window, "HR", "HR")
    hands.key(window, Qt.Key.Key_F5)
    assert window.screen_.pin.isVisible()
    hands.type(home(), PIN)
    hands.filter._settle()

    assert (order.basket.points, window.screen_.pin.isVisible(), home()) == (1_240, False, window.screen_)


def test_the_pin_by_touch_and_escape_gives_it_up(window, order, loyal, hands, anh):
    with_pin(loyal.shop, anh)
    scan(hands, window, "HR", "HR")
    hands.key(window, Qt.Key.Key_F5)
    for digit in PIN[:3]:
        tap(window.screen_.pin.pad.keys[digit])
    assert window.screen_.pin._dots.typed == 3
    hands.key(home(), Qt.Key.Key_Escape)
    assert (window.screen_.pin.isVisible(), loyal.proving.view, home()) == (False, None, window.screen_)

    hands.key(window, Qt.Key.Key_F5)
    for digit in PIN:
        tap(window.screen_.pin.pad.keys[digit])
    assert order.basket.points == 1_240


def test_an_explanation_lies_over_the_panel_and_goes_back_to_it(window, order, hands):
    hands.key(window, Qt.Key.Key_F4)
    tap(window.screen_.member.details.why)
    assert window.screen_.why.isVisible()
    hands.key(home(), Qt.Key.Key_Escape)

    assert (window.screen_.why.isVisible(), window.screen_.member.isVisible()) == (False, True)
    assert window.screen_.member.isAncestorOf(home()) or home() is window.screen_.member
    hands.key(home(), Qt.Key.Key_Escape)
    assert home() is window.screen_


def test_control_p_prints_the_explanation(window, order, hands, loyal):
    hands.key(window, Qt.Key.Key_F4)
    tap(window.screen_.member.details.why)
    hands.key(home(), Qt.Key.Key_P, modifiers=Qt.KeyboardModifier.ControlModifier)

    assert loyal.shop.count("outbox", "kind = 'slip'") == 1


def test_the_kind_of_order_by_touch_and_by_keys(window, loyal, hands):
    types = window.screen_.catalogue.order_types.buttons()
    assert [button.isChecked() for button in types] == [False, True, False]
    tap(types[0])
    assert loyal.sale.basket.order.order_type is OrderType.DINE_IN
    tap(types[0])
    assert [button.isChecked() for button in types] == [True, False, False]

    hands.key(home(), Qt.Key.Key_3, modifiers=ALT)
    assert loyal.sale.basket.order.order_type is OrderType.DELIVERY
    assert [button.isChecked() for button in types] == [False, False, True]


def test_a_campaigns_word_is_typed_and_taken_with_enter(window, order, hands, qtbot):
    hands.type(window.screen_, "tet2026")
    hands.key(home(), Qt.Key.Key_Return)

    assert [held.code for held in order.basket.order.vouchers] == ["TET2026"]
    assert (window.top.search.text(), home()) == ("", window.screen_)


def test_a_voucher_and_a_gift_card_are_scanned_wherever_the_focus_is(window, order, hands, loyal):
    scan(hands, window, voucher(loyal.shop, "next"), "HR", voucher(loyal.shop, "next"))
    assert len(order.basket.order.vouchers) >= 1
    hands.key(window, Qt.Key.Key_F9)
    scan(hands, window, gift_card(loyal.shop, 50_000))

    assert [tender.kind for tender in loyal.payment.state.tenders] == [TenderKind.GIFT_CARD]
    assert loyal.payment.state.typed is None


def test_the_wallet_by_key_and_enter(window, order, hands, loyal, anh):
    wallet(loyal.shop, anh, 60_000)
    hands.key(window, Qt.Key.Key_F9)
    hands.key(home(), Qt.Key.Key_5, modifiers=ALT)
    assert window.screen_.payment.methods[4].isChecked()
    hands.key(home(), Qt.Key.Key_Return)
    assert loyal.payment.state.left == 53_000

    hands.key(home(), Qt.Key.Key_Return)
    assert [tender.kind for tender in loyal.sold[0].tenders] == [TenderKind.WALLET, TenderKind.CASH]


def test_f4_on_a_guests_finished_sale_looks_for_its_member(window, hands, loyal, anh):
    scan(hands, window, "HR")
    hands.key(window, Qt.Key.Key_F8)
    hands.key(home(), Qt.Key.Key_Return)
    assert window.screen_.done.add_member.isVisible()
    hands.key(window, Qt.Key.Key_F4)
    hands.type(home(), "5234")
    hands.key(home(), Qt.Key.Key_Return)

    assert (loyal.sale.step, window.screen_.done.add_member.isVisible()) == ("done", False)
    assert "Ngọc Ánh" in window.screen_.done.member.text()
    tap(window.screen_.done.why)
    assert window.screen_.why.isVisible()


# every panel


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def tour(request, qapp, cafe_template, tmp_path_factory):
    """A walk through what a loyal member brings, on one panel."""
    shop = Shop(copy_of(cafe_template, tmp_path_factory.mktemp("loyal") / "shop"))
    enrich(shop)
    shop.enrolled(LONG, "0912345999")
    shop.granted(LONG, 912_345)
    wallet(shop, LONG, 9_240_000)
    with_pin(shop, LONG)
    with on_panel(qapp, request.param) as show:
        made = show(Stand(counter := Counter(shop, inline())).teach())
        for walk in (_take, _prove, _pay, _claim):
            walk(made, counter)
        yield made
    shop.close()


def _take(tour, counter):
    sale = counter.sale
    counter.scan("CFSD", "TS", "BF", "BF")
    sale.set_order_type(OrderType.DINE_IN)
    tour.look("an offer of something near")
    sale.attach(counter.shop.member(LONG).row.account_id)
    tour.look("two chips and more")
    counter.member.open()
    tour.look("panel")
    tour.window.screen_.member.details.scrolled.verticalScrollBar().setValue(10_000)
    tour.look("end of the panel")
    counter.member.explain()
    tour.look("why")
    counter.why.close()
    counter.member.close()
    counter.scan("BF", "HR")
    for take in (lambda: sale.take_reward("tea"), lambda: sale.take_reward("mug"), lambda: sale.scan("TET2026"),
                 lambda: sale.redeem(100), lambda: sale.set_order_discount("5%")):  # fmt: skip
        take()
    tour.look("every kind of reduction")
    sale.search("tet2026")
    tour.look("a campaign's word")
    sale.search("")


def _prove(tour, counter):
    counter.scan("BG", "BG")
    counter.sale.take_reward("flask")
    tour.look("pin")
    for digit in "1111":
        counter.proving.type(digit)
    tour.look("wrong pin")
    counter.proving.close()
    counter.proving.set_pin()
    tour.look("the card is waited for")
    counter.proving.close()
    counter.sale.entries.ask_top_up()
    tour.look("top up")
    counter.sale.entries.close()


def _pay(tour, counter):
    payment = counter.payment
    payment.open()
    payment.choose(TenderKind.WALLET)
    payment.put(99_999_999)
    tour.look("more than the wallet holds")
    payment.put(60_000)
    payment.primary()
    for _card in range(3):
        counter.sale.scan(gift_card(counter.shop, 10_000))
    tour.look("four tenders")
    payment._since.invalidate()
    payment.primary()
    assert counter.sold, "the tour must come to a finished sale"
    tour.look("done with a member")


def _claim(tour, counter):
    counter.sale.next_sale()
    counter.scan("HR")
    counter.payment.open()
    counter.payment.primary()
    tour.look("done without one")
    counter.done.add_member()
    tour.look("claim")
    counter.member.close()
    counter.done.explain()
    tour.look("why a sale")


def test_every_state_was_seen(tour):
    assert len(tour.states) == 17


class TestEveryState(EveryState):
    """What a loyal member brings."""


class Strays(QObject):
    """Sees widgets that come up as windows of their own."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_money_that_was_taken_comes_up_in_its_row_not_as_a_window(qapp, window, order, loyal, hands):
    """A window for a blink takes the focus away: Enter and F8 then reach nothing."""
    strays = Strays()
    qapp.installEventFilter(strays)
    try:
        hands.key(window, Qt.Key.Key_F9)
        scan(hands, window, gift_card(loyal.shop, 50_000))
        QApplication.processEvents()
    finally:
        qapp.removeEventFilter(strays)

    assert [one.amount for one in loyal.payment.view.tenders] == ["50.000\u00a0₫"]
    assert strays.seen == []
    assert home() is window.screen_
