"""The price book: a column a list, previewed, then all or nothing; what goes out comes in again unchanged."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.office.preview import Outcome
from pos_desktop.services.office.price_file import PriceBooks
from pos_desktop.services.office.product_export import ProductExport
from pos_desktop.services.shop.goods import Facts, PutItem
from pos_desktop.services.shop.price_lists import PutList
from tests.support.refusals import refused
from tests.support.shop import MANAGER


@pytest.fixture
def by(shop):
    who = shop.person(MANAGER).id
    for sku, price in (("TD", 45_000), ("CF", 29_000)):
        shop.desk.goods.put(PutItem(sku, Facts(f"Món {sku}", price, sku), who))
    shop.desk.price_lists.put(PutList("l", "Giao hàng", who))
    return who


def read(shop, by, tmp_path, text):
    path = tmp_path / "giá.csv"
    path.write_text(text, encoding="utf-8")
    return PriceBooks(shop.till).preview(path, by)


BOOK = "Mã hàng,Tên hàng,Giá chung,Giao hàng,Sỉ\nTD,Trà,45.000,50.000,\ncf,Cà phê,,32000,25000\n"


def test_a_column_is_a_list_and_a_new_one_rests(shop, by, tmp_path):
    book = read(shop, by, tmp_path, BOOK)
    assert (book.refused, book.changed, book.new) == (0, 2, ("Sỉ",))
    assert PriceBooks(shop.till).commit(book, by).count == 3
    pages = {page.prices.name: page for page in shop.desk.price_lists.every(by)}
    assert sorted(pages["Giao hàng"].prices.prices.values()) == [32_000, 50_000]
    assert (pages["Giao hàng"].active, pages["Sỉ"].active) == (True, False)
    assert shop.books().tie


def test_it_goes_out_and_comes_in_as_it_is(shop, by, tmp_path):
    PriceBooks(shop.till).commit(read(shop, by, tmp_path, BOOK), by)
    path = tmp_path / "ra.xlsx"
    path.write_bytes(ProductExport(shop.till).price_book(".xlsx", by))
    again = PriceBooks(shop.till).preview(path, by)
    assert {row.outcome for row in again.rows} == {Outcome.UNCHANGED}


@pytest.mark.parametrize("row", ["KHAC,x,,1000,", "TD,Trà,,mười,", "TD,Trà,,-1,"])
def test_a_wrong_row_keeps_the_file_out(shop, by, tmp_path, row):
    book = read(shop, by, tmp_path, f"{BOOK}{row}\n")
    assert book.refused == 1
    with refused(Code.IMPORT_ROWS, count=1):
        PriceBooks(shop.till).commit(book, by)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tên hàng,Sỉ\nTrà,1\n", Code.IMPORT_HEADER),
        ("Mã hàng,Tên hàng\nTD,Trà\n", Code.IMPORT_HEADER),
        ("Mã hàng,Sỉ,sỉ\nTD,1,2\n", Code.IMPORT_COLUMN_TWICE),
        ("Mã hàng,Sỉ\n", Code.IMPORT_NO_ROWS),
    ],
)
def test_a_file_that_is_no_price_book(shop, by, tmp_path, text, code):
    with refused(code):
        read(shop, by, tmp_path, text)
