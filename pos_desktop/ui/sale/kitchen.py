"""What the till tells the kitchen: goods to make, courses to come, and what is not wanted any more, with a reason."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.selling import kitchen
from pos_desktop.selling.lines import OrderLine
from pos_desktop.selling.order import Order
from pos_desktop.services.selling.kitchen import Cancel, Fire, Recourse, Send, Told
from pos_desktop.services.shop.approvals import Approved
from pos_desktop.ui.approval.controller import ApprovalWanted
from pos_desktop.ui.keys import Action
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.wording import _, language, ngettext, number, quantity
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.ui.sale.line_order import LineOrder

RIGHT = "unsend"


@dataclass(frozen=True, slots=True)
class KitchenView:
    """The buttons towards the kitchen, "" for one that has nothing to do."""

    send: str = ""
    fire: str = ""


NOTHING_TO_TELL = KitchenView()


@dataclass(frozen=True, slots=True)
class ReasonView:
    """What is taken back from the kitchen, and why; `error` says what is missing or was refused."""

    title: str
    goods: tuple[str, ...]
    reason: str
    reasons: tuple[str, ...]
    error: str
    verb: str
    busy: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """An order that would become smaller; `after` None gives it up. Sent again, it is the same operation `id`."""

    id: Id
    before: Order
    after: Order | None
    reason: str = ""
    problem: Exception | None = None
    busy: bool = False


class KitchenDeeds(QObject):
    """What is done towards the kitchen for the open order.

    Signals: `changed(ReasonView | None)`, None when there is nothing to ask any more.
    """

    changed = Signal(object)

    def __init__(self, sale: "LineOrder") -> None:
        super().__init__(sale)
        self._sale = sale
        self._asked: _Asked | None = None
        self._sent: tuple[Order, tuple[object, ...], Id] | None = None

    # telling it

    @property
    def buttons(self) -> KitchenView:
        """What there is to tell it now."""
        order = self._sale.basket.order
        if self._sale.step != "sale":
            return NOTHING_TO_TELL
        waiting, held = sum(kitchen.is_untold(line) for line in order.lines), kitchen.held_courses(order)
        words = ngettext("Báo bếp {count} món", "Báo bếp {count} món", waiting).format(count=number(waiting))
        fire = _("Ra món lượt {course}").format(course=held[0]) if held else ""
        return KitchenView(words if waiting else "", fire)

    def send(self) -> None:
        """Tell it what it was not told yet."""
        order = self._sale.basket.order
        if kitchen.is_waiting(order):
            desk = self._sale.desk.kitchen
            self._tell(desk.send, lambda id_: Send(id_, order, self._sale.person.id, language()), order)

    def fire(self) -> None:
        """Ask for the next course."""
        order = self._sale.basket.order
        if held := kitchen.held_courses(order):
            desk, course = self._sale.desk.kitchen, held[0]
            make = lambda id_: Fire(id_, order, course, self._sale.person.id, language())  # noqa: E731
            self._tell(desk.fire, make, order, "fire", course)

    def put_course(self, course: int) -> None:
        """Have the selected line made with a course, 0 for at once; raises Rejected."""
        line, order = self._sale.selected_line, self._sale.basket.order
        if line is None or (after := kitchen.with_course(order, line.key, course)) == order:
            return
        if not any(part.sent for part in order.together(line.key)):
            self._sale.change(after, added=line.key)
            return
        desk, key = self._sale.desk.kitchen, line.key
        make = lambda id_: Recourse(id_, order, key, course, self._sale.person.id, language())  # noqa: E731
        self._tell(desk.recourse, make, order, "course", key, course)

    @property
    def actions(self) -> frozenset[Action]:
        """What may be done towards the kitchen now."""
        line, buttons = self._sale.selected_line, self.buttons
        is_made = line is not None and any(part.station for part in self._sale.basket.order.together(line.key))
        may = {Action.KITCHEN: buttons.send, Action.FIRE: buttons.fire, Action.COURSE: is_made}
        return frozenset(action for action, on in may.items() if on)

    def _tell(self, work: Callable[[Any], Told], make: Callable[[Id], Any], order: Order, *what: object) -> None:
        if self._sale.is_closing or self._sale.step != "sale":
            return
        if self._sent is None or self._sent[:2] != (order, what):
            self._sent = order, what, self._sale.desk.till.ids()
        self._sale.stand_still()
        self._sale.ops.run(work, make(self._sent[2]), then=self._told, failed=self._failed)

    def _told(self, told: Told) -> None:
        self._sent = None
        self._sale.adopt(told.order)
        self._sale.sound.emit("item")
        self._sale.notify(ToastKind.INFO, _("Đã báo bếp"))

    def _failed(self, error: Exception) -> None:
        self._sale.not_closed()
        self._sale.failed(error)

    # taking back

    def ask(self, after: Order | None) -> None:
        """Ask why the order becomes so much smaller, or (None) is given up, before the kitchen is told."""
        self._asked = _Asked(self._sale.desk.till.ids(), self._sale.basket.order, after)
        self._emit()

    def give_reason(self, reason: str) -> None:
        """Something was typed or picked."""
        if self._asked is not None and not self._asked.busy:
            self._asked = replace(self._asked, reason=reason, problem=None)
            self._emit()

    def close(self) -> None:
        """Leave the order as it is."""
        if self._asked is not None:
            self._asked = None
            self._emit()

    def confirm(self) -> None:
        """Take it back; who may not alone asks another person."""
        asked, person = self._asked, self._sale.person
        if asked is None or asked.busy or not asked.reason.strip():
            return
        if asked.before != self._sale.basket.order:
            self.close()
        elif person.rights.unsend:
            self._take_back("")
        else:
            words = _("{name} xin huỷ món đã báo bếp: {goods}").format(name=person.name, goods=", ".join(_goods(asked)))
            wanted = ApprovalWanted(RIGHT, asked.before.id, person.id, None, words)
            self._sale.approval_wanted.emit(wanted, self._approved)

    def _approved(self, approved: Approved) -> None:
        if self._asked is not None:
            self._take_back(approved.id)

    def _take_back(self, approval: Id) -> None:
        asked = self._asked
        if asked is None or self._sale.is_closing:
            return
        if asked.after is None:
            self.close()
            self._sale.drop(asked.reason, approval)
            return
        self._asked = replace(asked, busy=True)
        self._emit()
        self._sale.stand_still()
        command = Cancel(
            asked.id, asked.before, asked.after, asked.reason, self._sale.person.id, approval, language()
        )  # fmt: skip
        cancel = self._sale.desk.kitchen.cancel
        self._sale.ops.run(cancel, command, then=self._took_back, failed=self._kept)

    def _took_back(self, told: Told) -> None:
        self._asked = None
        self._emit()
        self._sale.adopt(told.order)
        self._sale.notify(ToastKind.INFO, _("Đã báo bếp huỷ món"))

    def _kept(self, error: Exception) -> None:
        self._sale.not_closed()
        if self._asked is not None:
            self._asked = replace(self._asked, busy=False, problem=error)
            self._emit()

    # in words

    @property
    def view(self) -> ReasonView | None:
        """What is asked, in the language in force."""
        asked = self._asked
        if asked is None:
            return None
        problem = asked.problem
        return ReasonView(
            _("Huỷ món đã báo bếp"), _goods(asked), asked.reason,
            (_("Khách đổi ý"), _("Bấm nhầm"), _("Hết nguyên liệu"), _("Khách chờ lâu")),
            sentence(problem) if isinstance(problem, Rejected | EnvironmentProblem) else "", _("Huỷ món"), asked.busy,
        )  # fmt: skip

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._emit()

    def _emit(self) -> None:
        self.changed.emit(self.view)


def _goods(asked: _Asked) -> tuple[str, ...]:
    after = asked.after or replace(asked.before, lines=())
    tickets = kitchen.voids(asked.before, after, "")
    return tuple(f"{quantity(-line.qty)} {line.name}" for ticket in tickets for line in ticket.lines)


def course_name(course: int) -> str:
    """What a course is called."""
    return _("Lượt {course}").format(course=course) if course else _("Ra ngay")


def course_words(line: OrderLine) -> str:
    """With which course a line is to be made of which the kitchen knows nothing yet, "" where at once."""
    return course_name(line.course) if line.station and line.course and not line.sent else ""


def told_words(order: Order, line: OrderLine) -> str:
    """What the kitchen knows of a line, "" where it knows nothing."""
    if not line.sent:
        return ""
    told = _("Đã báo bếp")
    if kitchen.is_untold(line):
        told = _("Đã báo bếp {many}, chưa báo phần sửa").format(many=quantity(line.sent))
    if not kitchen.waits(order, line.course):
        return told
    return _("{told} · lượt {course} chờ gọi").format(told=told, course=line.course)
