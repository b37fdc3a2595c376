"""The journal as people read it: filters, pages, what rows tell, and how much is asked of the database for a page."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.journal import Event
from pos_desktop.services.office.journal_pages import GROUPS, Asked, Group, days_in
from pos_desktop.services.shop.approvals import Approve
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS


@pytest.fixture
def sales(shop):
    """Three sales of two days: a guest's, Lan's with a discount by hand, and Lan's a day later."""
    shop.granted("Lan", 100)
    first = [shop.sold("1 x PHỞ @ 55000"), shop.sold("2 x PHỞ @ 50000 -10%; member Lan")]
    shop.on("2026-03-03 09:00")
    return [*first, shop.sold("1 x TRÀ @ 45000; member Lan")]


def asked(shop, who=MANAGER, most=50, **what):
    return shop.desk.journal.page(Asked(**what), shop.person(who).id, most)


def subjects(page):
    return [line.subject_id for line in page.lines]


def test_the_newest_first_page_by_page_and_nothing_twice(shop, sales):
    whole = asked(shop, most=1_000)
    assert len(whole.lines) == shop.count("journal")
    found, place = [], None
    while True:
        page = asked(shop, most=3, before=place)
        found += page.lines
        place = page.next
        if place is None:
            break
    assert [line.id for line in found] == [line.id for line in whole.lines]
    assert [line.seq for line in found] == list(range(len(found), 0, -1))


@pytest.mark.parametrize("who", [CASHIER])
def test_who_has_no_right_sees_nothing(shop, who):
    with refused(Code.NOT_ALLOWED, right="journal"):
        asked(shop, who)


def test_by_day_person_and_group(shop, sales):
    assert subjects(asked(shop, group=Group.SALES, since=date(2026, 3, 3))) == [sales[2].id]
    assert subjects(asked(shop, group=Group.SALES, through=date(2026, 3, 2))) == [sales[1].id, sales[0].id]
    assert subjects(asked(shop, text="02/03/2026", group=Group.SALES)) == [sales[1].id, sales[0].id]
    assert asked(shop, staff_id=shop.person(CASHIER).id, group=Group.SALES).lines == ()
    assert len(asked(shop, staff_id=shop.person(OWNER).id, group=Group.SALES).lines) == 3


def test_what_a_person_made_cheaper_or_sold_at_another_price(shop, sales):
    assert subjects(asked(shop, group=Group.BY_HAND)) == [sales[1].id]


def test_a_receipt_brings_all_about_it(shop, sales):
    back = shop.returned(sales[1], "1 x PHỞ")
    found = subjects(asked(shop, text=sales[1].number))
    assert found == [back.id, sales[1].id]
    assert subjects(asked(shop, text=back.number)) == found
    assert subjects(asked(shop, text=shop.desk.sales.receipt_code(sales[1]))) == found
    with refused(Code.UNKNOWN_SALE):
        asked(shop, text="K1-009999")


def test_a_member_brings_all_about_them(shop, sales):
    member = shop.member("Lan")
    for text in ("lan", member.row.code, shop.desk.members.card_of(member.row.id)):
        found = subjects(asked(shop, text=text))
        assert {sales[1].id, sales[2].id, member.row.id} <= set(found)
        assert sales[0].id not in found


def test_ids_have_names_and_approvals_both(shop, sales):
    manager, cashier = shop.person(MANAGER), shop.person(CASHIER)
    wanted = Approve("a1", "refund", sales[0].id, cashier.id, manager.id, 55_000)
    approved = shop.desk.approvals.by_pin(wanted, PINS[MANAGER])
    shop.desk.refunds.refund(replace(shop.returning(sales[0]), staff_id=cashier.id, approval=approved.id))
    lines = {line.kind: line for line in asked(shop, text=sales[0].number).lines}
    assert set(lines) == {"approved", "approval_used", "refund", "sale"}
    used = lines["approval_used"]
    assert [used.names[used.body[name]] for name in ("asked_by", "approved_by")] == [CASHIER, MANAGER]
    refund = lines["refund"]
    assert refund.names[refund.body["sale_id"]] == sales[0].number
    assert "rows" not in refund.body and refund.witnessed["refund"] == 1


def test_a_body_that_nothing_reads_is_told_as_such(shop, sales):
    sql = f"UPDATE journal SET body = 'x' WHERE kind = 'sale' AND subject_id = '{sales[0].id}'"
    with closing(sqlite3.connect(shop.till.db.path)) as raw, raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        assert raw.execute(sql).rowcount == 1
    [broken] = asked(shop, text=sales[0].number).lines
    assert broken.body is None


def test_a_page_asks_as_much_whatever_it_holds(shop, sales):
    for text in ("", "lan"):
        with shop.statements() as few:
            asked(shop, most=2, text=text)
        with shop.statements() as many:
            asked(shop, most=50, text=text)
        assert len(few) == len(many) <= 12
    with shop.statements() as plain:
        asked(shop)
    assert len(plain) == 7  # the reader, the rows, the people, then names of sales, refunds and members


def test_every_kind_is_in_a_group():
    grouped = [event for group, events in GROUPS.items() if group is not Group.BY_HAND for event in events]
    assert sorted(grouped) == sorted(Event)


@pytest.mark.parametrize(("text", "days"), [
    ("2/3/2026", (date(2026, 3, 2), date(2026, 3, 2))),
    ("05/03/2026 - 02/03/2026", (date(2026, 3, 2), date(2026, 3, 5))),
    ("31/02/2026", None), ("K1-000001", None), ("Lan 02/03/2026", None), ("", None),
])  # fmt: skip
def test_days_in_a_text(text, days):
    assert days_in(text) == days
