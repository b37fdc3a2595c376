"""The list of members and the page of one: whom a text finds, and that neither reads everybody's rows."""

import sqlite3
from collections.abc import Callable

import pytest

from pos_desktop.services.members.merging import Merge
from pos_desktop.services.members.roster import Roster, Wanted
from tests.support.shop import MANAGER, Shop

GROWING = ("entry", "mine", "theirs", "lot", "lot_move", "activity", "account", "attachment", "sale", "stored_card",
           "stored_entry", "person", "member_phone", "member")  # fmt: skip
"""Tables that are as long as the shop is old, by the names that queries give them."""


@pytest.fixture
def busy(shop: Shop) -> Shop:
    """Lan and Lana, who became one, and Mai; each has bought something."""
    for name in ("Lan", "Lana", "Mai"):
        shop.sold(f"1 x PHỞ @ 100000; member {name}")
    kept, gone = (shop.member(name).row.account_id for name in ("Lan", "Lana"))
    shop.desk.merging.merge(Merge(shop.till.ids(), gone, kept, "trùng", shop.person(MANAGER).id))
    return shop


def scanned(shop: Shop, read: Callable[[], object]) -> list[str]:
    """Growing tables that a read goes through row by row."""
    with shop.statements() as sent:
        read()
    raw = sqlite3.connect(f"file:{shop.till.db.path}?mode=ro", uri=True)
    plans = [raw.execute(f"EXPLAIN QUERY PLAN {sql}", [None] * sql.count("?")).fetchall() for sql in sent]
    raw.close()
    steps = [detail.split() for plan in plans for *_numbers, detail in plan]
    return [step[1] for step in steps if step[0] == "SCAN" and step[1] in GROWING]


def test_one_member_is_read_by_index_alone(busy: Shop) -> None:
    account_id = busy.member("Lan").row.account_id
    assert scanned(busy, lambda: Roster(busy.till).detail(account_id)) == []


def test_a_code_finds_its_member_and_reads_nobody_else(busy: Shop) -> None:
    roster, mai = Roster(busy.till), busy.member("Mai").row
    assert [row.name for row in roster.page(Wanted(mai.code.lower())).rows] == ["Mai"]
    assert scanned(busy, lambda: roster.page(Wanted(mai.code))) == []


def test_a_code_of_who_was_merged_finds_nobody(busy: Shop) -> None:
    lan, lana = (row[0] for row in busy.rows("SELECT code FROM member ORDER BY code LIMIT 2"))
    assert [[row.name for row in Roster(busy.till).page(Wanted(code)).rows] for code in (lan, lana)] == [["Lan"], []]


def test_a_text_that_is_nobody_s_code_is_looked_for_in_names_and_phones(busy: Shop) -> None:
    busy.enrolled("Quán A12", "0912345678")
    assert [row.name for row in Roster(busy.till).page(Wanted("a12")).rows] == ["Quán A12"]
    assert [row.name for row in Roster(busy.till).page(Wanted("0912345678")).rows] == ["Quán A12"]
    assert [row.name for row in Roster(busy.till).page(Wanted("lan")).rows] == ["Lan"]


def test_the_other_side_of_a_merge_is_named(busy: Shop) -> None:
    told = Roster(busy.till).detail(busy.member("Lan").row.account_id).told
    (lana,) = busy.rows("SELECT code FROM member JOIN person ON member_id = member.id WHERE name = 'Lana'")
    assert lana[0] in repr(told)
