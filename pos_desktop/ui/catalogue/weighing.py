"""A label for what is weighed: its weight or its price is typed, or comes from the scale, and the code carries it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.quantity import Quantity, parse_quantity, plain
from pos_desktop.documents.labels import Labelled, Portion, of_price, of_weight
from pos_desktop.services.office.label_slips import labelled
from pos_desktop.ui.form.kinds import Amount, Wrong
from pos_desktop.ui.models.views import ChipView
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_desktop.ui.catalogue.controller import CatalogueController

WEIGHT, PRICE = "weight", "price"
AMOUNT = Amount()


@dataclass(frozen=True, slots=True)
class WeighingView:
    """The item that is weighed, what is typed, and what the label will say, or what is wrong."""

    title: str
    kinds: tuple[ChipView, ...]
    kind: str
    label: str
    typed: str
    told: str
    problem: str
    has_scale: bool
    verb: str = ""

    @property
    def can_print(self) -> bool:
        """Whether there is a label."""
        return bool(self.told)


class Weighing(QObject):
    """Labels for the item on show in a `CatalogueController`.

    Signals: `changed(WeighingView | None)`, `wanted(Portion)` for a label to be printed. `read` asks the scale of this
    till, None where there is none; `has_printer` tells whether it has a receipt printer.
    """

    changed = Signal(object)
    wanted = Signal(object)

    def __init__(self, catalogue: "CatalogueController") -> None:
        super().__init__(catalogue)
        self._catalogue = catalogue
        self._item: Labelled | None = None
        self.has_printer = False
        self._kind, self._typed, self._problem = WEIGHT, "", ""
        self.read: Callable[[Callable[[Quantity], object], Callable[[Exception], object]], object] | None = None

    @property
    def item_on_show(self) -> Labelled | None:
        """The item on show, where it is weighed and has the number that a code can carry."""
        every, key = self._catalogue.every, self._catalogue.view.chosen
        row = every.item(key) if every and key else None
        return labelled(row) if row is not None and row.by_weight and row.plu else None

    @property
    def view(self) -> WeighingView | None:
        """What is on show, in the language in force."""
        item = self._item
        if item is None:
            return None
        portion = self._portion()
        kinds = (ChipView(WEIGHT, _("Theo cân nặng")), ChipView(PRICE, _("Theo giá tiền")))
        label = _("Cân nặng (kg)") if self._kind == WEIGHT else _("Giá tiền")
        told = f"{portion.told}, {portion.code}" if portion else ""
        return WeighingView(item.name, kinds, self._kind, label, self._typed, told, self._problem,
                            self._kind == WEIGHT and self.read is not None,
                            _("In tem") if self.has_printer else _("Lưu tem"))  # fmt: skip

    def _portion(self) -> Portion | None:
        if self._item is None or not self._typed:
            return None
        try:
            if self._kind == WEIGHT:
                return of_weight(self._item, parse_quantity(self._typed))
            return of_price(self._item, AMOUNT.parsed(self._typed))
        except Wrong as wrong:
            self._problem = str(wrong)
        except Rejected as error:
            self._problem = sentence(error)
        return None

    def open(self) -> None:
        """Begin with the item on show, and ask the scale."""
        self._item = self.item_on_show
        self.choose(WEIGHT)

    def choose(self, kind: str) -> None:
        """Type a weight, or a price."""
        self._kind, self._typed, self._problem = kind, "", ""
        self.changed.emit(self.view)
        if kind == WEIGHT:
            self.weigh()

    def type(self, text: str) -> None:
        """Take what was typed."""
        self._typed, self._problem = text.strip(), ""
        self.changed.emit(self.view)

    def weigh(self) -> None:
        """Ask the scale; who types meanwhile is not disturbed."""
        if self.read is not None and self._item is not None:
            self.read(self._weighed, self._not_weighed)

    def _weighed(self, qty: Quantity) -> None:
        if self._item is not None and self._kind == WEIGHT and not self._typed:
            self.type(plain(qty).replace(".", ","))

    def _not_weighed(self, error: Exception) -> None:
        if self._item is not None and not self._typed and isinstance(error, Rejected | EnvironmentProblem):
            self._problem = sentence(error)
            self.changed.emit(self.view)

    def print_label(self) -> None:
        """Ask for the label; the sheet stays for the next portion."""
        portion = self._portion()
        if portion is not None:
            self.wanted.emit(portion)
            self.choose(self._kind)

    def close(self) -> None:
        """Go back."""
        self._item = None
        self.changed.emit(None)
