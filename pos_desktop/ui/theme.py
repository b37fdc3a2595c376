"""Colours, type, sizes and the application font: one `Theme` for the whole program, switched live."""

import functools
import json
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from pos_desktop.ui import layout
from pos_desktop.ui.stylesheet import stylesheet

Mode = Literal["light", "dark", "auto"]

ASSETS: Final = Path(__file__).resolve().parents[2] / "assets"
FAMILY: Final = "Roboto"
SCALES: Final = (1.0, 1.125, 1.25, 1.375, 1.5, 1.625, 1.75, 1.875, 2.0)

# Pixels at scale 1; nothing on screen is smaller than "cap".
TYPE: Final = {
    "cap": 13,
    "small": 14,
    "body": 15,
    "cash": 17,
    "heading": 20,
    "key": 24,
    "kpi": 28,
    "total": 32,
    "due": 48,
    "change": 64,
}
REGULAR: Final = QFont.Weight.Normal
MEDIUM: Final = QFont.Weight.Medium
BOLD: Final = QFont.Weight.Bold
_IN_FUSION: Final = "inFusion"  # property of an application whose style was set; under a sheet it tells no name


@functools.cache
def tokens() -> dict[str, dict[str, str]]:
    """Colours by theme and role, as `assets/tokens.json` lists them."""
    read = json.loads((ASSETS / "tokens.json").read_text("utf-8"))
    return {mode: read[mode] for mode in ("light", "dark")}


@functools.cache
def load_fonts() -> None:
    """Give Qt our own Roboto, once, so that every till draws the same letters.

    Raises:
        RuntimeError: a font file is missing or damaged.
    """
    for weight in ("Regular", "Medium", "Bold"):
        path = ASSETS / "fonts" / f"Roboto-{weight}.ttf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"font not readable: {path}")


def fitting_scale(*, width: int, height: int, inches: float) -> float:
    """Give the lowest scale that makes a 48 px target 9 mm on a panel of these pixels and this diagonal.

    Never so large that 1024 x 768 scaled pixels no longer fit. A diagonal of 0 (unknown) gives 1.
    """
    if inches <= 0:
        return 1.0
    ppi = (width**2 + height**2) ** 0.5 / inches
    room = min(width / 1024, height / 768)
    fitting = [scale for scale in SCALES if scale <= room] or [1.0]
    return next((scale for scale in fitting if 48 * scale / ppi * 25.4 >= 9), fitting[-1])


class Theme(QObject):
    """The look in force. Widgets ask `current()`; Qt tells them of a switch by `StyleChange`.

    Attributes: `mode` ("light", "dark" or "auto", as chosen), `scale` (K of the design pages),
    `motion` (False stops every animation).
    Signals: `changed()` after a switch, for what is no widget.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode: Mode = "auto"
        self.scale = 1.0
        self.motion = True
        self._app: QApplication | None = None

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in force."""
        if self.mode == "auto":
            return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.mode == "dark"

    def apply(self, app: QApplication, mode: Mode | None = None, scale: float | None = None) -> None:
        """Dress the application, at the start and at every switch; what is left out stays as it was."""
        self.mode, self.scale = mode or self.mode, scale or self.scale
        if self._app is not app:
            self._adopt(app)
        sheet = stylesheet(self._colours(), self.px)
        if app.styleSheet() != sheet:  # Qt would polish every widget again, even for the same
            app.setProperty(layout.SCALE, self.scale)
            app.setFont(self.font("body"))
            app.setPalette(self._palette())
            app.setStyleSheet(sheet)
            layout.rescale(app)
        self.changed.emit()

    def px(self, units: float) -> int:
        """Turn design pixels into pixels of this screen."""
        return round(units * self.scale)

    def colour(self, token: str) -> QColor:
        """Give the colour of a role of `tokens.json`."""
        return QColor(self._colours()[token])

    def font(self, size: str | int, weight: QFont.Weight = REGULAR) -> QFont:
        """Give the application font at a named size (`TYPE`) or at design pixels, with equally wide digits."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(TYPE[size] if isinstance(size, str) else size))
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _adopt(self, app: QApplication) -> None:
        global _current
        _current, self._app = self, app
        load_fonts()
        if not app.property(_IN_FUSION):
            app.setStyle("Fusion")
            app.setProperty(_IN_FUSION, True)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _follow_system(self) -> None:
        if self.mode == "auto" and self._app is not None:
            self.apply(self._app)

    def _colours(self) -> dict[str, str]:
        return tokens()["dark" if self.dark else "light"]

    def _palette(self) -> QPalette:
        role, palette = QPalette.ColorRole, QPalette()
        for which, token in {
            role.Window: "bg",
            role.WindowText: "text",
            role.Base: "surface",
            role.AlternateBase: "surface2",
            role.Text: "text",
            role.PlaceholderText: "text2",
            role.Button: "surface2",
            role.ButtonText: "text",
            role.ToolTipBase: "text",
            role.ToolTipText: "surface",
            role.Highlight: "primary",
            role.HighlightedText: "onPrimary",
            role.Link: "primary",
            role.Accent: "primary",
            role.Mid: "border",
        }.items():
            palette.setColor(which, self.colour(token))
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.colour("textDisabled"))
        return palette


_current: Theme | None = None


def current() -> Theme:
    """Give the theme that was applied last; before the first one, a light theme at scale 1."""
    global _current  # noqa: PLW0603 - see Theme._adopt
    if _current is None:
        _current = Theme()
        _current.mode = "light"
    return _current
