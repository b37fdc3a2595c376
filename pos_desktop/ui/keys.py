"""The keys that mean the same on every screen: one list for the bar, the shortcuts and the key handlers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from pos_desktop.ui.models.views import FKeyView
from pos_desktop.wording import _


class Action(StrEnum):
    """What a key asks for; the screen on show decides what it does, if anything."""

    NEW_ORDER = "new_order"
    QUANTITY = "quantity"
    FIND_ITEM = "find_item"
    MEMBER = "member"
    REDEEM = "redeem"
    DISCOUNT = "discount"
    CASH = "cash"
    PAY = "pay"
    REPRINT = "reprint"
    PRICE_CHECK = "price_check"
    GIFT_CARD = "gift_card"
    DRAWER = "drawer"
    HOLD = "hold"
    ORDER = "order"
    TABLES = "tables"
    LOCK = "lock"
    REMOVE_LINE = "remove_line"
    OPTIONS = "options"
    COURSE = "course"
    KITCHEN = "kitchen"
    FIRE = "fire"
    UNDO = "undo"
    LINE_UP = "line_up"
    LINE_DOWN = "line_down"
    MORE = "more"
    FEWER = "fewer"
    BACK = "back"
    PRIMARY = "primary"


@dataclass(frozen=True, slots=True)
class Binding:
    """One key: `key` as shown on the bar, `label` is read at display time."""

    action: Action
    key: str
    code: Qt.Key
    label: Callable[[], str]
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier


# Function keys never reach a text field, so they alone are shortcuts. Printable keys never are: a scanner types them.
FUNCTION_KEYS: Final = (
    Binding(Action.NEW_ORDER, "F1", Qt.Key.Key_F1, lambda: _("Đơn mới")),
    Binding(Action.QUANTITY, "F2", Qt.Key.Key_F2, lambda: _("Số lượng")),
    Binding(Action.FIND_ITEM, "F3", Qt.Key.Key_F3, lambda: _("Tìm hàng")),
    Binding(Action.MEMBER, "F4", Qt.Key.Key_F4, lambda: _("Khách")),
    Binding(Action.REDEEM, "F5", Qt.Key.Key_F5, lambda: _("Đổi điểm")),
    Binding(Action.DISCOUNT, "F6", Qt.Key.Key_F6, lambda: _("Giảm giá")),
    Binding(Action.HOLD, "F7", Qt.Key.Key_F7, lambda: _("Giữ đơn")),
    Binding(Action.CASH, "F8", Qt.Key.Key_F8, lambda: _("Tiền mặt")),
    Binding(Action.PAY, "F9", Qt.Key.Key_F9, lambda: _("Thanh toán")),
    Binding(Action.REPRINT, "F10", Qt.Key.Key_F10, lambda: _("In lại")),
    Binding(Action.PRICE_CHECK, "F11", Qt.Key.Key_F11, lambda: _("Tra giá")),
    Binding(Action.LOCK, "F12", Qt.Key.Key_F12, lambda: _("Khoá")),
)
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
OTHER_KEYS: Final = (
    Binding(Action.REMOVE_LINE, "Del", Qt.Key.Key_Delete, lambda: _("Xoá món")),
    Binding(Action.OPTIONS, "Ctrl+E", Qt.Key.Key_E, lambda: _("Tuỳ chọn của món"), _CTRL),
    Binding(Action.COURSE, "Ctrl+L", Qt.Key.Key_L, lambda: _("Lượt ra món"), _CTRL),
    Binding(Action.KITCHEN, "Ctrl+K", Qt.Key.Key_K, lambda: _("Báo bếp"), _CTRL),
    Binding(Action.FIRE, "Ctrl+R", Qt.Key.Key_R, lambda: _("Ra món"), _CTRL),
    Binding(Action.GIFT_CARD, "Ctrl+G", Qt.Key.Key_G, lambda: _("Bán thẻ quà tặng"), _CTRL),
    Binding(Action.ORDER, "Ctrl+O", Qt.Key.Key_O, lambda: _("Chi tiết đơn"), _CTRL),
    Binding(Action.TABLES, "Ctrl+T", Qt.Key.Key_T, lambda: _("Sơ đồ bàn"), _CTRL),
    Binding(Action.DRAWER, "Ctrl+D", Qt.Key.Key_D, lambda: _("Mở két"), _CTRL),
    Binding(Action.UNDO, "Ctrl+Z", Qt.Key.Key_Z, lambda: _("Hoàn tác"), _CTRL),
    Binding(Action.LINE_UP, "Up", Qt.Key.Key_Up, lambda: _("Món trên")),
    Binding(Action.LINE_DOWN, "Down", Qt.Key.Key_Down, lambda: _("Món dưới")),
    Binding(Action.MORE, "+", Qt.Key.Key_Plus, lambda: _("Thêm một")),
    Binding(Action.FEWER, "\u2212", Qt.Key.Key_Minus, lambda: _("Bớt một")),
    Binding(Action.BACK, "Esc", Qt.Key.Key_Escape, lambda: _("Quay lại")),
    Binding(Action.PRIMARY, "Enter", Qt.Key.Key_Return, lambda: _("Việc chính")),
    Binding(Action.PRIMARY, "Enter", Qt.Key.Key_Enter, lambda: _("Việc chính")),
)
# The bar has no room for what stands on big buttons of its own.
BAR: Final = tuple(key for key in FUNCTION_KEYS if key.action not in (Action.CASH, Action.PAY))


def bar_views(enabled: Callable[[Action], bool] = lambda action: True) -> tuple[FKeyView, ...]:
    """Give the bar's keys in the language in force."""
    return tuple(FKeyView(key.action, key.key, key.label(), enabled(key.action)) for key in BAR)


def action_of(event: QKeyEvent) -> Action | None:
    """Tell what a key that no text field wanted asks for, or None; for `keyPressEvent` of a screen."""
    modifiers = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    for binding in OTHER_KEYS:
        if event.key() == binding.code and modifiers == binding.modifiers:
            return binding.action
    return None


class Shortcuts(QObject):
    """The function keys of one window.

    Signals: `triggered(Action)`.
    """

    triggered = Signal(object)

    def __init__(self, window: QWidget, bindings: Iterable[Binding] = FUNCTION_KEYS) -> None:
        super().__init__(window)
        self._shortcuts = {binding.action: self._bind(window, binding) for binding in bindings}

    def enable(self, *, on: bool) -> None:
        """Switch all of them off while a modal is open, and on again."""
        for shortcut in self._shortcuts.values():
            shortcut.setEnabled(on)

    def _bind(self, window: QWidget, binding: Binding) -> QShortcut:
        shortcut = QShortcut(QKeySequence(binding.code), window)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: self.triggered.emit(binding.action))
        return shortcut
