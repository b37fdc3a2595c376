"""Writes files as other programs write them: KiotViet's columns as CSV or xlsx, and texts in old encodings."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pos_desktop.gateways.separated import TCVN3

PRODUCT_HEADER = (
    "Loại hàng", "Nhóm hàng(3 Cấp)", "Mã hàng", "Mã vạch", "Tên hàng", "Thương hiệu", "Giá bán", "Giá vốn", "Tồn kho",
    "Tồn nhỏ nhất", "Tồn lớn nhất", "ĐVT", "Mã ĐVT Cơ bản", "Quy đổi", "Thuộc tính", "Mã HH Liên quan", "Hình ảnh",
    "Sử dụng Imei", "Trọng lượng", "Đang kinh doanh", "Được bán trực tiếp", "Mô tả", "Mẫu ghi chú", "Vị trí",
    "Hàng thành phần", "Bảo hành", "Bảo trì định kỳ",
)  # fmt: skip
CUSTOMER_HEADER = (
    "Loại khách", "Mã khách hàng", "Tên khách hàng", "Điện thoại", "Địa chỉ", "Khu vực giao hàng", "Phường/Xã",
    "Công ty", "Mã số thuế", "Số CMND/CCCD", "Ngày sinh", "Giới tính", "Email", "Facebook", "Nhóm khách hàng",
    "Ghi chú", "Ngày giao dịch cuối", "Nợ cần thu hiện tại", "Tổng bán (Không import)", "Trạng thái",
)  # fmt: skip
LOYALTY_HEADER = (*CUSTOMER_HEADER, "Điểm hiện tại", "Tổng điểm", "Tổng bán trừ trả hàng")


def product(sku: object = "HH000001", name: object = "Cà phê sữa đá", price: object = 29000, **more: object) -> dict:
    """A product by header; `more` by header with the blanks as underscores, or the dictionary's own."""
    return {"Loại hàng": "Hàng hóa", "Mã hàng": sku, "Tên hàng": name, "Giá bán": price, **_named(more)}


def customer(
    code: object = "KH000001", name: object = "Ngọc Ánh", phone: object = "0912345678", **more: object
) -> dict:
    """A customer by header."""
    return {"Loại khách": "Cá nhân", "Mã khách hàng": code, "Tên khách hàng": name, "Điện thoại": phone,
            **_named(more)}  # fmt: skip


def _named(more: dict[str, object]) -> dict[str, object]:
    return {key.replace("_", " "): value for key, value in more.items()}


def rows_of(header: Sequence[str], entries: Iterable[dict]) -> list[list[Any]]:
    """The header and the entries as rows of cells."""
    return [list(header), *([entry.get(name, "") for name in header] for entry in entries)]


def csv_text(rows: Iterable[Sequence[Any]], delimiter: str = ",") -> str:
    """Rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def write_csv(path: Path, rows: Iterable[Sequence[Any]], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """A CSV file."""
    path.write_bytes(csv_text(rows, delimiter).encode(encoding))
    return path


def write_xlsx(path: Path, rows: Iterable[Sequence[Any]], *, other_sheets: Sequence[str] = ()) -> Path:
    """A workbook whose sheet «Dữ liệu» holds the rows; the other sheets, which come first, hold a remark."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title in other_sheets:
        book.create_sheet(title).append(["Hướng dẫn", "Đừng sửa hàng đầu"])
    sheet = book.create_sheet("Dữ liệu")
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path


def products_csv(path: Path, *entries: dict, header: Sequence[str] = PRODUCT_HEADER) -> Path:
    """A product file as CSV."""
    return write_csv(path, rows_of(header, entries))


def customers_csv(path: Path, *entries: dict, header: Sequence[str] = LOYALTY_HEADER) -> Path:
    """A customer file as CSV."""
    return write_csv(path, rows_of(header, entries))


def as_windows_1258(text: str) -> bytes:
    """Vietnamese as Windows kept it: letters with their hat or horn, tone marks after them."""
    return b"".join(_letter_1258(c) for c in unicodedata.normalize("NFC", text))


def _letter_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
        rest = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        return (rest + "".join(tones)).encode("cp1258")


def as_tcvn3(text: str) -> bytes:
    """Vietnamese as the «.VnTime» fonts kept it."""
    byte_of = {letter: byte for byte, letter in TCVN3.items()}
    return bytes(byte_of.get(c, ord(c) if c.isascii() else ord("?")) for c in unicodedata.normalize("NFC", text))
