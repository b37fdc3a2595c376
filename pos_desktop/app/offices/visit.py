"""What every visit to a screen behind the menu has: what it is given, when it can be seen, and how it ends."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from pos_desktop.app.workers import Workers
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.exchange import Exchange
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.approvals import Approved
from pos_desktop.services.shop.people import Person
from pos_desktop.services.till import ShopFacts
from pos_desktop.ui.approval.controller import ApprovalWanted
from pos_desktop.ui.keys import Action
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import Target, Window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pos_desktop.app.devices import Devices
    from pos_desktop.ui.sale.controller import SaleController


@dataclass(frozen=True, slots=True)
class Premises:
    """What a visit works with; `printer` is the name of the till's printer, `play` sounds a tone by its name.

    `ask_approval` asks another person's word for what somebody may not do alone; its second argument takes the
    `Approved`, whose id goes into the command. `exchange` leaves for the sale, whose order goods pay for that
    come back; `renew` takes up what the shop is from now on. `sell` leaves for the sale and does something there.
    `devices` changes what is set of this till; None for tests of other visits.
    """

    window: Window
    desk: Desk
    ops: Ops
    workers: Workers
    person: Person
    printer: str
    play: Callable[[str], None]
    ask_approval: Callable[[ApprovalWanted, Callable[[Approved], object]], None]
    exchange: Callable[[Exchange], None]
    renew: Callable[[ShopFacts], None]
    sell: Callable[[Callable[["SaleController"], object]], None]
    devices: "Devices | None" = None


class Visit(QObject):
    """One visit of a person to one screen.

    Attributes: `screen`, from `opened` on. Signals: `opened()` when there is something to show, `left()`,
    `reopening(work)` when the shop is to be closed, `work()` done, and what is there then opened,
    `moving(name, id)` for another screen behind the menu, to show something there.
    """

    opened = Signal()
    left = Signal()
    reopening = Signal(object)
    moving = Signal(str, str)

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(parent)
        self.premises = premises
        self.screen: QWidget | None = None

    def open(self) -> None:
        """Read what has to be there first, make the screen, and tell with `opened`."""
        raise NotImplementedError

    def show_one(self, key: str) -> None:
        """Show what another screen led to."""

    def target(self, lock: Callable[[], None]) -> Target:
        """What keys and codes do here; locking asks first where something would be lost."""
        return Target(act=lambda action: self.leave(lock) if action is Action.LOCK else None)

    def leave(self, then: Callable[[], None]) -> None:
        """Do `then`; where something would be lost, only after a person says that it may be."""
        then()

    def unsaved(self) -> Any:
        """What would be lost if the till locked itself now; None where nothing would."""
        return None

    def resume(self, unsaved: Any) -> None:
        """Go on with what `unsaved` gave at an earlier visit of the same person."""

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""

    def stop(self) -> None:
        """Give up what runs."""

    def long_reads(self) -> Ops:
        """A way to the worker that reads for long; what it meets is told as everything else is."""
        reads = Ops(self.premises.workers.reports, parent=self)
        reads.problem.connect(self.premises.ops.problem)
        return reads

    def require(self, right: str) -> None:
        """NOT_ALLOWED for who has no such right of `selling.permissions.Rights`."""
        if not getattr(self.premises.person.rights, right):
            raise Rejected(Code.NOT_ALLOWED, right=right)
