"""Labels on the receipt printer: one job for each item, built from what the item is when it prints."""

from dataclasses import replace

import pytest
import zxingcpp

from pos_desktop.core.errors import Code
from pos_desktop.documents.labels import of_price, of_weight
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.services.office.label_slips import label_subject, labelled, portion_subject
from pos_desktop.services.office.slips import slip_of
from pos_desktop.services.shop.goods import PutItem
from pos_desktop.storage.queries import goods
from pos_desktop.wording import in_language
from printing.paper.text import to_text
from printing.virtual.machine import VirtualPrinter
from tests.services.office.test_print_worker import printing
from tests.services.shop.test_goods import TEA
from tests.support.refusals import refused
from tests.support.shop import MANAGER

HEAD, VI = ReceiptHead("Cà phê Thử"), in_language("vi")


@pytest.fixture
def put(shop):
    def put(**facts):
        by = shop.person(MANAGER).id
        done = shop.desk.goods.put(PutItem(shop.till.ids(), replace(TEA, **facts), by))
        with shop.till.db.read() as tx:
            (row,) = goods.goods(tx, [done.id])
        return labelled(row)

    return put


def text_of(shop, subject):
    return to_text(slip_of(shop.desk, subject, HEAD, VI))


def test_so_many_labels_of_an_item_each_cut_off(shop, put):
    item = put(barcodes=("8930000000002",))

    text = text_of(shop, label_subject(item.item_id, 2))

    assert text.count("[EAN-13] 8930000000002") == 2
    assert text.split().count("[EAN-13]") == 2


@pytest.mark.parametrize("made", [lambda item: of_weight(item, 350), lambda item: of_price(item, 66_200)])
def test_what_was_weighed_keeps_its_code(shop, put, made):
    portion = made(put(by_weight=True, plu="00042", price=189_000))

    assert f"[EAN-13] {portion.code}" in text_of(shop, portion_subject(portion))


def test_an_item_that_is_not_there_is_refused(shop):
    with refused(Code.UNKNOWN_ITEM):
        text_of(shop, label_subject("nothing", 1))


def test_the_printer_prints_them_and_another_program_reads_them(shop, put):
    item = put(barcodes=("8930000000002",))
    subject = label_subject(item.item_id, 2)
    shop.desk.outbox.slip(subject, "main", "vi")
    with VirtualPrinter() as paper, printing(shop, paper.uri) as worker:
        assert worker.settle()
        pieces = paper.printed().pieces

    assert [job.state for job in shop.desk.outbox.jobs_of(subject)] == ["printed"]
    assert [[code.text for code in zxingcpp.read_barcodes(piece.image().convert("L"))] for piece in pieces] == [
        ["8930000000002"]
    ] * 2
    assert shop.desk.outbox.in_question() == []
