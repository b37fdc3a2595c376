"""What goes out of the catalogue comes in again unchanged."""

import pytest

from pos_desktop.services.office.imports import Imports
from pos_desktop.services.office.preview import Outcome
from pos_desktop.services.office.product_export import ProductExport
from pos_desktop.services.shop.categories import PutCategory
from pos_desktop.services.shop.goods import Facts, PutItem
from tests.support.shop import MANAGER


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
