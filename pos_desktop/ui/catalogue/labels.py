"""Labels for goods: on which paper, how many of each, from which place of a begun sheet on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos_desktop.documents.labels import MOST, MOST_ON_ROLL, SHEETS, USUAL, Labelled, LabelPlan, size_of
from pos_desktop.ui.models.views import ChipView
from pos_desktop.wording import _, ngettext, number
from pos_desktop.wording.messages import N_

if TYPE_CHECKING:
    from pos_desktop.ui.catalogue.controller import CatalogueController

ROLL = "roll"
COUNTED = N_("Gõ một số từ 1 đến {most}.")


@dataclass(frozen=True, slots=True)
class LabelOrder:
    """Labels that a person asked for; without a `plan` they come out of the receipt printer."""

    items: tuple[Labelled, ...]
    copies: int
    plan: LabelPlan | None


@dataclass(frozen=True, slots=True)
class LabelsView:
    """The sheet: what is typed, what would come of it, what is wrong with either field."""

    title: str
    papers: tuple[ChipView, ...]
    paper: str
    copies: str
    copies_problem: str
    start: str
    start_problem: str
    told: str
    verb: str

    @property
    def can_print(self) -> bool:
        """Whether there is something to be printed."""
        return bool(self.told)


class Labelling(QObject):
    """Labels for the items that are chosen. Signals: `changed(LabelsView | None)`, `wanted(LabelOrder)`.

    `has_printer` tells whether this till has a receipt printer.
    """

    changed = Signal(object)
    wanted = Signal(object)

    def __init__(self, catalogue: "CatalogueController") -> None:
        super().__init__(catalogue)
        self.has_printer = False
        self._items: tuple[Labelled, ...] = ()
        self._paper, self._copies, self._start = USUAL, "1", "1"

    @property
    def view(self) -> LabelsView | None:
        """What is on show, in the language in force."""
        if not self._items:
            return None
        count = len(self._items)
        title = ngettext("In tem: {count} mặt hàng", "In tem: {count} mặt hàng", count).format(count=number(count))
        verb = _("In tem") if self._paper == ROLL else _("Lưu PDF")
        order = self._order()
        return LabelsView(
            title, self._papers(), self._paper, self._copies, self._wrong(self._copies, self._most_copies),
            self._start, "" if self._paper == ROLL else self._wrong(self._start, self._places),
            self._told(order) if order else "", verb,
        )  # fmt: skip

    def _papers(self) -> tuple[ChipView, ...]:
        sheets = tuple(
            ChipView(code, _("{count} tem {size} mm").format(count=sheet.count, size=size_of(code)))
            for code, sheet in SHEETS.items()
        )
        return (ChipView(ROLL, _("Máy in hoá đơn")), *sheets) if self.has_printer else sheets

    @property
    def _places(self) -> int:
        return 1 if self._paper == ROLL else SHEETS[self._paper].count

    @property
    def _most_copies(self) -> int:
        return max(1, (MOST_ON_ROLL if self._paper == ROLL else MOST) // len(self._items))

    def _order(self) -> LabelOrder | None:
        copies, start = _count(self._copies, self._most_copies), _count(self._start, self._places)
        if self._paper == ROLL:
            return LabelOrder(self._items, copies, None) if copies else None
        return LabelOrder(self._items, copies, LabelPlan(self._paper, start, copies)) if copies and start else None

    def _told(self, order: LabelOrder) -> str:
        count = len(order.items) * order.copies
        if order.plan is None:
            return ngettext("{count} tem, cắt rời từng tem", "{count} tem, cắt rời từng tem", count).format(
                count=number(count)
            )
        sheets = -(-(order.plan.start - 1 + count) // order.plan.places)
        return _("{count} tem, {sheets} tờ A4").format(count=number(count), sheets=number(sheets))

    def _wrong(self, typed: str, most: int) -> str:
        return "" if _count(typed, most) else _(COUNTED).format(most=number(most))

    def open(self, items: tuple[Labelled, ...]) -> None:
        """Begin with these items, on the paper of last time."""
        self._items, self._copies, self._start = items, "1", "1"
        self.changed.emit(self.view)

    def choose(self, paper: str) -> None:
        """On another paper; a begun sheet of another size says nothing about it."""
        self._paper, self._start = paper, "1"
        self.changed.emit(self.view)

    def type_copies(self, text: str) -> None:
        """How many of each."""
        self._copies = text.strip()
        self.changed.emit(self.view)

    def type_start(self, text: str) -> None:
        """The first free place of a begun sheet."""
        self._start = text.strip()
        self.changed.emit(self.view)

    def print_labels(self) -> None:
        """Ask for the labels, and put the sheet away."""
        if self._items and (order := self._order()):
            self.wanted.emit(order)
            self.close()

    def close(self) -> None:
        """Go back."""
        if self._items:
            self._items = ()
            self.changed.emit(None)


def _count(typed: str, most: int) -> int:
    """What was typed, 0 for what cannot be."""
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 5):
        return 0
    return int(typed) if int(typed) <= most else 0
