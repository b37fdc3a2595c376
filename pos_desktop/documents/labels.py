"""Price labels for goods: name, price, and the code that a till reads; on sheets of A4 or on the receipt printer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pos_desktop.core import codes
from pos_desktop.core.errors import Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.core.rates import half_up
from pos_desktop.wording import Wording, money, quantity
from printing.paper.document import Align, Barcode, Cut, Document, Element, Price, Size, Text
from printing.pdf import labels

Told = Callable[[Money], str]
"""Says a sum."""
MOST = labels.MOST
MOST_ON_ROLL = 200
"""Labels that one press sends to the receipt printer."""
SHEETS = labels.SHEETS
"""Kinds of label sheets by their code."""
USUAL = labels.USUAL.code


@dataclass(frozen=True, slots=True)
class LabelPlan:
    """Which sheet (a code of `SHEETS`), its first free place from 1, how many labels of each item."""

    sheet: str = USUAL
    start: int = 1
    copies: int = 1

    @property
    def places(self) -> int:
        """Labels of one sheet."""
        return SHEETS[self.sheet].count


def size_of(sheet: str) -> str:
    """Width and height of the labels of a sheet, in millimetres, as people read them."""
    return f"{quantity(SHEETS[sheet].width * 100)} × {quantity(SHEETS[sheet].height * 100)}"  # tenths to thousandths


@dataclass(frozen=True, slots=True)
class Labelled:
    """An item that gets a label; `plu` is five digits or "".

    A pack holds `holds` thousandths of another item, whose unit is `held_unit`.
    """

    name: str
    price: Money
    sku: str
    unit: str = ""
    barcodes: tuple[str, ...] = ()
    plu: str = ""
    by_weight: bool = False
    holds: Quantity = 0
    held_unit: str = ""
    item_id: Id = ""


def labels_pdf(every: Iterable[Labelled], plan: LabelPlan | None = None) -> bytes:
    """The labels as a PDF; ValueError for none, more than `MOST`, or a place that the sheet has not."""
    plan = plan or LabelPlan()
    each = [label for label in map(_label, every) for _copy in range(plan.copies)]
    return labels.labels_pdf(each, SHEETS[plan.sheet], start=plan.start)


def code_of(item: Labelled) -> str:
    """The thirteen digits of the label: the item's own, or in-store ones with its price; "" where neither can be.

    What is weighed gets its code with its weight (`of_weight`).
    """
    own = next((code for code in item.barcodes if len(code) == 13 and _is_right(code)), "")
    if own or item.by_weight or not item.plu:
        return own
    with suppress(Rejected):
        return codes.priced_code(item.plu, item.price)
    return ""


def _is_right(code: str) -> bool:
    return codes.is_ean(code) and codes.has_right_check_digit(code)  # goods may have codes of letters, as Code 128


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
    below = " · ".join(part for part in (item.sku, _each(item, money)) if part)
    return labels.Label(item.name, _price(item, money), code_of(item), below)


def _price(item: Labelled, told: Told) -> str:
    return f"{told(item.price)}/{item.unit or 'kg'}" if item.by_weight else told(item.price)


def _each(item: Labelled, told: Told) -> str:
    """What one of a pack costs; "" for what is no pack."""
    if item.holds <= ONE:
        return ""
    each = told(half_up(item.price * ONE, item.holds))
    return f"{each}/{item.held_unit}" if item.held_unit else f"{each} × {quantity(item.holds)}"


def roll_labels(every: Sequence[tuple[Labelled, int]], words: Wording) -> Document:
    """Shelf labels for the receipt printer, each so many times, every one cut off."""
    elements = [
        element for item, copies in every for _copy in range(copies)
        for element in _tag(item.name, _price(item, words.money), code_of(item), _below(item, words))
    ]  # fmt: skip
    return Document(tuple(elements), title=words.gettext("Tem giá"), language=words.language)


def roll_portion(portion: Portion, words: Wording) -> Document:
    """The label of what was weighed, for the receipt printer."""
    item = portion.item
    weight = f"{words.quantity(portion.qty)} {item.unit or 'kg'} × {_price(item, words.money)}"
    tag = _tag(item.name, words.money(portion.price), portion.code, (weight, item.sku))
    return Document(tuple(tag), title=words.gettext("Tem giá"), language=words.language)


def _below(item: Labelled, words: Wording) -> tuple[str, ...]:
    return (_each(item, words.money), item.sku)


def _tag(name: str, price: str, code: str, below: Iterable[str]) -> Iterator[Element]:
    yield Text(name, Size.LARGE, bold=True, align=Align.CENTER)
    yield Price(price)
    for line in below:
        if line:
            yield Text(line, align=Align.CENTER)
    if code:
        yield Barcode(code)
    yield Cut()
