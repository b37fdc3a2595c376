"""Transfers by their code and amount: what banks write around a code, and every state that a payment may be in."""

import pytest

from pos_desktop.selling.transfers import Arrival, Awaiting, Verdict, code_of, codes_in, counted, judge, too_much


def test_codes_are_short_safe_in_a_purpose_and_differ():
    codes = {code_of(f"tender-{n}") for n in range(2_000)}

    assert len(codes) == 2_000
    assert all(len(code) == 9 and code.isascii() and code.isalnum() and code == code.upper() for code in codes)
    assert not any(letter in code[2:] for code in codes for letter in "01OI")
    assert code_of("a", 0) != code_of("a", 1)


@pytest.mark.parametrize(
    "content",
    ["KQ7H2MX9C ban 5", "kq7h2mx9c", "MBVCB.123.KQ7H2MX9C.CT tu 0123", "CHUYENTIENKQ7H2MX9CFT26", "KQ7H 2MX9C",
     "KQKQ7H2MX9C"],
)  # fmt: skip
def test_a_code_is_found_however_banks_wrote_around_it(content):
    assert "KQ7H2MX9C" in codes_in(content)


@pytest.mark.parametrize("content", ["", "tien ca phe", "KQ0000000", "KQ7H2MX9", "ＫＱ７Ｈ２ＭＸ９Ｃ"])
def test_what_holds_no_code(content):
    assert codes_in(content) == ()


@pytest.mark.parametrize(
    ("amount", "awaiting", "is_open", "expected"),
    [
        (100, "pending", True, ("received", "matched")), (90, "pending", True, ("short", "short")),
        (110, "pending", True, ("over", "over")), (100, "pending", False, ("late", "late")),
        (100, "expired", True, ("late", "late")), (100, "failed", True, ("late", "late")),
        (100, "received", True, ("received", "late")), (10, "short", True, ("short", "late")),
        (100, "confirmed", False, ("confirmed", "matched")), (90, "confirmed", False, ("confirmed", "short")),
        (100, "late", True, ("late", "late")),
    ],
)  # fmt: skip
def test_what_comes_for_a_payment_counts_by_its_state(amount, awaiting, is_open, expected):
    verdict = Verdict(Awaiting(expected[0]), Arrival(expected[1]))
    assert judge(100, amount, Awaiting(awaiting), is_open=is_open) == verdict


def test_what_a_hand_confirmed_counts_once():
    again = judge(100, 100, Awaiting.CONFIRMED, is_open=True, is_answered=True)
    assert again == Verdict(Awaiting.CONFIRMED, Arrival.LATE)


@pytest.mark.parametrize(
    ("received", "awaiting", "expected"),
    [(100, "received", 100), (90, "short", 90), (110, "over", 100), (0, "confirmed", 100), (100, "late", 0),
     (0, "pending", 0), (0, "failed", 0)],
)  # fmt: skip
def test_no_more_counts_than_came_and_was_asked_for(received, awaiting, expected):
    assert counted(100, received, Awaiting(awaiting)) == expected


def test_what_is_to_be_given_back():
    assert too_much(100, 110, Arrival.OVER) == 10
    assert too_much(100, 90, Arrival.SHORT) == too_much(100, 100, Arrival.MATCHED) == 0
    assert [too_much(100, 70, Arrival.LATE), too_much(0, 70, Arrival.UNKNOWN)] == [70, 70]
