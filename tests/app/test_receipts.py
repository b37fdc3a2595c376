"""What the window asks about paper that may not have come out: receipts and slips, each with its copy."""

from types import SimpleNamespace

import pytest

from pos_desktop.app.receipts import NAME, Receipts
from pos_desktop.app.settings import Settings
from pos_desktop.loyalty.giving import Cause
from pos_desktop.services.members.benefits.giving import Give
from pos_desktop.services.office.outbox import SlipOf
from tests.support.shop import CASHIER


class Now:
    """Does at once what the worker would do."""

    changed = SimpleNamespace(connect=lambda _told: None)

    def run(self, work, *args, then=None):
        result = work(*args)
        if then is not None:
            then(result)


@pytest.fixture
def told(qapp, shop):
    """The toasts of a window in front of a printer that nobody reaches, with what pressing each does."""
    said = []
    window = SimpleNamespace(toast=lambda view, act=None: said.append((view, act)))
    workers = SimpleNamespace(is_stopped=True, till=None, add_printer=lambda _worker: None)
    receipts = Receipts(window, shop.desk, Now(), workers, settings=Settings("tcp://127.0.0.1:9"), parent=qapp)
    yield lambda: (receipts.begin(shop.person(CASHIER)), said)[1]
    receipts.setParent(None)
    receipts.deleteLater()


def given(shop):
    shop.under(causes=(Cause("school", "Sách", "Quỹ Sách"),))
    shop.granted("Lan", 100)
    gift = shop.desk.giving.give(
        Give("gift", shop.member("Lan").row.account_id, "school", 20, shop.person().id, printer=NAME)
    )
    return SlipOf.GIFT.subject(gift.donation_id)


def lost(shop, jobs):
    """The program died while it was printing these."""
    for _job in range(jobs):
        assert shop.desk.outbox.claim(NAME)
    assert shop.desk.outbox.recover() == jobs, "the fault must have fired"


def test_a_slip_that_may_be_lost_is_asked_about_and_comes_as_a_copy(shop, told):
    subject = given(shop)
    lost(shop, 1)
    ((view, act),) = told()
    assert view.text == "Phiếu quyên góp có thể chưa in xong."
    act()
    assert [(job.copy, job.state) for job in shop.desk.outbox.jobs_of(subject)] == [(0, "dropped"), (1, "queued")]


def test_a_receipt_is_asked_about_by_its_number(shop, told):
    sale = shop.sold("1 x PHỞ @ 50000; card 50000", printer=NAME)
    lost(shop, 1)
    ((view, act),) = told()
    assert view.text == f"Hoá đơn {sale.number} có thể chưa in xong."
    act()
    assert [(job.kind, job.copy) for job in shop.desk.outbox.jobs_of(sale.id)] == [("receipt", 0), ("receipt", 1)]


def test_an_explanation_is_not_asked_about(shop, told):
    shop.granted("Lan", 100)
    shop.desk.outbox.slip(shop.member("Lan").row.account_id, NAME, "vi")
    lost(shop, 1)
    assert told() == []
