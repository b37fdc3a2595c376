"""The bars of an EAN-13 (GS1 General Specifications 5.2.1)."""

from collections.abc import Iterator

MODULES = 95
QUIET_LEFT, QUIET_RIGHT = 11, 7
_LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_FIRST = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")


def ean13(digits: str) -> str:
    """The 95 modules of an EAN-13, 1 for a bar; ValueError unless it is thirteen digits, the last of them right."""
    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        raise ValueError("an EAN-13 has thirteen digits")
    if sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10:
        raise ValueError("the check digit of an EAN-13 is wrong: no scanner would read it")
    left = "".join(_module(kind, int(digit)) for kind, digit in zip(_FIRST[int(digits[0])], digits[1:7], strict=True))
    right = "".join(_module("R", int(digit)) for digit in digits[7:])
    return f"101{left}01010{right}101"


def _module(kind: str, digit: int) -> str:
    left = _LEFT[digit]
    right = left.translate(str.maketrans("01", "10"))
    return {"L": left, "R": right, "G": right[::-1]}[kind]


def bars(digits: str) -> Iterator[tuple[int, int]]:
    """Where each bar begins, and how many modules it is wide; ValueError as `ean13`."""
    modules, at = ean13(digits) + "0", 0
    while (at := modules.find("1", at)) >= 0:
        end = modules.index("0", at)
        yield at, end - at
        at = end
