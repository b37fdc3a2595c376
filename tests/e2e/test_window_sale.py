"""A sale to a member through the real window: every step a key event, the paper compared with the file."""

import pytest
from PySide6.QtCore import Qt

from pos_desktop.app.hands import wait, wait_until
from pos_desktop.ui.scanner import ECHO_MS
from printing.virtual.machine import VirtualPrinter
from tests.support.live_till import F1, F5, F8, F10, F12
from tests.support.paper import last_sale, lines_of, read_receipt, tenders_of, written


@pytest.fixture
def paper():
    with VirtualPrinter() as printer:
        yield printer


def test_three_items_and_a_member_in_exact_cash(start, paper):
    till = start(printer=paper.uri)
    till.begin()
    codes = till.codes()

    till.scan(*codes)
    till.scan_member(till.card())
    till.pay()

    sale = last_sale(till.folder)
    lines = lines_of(till.folder, sale["id"])
    assert [line["qty"] for line in lines] == [1000] * 3
    assert sale["due"] == sum(line["amount"] for line in lines) == sale["paid"]
    assert (sale["points"], sale["change"]) == (0, 0)
    assert sale["account_id"] is not None
    assert sale["earned"] > 0
    assert [tender["amount"] for tender in tenders_of(till.folder, sale["id"])] == [sale["due"]]
    receipt = read_receipt(till.desk, paper.wait_for_jobs(2))
    for amount in (sale["due"], sale["paid"], sale["earned"], *(line["gross"] for line in lines)):
        assert written(amount) in receipt.text
    assert f"{till.desk.till.register.code}-{sale['number']:06d}" in receipt.text
    assert "MẪU" in receipt.text
    assert (len(receipt.code), receipt.drawer_pulses) == (32, 1)


def test_the_same_with_points(start, paper):
    till = start(printer=paper.uri)
    till.begin()
    till.scan(*till.codes())
    till.scan_member(till.card())
    before = till.sale.basket.due

    till.hands.key(F5)
    redeemed = till.sale.basket.points
    till.pay()

    sale = last_sale(till.folder)
    assert redeemed > 0
    assert sale["points"] == redeemed
    assert sale["due"] == before - sale["points_value"] < before
    receipt = read_receipt(till.desk, paper.wait_for_jobs(2))
    for amount in (sale["due"], sale["points"], sale["points_value"], sale["earned"]):
        assert written(amount) in receipt.text


def test_a_note_of_500_000_gives_change(start):
    till = start()
    till.begin()
    till.scan(till.codes()[0])
    till.hands.key(F8)
    till.hands.type("5000000")
    till.complete()

    sale = last_sale(till.folder)
    assert (sale["paid"], sale["change"]) == (5_000_000, 5_000_000 - sale["due"])


def test_f8_and_enter_right_behind_a_scan_complete_the_sale(start):
    till = start()
    till.begin()
    till.hands.scan(till.codes()[0], then_wait=20)
    till.hands.key(F8, then_wait=20)

    till.complete()

    assert len(lines_of(till.folder, last_sale(till.folder)["id"])) == 1


def test_a_scanners_enter_never_pays_and_a_persons_does(start):
    till = start()
    till.begin()
    first, second, *_ = till.codes()
    till.scan(first)
    till.hands.key(F8)

    till.scan(second)
    assert (till.sale.step, len(till.order.lines)) == ("payment", 2)

    wait(ECHO_MS)
    till.complete()
    assert len(lines_of(till.folder, last_sale(till.folder)["id"])) == 2


def test_the_next_scan_after_a_sale_opens_the_next_one(start):
    till = start()
    till.begin()
    codes = till.codes()
    till.scan(codes[0])
    till.pay()

    till.hands.scan(codes[1])

    assert (till.sale.step, len(till.order.lines)) == ("sale", 1)


def test_an_unknown_code_says_so_and_the_next_scan_works(start):
    till = start()
    till.begin()
    till.hands.scan("99999999999994")
    assert till.toast
    till.scan(till.codes()[0])
    assert till.toast == ""


def test_a_lock_keeps_the_order_for_the_next_cashier(start):
    till = start()
    till.begin()
    till.scan(*till.codes(2))
    before = till.order.lines

    till.hands.key(F12)
    till.hands.scan(till.codes()[2])
    till.sign_in("Minh")
    till.wait_for_sale()

    assert till.order.lines == before
    assert till.sale.person.name == "Minh"
    till.pay()
    seller = till.rows("SELECT name FROM staff WHERE id = ?", last_sale(till.folder)["staff_id"])[0]["name"]
    assert seller == "Minh"


def test_a_new_order_puts_the_other_aside_and_two_keys_bring_it_back(start):
    till = start()
    till.begin()
    till.scan(till.codes()[0])
    lines = till.order.lines
    till.hands.key(F1)
    wait_until(lambda: till.order.is_empty and not till.sale.is_closing, "an empty order")
    assert not till.window.is_asking
    till.hands.key(Qt.Key.Key_F7)
    wait_until(till.program.flow.selling.hands.held.view.rows.__len__, "what waits")
    till.hands.enter()
    wait_until(lambda: till.order.lines == lines, "the order again")
    assert till.rows("SELECT count(*) AS n FROM open_order WHERE state = 'held'")[0]["n"] == 0


def test_f10_prints_a_copy_that_says_so_and_opens_no_drawer(start, paper):
    till = start(printer=paper.uri)
    till.begin()
    till.scan(till.codes()[0])
    till.pay()
    paper.wait_for_jobs(2)

    till.hands.key(F10)
    jobs = paper.wait_for_jobs(3)

    assert till.rows("SELECT max(copy) AS n FROM outbox")[0]["n"] == 1
    assert jobs[2] != jobs[1]
    assert len(paper.printed().drawer_pulses) == 1


def test_language_and_theme_switch_while_an_order_is_open(start, qapp):
    from pos_desktop.ui.language import switch_language
    from pos_desktop.wording import in_language

    till = start()
    till.begin()
    till.scan(till.codes()[0])
    english = in_language("en").gettext
    try:
        for choice in ("en", "dark"):
            till.window.menu.action(choice).trigger()
        assert till.sale.view.totals.due.label == english("Khách phải trả")
        assert till.program.look.theme.dark
        assert len(till.order.lines) == 1
        till.window.menu.action("vi").trigger()
        assert till.sale.view.totals.due.label == "Khách phải trả"
        till.pay()
    finally:
        switch_language(qapp, "vi")


def test_an_empty_folder_asks_and_a_new_shop_can_be_made_and_opened(qapp, tmp_path):
    from pos_desktop.ui.welcome.screen import WelcomeScreen
    from tests.support.live_till import LiveTill, wait_until

    till = LiveTill(tmp_path / "new")
    try:
        wait_until(lambda: till.is_on(WelcomeScreen), "welcome")
        screen = till.window.area.currentWidget()
        screen.new.verb.click()
        for text in ("Quan Sen", "Sen", "482615", "482615"):
            till.hands.type(text)
            till.hands.key(Qt.Key.Key_Tab)
        screen.form.verb.click()
        wait_until(lambda: not till.is_on(WelcomeScreen), "login", patience_ms=30_000)
        till.sign_in("Sen", "482615")
        till.open_shift()
        assert till.desk.till.shop.name == "Quan Sen"
        assert not till.desk.till.shop.is_sample
    finally:
        till.close()
