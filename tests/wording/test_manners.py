"""How texts are written: glyphs that the fonts have, no shouting, hard blanks before ₫, letters that mean money."""

import re
import unicodedata
from collections.abc import Iterator

import pytest

from pos_desktop.wording import catalogue

SIGNS = set("₫\u2212×·–…«»“”\u00a0")
"""What may stand in a text besides letters, marks and ASCII; arrows, ticks and stars are drawn."""


def said() -> Iterator[str]:
    """Every text in both languages."""
    for message in catalogue.read():
        if message.id:
            for text in (message.id, message.string):
                yield from [text] if isinstance(text, str) else text


TEXTS = sorted(set(said()))


def is_drawn(sign: str) -> bool:
    """Whether a sign is a picture rather than a letter, a mark on one, or one of ours."""
    return not sign.isascii() and sign not in SIGNS and unicodedata.category(sign)[0] not in "LM"


def test_there_are_texts():
    assert len(TEXTS) > 400


def test_pictures_are_noticed():
    assert all(map(is_drawn, "→✓✕★▲▼←☺"))
    assert is_drawn("\u200b")
    assert not any(map(is_drawn, "Ẫểđ₫\u2212×·–…"))


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("a glyph that the fonts lack", lambda text: any(map(is_drawn, text))),
        ("shouting", lambda text: "!" in text),
        ("letters apart from their marks", lambda text: unicodedata.normalize("NFC", text) != text),
        ("a soft blank before ₫", lambda text: re.search("[^\u00a0]₫", text)),
        ("three dots for an ellipsis", lambda text: "..." in text),
        ("a blank before it, or two together", lambda text: text != text.lstrip() or "  " in text),
        ("đ for money or points", lambda text: re.search(r"[0-9}] ?đ\b", text)),
        ("VND", lambda text: re.search(r"\b(VND|VNĐ)\b", text)),
        ("straight quotation marks", lambda text: '"' in text),
    ],
)
def test_no_text_has(what, wrong):
    assert [text for text in TEXTS if wrong(text)] == [], what


def test_english_keeps_diem_beside_a_number():
    loose = [m.string for m in catalogue.read() if m.id and isinstance(m.string, str)
             and re.search(r"\}\s(points?|pts)\b", m.string)]  # fmt: skip
    assert loose == []
