"""Keeps the open order in the database after every change, without ever making the window wait."""

from PySide6.QtCore import QObject, QTimer, Signal

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.order import Order
from pos_desktop.services.selling.orders import Orders
from pos_desktop.ui.ops import Ops

AGAIN_MS = 2000


class Autosave(QObject):
    """One save at a time; of the states that come up meanwhile only the latest is written.

    Signals: `failed(Exception)` once, when the order cannot be kept; it tries again by itself until it can.
    """

    failed = Signal(object)

    def __init__(self, orders: Orders, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders, self._ops = orders, ops
        self._next: tuple[Order, Id, int, Money] | None = None
        self._sent: tuple[Order, Id, int, Money] | None = None
        self._is_failing = False
        self._again = QTimer(self, interval=AGAIN_MS, singleShot=True, timeout=self._send)

    def keep(self, order: Order, staff_id: Id, reserved: int = 0, due: Money = 0) -> None:
        """Keep this state; an earlier one that was not written yet never will be."""
        self._next = (order, staff_id, reserved, due)
        if self._sent is None and not self._again.isActive():
            self._send()

    def forget(self) -> None:
        """The order is closed: nothing more of it is to be written."""
        self._next = None
        self._again.stop()

    def _send(self) -> None:
        if self._next is None or self._sent is not None:
            return
        self._sent, self._next = self._next, None
        self._ops.run(self._orders.save, *self._sent, then=self._saved, failed=self._not_saved)

    def _saved(self, _none: object) -> None:
        self._sent, self._is_failing = None, False
        self._send()

    def _not_saved(self, error: Exception) -> None:
        sent, self._sent = self._sent, None
        if self._next is None:
            self._next = sent
        if not self._is_failing:
            self._is_failing = True
            self.failed.emit(error)
        self._again.start()
