"""The life of the open order: begun, changed, kept, undone, given up, found again after a crash, paid."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.order import Order
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.services.selling.promised import Promised
from pos_desktop.services.shop.catalogue import Wares
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.models.views import ConfirmView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.sale.basket import Basket, Past, Pricer
from pos_desktop.ui.sale.saving import Autosave
from pos_desktop.wording import _, money, ngettext, points
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.core.ids import Id
    from pos_desktop.core.money import Money

Act = Callable[[], None]
RENEW_MS = 5 * 60_000


@dataclass(frozen=True, slots=True)
class Recovered:
    """The order that was open when the till stopped, with its member, its promised tenders and its programme."""

    order: Order
    member: MemberPicture | None
    promised: tuple[Promised, ...]
    programme: Programme


class OpenOrder(QObject):
    """State of the order in `basket`; `step` is "sale", "payment" or "done".

    `guard` lets payment forbid changes: it gives the reason, or "". `received` tells what money was taken already, in
    words, `taken` how much, and `awaits` whether a card or a transfer is waited for.
    Signals: `outdated()` when what a toast says may be wrong now; the others see SaleController.
    """

    toast = Signal(object, object)
    sound = Signal(str)
    ask = Signal(object, object)
    go = Signal(str)
    begun = Signal()
    outdated = Signal()

    def __init__(self, desk: Desk, ops: Ops, wares: Wares, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.ops, self.person = desk, ops, person
        self.guard: Callable[[Basket], str] = lambda _basket: ""
        self.received: Callable[[], tuple[str, ...]] = tuple
        self.taken: Callable[[], Money] = int
        self.awaits: Callable[[], bool] = bool
        self.step = "sale"
        self.pricer = Pricer(wares, self.occasion)
        self._autosave = Autosave(desk.orders, ops, self)
        self._autosave.failed.connect(self.failed)
        self.renewal = QTimer(self, interval=RENEW_MS, timeout=self._renew)
        self.renewal.start()
        self._kept: Id | None = None
        self._queue: list[str] | None = None
        self.promised: tuple[Promised, ...] = ()
        self.basket = self.pricer.basket(desk.orders.new(wares.programme.version))

    # for the classes that build on this

    @property
    def programme(self) -> Programme:
        """The programme under which the open order was begun."""
        return self.pricer.programme_of(self.basket.order)

    def occasion(self, programme: Programme) -> Occasion:
        """The moment as the programme's days and hours see it."""
        return occasion(self.desk.till, programme, self.desk.till.now())

    def guarded(self, work: Callable[[], object]) -> None:
        """Do something, and say why when a rule says no."""
        try:
            work()
        except Rejected as refusal:
            self.refuse(sentence(refusal))

    def refresh(self) -> None:
        """Tell the screen again."""
        raise NotImplementedError

    def scan(self, code: str) -> None:
        """Do what a code asks for."""
        raise NotImplementedError

    def order_changed(self) -> None:
        """Called before the screen hears of another order or step."""

    # changes

    @property
    def is_closing(self) -> bool:
        """Whether the order is being paid, given up or looked for: nothing may change it meanwhile."""
        return self._queue is not None

    def apply(self, basket: Basket, sound: str = "") -> bool:
        """Make a changed basket the present one, unless payment forbids it; tell whether it is."""
        if self.is_closing:
            return False
        if why := self.guard(basket):
            self.refuse(why)
            return False
        if self.takes_back(basket):
            return False
        self.basket = basket
        self.outdated.emit()
        self.order_changed()
        self.keep()
        if sound:
            self.sound.emit(sound)
        self.refresh()
        if basket.refused is not None:
            self.refuse(_loss(basket.lost, sentence(basket.refused)))
        return True

    def takes_back(self, _basket: Basket) -> bool:
        """Whether a change has to be asked about first, because others have acted on the order."""
        return False

    def change(self, order: Order, *, added: int | None = None) -> bool:
        """Put a changed order in place of the present one."""
        return self.apply(self.pricer.changed(self.basket, order, selected=self.basket.selected, added=added))

    def keep(self) -> None:
        """Have the order saved; nothing is written before its first line."""
        order = self.basket.order
        if order.is_empty and not order.tables and self._kept != order.id:
            return
        self._kept = order.id
        self._autosave.keep(order, self.person.id, self.basket.held, self.basket.due)

    def _renew(self) -> None:
        """Points are held for a quarter of an hour; an order that stands longer goes on holding them."""
        if self.basket.held and self.step != "done" and not self.is_closing:
            self.keep()

    def undo(self) -> None:
        """Bring the order back to what it was before its last change."""
        if self.basket.past and self.step != "done":
            self.apply(self.pricer.back(self.basket))

    def offer_undo(self, text: str) -> None:
        """Say what was done, with a button that takes it back."""
        made = self.basket.past[-1]
        self.notify(ToastKind.UNDO, text, _("Hoàn tác"), lambda: self._undo_to(made))

    def _undo_to(self, made: Past) -> None:
        if self.basket.past and self.basket.past[-1] is made:
            self.undo()
        else:
            self.notify(ToastKind.INFO, _("Đơn đã đổi tiếp. Nhấn Ctrl+Z để lùi từng bước."))

    # telling

    def notify(self, kind: ToastKind, text: str, action: str = "", act: Act | None = None) -> None:
        """Show a toast; `act` is what its button does."""
        self.toast.emit(ToastView(kind, text, action), act)

    def refuse(self, text: str, action: str = "", act: Act | None = None) -> None:
        """Say why something was not done, with the error tone."""
        self.sound.emit("error")
        self.notify(ToastKind.WARN, text, action, act)

    def failed(self, error: Exception) -> None:
        """Say what a worker could not do."""
        if isinstance(error, Rejected):
            self.refuse(sentence(error))
        elif isinstance(error, EnvironmentProblem):
            self.sound.emit("error")
            self.notify(ToastKind.ERROR, sentence(error))

    # steps

    def set_step(self, step: str) -> None:
        """Go to a step of selling."""
        if step != self.step:
            self.outdated.emit()
        self.step = step
        self.order_changed()
        self.refresh()
        self.go.emit(step)

    def pause(self) -> None:
        """The order is being closed: codes wait, changes are not taken."""
        self._queue = []

    def stand_still(self) -> None:
        """The order is being kept by something else: nothing older of it may be kept, nothing changed meanwhile."""
        self._autosave.forget()
        self.pause()

    def adopt(self, order: Order) -> None:
        """Go on with the order as it was kept meanwhile; no step leads back before that."""
        selected, fresh = self.basket.selected, self.pricer.basket(order, self.basket.member)
        self.basket = replace(fresh, selected=selected if order.line(selected or 0) else fresh.selected)
        self.order_changed()
        self.refresh()
        self.resume()
        self.keep()

    def resume(self, first: Act | None = None) -> None:
        """Do `first`, then take up the codes that waited."""
        waiting, self._queue = self._queue or [], None
        if first is not None:
            first()
        for code in waiting:
            self.scan(code)

    def wait_in_line(self, code: str) -> bool:
        """Keep a code for later while the order is being closed; tell whether it has to wait."""
        if self._queue is None:
            return False
        self._queue.append(code)
        return True

    def closed(self) -> None:
        """The order was paid: it stays on show until the next sale begins, with its member as the sale left it."""
        self._autosave.forget()
        self._kept = None
        self.set_step("done")
        if account_id := self.basket.order.account_id:
            self.ops.run(self.desk.members.picture, account_id, then=self._show_after, failed=self.failed)

    def _show_after(self, picture: MemberPicture) -> None:
        if self.step == "done" and self.basket.order.account_id == picture.row.account_id:
            self.basket = replace(self.basket, member=picture)
            self.refresh()

    def not_closed(self) -> None:
        """Closing failed: go on with the same order."""
        self.resume()
        self.keep()

    def next_sale(self) -> None:
        """Begin the next sale when the last one is still on show."""
        if self.step == "done":
            self.begin()

    def begin(self) -> None:
        """Begin an empty order."""
        self.basket = self.pricer.basket(self.desk.orders.new(self.pricer.wares.programme.version))
        self._kept, self.promised = None, ()
        self.begun.emit()
        self.set_step("sale")

    def move_on(self) -> None:
        """Put an order without lines under the programme in force; one with lines keeps that of its beginning."""
        basket, version = self.basket, self.pricer.wares.programme.version
        if basket.order.is_empty and not self.is_closing:
            self.basket = self.pricer.basket(replace(basket.order, programme_version=version), basket.member)

    def requote(self) -> None:
        """Price an order with lines as of now: what has hours or a number may have begun, ended or run out."""
        basket = self.basket
        if basket.order.is_empty or self.is_closing or self.step == "done":
            return
        fresh = self.pricer.basket(basket.order, basket.member)
        self.basket = replace(fresh, selected=basket.selected, past=basket.past)
        self.refresh()
        if fresh.refused is not None:
            self.refuse(_loss(fresh.lost, sentence(fresh.refused)))

    def new_order(self) -> None:
        """Begin afresh; an order with lines is given up only after a question."""
        order = self.basket.order
        if self.step == "done":
            self.begin()
        elif self.is_closing:
            return
        elif why := self.guard(self.basket):
            self.refuse(why)
        elif order.is_empty:
            version = self.pricer.wares.programme.version
            bare = Order(order.id, order.opened_at, version)  # its id stays: it may be kept already
            self.apply(self.pricer.basket(bare))
            self.set_step("sale")
        else:
            self.ask.emit(self._question(), self.drop)

    def _question(self) -> ConfirmView:
        count = len(self.basket.order.lines)
        words = ngettext("Đơn có {count} món, {due}, chưa thanh toán.", "Đơn có {count} món, {due}, chưa thanh toán.",
                         count)  # fmt: skip
        lines = [words.format(count=count, due=money(self.basket.due))]
        if self.basket.held:
            lines.append(_("{points} đang giữ cho đơn được trả lại khách.").format(points=points(self.basket.held)))
        return ConfirmView(_("Bỏ đơn đang bán"), (*lines, *self.received()), _("Bỏ đơn"), _("Giữ lại"))

    def drop(self, reason: str = "new order", approval: str = "") -> None:
        """Give the order up; what it held is kept on record with the step it was at.

        `approval` is another person's word, where the kitchen was told of it.
        """
        if self.is_closing or self.step == "done":
            return
        self.stand_still()
        self.ops.run(
            self.desk.orders.drop, self.basket.order, self.basket.due, self.person.id, step=self.step, reason=reason,
            offered=self.basket.quote.allowed, approval=approval, then=self._dropped, failed=self._not_dropped,
        )  # fmt: skip

    def _dropped(self, _none: object) -> None:
        self.begin()
        self.resume()

    def _not_dropped(self, error: Exception) -> None:
        self.not_closed()
        self.failed(error)

    # after a crash

    def recover(self) -> None:
        """Take up the order that was open when the till last stopped, if this one is still empty."""
        if not self.basket.order.is_empty or self._kept is not None or self.is_closing:
            return
        self.pause()
        self.ops.run(self._look_back, then=self._recovered, failed=self._not_recovered)

    def _look_back(self) -> Recovered | None:
        order = self.desk.orders.recover()
        return self.found(order) if order else None

    def found(self, order: Order) -> Recovered:
        """An order that was kept, with all that selling needs around it; reads."""
        account = order.account_id
        find = self.desk.members.picture
        member = find(account, for_order=order.id, holder_id=order.holder) if account else None
        known = replace(member, identified=order.identified) if member else None
        programme = self.desk.programmes.numbered(order.programme_version)
        return Recovered(order, known, self.desk.orders.promised(order.id), programme)

    def _recovered(self, found: Recovered | None) -> None:
        if found is not None:
            self.take_over_basket(found)
        self.refresh()
        if found is not None and found.order.lines:
            self.notify(ToastKind.INFO, _("Đơn chưa thanh toán đã được mở lại"))
        self.resume()

    def take_over_basket(self, found: Recovered) -> None:
        """Make an order that was found the present one."""
        self.pricer.learn(found.programme)
        self.basket = self.pricer.basket(found.order, found.member)
        self._kept, self.promised = found.order.id, found.promised
        self.begun.emit()

    def _not_recovered(self, error: Exception) -> None:
        self.resume()
        self.failed(error)


def _loss(lost: tuple[str, ...], why: str) -> str:
    """What an order does not hold any more, and why."""
    if not lost:
        return why
    names = ", ".join(f"«{name}»" for name in lost)
    return _("Đã bỏ {names}. {reason}").format(names=names, reason=why)
