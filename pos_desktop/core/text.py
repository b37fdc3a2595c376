"""Text from people: normalised, freed of control characters, and folded for search."""

import unicodedata

from pos_desktop.core.errors import Code, Rejected

_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
MOST_NAME = 80
MOST_NOTE = 500
MOST_SEARCH = 100


def clean(text: str) -> str:
    """NFC text without control, format or unassigned characters; line breaks and tabs become blanks."""
    spaced = "".join(" " if c in "\r\n\t\v\f\x85\u2028\u2029" else c for c in unicodedata.normalize("NFC", text))
    return "".join(c for c in spaced if unicodedata.category(c) not in _UNWANTED)


def squeeze(text: str) -> str:
    """`clean` text with single blanks between words and none around."""
    return " ".join(clean(text).split())


def name(text: str, most: int = MOST_NAME) -> str:
    """A person's or thing's name as it is kept.

    Raises:
        Rejected: INVALID_NAME without a letter or digit, when it is longer than `most` characters,
            or when it holds NUL or half a character (they would not survive the database).
    """
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise Rejected(Code.INVALID_NAME, most=most)
    kept = squeeze(text)
    if len(kept) > most or not any(map(str.isalnum, kept)):
        raise Rejected(Code.INVALID_NAME, most=most)
    return kept


def note(text: str, most: int = MOST_NOTE) -> str:
    """A remark as it is kept, possibly empty; INVALID_TEXT when too long or not text."""
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text) or len(text) > most:
        raise Rejected(Code.INVALID_TEXT, most=most)
    return squeeze(text)


def fold(text: str) -> str:
    """Search key: no case, no Vietnamese marks, đ as d, single blanks.

    >>> fold("  Cà phê SỮA Đá ")
    'ca phe sua da'
    """
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d"))
    stripped = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", stripped).casefold().split())


def ascii_folded(text: str) -> str:
    """What is left of a text in ASCII: no Vietnamese marks, case as it was; other letters are lost.

    >>> ascii_folded("KQ1 Bàn Đỏ 5")
    'KQ1 Ban Do 5'
    """
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if c.isascii())
