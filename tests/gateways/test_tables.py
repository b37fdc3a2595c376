"""Files of strangers are read as they are meant, or refused by name."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pos_desktop.core.errors import Code, Trouble
from pos_desktop.gateways import tables
from pos_desktop.gateways.tables import header_key, read_table
from tests.support.foreign_files import (
    PRODUCT_HEADER,
    as_tcvn3,
    as_windows_1258,
    csv_text,
    product,
    rows_of,
    write_csv,
    write_xlsx,
)
from tests.support.refusals import in_trouble, refused

ROWS = [["Mã hàng", "Tên hàng", "Giá bán"], ["HH1", "Cà phê, đá", "29000"], ["HH2", "Trà;đào", "42000"]]


def cells(path: Path) -> list[tuple[object, ...]]:
    return [row.cells for row in read_table(path, PRODUCT_HEADER).rows]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file"


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_with_either_separator_and_mark(file, delimiter, encoding):
    table = read_table(write_csv(file, ROWS, delimiter=delimiter, encoding=encoding), PRODUCT_HEADER)

    assert table.header == ("Mã hàng", "Tên hàng", "Giá bán")
    assert [row.cells for row in table.rows] == [tuple(row) for row in ROWS[1:]]


def test_a_header_full_of_the_other_separator_is_still_told(file):
    header = '"Mã hàng";"Tên hàng, đầy đủ, có dấu";"Giá bán"\nHH1;Trà, đào, cam;1\n'
    file.write_text(header, encoding="utf-8")

    assert cells(file) == [("HH1", "Trà, đào, cam", "1")]


def test_rows_keep_their_line_over_breaks_and_blanks(file):
    file.write_text('Mã hàng,Tên hàng\n\nHH1,"hai\ndòng"\n,\nHH2,b\r\n', encoding="utf-8")

    assert [row.number for row in read_table(file, PRODUCT_HEADER).rows] == [3, 6]


def test_a_workbook_gives_exact_numbers_dates_and_texts(file):
    rows = [["Mã hàng", "a", "b", "c", "d"], ["HH1", 29000.0, 12.5, date(1990, 12, 31), True], [7, 0.1 + 0.2, 1e15]]
    write_xlsx(file, rows)

    assert cells(file) == [
        ("HH1", 29000, Decimal("12.5"), date(1990, 12, 31), 1),
        (7, Decimal("0.3"), 10**15, "", ""),
    ]


def test_the_sheet_with_the_best_header_is_read(file):
    write_xlsx(file, ROWS, other_sheets=["Hướng dẫn", "Ghi chú"])

    assert cells(file)[0] == ("HH1", "Cà phê, đá", "29000")


def test_headers_are_compared_without_marks_case_and_brackets():
    assert header_key("  NHÓM HÀNG (3 cấp) ") == header_key("Nhóm hàng(3 Cấp)") == "nhom hang 3 cap"


# --- encodings ---

LINES = csv_text(rows_of(PRODUCT_HEADER, [product(f"HH{i}", "Bánh mì thịt nướng đặc biệt") for i in range(5)]))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (LINES.encode("utf-16"), "UTF-16"),
        (LINES.encode("utf-16-le"), "UTF-16"),
        (LINES.encode("utf-16-be"), "UTF-16"),
        (LINES.encode("utf-32"), "UTF-32"),
        (as_windows_1258(LINES), "Windows-1258"),
        (as_tcvn3(LINES), "TCVN3 (ABC)"),
        ("Mã hàng;Tên hàng;Giá bán\nHH1;Bánh xèo;1\n".encode("latin-1"), "Latin-1 (Windows-1252)"),
    ],
)
def test_an_encoding_that_is_not_utf8_is_named(file, content, encoding):
    file.write_bytes(content)

    with refused(Code.IMPORT_ENCODING, encoding=encoding):
        read_table(file, PRODUCT_HEADER)


@pytest.mark.parametrize(("write", "encoding"), [(as_windows_1258, "Windows-1258"), (as_tcvn3, "TCVN3 (ABC)")])
def test_without_a_known_header_the_letters_tell_the_encoding(file, write, encoding):
    file.write_bytes(write("code,what\nA1,Nguyễn Thị Ngọc Ánh ở phường Bến Thành, tiệm bánh ướt\n"))

    with refused(Code.IMPORT_ENCODING, encoding=encoding):
        read_table(file, PRODUCT_HEADER)


# --- what is refused ---


def test_an_open_quote_is_refused_with_the_line_where_it_opens(file):
    file.write_text('Mã hàng,Tên hàng\nHH1,a\nHH2,"b\nHH3,c\nHH4,d\n', encoding="utf-8")

    with refused(Code.IMPORT_QUOTE, line=3):
        read_table(file, PRODUCT_HEADER)


def test_an_open_quote_that_swallows_the_rest_of_a_long_file(file):
    file.write_text('Mã hàng,Tên hàng\nHH1,"b\n' + "HH2,mười chữ ở đây\n" * 20_000, encoding="utf-8")

    with refused(Code.IMPORT_QUOTE, line=2):
        read_table(file, PRODUCT_HEADER)


def test_a_quote_inside_a_cell_is_refused_strictly(file):
    file.write_text('Mã hàng,Tên hàng\nHH1,"b" c\n', encoding="utf-8")

    with refused(Code.IMPORT_QUOTE, line=2):
        read_table(file, PRODUCT_HEADER)


def test_nul_is_refused_with_its_line(file):
    file.write_bytes("Mã hàng,Tên hàng,Giá bán\nHH1,a,1\nHH2,b\0c,1\n".encode())

    with refused(Code.IMPORT_CHARACTER, line=3):
        read_table(file, PRODUCT_HEADER)


@pytest.mark.parametrize("length", [32_768, 200 * 1024])
def test_a_huge_cell_is_refused(file, length):
    file.write_text(f"Mã hàng,Tên hàng\nHH1,{'a' * length}\n", encoding="utf-8")

    with refused(Code.IMPORT_LIMIT, what="characters", line=2):
        read_table(file, PRODUCT_HEADER)


def test_a_million_rows_are_refused(file):
    file.write_text("Mã hàng,Tên hàng\n" + "a,b\n" * 1_000_000, encoding="utf-8")

    with refused(Code.IMPORT_LIMIT, what="rows", most=100_000):
        read_table(file, PRODUCT_HEADER)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_more_than_three_hundred_columns_are_refused(file, write):
    write(file, [["Mã hàng"], ["x"] * 301])

    with refused(Code.IMPORT_LIMIT, what="columns", most=300):
        read_table(file, PRODUCT_HEADER)


def test_a_file_beyond_the_size_is_not_read(file, monkeypatch):
    monkeypatch.setattr(tables, "MOST_BYTES", 1000)
    file.write_bytes(b"a" * 1001)

    with refused(Code.IMPORT_LIMIT, what="bytes"):
        read_table(file, PRODUCT_HEADER)


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_bomb_is_not_unpacked(file):
    packed = zipped({f"xl/worksheets/sheet{i}.xml": bytes(33 * 1024 * 1024) for i in range(8)})
    assert len(packed) < 1024 * 1024, "the bomb must be small"
    file.write_bytes(packed)

    with refused(Code.IMPORT_LIMIT, what="unpacked"):
        read_table(file, PRODUCT_HEADER)


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Change one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    path.write_bytes(zipped(parts))


def test_entities_of_a_workbooks_own_are_refused(file):
    write_xlsx(file, ROWS)
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><sheet'
    rewritten(file, "xl/worksheets/sheet1.xml", b"<sheet", bomb)

    with refused(Code.IMPORT_FORMAT):
        read_table(file, PRODUCT_HEADER)


@pytest.mark.parametrize("number", [b"1048577", b"99999999999"])
def test_a_row_number_beyond_any_sheet_does_not_count_up_to_it(file, number):
    write_xlsx(file, ROWS)
    rewritten(file, "xl/worksheets/sheet1.xml", b'<row r="3"', b'<row r="' + number + b'"')

    with refused(Code.IMPORT_LIMIT, what="rows"):
        read_table(file, PRODUCT_HEADER)


def test_a_workbook_cut_anywhere_is_refused(file):
    whole = write_xlsx(file, ROWS).read_bytes()
    for length in range(4, len(whole) - 1, len(whole) // 40):
        file.write_bytes(whole[:length])
        with refused(Code.IMPORT_FORMAT):
            read_table(file, PRODUCT_HEADER)


@pytest.mark.parametrize(
    "content",
    [b"", b" \r\n ", b"\xef\xbb\xbf", b"%PDF-1.7\n", b"\x89PNG\r\n", b"\xd0\xcf\x11\xe0old", zipped({"a": b"b"}),
     b"PK\x03\x04", b"\xff\x00\xfe\x01\x80\x90"],
)  # fmt: skip
def test_what_is_no_table_is_refused(file, content):
    file.write_bytes(content)

    with refused(Code.IMPORT_FORMAT):
        read_table(file, PRODUCT_HEADER)


def test_a_file_that_cannot_be_opened_is_the_machines_trouble(tmp_path):
    for path in (tmp_path, tmp_path / "missing.csv"):
        with in_trouble(Trouble.FILE_UNREADABLE):
            read_table(path, PRODUCT_HEADER)
