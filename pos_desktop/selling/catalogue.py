"""The catalogue in memory: items, look-up by code, search by folded words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pos_desktop.core import codes
from pos_desktop.core.codes import CodeKind, Embedding
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money, positive
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.core.rates import half_up
from pos_desktop.core.text import MOST_SEARCH, fold
from pos_desktop.selling.bundles import ComboSlot
from pos_desktop.selling.lines import Use
from pos_desktop.selling.options import OptionGroup


@dataclass(frozen=True, slots=True)
class Category:
    """A chip above the tiles; `colour` is a palette token such as `c1`."""

    id: Id
    name: str
    colour: str = "c1"


@dataclass(frozen=True, slots=True)
class Item:
    """Something the shop sells; `price` in đồng with VAT included, per unit (per kilogram when `by_weight`)."""

    id: Id
    sku: str
    name: str
    price: Money
    vat_group: str
    category: Category | None = None
    barcodes: tuple[str, ...] = ()
    cost: Money = 0
    unit: str = ""
    colour: str = ""
    by_weight: bool = False
    earns_points: bool = True
    active: bool = True
    plu: str = ""
    """Five digits that in-store weight and price labels carry."""
    options: tuple[OptionGroup, ...] = ()
    slots: tuple[ComboSlot, ...] = ()
    """What a combo is made of; its `price` is that of the whole."""
    family: str = ""
    """Name under which its variants stand together; `attributes` tell them apart: («Cỡ», «L»)."""
    attributes: tuple[tuple[str, str], ...] = ()
    open_price: bool = False
    """Its price is asked for each time."""
    asks_serial: bool = False
    uses: tuple[Use, ...] = ()
    """What one of it takes out of stock in place of itself."""
    tracked: bool = False
    """Nothing is sold of it when there is none left."""
    sold: bool = True
    """Whether it is sold at all; an ingredient is not."""
    station: Id = ""
    """Where it is made; empty for what nobody makes."""
    course: int = 0
    picture: str = ""
    """Name of its picture in the shop's folder."""
    sold_out_on: date | None = None
    """The business date for which somebody said that there is none left."""
    price_list: str = ""
    """Name of the price list that its price is from; empty for its own."""


@dataclass(frozen=True, slots=True)
class Found:
    """An item that a code stands for, with the quantity and the line price that the code itself carries."""

    item: Item
    qty: Quantity = ONE
    price: Money | None = None


class CatalogueIndex:
    """Active items by code and by words; built once, replaced whole when the catalogue changes."""

    def __init__(self, items: Iterable[Item], embedding: Embedding = Embedding()) -> None:
        self.items: tuple[Item, ...] = tuple(item for item in items if item.active and item.sold)
        self.categories: tuple[Category, ...] = tuple(dict.fromkeys(i.category for i in self.items if i.category))
        self.sold_out: tuple[Item, ...] = tuple(item for item in self.items if item.sold_out_on)
        self._embedding = embedding
        self._by_code: dict[str, list[Item]] = defaultdict(list)
        self._by_plu = {item.plu: item for item in self.items if item.plu}
        self._by_id = {item.id: item for item in self.items}
        self._combos = {item.name: item for item in self.items if item.slots}
        self._families: dict[str, list[Item]] = defaultdict(list)
        self._keys = [(fold(item.name), item.sku.casefold(), item) for item in self.items]
        for item in self.items:
            if item.family:
                self._families[item.family].append(item)
            for code in {item.sku.casefold(), *item.barcodes}:
                self._by_code[code].append(item)

    def in_category(self, category: Id | None) -> Sequence[Item]:
        """Items of a category in catalogue order; all of them for None."""
        return [i for i in self.items if category is None or (i.category and i.category.id == category)]

    def combo(self, name: str) -> Item | None:
        """The combo that goes by a name, as lines remember it."""
        return self._combos.get(name)

    def family(self, name: str) -> Sequence[Item]:
        """The items that stand together under a name, in catalogue order."""
        return self._families.get(name, ())

    def get(self, item_id: Id) -> Item | None:
        """The active item with this id, if any."""
        return self._by_id.get(item_id)

    def find(self, code: str) -> tuple[Found, ...]:
        """Items for a barcode, an SKU or an in-store label; several when products share a code.

        Raises:
            Rejected: BAD_CHECK_DIGIT for an EAN read wrongly, UNKNOWN_ITEM for a code of nobody,
                INVALID_QUANTITY or INVALID_AMOUNT for a label that weighs or costs nothing.
        """
        code = code.strip()
        if items := self._by_code.get(code.casefold()):
            return tuple(Found(item) for item in items)
        if codes.is_ean(code) and not codes.has_right_check_digit(code):
            raise Rejected(Code.BAD_CHECK_DIGIT, text=code)
        return (self._labelled(code),)

    def _labelled(self, code: str) -> Found:
        scanned = codes.classify(code, self._embedding)
        item = self._by_plu.get(scanned.item)
        if item is None:
            raise Rejected(Code.UNKNOWN_ITEM, text=code[:MOST_SEARCH])
        if scanned.kind is CodeKind.PRICED:
            return Found(item, _weight_for(scanned.value, item), positive(scanned.value))
        return Found(item, _weighed(scanned.value))

    def search(self, text: str, most: int = 60) -> Sequence[Item]:
        """Items whose folded name holds every word of `text`, or whose SKU or barcode begins with it."""
        typed = text[:MOST_SEARCH].strip()
        words = fold(typed).split()
        if not words:
            return []
        hits = [item for key, sku, item in self._keys if _matches(words, typed, key, sku, item)]
        return sorted(hits, key=lambda item: not fold(item.name).startswith(words[0]))[:most]


def _weighed(value: int) -> Quantity:
    """Quantity of a weight label: grams are thousandths of a kilogram; an empty label is refused."""
    if value <= 0:
        raise Rejected(Code.INVALID_QUANTITY)
    return value


def _weight_for(price: Money, item: Item) -> Quantity:
    if not item.by_weight or item.price <= 0:
        return ONE
    return max(1, half_up(price * ONE, item.price))


def _matches(words: Sequence[str], typed: str, key: str, sku: str, item: Item) -> bool:
    if all(word in key for word in words):
        return True
    return sku.startswith(typed.casefold()) or any(b.startswith(typed) for b in item.barcodes)
