"""Reads single cells of other programs' files: texts, money, quantities, yes or no, dates, phones.

Every function raises IMPORT_VALUE with `column` and `text` for what it cannot read.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import MOST_MONEY, Money, parse_grouped_money
from pos_desktop.core.quantity import MOST_QUANTITY, ONE, Quantity
from pos_desktop.core.text import fold, note, squeeze
from pos_desktop.gateways.tables import Cell
from pos_desktop.services.members.phones import Phone, parse_phone

_SHOWN = 40
_PLAIN = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,9})?", re.ASCII)
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:(?:\.[0-9]{3})+(?:,[0-9]{1,9})?|(?:,[0-9]{3})+(?:\.[0-9]{1,9})?)", re.ASCII)
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", re.ASCII)
_SHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
_YES, _NO = frozenset({"1", "co", "true", "yes", "x"}), frozenset({"0", "khong", "false", "no"})
_LOST_ZERO = re.compile(r"[1-9][0-9]{8,9}", re.ASCII)


def wrong(column: str, cell: Cell) -> Rejected:
    """The refusal of a cell."""
    return Rejected(Code.IMPORT_VALUE, column=column, text=shown(cell))


def shown(cell: Cell, most: int = _SHOWN) -> str:
    """A cell as messages and lists show it: one short line without control characters."""
    text = squeeze(str(cell))
    return text if len(text) <= most else text[: most - 1] + "…"


def words(cell: Cell, column: str, most: int) -> str:
    """Text as it is kept, possibly empty."""
    text = str(cell)
    if isinstance(cell, bool) or _SHEET_ERROR.fullmatch(text):
        raise wrong(column, cell)
    try:
        return note(text, most)
    except Rejected:
        raise wrong(column, cell) from None


def money(cell: Cell, column: str) -> Money:
    """Whole đồng: `29000`, `29.000`, `29,000`, `29.000 ₫`; a price with decimals is refused."""
    if isinstance(cell, int) and not isinstance(cell, bool) and 0 <= cell <= MOST_MONEY:
        return cell
    try:
        return parse_grouped_money(cell if isinstance(cell, str) else "")
    except Rejected:
        raise wrong(column, cell) from None


def cost(cell: Cell, column: str) -> Money:
    """A cost price, half up to the đồng: other programs keep averages with decimals."""
    amount = _decimal(cell, column, grouped=True)
    if not 0 <= amount <= MOST_MONEY:
        raise wrong(column, cell)
    return int(amount.to_integral_value(ROUND_HALF_UP))


def quantity(cell: Cell, column: str, *, by_weight: bool) -> Quantity:
    """Thousandths, possibly negative; `1.500` is one and a half of what is weighed and 1500 of what is counted."""
    thousandths = _decimal(cell, column, grouped=not by_weight) * ONE
    if thousandths != thousandths.to_integral_value() or abs(thousandths) > MOST_QUANTITY:
        raise wrong(column, cell)
    return int(thousandths)


def _decimal(cell: Cell, column: str, *, grouped: bool) -> Decimal:
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return Decimal(cell)
    text = cell.replace(" ", "") if isinstance(cell, str) else ""
    if _GROUPED.fullmatch(text) and (grouped or len(re.findall(r"[.,]", text)) > 1):
        last = max(text.rfind("."), text.rfind(","))
        has_decimals = text[last] != next(c for c in text if c in ".,")
        whole, decimals = (text[:last], text[last + 1 :]) if has_decimals else (text, "")
        return Decimal(f"{re.sub('[.,]', '', whole)}.{decimals or 0}")
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise wrong(column, cell)


def points(cell: Cell, column: str) -> int:
    """Whole points, not negative."""
    return 0 if cell == "" else money(cell, column)


def flag(cell: Cell, column: str) -> bool | None:
    """Yes or no; None where the cell is empty."""
    text = fold(str(cell))
    if not text:
        return None
    if text not in _YES | _NO:
        raise wrong(column, cell)
    return text in _YES


def day(cell: Cell, column: str) -> date | None:
    """A date cell, or `31/12/1990`, or `1990-12-31`; None where the cell is empty."""
    if cell == "" or isinstance(cell, date):
        return cell or None  # type: ignore[return-value]
    text = str(cell)
    match = _DAY.fullmatch(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text[:10])
    except ValueError:
        raise wrong(column, cell) from None


def phone(cell: Cell) -> tuple[Phone, bool]:
    """A phone number, and whether a spreadsheet had eaten the zero at its beginning; INVALID_PHONE otherwise."""
    bare = "".join(c for c in str(cell) if c not in " .-()\u00a0")
    if _LOST_ZERO.fullmatch(bare):
        return parse_phone("0" + bare), True
    return parse_phone(str(cell)), False
