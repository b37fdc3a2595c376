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
