"""The shop's reports against plain SQL on the raw rows: the sample shop, a random year, days with refunds."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from pos_desktop.app.opening import open_desk
from pos_desktop.core.errors import Code
from pos_desktop.services.office.reports.every import Asked, Name, Reports
from pos_desktop.services.office.sample import open_sample
from tests.support.random_year import random_year
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, SETTLED

FIRST, LAST = date(2025, 6, 1), date(2025, 8, 31)
NEXT = SETTLED + timedelta(days=1)


@pytest.fixture(scope="module", params=[open_sample, random_year], ids=["sample shop", "random year"])
def sample(request, tmp_path_factory):
    """The reports of the sample shop and of a random year, and a way to ask its rows."""
    folder = tmp_path_factory.mktemp("every") / "shop"
    request.param(folder)
    desk = open_desk(folder, "K1")
    reader = desk.people.by_name("Mộc").id

    def ask(sql):
        with closing(sqlite3.connect(folder / "shop.db")) as raw:
            return raw.execute(sql.format(days=f"BETWEEN '{FIRST}' AND '{LAST}'")).fetchall()

    yield lambda name: Reports(desk.till).table(Asked(name, FIRST, LAST), reader), ask
    desk.till.db.close()


def cells(table):
    return [row.cells for row in table.rows]


SOLD = "FROM sale s JOIN sale_line l ON l.sale_id = s.id WHERE l.ware = 'goods' AND s.business_date {days}"
BACK = """
    FROM refund r JOIN refund_line b ON b.refund_id = r.id
    JOIN sale_line l ON l.sale_id = r.sale_id AND l.position = b.sale_position
    WHERE l.ware = 'goods' AND r.business_date {days}
"""


def sums(ask, sold_key, back_key):
    """Đồng sold and returned by a key."""
    found = {key: [amount, 0] for key, amount in ask(f"SELECT {sold_key}, sum(l.amount) {SOLD} GROUP BY 1")}
    for key, amount in ask(f"SELECT {back_key}, sum(b.money) {BACK} GROUP BY 1"):
        found.setdefault(key, [0, 0])[1] = amount
    return found


def test_by_day(sample):
    read, ask = sample
    expected = sums(ask, "s.business_date", "r.business_date")
    counts = dict(ask("SELECT business_date, count(*) FROM sale WHERE business_date {days} GROUP BY 1"))
    found = cells(read(Name.SALES_BY_DAY))
    assert len(found) == (LAST - FIRST).days + 1
    for day, sales, sold, returned, net in found:
        assert [sold, returned] == expected.get(str(day), [0, 0])
        assert (net, sales) == (sold - returned, counts.get(str(day), 0))


ITEM = "(SELECT name FROM item WHERE id = l.item_id)"


@pytest.mark.parametrize(("name", "sold_key", "back_key", "at"), [
    (Name.SALES_BY_ITEM, ITEM, ITEM, 3),
    (Name.SALES_BY_CATEGORY, "coalesce((SELECT name FROM category WHERE id = l.category_id), '')",
     "coalesce((SELECT name FROM category WHERE id = l.category_id), '')", 2),
    (Name.SALES_BY_CASHIER, "(SELECT name FROM staff WHERE id = s.staff_id)",
     "(SELECT name FROM staff WHERE id = r.staff_id)", 2),
])  # fmt: skip
def test_by_what(sample, name, sold_key, back_key, at):
    read, ask = sample
    found = {row[0]: list(row[at : at + 2]) for row in cells(read(name))}
    assert found == sums(ask, sold_key, back_key)
    assert found


def test_by_hour(sample):
    read, ask = sample
    hour = "CAST(strftime('%H', {}.at, '+7 hours') AS INT)"
    expected = sums(ask, hour.format("s"), hour.format("r"))
    assert {row[0]: row[2] for row in cells(read(Name.SALES_BY_HOUR))} == {
        key: sold - back for key, (sold, back) in expected.items()
    }


def test_by_tax_is_what_the_receipts_say(sample):
    read, ask = sample
    rows = ask("SELECT t.rate, sum(t.net), sum(t.tax) FROM sale_tax t JOIN sale s ON s.id = t.sale_id "
               "WHERE s.business_date {days} GROUP BY 1 ORDER BY 1")  # fmt: skip
    back = dict((rate, (net, tax)) for rate, net, tax in ask(
        "SELECT t.rate, sum(t.net), sum(t.tax) FROM refund_tax t JOIN refund r ON r.id = t.refund_id "
        "WHERE r.business_date {days} GROUP BY 1"))  # fmt: skip
    expected = [
        (f"{rate}%", net - back.get(rate, (0, 0))[0], tax - back.get(rate, (0, 0))[1]) for rate, net, tax in rows
    ]
    assert cells(read(Name.SALES_BY_TAX)) == expected


def test_tenders_come_to_what_was_due(sample):
    read, ask = sample
    ((due,),) = ask("SELECT sum(due + cash_rounding) FROM sale WHERE business_date {days}")
    table = read(Name.SALES_BY_TENDER)
    assert table.sums[2] == due
    ((cash,),) = ask("SELECT sum(t.amount) - (SELECT sum(change) FROM sale WHERE business_date {days}) FROM tender t "
                     "JOIN sale s ON s.id = t.sale_id WHERE t.kind = 'cash' AND s.business_date {days}")  # fmt: skip
    assert {row[0]: row[2] for row in cells(table)}["cash"] == cash


def test_margin(sample):
    read, ask = sample
    of_items = SOLD.replace("WHERE", "JOIN item i ON i.id = l.item_id WHERE")
    rows = ask("SELECT i.name, sum(l.qty), sum(l.amount - round(l.amount * l.rate / (100.0 + l.rate))), "
               f"round(sum(l.qty * l.unit_cost) / 1000.0) {of_items} "
               "GROUP BY l.item_id")  # fmt: skip
    ((back,),) = ask(f"SELECT count(*) {BACK}")
    found = {row[0]: row[2:6] for row in cells(read(Name.MARGIN))}
    assert len(found) == len(rows)
    wrong = [name for name, qty, net, cost in rows if found[name] != (qty, net, cost, net - cost)]
    assert len(wrong) <= back


def test_discounts_by_rule_and_by_hand_are_all_discounts(sample):
    read, ask = sample
    ((off,),) = ask("SELECT sum(line_discount + order_discount) FROM sale s JOIN sale_line l ON l.sale_id = s.id "
                    "WHERE s.business_date {days}")  # fmt: skip
    assert read(Name.DISCOUNTS).sums[3] == off > 0


# planted days


def report(shop, name, first=SETTLED, last=SETTLED, *, compare=False):
    return Reports(shop.till).table(Asked(name, first, last, compare), shop.person(OWNER).id)


@pytest.fixture
def days(shop):
    """Two sales and, a day later, one of them back by the manager."""
    sale = shop.sold(f"2 x PHỞ @ 55000; by {CASHIER}")
    shop.sold(f"1 x BÚN @ 40000; by {CASHIER}")
    shop.on(f"{NEXT} 10:30")
    shop.returned(sale)
    return shop


def test_what_came_back_counts_on_its_own_day_and_person(days):
    assert [row[1:] for row in cells(report(days, Name.SALES_BY_DAY, SETTLED, NEXT))] == [
        (2, 150_000, 0, 150_000), (0, 0, 110_000, -110_000),
    ]  # fmt: skip
    people = {row[0]: row[2:] for row in cells(report(days, Name.SALES_BY_CASHIER, SETTLED, NEXT))}
    assert sum(row[1] for row in people.values()) == 110_000
    assert people[CASHIER][0] == 150_000
    assert [row[-1] for row in cells(report(days, Name.SALES_BY_HOUR, NEXT, NEXT))] == [-110_000]
    assert {row[0]: row[2] for row in cells(report(days, Name.SALES_BY_ITEM, SETTLED, NEXT))} == {
        "PHỞ": 0,
        "BÚN": 1_000,
    }


def test_refunds_are_told_one_by_one_and_open_their_sale(days):
    (row,) = report(days, Name.REFUNDS, SETTLED, NEXT).rows
    assert (row.cells[0], row.cells[1], row.cells[2], row.cells[5]) == (NEXT, "refund", "K1-000001", 110_000)
    assert days.count("sale", f"id = '{row.id}'") == 1


def test_beside_the_days_before(days):
    found = report(days, Name.SALES_BY_DAY, NEXT, NEXT, compare=True)
    assert [column.key for column in found.columns][:4] == ["day", "sales", "sales.before", "sales.change"]
    assert found.rows[0].cells[1:4] == (0, 2, -10_000)


MOVES = set(Name) - {Name.SHIFTS, Name.MEMBERS_BY_TIER, Name.STOCK_VALUE}
"""The reports of what happened on the days; the others tell what is there."""


@pytest.mark.parametrize("name", list(Name))
def test_every_report_of_a_day_without_sales(shop, name):
    table = report(shop, name)
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    if name in MOVES:
        assert sum(one for one in table.sums if one) == 0


@pytest.mark.parametrize("name", list(Name))
def test_only_who_may_read_reports(shop, name):
    for who, is_let_in in ((CASHIER, False), (MANAGER, True)):
        asked = Asked(name, SETTLED, SETTLED)
        if is_let_in:
            assert Reports(shop.till).table(asked, shop.person(who).id).key == name.value
        else:
            with refused(Code.NOT_ALLOWED):
                Reports(shop.till).table(asked, shop.person(who).id)


@pytest.mark.parametrize("last", [SETTLED - timedelta(days=1), SETTLED + timedelta(days=400)])
def test_ranges_that_are_none(shop, last):
    with refused(Code.MALFORMED):
        report(shop, Name.MARGIN, SETTLED, last)
