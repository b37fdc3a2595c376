"""Paying with what customers hold with the shop: the member's wallet, and gift cards that are scanned."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.loyalty.stored_value import StoredTerms, TopUpBonus
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.members.benefits.stored import BlockStored
from pos_desktop.ui.keys import Action
from tests.support.counter import Counter, Stand, inline
from tests.support.loyal_cafe import PIN, gift_card, wallet, with_pin
from tests.support.shop import MANAGER


@pytest.fixture
def paying(loyal, anh):
    """Her order of 142.000 ₫ being paid; her wallet holds 90.000 ₫."""
    wallet(loyal.shop, anh, 90_000)
    loyal.scan("CFSD", "CFSD", "TS", "BM")
    loyal.sale.attach(loyal.shop.member(anh).row.account_id)
    loyal.payment.open()
    return loyal.payment


@pytest.fixture
def stand_of_loyal(qtbot, dressed, loyal):
    """The selling screen of this café on show."""
    stand = Stand(loyal)
    qtbot.addWidget(stand)
    stand.resize(1024, 768)
    stand.show()
    return stand


def in_wallet(loyal, anh):
    return loyal.shop.desk.stored.wallet_of(loyal.shop.member(anh).row.account_id).total


def tenders(sale):
    return [(tender.kind, tender.amount) for tender in sale.tenders]


def test_the_wallet_pays_what_it_has_and_the_rest_is_left_to_another_means(paying, loyal, anh):
    paying.choose(TenderKind.WALLET)
    assert (paying.state.amount, paying.view.primary) == (90_000, "Trừ ví trả trước 90.000\u00a0₫")
    assert (paying.view.change.label, paying.view.change.value) == ("Còn lại", "52.000\u00a0₫")
    paying.primary()
    assert (paying.state.left, paying.state.method) == (52_000, TenderKind.CASH)
    assert in_wallet(loyal, anh) == 90_000, "nothing leaves the wallet before the sale is written"

    paying._since.invalidate()
    paying.primary()
    assert tenders(loyal.sold[0]) == [(TenderKind.WALLET, 90_000), (TenderKind.CASH, 52_000)]
    assert in_wallet(loyal, anh) == 0


def test_the_tile_tells_what_the_wallet_holds(paying):
    assert [tile.detail for tile in paying.view.methods if tile.id is TenderKind.WALLET] == ["90.000\u00a0₫"]


def test_a_part_of_the_wallet_can_be_typed_but_never_more_than_it_holds(paying):
    paying.choose(TenderKind.WALLET)
    paying.put(100_000)
    assert (paying.view.error, paying.view.can_primary) == ("Trừ được nhiều nhất 90.000\u00a0₫", False)

    paying.put(40_000)
    paying.primary()
    paying.choose(TenderKind.WALLET)
    assert paying.state.amount == 50_000


def test_what_was_put_down_is_taken_up_again_by_its_cross(paying, loyal):
    paying.choose(TenderKind.WALLET)
    paying.primary()
    assert paying.view.tenders[0].removable
    paying.give_back(0)

    assert (paying.state.taken, paying.state.left) == ((), 142_000)
    assert loyal.shop.count("pending_tender", "state = 'confirmed'") == 0


def test_without_a_wallet_the_tile_says_what_to_do(loyal):
    loyal.scan("HR")
    loyal.payment.open()
    loyal.payment.choose(TenderKind.WALLET)

    assert loyal.payment.view.error.startswith("Chưa có ví trả trước.")
    assert not loyal.payment.view.can_primary


def test_an_empty_wallet_says_so(paying):
    paying.choose(TenderKind.WALLET)
    paying.primary()
    paying.choose(TenderKind.WALLET)

    assert paying.view.error == "Ví đã hết tiền. Thu phần còn lại bằng hình thức khác."


def test_above_the_days_limit_the_wallet_asks_for_the_pin(loyal, anh):
    wallet(loyal.shop, anh, 200_000)
    with_pin(loyal.shop, anh)
    loyal.scan("HR")
    loyal.sale.attach(loyal.shop.member(anh).row.account_id)
    loyal.payment.open()
    loyal.payment.choose(TenderKind.WALLET)
    loyal.payment.primary()
    loyal.payment.complete()
    assert (loyal.sold, loyal.proving.view.has_pad, loyal.payment.state.error != "") == ([], True, True)

    for digit in PIN:
        loyal.proving.type(digit)
    assert loyal.payment.state.error == "", "what was asked for was given"
    loyal.payment.complete()
    assert tenders(loyal.sold[0]) == [(TenderKind.WALLET, 125_000)]


def test_a_scanned_gift_card_pays_no_more_than_is_due(loyal):
    code = gift_card(loyal.shop, 200_000)
    loyal.scan("HR")
    loyal.payment.open()
    loyal.sale.scan(code)
    assert (loyal.payment.state.left, loyal.sold) == (0, []), "a scan never completes a sale"
    assert loyal.payment.view.tenders[0].label == f"Thẻ quà {code[9:13]}"
    loyal.sale.scan(code)
    assert loyal.said == "Thẻ này đã dùng cho đơn này."

    loyal.payment.complete()
    assert tenders(loyal.sold[0]) == [(TenderKind.GIFT_CARD, 125_000)]
    assert loyal.shop.desk.stored.find(code).total == 75_000


@pytest.mark.parametrize(("fault", "words"), [("blocked", "đang bị khoá"), ("empty", "Không đủ tiền"),
                                              ("forged", "không phải")])  # fmt: skip
def test_a_card_that_cannot_pay_says_why(loyal, fault, words):
    code = gift_card(loyal.shop, 50_000)
    if fault == "blocked":
        card = loyal.shop.desk.stored.find(code)
        loyal.shop.desk.stored.block(BlockStored("b", card.id, True, "mất", loyal.shop.person(MANAGER).id))
    loyal.scan("HR")
    loyal.payment.open()
    if fault == "empty":
        loyal.sale.scan(code)
        loyal.payment._since.invalidate()
        loyal.payment.primary()
        loyal.scan("HR")
        loyal.payment.open()
    before = len(loyal.payment.state.taken)
    loyal.sale.scan(code[:-1] + str((int(code[-1]) + 1) % 10) if fault == "forged" else code)

    assert (words in loyal.said, len(loyal.payment.state.taken)) == (True, before)


def test_after_a_crash_what_was_put_down_is_there_again(loyal, cafe):
    code = gift_card(cafe, 50_000)
    loyal.scan("HR")
    loyal.payment.open()
    loyal.sale.scan(code)
    cafe.reopen()
    again = Counter(cafe, inline())
    again.sale.recover()
    again.payment.open()

    assert again.payment.state.left == 75_000
    again.payment.complete()
    assert tenders(again.sold[0]) == [(TenderKind.GIFT_CARD, 50_000), (TenderKind.CASH, 75_000)]


def test_an_order_that_is_given_up_takes_nothing(loyal):
    code = gift_card(loyal.shop, 50_000)
    loyal.scan("HR")
    loyal.payment.open()
    loyal.sale.scan(code)
    loyal.payment.close()
    loyal.sale.new_order()
    ((question, accept),) = loyal.questions
    assert not any("trả lại khách trước" in line for line in question.lines)
    accept()

    assert loyal.shop.desk.stored.find(code).total == 50_000
    assert loyal.shop.count("pending_tender", "state = 'confirmed'") == 0


def test_a_top_up_is_a_line_that_earns_nothing_and_fills_the_wallet(loyal, anh):
    loyal.sale.attach(loyal.shop.member(anh).row.account_id)
    loyal.member.open()
    loyal.member.top_up()
    loyal.sale.entries.type("5000")
    loyal.sale.entries.confirm()
    assert loyal.sale.view.entry.error
    loyal.sale.entries.erase(everything=True)
    loyal.sale.entries.preset("100000")
    assert (loyal.sale.basket.due, loyal.sale.view.entry, loyal.sale.view.totals.note) == (100_000, None, "")

    loyal.payment.open()
    loyal.payment.primary()
    assert in_wallet(loyal, anh) == 100_000


def test_the_bonus_is_told_before_it_is_paid(loyal, anh):
    bonuses = (TopUpBonus("a", "Nạp 500", 500_000, bonus=50_000), TopUpBonus("b", "Nạp 1tr", 1_000_000, percent=2_000))
    loyal.shop.under(stored=StoredTerms(bonuses=bonuses))
    loyal.sale.begin()
    loyal.sale.attach(loyal.shop.member(anh).row.account_id)
    entries = loyal.sale.entries
    entries.ask_top_up()
    assert loyal.sale.view.entry.hint.endswith("Nạp từ 500.000\u00a0₫ tặng thêm 50.000\u00a0₫")
    entries.type("500000")
    assert loyal.sale.view.entry.hint == "Tặng thêm 50.000\u00a0₫"
    entries.erase(everything=True)
    entries.type("1000000")
    assert loyal.sale.view.entry.hint == "Tặng thêm 200.000\u00a0₫"
    entries.confirm()

    pay(loyal)
    assert in_wallet(loyal, anh) == 1_200_000


def pay(loyal):
    loyal.payment.open()
    loyal.payment.primary()


def test_a_guest_buys_a_gift_card_by_its_key_and_its_code_is_printed(loyal, stand_of_loyal):
    QTest.keyClick(stand_of_loyal.screen_, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert loyal.sale.view.entry.title == "Thẻ quà tặng"
    loyal.sale.entries.type("9999")
    loyal.sale.entries.confirm()
    assert (loyal.sale.view.entry.error != "", loyal.sale.basket.due) == (True, 0)
    loyal.sale.entries.preset("200000")
    assert (loyal.sale.basket.due, loyal.sale.view.entry) == (200_000, None)

    pay(loyal)
    ((money, owner),) = loyal.shop.rows("SELECT money, account_id FROM stored_card WHERE kind = 'gift_card'")
    assert (money, owner) == (200_000, None)


def test_a_gift_card_on_the_order_is_one_or_none(loyal, stand_of_loyal):
    loyal.scan("HR")
    loyal.sale.entries.ask_gift_card()
    loyal.sale.entries.preset("200000")
    goods, card = stand_of_loyal.screen_.cart.lines.rows()
    assert [button.isHidden() for button in card.buttons()] == [True, True, False]

    loyal.sale.step_qty(1)
    loyal.sale.entries.ask_quantity()
    assert "Số lượng này" in loyal.said
    assert (loyal.sale.basket.order.lines[1].qty, loyal.sale.view.entry) == (1_000, None)
    assert (loyal.sale.allows(Action.QUANTITY), loyal.sale.allows(Action.REMOVE_LINE)) == (False, True)
    loyal.sale.select(loyal.sale.basket.order.lines[0].key)
    assert [button.isHidden() for button in goods.buttons()] == [False, False, False]


def test_a_gift_card_that_is_scanned_meanwhile_is_loaded(loyal):
    code = gift_card(loyal.shop, 50_000)
    loyal.sale.entries.ask_gift_card()
    loyal.sale.scan(code)
    assert loyal.sale.view.entry.subject == f"Thẻ {code[9:13]}, còn 50.000\u00a0₫"
    assert "đến 9.950.000\u00a0₫" in loyal.sale.view.entry.hint
    loyal.sale.entries.type("9960000")
    loyal.sale.entries.confirm()
    assert loyal.sale.view.entry.error, "a card holds no more than the shop allows"
    loyal.sale.entries.erase(everything=True)
    loyal.sale.entries.preset("100000")

    pay(loyal)
    assert loyal.shop.desk.stored.find(code).total == 150_000


def test_a_blocked_gift_card_is_not_loaded(loyal):
    code = gift_card(loyal.shop, 50_000)
    card = loyal.shop.desk.stored.find(code)
    loyal.shop.desk.stored.block(BlockStored("b", card.id, True, "mất", loyal.shop.person(MANAGER).id))
    loyal.sale.entries.ask_gift_card()
    loyal.sale.scan(code)

    assert ("đang bị khoá" in loyal.said, loyal.sale.entries.entry.card) == (True, "")


def test_the_next_customer_buys_a_gift_card_after_a_finished_sale(loyal):
    loyal.scan("HR")
    pay(loyal)
    assert loyal.sale.step == "done"
    loyal.sale.entries.ask_gift_card()
    loyal.sale.entries.preset("100000")

    assert (loyal.sale.step, loyal.sale.basket.due) == ("sale", 100_000)
