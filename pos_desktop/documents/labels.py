"""Price labels for goods: name, price, and the code that a till reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from pos_desktop.core import codes
from pos_desktop.core.money import Money
from pos_desktop.wording import money
from printing import labels

IN_STORE = "22"
"""Prefix of the codes that carry a price in hundreds of đồng."""
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

    What is weighed gets its code from the scale, which knows the weight.
    """
    own = next((code for code in item.barcodes if len(code) == 13 and codes.has_right_check_digit(code)), "")
    if own or item.by_weight or not item.plu or item.price % 100 or item.price // 100 > 99_999:
        return own
    body = f"{IN_STORE}{item.plu}{item.price // 100:05d}"
    return body + str(codes.ean_check_digit(body))


def _label(item: Labelled) -> labels.Label:
    price = f"{money(item.price)}/{item.unit or 'kg'}" if item.by_weight else money(item.price)
    return labels.Label(item.name, price, code_of(item), item.sku)
