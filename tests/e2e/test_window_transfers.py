"""Transfers through the real window, with a bank on this machine: one received, one short, one late."""

import pytest

from pos_desktop.app.hands import wait, wait_until
from pos_desktop.gateways.banking.tellers import Teller
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.shop.banking import Account, ChangeAccount
from pos_desktop.ui.payment.controller import DOUBLE_TAP_MS
from tests.support.fake_bank import TOKEN, fake_bank
from tests.support.paper import last_sale, tenders_of


@pytest.fixture
def bank():
    with fake_bank() as bank:
        yield bank


@pytest.fixture
def till(start, bank):
    till = start()
    till.begin()
    desk = till.desk
    account = Account("970436", "0881000458086", "QUAN MOC", Teller.SEPAY, bank.address)
    desk.banking.change(ChangeAccount("set-up", account, desk.people.by_name("Mộc").id, TOKEN))
    return till


def asked(till):
    """Scan something and ask for a transfer; gives the code and what is due."""
    till.scan(till.codes()[0])
    wait(DOUBLE_TAP_MS)  # a tap so soon after the last question is no tap
    till.payment.open(TenderKind.BANK_QR)
    till.payment.primary()
    wait_until(lambda: till.payment.state.awaited is not None, "the code")
    return till.payment.state.awaited.code, till.payment.state.due


def test_one_received_one_short_and_one_late(till, bank):
    code, due = asked(till)
    bank.pay(due, f"MBVCB {code}")
    till.payment.check()
    wait_until(lambda: till.sale.step == "done", "the sale")
    sale = last_sale(till.folder)
    assert [(t["kind"], t["amount"], t["ref"]) for t in tenders_of(till.folder, sale["id"])] == [("bank_qr", due, code)]

    code, due = asked(till)
    bank.pay(due - 1_000, code)
    till.payment.check()
    wait_until(lambda: till.payment.state.waiting is None, "the part")
    assert till.payment.state.left == 1_000
    till.payment.complete()
    wait_until(lambda: till.sale.step == "done", "the rest in cash")
    sale = last_sale(till.folder)
    assert [t["amount"] for t in tenders_of(till.folder, sale["id"])] == [due - 1_000, 1_000]

    code, due = asked(till)
    till.payment.decline()
    wait_until(lambda: till.payment.state.waiting is None, "the refusal")
    bank.pay(due, code)
    till.payment.bank.ask()
    wait_until(lambda: "về muộn" in till.toast, "the warning")
    assert [(one.back, one.code) for one in till.desk.transfers.flagged()] == [(due, code)]
    assert len(bank.asked) >= 3
