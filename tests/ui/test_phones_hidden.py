"""A cashier's screens, one after another: nowhere stands a whole phone number of a member."""

import re

import pytest

from pos_desktop.ui.receipts.controller import ReceiptsController
from tests.support.counter import inline
from tests.support.shop import CASHIER, MANAGER
from tests.ui.members.conftest import Desk

NAME, PHONE = "Trịnh Hoài Thương", "0977112233"


def digits(*told):
    return re.sub(r"[^0-9•]", "", repr(told))


@pytest.fixture
def planted(counter):
    counter.shop.enrolled(NAME, PHONE)
    counter.shop.enrolled("Thương Hai", "0977112244")
    counter.shop.sold(f"1 x PHỞ @ 100000; member {NAME}")
    return counter


def screen_of_members(shop, name):
    """Everything that the screen of members tells, tab after tab, and what a deed finds."""
    desk = Desk(shop, name).show(NAME)
    desk.controller.search(PHONE)
    told = [desk.controller.roster]
    for tab in desk.controller.view.tabs:
        desk.controller.choose_tab(tab.id)
        told.append(desk.controller.view)
    desk.fill("merge", other=PHONE[:8])
    return digits(told, desk.deeds.view, desk.controller.detail)


def test_the_screen_of_members(planted):
    assert PHONE[1:] not in screen_of_members(planted.shop, CASHIER)
    assert PHONE[1:] in screen_of_members(planted.shop, MANAGER)


def test_the_sheet_of_members_and_the_strip_of_the_order(planted):
    told = []
    planted.member.open()
    for text in ("thuong", "2233", PHONE):
        planted.member.search(text)
        told.append(planted.member.view.results)
    assert planted.member.view.results
    planted.member.pick(planted.member.view.results[0].id)
    planted.member.open()
    told += [planted.member.view, planted.sale.view, planted.sale.basket]
    assert "•••233" in digits(told)
    assert PHONE[1:] not in digits(told)


def test_receipts_found_by_the_number(planted):
    ops, shop = inline(), planted.shop
    receipts = ReceiptsController(shop.desk, ops, ops, shop.person(CASHIER), "lp", lambda *_: None)
    receipts.load()
    receipts.search(PHONE)
    assert len(receipts.list_view.rows) == 1
    assert PHONE[1:] not in digits(receipts.list_view, receipts.view)
