"""The selling screen: catalogue, payment or the finished sale on the left, the order on the right."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from pos_desktop.selling.order import OrderType
from pos_desktop.ui import layout
from pos_desktop.ui.done.controller import DoneController
from pos_desktop.ui.done.screen import DonePanel
from pos_desktop.ui.keys import Action, action_of
from pos_desktop.ui.member.controller import MemberController
from pos_desktop.ui.member.screen import MemberSheet
from pos_desktop.ui.payment.controller import PaymentController
from pos_desktop.ui.payment.screen import PaymentPanel
from pos_desktop.ui.sale.cart_panel import CartPanel
from pos_desktop.ui.sale.catalogue_panel import CataloguePanel
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.ui.sale.deeds import Deeds
from pos_desktop.ui.sale.divide_sheet import DivideSheet
from pos_desktop.ui.sale.dividing import Divide
from pos_desktop.ui.sale.entry_sheet import EntrySheet
from pos_desktop.ui.sale.held_orders import HeldOrders
from pos_desktop.ui.sale.held_sheet import HeldSheet
from pos_desktop.ui.sale.kitchen_sheet import KitchenSheet
from pos_desktop.ui.sale.making_sheet import MakingSheet
from pos_desktop.ui.sale.order_details import OrderDetails
from pos_desktop.ui.sale.order_sheet import OrderSheet
from pos_desktop.ui.sale.pin_sheet import PinSheet
from pos_desktop.ui.sale.proving import Proving
from pos_desktop.ui.sale.stocked import ask_sold_out
from pos_desktop.ui.sale.view import SaleView, order_types
from pos_desktop.ui.scanner import MODAL_OPEN
from pos_desktop.ui.why.controller import WhyController
from pos_desktop.ui.why.sheet import WhySheet
from pos_desktop.ui.widgets.entry import SearchField
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _


@dataclass(frozen=True, slots=True)
class Hands:
    """The controllers of one sale, each made once."""

    sale: SaleController
    payment: PaymentController
    member: MemberController
    done: DoneController
    proving: Proving
    why: WhyController
    held: HeldOrders
    details: OrderDetails
    divide: Divide


def hands_of(sale: SaleController, parent: QObject | None = None) -> Hands:
    """All controllers around the open order."""
    payment, member = PaymentController(sale, parent), MemberController(sale, parent)
    done = DoneController(sale, payment, member, parent)
    made = Hands(
        sale, payment, member, done, Proving(sale, parent), WhyController(sale, parent), HeldOrders(sale, parent),
        OrderDetails(sale, parent), Divide(sale, parent),
    )  # fmt: skip
    made.details.divide_wanted.connect(made.divide.open)
    member.pin.connect(made.proving.set_pin)
    member.why.connect(made.why.ask_account)
    done.why.connect(made.why.ask_sale)
    return made


class SaleScreen(Dressed, QWidget):
    """Everything of one sale. Decides nothing.

    Attributes: `left`, `catalogue`, `cart`, `payment`, `done`, `entry`, `making`, `member`, `pin`, `why`.
    Signals: `drawer_wanted()` to open the drawer without a sale, `tables_wanted()` for the floor.
    """

    drawer_wanted = Signal()
    tables_wanted = Signal()

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        sale, payment, done, member = hands.sale, hands.payment, hands.done, hands.member
        self._sale, self._payment, self._done, self._member = sale, payment, done, member
        self._others = hands.proving, hands.why, sale.kitchen, hands.held, hands.details, hands.divide
        self._deeds = Deeds(sale, payment, member, done)
        self._deeds.wait(hands.held, hands.details)
        self._search: SearchField | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.left, self.catalogue, self.cart = QStackedWidget(), CataloguePanel(), CartPanel()
        self.payment, self.done = PaymentPanel(payment), DonePanel(done)
        self._pages = {"sale": self.catalogue, "payment": self.payment, "done": self.done}
        for page in self._pages.values():
            self.left.addWidget(page)
        self.entry, self.member = EntrySheet(self.left, sale.entries), MemberSheet(self.left, member)
        self.making = MakingSheet(self.left, sale.adding)
        self.pin, self.why = PinSheet(self.left, hands.proving), WhySheet(self.left, hands.why)
        self.held, self.details = HeldSheet(self.left, hands.held), OrderSheet(self.left, hands.details)
        self.divide = DivideSheet(self.left, hands.divide)
        self.kitchen = KitchenSheet(self.left, sale.kitchen)
        layout.row(self, (self.left, 1), self.cart, gap=10, pad=10)
        self._connect_catalogue()
        self._connect_cart()
        sale.changed.connect(self.show_view)
        sale.go.connect(self._follow)
        for sheet in self._sheets():
            sheet.closed.connect(self._uncover)
        self.show_view(sale.view)

    def _connect_catalogue(self) -> None:
        self.catalogue.chosen.connect(self._sale.choose_category)
        self.catalogue.picked.connect(self._sale.add_item)
        self.catalogue.grid.held.connect(lambda item_id: ask_sold_out(self._sale, item_id))
        self.catalogue.order_types.chosen.connect(self._choose_type)
        self.catalogue.ended.connect(lambda: self._deeds.act(Action.BACK))
        self.catalogue.details.clicked.connect(lambda: self._deeds.act(Action.ORDER))

    def _connect_cart(self) -> None:
        lines = self.cart.lines
        lines.picked.connect(self._sale.select)
        lines.held.connect(self._discount_line)
        lines.more.connect(lambda _key: self._sale.step_qty(1))
        lines.fewer.connect(lambda _key: self._sale.step_qty(-1))
        lines.changed.connect(lambda _key: self._deeds.act(Action.OPTIONS))
        lines.coursed.connect(lambda _key: self._deeds.act(Action.COURSE))
        lines.removed.connect(lambda _key: self._sale.remove_selected())
        lines.reward_removed.connect(self._sale.take_back)
        self.cart.strip.clicked.connect(lambda: self._deeds.act(Action.MEMBER))
        self.cart.offers.taken.connect(self._sale.take)
        self.cart.offers.held.connect(lambda _id: self._sale.ask_points())
        self.cart.offers.more_wanted.connect(lambda: self._deeds.act(Action.MEMBER))
        self.cart.kitchen.clicked.connect(lambda: self._deeds.act(Action.KITCHEN))
        self.cart.fire.clicked.connect(lambda: self._deeds.act(Action.FIRE))
        self.cart.cash.clicked.connect(lambda: self._deeds.act(Action.CASH))
        self.cart.pay.clicked.connect(lambda: self._deeds.act(Action.PAY))

    def _choose_type(self, order_type: OrderType) -> None:
        self._sale.set_order_type(order_type)
        self._sale.refresh()  # a second tap must not let the chosen one up

    # for the window

    def bind_search(self, field: SearchField) -> None:
        """Take the search field of the window's bar into use."""
        self._search = field
        field.searched.connect(self._search_for)
        field.installEventFilter(self)
        self._sale.searched.connect(self._show_search)
        self._rest_search(self._sale.step)

    def act(self, action: Action) -> None:
        """Do what a key asks for."""
        self._deeds.act(action)

    def go_home(self) -> None:
        """Give the focus to the screen itself, where codes and digits land."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Take up a new language everywhere."""
        self._sale.retranslate()
        for controller in (self._payment, self._done, self._member, *self._others):
            controller.refresh()

    # showing

    def show_view(self, view: SaleView) -> None:
        """Show another state."""
        self.catalogue.show_view(view)
        self.cart.show_view(view)
        if view.entry is not None or view.making is not None:
            self._member.close()
        self.making.show_view(view.making)
        self.entry.show_view(view.entry)
        self.left.setCurrentWidget(self._pages[view.step])
        self._rest_search(view.step)

    def _rest_search(self, step: str) -> None:
        """Let the search rest while paying: nothing is found then."""
        if self._search is not None:
            resting = step == "payment"
            self._search.setEnabled(not resting)
            self._search.show_placeholder(_("Quay lại (Esc) để tìm hàng") if resting else _("Tìm hàng hoặc quét mã"))

    def _show_search(self, text: str) -> None:
        if self._search is not None and self._search.text() != text:
            self._search.show_text(text)

    def _follow(self, place: str) -> None:
        if place == "search":
            if self._search is not None:
                self._search.setFocus(Qt.FocusReason.OtherFocusReason)
                self._search.selectAll()
            return
        if self._search is not None and place != "sale":
            self._search.clear()
        self.go_home()

    # sheets

    def _sheets(self) -> tuple[Sheet, ...]:
        """The one on top of the others first."""
        over = self.kitchen, self.pin, self.why, self.entry, self.making, self.member
        return *over, self.divide, self.details, self.held

    def _open_sheet(self) -> Sheet | None:
        return next((sheet for sheet in self._sheets() if sheet.isVisible()), None)

    def _close_sheets(self) -> None:
        for controller in (*self._others, self._sale.entries, self._sale.adding, self._member):
            controller.close()

    def _uncover(self) -> None:
        """A sheet went: the focus goes to the one below it, or home; a question that came up keeps it for its PIN."""
        if self.window().property(MODAL_OPEN):
            return
        below = self._open_sheet()
        if below is not None:
            below.take_focus()
        else:
            self.go_home()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on: a tap beside an open sheet must not take its keys."""
        sheet = self._open_sheet()
        if sheet is not None:
            sheet.take_focus()
        else:
            super().focusInEvent(event)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits go to the amount while paying; anything else that is printable goes to the search."""
        if (sheet := self._open_sheet()) is not None:
            sheet.keyPressEvent(event)
            return
        action, text = action_of(event), event.text()
        if self._sale.step == "payment" and self._type_amount(event):
            return
        if self._sale.step == "sale" and self._pick_type(event):
            return
        if action is Action.PRIMARY and event.isAutoRepeat():
            return  # a key that is held asks for one thing, not for the next one too
        if action is Action.DRAWER:
            self.drawer_wanted.emit()
        elif action is Action.TABLES:
            self.tables_wanted.emit()
        elif action is not None:
            self._deeds.act(action)
        elif text and text.isprintable() and text != " " and not event.modifiers() & _COMMANDS:
            self._type_search(text)
        else:
            super().keyPressEvent(event)

    def _pick_type(self, event: QKeyEvent) -> bool:
        """Alt and a digit say what kind of order it is."""
        at = event.key() - Qt.Key.Key_1
        types = order_types()
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier or not 0 <= at < len(types):
            return False
        self._sale.set_order_type(OrderType(str(types[at].id)))
        return True

    def _type_amount(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self._payment.choose_at(key - Qt.Key.Key_1)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm(event)
        elif text.isascii() and text.isdigit():
            self._payment.type(text)
        elif key == Qt.Key.Key_Backspace:
            self._payment.erase()
        else:
            return False
        return True

    def _confirm(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._payment.confirm()

    def _type_search(self, text: str) -> None:
        if self._sale.step == "payment":
            self._payment.stray()
        elif self._search is not None:
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)
            self._search.insert(text)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk in reading order, whatever order the parts were made in; past the ends the window goes on."""
        stops = [widget for part in self._parts() for widget in _stops(part)]
        focus = QApplication.focusWidget()
        at = stops.index(focus) if focus in stops else (-1 if forward else len(stops))
        at += 1 if forward else -1
        if not 0 <= at < len(stops):
            return self._leave(forward)
        stops[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _parts(self) -> tuple[QWidget, ...]:
        return self.left, self.cart.strip, self.cart.offers, self.cart.lines, self.cart.to_kitchen, self.cart.buttons

    def _leave(self, forward: bool) -> bool:
        """Go to what stands below the screen in the window, or above it."""
        edge = self.mapTo(self.window(), self.rect().topLeft()).y()
        others = [widget for widget in _stops(self.window()) if not self.isAncestorOf(widget)]
        ahead = [widget for widget in others if (_place(widget)[0] > edge) == forward]
        if not ahead:
            return super().focusNextPrevChild(forward)
        ahead[0 if forward else -1].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the search takes the marked item, Esc leaves it, Down and Up mark another one."""
        if watched is self._search and event.type() == QEvent.Type.FocusIn and self._open_sheet() is not None:
            self._close_sheets()
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)
        if watched is not self._search or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_search()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave_search()
        elif event.key() == Qt.Key.Key_Tab:
            self.focusNextPrevChild(True)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk_search(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _walk_search(self, by: int) -> None:
        self._tell_search()
        tiles = self.catalogue.grid.tiles()
        if self._sale.shelf.text:
            self._sale.mark_next(by)
        elif by > 0 and tiles:
            tiles[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _tell_search(self) -> None:
        """Search at once for a text that was just typed."""
        assert self._search is not None
        if self._search.text().strip() != self._sale.shelf.text:
            self._sale.search(self._search.text())

    def _take_search(self) -> None:
        self._tell_search()
        if self._sale.take_search():
            self._leave_search()

    def _leave_search(self) -> None:
        assert self._search is not None
        self._search.clear()
        self.go_home()

    def _search_for(self, text: str) -> None:
        if text and self._sale.step == "payment":
            self._payment.close()
        self._sale.search(text)
        if text and self._search is not None:
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _discount_line(self, key: int) -> None:
        if self._sale.basket.selected != key:
            self._sale.select(key)
        self._sale.entries.ask_discount(of_line=True)


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def _stops(part: QWidget) -> list[QWidget]:
    """What Tab stops at inside a part, from left to right and top to bottom."""
    found = [widget for widget in part.findChildren(QWidget) if _is_stop(widget)]
    return sorted([part, *found] if _is_stop(part) else found, key=_place)


def _is_stop(widget: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return takes_tab and widget.isEnabled() and widget.isVisible() and not isinstance(widget, SaleScreen)


def _place(widget: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(widget.window(), widget.rect().topLeft())
    return corner.y(), corner.x()
