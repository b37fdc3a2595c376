"""Reports of drawers, stock, tiers, stored value and vouchers against plain SQL on the sample shop's rows."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos_desktop.app.opening import open_desk
from pos_desktop.loyalty.stored_value import STANDARD_TERMS, TopUpBonus
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.selling.benefits import Benefit
from pos_desktop.services.office.reports.every import ALONE, Asked, Name, Reports
from pos_desktop.services.office.sample import open_sample
from tests.services.office.reports.test_every import cells
from tests.support.shop import OWNER, SETTLED
from tests.support.talk import PHONE, Talk

NEXT = SETTLED + timedelta(days=1)
FIRST, LAST = date(2025, 6, 1), date(2025, 8, 31)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The reports of the sample shop, and a way to ask its rows."""
    folder = tmp_path_factory.mktemp("shop_reports") / "shop"
    open_sample(folder)
    desk = open_desk(folder, "K1")
    reader = desk.people.by_name("Mộc").id

    def ask(sql):
        with closing(sqlite3.connect(folder / "shop.db")) as raw:
            return raw.execute(sql.format(first=f"'{FIRST}'", last=f"'{LAST}'")).fetchall()

    def read(name, *, first=FIRST, last=LAST, compare=False):
        return Reports(desk.till).table(Asked(name, first, last, compare), reader)

    yield read, ask
    desk.till.db.close()


def test_shifts_and_their_differences(sample):
    read, ask = sample
    rows = ask("SELECT s.business_date, r.code || '-' || printf('%06d', s.number), p.name, s.opening_float, "
               "s.expected, s.counted, s.counted - s.expected FROM shift s JOIN register r ON r.id = s.register_id "
               "JOIN staff p ON p.id = s.opened_by WHERE s.business_date BETWEEN {first} AND {last} "
               "ORDER BY s.opened_at")  # fmt: skip
    assert [(str(row[0]), *row[1:]) for row in cells(read(Name.SHIFTS))] == rows
    assert len(rows) > 10


def test_stock_is_worth_what_its_movements_leave_at_cost(sample):
    read, ask = sample
    levels = dict(ask("SELECT i.sku, sum(m.qty) FROM stock_movement m JOIN item i ON i.id = m.item_id GROUP BY 1"))
    costs = dict(ask("SELECT sku, cost FROM item"))
    table = read(Name.STOCK_VALUE)
    assert table.note == "as_of_now"
    assert {row[1]: row[3] for row in cells(table) if row[3]} == {sku: qty for sku, qty in levels.items() if qty}
    worth = sum((2 * qty * costs[sku] + 1000) // 2000 for sku, qty in levels.items() if qty > 0)
    assert table.sums[-1] == worth > 0


def test_members_by_tier_are_all_members(sample):
    read, ask = sample
    found = read(Name.MEMBERS_BY_TIER)
    away = "SELECT from_member_id FROM member_merge WHERE undone_at IS NULL"
    joined = f"SELECT count(*) FROM member WHERE id NOT IN ({away}) AND joined_on"
    ((members,),), ((new,),) = ask(f"{joined} <= {{last}}"), ask(f"{joined} BETWEEN {{first}} AND {{last}}")
    assert found.sums[1:3] == (members, new)
    assert len(found.rows) > 2


OWNS = """
    coalesce((SELECT account_id FROM attachment a WHERE a.sale_id = s.id ORDER BY step DESC LIMIT 1), s.account_id)
"""
LAST_BUY = f"""
    SELECT {OWNS} AS owner, max(s.business_date) AS day FROM sale s
    WHERE s.business_date <= {{last}} AND s.id NOT IN (SELECT sale_id FROM refund WHERE is_whole) AND {OWNS} NOTNULL
    AND {OWNS} NOT IN (SELECT from_account_id FROM member_merge WHERE undone_at IS NULL) GROUP BY 1
"""


def test_members_who_bought_and_who_lapsed(sample):
    read, ask = sample
    ((bought,),) = ask(f"SELECT count(*) FROM ({LAST_BUY}) WHERE day >= {{first}}")
    ((lapsed,),) = ask(f"SELECT count(*) FROM ({LAST_BUY}) WHERE date(day, '+90 days') BETWEEN {{first}} AND {{last}}")
    assert read(Name.MEMBERS_BY_TIER).sums[3:] == (bought, lapsed)
    assert bought > 0


@pytest.fixture
def sold(shop):
    """A day with a card and a wallet loaded, and the next day both spent, with a voucher; reads the second."""
    talk = Talk(
        shop, stored=replace(STANDARD_TERMS, bonuses=(TopUpBonus("b", "Nạp tặng", 100_000, bonus=20_000),)),
        vouchers=(VoucherTemplate("tet", "Tết", Benefit(amount=10_000), VoucherKind.MULTI, uses=9, code="TET"),),
    )  # fmt: skip
    card = talk.gift_card(100_000)
    talk.done(lines=[{"top_up": 100_000}], member=PHONE)
    shop.on(f"{NEXT} 10:30")
    tenders = [
        {"type": "wallet", "amount": 10_000}, {"type": "gift_card", "amount": 30_000, "ref": card},
        {"type": "cash", "amount": 500_000},
    ]  # fmt: skip
    talk.done(lines=[{"code": "PHO"}], member=PHONE, vouchers=["TET"], tenders=tenders)
    reader = shop.person(OWNER).id
    return lambda name: Reports(shop.till).table(Asked(name, NEXT, NEXT), reader)


def test_stored_value_goes_from_opening_to_closing(sold):
    table = sold(Name.STORED_VALUE)
    keys = [column.key for column in table.columns]
    found = {row[0]: dict(zip(keys, row, strict=True)) for row in cells(table)}
    shown = ("stored.opening", "stored.spend", "stored.closing")
    assert {kind: tuple(row[key] for key in shown) for kind, row in found.items()} == {
        "gift_card": (100_000, -30_000, 70_000), "wallet": (120_000, -10_000, 110_000),
    }  # fmt: skip


def test_vouchers_used_and_left(sold):
    (row,) = cells(sold(Name.VOUCHERS))
    assert row == ("Tết", 1, 10_000, 8)


@pytest.mark.parametrize("name", sorted(ALONE))
def test_lists_have_nothing_before_beside_them(sample, name):
    read, _ask = sample
    assert read(name, compare=True) == read(name)
