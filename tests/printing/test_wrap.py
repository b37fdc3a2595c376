import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.wrap import fitted, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("phở bò", ["phở bò"]),
        ("phở bò tái", ["phở bò", "tái"]),
        ("nghiêngngả", ["nghiêng", "ngả"]),
        ("a nghiêngngả b", ["a", "nghiêng", "ngả b"]),
        ("1.267\u00a0₫ x", ["1.267\u00a0₫", "x"]),
    ],
)
def test_breaks_at_spaces_and_inside_only_if_it_must(text, lines):
    assert wrap(text, 7, len) == lines


@given(st.lists(st.text("abcđ", min_size=1, max_size=20), max_size=12), st.integers(1, 30))
def test_nothing_is_lost_and_nothing_too_wide(words, room):
    lines = wrap(" ".join(words), room, len)

    assert "".join(lines).replace(" ", "") == "".join(words)
    assert all(0 < len(line) <= room for line in lines)


def length(text, size):
    return len(text) * size


def test_a_text_becomes_smaller_before_it_is_broken_or_cut():
    assert fitted("một hai", 10, 70, length) == (10, ["một hai"])
    assert fitted("một hai ba", 10, 70, length, smallest=5) == (7, ["một hai ba"])
    assert fitted("một hai ba", 10, 70, length, most=2, smallest=5) == (10, ["một hai", "ba"])
    assert fitted("một hai ba bốn", 10, 35, length, most=2, smallest=5) == (5, ["một hai", "ba bốn"])
    assert fitted("một hai ba bốn năm", 10, 40, length, most=2, smallest=5) == (5, ["một hai", "ba bốn…"])
    assert fitted("", 10, 40, length) == (10, [])
