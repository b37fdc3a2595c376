"""Who tells of transfers: SePay and payOS's relay, and everything that they may answer instead."""

import contextlib
import re
from datetime import UTC, datetime

import pytest

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.gateways.banking.asking import MOST_BYTES, is_safe
from pos_desktop.gateways.banking.payos import PayOs, is_signed, sign
from pos_desktop.gateways.banking.sepay import SePay
from pos_desktop.gateways.banking.tellers import Teller, known_banks, teller_of
from pos_desktop.gateways.keys import keep_token, load_keys, make_keys
from tests.support.fake_bank import CHECKSUM, TOKEN, fake_bank

SINCE = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TOLD = {
    "orderCode": 123, "amount": 3000, "description": "VQRIO123", "accountNumber": "12345678",
    "reference": "TF230204212323", "transactionDateTime": "2023-02-04 18:25:00", "currency": "VND",
    "paymentLinkId": "124c33293c43417ab7879e14c8d9eb18", "code": "00", "desc": "Thành công",
    "counterAccountBankId": "", "counterAccountBankName": "", "counterAccountName": "", "counterAccountNumber": "",
    "virtualAccountName": "", "virtualAccountNumber": "",
}  # fmt: skip
"""payOS's published example."""


@pytest.fixture(scope="module")
def server():
    with fake_bank() as bank:
        yield bank


@pytest.fixture
def bank(server):
    server.transfers.clear()
    server.asked.clear()
    server.status, server.body, server.key = 200, b"", CHECKSUM
    return server


@contextlib.contextmanager
def troubled(code):
    with pytest.raises(EnvironmentProblem) as problem:
        yield
    assert problem.value.code is code


def test_sepay_is_asked_with_the_token_in_the_time_of_vietnam(bank):
    bank.pay(185_000, "KQ7H2MX9C ban 5")

    (one,) = SePay(TOKEN, bank.address).incoming(SINCE)

    assert (one.reference, one.amount, one.content) == ("tx-1", 185_000, "KQ7H2MX9C ban 5")
    assert one.paid_at == datetime(2026, 3, 2, 2, tzinfo=UTC)
    ((path, query, token),) = bank.asked
    assert (path, token) == ("/transactions", f"Bearer {TOKEN}")
    assert query["transaction_date_from"] == ["2026-03-02 08:30:00"]
    assert query["transfer_type"] == ["in"]


def test_a_transfer_that_is_told_twice_comes_once(bank):
    bank.pay(5_000, "a", reference="one")
    bank.pay(5_000, "a", reference="one")

    assert len(SePay(TOKEN, bank.address).incoming(SINCE)) == 1


def test_money_that_left_is_left_out_and_old_answers_are_read(bank):
    bank.body = (
        b'{"transactions": [{"id": "1", "amount_in": "18067000.00", "transaction_date": "2023-05-05 19:59:48",'
        b'"transaction_content": "x"}, {"id": "2", "amount_in": "0.00", "amount_out": "9.00"}]}'
    )

    (one,) = SePay(TOKEN, bank.address).incoming(SINCE)

    assert one.amount == 18_067_000


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, Trouble.BANK_REFUSED), (403, Trouble.BANK_REFUSED), (429, Trouble.BANK_UNREACHABLE),
     (500, Trouble.BANK_UNREACHABLE), (302, Trouble.BANK_UNREACHABLE)],
)  # fmt: skip
def test_refusals_and_troubles_of_the_other_end(bank, status, code):
    bank.status = status
    with troubled(code):
        SePay(TOKEN, bank.address).incoming(SINCE)
    assert [path for path, _query, _token in bank.asked] == ["/transactions"]


@pytest.mark.parametrize(
    "body",
    [b"<html>", b"\xff\xfe", b"[]", b"{}", b'{"data": 5}', b'{"data": [1]}', b'{"data": [{"amount_in": "x"}]}',
     b'{"data": [{"id": "1", "amount_in": 1.5}]}', b'{"data": [{"id": "1", "amount_in": NaN}]}',
     b'{"data": [{"id": "1", "amount_in": 5, "transaction_date": "soon"}]}', b"[" * 100_000,
     b'{"data": [{"amount_in": 5, "transaction_date": "2026-03-02 09:00:00"}]}', b" " * (MOST_BYTES + 1)],
    ids=range(13),
)  # fmt: skip
def test_garbage_is_no_money(bank, body):
    bank.body = body
    with troubled(Trouble.BANK_GARBLED):
        SePay(TOKEN, bank.address).incoming(SINCE)
    assert bank.asked


def test_nobody_there_and_nobody_who_answers(bank):
    with troubled(Trouble.BANK_UNREACHABLE):
        SePay(TOKEN, "http://127.0.0.1:9").incoming(SINCE)
    bank.hangs.clear()
    try:
        with troubled(Trouble.BANK_UNREACHABLE):
            SePay(TOKEN, bank.address, timeout=0.05).incoming(SINCE)
    finally:
        bank.hangs.set()
    assert bank.asked


def test_no_token_goes_out_in_the_clear():
    with troubled(Trouble.BANK_REFUSED):
        SePay(TOKEN, "http://bank.example").incoming(SINCE)
    assert is_safe("https://a.example/x")
    assert not any(map(is_safe, ("http://a.example", "ftp://a", "http://[::1", "")))


def test_payos_signs_as_it_has_published():
    assert sign(TOLD, CHECKSUM) == "412e915d2871504ed31be63c8f62a149a4410d34c4c42affc9006ef9917eaa03"
    assert not is_signed({"data": {**TOLD, "amount": 3001}, "signature": sign(TOLD, CHECKSUM)}, CHECKSUM)
    assert not is_signed({"data": TOLD}, CHECKSUM)


def test_the_relay_s_calls_are_taken_with_payos_s_signature_alone(bank):
    bank.pay(3_000, "KQ7H2MX9C", reference="TF1")
    relay = PayOs(CHECKSUM, f"{bank.address}/relay")

    assert [(one.reference, one.amount, one.content) for one in relay.incoming(SINCE)] == [("TF1", 3_000, "KQ7H2MX9C")]
    bank.key = "forged"
    assert relay.incoming(SINCE) == ()
    assert bank.asked[0][1] == {"since": ["2026-03-02T01:30:00+00:00"]}


def test_tellers_are_asked_only_with_what_opens_them():
    assert isinstance(teller_of(Teller.SEPAY, "t", ""), SePay)
    assert isinstance(teller_of(Teller.PAYOS, "t", "https://relay.example"), PayOs)
    assert [teller_of(Teller.SEPAY, "", ""), teller_of(Teller.PAYOS, "t", ""), teller_of(Teller.MANUAL, "t", "x")] == [
        None, None, None,
    ]  # fmt: skip


def test_every_bank_has_its_own_number():
    banks = known_banks()

    assert all(re.fullmatch("[0-9]{6}", bank.bin) and bank.name.strip() == bank.name != "" for bank in banks)
    assert all(re.fullmatch("[A-Z]+", bank.code) for bank in banks)
    for column in ("bin", "code", "name"):
        assert len({getattr(bank, column) for bank in banks}) == len(banks) >= 63
    assert next(bank.name for bank in banks if bank.bin == "970436") == "Vietcombank"


def test_a_token_lies_with_the_keys_and_shows_nowhere(tmp_path):
    keys = make_keys(tmp_path)
    keep_token(tmp_path, keys, "sepay", TOKEN)

    assert load_keys(tmp_path).tokens == keys.tokens == {"sepay": TOKEN}
    assert TOKEN not in repr(keys)
    keep_token(tmp_path, keys, "sepay", "")
    assert load_keys(tmp_path).tokens == keys.tokens == {}
