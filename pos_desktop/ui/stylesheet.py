"""The style sheet of the stock widgets, from colour tokens and design pixels; buttons and tiles paint themselves."""

from collections.abc import Callable, Mapping
from string import Template

_SHEET = """
QWidget { color: $text; }
QWidget[canvas="true"], QMainWindow { background: $bg; }
QWidget[card="true"] { background: $surface; border: 1px solid $border; border-radius: ${r12}px; }
QWidget[bar="top"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QWidget[bar="bottom"] { background: $surface; border: none; border-top: 1px solid $border; }
QWidget[bar="training"] { background: $training; border: none; }
QWidget[bar="training"] QLabel { color: $onTraining; }
QFrame[rule="true"] { background: $border; border: none; }
QToolTip { background: $text; color: $surface; border: none; padding: ${p6}px ${p8}px; font-size: ${f14}px; }

QLabel { background: transparent; border: none; }
QLabel[role="cap"] { font-size: ${f13}px; }
QLabel[role="small"] { font-size: ${f14}px; }
QLabel[role="body"] { font-size: ${f15}px; }
QLabel[role="cash"] { font-size: ${f17}px; }
QLabel[role="heading"] { font-size: ${f20}px; }
QLabel[role="key"] { font-size: ${f24}px; }
QLabel[role="kpi"] { font-size: ${f28}px; }
QLabel[role="total"] { font-size: ${f32}px; }
QLabel[role="due"] { font-size: ${f48}px; }
QLabel[role="change"] { font-size: ${f64}px; }
QLabel[weight="medium"] { font-weight: 500; }
QLabel[weight="bold"] { font-weight: 700; }
QLabel[tone="muted"] { color: $text2; }
QLabel[tone="primary"] { color: $primary; }
QLabel[tone="pay"] { color: $pay; }
QLabel[tone="loyalty"] { color: $loyalty; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="inverse"] { color: $surface; }
QLabel[tone="disabled"], QLabel:disabled { color: $textDisabled; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox, QDateEdit {
    background: $surface; color: $text; border: 2px solid $borderStrong; border-radius: ${r10}px;
    padding: 0 ${p12}px; font-size: ${f15}px;
    selection-background-color: $primary; selection-color: $onPrimary; placeholder-text-color: $text2;
}
QLineEdit, QAbstractSpinBox, QComboBox, QDateEdit { min-height: ${h44}px; }
QPlainTextEdit, QTextEdit { padding: ${p8}px; }
QLineEdit:hover, QComboBox:hover { border-color: $text2; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 3px solid $focus; padding: 0 ${p11}px;
}
QLineEdit[error="true"] { border: 2px solid $danger; padding: 0 ${p12}px; }
QLineEdit:read-only { background: $surface2; border-color: $surface2; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
    background: $surface2; border-color: $surface2; color: $textDisabled;
}
QComboBox::drop-down { border: none; width: ${p32}px; }
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $border; selection-background-color: $primarySoft;
    selection-color: $text; outline: none;
}
QScrollArea, QScrollArea > QWidget > QWidget[plain="true"], QStackedWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: ${p12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p12}px; margin: 0; }
QScrollBar::handle { background: $surface3; border-radius: ${r4}px; margin: 2px; }
QScrollBar::handle:vertical { min-height: ${h44}px; }
QScrollBar::handle:horizontal { min-width: ${h44}px; }
QScrollBar::handle:hover { background: $borderStrong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView, QListView, QTreeView {
    background: $surface; border: none; gridline-color: $border; outline: none; font-size: ${f15}px;
    selection-background-color: $primarySoft; selection-color: $text; alternate-background-color: $surface;
}
QTableView::item, QListView::item { padding: ${p8}px; border-bottom: 1px solid $border; }
QHeaderView::section {
    background: $surface; color: $text2; border: none; border-bottom: 1px solid $border;
    padding: ${p8}px; font-size: ${f14}px; font-weight: 500;
}
QMenu { background: $surface; border: 1px solid $border; border-radius: ${r10}px; padding: ${p6}px; }
QMenu::item { padding: ${p12}px ${p20}px; border-radius: ${r8}px; font-size: ${f15}px; }
QMenu::item:selected { background: $primarySoft; color: $text; }
QMenu::item:disabled { color: $textDisabled; }
QMenu::separator { height: 1px; background: $border; margin: ${p6}px 0; }
"""

_UNITS = {
    "r": (4, 6, 8, 10, 12),
    "p": (6, 8, 11, 12, 20, 32),
    "f": (13, 14, 15, 17, 20, 24, 28, 32, 48, 64),
    "h": (44,),
}


def stylesheet(colours: Mapping[str, str], px: Callable[[float], int]) -> str:
    """Fill the sheet with colours by token and sizes in screen pixels."""
    sizes = {f"{letter}{units}": str(px(units)) for letter, all_units in _UNITS.items() for units in all_units}
    return Template(_SHEET).substitute(colours, **sizes)
