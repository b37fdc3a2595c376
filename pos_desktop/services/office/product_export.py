"""Writes the shop's goods and price lists as the files that `product_file` and `price_file` read in again."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.gateways import sheets
from pos_desktop.gateways.sheets import Value
from pos_desktop.selling import tax
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.office import product_cells
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import goods, price_lists, product_links
from pos_desktop.storage.queries.goods import GoodsRow
from pos_desktop.storage.queries.product_links import Links, SlotPart

COLUMNS: Final = (
    "Loại hàng", "Nhóm hàng(3 Cấp)", "Mã hàng", "Mã vạch", "Tên hàng", "Thương hiệu", "Giá bán", "Giá vốn", "Tồn kho",
    "Tồn nhỏ nhất", "Tồn lớn nhất", "ĐVT", "Mã ĐVT Cơ bản", "Quy đổi", "Thuộc tính", "Mã HH Liên quan", "Hình ảnh",
    "Sử dụng Imei", "Trọng lượng", "Đang kinh doanh", "Được bán trực tiếp", "Mô tả", "Mẫu ghi chú", "Vị trí",
    "Hàng thành phần", "Bảo hành", "Bảo trì định kỳ", "Thuế suất", "Mã cân", "Tích điểm",
    "Chung ô", "Bán theo cân", "Theo dõi kho", "Nhập giá", "Phần combo", "Nhóm lựa chọn",
)  # fmt: skip
"""The 27 columns of the market's leader, in its order, and nine of our own."""
PLAIN, COMBO = "Hàng hóa", "Combo - đóng gói"
VAT_CELLS: Final = {tax.STANDARD: "8", tax.ALCOHOL: "10", tax.REDUCED: "5", tax.ZERO: "0", tax.EXEMPT: "KCT"}


class ProductExport:
    """Takes the catalogue out of the shop."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def products(self, ending: str, by: Id) -> bytes:
        """All goods as CSV or, for `.xlsx`, as a workbook; NOT_ALLOWED with the right `catalogue`."""
        with self._till.db.write() as tx:
            require(tx, by, "catalogue")
            names = {row.id: row.name for row in goods.categories(tx)}
            links, every = product_links.known(tx), goods.goods(tx)
            skus = {row.sku.casefold(): row.sku for row in every}
            rows = [_product(row, names, _as_written(links[row.sku.casefold()], skus)) for row in every]
            self._tell(tx, by, "products", len(rows))
        return sheets.written(ending, COLUMNS, rows)

    def price_book(self, ending: str, by: Id) -> bytes:
        """A row for each item with a column for each price list; NOT_ALLOWED with the right `catalogue`."""
        with self._till.db.write() as tx:
            require(tx, by, "catalogue")
            lists = [page.prices for page in price_lists.pages(tx)]
            rows: list[list[Value]] = [
                [row.sku, row.name, *(each.prices.get(row.id, "") for each in lists)] for row in goods.goods(tx)
            ]
            self._tell(tx, by, "price_book", len(rows))
        return sheets.written(ending, ("Mã hàng", "Tên hàng", *(each.name for each in lists)), rows)

    def _tell(self, tx: Connection, by: Id, what: str, count: int) -> None:
        body = {"what": what, "count": count}
        journal.append(tx, self._till, Event.EXPORT, self._till.shop.id, body, by)


def ending_of(path: Path) -> str:
    """The ending by which a file's form is known; `.xlsx` where a person wrote none."""
    return path.suffix or ".xlsx"


def _product(row: GoodsRow, categories: Mapping[Id, str], links: Links) -> list[Value]:
    known: dict[str, Value] = {
        "Loại hàng": COMBO if links.slots else PLAIN, "Nhóm hàng(3 Cấp)": categories.get(row.category_id, ""),
        "Mã hàng": row.sku, "Mã vạch": ",".join(row.barcodes), "Tên hàng": row.name, "Giá bán": row.price,
        "Giá vốn": row.cost, "Tồn nhỏ nhất": quantity_cell(row.low_stock), "ĐVT": row.unit,
        "Sử dụng Imei": int(row.asks_serial), "Đang kinh doanh": int(row.active), "Được bán trực tiếp": int(row.sold),
        "Thuế suất": VAT_CELLS.get(row.vat_group, ""), "Mã cân": row.plu, "Tích điểm": int(row.earns_points),
        "Bán theo cân": int(row.by_weight), "Theo dõi kho": int(row.tracked), "Nhập giá": int(row.open_price),
        **_linked(row, links),
    }  # fmt: skip
    return [known.get(name, "") for name in COLUMNS]


def _linked(row: GoodsRow, links: Links) -> dict[str, Value]:
    """What it has to do with other goods; a combo in which nothing is chosen stands as other programs write it."""
    parts, slots = links.parts, links.slots
    if slots and all(slot.name == "" and slot.parts == (SlotPart(slot.parts[0].sku, 0, True),) for slot in slots):
        parts, slots = tuple((slot.parts[0].sku, slot.qty * ONE) for slot in slots), ()
    return {
        "Mã ĐVT Cơ bản": links.base, "Quy đổi": quantity_cell(links.base_qty) if links.base else "",
        "Thuộc tính": product_cells.pairs_cell(row.attributes), "Chung ô": row.family,
        "Hàng thành phần": "|".join(f"{sku}:{quantity_cell(qty)}" for sku, qty in parts),
        "Phần combo": product_cells.slots_cell(slots), "Nhóm lựa chọn": product_cells.words_cell(links.groups),
    }  # fmt: skip


def _as_written(links: Links, skus: Mapping[str, str]) -> Links:
    """With SKUs as their goods have them, not in small letters."""
    slots = (replace(slot, parts=tuple(replace(part, sku=skus[part.sku]) for part in slot.parts))
             for slot in links.slots)  # fmt: skip
    parts = tuple((skus[sku], qty) for sku, qty in links.parts)
    return replace(links, base=skus.get(links.base, ""), parts=parts, slots=tuple(slots))


def quantity_cell(qty: Quantity) -> Value:
    """Thousandths as whole pieces, or with decimals."""
    if qty % ONE == 0:
        return qty // ONE
    # «1.125» would be read as eleven hundred and twenty-five of what is counted.
    return (Decimal(qty) / ONE).quantize(Decimal("0.0001")) if qty % 10 else Decimal(qty) / ONE
