"""Colours of a card: any ground gets letters that can be read on it."""

import re

Rgb = tuple[int, int, int]
WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
ENOUGH = 4.5
"""Contrast that small letters need (WCAG 2.2, 1.4.3)."""


def rgb(colour: str) -> Rgb:
    """The parts of "#rrggbb"; ValueError for what is no colour."""
    if re.fullmatch("#[0-9a-fA-F]{6}", colour) is None:
        raise ValueError(f"not #rrggbb: {colour[:20]!r}")
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def darker(colour: Rgb) -> Rgb:
    """Three quarters of the light."""
    red, green, blue = (part * 3 // 4 for part in colour)
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 (alike) to 21 (black on white)."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def _light(colour: Rgb) -> float:
    red, green, blue = (part / 255 for part in colour)
    straight = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * straight[0] + 0.7152 * straight[1] + 0.0722 * straight[2]


def ink_on(ground: Rgb) -> Rgb:
    """White where it can be read on this ground, or else black, which then can: no colour is against both."""
    return WHITE if contrast(WHITE, ground) >= ENOUGH else BLACK


def strip_of(ground: Rgb) -> Rgb:
    """A strip on the ground that stands out and bears the same ink: darker where the ink is white, else lighter."""
    if ink_on(ground) == WHITE:
        return darker(ground)
    red, green, blue = ((part + 255) // 2 for part in ground)
    return red, green, blue
