"""Every figure of a report by itself, what is forged of one, the seal on the journal's tail, and older shifts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from pos_desktop.services.office.proofs import shifts
from pos_desktop.services.office.proofs.shifts import anchored
from tests.support.forger import Forger
from tests.support.shifts import closed, opened
from tests.support.shop import Shop

FORGERIES = [
    ("shift_report", "sales_total = sales_total + 1", "kind = 'z'", ("total", "shift_report")),
    ("shift_report", "points_spent = 0", "points_spent > 0", ("total", "shift_report")),
    ("shift_report", "anchor_seq = anchor_seq - 1", "kind = 'z'", ("chain", "shift_report")),
    ("shift_report", "anchor_mac = 'x'", "kind = 'x'", ("chain", "shift_report")),
    ("shift_report", "number = 7", "kind = 'z'", ("total", "shift_report")),
    ("shift_report", "body = '{'", "kind = 'x'", ("integrity", "shift_report")),
    ("shift", "counted = counted + 1", "counted IS NOT NULL", ("total", "shift_report")),
    ("shift", "note = 'khác'", "counted IS NOT NULL", ("total", "shift_report")),
    ("sale", "due = due + 1", "shift_id IN (SELECT shift_id FROM shift_report)", ("total", "shift_report")),
    ("sale", "earned = earned + 1", "earned > 0", ("total", "shift_report")),
    ("tender", "amount = amount + 1", "1", ("total", "shift_report")),
    ("sale_tax", "net = net + 1", "1", ("total", "shift_report")),
    ("sale_reduction", "amount = amount + 1", "1", ("total", "shift_report")),
    ("refund", "money = money + 1", "1", ("total", "shift_report")),
    ("refund", "clawed = clawed + 1", "1", ("total", "shift_report")),
    ("refund_tender", "amount = amount + 1", "1", ("total", "shift_report")),
    ("refund_tax", "tax = tax + 1", "1", ("total", "shift_report")),
    ("cash_movement", "amount = amount - 1", "kind = 'paid_in'", ("total", "shift_report")),
    ("cash_movement", "amount = 5", "kind = 'paid_out'", ("total", "cash_movement")),
    ("cash_count", "amount = 1", "notes <> '[]'", ("total", "cash_count")),
    ("dropped_order", "due = due + 1", "1", ("total", "shift_report")),
]  # fmt: skip


def test_each_forgery_is_seen_without_the_journal(forger: Forger) -> None:
    forger.free()
    missed = []
    for table, to, where, expected in FORGERIES:
        with forger.once():
            assert not list(shifts.problems(forger.tx)), "an honest shop"
            one = f"rowid = (SELECT min(rowid) FROM {table} WHERE {where})"
            changed = forger.raw.execute(f"UPDATE {table} SET {to} WHERE {one}")
            assert changed.rowcount == 1, f"no {table} where {where}"
            told = {(problem.kind, problem.table) for problem in shifts.problems(forger.tx)}
            missed += [] if expected in told else [(table, to, where, told)]
    assert not missed


def test_every_figure_of_a_body_counts(forger: Forger) -> None:
    """Whatever number of a Z is changed, the proof says so."""
    forger.free()
    row_id, text = forger.raw.execute("SELECT id, body FROM shift_report WHERE kind = 'z' ORDER BY number").fetchone()
    places = [path for path, value in walked(json.loads(text)) if isinstance(value, int) and path[0] in FIGURES]
    assert len(places) > 40
    for path in places:
        with forger.once():
            body = json.loads(text)
            *way, last = path
            holder = body
            for step in way:
                holder = holder[step]
            holder[last] += 1
            forger.raw.execute("UPDATE shift_report SET body = ? WHERE id = ?", (json.dumps(body), row_id))
            assert list(shifts.problems(forger.tx)), path


FIGURES = ("figures", "totals", "anchor", "number", "counted")


def walked(value, path=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield from walked(part, (*path, key))
    if path:
        yield path, value


@contextmanager
def forging(shop: Shop) -> Iterator[Forger]:
    """Somebody at this shop's file, whose work is taken back."""
    with shop.till.db.engine.connect() as tx:
        tx.begin()
        forger = Forger(shop, tx)
        forger.free()
        yield forger
        tx.rollback()


def test_a_z_that_is_gone_is_missed(shop: Shop) -> None:
    closed(shop.desk)
    for _ in range(2):
        opened(shop.desk)
        closed(shop.desk)
    with forging(shop) as forger:
        forger.raw.execute("DELETE FROM shift_report WHERE number = 2")
        told = {(problem.kind, problem.table) for problem in shifts.problems(forger.tx)}
        assert told == {("gap", "shift"), ("gap", "shift_report")}


def test_a_tail_that_was_cut_off_is_found_by_the_seal(shop: Shop) -> None:
    shop.sold("1 x PHỞ @ 50000")
    z = closed(shop.desk)
    anchor = z.report.anchor
    with forging(shop) as forger:
        tx = forger.tx
        cut = forger.raw.execute("DELETE FROM journal WHERE seq >= ?", (anchor.seq,))
        assert cut.rowcount == 2
        assert [p.kind for p in shifts.problems(tx) if p.table == "shift_report"].count("chain") == 1
        forger.raw.execute("DELETE FROM shift_report")
        assert [p.kind for p in anchored(tx, anchor.seq, anchor.mac[:16])] == ["chain"]
    with shop.till.db.read() as tx:
        assert not list(anchored(tx, anchor.seq, anchor.mac[:16]))
        assert list(anchored(tx, anchor.seq, "0" * 16))


def test_shifts_before_the_first_z_need_none(shop: Shop) -> None:
    """A shop that was closed by an older version goes on as it is."""
    closed(shop.desk)
    opened(shop.desk)
    closed(shop.desk)
    with forging(shop) as forger:
        forger.raw.execute("DELETE FROM shift_report WHERE number = 1")
        forger.raw.execute("UPDATE shift_report SET number = 1, body = json_set(body, '$.number', 1)")
        assert not list(shifts.problems(forger.tx))
