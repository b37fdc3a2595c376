"""State of the kitchen's display: which station, what is to be made, what can be called back; knows no widget."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from pos_desktop.core.ids import Id
from pos_desktop.services.selling.kitchen import Kitchen, Shown
from pos_desktop.services.till import Till
from pos_desktop.ui.kitchen.view import ALL, BoardView, board
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import language

LOOK_MS = 1500
NOTHING = Shown((), (), ())


class KitchenController(QObject):
    """Looks again and again by itself, on the worker that only reads; what is bumped is written on the till's.

    Signals: `changed(BoardView)` only where something is otherwise, `arrived()` when there is a ticket that was not
    there before.
    """

    changed = Signal(object)
    arrived = Signal()

    def __init__(self, till: Till, kitchen: Kitchen, reads: Ops, writes: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._till, self._kitchen, self._reads, self._writes = till, kitchen, reads, writes
        self._station: Id = ALL
        self._shown: Shown | None = None
        self._told: BoardView | None = None
        self._is_looking = False
        self._timer = QTimer(self, interval=LOOK_MS, timeout=self.look)

    @property
    def view(self) -> BoardView:
        """What the display shows, in the language in force."""
        return board(self._shown or NOTHING, self._station, self._till.now())

    def start(self) -> None:
        """Look now, and then all the time."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Read what is there; one look at a time."""
        if self._is_looking:
            return
        self._is_looking = True
        self._reads.run(self._kitchen.display, then=self._saw, failed=self._saw_nothing)

    def _saw(self, shown: Shown) -> None:
        self._is_looking = False
        before = {card.id for card in self._shown.waiting} if self._shown else None
        self._shown = shown
        self._tell()
        if before is not None and not {card.id for card in shown.waiting} <= before:
            self.arrived.emit()

    def _saw_nothing(self, _error: Exception) -> None:
        """The file is busy, or gone with the till: what is on show stays, and the next look may see more."""
        self._is_looking = False

    def _tell(self) -> None:
        view = self.view
        if view != self._told:
            self._told = view
            self.changed.emit(view)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._told = None
        self._tell()

    def choose(self, station: Id) -> None:
        """Show another station, or all of them."""
        self._station = station
        self._tell()

    def step(self, by: int) -> None:
        """The next station, or the one before."""
        stations = [chip.id for chip in self.view.chips]
        at = stations.index(self._station) if self._station in stations else 0
        self.choose(str(stations[(at + by) % len(stations)]))

    # what was made

    def bump(self, ticket: Id) -> None:
        """A ticket was made; one that waits is made now."""
        card = next((card for card in self.view.cards if card.id == ticket), None)
        if card is None:
            return
        if card.is_held:
            self._write(self._kitchen.begin, ticket, language())
        else:
            self._write(self._kitchen.bump, ticket)

    def bump_at(self, number: int) -> None:
        """Bump the card with this number, from 1."""
        cards = self.view.cards
        if 0 < number <= len(cards):
            self.bump(cards[number - 1].id)

    def bump_line(self, ticket: Id, line: Id) -> None:
        """One line was made."""
        self._write(self._kitchen.bump, ticket, line)

    def recall(self) -> None:
        """Bring the ticket back that was bumped last."""
        done = [card for card in (self._shown or NOTHING).done if self._station in (ALL, card.station_id)]
        if done:
            self._write(self._kitchen.recall, done[0].id)

    def _write(self, work: Callable[..., Any], *args: object) -> None:
        self._writes.run(work, *args, then=lambda _none: self.look())
