"""Leads from the till to a lesson and back: one of them has the window, and the other rests."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from pos_desktop.app.flow import Flow
from pos_desktop.app.workers import Workers
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.services.desk import Desk, desk_of
from pos_desktop.services.office.training import Training
from pos_desktop.services.shop.people import Person
from pos_desktop.services.till import Till
from pos_desktop.ui.models.views import ConfirmView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import Window
from pos_desktop.wording import _

RIGHT: Final = "sell"


@dataclass(frozen=True, slots=True)
class _Lesson:
    """A lesson that is going on: its till, the real desk that rests meanwhile, and who began it."""

    training: Training
    till: Till
    real: Desk
    person: Person


class Lessons(QObject):
    """Begins and ends lessons from the menu.

    Attributes: `flow`, what has the window now.
    """

    def __init__(self, window: Window, workers: Workers, ops: Ops, make_flow: Callable[[], Flow]) -> None:
        super().__init__(window)
        self._window, self._ops, self._make_flow = window, ops, make_flow
        self._waits = Ops(workers.reports, parent=self)
        self._backups = Ops(workers.backups, parent=self)
        self._lesson: _Lesson | None = None
        self._is_moving = False
        self.flow = self._made()
        window.menu.training_wanted.connect(self._ask)

    @property
    def is_on(self) -> bool:
        """Whether a lesson is going on."""
        return self._lesson is not None

    def close(self) -> None:
        """The window closes and the workers have ended: a lesson ends too, and whatever is open is closed."""
        if self._lesson is not None:
            with suppress(EnvironmentProblem):  # what cannot be told now is told at the next start
                self._lesson.training.end(self._lesson.till, self._who().id)
            self._lesson.real.till.db.close()
        if self.flow.desk is not None:
            self.flow.desk.till.db.close()

    # for whichever flow has the window

    def warn_idle(self) -> None:
        """Say that the till is about to lock."""
        self.flow.warn_idle()

    def lock_idle(self) -> None:
        """Nobody has touched the till for a while."""
        self.flow.lock_idle()

    def retell(self) -> None:
        """Send texts again, after a switch of language."""
        self.flow.retell()

    def tell_problem(self, problem: Exception) -> None:
        """Say what was refused and what nobody else took up."""
        self.flow.tell_problem(problem)

    def tell_unknown(self, code: str) -> None:
        """Say that something failed that nobody foresaw."""
        self.flow.tell_unknown(code)

    # from the menu

    def _who(self) -> Person:
        """Who is at the till, or who began the lesson."""
        assert self._lesson is not None
        return self.flow.person or self._lesson.person

    def _ask(self) -> None:
        if self._is_moving or self.flow.desk is None:
            return
        if self._lesson is not None:
            self._window.confirm(_end_view(), lambda: self.flow.clear(self._end))
        elif self.flow.person is not None and not self.flow.desk.till.shop.is_training:
            if self.flow.person.rights.sell:
                self._window.confirm(_begin_view(), lambda: self.flow.clear(self._begin))
            else:
                self.flow.tell_problem(Rejected(Code.NOT_ALLOWED, right=RIGHT))

    # into a lesson

    def _begin(self) -> None:
        real, person = self.flow.desk, self.flow.person
        if real is None or person is None:
            return
        self._is_moving = True
        self.flow.wait(_("Đang chuẩn bị tập huấn…"))
        training = Training(real.till)
        begun = partial(self._begun, training, real, person)
        self._ops.run(training.begin, person.id, then=begun, failed=self._not_begun)

    def _begun(self, training: Training, real: Desk, person: Person, till: Till) -> None:
        self._lesson = _Lesson(training, till, real, person)
        self._waits.run(self.flow.stop_printing, then=lambda _none: self._settle(self._enter))

    def _not_begun(self, problem: Exception) -> None:
        self._is_moving = False
        self.flow.tell_problem(problem)
        self.flow.go_on()

    def _enter(self) -> None:
        assert self._lesson is not None
        self._take(desk_of(self._lesson.till)).begin(self._lesson.person)

    # and back

    def _end(self) -> None:
        self._is_moving = True
        self.flow.wait(_("Đang kết thúc tập huấn…"))
        self._waits.run(self.flow.stop_printing, then=lambda _none: self._settle(self._close_lesson))

    def _close_lesson(self) -> None:
        assert self._lesson is not None
        training, till, who = self._lesson.training, self._lesson.till, self._who()
        self._ops.run(training.end, till, who.id, then=lambda _none: self._return(), failed=self._return)

    def _return(self, problem: Exception | None = None) -> None:
        """Back at the till, where the same person signs in."""
        assert self._lesson is not None
        lesson, who = self._lesson, self._who()
        self._lesson = None
        self._take(lesson.real).lock(who)
        if problem is not None:
            self.flow.tell_problem(problem)

    # between the two

    def _settle(self, then: Callable[[], None]) -> None:
        """Wait until the last save of the order is on the disk, and what follows a save too."""
        self._ops.run(_nothing, then=lambda _none: self._ops.run(_nothing, then=lambda _none: then()))

    def _made(self) -> Flow:
        flow = self._make_flow()
        flow.renewed.connect(self._renew)
        flow.reopening.connect(self._reopen)
        return flow

    def _renew(self, desk: Desk) -> None:
        """The same person goes on in a shop that says something else of itself."""
        who = self.flow.person
        if who is None or self._is_moving:
            return
        self._is_moving = True
        if self._lesson is not None:
            self._lesson = replace(self._lesson, till=desk.till)
        self._waits.run(self.flow.stop_printing, then=lambda _none: self._settle(lambda: self._renewed(desk, who)))

    def _renewed(self, desk: Desk, who: Person) -> None:
        self._take(desk).begin(who)
        self._window.toast(ToastView(ToastKind.INFO, _("Đã lưu thông tin cửa hàng.")))

    def _reopen(self, work: Callable[[], object]) -> None:
        """A backup takes the shop's place: nobody has the shop open meanwhile, no backup of it is being made either."""
        desk = self.flow.desk
        if self._is_moving or self._lesson is not None or desk is None:
            return
        self._is_moving = True
        self.flow.wait(_("Đang khôi phục cửa hàng…"))

        def closed() -> object:
            desk.till.db.close()
            return work()

        def open_again(problem: Exception | None) -> None:
            self.flow.retire()
            self.flow, self._is_moving = self._made(), False
            self.flow.start()
            if problem is not None:
                self.flow.tell_problem(problem)
            else:
                self._window.toast(ToastView(ToastKind.INFO, _("Đã khôi phục cửa hàng từ bản sao lưu.")))

        place = partial(self._backups.run, closed, then=lambda _done: open_again(None), failed=open_again)
        self._waits.run(self.flow.stop_printing, then=lambda _none: self._settle(place))

    def _take(self, desk: Desk) -> Flow:
        """Give the window to a new flow on this desk."""
        self.flow.retire()
        self.flow, self._is_moving = self._made(), False
        self.flow.take(desk)
        return self.flow


def _begin_view() -> ConfirmView:
    lines = (
        _("Bán thử trên bản sao của cửa hàng: không tính tiền, không tính điểm, ngăn kéo không mở."),
        _("Đơn đang bán được giữ, có lại khi kết thúc tập huấn."),
    )
    return ConfirmView(_("Vào tập huấn?"), lines, _("Vào tập huấn"), _("Ở lại bán hàng"), danger=False)


def _end_view() -> ConfirmView:
    lines = (_("Mọi thứ làm trong lúc tập huấn sẽ bị xoá."),)
    return ConfirmView(
        _("Kết thúc tập huấn?"), lines, _("Kết thúc tập huấn"), _("Tập huấn tiếp"), danger=False
    )  # fmt: skip


def _nothing() -> None:
    """Come back when everything before is done."""
