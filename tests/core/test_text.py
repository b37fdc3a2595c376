import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core import text
from pos_desktop.core.errors import Code
from tests.support.refusals import refused

DRAWER = "\x1bp\x00\x19\xfa"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Cà phê\x1bp", "Cà phêp"),  # bad_inputs 1: the escape goes, the drawer stays shut
        ("Cà phê\x10\x14\x01\x00\x01", "Cà phê"),
        ("Trà\x1dV0\x1b@\x1dv0\x1cq", "TràV0@v0q"),
        ("A\rB", "A B"),
        ("A\r\nB\tC\vD\fE\x85F\u2028G\u2029H", "A  B C D E F G H"),
        ("a\u202eb\u200bc\u200dd\ufeffe", "abcde"),
        ("\ue000\uffffx", "x"),
        ("e\u0302\u0301", "ế"),
        ("茶 ☕", "茶 ☕"),
    ],
)
def test_control_characters_are_gone(typed, kept):
    assert text.clean(typed) == kept


@given(st.text())
def test_no_control_character_passes(typed):
    kept = text.clean(typed)
    assert not {unicodedata.category(c) for c in kept} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert "\x1b" not in kept
    assert text.clean(kept) == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize(
    "kept",
    [
        "Nguyễn Ánh",
        "O'Brien",
        "'; DROP TABLE entry;--",
        '=HYPERLINK("http://x","y")',
        "Аn",
        "x" * 80,
        "Đặng Thị Ngọc",
        "333",
        "茶 ☕",
        "A.",
    ],
)
def test_names_are_kept_as_they_are(kept):
    assert text.name(kept) == kept


def test_a_name_is_kept_in_one_form_of_unicode():
    assert text.name(unicodedata.normalize("NFD", "Trần Thị Quế")) == "Trần Thị Quế"
    assert text.name("  Lan   Anh ") == "Lan Anh"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "\u00a0",
        "\u3000\u3000",
        "\x1b\x07",
        "\u200b",
        "\ud83d",
        "ab\0cd",
        "\0",
        "x" * 81,
        "x" * 10_000,
        ".",
        "---",
        "\u200b\u202e",
        "☕",
        "\u0301",
        "₫ %",
    ],
)
def test_what_is_no_name_is_refused(typed):
    with refused(Code.INVALID_NAME):
        text.name(typed)


def test_a_name_of_forty():
    assert text.name("x" * 40, 40)
    with refused(Code.INVALID_NAME, most=40):
        text.name("x" * 41, 40)


def test_a_note_may_be_empty_but_not_endless():
    assert text.note("") == ""
    assert text.note(" ít đá\nnhiều sữa ") == "ít đá nhiều sữa"
    for typed in ("x" * 501, "a\0b", "\ud800"):
        with refused(Code.INVALID_TEXT):
            text.note(typed)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("  Cà phê SỮA Đá ", "ca phe sua da"), ("ĐẶNG", "dang"), ("đá", "da"), ("Đá", "da"),
        ("STRASSE ß", "strasse ss"),
        ("ế", "e"), ("e\u0302\u0301", "e"), ("", ""), ("Ơ ư Ă", "o u a"), ("茶", "茶"),
    ],
)  # fmt: skip
def test_search_keys_have_no_marks(typed, key):
    assert text.fold(typed) == key


@given(st.text())
def test_folding_twice_is_folding_once_for_what_people_type(typed):
    once = text.fold(typed)
    assert text.fold(unicodedata.normalize("NFC", typed)) == text.fold(unicodedata.normalize("NFD", typed)) == once
