"""Colours, fonts and scale: what the design promises about them."""

import json

import pytest
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from pos_desktop.ui import layout, theme

TOKENS = json.loads((theme.ASSETS / "tokens.json").read_text("utf-8"))
SIZES = sorted(theme.TYPE.values())
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
FONTS = [theme.ASSETS / "fonts" / f"Roboto-{weight}.ttf" for weight in ("Regular", "Medium", "Bold")]


def vietnamese_letters():
    import unicodedata

    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
    return "".join(sorted(small | {letter.upper() for letter in small}))


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_formula_itself():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("pair", TOKENS["pairs"], ids=lambda pair: f"{pair['fg']}-on-{pair['bg']}")
def test_every_pair_of_colours_has_its_contrast(mode, pair):
    assert contrast(TOKENS[mode][pair["fg"]], TOKENS[mode][pair["bg"]]) >= pair["at_least"]


def test_both_themes_have_the_same_tokens():
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_every_letter_and_sign_is_in_the_fonts(qapp, path):
    font = QRawFont(str(path), 16)
    wanted = vietnamese_letters() + "0123456789₫\u2212×·–…\u00a0.,:;%+()/•"

    assert len(vietnamese_letters()) == 134 + 12  # the plain vowels are among them
    assert [letter for letter in wanted if not font.supportsCharacter(ord(letter))] == []


@pytest.mark.parametrize("size", list(theme.TYPE))
@pytest.mark.parametrize("weight", [theme.REGULAR, theme.MEDIUM, theme.BOLD])
def test_digits_have_equal_widths(dressed, size, weight):
    metrics = QFontMetricsF(dressed.font(size, weight))

    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_digits_keep_equal_widths_under_the_style_sheet(dressed, qtbot):
    label = QLabel("267.000 ₫")
    qtbot.addWidget(label)
    label.setStyleSheet("font-size: 32px; font-weight: 700")
    label.ensurePolished()

    assert label.font().featureValue(QFont.Tag("tnum")) == 1
    assert label.font().pixelSize() == 32
    metrics = QFontMetricsF(label.font())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("size", SIZES)
def test_stacked_marks_fit_a_line_of_one_point_four_em(qapp, path, size):
    font = QRawFont(str(path), size)
    tops = [font.boundingRect(index).top() for index in font.glyphIndexesForString("ẪỂỖẤỔẨ")]
    bottoms = [font.boundingRect(index).bottom() for index in font.glyphIndexesForString("ỵựậgjp₫")]
    line = 1.4 * size
    # A label centres ascent + descent in its height; the marks may rise above the ascent by what is left on top.
    free = (line - font.ascent() - font.descent()) / 2

    assert -min(tops) <= font.ascent() + free + 0.5
    assert max(bottoms) <= font.descent() + free + 0.5


def test_the_theme_switches_live(dressed, qapp, qtbot):
    window = QWidget()
    window.setProperty("canvas", True)
    qtbot.addWidget(window)
    window.show()

    for mode in ("light", "dark", "light"):
        dressed.apply(qapp, mode)
        assert window.palette().windowText().color() == dressed.colour("text") == QColor(TOKENS[mode]["text"])
        assert window.grab().toImage().pixelColor(5, 5) == QColor(TOKENS[mode]["bg"])


def test_scale_reaches_fonts_layouts_and_sizes_of_an_open_window(dressed, qapp, qtbot):
    window, button = QWidget(), layout.sized(QPushButton("Lưu"), min_height=48)
    qtbot.addWidget(window)
    inner = layout.row(None, button, gap=8, pad=12)
    layout.column(window, inner, gap=4)

    dressed.apply(qapp, scale=1.25)

    assert (button.minimumHeight(), inner.spacing(), inner.contentsMargins().left()) == (60, 10, 15)
    assert dressed.font("body").pixelSize() == 19
    assert isinstance(window.layout(), QVBoxLayout)
    assert window.layout().spacing() == 5


@pytest.mark.parametrize(
    ("width", "height", "inches", "scale"),
    [
        (1024, 768, 15, 1.0),
        (1366, 768, 15.6, 1.0),
        (1920, 1080, 21.5, 1.0),
        (1920, 1080, 15.6, 1.125),
        (1280, 800, 10.1, 1.0),
        (3840, 2160, 15.6, 2.0),
        (1920, 1080, 0, 1.0),
    ],
)
def test_the_scale_that_fits_a_panel(width, height, inches, scale):
    assert theme.fitting_scale(width=width, height=height, inches=inches) == scale
