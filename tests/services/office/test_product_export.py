"""What goes out of the catalogue comes in again unchanged."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.office.imports import Imports
from pos_desktop.services.office.level_export import COLUMNS, LevelExport
from pos_desktop.services.office.preview import Outcome
from pos_desktop.services.office.product_cells import slots_cell, slots_of, words_cell, words_of
from pos_desktop.services.office.product_export import ProductExport
from pos_desktop.services.office.sample import open_sample
from pos_desktop.services.shop.categories import PutCategory
from pos_desktop.services.shop.goods import Facts, PutItem
from pos_desktop.services.shop.opening import open_till
from pos_desktop.services.shop.stocking.stock import Receive, StockLine
from pos_desktop.storage.queries import menu, shops
from pos_desktop.storage.queries.product_links import Slot, SlotPart
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_an_export_reads_back_as_it_is(shop, tmp_path, ending):
    by = shop.person(MANAGER).id
    category = shop.desk.categories.put(PutCategory("c", "Trà", by)).id
    shop.desk.goods.put(PutItem("1", Facts(
        "Trà đào, cam sả", 45_000, "TD", "alcohol", category, ("08938505974", "8938505974194"), 12_345, "ly",
        earns_points=False, plu="00042", low_stock=5_000,
    ), by))  # fmt: skip
    shop.desk.goods.put(PutItem("2", Facts("Tôm", 189_000, unit="kg", by_weight=True, vat_group="exempt"), by))
    shop.desk.goods.put(PutItem("3", Facts("Nước đường", 1_000, sold=False, active=False), by))
    path = tmp_path / f"hàng{ending}"
    path.write_bytes(ProductExport(shop.till).products(ending, by))
    preview = Imports(shop.till).preview_products(path)
    assert not preview.problems
    assert {row.outcome for row in preview.rows} == {Outcome.UNCHANGED}
    assert (len(preview.rows), preview.source.unknown) == (3, ())


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_whole_catalogue_comes_in_elsewhere_and_goes_out_the_same(shop, tmp_path, ending):
    """The sample has variants, units, combos with choices, recipes, serial numbers, open prices and options."""
    open_sample(tmp_path / "sample")
    sample = open_till(tmp_path / "sample")
    with sample.db.read() as tx:
        owner = next(person.id for person in shops.staff_list(tx) if person.role == "owner")
        groups = {group.name for group in menu.pages(tx)}
    first = ProductExport(sample).products(".csv", owner)
    path = tmp_path / f"hàng{ending}"
    path.write_bytes(first if ending == ".csv" else ProductExport(sample).products(ending, owner))
    sample.db.close()
    preview = Imports(shop.till).preview_products(path)
    assert preview.source.unknown == ()
    assert {remark.code for row in preview.rows for remark in row.remarks} == {
        Code.IMPORT_COMBO, Code.IMPORT_RECIPE, Code.IMPORT_GROUP, Code.IMPORT_PRICE_ZERO,
    }  # fmt: skip
    Imports(shop.till).commit(preview, shop.person(MANAGER))

    assert ProductExport(shop.till).products(".csv", shop.person(MANAGER).id) == first
    with shop.till.db.read() as tx:
        made = menu.pages(tx)
    assert {group.name for group in made} == groups
    assert shop.books().tie


def test_cells_of_several_things_take_any_text():
    words = ("Cỡ|S", "a;b:c", "\\", "*+", "x\\|")
    slots = (
        Slot("Nước|lạnh;", 2, (SlotPart("a+1*", 3_000, True), SlotPart("b\\", 0))),
        Slot("", 1, (SlotPart("c;|:"),)),
    )

    assert words_of(words_cell(words)) == words
    assert slots_of(slots_cell(slots)) == slots


@pytest.mark.parametrize("text", ["Nước", "Nước;1", "Nước;x;A", "Nước;1;A+", "Nước;1;*", "Nước;1;A*B", ";;"])
def test_slots_that_nobody_wrote_are_refused(text):
    with pytest.raises(ValueError, match=r"."):
        slots_of(text)


def test_levels_of_stock_have_a_file_of_their_own(shop):
    by = shop.person(MANAGER).id
    made = shop.desk.goods.put(PutItem("1", Facts("Tôm, sú", 189_000, "TS", unit="kg", by_weight=True), by)).id
    shop.desk.stock.receive(Receive("2", by, (StockLine(made, 1_125, 100_000),)))
    written = LevelExport(shop.till).levels(".csv", by).decode("utf-8-sig").splitlines()

    assert written == [",".join(COLUMNS), 'TS,"Tôm, sú",kg,1.1250,100000,112500']
    with refused(Code.NOT_ALLOWED, right="stock"):
        LevelExport(shop.till).levels(".csv", shop.person(CASHIER).id)
