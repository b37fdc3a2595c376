"""Exports: sums that tie to the books, what the chain covers and no more, masked phones, and the journal's own row."""

import csv
import hashlib
import io
import json
from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.gateways.exported import Form
from pos_desktop.selling.permissions import Role
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.office.exports import COLUMNS, Exports, Wanted, What
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER

DAYS = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def traded(shop):
    """Some days of sales with points, discounts, a refund, a void, an adjustment."""
    shop.granted("Lan", 500)
    shop.sold("1 x PHỞ @ 55000; cash 100000")
    part = shop.sold("3 x PHỞ @ 100000 -10%; member Lan; redeem 60; card 100000; cash 200000")
    shop.on("2026-03-03 09:00")
    gone = shop.sold("1 x TRÀ @ 45000; member Lan")
    shop.returned(part, "1 x PHỞ")
    shop.voided(gone)
    shop.adjusted("Lan", -20)
    shop.sold("2 x TRÀ @ 45000; member Lan")
    return shop


def made(shop, what, form=Form.JSONL, who=MANAGER, days=DAYS, **more):
    out = io.BytesIO()
    told = Exports(shop.till).write(Wanted(what, form, *days), shop.person(who).id, out, **more)
    return told, out.getvalue()


def rows(shop, what, **more):
    told, data = made(shop, what, **more)
    found = [json.loads(line) for line in data.decode().splitlines()]
    assert told.count == len(found)
    assert told.digest == hashlib.sha256(data).hexdigest()
    return found


def table(shop, what, **more):
    _told, data = made(shop, what, Form.CSV, **more)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_sales_tie_to_the_drawer_and_the_tax(traded):
    found = rows(traded, What.SALES)
    [(due, back)] = traded.rows("SELECT (SELECT sum(due) FROM sale), (SELECT sum(money) FROM refund)")
    assert sum(row["amount"] for row in found) == due - back
    [(cash,)] = traded.rows("SELECT sum(amount) FROM cash_movement WHERE kind IN ('sale', 'refund')")
    assert sum(row["tenders"].get("cash", 0) for row in found) == cash
    [(tax,)] = traded.rows("SELECT (SELECT sum(tax) FROM sale_tax) - (SELECT sum(tax) FROM refund_tax)")
    assert sum(row["tax"] for row in found) == tax
    assert [row["kind"] for row in found] == ["sale", "sale", "sale", "refund", "void", "sale"]
    assert found[3]["sale"] == found[1]["number"]
    for row in found:
        assert sum(row["tenders"].values()) == row["amount"]


def test_entries_sum_to_what_members_hold(traded):
    found = rows(traded, What.LEDGER)
    sums = traded.sums()
    assert sum(row["points"] for row in found) == sums["entry"] == sums["account"] - sums["debt"]
    assert {row["member"] for row in found} == {traded.member("Lan").row.code}
    assert [row["sale"] for row in found if row["kind"] == "redemption"] == ["K1-000002"]
    assert [row["refund"] for row in found if row["kind"] == "clawback"] == ["K1-H000001", "K1-H000002"]


@pytest.mark.parametrize("what", What)
def test_a_csv_says_what_json_lines_say(traded, what):
    as_csv = table(traded, what)
    assert list(as_csv[0]) == list(COLUMNS[what])
    assert len(as_csv) == len(rows(traded, what))


def test_a_csv_of_sales_has_a_column_for_every_means_of_payment(traded):
    found = table(traded, What.SALES)
    assert {kind.value for kind in TenderKind} <= set(found[0])
    assert (found[1]["card"], found[3]["amount"].startswith("-")) == ("100000", True)
    assert "T09:00:00+07:00" in found[0]["at"]


def test_days_bound_everything(traded):
    first = (date(2026, 3, 2), date(2026, 3, 2))
    assert [row["number"] for row in rows(traded, What.SALES, days=first)] == ["K1-000001", "K1-000002"]
    assert len(rows(traded, What.MEMBERS, days=(date(2026, 3, 3), DAYS[1]))) == 0
    whole = len(rows(traded, What.JOURNAL))
    assert 0 < len(rows(traded, What.JOURNAL, days=first)) < whole == traded.count("journal")
    with refused(Code.MALFORMED, field="to"):
        made(traded, What.SALES, days=DAYS[::-1])


def test_phones_are_whole_for_who_may_see_them_alone(traded):
    [whole] = rows(traded, What.MEMBERS)
    assert whole["phone"].startswith("09") and len(whole["phone"]) == 10
    with traded.till.db.write() as tx:  # an accountant may export, and sees no whole phone
        traded.desk.people.add(tx, "Kế", Role.ACCOUNTANT, "918273")
    [masked] = rows(traded, What.MEMBERS, who="Kế")
    assert masked["phone"] == "•••• " + whole["phone"][-3:]


def test_of_who_was_erased_only_a_code_and_points_are_left(traded):
    from pos_desktop.services.members.erasing import Erase

    member = traded.member("Lan")
    traded.desk.erasing.erase(Erase("e1", member.row.account_id, "khách xin", traded.person(OWNER).id))
    [row] = rows(traded, What.MEMBERS)
    assert (row["name"], row["phone"], row["birthday"], row["erased"]) == ("", "", None, True)


def test_the_journal_is_exactly_what_its_chain_covers(traded):
    found = rows(traded, What.JOURNAL)
    kept = traded.rows("SELECT body, mac, previous, key_id, staff_id FROM journal ORDER BY seq")
    told = [(row["body"], row["mac"], row["previous"], row["key_id"], row["staff_id"] or None) for row in found]
    assert told == [tuple(row) for row in kept]
    in_words = table(traded, What.JOURNAL)
    assert in_words[-1]["told"].replace("\xa0", " ") == "Mộc bán K1-000004, 90.000 ₫"
    assert '"rows"' not in in_words[-1]["body"]


def test_nothing_goes_out_before_the_journal_knows(traded):
    exports, before = Exports(traded.till), traded.count("journal")
    told, _data = made(traded, What.MEMBERS)
    assert traded.count("journal") == before
    exports.record(told, traded.person(MANAGER).id)
    [(kind, body)] = traded.rows("SELECT kind, body FROM journal ORDER BY seq DESC LIMIT 1")
    assert kind == "export"
    assert json.loads(body) == {
        "what": "members", "form": "jsonl", "from": "2026-03-01", "to": "2026-03-31", "count": 1,
        "digest": told.digest, "is_masked": False,
    }  # fmt: skip
    assert "Lan" not in body
    assert traded.books().problems == ()


@pytest.mark.parametrize("what", What)
def test_who_has_no_right_gets_nothing(traded, what):
    with refused(Code.NOT_ALLOWED, right="export"):
        made(traded, what, who=CASHIER)


def test_it_can_be_stopped_and_tells_how_far_it_is(traded):
    seen = []
    told, _data = made(traded, What.JOURNAL, on_progress=lambda done, whole: seen.append((done, whole)) is None)
    assert seen[-1] == (told.count, told.count)
    stopped, _data = made(traded, What.JOURNAL, on_progress=lambda _done, _whole: False)
    assert stopped is None


def test_few_rows_are_held_and_few_statements_asked(shop, monkeypatch):
    monkeypatch.setattr("pos_desktop.storage.queries.exports.CHUNK", 3)
    for _n in range(7):
        shop.sold("1 x PHỞ @ 55000")
    with shop.statements() as asked:
        assert len(rows(shop, What.SALES)) == 7
    assert len(asked) == 5 + 4 * 3
