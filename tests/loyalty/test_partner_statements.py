import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.partner_statements import (
    Dispute,
    Doubt,
    Netting,
    PartnerStatement,
    TakenLine,
    disputes,
    netted,
    read_statement,
    signed,
    statement,
)
from pos_desktop.loyalty.partners import Partner, PartnerVoucher, Tally, issue
from tests.support.refusals import refused

MARCH, DAY, LAST = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 31)
KEY = "00112233445566778899aabbccddeeff"
BAKERY = Partner("bakery", "Bánh Mì Sáu", 7, 12, KEY, 100, 2_000_000, 8_000)
CAFE = Partner("cafe", "Cà phê Mộc", 12, 7, KEY, 100, 2_000_000, 8_000)


def made(partner: Partner, *values: int) -> list[PartnerVoucher]:
    return [issue(partner, value, serial, LAST, Tally()) for serial, value in enumerate(values)]


def lines(vouchers: list[PartnerVoucher], on: date = DAY) -> list[TakenLine]:
    return [TakenLine(voucher.code, voucher.value, on) for voucher in vouchers]


OF_CAFE = made(BAKERY, 20_000, 35_000, 50_000)
OF_BAKERY = made(CAFE, 10_000, 15_000)
CAFE_TELLS = statement(BAKERY, DAY, OF_CAFE, lines(OF_BAKERY))
BAKERY_TELLS = statement(CAFE, LAST, OF_BAKERY, lines(OF_CAFE[:2]))
CODES = [voucher.code for voucher in OF_CAFE]


def test_a_statement_counts_what_was_issued_and_lists_what_was_taken():
    told = PartnerStatement(12, 7, MARCH, Tally(3, 105_000), tuple(lines(OF_BAKERY)), 20_000)
    assert told == CAFE_TELLS
    assert BAKERY_TELLS.due == 44_000, "80 % of 55.000"
    assert OF_CAFE[2].code not in signed(CAFE_TELLS, BAKERY), "a code that is still good is not told"


def test_both_directions_are_netted():
    for ours, theirs, partner, net in ((CAFE_TELLS, BAKERY_TELLS, BAKERY, -24_000),
                                       (BAKERY_TELLS, CAFE_TELLS, CAFE, 24_000)):  # fmt: skip
        netting = netted(ours, theirs, partner)
        assert netting.net == net
    assert netting == Netting(they_owe=44_000, we_owe=20_000)
    with pytest.raises(ValueError, match="two months"):
        netted(CAFE_TELLS, replace(BAKERY_TELLS, month=date(2026, 4, 1)), BAKERY)


def test_the_other_shop_reads_the_file():
    text = signed(BAKERY_TELLS, CAFE)
    assert read_statement(text, BAKERY) == BAKERY_TELLS
    assert text.isascii()
    assert json.loads(text)["due"] == 44_000
    assert read_statement(json.dumps(json.loads(text), indent=2), BAKERY) == BAKERY_TELLS, "layout is not signed"


@pytest.mark.parametrize("place", [0, 1, 40, 97, 150, 222, -2])
@pytest.mark.parametrize("sign", ["7", "x", ""])
def test_a_file_altered_anywhere_is_refused(place, sign):
    text = signed(BAKERY_TELLS, CAFE)
    at = place % len(text)
    altered = text[:at] + sign + text[at + 1 :]
    if altered != text:
        with refused(Code.PARTNER_STATEMENT, name="Bánh Mì Sáu"):
            read_statement(altered, BAKERY)


@given(st.data())
def test_no_digit_of_a_file_can_be_changed(data):
    text = signed(BAKERY_TELLS, CAFE)
    at = data.draw(st.sampled_from([i for i, sign in enumerate(text) if sign.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[at]]))
    with refused(Code.PARTNER_STATEMENT):
        read_statement(text[:at] + digit + text[at + 1 :], BAKERY)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "5", "null", '"mac"', '{"mac":5}', '{"mac":"đ"}', '{"mac":""}', "{", "[" * 10_000,
     signed(BAKERY_TELLS, replace(CAFE, key="ff" * 16)), signed(CAFE_TELLS, BAKERY),
     signed(replace(BAKERY_TELLS, due=44_001), CAFE), signed(replace(BAKERY_TELLS, receiver=31), CAFE)],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_what_is_not_theirs_for_us_or_not_summed_is_refused(text):
    with refused(Code.PARTNER_STATEMENT):
        read_statement(text, BAKERY)


def doubted(line: TakenLine, issued: list[str] = CODES, settled: tuple[str, ...] = ()) -> list[Doubt]:
    told = replace(BAKERY_TELLS, taken=(line,))
    return [dispute.doubt for dispute in disputes(told, BAKERY, issued, settled)]


FIRST = BAKERY_TELLS.taken[0]
LATE = issue(BAKERY, 20_000, 77, date(2026, 3, 1), Tally())


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        (FIRST, []), (replace(FIRST, value=21_000), [Doubt.OTHER_VALUE]),
        (replace(FIRST, code=FIRST.code[:-1] + str(9 - int(FIRST.code[-1]))), [Doubt.NOT_OURS]),
        (replace(FIRST, code=OF_BAKERY[0].code), [Doubt.NOT_OURS]), (replace(FIRST, code=""), [Doubt.NOT_OURS]),
        (replace(FIRST, code=f"{FIRST.code} "), [Doubt.NOT_OURS]),
        (replace(FIRST, on=date(2026, 4, 1)), [Doubt.EXPIRED]),
        (replace(FIRST, on=date(2026, 2, 28)), [Doubt.OTHER_MONTH]),
        (TakenLine(LATE.code, 20_000, DAY), [Doubt.EXPIRED]),
    ],
)  # fmt: skip
def test_lines_that_we_do_not_owe(line, doubt):
    assert doubted(line, [*CODES, LATE.code]) == doubt


def test_a_code_that_nobody_issued_though_rightly_signed():
    assert doubted(FIRST, CODES[1:]) == [Doubt.NOT_OURS]


def test_a_code_is_settled_once():
    assert doubted(FIRST, settled=(FIRST.code,)) == [Doubt.TWICE]
    twice = replace(BAKERY_TELLS, taken=(FIRST, FIRST))
    assert list(disputes(twice, BAKERY, CODES)) == [Dispute(FIRST, Doubt.TWICE)]


def test_what_is_disputed_is_not_owed():
    told = replace(BAKERY_TELLS, taken=(*BAKERY_TELLS.taken, FIRST), due=60_000)
    netting = netted(CAFE_TELLS, told, BAKERY, disputes(told, BAKERY, CODES))
    assert netting == Netting(they_owe=20_000, we_owe=44_000)
