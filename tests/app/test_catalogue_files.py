"""Labels from the catalogue: a file where somebody says, or jobs for the receipt printer."""

from types import SimpleNamespace

import pypdfium2
import pytest

from pos_desktop.app.offices.catalogue_files import CatalogueFiles
from pos_desktop.documents.labels import of_weight
from pos_desktop.services.shop.goods import Facts, PutItem
from pos_desktop.ui.catalogue.controller import CatalogueController
from pos_desktop.ui.catalogue.labels import LabelOrder
from tests.support.counter import inline
from tests.support.shop import MANAGER

SHRIMP = Facts("Tôm sú", 189_000, "TS", unit="kg", by_weight=True, plu="00042")
CAN = Facts("Nước ngọt", 12_000, "NN", unit="lon", barcodes=("8930000000002",))


@pytest.fixture
def at(shop, qapp, tmp_path):
    by = shop.person(MANAGER)
    can = shop.desk.goods.put(PutItem("can", CAN, by.id)).id
    box = Facts("Thùng 24 lon", 245_000, "T24", unit="thùng", base_id=can, base_qty=24_000)
    for name, facts in (("shrimp", SHRIMP), ("box", box)):
        shop.desk.goods.put(PutItem(name, facts, by.id))
    controller = CatalogueController(shop.desk, inline(), by)
    controller.load()
    said = []
    window = SimpleNamespace(toast=lambda view, _act: said.append(view.text))
    premises = SimpleNamespace(window=window, desk=shop.desk, ops=inline(), person=by, printer="")
    path = tmp_path / "tem.pdf"
    files = CatalogueFiles(premises, controller, lambda *_: "", lambda *_: str(path), controller)
    controller.labels.wanted.connect(files.print_labels)
    return SimpleNamespace(files=files, premises=premises, controller=controller, said=said, path=path, shop=shop)


def subjects(shop):
    return [row[0] for row in shop.rows("SELECT subject_id FROM outbox WHERE kind = 'slip' ORDER BY at, id")]


def test_every_item_that_is_ticked_has_its_labels_on_the_sheet(at):
    at.controller.many.begin()
    at.controller.many.tick_all()
    at.files.do("labels")
    at.controller.labels.choose("5x13")
    at.controller.labels.type_copies("2")
    at.controller.labels.print_labels()

    (page,) = pypdfium2.PdfDocument(at.path)
    text = page.get_textpage().get_text_range()
    assert [text.count(name) for name in ("Tôm sú", "Nước ngọt", "Thùng 24 lon")] == [2, 2, 2]
    assert "10.208 ₫/lon" in text
    assert at.said == ["Đã lưu tem.pdf"]


def test_the_receipt_printer_gets_a_job_for_each_item(at):
    at.premises.printer = "main"
    at.controller.many.begin()
    at.controller.many.tick_all()
    at.files.do("labels")
    items = at.controller.labels._items
    at.files.print_labels(LabelOrder(items, 3, None))

    assert subjects(at.shop) == [f"label:3:{item.item_id}" for item in items]
    assert at.said == ["Đang in tem"]
    assert not at.path.exists()


def test_what_was_weighed_is_printed_at_once_where_there_is_a_printer(at):
    at.controller.choose(next(row.id for row in at.controller.every.goods if row.sku == "TS"))
    portion = of_weight(at.controller.weighing.item_on_show, 350)
    at.files.print_portion(portion)
    assert at.path.exists()
    at.path.unlink()
    at.premises.printer = "main"
    at.files.print_portion(portion)

    assert not at.path.exists()
    assert subjects(at.shop) == [f"label:1:{portion.item.item_id}:w350"]


def test_nothing_chosen_prints_nothing(at):
    at.controller.many.begin()
    at.files.do("labels")

    assert at.controller.labels.view is None
    assert at.said == ["Chọn từ 1 đến 2.000 mặt hàng để in tem."]
