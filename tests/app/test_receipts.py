"""What the window asks about paper that may not have come out: receipts and slips, each with its copy."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from pos_desktop.app.receipts import NAME, Receipts
from pos_desktop.app.settings import Settings
from pos_desktop.loyalty.giving import Cause
from pos_desktop.services.members.benefits.giving import Give
from pos_desktop.services.office.outbox import SlipOf
from printing.devices.spool import JobState, Outcome, Reason
from tests.support.shop import CASHIER


class Now:
    """Does at once what the worker would do."""

    changed = SimpleNamespace(connect=lambda _told: None)

    def run(self, work, *args, then=None):
        result = work(*args)
        if then is not None:
            then(result)


@pytest.fixture
def receipts(qapp, shop):
    """Receipts of a printer that nobody reaches; `said` are the toasts, with what pressing each does."""
    said = []
    window = SimpleNamespace(toast=lambda view, act=None: said.append((view, act)))
    workers = SimpleNamespace(is_stopped=True, till=None, add_printer=lambda _worker: None)
    receipts = Receipts(window, shop.desk, Now(), workers, settings=Settings("tcp://127.0.0.1:9"), parent=qapp)
    workers.is_stopped, receipts.said = False, said
    yield receipts
    receipts.setParent(None)
    receipts.deleteLater()


@pytest.fixture
def told(receipts, shop):
    """Begins, and gives the toasts."""
    return lambda: (receipts.begin(shop.person(CASHIER)), receipts.said)[1]


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


def test_what_grew_old_before_the_printer_came_back_is_asked_about_at_once(shop, receipts):
    receipts.begin(shop.person(CASHIER))
    sales = [shop.sold("1 x PHỞ @ 50000; card 50000", printer=NAME) for _guest in range(3)]
    job = shop.desk.outbox.claim(NAME)
    receipts._hear(job, Outcome(JobState.NOT_SENT, Reason.UNREACHABLE))
    shop.desk.outbox.mark(job.id, "not_sent", retry_in=timedelta(seconds=2))
    shop.on("2026-03-02 09:20")
    young = shop.sold("1 x PHỞ @ 50000; card 50000", printer=NAME)
    job = shop.desk.outbox.claim(NAME)
    assert job.sale_id == young.id, "the fault must have fired: the others are too old"
    receipts.said.clear()
    receipts._hear(job, Outcome(JobState.PRINTED))
    shop.desk.outbox.mark(job.id, "printed")
    ((view, act),) = receipts.said
    assert view.text == "3 giấy chưa in vì chờ máy in quá 10 phút."
    act()
    assert [shop.desk.outbox.claim(NAME).sale_id for _guest in range(3)] == [sale.id for sale in sales]
    assert receipts._unprinted() == []
    receipts._hear(job, Outcome(JobState.PRINTED))
    assert len(receipts.said) == 1, "asked once"
