"""The selling screens of one shop: sale, payment, done and member, wired to the window, the scanner and the printer."""

from PySide6.QtCore import QObject, QTimer, Signal

from pos_desktop.app.receipts import Receipts
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.catalogue import Wares
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.approval.controller import ApprovalController
from pos_desktop.ui.keys import Action
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.ui.sale.screen import SaleScreen, hands_of
from pos_desktop.ui.sounds import Sounds
from pos_desktop.ui.widgets.pictures import look_in
from pos_desktop.ui.window import Target, Window
from pos_desktop.wording import _

COUNT_MS = 60_000


class Selling(QObject):
    """Lives from the first sign-in to the end of the program, or to a lesson; the open order survives every lock.

    Attributes: `sale`, `payment`: the controllers; `hands`: all of them.
    Signals: `locked()` when the cashier leaves the till (F12), `drawer_wanted()` to open the drawer without a sale,
    `tables_wanted()` for the floor.
    """

    locked = Signal()
    drawer_wanted = Signal()
    tables_wanted = Signal()

    def __init__(
        self, window: Window, desk: Desk, ops: Ops, wares: Wares, person: Person, receipts: Receipts, sounds: Sounds,
        approval: ApprovalController, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._approval = approval
        self._window, self._receipts, self._sounds = window, receipts, sounds
        self.sale = SaleController(desk, ops, wares, person, receipts.printer, self)
        self.hands = hands_of(self.sale, self)
        self.payment = self.hands.payment
        look_in(desk.pictures.folder)
        self._screen = SaleScreen(self.hands)
        self._screen.bind_search(window.top.search)
        # Other tills put orders aside too.
        self._count = QTimer(self)
        self._count.setInterval(COUNT_MS)
        self._count.timeout.connect(self.sale.count_waiting)
        self._count.start()
        self._connect()

    def _connect(self) -> None:
        sale, window = self.sale, self._window
        sale.changed.connect(lambda _view: window.refresh_keys())
        sale.approval_wanted.connect(self._approval.ask)
        sale.toast.connect(window.toast)
        sale.outdated.connect(window.toasts.dismiss)
        sale.ask.connect(window.confirm)
        sale.ask_either.connect(window.confirm)
        sale.sound.connect(self._sounds.play)
        window.refused.connect(self._refused)
        window.broken.connect(self._broken)
        self._screen.drawer_wanted.connect(self.drawer_wanted)
        self._screen.tables_wanted.connect(self.tables_wanted)
        window.top.tables.clicked.connect(self.tables_wanted)
        window.top.held.clicked.connect(self._list_held)
        sale.waiting_changed.connect(window.top.show_held)

    def begin(self, person: Person, *, first: bool) -> None:
        """Sell as this person; the `first` one finds the order that was open when the till last stopped."""
        if first:
            self.sale.recover()
        else:
            self.sale.change_person(person)
            self.payment.ask_again()
        self._receipts.begin(person)
        self.sale.count_waiting()
        self.sale.ops.run(self.sale.desk.tables.has_tables, then=self._window.top.show_tables)
        target = Target(self.sale.scan, self._act, self.sale.allows, has_keys=True, has_search=True,
                        toasts=self._screen.cart.notices)  # fmt: skip
        self._window.show_screen(self._screen, target)
        self.sale.refresh()

    def _list_held(self) -> None:
        """The orders that wait, over the sale."""
        if self._screen.isVisible():
            self.hands.held.open()

    def retire(self) -> None:
        """Somebody else gets the window: the order is kept, and found by who sells here next."""
        self._count.stop()
        self._window.top.held.clicked.disconnect(self._list_held)
        self._window.top.tables.clicked.disconnect(self.tables_wanted)
        self._window.top.show_held(0)
        self._window.drop_screen(self._screen)
        self._window.top.search.clear()
        self._window.top.search.setEnabled(True)

    def _refused(self) -> None:
        self._sounds.play("error")

    def _act(self, action: Action) -> None:
        if action is Action.LOCK:
            self.locked.emit()
        else:
            self._screen.act(action)

    def _broken(self) -> None:
        """Part of a code was read."""
        self.sale.refuse(_("Mã đọc chưa đủ, quét lại."))
