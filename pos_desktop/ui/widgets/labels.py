"""Texts: plain ones by role and tone, ones that may be cut, and money with equally wide digits."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from pos_desktop.ui import icons, layout, theme
from pos_desktop.ui.models.views import AmountView, Tone
from pos_desktop.ui.widgets.paint import LEFT, Dressed, write

WEIGHTS = {"regular": theme.REGULAR, "medium": theme.MEDIUM, "bold": theme.BOLD}


class Text(QLabel):
    """A label. `role` is a size of `theme.TYPE`, `weight` "regular", "medium" or "bold"; `wrap` lets it take lines."""

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "body",
        tone: Tone = Tone.TEXT,
        weight: str = "regular",
        wrap: bool = False,
        align: Qt.AlignmentFlag = LEFT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)  # a name is never markup
        self.setAlignment(align)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setProperty("weight", weight)
        self.setProperty("tone", str(tone))

    def show_tone(self, tone: Tone) -> None:
        """Change the meaning of the colour."""
        if self.property("tone") != str(tone):
            self.setProperty("tone", str(tone))
            self.style().unpolish(self)
            self.style().polish(self)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the line high enough for stacked marks, which rise above the font's own ascent."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setMinimumHeight(0 if self.wordWrap() else round(1.4 * self.font().pixelSize()))


class Cut(Dressed, QWidget):
    """One line of text that may be cut with an ellipsis; then the whole text is the tooltip.

    It carries the property `mayElide`, by which the tests know that cutting is meant.
    """

    def __init__(
        self,
        text: str = "",
        *,
        role: str | int = "body",
        tone: Tone = Tone.TEXT,
        weight: str = "regular",
        align: Qt.AlignmentFlag = LEFT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._role, self._tone, self._weight, self._align = text, role, tone, weight, align
        self.setProperty("mayElide", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def text(self) -> str:
        """Give the whole text."""
        return self._text

    def show_text(self, text: str, *, tone: Tone | None = None) -> None:
        """Show another text."""
        self._text, self._tone = text, tone or self._tone
        self.setAccessibleName(text)
        self._tell()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        font = self._font()
        return QSize(round(QFontMetricsF(font).horizontalAdvance(self._text) + 1.5), round(1.4 * font.pixelSize()))

    def minimumSizeHint(self) -> QSize:
        """A few letters are the least."""
        return QSize(min(self.sizeHint().width(), theme.current().px(48)), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out whether the text is cut now."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the text."""
        painter = QPainter(self)
        colour = theme.current().colour(_TOKENS[self._tone])
        write(painter, QRectF(self.rect()), self._text, self._font(), colour, self._align)
        painter.end()

    def _font(self) -> QFont:
        return theme.current().font(self._role, WEIGHTS[self._weight])

    def _tell(self) -> None:
        self.setToolTip(self._text if self.sizeHint().width() > self.width() else "")


class MoneyLabel(Text):
    """An amount of money or points, right-aligned; digits have equal widths, so that it does not dance."""

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "body",
        tone: Tone = Tone.TEXT,
        weight: str = "medium",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    ) -> None:
        super().__init__(text, role=role, tone=tone, weight=weight, align=align)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)


class AmountRow(QWidget):
    """A label on the left, its amount on the right."""

    def __init__(self, view: AmountView | None = None, *, role: str = "body", strong: bool = False) -> None:
        super().__init__()
        self.label = Text(role="small" if not strong else "body", weight="medium" if strong else "regular")
        self.amount = MoneyLabel(role=role, weight="bold" if strong else "regular")
        layout.row(self, self.label, None, self.amount, gap=8)
        if view is not None:
            self.show_view(view)

    def show_view(self, view: AmountView) -> None:
        """Show another amount."""
        self.label.setText(view.label)
        self.amount.setText(view.amount)
        self.amount.show_tone(Tone.TEXT if view.tone is Tone.MUTED else view.tone)
        self.label.show_tone(Tone.MUTED if view.tone is Tone.MUTED else Tone.TEXT)


class Picture(Dressed, QWidget):
    """An icon in a token's colour."""

    def __init__(self, icon: str, *, size: int = 24, colour: str = "text2", name: str = "") -> None:
        super().__init__()
        self._icon, self._units, self._colour = icon, size, colour
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str, colour: str | None = None) -> None:
        """Show another icon or colour."""
        self._icon, self._colour = icon, colour or self._colour
        self.update()

    def sizeHint(self) -> QSize:
        """The icon's own size."""
        side = theme.current().px(self._units)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        icons.paint_icon(painter, self._icon, QRectF(self.rect()), theme.current().colour(self._colour))
        painter.end()


def rule() -> QFrame:
    """Make a thin line between two parts."""
    line = QFrame()
    line.setProperty("rule", True)
    line.setFixedHeight(1)
    return line


_TOKENS = {
    Tone.TEXT: "text",
    Tone.MUTED: "text2",
    Tone.PRIMARY: "primary",
    Tone.PAY: "pay",
    Tone.LOYALTY: "loyalty",
    Tone.WARN: "warn",
    Tone.DANGER: "danger",
    Tone.DISABLED: "textDisabled",
    Tone.INVERSE: "surface",
}


def colour_of(tone: Tone) -> str:
    """Give the colour token of a tone."""
    return _TOKENS[tone]
