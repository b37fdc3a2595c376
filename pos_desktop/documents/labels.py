"""Price labels for goods: name, price, and the code that a till reads."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from pos_desktop.core import codes
from pos_desktop.core.errors import Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.core.rates import half_up
from pos_desktop.wording import money, quantity
from printing.pdf import labels

MOST = labels.MOST


@dataclass(frozen=True, slots=True)
class Labelled:
    """An item that gets a label; `plu` is five digits or ""."""

    name: str
    price: Money
    sku: str
    unit: str = ""
    barcodes: tuple[str, ...] = ()
    plu: str = ""
    by_weight: bool = False


def labels_pdf(every: Iterable[Labelled]) -> bytes:
    """The labels as a PDF; ValueError for none or more than `MOST`."""
    return labels.labels_pdf([_label(item) for item in every])


def code_of(item: Labelled) -> str:
    """The thirteen digits of the label: the item's own, or in-store ones with its price; "" where neither can be.

    What is weighed gets its code with its weight (`of_weight`).
    """
    own = next((code for code in item.barcodes if len(code) == 13 and codes.has_right_check_digit(code)), "")
    if own or item.by_weight or not item.plu:
        return own
    with suppress(Rejected):
        return codes.priced_code(item.plu, item.price)
    return ""


@dataclass(frozen=True, slots=True)
class Portion:
    """So much of an item that is weighed: thousandths of a kilogram, what they cost, and the code that says either."""

    item: Labelled
    qty: Quantity
    price: Money
    code: str

    @property
    def told(self) -> str:
        """Weight and price in words."""
        return f"{quantity(self.qty)} {self.item.unit or 'kg'} · {money(self.price)}"


def of_weight(item: Labelled, qty: Quantity) -> Portion:
    """A portion whose code carries its weight; INVALID_QUANTITY for what five digits of grams cannot hold."""
    return Portion(item, qty, half_up(item.price * qty, ONE), codes.weighed_code(item.plu, qty))


def of_price(item: Labelled, price: Money) -> Portion:
    """A portion whose code carries its price, in hundreds of đồng; INVALID_AMOUNT."""
    qty = max(1, half_up(price * ONE, item.price)) if item.price else ONE
    return Portion(item, qty, price, codes.priced_code(item.plu, price))


def portion_pdf(portion: Portion) -> bytes:
    """One label of a portion, on a sheet of its own."""
    return labels.labels_pdf([labels.Label(portion.item.name, portion.told, portion.code, portion.item.sku)])


def _label(item: Labelled) -> labels.Label:
    price = f"{money(item.price)}/{item.unit or 'kg'}" if item.by_weight else money(item.price)
    return labels.Label(item.name, price, code_of(item), item.sku)
