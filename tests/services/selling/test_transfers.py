"""Transfers in the shop's books: received, short, over, late, twice, unknown, by hand, and what goes back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.documents.transfer import vietqr_block
from pos_desktop.gateways.banking.port import Incoming
from pos_desktop.gateways.banking.tellers import Teller
from pos_desktop.selling.permissions import Role
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.selling.transfers import Arrival, Awaiting
from pos_desktop.selling.vietqr import VietQr, parse
from pos_desktop.services.pins import PinHash
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.selling.transfers import AssignTransfer, Settle, Told
from pos_desktop.services.shop.approvals import Approvals, Approve
from pos_desktop.services.shop.banking import Account, ChangeAccount
from pos_desktop.services.shop.proving import StaffProof
from pos_desktop.services.shop.staffing import Change
from pos_desktop.wording import in_language
from tests.support.fake_bank import TOKEN, fake_bank
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, QUICK

ACCOUNT = Account("970436", "0881000458086", "QUAN MOC", Teller.SEPAY)


@pytest.fixture
def bank(shop):
    """The shop with an account and a token."""
    shop.desk.banking.change(ChangeAccount(shop.till.ids(), ACCOUNT, shop.person(OWNER).id, TOKEN))
    return shop


def order_of(shop):
    order = shop.order("2 x CF @ 29000")
    shop.desk.orders.save(order, shop.person(CASHIER).id)
    return order


def come(shop, *incoming):
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    told = Told("sepay", tuple(Incoming(reference, amount, content, at) for reference, amount, content in incoming))
    return shop.desk.transfers.heard(told)


def states(shop):
    return [row[0] for row in shop.rows("SELECT state FROM bank_receipt ORDER BY id")]


def test_a_code_asks_for_the_amount_under_a_code_of_its_own(bank):
    order = order_of(bank)
    one, other = (bank.desk.transfers.expect(order, 58_000) for _time in range(2))

    assert parse(one.payload) == VietQr("970436", "0881000458086", 58_000, one.code)
    assert one.code != other.code
    assert one.expires_at == bank.till.now() + timedelta(minutes=10)
    assert (one.is_told, one.bank) == (True, "Vietcombank")


def test_without_an_account_a_person_looks(shop):
    asked = shop.desk.transfers.expect(order_of(shop), 58_000)

    assert (asked.payload, asked.code, asked.is_told, asked.state) == ("", "", False, Awaiting.PENDING)
    assert shop.desk.transfers.enquiry() is None


@pytest.mark.parametrize(
    ("amount", "state", "counts", "back"),
    [
        (58_000, Awaiting.RECEIVED, 58_000, 0),
        (51_000, Awaiting.SHORT, 51_000, 0),
        (60_000, Awaiting.OVER, 58_000, 2_000),
    ],
)
def test_what_comes_counts_for_what_it_is(bank, amount, state, counts, back):
    order = order_of(bank)
    asked = bank.desk.transfers.expect(order, 58_000)

    assert come(bank, ("a", amount, f"CT {asked.code.lower()} ban 5")) == (asked.id,)

    seen = bank.desk.transfers.look(asked.id)
    assert (seen.state, seen.counted, seen.back) == (state, counts, back)
    (kept,) = bank.desk.orders.promised(order.id)
    assert (kept.tender, kept.confirmed) == (Tender(TenderKind.BANK_QR, counts, asked.code), True)
    assert [one.back for one in bank.desk.transfers.flagged()] == ([back] if back else [])


def test_the_same_transfer_told_twice_is_one_payment(bank):
    asked = bank.desk.transfers.expect(order_of(bank), 58_000)

    assert come(bank, ("a", 58_000, asked.code), ("a", 58_000, asked.code)) == (asked.id,)
    assert come(bank, ("a", 58_000, asked.code)) == ()
    assert states(bank) == ["matched"]


def test_a_second_payment_is_to_be_given_back(bank):
    asked = bank.desk.transfers.expect(order_of(bank), 58_000)
    come(bank, ("a", 58_000, asked.code), ("b", 58_000, asked.code))

    assert states(bank) == ["matched", "late"]
    assert bank.desk.transfers.look(asked.id).counted == 58_000
    (flag,) = bank.desk.transfers.flagged()
    assert (flag.state, flag.back, flag.content) == (Arrival.LATE, 58_000, "")


def test_money_for_an_order_that_is_closed_is_to_be_given_back(bank):
    order = order_of(bank)
    asked = bank.desk.transfers.expect(order, 58_000)
    bank.desk.orders.drop(order, 58_000, bank.person(CASHIER).id)
    come(bank, ("a", 58_000, asked.code))

    assert bank.desk.transfers.look(asked.id).state is Awaiting.LATE
    assert bank.desk.orders.promised(order.id) == ()
    with refused(Code.TRANSFER_CLOSED):
        bank.desk.transfers.confirm_by_hand(asked.id, bank.person(CASHIER).id)


@pytest.mark.parametrize("by_hand", [False, True])
def test_money_for_an_order_that_is_given_up_is_to_be_given_back(bank, by_hand):
    order, seller = order_of(bank), bank.person(CASHIER).id
    asked = bank.desk.transfers.expect(order, 58_000)
    if by_hand:  # and the bank tells of it when the order is gone already
        bank.desk.transfers.confirm_by_hand(asked.id, seller)
        bank.desk.orders.drop(order, 58_000, seller)
    come(bank, ("a", 60_000, asked.code))
    bank.desk.orders.drop(order, 58_000, seller)

    assert [(one.state, one.back) for one in bank.desk.transfers.flagged()] == [(Arrival.LATE, 60_000)]
    assert bank.books().problems == ()


def test_what_a_hand_confirmed_counts_once(bank):
    asked = bank.desk.transfers.expect(order_of(bank), 58_000)
    bank.desk.transfers.confirm_by_hand(asked.id, bank.person(CASHIER).id)
    come(bank, ("a", 58_000, asked.code), ("b", 58_000, asked.code))
    assert states(bank) == ["matched", "late"]


def test_of_two_late_payments_a_hand_takes_one(bank):
    asked = bank.desk.transfers.expect(order_of(bank), 58_000)
    bank.clock.put(bank.clock.now() + timedelta(minutes=10))
    bank.desk.transfers.lapse(asked.id)
    come(bank, ("a", 58_000, asked.code), ("b", 58_000, asked.code))
    bank.desk.transfers.confirm_by_hand(asked.id, bank.person(CASHIER).id)
    assert sorted(states(bank)) == ["late", "matched"]


def test_what_is_no_payment_is_passed_over_and_strange_letters_are_left_out(bank):
    asked = bank.desk.transfers.expect(order_of(bank), 58_000)
    come(bank, ("a", 0, asked.code), ("b", -5, asked.code), ("c", 10**30, asked.code), ("d\ud83d", 58_000, asked.code))
    come(bank, ("d\ud83d", 58_000, asked.code))
    assert bank.rows("SELECT reference, state FROM bank_receipt") == [("d", "matched")]


def test_a_code_runs_out_and_a_person_may_still_take_what_comes_late(bank):
    order = order_of(bank)
    asked = bank.desk.transfers.expect(order, 58_000)
    assert bank.desk.transfers.lapse(asked.id).state is Awaiting.PENDING
    bank.clock.put(bank.clock.now() + timedelta(minutes=10))
    assert bank.desk.transfers.lapse(asked.id).state is Awaiting.EXPIRED
    assert bank.desk.orders.promised(order.id) == ()
    come(bank, ("a", 58_000, asked.code))
    assert states(bank) == ["late"]

    taken = bank.desk.transfers.confirm_by_hand(asked.id, bank.person(CASHIER).id)

    assert (taken.state, taken.counted, states(bank)) == (Awaiting.CONFIRMED, 58_000, ["matched"])
    assert bank.desk.transfers.flagged() == ()


def test_who_left_the_code_out_is_found_by_the_amount_alone(bank):
    bank.desk.transfers.expect(order_of(bank), 58_000)

    assert come(bank, ("a", 58_000, "tien ca phe anh Nam"), ("b", 9_000, "tien nha"), ("c", 9_000, "KQ7H2MX9C")) == ()

    assert sorted((one.amount, one.content, one.code) for one in bank.desk.transfers.flagged()) == [
        (9_000, "KQ7H2MX9C", "KQ7H2MX9C"), (58_000, "tien ca phe anh Nam", ""),
    ]  # fmt: skip


def test_a_transfer_of_unknown_origin_pays_what_a_person_says_once(bank):
    order, by = order_of(bank), bank.person(CASHIER).id
    asked, other = (bank.desk.transfers.expect(order, amount) for amount in (58_000, 50_000))
    come(bank, ("a", 58_000, "tien ca phe"), ("b", 50_000, "KQ2222222"))
    receipts = {one.amount: one.id for one in bank.desk.transfers.flagged()}
    assert [(one.id, one.amount) for one in bank.desk.transfers.payable()] == [(other.id, 50_000), (asked.id, 58_000)]
    command = AssignTransfer("as-1", receipts[58_000], asked.id, by)
    seen = bank.desk.transfers.assign(command)
    assert (seen.state, seen.counted, bank.desk.transfers.assign(command)) == (Awaiting.RECEIVED, 58_000, seen)
    for again in (replace(command, id="as-2", tender_id=other.id),
                  replace(command, id="as-3", receipt_id=receipts[50_000])):  # fmt: skip
        with refused(Code.TRANSFER_CLOSED):
            bank.desk.transfers.assign(again)
    assert [one.amount for one in bank.desk.transfers.flagged()] == [50_000]
    bank.desk.sales.complete(CompleteSale("s-1", order, by, (Tender(TenderKind.BANK_QR, 58_000, asked.code),)))
    with refused(Code.TRANSFER_CLOSED):
        bank.desk.transfers.assign(AssignTransfer("as-4", receipts[50_000], other.id, command.staff_id))
    assert bank.books().problems == ()


def test_a_card_is_answered_by_no_transfer(bank):
    card = bank.desk.orders.promise_tender(order_of(bank), Tender(TenderKind.CARD, 58_000))
    come(bank, ("a", 58_000, "KQZZZZZZZ"))
    [receipt], by = bank.desk.transfers.flagged(), bank.person(MANAGER).id
    with refused(Code.UNKNOWN_TRANSFER):
        bank.desk.transfers.assign(AssignTransfer("as-1", receipt.id, card, by))
    with refused(Code.UNKNOWN_TRANSFER):
        bank.desk.transfers.confirm_by_hand(card, by)
    assert (states(bank), bank.rows("SELECT state FROM pending_tender")) == (["unknown"], [("pending",)])


def test_what_a_transfer_has_paid_is_not_taken_again(bank):
    order, by = order_of(bank), bank.person(CASHIER).id
    asked = bank.desk.transfers.expect(order, 50_000)
    come(bank, ("a", 50_000, asked.code))
    transfer = Tender(TenderKind.BANK_QR, 50_000, asked.code)
    less = replace(transfer, amount=49_000)
    for tenders in (None, (Tender(TenderKind.CASH, 58_000),), (less, Tender(TenderKind.CASH, 9_000))):
        with refused(Code.TRANSFER_RECEIVED, amount=50_000):
            bank.desk.sales.complete(CompleteSale("s-1", order, by, tenders))
    bank.desk.sales.complete(CompleteSale("s-1", order, by, (transfer, Tender(TenderKind.CASH, 8_000))))
    assert bank.count("sale") == 1


def test_a_hand_confirms_by_right_and_the_journal_keeps_who(bank):
    asked = bank.desk.transfers.expect(order_of(bank), 58_000)
    seller = bank.person(CASHIER)
    bank.desk.staffing.change(Change(
        bank.till.ids(), seller.id, seller.name, Role.CASHIER, bank.person(OWNER).id, {"transfers": False}
    ))  # fmt: skip
    with refused(Code.NOT_ALLOWED, needs_approval=True):
        bank.desk.transfers.confirm_by_hand(asked.id, bank.person(CASHIER).id)

    boss = bank.person(MANAGER).id
    wanted = Approve(bank.till.ids(), "transfers", asked.id, seller.id, boss)
    proof = StaffProof(bank.till, PinHash(bank.till.keys.pepper, QUICK))
    lent = Approvals(bank.till, proof).by_pin(wanted, PINS[MANAGER])
    assert bank.desk.transfers.confirm_by_hand(asked.id, bank.person(CASHIER).id, lent.id).counted == 58_000
    assert bank.desk.transfers.confirm_by_hand(asked.id, bank.person(CASHIER).id).counted == 58_000
    assert bank.count("journal", "kind = 'transfer_confirmed'") == 1
    # the bank tells of it afterwards: one payment
    come(bank, ("a", 58_000, asked.code))
    assert (states(bank), bank.desk.transfers.flagged()) == (["matched"], ())


def test_a_transfer_is_settled_once_with_a_reason(bank):
    come_late = bank.desk.transfers.expect(order_of(bank), 58_000)
    come(bank, ("a", 60_000, come_late.code))
    (flag,) = bank.desk.transfers.flagged()
    settle = Settle(bank.till.ids(), flag.id, "đã chuyển trả khách", bank.person(OWNER).id)
    with refused(Code.REASON_NEEDED):
        bank.desk.transfers.settle(Settle(bank.till.ids(), flag.id, " ", bank.person(OWNER).id))
    with refused(Code.NOT_ALLOWED):
        bank.desk.transfers.settle(Settle(bank.till.ids(), flag.id, "x", bank.person(CASHIER).id))
    for _time in range(2):
        bank.desk.transfers.settle(settle)

    assert (bank.desk.transfers.flagged(), states(bank)) == ((), ["settled"])
    with refused(Code.TRANSFER_CLOSED):
        bank.desk.transfers.settle(Settle(bank.till.ids(), flag.id, "x", bank.person(OWNER).id))


def test_the_bank_is_asked_while_something_may_come_and_not_afterwards(bank):
    assert bank.desk.transfers.enquiry() is None
    asked = bank.desk.transfers.expect(order_of(bank), 58_000)
    assert bank.desk.transfers.enquiry().since == bank.till.now() - timedelta(hours=2)
    come(bank, ("a", 58_000, asked.code))
    assert bank.desk.transfers.enquiry() is None


def test_from_the_bank_s_answer_to_the_sale(bank):
    with fake_bank() as outside:
        near = Account(**{**{name: getattr(ACCOUNT, name) for name in ("bank", "number", "teller")},
                          "address": outside.address})  # fmt: skip
        bank.desk.banking.change(ChangeAccount(bank.till.ids(), near, bank.person(OWNER).id))
        order = order_of(bank)
        asked = bank.desk.transfers.expect(order, 58_000)
        outside.pay(58_000, f"IBFT {asked.code}")
        for _time in range(2):
            bank.desk.transfers.heard(bank_told(bank, asked))
        assert len(outside.asked) == 1

    (kept,) = bank.desk.orders.promised(order.id)
    made = bank.desk.sales.complete(CompleteSale(bank.till.ids(), order, bank.person(CASHIER).id, (kept.tender,)))

    assert made.sale.tenders == (Tender(TenderKind.BANK_QR, 58_000, asked.code),)
    assert bank.books().problems == ()


def bank_told(bank, asked):
    enquiry = bank.desk.transfers.enquiry()
    return enquiry.ask() if enquiry else Told("sepay", ())


def test_the_token_is_in_no_row(bank):
    kept = repr([bank.rows(f"SELECT * FROM {name}") for name in ("journal", "setting", "operation")])

    assert "0881000458086" in kept
    assert TOKEN not in kept
    assert bank.desk.banking.picture().has_token


@pytest.mark.parametrize(
    ("account", "code"),
    [(Account("970436", "12 34!"), Code.BANK_ACCOUNT), (Account("", "1234"), Code.BANK_ACCOUNT),
     (Account("970436", ""), Code.BANK_ACCOUNT), (Account(address="http://relay.example"), Code.MALFORMED),
     (Account(minutes=0), Code.INVALID_AMOUNT)],
)  # fmt: skip
def test_what_is_no_account_is_not_kept(shop, account, code):
    with refused(code):
        shop.desk.banking.change(ChangeAccount(shop.till.ids(), account, shop.person(OWNER).id))
    with pytest.raises(Rejected):
        shop.desk.banking.change(ChangeAccount(shop.till.ids(), ACCOUNT, shop.person(CASHIER).id))
    assert shop.desk.banking.picture().account == Account()


def test_who_pays_by_the_bill_is_found_when_the_order_is_paid(bank):
    order = order_of(bank)
    printed = parse(bank.desk.transfers.bill_payload(order.id, 58_000))
    assert (printed.amount, printed.account) == (58_000, "0881000458086")
    asked = bank.desk.transfers.expect(order, 58_000)
    assert asked.code != printed.purpose

    assert come(bank, ("a", 58_000, printed.purpose)) == (asked.id,)
    assert bank.desk.transfers.look(asked.id).state is Awaiting.RECEIVED


def test_the_bill_carries_its_code(bank):
    order = order_of(bank)
    payload = bank.desk.transfers.bill_payload(order.id, 58_000)
    (_space, code) = vietqr_block(payload, in_language("vi"))
    assert (code.data, "58.000" in code.caption) == (payload, True)
    assert list(vietqr_block("", in_language("vi"))) == []
