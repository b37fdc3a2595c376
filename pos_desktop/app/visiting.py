"""Leads from one screen behind the menu to another, at most one at a time, and keeps what a locked till would lose."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.app.unsaved import Unsaved
from pos_desktop.core.errors import Rejected
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.window import Window

MakePremises = Callable[[], Premises | None]
"""What a visit works with as it is now; None where nobody is there to make one."""


class Visiting(QObject):
    """The visit that is on, if any.

    Attributes: `visit`, `place` (its name in the menu, "" for none).
    Signals: `shown(Visit)` when it has something to show, `left()` when its person is through with it or was not let
    in from another, `refused(Rejected)` when they may not go there, `reopening(work)` as `Flow` has it.
    """

    shown = Signal(object)
    left = Signal()
    refused = Signal(object)
    reopening = Signal(object)

    def __init__(self, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._unsaved = Unsaved(window)
        self.visit: Visit | None = None
        self.place = ""

    def go(self, name: str, premises: MakePremises) -> None:
        """Go to a screen by its name in the menu; the one on show is left first, and may ask."""
        if name == self.place:
            return
        if self.visit is None:
            self._open(name, premises)
        else:
            self.visit.leave(lambda: self._move(name, premises))

    def _move(self, name: str, premises: MakePremises) -> None:
        self.end()
        self._open(name, premises)
        if self.visit is None:
            self.left.emit()

    def _open(self, name: str, premises: MakePremises) -> None:
        at = premises()
        if at is None:
            return
        from pos_desktop.app.offices import every  # many sheets: the till comes first

        visit = every.VISITS[name](at, self)
        visit.opened.connect(lambda: self._show(visit))
        visit.left.connect(self.leave)
        visit.reopening.connect(self.reopening)
        visit.moving.connect(lambda to, key: self._lead(to, key, premises))
        self.visit, self.place = visit, name
        try:
            visit.open()
        except Rejected as refusal:
            self.end()
            self.refused.emit(refusal)

    def _lead(self, name: str, key: str, premises: MakePremises) -> None:
        """From one screen to what another one has of it."""
        self.go(name, premises)
        if self.visit is not None and self.place == name and key:
            self.visit.show_one(key)

    def _show(self, visit: Visit) -> None:
        if visit.screen is not None and self.visit is visit:
            self.shown.emit(visit)
            self._unsaved.offer(self.place, visit)

    def clear(self, then: Callable[[], None]) -> None:
        """Leave what is on show, which may ask first; then do `then`."""

        def cleared() -> None:
            self.end()
            then()

        if self.visit is None:
            then()
        else:
            self.visit.leave(cleared)

    def leave(self) -> None:
        """The person is through with it."""
        self.end()
        self.left.emit()

    def end(self) -> None:
        """Give it up."""
        visit, self.visit, self.place = self.visit, None, ""
        if visit is not None:
            visit.stop()
            visit.deleteLater()

    # what is being written

    def keep(self, person: Person) -> None:
        """The till locks by itself: remember what the person was writing, and give the visit up."""
        self._unsaved.keep(person, self.place, self.visit)
        self.end()

    def arrive(self, person: Person) -> None:
        """Somebody signed in: what another person was writing is not theirs to see."""
        self._unsaved.arrive(person)
