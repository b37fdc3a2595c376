"""Reads the rows of a CSV text: which encoding it is in, what separates its cells, where a quote is left open."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.gateways.tables import MOST_CHARACTERS, header_key

SEPARATORS = (",", ";")
_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32", b"\x00\x00\xfe\xff": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16",
}  # fmt: skip
_TCVN3_BYTES = bytes.fromhex(
    "a1a2a3a4a5a6a7a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedfe1e2e3e4"
    "e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
)
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
TCVN3 = dict(zip(_TCVN3_BYTES, _TCVN3_LETTERS, strict=True))
"""Letters of the fonts «.VnTime» by their byte, as old member lists hold them."""

_VIETNAMESE = frozenset(_TCVN3_LETTERS + _TCVN3_LETTERS.upper())
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\s,;.\"()/-]+")
_SAMPLE_BYTES = 64 * 1024


def rows(content: bytes, known: Collection[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Records with the line where each begins; `known` are the headers as they are spelled.

    Raises:
        Rejected: IMPORT_ENCODING, IMPORT_CHARACTER for NUL, IMPORT_QUOTE, IMPORT_LIMIT for one endless cell.
    """
    text = decoded(content, known)
    if "\0" in text:
        raise Rejected(Code.IMPORT_CHARACTER, line=text[: text.index("\0")].count("\n") + 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, known), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _named(error, line, reader.line_num) from error
        if cells is None:
            return
        yield line, tuple(cell.strip() for cell in cells)


def _named(error: csv.Error, line: int, last: int) -> Rejected:
    """An endless cell on one line is too long; one that swallows lines is a quote that was left open."""
    if "field limit" in str(error) and last <= line:
        return Rejected(Code.IMPORT_LIMIT, what="characters", most=MOST_CHARACTERS, line=line)
    return Rejected(Code.IMPORT_QUOTE, line=line)


def _separator(text: str, known: Collection[str]) -> str:
    """What separates the header into most known columns, or else into most columns."""
    keys = {header_key(name) for name in known}
    line = next((line for line in text[:_SAMPLE_BYTES].splitlines() if line.strip()), "")

    def fit(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=separator), [])
        return len({header_key(cell) for cell in cells} & keys), len(cells)

    return max(SEPARATORS, key=fit)


def decoded(content: bytes, known: Collection[str]) -> str:
    """The text of a UTF-8 file, its byte order mark taken off; IMPORT_ENCODING names any other."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            raise Rejected(Code.IMPORT_ENCODING, encoding=encoding)
    if _is_wide(content[:_SAMPLE_BYTES]):
        raise Rejected(Code.IMPORT_ENCODING, encoding="UTF-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in content:
            raise Rejected(Code.IMPORT_FORMAT) from None
        raise Rejected(Code.IMPORT_ENCODING, encoding=guessed_encoding(content, known)) from None


def _is_wide(sample: bytes) -> bool:
    """Every other byte of Western text in UTF-16 is nought; a NUL by accident stands alone."""
    return max(sample[0::2].count(0), sample[1::2].count(0)) * 5 > len(sample)


def guessed_encoding(content: bytes, known: Sequence[str] | Collection[str]) -> str:
    """The name of an 8-bit encoding: the one that spells most known headers right, then most Vietnamese letters."""
    sample = content[:_SAMPLE_BYTES]
    readings = {
        "Latin-1 (Windows-1252)": sample.decode("cp1252", errors="replace"),
        "Windows-1258": unicodedata.normalize("NFC", sample.decode("cp1258", errors="replace")),
        "TCVN3 (ABC)": "".join(TCVN3.get(byte, chr(byte) if byte < 0x80 else "\ufffd") for byte in sample),
    }
    spelled = [unicodedata.normalize("NFC", name).casefold() for name in known]
    return max(readings, key=lambda name: _likeness(readings[name], spelled))


def _likeness(text: str, spelled: Sequence[str]) -> tuple[int, int]:
    first = text.partition("\n")[0].casefold()
    headers = sum(name in first for name in spelled if not name.isascii())
    return headers, sum(1 if _is_syllable(word) else -1 for word in _WORD.findall(text) if not word.isascii())


def _is_syllable(word: str) -> bool:
    """Vietnamese syllables hold no foreign letters and one tone at most."""
    foreign = [c for c in word if c > "\x7f" and c not in _VIETNAMESE]
    return not foreign and sum(c in _TONES for c in unicodedata.normalize("NFD", word)) <= 1
