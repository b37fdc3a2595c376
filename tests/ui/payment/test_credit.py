"""Buying on credit and paying debts at the screen: within the limit, by right or another's word."""

import pytest

from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.pins import PinHash
from pos_desktop.services.selling.credit import SetLimit
from pos_desktop.services.shop.approvals import Approvals, Approve
from pos_desktop.services.shop.proving import StaffProof
from pos_desktop.ui.sale.entry import Asked
from tests.support.shop import MANAGER, OWNER, PINS, QUICK

DUE = 125_000


@pytest.fixture
def buying(counter):
    """A member with a limit of 200.000 ₫ who buys for 125.000 ₫; the cashier may not lend."""
    shop = counter.shop
    account_id = shop.member("Lan").row.account_id
    shop.desk.credit.set_limit(SetLimit(shop.till.ids(), account_id, 200_000, shop.person(OWNER).id))
    counter.sale.scan(counter.card_of("Lan"))
    counter.scan("HR")
    counter.account = account_id
    return counter


def grant(counter):
    """A manager gives their word at once."""
    till = counter.shop.till

    def ask(wanted, then):
        proof = StaffProof(till, PinHash(till.keys.pepper, QUICK))
        boss = counter.shop.person(MANAGER).id
        command = Approve(till.ids(), wanted.right, wanted.subject, wanted.asked_by, boss, wanted.amount)
        then(Approvals(till, proof).by_pin(command, PINS[MANAGER]))

    counter.sale.approval_wanted.connect(ask)


def test_a_manager_s_word_lets_a_member_owe(buying):
    grant(buying)
    buying.payment.open()
    buying.payment.choose(TenderKind.WALLET)
    view = buying.payment.view
    assert (view.primary, view.brands) == ("Ghi nợ 125.000\u00a0₫", (("Ví trả trước", False), ("Ghi nợ", True)))
    buying.payment.primary()
    assert (buying.payment.view.due, buying.payment.view.tenders[0].removable) == ("0\u00a0₫", True)
    buying.payment.complete()
    assert [(t.kind, t.amount) for t in buying.sold[0].tenders] == [(TenderKind.ON_CREDIT, DUE)]
    assert buying.shop.desk.credit.picture(buying.account).owed == DUE


def test_without_a_word_nothing_is_lent(buying):
    buying.payment.open()
    buying.payment.choose(TenderKind.WALLET)
    buying.payment.primary()
    assert buying.payment.state.taken == ()


def test_no_more_is_lent_than_the_limit(buying):
    buying.scan("HR", "HR")
    buying.payment.open()
    buying.payment.choose(TenderKind.WALLET)
    assert buying.payment.state.amount == 200_000
    buying.payment.put(300_000)
    assert "nhiều nhất 200.000" in buying.payment.view.error
    assert not buying.payment.view.can_primary


def test_who_has_no_limit_sees_nothing_of_it(counter):
    counter.sale.scan(counter.card_of("Mai"))
    counter.scan("HR")
    counter.payment.open()
    counter.payment.choose(TenderKind.WALLET)
    assert counter.payment.view.brands == ()


def test_a_debt_is_paid_from_the_member_s_sheet(buying):
    grant(buying)
    buying.payment.open()
    buying.payment.choose(TenderKind.WALLET)
    buying.payment.primary()
    buying.payment.complete()
    buying.sale.next_sale()
    buying.sale.scan(buying.card_of("Lan"))
    buying.member.open()
    details = buying.member.view.details
    assert details.debt == "Thu nợ"
    assert [(row.label, row.amount) for row in details.rows][:2] == [
        ("Đang nợ", "125.000\u00a0₫"), ("Hạn mức nợ", "200.000\u00a0₫"),
    ]  # fmt: skip
    buying.member.pay_debt()
    assert buying.sale.entries.entry.asked is Asked.DEBT
    buying.sale.entries.type("200000")
    buying.sale.entries.confirm()
    assert buying.sale.entries.entry.problem.code == "DEBT_LESS"
    buying.sale.entries.preset(str(DUE))
    buying.payment.open()
    buying.payment.complete()
    assert buying.sold[-1].due == DUE
    assert buying.shop.desk.credit.picture(buying.account).owed == 0
