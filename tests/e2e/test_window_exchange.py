"""Goods exchanged at the real window, by keys alone: marked on the receipt, paid for on the sale, printed twice."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.app.hands import wait_until
from pos_desktop.ui.receipts.screen import ReceiptsScreen
from printing.virtual.machine import VirtualPrinter
from tests.support.live_till import F1


def test_a_thing_is_exchanged_for_another(start):
    with VirtualPrinter() as paper:
        till = start(printer=paper.uri)
        till.sign_in("Hoa")
        till.wait_for_sale()
        dear, cheap = till.codes(2)
        till.scan(dear)
        till.pay()
        wait_until(lambda: paper.jobs, "the first receipt")
        till.hands.key(F1)
        till.window.menu.offices["receipts"].trigger()
        wait_until(lambda: till.is_on(ReceiptsScreen), "receipts")
        screen = till.window.area.currentWidget()
        wait_until(lambda: screen.panel.lines, "a receipt")
        screen.panel.lines[0].more.click()
        wait_until(screen.panel.exchange.isEnabled, "both legs")
        screen.panel.reason.edit.setFocus()
        till.hands.type("doi loai")
        QTest.keyClick(till.window.windowHandle(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        till.wait_for_sale()
        wait_until(lambda: till.order.exchange is not None, "the exchange")
        till.scan(cheap)
        till.pay()
        sale = till.rows("SELECT * FROM sale ORDER BY at DESC LIMIT 1")[0]
        refund = till.rows("SELECT * FROM refund")[-1]
        assert (refund["way"], refund["reason"]) == ("exchange", "doi loai")
        assert refund["money"] >= sale["due"] == sale["paid"]
        wait_until(lambda: len(paper.jobs) >= 3, "the new receipt and the paper of the refund")
