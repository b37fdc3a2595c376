"""Every figure of a Z against SQL of its own, on random days with refunds, voids, members and cash moved by hand."""

from random import Random
from typing import Any

import pytest

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.shift import CashMovementKind as Kind
from pos_desktop.selling.shift_report import ShiftReport
from pos_desktop.services.shop.shifts import MoveCash
from tests.support.shifts import closed, opened
from tests.support.shop import OWNER, Shop

EXPECTED_REFUSALS = (Code.DRAWER_SHORT, Code.ALREADY_REFUNDED, Code.VOID_CLOSED, Code.BELOW_MINIMUM,
                     Code.INSUFFICIENT_POINTS, Code.CARD_REQUIRED)  # fmt: skip


def live_a_day(shop: Shop, random: Random) -> set[str]:
    """Some dozens of deeds; gives which went through."""
    owner, sales, went = shop.person(OWNER).id, [], set()
    for number in range(30):
        deed = random.choice(("sale", "sale", "sale", "refund", "void", "move", "drop"))
        try:
            if deed == "sale":
                sales.append(shop.sold(order(random)))
            elif deed == "refund" and sales:
                shop.returned(random.choice(sales), "1 x PHỞ")
            elif deed == "void" and sales:
                shop.voided(random.choice(sales))
            elif deed == "move":
                kind = random.choice((Kind.PAID_IN, Kind.PAID_OUT, Kind.DROP, Kind.NO_SALE))
                amount = 0 if kind is Kind.NO_SALE else random.randrange(1, 900) * 1_000
                shop.desk.shifts.move(MoveCash(shop.till.ids(), owner, kind, amount, f"việc {number}"))
                deed = kind.value
            elif deed == "drop":
                shop.desk.orders.drop(shop.order("1 x TRÀ @ 20000"), 20_000, owner, reason="đổi ý")
            else:
                continue
            went.add(deed)
        except Rejected as refusal:
            assert refusal.code in EXPECTED_REFUSALS, refusal.code
        if deed in (Kind.PAID_OUT, Kind.DROP):
            current = shop.desk.shifts.current()
            assert current is not None
            (left,) = one(shop, "SELECT sum(amount) FROM cash_movement WHERE shift_id = ?", current.id)
            assert left >= 0, "nothing goes out that is not there"
    return went


def order(random: Random) -> str:
    """An order that is paid exactly, in cash or partly by card."""
    cups = random.randint(1, 3)
    due = cups * 50_000
    off = random.choice(("", "", f"; off {random.choice((5, 10))}%"))
    member = random.choice(("", "", "; member An", "; member Bình"))
    if off:
        return f"{cups} x PHỞ @ 50000{member}{off}"
    card = random.choice((0, 0, 20_000))
    tender = f"; card {card}; cash {due - card + random.choice((0, 50_000))}" if card else ""
    return f"{cups} x PHỞ @ 50000{member}{tender}"


def one(shop: Shop, sql: str, *values: Any) -> tuple[Any, ...]:
    return tuple(shop.rows(sql, *values)[0])


def check(shop: Shop, shift_id: str, z: ShiftReport) -> None:
    """Compare a Z with sums that nothing of the program has made."""
    of, sales, refunds, drawer = (shift_id,), z.figures.sales, z.figures.refunds, z.figures.drawer
    assert (sales.count, sales.goods, sales.points_value, sales.due, sales.first, sales.last) == one(
        shop, "SELECT count(*), coalesce(sum(goods), 0), coalesce(sum(points_value), 0), coalesce(sum(due), 0),"
        " min(number), max(number) FROM sale WHERE shift_id = ?", *of)  # fmt: skip
    assert (sales.by_hand + sales.by_rule,) == one(
        shop, "SELECT coalesce(sum(discount), 0) FROM sale WHERE shift_id = ?", *of
    )
    paid = dict(shop.rows("SELECT t.kind, sum(t.amount) FROM tender t JOIN sale s ON s.id = t.sale_id"
                          " WHERE s.shift_id = ? GROUP BY t.kind", *of))  # fmt: skip
    (change,) = one(shop, "SELECT coalesce(sum(change), 0) FROM sale WHERE shift_id = ?", *of)
    if "cash" in paid:
        paid["cash"] -= change
    assert {one.kind.value: one.amount for one in sales.tenders} == paid
    assert sum(paid.values()) == sales.due
    assert [(t.rate, t.net, t.tax) for t in sales.taxes] == [tuple(row) for row in shop.rows(
        "SELECT rate, sum(net), sum(tax) FROM sale_tax JOIN sale s ON s.id = sale_id WHERE s.shift_id = ?"
        " GROUP BY rate ORDER BY rate IS NULL, rate", *of)]  # fmt: skip
    assert (refunds.refunds, refunds.voids, refunds.money) == one(
        shop, "SELECT count(*) FILTER (WHERE kind = 'refund'), count(*) FILTER (WHERE kind = 'void'),"
        " coalesce(sum(money), 0) FROM refund WHERE shift_id = ?", *of)  # fmt: skip
    back = dict(shop.rows("SELECT t.kind, sum(t.amount) FROM refund_tender t JOIN refund r ON r.id = t.refund_id"
                          " WHERE r.shift_id = ? GROUP BY t.kind", *of))  # fmt: skip
    assert {one.kind.value: one.amount for one in refunds.tenders} == back
    assert [(t.rate, t.net, t.tax) for t in refunds.taxes] == [tuple(row) for row in shop.rows(
        "SELECT rate, sum(net), sum(tax) FROM refund_tax JOIN refund r ON r.id = refund_id WHERE r.shift_id = ?"
        " GROUP BY rate ORDER BY rate IS NULL, rate", *of)]  # fmt: skip
    points = z.figures.points
    assert (points.issued, points.redeemed) == one(
        shop, "SELECT coalesce(sum(points) FILTER (WHERE kind = 'accrual'), 0),"
        " coalesce(-sum(points) FILTER (WHERE kind = 'redemption'), 0) FROM entry"
        " WHERE sale_id IN (SELECT id FROM sale WHERE shift_id = ?) AND refund_id IS NULL", *of)  # fmt: skip
    assert (points.clawed, points.restored) == one(
        shop, "SELECT coalesce(-sum(points) FILTER (WHERE kind = 'clawback'), 0),"
        " coalesce(sum(points) FILTER (WHERE kind = 'restoration'), 0) FROM entry"
        " WHERE refund_id IN (SELECT id FROM refund WHERE shift_id = ?)", *of)  # fmt: skip
    moved = {kind: (count, amount) for kind, count, amount in shop.rows(
        "SELECT kind, count(*), sum(amount) FROM cash_movement WHERE shift_id = ? GROUP BY kind", *of)}  # fmt: skip
    found = {"float": drawer.opening_float, "sale": drawer.sales, "refund": -drawer.refunds,
             "paid_in": drawer.paid_in, "paid_out": -drawer.paid_out, "drop": -drawer.dropped}  # fmt: skip
    assert found == {kind: moved.get(kind, (0, 0))[1] for kind in found}
    assert drawer.no_sales == moved.get("no_sale", (0, 0))[0]
    assert drawer.expected == sum(amount for _count, amount in moved.values())
    totals = z.totals
    assert (totals.sales, totals.points_issued, totals.points_spent) == one(
        shop, "SELECT sum(due), sum(earned), sum(points + reward_points) FROM sale"
    )
    assert (totals.refunds,) == one(shop, "SELECT coalesce(sum(money), 0) FROM refund")


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_is_what_the_rows_say(shop: Shop, seed: int) -> None:
    random, went, dropped = Random(seed), set(), 0
    for day in ("2026-03-02", "2026-03-03", "2026-03-04"):
        shop.on(f"{day} 09:00")
        current = shop.desk.shifts.current() or opened(shop.desk, 500_000)
        went |= live_a_day(shop, random)
        z = closed(shop.desk, counted=random.choice((None, 123_000))).report
        check(shop, current.id, z)
        dropped += z.figures.dropped_orders
    assert went >= {"sale", "refund", "move", "paid_in"} - {"move"}
    assert (dropped,) == one(shop, "SELECT count(*) FROM dropped_order")
    assert shop.books().tie
