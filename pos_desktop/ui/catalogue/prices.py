"""All prices of one list: what is typed beside the items' own prices, kept together or given up by a word."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import fold
from pos_desktop.services.shop.price_lists import ListPage, SetPrices
from pos_desktop.storage.queries.goods import GoodsRow
from pos_desktop.ui.catalogue import port
from pos_desktop.ui.catalogue.port import Everything
from pos_desktop.ui.form.kinds import Amount, Wrong
from pos_desktop.ui.models.views import ConfirmView, ToastKind, ToastView
from pos_desktop.wording import _, money, ngettext, number
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.core.money import Money
    from pos_desktop.ui.catalogue.controller import CatalogueController

AMOUNT = Amount()


@dataclass(frozen=True, slots=True)
class PriceRow:
    """An item: its `own` price, `price` by the list as it is typed ("" for its own), and whether that is unsaved."""

    key: Id
    name: str
    own: str
    price: str
    changed: bool = False
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class PricesView:
    """The list that is edited; `told` says how many prices are unsaved, or what is wrong."""

    title: str
    rows: tuple[PriceRow, ...]
    told: str
    is_wrong: bool
    can_save: bool


class Prices(QObject):
    """The prices of the list on show in a `CatalogueController`. Signals: `changed(PricesView | None)`."""

    changed = Signal(object)

    def __init__(self, catalogue: "CatalogueController") -> None:
        super().__init__(catalogue)
        self._catalogue = catalogue
        self._page: ListPage | None = None
        self._text, self._problem, self._operation, self._busy = "", "", "", False
        self._typed: dict[Id, Money | None] = {}
        self._wrong: dict[Id, str] = {}

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost."""
        return bool(self._typed or self._wrong)

    @property
    def view(self) -> PricesView | None:
        """What is on show, in the language in force; None while no list is open."""
        page, every = self._page, self._catalogue.every
        if page is None or every is None:
            return None
        can_save = bool(self._typed) and not self._wrong and not self._busy
        return PricesView(page.prices.name, tuple(self._rows(page, every)), self._told(),
                          bool(self._wrong or self._problem), can_save)  # fmt: skip

    def _rows(self, page: ListPage, every: Everything) -> Iterator[PriceRow]:
        words = fold(self._text).split()
        for row in every.goods:
            stands = (row.active and row.sold and not row.open_price) or row.id in page.prices.prices
            if stands and all(word in f"{fold(row.name)} {row.sku.casefold()}" for word in words):
                yield self._row(row, page)

    def _row(self, row: GoodsRow, page: ListPage) -> PriceRow:
        kept = page.prices.prices.get(row.id)
        price = self._typed.get(row.id, kept)
        written = self._wrong.get(row.id, "" if price is None else number(price))
        name = f"{row.name} · {row.sku}"
        return PriceRow(row.id, name, money(row.price), written, row.id in self._typed, row.id in self._wrong)

    def _told(self) -> str:
        if self._wrong:
            return _("Giá chỉ gồm chữ số. Để trống là theo giá của món.")
        if self._problem or not self._typed:
            return self._problem
        count = len(self._typed)
        return ngettext("{count} giá chưa lưu", "{count} giá chưa lưu", count).format(count=number(count))

    def open(self) -> None:
        """Edit the prices of the list on show."""
        every, key = self._catalogue.every, self._catalogue.view.chosen
        page = next((page for page in every.lists if page.prices.id == key), None) if every else None
        if page is not None:
            self._page = page
            self._forget()

    def _forget(self) -> None:
        self._text, self._problem, self._operation = "", "", ""
        self._typed, self._wrong = {}, {}
        self.changed.emit(self.view)

    def search(self, text: str) -> None:
        """Show the items that a text finds; what is typed for others stays."""
        self._text = text.strip()
        self.changed.emit(self.view)

    def type(self, key: Id, text: str) -> None:
        """Take what was typed for an item; nothing takes it off the list."""
        if self._page is None or self._busy:
            return
        self._problem, self._operation = "", ""
        self._typed.pop(key, None)
        self._wrong.pop(key, None)
        try:
            price = AMOUNT.parsed(text.strip()) if text.strip() else None
        except Wrong:
            self._wrong[key] = text.strip()
        else:
            if price != self._page.prices.prices.get(key):
                self._typed[key] = price
        self.changed.emit(self.view)

    def save(self) -> None:
        """Keep all of them in one go."""
        view = self.view
        if self._page is None or view is None or not view.can_save:
            return
        at = self._catalogue
        self._operation, self._busy = self._operation or at.desk.till.ids(), True
        command = SetPrices(self._operation, self._page.prices.id, dict(self._typed), at.person.id)
        self.changed.emit(self.view)
        at.ops.run(self._kept_by, command, then=self._saved, failed=self._failed)

    def _kept_by(self, command: SetPrices) -> Everything:
        self._catalogue.desk.price_lists.set_prices(command)
        return port.read(self._catalogue.desk, self._catalogue.person.id)

    def _saved(self, every: Everything) -> None:
        self._busy, self._page = False, None
        self._forget()
        self._catalogue.take(every)
        self._catalogue.toast.emit(ToastView(ToastKind.INFO, _("Đã lưu")), None)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._catalogue.sound.emit("error")
        if isinstance(error, Rejected | EnvironmentProblem):
            self._problem = sentence(error)
        self.changed.emit(self.view)

    def close(self) -> None:
        """Go back to the list, after a question where something would be lost."""
        if self._busy:
            return
        if not self.is_changed:
            self.give_up()
            return
        view = ConfirmView(_("Bỏ thay đổi chưa lưu?"), (self._told(),), _("Bỏ thay đổi"), _("Sửa tiếp"))
        self._catalogue.ask.emit(view, self.give_up)

    def give_up(self) -> None:
        """Forget what was typed."""
        self._page = None
        self._forget()
