"""Copies of receipts: of the open shift by whoever sells, of an earlier one by right or by another person's word."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.office.outbox import SlipOf, copy_subject
from pos_desktop.services.shop.approvals import Approve
from tests.support.refusals import refused
from tests.support.shifts import closed, opened
from tests.support.shop import CASHIER, MANAGER, PINS

BAR = "bar"


@pytest.fixture
def old(shop):
    """A sale of the shift before."""
    sale = shop.sold("1 x PHỞ @ 50000")
    closed(shop.desk)
    opened(shop.desk, 500_000, shop.person().id)
    return sale


def copies(shop):
    return shop.count("outbox", "copy > 0")


def test_whoever_sells_prints_what_was_sold_in_the_open_shift(shop):
    sale = shop.sold("1 x PHỞ @ 50000")
    shop.desk.outbox.reprint(sale.id, BAR, "vi", shop.person().id)
    assert copies(shop) == 1


def test_an_earlier_one_needs_the_right(shop, old):
    with refused(Code.NOT_ALLOWED, right="refund", needs_approval=True):
        shop.desk.outbox.reprint(old.id, BAR, "vi", shop.person().id)
    assert copies(shop) == 0
    shop.desk.outbox.reprint(old.id, BAR, "vi", shop.person(MANAGER).id)
    assert copies(shop) == 1


def test_another_person_s_word_is_for_one_copy(shop, old):
    cashier, manager = shop.person().id, shop.person(MANAGER).id
    ask = Approve("a1", "refund", copy_subject(old.id), cashier, manager)
    approval = shop.desk.approvals.by_pin(ask, PINS[MANAGER]).id
    with refused(Code.APPROVAL_OTHER):
        shop.desk.refunds.refund(shop.returning(old, staff_id=cashier, approval=approval))
    shop.desk.outbox.reprint(old.id, BAR, "vi", cashier, approval)
    with refused(Code.APPROVAL_USED):
        shop.desk.outbox.reprint(old.id, BAR, "vi", cashier, approval)
    assert copies(shop) == 1
    assert shop.books().tie


@pytest.mark.parametrize(("subject", "right"), [
    (SlipOf.SHIFT_REPORT.subject("z"), "shift"), (SlipOf.REFUND.subject("r"), "sell"),
])  # fmt: skip
def test_slips_by_their_right(shop, subject, right):
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE staff SET rights = ? WHERE name = ?", (f'{{"{right}":false}}', CASHIER))
    with refused(Code.NOT_ALLOWED, right=right):
        shop.desk.outbox.reprint_slip(subject, BAR, "vi", shop.person().id)
    shop.desk.outbox.reprint_slip(subject, BAR, "vi", shop.person(MANAGER).id)
    assert copies(shop) == 1
