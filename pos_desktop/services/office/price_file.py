"""Takes price lists over from a file: «Mã hàng», «Tên hàng», then a column for each list; all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.text import fold
from pos_desktop.gateways.tables import Row, Table, header_key, read_table
from pos_desktop.selling.price_lists import MOST_NAME
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.office import cells
from pos_desktop.services.office.preview import Judgement, Outcome, PreviewRow
from pos_desktop.services.shop.items import catalogue_changed
from pos_desktop.services.shop.price_lists import SetPrices, set_prices
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import goods, price_lists
from pos_desktop.storage.queries.goods import GoodsRow
from pos_desktop.storage.schema.catalogue import price_list

SKU, NAME = "Mã hàng", "Tên hàng"
USUAL: Final = ("bang gia chung", "gia chung", "gia ban")
"""Columns with an item's own price, which no list changes."""
MOST_LISTS: Final = 30


@dataclass(frozen=True, slots=True)
class PriceBook:
    """A file that was read and judged: what each list would say, by its name and the item's id."""

    name: str
    rows: tuple[PreviewRow, ...]
    prices: Mapping[str, Mapping[Id, Money]]
    new: tuple[str, ...]
    """Lists that the shop does not have yet."""

    @property
    def refused(self) -> int:
        """Rows that keep the whole file from being taken."""
        return sum(row.outcome is Outcome.REFUSED for row in self.rows)

    @property
    def changed(self) -> int:
        """Rows that would change a price."""
        return sum(row.outcome is Outcome.CHANGED for row in self.rows)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many prices were set."""

    count: int
    topics: tuple[str, ...] = ("catalogue",)


class PriceBooks:
    """Previews write nothing; `commit` writes what its preview showed, or nothing at all."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def preview(self, path: Path, by: Id) -> PriceBook:
        """Read and judge a price book.

        Raises:
            Rejected: NOT_ALLOWED; what keeps the file from being read (`read_table`), IMPORT_HEADER, IMPORT_NO_ROWS.
            EnvironmentProblem: FILE_UNREADABLE.
        """
        table = read_table(path, (SKU, NAME))
        with self._till.db.read() as tx:
            require(tx, by, "catalogue")
            return self._judged(tx, table)

    def commit(self, book: PriceBook, by: Id) -> Taken:
        """Write it; NOT_ALLOWED, IMPORT_ROWS (`count` of refused rows)."""
        if book.refused:
            raise Rejected(Code.IMPORT_ROWS, count=book.refused)
        with self._till.db.write() as tx:
            require(tx, by, "catalogue")
            ids = {page.prices.name: page.prices.id for page in price_lists.pages(tx)}
            for name, prices in book.prices.items():
                list_id = ids.get(name) or self._made(tx, name, by)
                deed = set_prices(tx, self._till, SetPrices("", list_id, prices, by))
                journal.append(tx, self._till, deed.event, deed.subject_id, {**deed.body, "file": book.name}, by)
            catalogue_changed(tx)
        return Taken(sum(len(prices) for prices in book.prices.values()))

    def _made(self, tx: Connection, name: str, by: Id) -> Id:
        list_id = self._till.ids()
        # It rests until somebody says for which orders it is: in force for all of them it would change every price.
        tx.execute(price_list.insert().values(id=list_id, shop_id=self._till.shop.id, name=name, active=False))
        body = {"of": "put_list", "list": name, "in_use": False}
        journal.append(tx, self._till, Event.CATALOGUE_CHANGED, list_id, body, by)
        return list_id

    def _judged(self, tx: Connection, table: Table) -> PriceBook:
        sku_at, lists = _columns(table)
        if not table.rows:
            raise Rejected(Code.IMPORT_NO_ROWS)
        there = {page.prices.name: page.prices.prices for page in price_lists.pages(tx)}
        known = {row.sku.casefold(): row for row in goods.goods(tx)}
        prices: dict[str, dict[Id, Money]] = {name: {} for name in lists.values()}
        rows = tuple(_row(row, sku_at, lists, known, prices, there) for row in table.rows)
        return PriceBook(table.name, rows, prices, tuple(name for name in prices if name not in there))


def _columns(table: Table) -> tuple[int, dict[int, str]]:
    """The place of the SKU, and the names of lists by the place of their column."""
    keys = [header_key(header) for header in table.header]
    if header_key(SKU) not in keys:
        raise Rejected(Code.IMPORT_HEADER, column=SKU)
    own = {header_key(SKU), header_key(NAME), *USUAL, ""}
    lists = {at: table.header[at][:MOST_NAME] for at, key in enumerate(keys) if key not in own}
    if not lists:
        raise Rejected(Code.IMPORT_HEADER, column="Bảng giá")
    if len(lists) > MOST_LISTS:
        raise Rejected(Code.IMPORT_LIMIT, what="columns", most=MOST_LISTS)
    if twice := [name for name in lists.values() if list(map(fold, lists.values())).count(fold(name)) > 1]:
        raise Rejected(Code.IMPORT_COLUMN_TWICE, column=twice[0])
    return keys.index(header_key(SKU)), lists


def _row(
    row: Row, sku_at: int, lists: Mapping[int, str], known: Mapping[str, GoodsRow],
    prices: Mapping[str, dict[Id, Money]], there: Mapping[str, Mapping[Id, Money]],
) -> PreviewRow:  # fmt: skip
    judgement, sku = Judgement(), str(row.cells[sku_at]).strip() if sku_at < len(row.cells) else ""
    item = known.get(sku.casefold())
    if item is None:
        judgement.refuse(Code.IMPORT_VALUE, column=SKU, text=cells.shown(sku))
        return PreviewRow(row.number, cells.shown(sku), "", Outcome.REFUSED, tuple(judgement.remarks))
    is_changed = False
    for at, name in lists.items():
        cell = row.cells[at] if at < len(row.cells) else ""
        if cell != "":
            price = judgement.take(lambda cell=cell, name=name: cells.money(cell, name), 0)  # type: ignore[misc]
            prices[name][item.id] = price
            is_changed |= there.get(name, {}).get(item.id) != price
    outcome = Outcome.REFUSED if judgement.refused else Outcome.CHANGED if is_changed else Outcome.UNCHANGED
    return PreviewRow(row.number, item.sku, item.name, outcome, tuple(judgement.remarks))
