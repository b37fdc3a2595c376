"""Columns are known by their texts, in any order and any spelling."""

from pos_desktop.core.errors import Code
from pos_desktop.gateways.kiotviet import read_customers, read_products
from tests.support.foreign_files import (
    LOYALTY_HEADER,
    PRODUCT_HEADER,
    customer,
    customers_csv,
    product,
    products_csv,
    rows_of,
    write_csv,
)
from tests.support.refusals import refused


def test_columns_in_any_order_and_spelling(tmp_path):
    header = ["  GIÁ BÁN ", "mã hàng", "Xuất xứ", "TÊN HÀNG", "Mô tả"]
    file = read_products(write_csv(tmp_path / "a.csv", [header, ["29000", "HH1", "Việt Nam", "Cà phê", "ngon"]]))

    assert (file.rows[0].sku, file.rows[0].name, file.rows[0].price) == ("HH1", "Cà phê", "29000")
    assert file.unknown == ("Xuất xứ",)
    assert file.left_out == ("Mô tả",)


def test_every_column_of_the_known_files_is_known(tmp_path):
    products = read_products(products_csv(tmp_path / "p.csv", product()))
    customers = read_customers(customers_csv(tmp_path / "c.csv", customer()))

    assert products.unknown == customers.unknown == ()
    assert products.width == len(PRODUCT_HEADER) == 27
    assert customers.width == len(LOYALTY_HEADER) == 23


def test_identity_numbers_are_never_read(tmp_path):
    file = read_customers(customers_csv(tmp_path / "c.csv", customer(**{"Số CMND/CCCD": "079123456789"})))

    assert "Số CMND/CCCD" in file.left_out
    assert "079123456789" not in repr(file.rows)


def test_a_missing_column_is_named(tmp_path):
    header = [name for name in PRODUCT_HEADER if name != "Giá bán"]
    with refused(Code.IMPORT_HEADER, column="Giá bán"):
        read_products(products_csv(tmp_path / "a.csv", product(), header=header))


def test_a_column_that_is_there_twice_is_refused(tmp_path):
    rows = rows_of([*PRODUCT_HEADER, "giá bán"], [product()])
    with refused(Code.IMPORT_COLUMN_TWICE, column="giá bán"):
        read_products(write_csv(tmp_path / "a.csv", rows))


def test_rows_with_other_widths_say_so(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Mã hàng,Tên hàng,Giá bán\nA,a\nB,b,1,2\nC,c,1,,\n", encoding="utf-8")

    assert [row.surplus for row in read_products(path).rows] == [-1, 1, 0]
