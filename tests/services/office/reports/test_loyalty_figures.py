"""The loyalty report against plain SQL on the raw rows: the sample shop, a random year, planted days."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pytest

from pos_desktop.app.opening import open_desk
from pos_desktop.core.errors import Code
from pos_desktop.services.office.reports.loyalty import LoyaltyFigures
from pos_desktop.services.office.sample import open_sample
from tests.support.random_year import random_year
from tests.support.refusals import refused
from tests.support.shop import CASHIER, OWNER, SETTLED

OWNED = """
    WITH owned AS (
        SELECT s.*, coalesce((SELECT a.account_id FROM attachment a WHERE a.sale_id = s.id
                                    ORDER BY a.step DESC LIMIT 1), s.account_id) AS owner,
               EXISTS (SELECT 1 FROM refund r WHERE r.sale_id = s.id AND r.is_whole) AS gone
        FROM sale s)
"""
END = date(2025, 8, 31)
RANGES = [(END, END), (END - timedelta(days=6), END), (END - timedelta(days=40), END - timedelta(days=11))]


@pytest.fixture(scope="module", params=[open_sample, random_year], ids=["sample shop", "random year"])
def sample(request, tmp_path_factory):
    """Figures of the sample shop and of a random year, and a way to ask its rows."""
    folder = tmp_path_factory.mktemp("reports") / "shop"
    request.param(folder)
    desk = open_desk(folder, "K1")
    reader = desk.people.by_name("Mộc").id
    figures = LoyaltyFigures(desk.till)

    def ask(sql, *given):
        with closing(sqlite3.connect(folder / "shop.db")) as raw:
            return raw.execute(OWNED + sql, [str(one) for one in given]).fetchall()

    yield lambda name, first, last: getattr(figures, name)(first, last, reader), ask
    desk.till.db.close()


def cells(table):
    return [row.cells for row in table.rows]


def tile(tiles, key):
    return next(figure for figure in tiles.figures if figure.key == key)


SOLD = """
    SELECT coalesce(sum(l.amount), 0) FROM owned s JOIN sale_line l ON l.sale_id = s.id
    WHERE l.ware = 'goods' AND s.owner {who} AND s.business_date BETWEEN ? AND ?
"""
BACK = """
    SELECT coalesce(sum(b.money), 0) FROM refund r JOIN refund_line b ON b.refund_id = r.id
    JOIN owned s ON s.id = r.sale_id
    JOIN sale_line l ON l.sale_id = s.id AND l.position = b.sale_position
    WHERE l.ware = 'goods' AND s.owner {who} AND r.business_date BETWEEN ? AND ?
"""


def goods(ask, first, last, who):
    """Goods sold less goods that came back on the day they came back."""
    ((sold,),) = ask(SOLD.format(who=who), first, last)
    ((back,),) = ask(BACK.format(who=who), first, last)
    return sold - back


@pytest.mark.parametrize(("first", "last"), RANGES)
def test_tiles(sample, first, last):
    read, ask = sample
    found = read("tiles", first, last)
    ((joined,),) = ask("SELECT count(*) FROM member WHERE joined_on BETWEEN ? AND ?", first, last)
    ((active,),) = ask(
        "SELECT count(DISTINCT owner) FROM owned WHERE NOT gone AND business_date BETWEEN ? AND ?", first, last
    )
    assert (tile(found, "enrolments").value, tile(found, "active_members").value) == (joined, active)
    assert active > 0
    member, guest = goods(ask, first, last, "IS NOT NULL"), goods(ask, first, last, "IS NULL")
    assert tile(found, "member_share").value == pytest.approx(member * 10_000 / (member + guest), abs=0.5)
    booked = "SELECT coalesce(sum(points), 0) FROM entry WHERE kind = ? AND business_date BETWEEN ? AND ?"
    for key, kind in (("issued", "accrual"), ("redeemed", "redemption")):
        ((points,),) = ask(booked, kind, first, last)
        assert tile(found, key).value == abs(points)
    if last == END:
        ((owed,),) = ask("SELECT sum(left_points) FROM lot")
        assert tile(found, "liability").beside == (owed,)


@pytest.mark.parametrize(("first", "last"), RANGES)
def test_repeat_rate(sample, first, last):
    read, ask = sample
    window = (last - timedelta(days=59), last - timedelta(days=30))
    ((buyers,),) = ask(
        "SELECT count(DISTINCT owner) FROM owned WHERE NOT gone AND business_date BETWEEN ? AND ?", *window
    )
    (again,), = ask("SELECT count(DISTINCT a.owner) FROM owned a JOIN owned b ON b.owner = a.owner "
                    "AND b.business_date > a.business_date AND b.business_date <= date(a.business_date, '+30 days') "
                    "WHERE NOT a.gone AND NOT b.gone AND a.business_date BETWEEN ? AND ?", *window)  # fmt: skip
    assert buyers >= 20
    assert tile(read("tiles", first, last), "repeat").value == pytest.approx(again * 10_000 / buyers, abs=0.5)


@pytest.mark.parametrize(("first", "last"), RANGES)
def test_sales_by_day_and_by_hour(sample, first, last):
    read, ask = sample
    for day, member, guest in cells(read("sales_by_day", first, last)):
        assert (member, guest) == (goods(ask, day, day, "IS NOT NULL"), goods(ask, day, day, "IS NULL"))
    told = {hour: (member, guest) for hour, member, guest in cells(read("visits_by_hour", first, last))}
    rows = ask("SELECT CAST(strftime('%H', at, '+7 hours') AS INT), sum(owner IS NOT NULL), sum(owner IS NULL) "
               "FROM owned "
               "WHERE NOT gone AND business_date BETWEEN ? AND ? GROUP BY 1", first, last)  # fmt: skip
    assert {hour: pair for hour, pair in told.items() if any(pair)} == {hour: (a, b) for hour, a, b in rows}


def test_at_risk(sample):
    read, ask = sample
    days = {}
    for owner, day in ask(
        "SELECT DISTINCT owner, business_date FROM owned WHERE NOT gone AND owner IS NOT NULL ORDER BY 2"
    ):
        days.setdefault(owner, []).append(date.fromisoformat(day))
    away = set()
    for owner, bought in days.items():
        gaps = [(b - a).days for a, b in pairwise(bought)]
        if len(bought) >= 3 and (END - bought[-1]).days > 2 * median(gaps):
            away.add(owner)
    found = read("at_risk", END, END)
    assert {row.id for row in found.rows} == away
    assert away
    profits = [row.cells[-1] for row in found.rows]
    assert profits == sorted(profits, reverse=True)


MARGINS = """, margin AS (
    SELECT s.id, s.owner, s.business_date, s.at,
           (SELECT sum(net) FROM sale_tax WHERE sale_id = s.id)
           - coalesce((SELECT sum(t.net) FROM refund_tax t JOIN refund r ON r.id = t.refund_id
                       WHERE r.sale_id = s.id), 0)
           - (SELECT sum(qty * unit_cost) / 1000 FROM sale_line WHERE sale_id = s.id)
           + coalesce((SELECT sum(b.qty * l.unit_cost) / 1000 FROM refund r JOIN refund_line b ON b.refund_id = r.id
                       JOIN sale_line l ON l.sale_id = s.id AND l.position = b.sale_position
                       WHERE r.sale_id = s.id), 0) AS left
    FROM owned s WHERE NOT gone AND owner IS NOT NULL)"""


def test_profit_by_nth_purchase(sample):
    read, ask = sample
    first, last = RANGES[2]
    rows = ask(MARGINS + ", nth AS (SELECT *, row_number() OVER (PARTITION BY owner ORDER BY at, id) AS n FROM margin) "
               "SELECT min(n, 7), avg(left), count(*) FROM nth "
               "WHERE business_date BETWEEN ? AND ? GROUP BY 1", first, last)  # fmt: skip
    found = cells(read("profit_by_purchase", first, last))
    assert [(n, count) for n, _profit, count in found] == [(n, count) for n, _profit, count in rows]
    assert [profit for _n, profit, _count in found] == pytest.approx([profit for _n, profit, _count in rows], abs=1)
    assert len(found) == 7


def test_top_members(sample):
    read, ask = sample
    first, last = RANGES[2]
    rows = ask("SELECT owner, count(*) FROM owned WHERE NOT gone AND owner IS NOT NULL "
               "AND business_date BETWEEN ? AND ? "
               "GROUP BY owner", first, last)  # fmt: skip
    found = read("top_members", first, last)
    assert {row.id: row.cells[3] for row in found.rows} == dict(rows)
    assert found.sums[2] == goods(ask, first, last, "IS NOT NULL")
    spent = [row.cells[2] for row in found.rows]
    assert spent == sorted(spent, reverse=True)
    for row in found.rows[:3]:
        assert row.cells[2] == goods(ask, first, last, f"= '{row.id}'")


def test_expiring_soon_and_newcomers(sample):
    read, ask = sample
    ((day,),) = ask("SELECT max(expires_on) FROM lot WHERE left_points > 0")
    last = date.fromisoformat(day) - timedelta(days=3)
    ((dying,),) = ask(
        "SELECT sum(left_points) FROM lot WHERE expires_on BETWEEN ? AND ?", last + timedelta(1), last + timedelta(7)
    )
    found = read("expiring_soon", last, last)
    assert found.sums[3] == dying > 0
    first, last = RANGES[2]
    codes = {code for (code,) in ask("SELECT code FROM member WHERE joined_on BETWEEN ? AND ?", first, last)}
    assert {row.cells[1] for row in read("newcomers", first, last).rows} == codes != set()


# planted days


def figures(shop, name, first=SETTLED, last=SETTLED):
    return getattr(LoyaltyFigures(shop.till), name)(first, last, shop.person(OWNER).id)


def test_what_is_taken_back_later_changes_the_past_and_says_so(shop):
    sale = shop.sold("1 x PHỞ @ 250000; member Lan")
    shop.sold("1 x PHỞ @ 100000; member Minh")
    assert tile(figures(shop, "tiles"), "active_members").value == 2
    later = SETTLED + timedelta(days=1)
    shop.on(f"{later} 10:00")
    shop.returned(sale)
    found = figures(shop, "tiles")
    assert tile(found, "active_members").value == 1
    assert found.changed_days == (SETTLED,)
    assert not found.is_open
    after = figures(shop, "tiles", later, later)
    assert (after.is_open, after.changed_days) == (True, ())
    assert cells(figures(shop, "sales_by_day", SETTLED, later))[-2:] == [(SETTLED, 350_000, 0), (later, -250_000, 0)]


def test_a_name_is_never_more_than_a_name(shop):
    shop.enrolled('=HYPERLINK("http://x")', "0912345999")
    assert '=HYPERLINK("http://x")' in [row.cells[0] for row in figures(shop, "newcomers").rows]


@pytest.mark.parametrize("name", ["tiles", "at_risk", "sales_by_day"])
def test_only_who_may_read_reports(shop, name):
    with refused(Code.NOT_ALLOWED):
        getattr(LoyaltyFigures(shop.till), name)(SETTLED, SETTLED, shop.person(CASHIER).id)


def test_a_range_that_ends_before_it_begins(shop):
    with refused(Code.MALFORMED):
        figures(shop, "debts", SETTLED, SETTLED - timedelta(days=1))


def test_an_empty_day_tells_nothing_and_no_rate(shop):
    found = figures(shop, "tiles")
    assert [tile(found, key).value for key in ("member_share", "repeat")] == [None, None]
    assert figures(shop, "visits_by_hour").is_empty
    assert figures(shop, "top_members").is_empty
