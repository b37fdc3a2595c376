"""Goods exchanged for others: one transaction of a refund and a sale, the difference paid either way."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.exchange import Exchange
from pos_desktop.selling.refund import RefundTo
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.office.proofs import refunds
from pos_desktop.services.office.proofs.verification import Verification
from tests.support.forger import Forger
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER


def exchange(shop, sale, text="", *, credit=None, to=RefundTo.ORIGINAL):
    """What the screen would carry of a sale whose goods come back."""
    back = shop.returning(sale, text, to)
    seen = shop.desk.refunds.preview(back).quote.money
    worth = seen.exchangeable if credit is None else credit
    return Exchange(back.id, sale.id, sale.number, worth, back.lines, to, "đổi size")


def exchanged(shop, text, given, seller=OWNER, **more):
    """Sell, and let `given` pay for it."""
    command = shop.command(f"{text}; by {seller}", **more)
    return shop.desk.sales.complete(replace(command, order=command.order.with_exchange(given)))


def drawer(shop):
    return shop.rows("SELECT coalesce(sum(amount), 0) FROM cash_movement")[0][0]


def tenders(shop, table, owner, key):
    return shop.rows(f"SELECT kind, amount, ref FROM {table} WHERE {owner} = ? ORDER BY position", key)


def test_dearer_goods_cost_the_difference(shop):
    sold = shop.sold("1 x ÁO M @ 200000")
    before = drawer(shop)
    made = exchanged(shop, "1 x ÁO L @ 250000", exchange(shop, sold)).sale
    assert (made.due, made.paid, made.change) == (250_000, 250_000, 0)
    assert drawer(shop) - before == 50_000
    assert tenders(shop, "tender", "sale_id", made.id) == [("exchange", 200_000, sold.number), ("cash", 50_000, "")]
    back = shop.rows("SELECT id, way, money FROM refund")[0]
    assert (back.way, back.money) == ("exchange", 200_000)
    assert tenders(shop, "refund_tender", "refund_id", back.id) == [("exchange", 200_000, made.number)]
    assert Verification(shop.till).run().ok


def test_cheaper_goods_give_the_rest_back(shop):
    sold = shop.sold("1 x ÁO @ 200000; card 150000; cash 50000")
    before = drawer(shop)
    done = exchanged(shop, "1 x MŨ @ 80000", exchange(shop, sold))
    made = done.sale
    assert (made.due, made.paid, done.back) == (80_000, 80_000, {"card": 120_000})
    back = shop.rows("SELECT id FROM refund")[0].id
    ways = tenders(shop, "refund_tender", "refund_id", back)
    assert ways == [("exchange", 80_000, made.number), ("card", 120_000, "")]
    assert drawer(shop) == before
    assert Verification(shop.till).run().ok


def test_what_was_exchanged_comes_back_in_cash_and_no_more_than_was_given(shop):
    sold = shop.sold("1 x ÁO @ 200000; card 200000")
    made = exchanged(shop, "1 x MŨ @ 80000", exchange(shop, sold)).sale
    back = shop.returned(made)
    assert tenders(shop, "refund_tender", "refund_id", back.id) == [("cash", 80_000, "")]
    with refused(Code.ALREADY_REFUNDED):
        shop.returned(sold)
    assert Verification(shop.till).run().ok


def test_points_of_both_sides_are_those_of_a_refund_and_of_a_sale(shop):
    shop.granted("Lan", 100)
    sold = shop.sold("3 x PHỞ @ 100000; member Lan; redeem 60")
    made = exchanged(shop, "1 x LẨU @ 300000; member Lan", exchange(shop, sold, "1 x PHỞ")).sale
    assert made.earned == 30
    refund = shop.rows("SELECT clawed, restored, money FROM refund")[0]
    assert tuple(refund) == (10, 20, 98_000)
    assert shop.member("Lan").balance.available == 40 + 29 + 30 - 10 + 20
    assert shop.books().tie
    assert Verification(shop.till).run().ok


def test_sent_again_it_gives_the_first_answer_and_nothing_twice(shop):
    sold = shop.sold("2 x ÁO @ 200000")
    given = exchange(shop, sold, "1 x ÁO")
    command = shop.command(f"1 x MŨ @ 250000; by {OWNER}")
    command = replace(command, order=command.order.with_exchange(given))
    first, again = shop.desk.sales.complete(command), shop.desk.sales.complete(command)
    assert (first.is_repeat, again.is_repeat) == (False, True)
    assert first.sale == again.sale
    assert shop.count("refund") == 1 and shop.count("sale") == 2
    with refused(Code.ID_REUSED):
        shop.desk.sales.complete(replace(command, order=command.order.with_exchange(None)))


def test_goods_that_came_back_elsewhere_meanwhile_pay_for_nothing(shop):
    sold = shop.sold("2 x ÁO @ 200000")
    given = exchange(shop, sold)
    shop.returned(sold, "1 x ÁO")
    before = shop.sums(), shop.count("sale"), shop.count("refund")
    with refused(Code.EXCHANGE_CHANGED):
        exchanged(shop, "1 x MŨ @ 500000", replace(given, lines=None))
    with refused(Code.INVALID_QUANTITY):
        exchanged(shop, "1 x MŨ @ 500000", replace(given, lines=shop.returning(sold, "2 x ÁO").lines))
    assert (shop.sums(), shop.count("sale"), shop.count("refund")) == before


def test_one_exchange_pays_for_one_order(shop):
    sold = shop.sold("2 x ÁO @ 200000")
    given = exchange(shop, sold, "1 x ÁO")
    exchanged(shop, "1 x MŨ @ 200000", given)
    with refused(Code.ID_REUSED):
        exchanged(shop, "1 x MŨ @ 200000", given)
    assert shop.count("refund") == 1


def test_nobody_writes_how_much_it_is_worth(shop):
    sold = shop.sold("1 x ÁO @ 200000")
    for credit in (200_001, 199_999, 0):
        with refused(Code.EXCHANGE_CHANGED):
            exchanged(shop, "1 x MŨ @ 500000", exchange(shop, sold, credit=credit))
    assert shop.count("refund") == 0


def test_nobody_pays_with_an_exchange_of_their_own(shop):
    with refused(Code.UNKNOWN_TENDER, type="exchange"):
        shop.sold("1 x MŨ @ 80000", tenders=(Tender(TenderKind.EXCHANGE, 80_000, "K1-000001"),))


def test_who_may_not_give_money_back_may_not_exchange(shop):
    sold = shop.sold("1 x ÁO @ 200000")
    with refused(Code.NOT_ALLOWED, right="refund"):
        exchanged(shop, "1 x MŨ @ 500000", exchange(shop, sold), seller=CASHIER)
    assert shop.count("sale") == 1
    assert exchanged(shop, "1 x MŨ @ 500000", exchange(shop, sold), seller=MANAGER).sale.due == 500_000


def test_an_exchange_alone_is_no_sale(shop):
    sold = shop.sold("1 x ÁO @ 200000")
    command = shop.command("1 x MŨ @ 500000")
    bare = replace(command.order, lines=()).with_exchange(exchange(shop, sold))
    with refused(Code.EMPTY_ORDER):
        shop.desk.sales.complete(replace(command, order=bare))


@pytest.mark.parametrize("due", [1, 79_999, 200_000, 200_001])
def test_what_comes_in_and_what_goes_out_is_the_difference(shop, due):
    sold = shop.sold("1 x ÁO @ 200000")
    before = drawer(shop)
    exchanged(shop, f"1 x MŨ @ {due}", exchange(shop, sold, to=RefundTo.CASH))
    assert drawer(shop) - before == due - 200_000


def test_the_refund_and_the_sale_point_to_each_other_in_the_journal(shop):
    sold = shop.sold("1 x ÁO @ 200000")
    made = exchanged(shop, "1 x MŨ @ 80000", exchange(shop, sold)).sale
    kinds = [row.kind for row in shop.rows("SELECT kind FROM journal ORDER BY seq DESC LIMIT 2")]
    assert kinds == ["refund", "sale"]
    assert [given.money for given in shop.desk.receipts.detail(sold.id).refunds] == [200_000]
    assert shop.desk.receipts.detail(made.id).refunds == ()


@pytest.mark.parametrize(("table", "change"), [
    ("tender", "amount = amount - 1"), ("refund_tender", "amount = amount - 1"), ("tender", "ref = 'K1-000009'"),
    ("refund_tender", "ref = 'K1-000009'"), ("tender", "kind = 'card'"),
])  # fmt: skip
def test_verify_sees_an_exchange_whose_two_sides_do_not_tell_the_same(shop, table, change):
    sold = shop.sold("1 x ÁO @ 200000")
    exchanged(shop, "1 x MŨ @ 80000", exchange(shop, sold))
    with shop.till.db.engine.connect() as tx:
        forger = Forger(shop, tx)
        assert not list(refunds.problems(tx)), "an honest shop"
        forger.free()
        assert forger.raw.execute(f"UPDATE {table} SET {change} WHERE kind = 'exchange'").rowcount == 1
        found = [problem.detail for problem in refunds.problems(tx)]
        tx.rollback()
    assert any(detail.startswith("exchange (") for detail in found), found


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_exchanged_for_what_the_books_tie(shop, seed):
    """Members and guests, parts and wholes, points redeemed on both sides; no đồng and no point appears."""
    random = Random(seed)
    shop.granted("Lan", 3_000)
    opening = drawer(shop)
    sold = [shop.sold("3 x ÁO @ 100000; member Lan; redeem 60"), shop.sold("2 x QUẦN @ 150000; card 300000")]
    done = Counter()
    for _ in range(25):
        sale = random.choice(sold)
        name = sale.lines[0].name
        back = f"1 x {name}" if random.random() < 0.7 else ""
        who = random.choice(["", "; member Lan", "; member Lan; redeem 20"])
        goods = random.choice(["1 x MŨ @ 90000", "2 x ÁO @ 100000", "1 x KHĂN @ 15000"])
        try:
            given = exchange(shop, sale, back, to=random.choice(list(RefundTo)))
            sold.append(exchanged(shop, goods + who, given).sale)
            done["exchanged"] += 1
        except Rejected as no:
            assert no.code in (Code.ALREADY_REFUNDED, Code.INVALID_QUANTITY, Code.BELOW_MINIMUM), no.code
            done[no.code] += 1
            sold.append(shop.sold("2 x ÁO @ 100000; member Lan"))
    assert done["exchanged"] > 5 and len(done) > 1, done
    assert shop.books().tie
    verdict = Verification(shop.till).run()
    assert verdict.ok, verdict.problems
    money_in = shop.rows("SELECT (SELECT sum(due) FROM sale) - (SELECT sum(money) FROM refund)")[0][0]
    cash = drawer(shop) - opening
    card = shop.rows("SELECT (SELECT sum(amount) FROM tender WHERE kind = 'card') - "
                     "(SELECT coalesce(sum(amount), 0) FROM refund_tender WHERE kind = 'card')")[0][0]  # fmt: skip
    assert money_in == cash + card
