"""Each proof sees by itself what was changed, though the journal's digests would have told of it, too."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from pos_desktop.loyalty.membership import Period, Plan
from pos_desktop.loyalty.rows import Problem
from pos_desktop.services.office.proofs import activity, points, refunds, sales, stored
from pos_desktop.storage.queries import books
from tests.support.forger import Forger
from tests.support.shop import Shop
from tests.support.talk import PHONE, Talk


def totals(tx: Any, since: date | None = None) -> Iterable[Problem]:
    return sales.totals(tx, books.programmes(tx), since)


NUMBERS = [
    ("counter", "value = value + 1", "kind = 'refund'", ("gap", "refund")),
    ("counter", "value = value - 1", "kind = 'receipt'", ("gap", "sale")),
    ("counter", "kind = 'else'", "kind = 'shift'", ("gap", "counter")),
    ("refund", "number = number + 100", "1", ("gap", "refund")),
]
TOTALS = [
    ("sale_line", "gross = gross + 1, line_discount = line_discount + 1", "1", ("total", "sale_line")),
    ("sale_line", "earned = earned + 1", "1", ("total", "sale")),
    ("sale_line", "points_share = points_share + 1", "1", ("total", "sale")),
    ("sale_line", "earns_points = 0", "ware = 'goods' AND amount > 0", ("total", "sale")),
    ("sale_line", "ware = 'top_up'", "ware = 'goods' AND amount > 0", ("total", "sale")),
    ("sale_line", "rate = 5", "rate = 8", ("total", "sale_tax")),
    ("sale", "points = points + 10", "points > 0", ("total", "sale")),
    ("sale", "discount = discount + 1", "1", ("total", "sale")),
    ("sale", "change = change + 1", "id IN (SELECT sale_id FROM tender WHERE kind = 'cash')", ("total", "sale")),
    ("tender", "amount = amount + 1", "kind = 'gift_card'", ("total", "sale")),
    ("tender", "kind = 'card'", "kind = 'cash'", ("total", "sale")),
    ("sale_tax", "net = net + 1, tax = tax - 1", "tax > 0", ("total", "sale_tax")),
    ("sale_tax", "position = 9", "1", ("total", "sale_tax")),
    ("sale_reduction", "amount = 9000000", "1", ("total", "sale_reduction")),
    ("sale_reduction", "line = 99", "1", ("total", "sale_reduction")),
    ("cash_movement", "amount = amount + 1", "kind = 'sale'", ("total", "sale")),
]
REFUNDS = [
    ("refund", "money = money + 1", "1", ("total", "refund")),
    ("refund", "goods = goods + 1", "1", ("total", "refund")),
    ("refund", "restored = restored + 1000", "1", ("conservation", "refund")),
    ("refund", "clawed = clawed + 1000", "clawed > 0", ("conservation", "refund")),
    ("refund", "is_whole = 0", "kind = 'void'", ("total", "refund")),
    ("refund", "is_whole = 1", "is_whole = 0", ("total", "refund")),
    ("refund_line", "qty = qty + 1000", "1", ("total", "refund_line")),
    ("refund_line", "money = money + 1", "1", ("total", "refund_line")),
    ("refund_line", "goods = goods + 1", "goods > 0", ("total", "refund_line")),
    ("refund_line", "sale_position = 99", "1", ("total", "refund_line")),
    ("refund_tax", "net = net + 1", "1", ("total", "refund")),
    ("refund_tender", "amount = amount + 1", "kind = 'gift_card'", ("total", "refund_tender")),
    ("refund_tender", "kind = 'card'", "kind = 'cash'", ("total", "refund_tender")),
    ("cash_movement", "amount = amount - 1", "refund_id IS NOT NULL", ("total", "refund")),
]
POINTS = [
    ("entry", "points = points + 1", "kind = 'accrual' AND sale_id IS NOT NULL", ("conservation", "sale")),
    ("entry", "points = points - 1", "kind = 'redemption' AND sale_id IS NOT NULL", ("conservation", "sale")),
    ("entry", "points = points + 1", "kind = 'restoration'", ("conservation", "refund")),
    ("entry", "points = points - 1", "kind = 'clawback' AND refund_id IS NOT NULL", ("conservation", "refund")),
    ("entry", "points = points + 1", "kind = 'transfer'", ("conservation", "entry")),
    ("entry", "sale_id = 'none'", "kind = 'accrual' AND sale_id IS NOT NULL", ("conservation", "entry")),
    ("entry", "refund_id = 'none'", "refund_id IS NOT NULL", ("conservation", "entry")),
    ("entry", "operation_id = 'none'", "operation_id IN (SELECT operation_id FROM attachment) AND kind = 'accrual'",
     ("conservation", "attachment")),
    ("attachment", "earned = earned + 1", "1", ("conservation", "attachment")),
    ("attachment", "earned = 0", "earned > 0", ("conservation", "attachment")),
    ("refund", "shortfall = 1", "1", ("conservation", "refund")),
    ("sale", "reward_points = reward_points + 1", "1", ("total", "sale")),
    ("reward_use", "points = points + 1", "1", ("total", "sale")),
    ("reward_use", "uses = -9, points = -9", "1", ("total", "reward_use")),
    ("lot", "origin_id = NULL", "origin_id IS NOT NULL", ("lot", "lot")),
    ("lot", "origin_id = 'none'", "origin_id IS NULL", ("lot", "lot")),
    ("lot", "idle_months = 3", "expires_on IS NOT NULL", ("lot", "lot")),
    ("lot", "points = points + 9000", "origin_id IS NOT NULL", ("lot", "lot")),
]  # fmt: skip
ACTIVITY = [
    *(("activity", change, "kind = 'sale'", ("tier", "activity")) for change in (
        "spend = spend + 1", "points = points + 1", "visits = 2", "on_date = '2020-01-01'", "sale_id = NULL",
        "source_id = 'x'", "seq = seq + 1000", "kind = 'claim'")),
    *(("activity", change, "kind = 'refund' AND points < 0", ("tier", "activity")) for change in (
        "spend = spend - 1", "visits = visits - 1", "points = 0", "points = points - 9000", "on_date = '2020-01-01'",
        "source_id = 'x'")),
    *(("activity", change, "kind = 'claim'", ("tier", "attachment")) for change in (
        "spend = spend + 1", "points = points + 1", "on_date = '2020-01-01'", "kind = 'move'")),
    ("activity", "spend = spend - 1", "kind = 'move' AND source_id IS NULL", ("tier", "attachment")),
    ("activity", "spend = spend + 1", "kind = 'move' AND source_id IS NOT NULL", ("tier", "attachment")),
    ("activity", "spend = spend + 1", "kind = 'merge'", ("tier", "activity")),
    ("activity", "source_id = 'x'", "kind = 'merge'", ("tier", "activity")),
    ("attachment", "basis = basis + 1", "way = 'later' OR way = 'receipt'", ("tier", "attachment")),
    ("refund", "basis = basis + 1", "account_id IS NOT NULL AND basis > 0", ("tier", "refund")),
    ("sale", "account_seq = account_seq + 1000", "account_seq IS NOT NULL", ("tier", "sale")),
]  # fmt: skip
TERMS = [
    ("membership_term", "price = price + 1", "kind = 'returned'", ("conservation", "membership_term")),
    ("membership_term", "until_on = '2099-01-01'", "kind = 'returned'", ("conservation", "membership_term")),
    ("membership_term", "plan = 'other'", "kind = 'sold' AND sale_id IN (SELECT sale_id FROM membership_term"
     " WHERE kind = 'returned')", ("conservation", "membership_term")),
]  # fmt: skip
CASES = [
    *((sales.numbers, case) for case in NUMBERS), *((totals, case) for case in TOTALS),
    *((refunds.problems, case) for case in REFUNDS), *((points.problems, case) for case in POINTS),
    *((activity.problems, case) for case in ACTIVITY), *((stored.problems, case) for case in TERMS),
]  # fmt: skip


def change(forger: Forger, table: str, to: str, where: str) -> None:
    one = f"rowid = (SELECT max(rowid) FROM {table} WHERE {where})"
    changed = forger.raw.execute(f"UPDATE OR REPLACE {table} SET {to} WHERE {one}")
    assert changed.rowcount == 1, f"no {table} where {where}"


def test_every_proof_sees_its_faults_alone(forger: Forger) -> None:
    forger.free()
    missed = []
    for proof, (table, to, where, expected) in CASES:
        with forger.once():
            assert not list(proof(forger.tx)), "an honest shop"
            change(forger, table, to, where)
            told = {(problem.kind, problem.table) for problem in proof(forger.tx)}
            missed += [] if expected in told else [(table, to, where, told)]
    assert not missed


@pytest.mark.parametrize(
    "table", ["sale_line", "sale_tax", "tender", "refund_line", "refund_tax", "refund_tender", "activity", "attachment",
              "refund", "entry", "reward_use", "member_merge"],
)  # fmt: skip
def test_a_row_too_many_or_too_few_is_seen_without_the_journal(forger: Forger, table: str) -> None:
    proofs = (sales.numbers, totals, refunds.problems, points.problems, activity.problems)
    forger.free()
    forger.remove(table, "DESC")
    assert [problem for proof in proofs for problem in proof(forger.tx)]


def test_a_tax_of_no_line_is_seen(forger: Forger) -> None:
    forger.free()
    forger.raw.execute(
        "INSERT INTO sale_tax (id, sale_id, position, rate, net, tax)"
        " SELECT 'forged', sale_id, 7, 9, 0, 0 FROM sale_tax LIMIT 1"
    )
    assert {problem.id for problem in totals(forger.tx)} == {"forged"}


def test_nobody_pays_twice_for_a_day_of_a_plan(forger: Forger) -> None:
    forger.free()
    change(forger, "membership_term", "kind = 'sold', sale_line = 9, refund_id = NULL", "kind = 'returned'")
    told = [problem for problem in stored.problems(forger.tx) if "begins before" in problem.detail]
    assert told


def test_a_plan_bought_while_the_clock_was_back_is_no_double_one(sample_shop: Shop) -> None:
    talk = Talk(sample_shop, plans=(Plan("month", "Gói tháng", 30_000, Period.MONTHLY),))
    for day in ("2026-04-20", "2026-04-01"):
        sample_shop.on(day)
        sold = talk.done(lines=[{"plan": "month"}], member=PHONE)
        assert sold["membership"]["from"] == day
    ids = sample_shop.rows("SELECT id FROM membership_term ORDER BY from_on")
    assert ids == sorted(ids), "the ids follow the clock"
    with sample_shop.till.db.read() as tx:
        assert not list(stored.problems(tx))


def test_since_leaves_earlier_sales_out(forger: Forger) -> None:
    forger.free()
    forger.raw.execute("UPDATE tender SET amount = amount + 1")
    newest = forger.raw.execute("SELECT max(business_date) FROM sale").fetchone()[0]
    late = {problem.id for problem in totals(forger.tx, date.fromisoformat(newest))}
    of_day = {row[0] for row in forger.raw.execute("SELECT id FROM sale WHERE business_date = ?", (newest,))}
    assert late and late <= of_day
    assert {problem.id for problem in totals(forger.tx)} > late
