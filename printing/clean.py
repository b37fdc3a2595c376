"""Makes any text harmless to print: no control, format or private characters, one line, bounded length."""

import re
import unicodedata

LIMIT = 600
NO_BREAK_SPACE = "\u00a0"
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BREAKS = frozenset({"Zl", "Zp", "Zs"})
_MARKS = frozenset({"Mn", "Me"})
_MOST_MARKS = 2


def clean(text: str, limit: int = LIMIT) -> str:
    """Return `text` in NFC, on one line, without anything a printer could obey, at most `limit` characters.

    The no-break space stays, because it keeps "267.000 ₫" on one line. `clean(clean(x)) == clean(x)`.
    """
    # A few times the limit is enough to fill it; a 10 MB name must not cost 10 MB of work.
    harmless = "".join(_harmless(char) for char in text[: limit * 8])
    composed = _few_marks(unicodedata.normalize("NFC", harmless))
    return re.sub(r" {2,}", " ", composed).strip()[:limit].strip()


def _harmless(char: str) -> str:
    if char == NO_BREAK_SPACE:
        return char
    category = unicodedata.category(char)
    if char in "\t\r\n\v\f\x85" or category in _BREAKS:
        return " "
    return "" if category in _FORBIDDEN else char


def _few_marks(text: str) -> str:
    """Drop combining marks beyond the second in a row: piles of them paint over the lines around."""
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.category(char) in _MARKS else 0
        if run <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
