"""The letters that printers have themselves: Vietnamese on two pages (TCVN-3), or bare ASCII."""

import unicodedata
from collections.abc import Iterator

from printing.clean import NO_BREAK_SPACE
from printing.devices.profiles import Letters

UNKNOWN = "?"
# Where the letters of the first page stand: (code of the first one, letters in order; a space is a hole).
_ROWS = (
    (0xA8, "ăâêôơưđ"), (0xB5, "àảãáạ ằẳẵắ"), (0xC6, "ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"),
)  # fmt: skip
SMALL = {char: first + place for first, row in _ROWS for place, char in enumerate(row) if char != " "}
# Capitals stand where their small letters do, on the next page; but for three, which are where TCVN 5712 has them.
CAPITAL = {char.upper(): code for char, code in SMALL.items()} | {"Ă": 0xA1, "Â": 0xA2, "Đ": 0xA7}

_SAME_AS = str.maketrans({
    "×": "x", "÷": "/", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "─": "-", "═": "=", "·": "-",
    "•": "*", "…": "...", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": ",", "‹": "'",
    "›": "'", "½": "1/2", "¼": "1/4", "¾": "3/4", "Ð": "Đ", "ð": "đ", "ß": "ss", "Æ": "AE", "æ": "ae", "Ø": "O",
    "ø": "o", "€": "EUR", "°": " ", "№": "No", "´": "'", "`": "'",
})  # fmt: skip
_DONG = {Letters.TCVN: "đ", Letters.ASCII: "d"}
_BARE = str.maketrans({"đ": "d", "Đ": "D"})


def spelled(text: str, letters: Letters) -> str:
    """Write `text` with what the printer has: marks are folded where they must, what is left becomes one "?" a run.

    Spelling twice changes nothing.
    """
    told = unicodedata.normalize("NFC", text).translate(_SAME_AS).replace("₫", _DONG[letters])
    done: list[str] = []
    for char in told:
        for part in _of(char, letters):
            if part != UNKNOWN or char == UNKNOWN or done[-1:] != [UNKNOWN]:
                done.append(part)
    return "".join(done)


def _of(char: str, letters: Letters) -> str:
    if " " <= char <= "~" or char == NO_BREAK_SPACE or (letters is Letters.TCVN and (char in SMALL or char in CAPITAL)):
        return char
    bare = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    bare = bare.translate(_BARE)
    return bare if all(" " <= part <= "~" for part in bare) else UNKNOWN


def runs(text: str, letters: Letters, page: int | None, small: int) -> Iterator[tuple[int | None, bytes]]:
    """Give `text` as bytes, each run with the page that it needs; `page` is the one that is set, `small` the first one.

    A page stays until a letter is not on it: two pages cannot be changed less often.
    """
    run = bytearray()
    for char in spelled(text, letters):
        wanted, code = _placed(char, page, small)
        if wanted != page and run:
            yield page, bytes(run)
            run.clear()
        page = wanted
        run.append(code)
    if run:
        yield page, bytes(run)


def _placed(char: str, page: int | None, small: int) -> tuple[int | None, int]:
    if char in SMALL:
        return small, SMALL[char]
    if char in CAPITAL:
        return small + 1, CAPITAL[char]
    return page, ord(" " if char == NO_BREAK_SPACE else char)


def read(raw: bytes, page: int | None, small: int) -> str:
    """Give the letters that a printer shows for `raw` on `page`; U+FFFD where it has none that we know."""
    table = {None: {}, small: _SMALL_BACK, small + 1: _CAPITAL_BACK}.get(page, {})
    return "".join(chr(code) if 0x20 <= code <= 0x7E else table.get(code, "\ufffd") for code in raw)


_SMALL_BACK = {code: char for char, code in SMALL.items()}
_CAPITAL_BACK = {code: char for char, code in CAPITAL.items()}
