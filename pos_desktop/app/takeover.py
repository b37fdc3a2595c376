"""Asks who signs in on another person's shift whether it becomes theirs, counted or not; who only helps out goes on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from pos_desktop.selling.shift import Shift
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.shifts import TakeOver
from pos_desktop.ui.models.views import ConfirmView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import Window
from pos_desktop.wording import _


class TakeoverQuestion(QObject):
    """Asks once for each signing in, beside the order: nobody who only looks something up has to answer.

    `count` leads to the count before the handing over.
    """

    def __init__(self, window: Window, desk: Desk, ops: Ops, count: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._desk, self._ops, self._count = window, desk, ops, count
        self._person: Person | None = None

    def arrive(self, person: Person) -> None:
        """Somebody has signed in: they have not been asked yet."""
        self._person = person

    def ask(self, shift: Shift) -> None:
        """Ask, where the shift is somebody else's."""
        person, self._person = self._person, None
        if person is not None and person.rights.shift:
            self._ops.run(self._holder, shift, person, then=lambda name: self._put(person, name))

    def _holder(self, shift: Shift, person: Person) -> str:
        """What somebody else is called who has the shift; runs on the worker."""
        holder = self._desk.shifts.holder(shift.id)
        if holder == person.id:
            return ""
        return next((other.name for other in self._desk.people.all() if other.id == holder), "")

    def _put(self, person: Person, name: str) -> None:
        if name:
            question = ToastView(ToastKind.INFO, _("Ca này của {name}.").format(name=name), _("Nhận ca"))
            self._window.toast(question, lambda: self._confirm(person, name))

    def _confirm(self, person: Person, name: str) -> None:
        view = ConfirmView(
            _("Nhận ca của {name}?").format(name=name),
            (_("Người nhận ca chịu trách nhiệm tiền trong két từ bây giờ."),),
            _("Nhận ca"), _("Để sau"), danger=False, other=_("Đếm rồi nhận ca"),
        )  # fmt: skip
        take = partial(self._desk.shifts.take_over, TakeOver(self._desk.till.ids(), person.id))
        told = ToastView(ToastKind.INFO, _("Đã nhận ca của {name}").format(name=name))
        self._window.confirm(view, lambda: self._ops.run(take, then=lambda _s: self._window.toast(told)), self._count)
