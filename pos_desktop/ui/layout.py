"""Rows, columns and sizes in design pixels, which follow a change of scale while the window is open."""

from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Item = QWidget | QLayout
Part = Item | tuple[Item, int] | None
Pad = int | tuple[int, int, int, int]

SCALE = "uiScale"  # property of the application, set by the theme
_PAD, _GAP, _SIZES = "unitsPad", "unitsGap", "unitsSizes"


_L = TypeVar("_L", bound=QLayout)
_B = TypeVar("_B", bound=QBoxLayout)
_W = TypeVar("_W", bound=QWidget)


def row(owner: QWidget | None, *parts: Part, gap: int = 8, pad: Pad = 0) -> QHBoxLayout:
    """Lay parts out from left to right: widgets, layouts, pairs with a stretch, `None` for the free space.

    `gap` and `pad` (one number, or left, top, right, bottom) are design pixels.
    """
    return _fill(QHBoxLayout(owner) if owner else QHBoxLayout(), parts, gap, pad)


def column(owner: QWidget | None, *parts: Part, gap: int = 8, pad: Pad = 0) -> QVBoxLayout:
    """Lay parts out from top to bottom; see `row`."""
    return _fill(QVBoxLayout(owner) if owner else QVBoxLayout(), parts, gap, pad)


def grid(owner: QWidget, *, gap: int = 8, pad: Pad = 0) -> QGridLayout:
    """Make an empty grid with spaces in design pixels."""
    return spaced(QGridLayout(owner), gap=gap, pad=pad)


def spaced(layout: _L, *, gap: int, pad: Pad) -> _L:
    """Give a layout spaces in design pixels, kept when the scale changes."""
    layout.setProperty(_GAP, gap)
    layout.setProperty(_PAD, [pad] * 4 if isinstance(pad, int) else list(pad))
    _space(layout)
    return layout


def sized(
    widget: _W,
    *,
    width: int | None = None,
    height: int | None = None,
    min_width: int | None = None,
    min_height: int | None = None,
    max_width: int | None = None,
) -> _W:
    """Fix or bound a widget's size in design pixels, kept when the scale changes."""
    given = {"width": width, "height": height, "minWidth": min_width, "minHeight": min_height, "maxWidth": max_width}
    widget.setProperty(_SIZES, {name: units for name, units in given.items() if units is not None})
    _size(widget)
    return widget


def settle(levels: int = 3) -> None:
    """Lay out at once what has just been made: by itself each level waits for a turn of the loop, and is squeezed."""
    for _level in range(levels):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def px(units: float) -> int:
    """Turn design pixels into pixels of this screen."""
    app = QApplication.instance()
    return round(units * float((app and app.property(SCALE)) or 1.0))


def rescale(app: QApplication) -> None:
    """Bring every layout and size made here to the scale in force."""
    for widget in app.allWidgets():
        if widget.property(_SIZES):
            _size(widget)
        if (layout := widget.layout()) is not None:
            _rescale_layout(layout)


def _fill(layout: _B, parts: tuple[Part, ...], gap: int, pad: Pad) -> _B:
    spaced(layout, gap=gap, pad=pad)
    for part in parts:
        if part is None:
            layout.addStretch(1)
            continue
        item, stretch = part if isinstance(part, tuple) else (part, 0)
        if isinstance(item, QWidget):
            layout.addWidget(item, stretch)
        else:
            layout.addLayout(item, stretch)
    return layout


def _space(layout: QLayout) -> None:
    layout.setSpacing(px(layout.property(_GAP)))
    layout.setContentsMargins(*(px(units) for units in layout.property(_PAD)))


def _size(widget: QWidget) -> None:
    setters = {
        "width": widget.setFixedWidth,
        "height": widget.setFixedHeight,
        "minWidth": widget.setMinimumWidth,
        "minHeight": widget.setMinimumHeight,
        "maxWidth": widget.setMaximumWidth,
    }
    for name, units in widget.property(_SIZES).items():
        setters[name](px(units))


def _rescale_layout(layout: QLayout) -> None:
    if layout.property(_GAP) is not None:
        _space(layout)
    for index in range(layout.count()):
        inner = layout.itemAt(index).layout()
        if inner is not None:
            _rescale_layout(inner)
