import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.clean import clean
from printing.paper.document import Columns, Document, ItemLine, Mark, Pair, Qr, Text

ESC, GS, DLE, FS = "\x1b", "\x1d", "\x10", "\x1c"
FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
ATTACKS = {
    "open the drawer": "Cà phê" + ESC + "p\x00\x19\xfa",
    "open the drawer in real time": "Trà" + DLE + "\x14\x01\x00\x01",
    "cut": "Phở" + GS + "V\x00",
    "reset": "Bánh" + ESC + "@",
    "swallow what follows": "X" + GS + "v0\x00\x20\x00\xff\x7f",
    "write the logo": "Y" + FS + "q\x01",
    "forge a line": "Trà đá\nTỔNG CỘNG 0 ₫",
    "paint over": "Bún bò 55.000\rBún bò  1.000",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_no_command_survives(attack):
    assert not any(ord(char) < 0x20 or ord(char) == 0x7F for char in clean(attack))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\rB", "A B"),
        ("A\u2028B\u2029C", "A B C"),
        ("ab\0cd", "abcd"),
        ("\ud83d phở", "phở"),
        ("A\u202eB\u200bC", "ABC"),
        ("e\u0302\u0301", "ế"),
        ("e\u200d\u0302", "ê"),
        ("  hai   dấu cách ", "hai dấu cách"),
        ("\u3000", ""),
        ("267.000\u00a0₫", "267.000\u00a0₫"),
        ("Trà 茶 👍", "Trà 茶 👍"),
        ("a\u0300\u0301\u0302\u0303\u0304", "à\u0301\u0302"),
    ],
)
def test_what_becomes_of_odd_letters(text, expected):
    assert clean(text) == expected


def test_length_is_bounded():
    assert len(clean("x" * 10_000)) == 600
    assert clean("Đặng Thị Hường", 4) == "Đặng"


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "C")), max_size=120))
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(char) in FORBIDDEN for char in once)


def test_every_text_of_every_element_is_clean():
    bad = "A\x1bp\x00\nB"
    good = "Ap B"

    assert Text(bad).text == Mark(bad).text == Qr(bad).data == good
    assert (Pair(bad, bad).left, Pair(bad, bad).right) == (good, good)
    assert ItemLine(bad, bad, bad, bad, (bad,), ((bad, bad),)) == ItemLine(
        good, good, good, good, (good,), ((good, good),)
    )
    assert Columns((bad,), (1,)).cells == (good,)
    assert Document((), title=bad).title == good


def test_a_row_needs_a_weight_for_each_cell():
    with pytest.raises(ValueError, match="weight"):
        Columns(("a", "b"), (1,))
