"""Judges what a scanner typed into the test field: the code, its gaps, its end, and whether a letter was changed."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from pos_desktop.core.codes import has_right_check_digit, is_ean

TEST_CODE: Final = "KQ-aa-dd-ow-a6-d9-2026"
"""Letters and digits that the usual Vietnamese input methods, Telex and VNI, would change."""
MOST_KEYS: Final = 256
ALIKE: Final = 0.5


class Verdict(StrEnum):
    """What a code says of the way it came."""

    SAME = "same"
    CHANGED = "changed"
    CAPITALS = "capitals"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reading:
    """One scan. `total`, `longest` in ms, -1 where nothing was timed; `end`: "Enter", "Tab", "" for a pause.

    `ean_ok` is None for what is no EAN. `keys` are the texts of the keys and the gaps before them.
    """

    code: str
    total: int
    longest: int
    end: str
    verdict: Verdict
    ean_ok: bool | None
    keys: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class Probe:
    """Keys of one scan as they come."""

    text: str = ""
    edited: bool = False
    times: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def key(self, text: str, at: int) -> None:
        """A key wrote something, `at` ms of any clock."""
        if len(self.times) < MOST_KEYS:
            self.times.append(at)
            self.names.append(text)
            self.text += text

    def erase(self, at: int) -> None:
        """A backspace came: input methods on some systems take back what they change."""
        self.edited = True
        self.text = self.text[:-1]
        self.times.append(at)
        self.names.append("Backspace")

    def compose(self, text: str, at: int) -> None:
        """An input method wrote for the keys."""
        self.edited = True
        self.key(text, at)

    def end(self, name: str) -> Reading | None:
        """The scan is over; None of no keys. Begins another one."""
        done = Probe(self.text, self.edited, self.times, self.names)
        self.text, self.edited, self.times, self.names = "", False, [], []
        return done.reading(name) if done.times else None

    def reading(self, end: str) -> Reading:
        """What is told of it."""
        gaps = [after - before for before, after in zip(self.times, self.times[1:], strict=False)]
        keys = tuple(zip(self.names, [0, *gaps], strict=True))
        total = self.times[-1] - self.times[0]
        return _judged(self.text.strip(), total, max(gaps, default=0), end, edited=self.edited, keys=keys)


def of_line(code: str) -> Reading:
    """A code that came over a serial line, where nothing is typed."""
    return _judged(code, -1, -1, "")


def _judged(
    code: str, total: int, longest: int, end: str, *, edited: bool = False, keys: tuple[tuple[str, int], ...] = ()
) -> Reading:  # fmt: skip
    ean_ok = has_right_check_digit(code) if is_ean(code) else None
    return Reading(code, total, longest, end, verdict(code, edited=edited), ean_ok, keys)


def verdict(code: str, *, edited: bool = False) -> Verdict:
    """Compare a code with the test code."""
    if code == TEST_CODE:
        return Verdict.SAME
    if code.swapcase() == TEST_CODE or code == TEST_CODE.upper():
        return Verdict.CAPITALS
    return Verdict.CHANGED if edited or not code.isascii() or _is_alike(code) else Verdict.OTHER


def _is_alike(code: str) -> bool:
    """Whether it is the test code with some letters otherwise."""
    same = sum(one == other for one, other in zip(code.casefold(), TEST_CODE.casefold(), strict=False))
    return same >= len(TEST_CODE) * ALIKE
