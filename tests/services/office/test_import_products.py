"""Product files: what each row becomes, what is refused and why, and that nothing is written before the yes."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling import tax
from pos_desktop.selling.catalogue import Item
from pos_desktop.services.office.imports import Imports
from pos_desktop.services.office.preview import Outcome, Preview
from pos_desktop.storage.queries import shops
from tests.support.foreign_files import PRODUCT_HEADER, product, products_csv, rows_of, write_csv, write_xlsx
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, Shop

EAN = "8934563138165"


def preview(shop: Shop, tmp_path, *entries: dict, header=PRODUCT_HEADER) -> Preview:
    path = tmp_path / f"file{len(list(tmp_path.iterdir()))}.xlsx"
    return Imports(shop.till).preview_products(write_xlsx(path, rows_of(header, entries)))


def imported(shop: Shop, tmp_path, *entries: dict, header=PRODUCT_HEADER) -> dict[str, Item]:
    Imports(shop.till).commit(preview(shop, tmp_path, *entries, header=header), shop.person(MANAGER))
    return items_of(shop)


def items_of(shop: Shop) -> dict[str, Item]:
    with shop.till.db.read() as tx:
        return {item.sku: item for item in shops.items(tx)}


def outcomes(seen: Preview) -> list[Outcome]:
    return [row.outcome for row in seen.rows]


def codes_of(seen: Preview, row: int = 0) -> list[Code]:
    return [remark.code for remark in seen.rows[row].remarks]


def test_a_row_becomes_an_item(shop, tmp_path):
    row = product(
        "HH000026", "Cà phê sữa đá", 29000.0, Mã_vạch=f"{EAN}, 20000004", Giá_vốn=8523.5, Tồn_kho=12, ĐVT="ly",
        Đang_kinh_doanh=1, Được_bán_trực_tiếp=1, **{"Nhóm hàng(3 Cấp)": "Đồ uống>>Cà phê"},
    )  # fmt: skip
    item = imported(shop, tmp_path, row)["HH000026"]

    assert (item.name, item.price, item.cost, item.unit) == ("Cà phê sữa đá", 29_000, 8_524, "ly")
    assert item.barcodes == ("20000004", EAN)
    assert item.category and item.category.name == "Cà phê"
    assert (item.vat_group, item.active, item.by_weight, item.earns_points) == (tax.STANDARD, True, False, True)
    assert shop.rows("SELECT kind, qty, unit_cost FROM stock_movement") == [("import", 12_000, 8_524)]
    assert shop.books().tie


def test_what_was_imported_can_be_found_and_sold(shop, tmp_path):
    before = shop.desk.catalogue.load()
    imported(shop, tmp_path, product("HH1", "Bánh ú", 15000, Mã_vạch=EAN))

    wares = shop.desk.catalogue.newer_than(before)

    assert wares
    assert [found.item.name for found in wares.index.find(EAN)] == ["Bánh ú"]
    assert [item.sku for item in wares.index.search("banh u")] == ["HH1"]


@pytest.mark.parametrize(
    ("told", "group"),
    [("", tax.STANDARD), ("8%", tax.STANDARD), (8, tax.STANDARD), (0.08, tax.STANDARD), ("10 %", tax.ALCOHOL),
     (0.1, tax.ALCOHOL), ("5%", tax.REDUCED), (0, tax.ZERO), ("0%", tax.ZERO), ("KCT", tax.EXEMPT),
     ("Không chịu thuế", tax.EXEMPT)],
)  # fmt: skip
def test_vat_groups(shop, tmp_path, told, group):
    header = (*PRODUCT_HEADER, "Thuế suất")
    assert imported(shop, tmp_path, product(Thuế_suất=told), header=header)["HH000001"].vat_group == group


@pytest.mark.parametrize(("unit", "by_weight"), [("kg", True), ("Kg", True), ("ly", False), ("", False)])
def test_what_is_sold_by_the_kilogram(shop, tmp_path, unit, by_weight):
    assert imported(shop, tmp_path, product(ĐVT=unit))["HH000001"].by_weight is by_weight


@pytest.mark.parametrize(
    ("in_trade", "on_sale", "active", "sold"),
    [(1, 1, True, True), (0, 1, False, True), (1, 0, True, False), ("", "", True, True), ("Không", 1, False, True)],
)
def test_what_is_not_sold_any_more_or_not_by_itself(shop, tmp_path, in_trade, on_sale, active, sold):
    item = imported(shop, tmp_path, product(Đang_kinh_doanh=in_trade, Được_bán_trực_tiếp=on_sale))["HH000001"]
    assert (item.active, item.sold) == (active, sold)


def test_units_variants_combos_and_recipes_come_along(shop, tmp_path):
    rows = [
        product("L1", "Nước suối", 8_000, ĐVT="Chai", Tồn_kho=48, Tồn_nhỏ_nhất=12, Giá_vốn=4_000),
        product("T1", "Nước suối", 90_000, ĐVT="Thùng", Mã_ĐVT_Cơ_bản="L1", Quy_đổi=12, Tồn_kho=4),
        product("A1", "Áo", 200_000, Thuộc_tính="CỠ:M", Sử_dụng_Imei=1),
        product("A2", "Áo", 200_000, Thuộc_tính="CỠ:L", Mã_HH_Liên_quan="A1"),
        product("B1", "Bánh", 20_000, Giá_vốn=9_000),
        product("C1", "Combo sáng", 25_000, Hàng_thành_phần="B1:1|L1:2", **{"Loại hàng": "Combo - đóng gói"}),
        product("R1", "Bánh kèm nước", 24_000, Hàng_thành_phần="B1:0,5|L1:1|KHONG:1"),
    ]
    seen = preview(shop, tmp_path, *rows)
    assert [remark.code for row in seen.rows for remark in row.remarks] == [
        Code.IMPORT_COMBO, Code.IMPORT_LEFT_OUT, Code.IMPORT_RECIPE,
    ]  # fmt: skip
    items = imported(shop, tmp_path, *rows)
    ids = {sku: item.id for sku, item in items.items()}
    assert (items["T1"].name, items["T1"].family, items["L1"].family) == ("Nước suối (Thùng)", "Nước suối", "Nước suối")
    assert [(use.item_id, use.qty) for use in items["T1"].uses] == [(ids["L1"], 12_000)]
    assert (items["T1"].cost, items["R1"].cost) == (48_000, 8_500)
    assert (items["A2"].family, items["A2"].attributes) == ("Áo", (("CỠ", "L"),))
    assert items["A1"].asks_serial
    assert [(slot.qty, slot.choices[0].item_id) for slot in items["C1"].slots] == [(1, ids["B1"]), (2, ids["L1"])]
    assert shop.rows("SELECT item_id, qty FROM stock_movement") == [(ids["L1"], 48_000)]
    assert shop.rows("SELECT tracked, low_stock FROM item WHERE sku = 'L1'") == [(1, 12_000)]
    again = preview(shop, tmp_path, *rows, product("Z9", "Khác"))
    assert set(outcomes(again)[:-1]) == {Outcome.UNCHANGED}
    assert shop.books().tie


def test_what_others_are_made_of_becomes_neither_a_unit_nor_a_combo(shop, tmp_path):
    combo = {"Loại hàng": "Combo - đóng gói"}
    goods = [product("B1", "Bánh", 20_000), product("L1", "Nước", 8_000), product("X1", "Khác", 1_000)]
    imported(
        shop, tmp_path, *goods, product("T1", "Thùng", 90_000, Mã_ĐVT_Cơ_bản="L1", Quy_đổi=12),
        product("C1", "Sáng", 25_000, Hàng_thành_phần="B1:1", **combo),
    )  # fmt: skip
    rows = [
        product("L1", "Nước", 8_000, Mã_ĐVT_Cơ_bản="X1", Quy_đổi=6),
        product("B1", "Bánh", 20_000, Hàng_thành_phần="X1:1", **combo),
    ]
    assert [codes_of(preview(shop, tmp_path, *rows), at) for at in (0, 1)] == [
        [Code.IMPORT_LEFT_OUT], [Code.IMPORT_RECIPE],
    ]  # fmt: skip
    items = imported(shop, tmp_path, *rows)
    assert items["L1"].uses == items["B1"].slots == ()


@pytest.mark.parametrize(
    ("told", "price"), [("29000", 29_000), ("29.000", 29_000), ("1,250,000", 1_250_000), ("29.000 ₫", 29_000), (1, 1)]
)
def test_prices_as_people_write_them(shop, tmp_path, told, price):
    assert imported(shop, tmp_path, product(price=told))["HH000001"].price == price


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(
    "column", ["Mã hàng", "Tên hàng", "Giá bán", "Giá vốn", "Tồn kho", "Mã vạch", "ĐVT", "Thuế suất", "Mã cân"]
)
def test_true_and_false_are_no_numbers_and_no_text(shop, tmp_path, column, told):
    seen = preview(shop, tmp_path, {**product(), column: told}, header=(*PRODUCT_HEADER, "Thuế suất", "Mã cân"))
    assert (outcomes(seen), codes_of(seen)) == ([Outcome.REFUSED], [Code.IMPORT_VALUE])


def test_true_and_false_are_yes_and_no(shop, tmp_path):
    rows = [product("A1", Tích_điểm=True), product("A2", Tích_điểm=False)]
    items = imported(shop, tmp_path, *rows, header=(*PRODUCT_HEADER, "Tích điểm"))
    assert [items[sku].earns_points for sku in ("A1", "A2")] == [True, False]


@pytest.mark.parametrize("what", ["products", "members"])
def test_a_file_without_rows_is_refused_and_not_remembered(shop, tmp_path, what):
    path = write_xlsx(tmp_path / "empty.xlsx", rows_of((*PRODUCT_HEADER, "Tên khách hàng", "Điện thoại"), ()))
    with refused(Code.IMPORT_NO_ROWS):
        getattr(Imports(shop.till), f"preview_{what}")(path)
    assert shop.count("imported_file") == 0


@pytest.mark.parametrize(
    ("told", "unit", "thousandths"),
    [(2.5, "kg", 2_500), ("1.500", "kg", 1_500), ("1.500", "gói", 1_500_000), ("2,5", "gói", 2_500),
     ("1.234,5", "kg", 1_234_500), (1.5, "gói", 1_500)],
)  # fmt: skip
def test_stock_by_count_and_by_weight(shop, tmp_path, told, unit, thousandths):
    imported(shop, tmp_path, product(Tồn_kho=told, ĐVT=unit))
    assert shop.rows("SELECT qty FROM stock_movement") == [(thousandths,)]


def test_rows_that_differ_by_attributes_do_not_look_alike(shop, tmp_path):
    found = imported(
        shop, tmp_path, product("A1", "Trà đào", Thuộc_tính="SIZE:L|ĐÁ:ÍT"), product("A2", "Trà đào L",
        Thuộc_tính="SIZE:L"),
    )  # fmt: skip
    assert (found["A1"].name, found["A2"].name) == ("Trà đào (L, ÍT)", "Trà đào L")


def test_scale_codes_and_points_of_our_own_columns(shop, tmp_path):
    header = (*PRODUCT_HEADER, "Mã cân", "Tích điểm")
    rows = [product("A1", Mã_cân=123, Tích_điểm=0), product("A2", Mã_cân="00123"), product("A3", Mã_cân="12a")]

    seen = preview(shop, tmp_path, *rows, header=header)
    item = imported(shop, tmp_path, rows[0], header=header)["A1"]

    assert outcomes(seen) == [Outcome.NEW, Outcome.REFUSED, Outcome.REFUSED]
    assert (item.plu, item.earns_points) == ("00123", False)


# --- what is there already ---


def test_changed_and_unchanged_rows(shop, tmp_path):
    old = imported(shop, tmp_path, product("A1", "Trà", 10_000, Tồn_kho=5), product("A2", "Bánh", 20_000))

    seen = preview(shop, tmp_path, product("a1", "Trà", 12_000), product("A2", "Bánh", 20_000), product("A3"))
    Imports(shop.till).commit(seen, shop.person(OWNER))
    now = items_of(shop)

    assert outcomes(seen) == [Outcome.CHANGED, Outcome.UNCHANGED, Outcome.NEW]
    assert (now["A1"].id, now["A1"].price) == (old["A1"].id, 12_000)
    assert sorted(now) == ["A1", "A2", "A3"]
    assert shop.count("stock_movement") == 1, "stock is opened once"


def test_an_empty_cell_or_a_missing_column_changes_nothing(shop, tmp_path):
    full = product(Mã_vạch=EAN, Giá_vốn=5_000, ĐVT="kg", Đang_kinh_doanh=0, **{"Nhóm hàng(3 Cấp)": "Trà"})
    before = imported(shop, tmp_path, {**full, "Thuế suất": "5%"}, header=(*PRODUCT_HEADER, "Thuế suất"))

    seen = preview(shop, tmp_path, product())
    short = preview(shop, tmp_path, product(price=31_000), header=("Giá bán", "Mã hàng", "Tên hàng"))
    Imports(shop.till).commit(short, shop.person(MANAGER))
    after = items_of(shop)["HH000001"]

    assert outcomes(seen) == [Outcome.UNCHANGED]
    old = before["HH000001"]
    assert after.price == 31_000
    assert (after.cost, after.unit, after.barcodes, after.category, after.vat_group, after.active) == (
        old.cost, old.unit, old.barcodes, old.category, old.vat_group, old.active)  # fmt: skip


def test_barcodes_are_replaced_and_categories_shared(shop, tmp_path):
    group = {"Nhóm hàng(3 Cấp)": "Đồ uống > Trà"}
    imported(shop, tmp_path, product("A1", Mã_vạch="111"), product("A2", **group), product("A3", **group))
    assert imported(shop, tmp_path, product("A1", Mã_vạch="222 333"))["A1"].barcodes == ("222", "333")
    assert shop.rows("SELECT name FROM category") == [("Trà",)]


# --- refusals ---

BROKEN = [
    (product(sku=""), Code.IMPORT_EMPTY),
    (product("B2", name=""), Code.IMPORT_EMPTY),
    (product("B3", price=""), Code.IMPORT_EMPTY),
    (product("B4", price="hai chục"), Code.IMPORT_VALUE),
    (product("B5", price=29000.5), Code.IMPORT_VALUE),
    (product("B6", price=-1), Code.IMPORT_VALUE),
    (product("B7", price="1e5"), Code.IMPORT_VALUE),
    (product("B8", price=10**13), Code.IMPORT_VALUE),
    (product("B9", Giá_vốn="rẻ"), Code.IMPORT_VALUE),
    (product("B10", Tồn_kho=0.0001), Code.IMPORT_VALUE),
    (product("B11", Tồn_kho=10**9), Code.IMPORT_VALUE),
    (product("B12", Mã_vạch="8934563138166"), Code.IMPORT_BARCODE),
    (product("B13", Mã_vạch="8,93456E+12"), Code.IMPORT_VALUE),
    (product("B14", Đang_kinh_doanh="có lẽ"), Code.IMPORT_VALUE),
    (product("B15", Thuế_suất="7%"), Code.IMPORT_VALUE),
    (product("B16", name="a" * 201), Code.IMPORT_VALUE),
    (product("x" * 65), Code.IMPORT_VALUE),
    (product("b1"), Code.IMPORT_REPEATED),
    (product("B19", price="#N/A"), Code.IMPORT_VALUE),
    (product("B20", name="\u200b \u3000"), Code.IMPORT_EMPTY),
]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_twenty_broken_rows_are_told_by_number_and_reason_and_nothing_is_written(shop, tmp_path, write):
    good = [product("B1", "Tốt", 1_000), product("G2", "Tốt", 2_000)]
    entries = [good[0], *(entry for entry, _ in BROKEN), good[1]]
    path = write(tmp_path / "broken", rows_of((*PRODUCT_HEADER, "Thuế suất"), entries))
    before = shop.rows("SELECT count(*), (SELECT count(*) FROM journal) FROM item")

    seen = Imports(shop.till).preview_products(path)
    with refused(Code.IMPORT_ROWS, count=20):
        Imports(shop.till).commit(seen, shop.person(OWNER))

    told = [(row.number, row.remarks[-1].code) for row in seen.problems]
    assert len(BROKEN) == seen.refused == 20
    assert told == [(number, code) for number, (_, code) in enumerate(BROKEN, start=3)]
    assert shop.rows("SELECT count(*), (SELECT count(*) FROM journal) FROM item") == before
    assert shop.count("imported_file") == 0


def test_everything_that_is_wrong_with_a_row_is_told_at_once(shop, tmp_path):
    seen = preview(shop, tmp_path, product("A", "", "x", Tồn_kho="nhiều"))

    assert codes_of(seen) == [Code.IMPORT_EMPTY, Code.IMPORT_VALUE, Code.IMPORT_VALUE]
    assert [remark.params["column"] for remark in seen.rows[0].remarks] == ["Tên hàng", "Giá bán", "Tồn kho"]


def test_a_repeated_sku_names_the_first_row(shop, tmp_path):
    seen = preview(shop, tmp_path, product("A"), product("B"), product("a"))
    assert seen.rows[2].remarks[0].params == {"text": "a", "line": 2}


def test_ragged_rows_of_a_text_are_refused(shop, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Mã hàng,Tên hàng,Giá bán\nA,a\nB,b,1,2\nC,c,1,,\n", encoding="utf-8")

    seen = Imports(shop.till).preview_products(path)

    assert outcomes(seen) == [Outcome.REFUSED, Outcome.REFUSED, Outcome.NEW]
    assert [row.remarks[0].params for row in seen.rows[:2]] == [{"cells": 2, "most": 3}, {"cells": 4, "most": 3}]


@pytest.mark.parametrize(
    ("entry", "code"),
    [(product(**{"Loại hàng": "Combo - đóng gói"}), Code.IMPORT_PLAIN_ITEM),
     (product(Tồn_kho=-3), Code.IMPORT_STOCK_NEGATIVE),
     (product(price=0), Code.IMPORT_PRICE_ZERO),
     (product(Mã_vạch="12345678"), Code.IMPORT_BARCODE)],
)  # fmt: skip
def test_warnings_do_not_refuse(shop, tmp_path, entry, code):
    seen = preview(shop, tmp_path, entry)
    Imports(shop.till).commit(seen, shop.person(MANAGER))

    assert codes_of(seen) == [code]
    assert shop.count("item") == 1
    assert shop.count("stock_movement") == 0


def test_control_bytes_of_a_name_never_reach_a_printer(shop, tmp_path):
    path = write_csv(tmp_path / "a.csv", rows_of(PRODUCT_HEADER, [product(name="Cà phê\x1bp0\x19\xfa\x10\x14\x01")]))
    Imports(shop.till).commit(Imports(shop.till).preview_products(path), shop.person(MANAGER))

    assert items_of(shop)["HH000001"].name == "Cà phêp0ú"


# --- who, once, and all or nothing ---


def test_a_cashier_imports_nothing(shop, tmp_path):
    seen = preview(shop, tmp_path, product())
    with refused(Code.NOT_ALLOWED):
        Imports(shop.till).commit(seen, shop.person(CASHIER))
    assert shop.count("item") == 0


def test_the_same_file_twice(shop, tmp_path):
    path = products_csv(tmp_path / "a.csv", product())
    imports = Imports(shop.till)
    first, second = imports.preview_products(path), imports.preview_products(path)
    imports.commit(first, shop.person(MANAGER))

    with refused(Code.ALREADY_IMPORTED, day="2026-03-02"):
        imports.preview_products(path)
    with refused(Code.ALREADY_IMPORTED):
        imports.commit(second, shop.person(MANAGER))
    assert shop.count("imported_file") == 1


def test_what_was_shown_is_what_is_written(shop, tmp_path):
    seen = preview(shop, tmp_path, product("A", "Trà", 10_000))
    imported(shop, tmp_path, product("A", "Trà", 99_000))

    with refused(Code.IMPORT_MOVED):
        Imports(shop.till).commit(seen, shop.person(MANAGER))

    assert items_of(shop)["A"].price == 99_000


def test_a_failure_in_the_middle_leaves_nothing(shop, tmp_path):
    seen = preview(shop, tmp_path, product("A", Tồn_kho=1), product("B", Tồn_kho=1))
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("CREATE TRIGGER full BEFORE INSERT ON imported_file BEGIN SELECT RAISE(ABORT, 'full'); END")

    with pytest.raises(Exception, match="full"):
        Imports(shop.till).commit(seen, shop.person(MANAGER))

    assert [shop.count(table) for table in ("item", "stock_movement", "category", "imported_file")] == [0, 0, 0, 0]


def test_the_journal_tells_of_the_import(shop, tmp_path):
    imported(shop, tmp_path, product("A"), product("B"))
    (body,) = shop.rows("SELECT body FROM journal WHERE kind = 'import'")[0]
    (kept,) = shop.rows("SELECT digest || file_name FROM imported_file")[0]

    assert '"new":2' in body
    assert kept[:64] in body
    assert shop.books().problems == ()


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_five_thousand_rows(shop, tmp_path, write):
    entries = [
        product(f"HH{i:06d}", f"Món số {i}", 10_000 + i, Tồn_kho=i % 50, Mã_vạch=f"2{i:06d}",
                **{"Nhóm hàng(3 Cấp)": f"Thực đơn>>Nhóm {i % 12}"})
        for i in range(5_000)
    ]  # fmt: skip
    path = write(tmp_path / "big", rows_of(PRODUCT_HEADER, entries))

    imports = Imports(shop.till)
    seen = imports.preview_products(path)
    with shop.statements() as sent:
        imports.commit(seen, shop.person(MANAGER))

    assert seen.counts[Outcome.NEW] == 5_000
    assert len(sent) < 55, "a handful of statements, however many rows"
    assert shop.rows("SELECT count(*), sum(price) FROM item") == [(5_000, sum(10_000 + i for i in range(5_000)))]
    assert shop.count("item_barcode") == 5_000
    assert shop.rows("SELECT sum(qty) FROM stock_movement") == [(sum(i % 50 for i in range(5_000)) * 1000,)]
