"""Slips: promised with a subject, built when the printer claims them, new every time."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.services.office.slips import slip_of
from pos_desktop.wording import in_language
from printing.paper.text import to_text
from printing.virtual.machine import VirtualPrinter
from tests.services.office.test_print_worker import printing, states
from tests.support.refusals import refused

HEAD, VI = ReceiptHead("Cà phê Thử"), in_language("vi")


def text_of(shop, subject):
    return to_text(slip_of(shop.desk, subject, HEAD, VI))


@pytest.fixture
def sale(shop):
    return shop.sold("1 x PHỞ @ 247000; member Lan")


def test_a_slip_of_a_sale_tells_its_points_and_one_of_an_account_its_balance(shop, sale):
    assert "VÌ SAO ĐƯỢC SỐ ĐIỂM NÀY" in text_of(shop, sale.id)
    assert "VÌ SAO CÓ SỐ ĐIỂM NÀY" in text_of(shop, sale.account_id)


def test_a_slip_of_nothing_is_refused(shop):
    with refused(Code.UNKNOWN_MEMBER):
        text_of(shop, "nothing")


def test_the_printer_prints_a_slip_and_a_second_one_as_it_is_then(shop, sale):
    outbox = shop.desk.outbox
    outbox.slip(sale.account_id, "main", "vi")
    outbox.slip(sale.account_id, "main", "en")
    with VirtualPrinter() as paper, printing(shop, paper.uri) as worker:
        assert worker.settle()
        pieces = paper.printed().pieces

    jobs = outbox.jobs_of(sale.account_id)
    assert [(job.kind, job.copy, job.state) for job in jobs] == [("slip", 0, "printed"), ("slip", 1, "printed")]
    assert len(pieces) == 2
    assert states(shop, sale) == {}


def test_a_slip_is_no_receipt_in_question(shop, sale):
    shop.desk.outbox.slip(sale.id, "main", "vi")
    shop.desk.outbox.recover()
    shop.on("2026-03-02 12:00")

    assert shop.desk.outbox.in_question() == []
