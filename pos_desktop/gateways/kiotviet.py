"""Rows of the product and customer files of KiotViet, by the texts of their headers, never by position."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.gateways.tables import Cell, Row, Table, header_key, read_table


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One product, as it stands in the file; empty text where the file says nothing."""

    number: int
    surplus: int = 0
    """Cells more (or, negative, fewer) than the header has."""
    kind: Cell = ""
    category: Cell = ""
    sku: Cell = ""
    barcodes: Cell = ""
    name: Cell = ""
    price: Cell = ""
    cost: Cell = ""
    stock: Cell = ""
    unit: Cell = ""
    vat: Cell = ""
    attributes: Cell = ""
    low_stock: Cell = ""
    base_sku: Cell = ""
    base_qty: Cell = ""
    related: Cell = ""
    serial: Cell = ""
    parts: Cell = ""
    active: Cell = ""
    on_sale: Cell = ""
    plu: Cell = ""
    earns_points: Cell = ""
    family: Cell | None = None
    """None where the file has no such column: names, attributes and families are worked out of others then."""
    weighed: Cell = ""
    tracked: Cell = ""
    open_price: Cell = ""
    slots: Cell = ""
    groups: Cell = ""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer, as it stands in the file; empty text where the file says nothing."""

    number: int
    surplus: int = 0
    kind: Cell = ""
    code: Cell = ""
    name: Cell = ""
    phone: Cell = ""
    address: Cell = ""
    area: Cell = ""
    ward: Cell = ""
    company: Cell = ""
    tax_code: Cell = ""
    birthday: Cell = ""
    gender: Cell = ""
    email: Cell = ""
    note: Cell = ""
    active: Cell = ""
    points: Cell = ""
    groups: Cell = ""


PRODUCT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "kind": ("Loại hàng",), "category": ("Nhóm hàng(3 Cấp)", "Nhóm hàng"), "sku": ("Mã hàng",),
    "barcodes": ("Mã vạch",), "name": ("Tên hàng", "Tên hàng hóa"), "price": ("Giá bán",), "cost": ("Giá vốn",),
    "stock": ("Tồn kho",), "unit": ("ĐVT", "Đơn vị tính"), "attributes": ("Thuộc tính",),
    "active": ("Đang kinh doanh",), "on_sale": ("Được bán trực tiếp",),
    "low_stock": ("Tồn nhỏ nhất",), "base_sku": ("Mã ĐVT Cơ bản",), "base_qty": ("Quy đổi",),
    "related": ("Mã HH Liên quan",), "serial": ("Sử dụng Imei",), "parts": ("Hàng thành phần",),
    "vat": ("Thuế suất", "Thuế suất GTGT"), "plu": ("Mã cân",), "earns_points": ("Tích điểm",),
    "family": ("Chung ô",), "weighed": ("Bán theo cân",), "tracked": ("Theo dõi kho",), "open_price": ("Nhập giá",),
    "slots": ("Phần combo",), "groups": ("Nhóm lựa chọn",),
}  # fmt: skip
"""Fields by the headers they go by; the first is the one that messages name. The last three lines are our own."""

CUSTOMER_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "kind": ("Loại khách",), "code": ("Mã khách hàng", "Mã khách"), "name": ("Tên khách hàng", "Tên khách"),
    "phone": ("Điện thoại", "Số điện thoại"), "address": ("Địa chỉ",), "area": ("Khu vực giao hàng",),
    "ward": ("Phường/Xã",), "company": ("Công ty",), "tax_code": ("Mã số thuế",), "birthday": ("Ngày sinh",),
    "gender": ("Giới tính",), "email": ("Email",), "note": ("Ghi chú",), "active": ("Trạng thái",),
    "points": ("Điểm hiện tại",), "groups": ("Nhóm khách hàng",),
}  # fmt: skip

NOT_TAKEN = (
    "Thương hiệu", "Tồn lớn nhất", "Hình ảnh", "Trọng lượng", "Mô tả", "Mẫu ghi chú", "Vị trí", "Bảo hành",
    "Bảo trì định kỳ", "Số CMND/CCCD", "Facebook", "Ngày giao dịch cuối", "Nợ cần thu hiện tại",
    "Tổng bán (Không import)", "Tổng bán", "Tổng điểm", "Tổng bán trừ trả hàng",
)  # fmt: skip
"""Columns of the same files that this program has no place for, or must not keep."""

_PRODUCT_NEEDS = ("sku", "name", "price")
_CUSTOMER_NEEDS = ("phone",)

RowT = TypeVar("RowT", ProductRow, CustomerRow)


@dataclass(frozen=True, slots=True)
class ForeignFile(Generic[RowT]):
    """A file's rows; `unknown` are headers of nobody, `left_out` those that are known and not taken over."""

    name: str
    digest: str
    width: int
    """Number of columns."""
    rows: tuple[RowT, ...]
    unknown: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def read_products(path: Path) -> ForeignFile[ProductRow]:
    """Read a product file.

    Raises:
        Rejected: what `read_table` refuses, IMPORT_HEADER and IMPORT_COLUMN_TWICE (`column`).
        EnvironmentProblem: FILE_UNREADABLE.
    """
    return _read(path, PRODUCT_COLUMNS, _PRODUCT_NEEDS, ProductRow)


def read_customers(path: Path) -> ForeignFile[CustomerRow]:
    """Read a customer file; raises what `read_products` raises."""
    return _read(path, CUSTOMER_COLUMNS, _CUSTOMER_NEEDS, CustomerRow)


def _read(
    path: Path, columns: Mapping[str, tuple[str, ...]], needs: Sequence[str], row_type: type[RowT]
) -> ForeignFile[RowT]:
    table = read_table(path, [*(name for names in columns.values() for name in names), *NOT_TAKEN])
    places = _places(table, columns, needs)
    taken, known = set(places.values()), {header_key(name) for name in NOT_TAKEN}
    others = [header for place, header in enumerate(table.header) if header and place not in taken]
    width = len(table.header)
    return ForeignFile(
        table.name, table.digest, width, tuple(_row(row, width, places, row_type) for row in table.rows),
        unknown=tuple(header for header in others if header_key(header) not in known),
        left_out=tuple(header for header in others if header_key(header) in known),
    )  # fmt: skip


def _places(table: Table, columns: Mapping[str, tuple[str, ...]], needs: Sequence[str]) -> dict[str, int]:
    """The place of each field in the file's rows."""
    fields = {header_key(name): field for field, names in columns.items() for name in names}
    places: dict[str, int] = {}
    for place, header in enumerate(table.header):
        field = fields.get(header_key(header))
        if field in places:
            raise Rejected(Code.IMPORT_COLUMN_TWICE, column=header)
        if field:
            places[field] = place
    for field in needs:
        if field not in places:
            raise Rejected(Code.IMPORT_HEADER, column=columns[field][0])
    return places


def _row(row: Row, width: int, places: Mapping[str, int], row_type: type[RowT]) -> RowT:
    cells = row.cells
    values = {field: cells[place] for field, place in places.items() if place < len(cells)}
    return row_type(number=row.number, surplus=len(cells) - width, **values)
