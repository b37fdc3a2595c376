"""Breaks text into lines by any measure of width: dots, points or characters."""

from collections.abc import Callable


def wrap(text: str, room: int, width: Callable[[str], int]) -> list[str]:
    """Return the lines of `text`, each at most `room` wide; breaks at spaces, inside a word only if it must.

    Empty text is no line. A single character wider than `room` stands alone.
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, room, width)
        lines += full
    return [*lines, line] if line else lines


def _pieces(word: str, room: int, width: Callable[[str], int]) -> list[str]:
    if width(word) <= room:
        return [word]
    pieces, piece = [], ""
    for char in word:
        if piece and width(piece + char) > room:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def fitted(
    text: str, size: int, room: int, width: Callable[[str, int], int], *, most: int = 1, smallest: int = 10
) -> tuple[int, list[str]]:
    """The largest size down from `size` at which `text` takes at most `most` lines, and these lines.

    `width` measures a text at a size. Whole words first; at the smallest size the last line ends in "…".
    """
    size = max(size, smallest)
    measured = _at(width, size)
    while size > smallest and not _fits(text, room, measured, most):
        size -= 1
        measured = _at(width, size)
    lines = wrap(text, room, measured)
    if len(lines) > most:
        lines[most - 1 :] = [cut(" ".join(lines[most - 1 :]), room, measured)]
    return size, lines


def _at(width: Callable[[str, int], int], size: int) -> Callable[[str], int]:
    return lambda words: width(words, size)


def _fits(text: str, room: int, width: Callable[[str], int], most: int) -> bool:
    return all(width(word) <= room for word in text.split()) and len(wrap(text, room, width)) <= most


def cut(text: str, room: int, width: Callable[[str], int]) -> str:
    """The beginning of `text` with "…" where it is too long."""
    if width(text) <= room:
        return text
    while text and width(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
