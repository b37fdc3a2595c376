"""«Vì sao?»: every balance is told to its last point, and every sale's points by what was kept with it."""

import json
from datetime import date, timedelta
from random import Random

import pytest

from pos_desktop.cli.sell import Sell
from pos_desktop.core.clock import SetClock
from pos_desktop.core.errors import Code
from pos_desktop.loyalty.explanation import What
from pos_desktop.loyalty.sale_explanation import Bound, WhyNot
from pos_desktop.loyalty.tiers import TierMove
from pos_desktop.services.desk import desk_of
from pos_desktop.services.members.merging import Merge, Merging
from pos_desktop.services.members.points.adjusting import Adjust, Adjusting, Revive
from pos_desktop.services.members.points.attaching import Attach, Attaching, Move
from pos_desktop.services.office import sample
from pos_desktop.services.shop.opening import open_till
from tests.support import orders
from tests.support.refusals import refused
from tests.support.shop import MANAGER, OWNER, moment

PHO = "1 x PHỞ @ 100000"


def told(shop, name="Lan"):
    """A member's explanation, after looking that it ends where the account does."""
    explanation = shop.desk.explaining.account(shop.member(name).row.account_id)
    check(explanation)
    return explanation


def check(explanation):
    """The whole arithmetic: rows to balance, rows to lots, what counts to what qualifies."""
    assert explanation.ties, explanation
    for line in (*explanation.lines, *(line for one in explanation.merged for line in one.lines)):
        assert sum(lot.points for lot in line.lots) == line.held, line
        steps = sum(piece.points for piece in line.pieces)
        assert not line.pieces or steps == line.points, line
    assert sum(one.amount for one in explanation.tier.counted) == explanation.tier.qualifying


def check_sale(explanation):
    """Steps and lines come to what was earned, and bases to the basis."""
    assert sum(step.points for step in explanation.steps) == explanation.earned
    if explanation.has_facts and explanation.code:
        assert sum(line.points for line in explanation.lines) == explanation.earned
        assert sum(line.basis for line in explanation.lines) <= explanation.basis


def every(shop_desk, step=1):
    """Explain every account and every sale of a shop, or one in `step`; gives how many rows were told."""
    with shop_desk.till.db.read() as tx:
        accounts = list(tx.exec_driver_sql("SELECT id FROM account").scalars())
        sales = list(tx.exec_driver_sql("SELECT id FROM sale").scalars())
    rows = 0
    for account_id in accounts:
        explanation = shop_desk.explaining.account(account_id)
        check(explanation)
        rows += len(explanation.lines)
    for sale_id in sales[::step]:
        check_sale(shop_desk.explaining.sale(sale_id))
    return rows


def whats(explanation):
    return [line.what for line in explanation.lines]


def last(explanation):
    return explanation.lines[-1]


# every balance ends where it is


@pytest.mark.timeout(120)
def test_every_balance_of_the_sample_shop_is_told_to_its_last_point(tmp_path):
    sample.open_sample(tmp_path / "shop")
    till = open_till(tmp_path / "shop", clock=SetClock(moment("2025-09-01")))
    with till.db.read() as tx:
        entries = tx.exec_driver_sql("SELECT count(*) FROM entry").scalar()
    rows = every(desk_of(till), step=20)
    till.db.close()

    assert rows == entries > 500


@pytest.mark.parametrize("seed", range(2))
def test_every_balance_of_a_random_shop_is_told(sample_shop, seed):
    random, shop = Random(seed), sample_shop
    texts = [f"1 x MÓN {price} @ {price}" for price in (33_333, 100_000, 990_000)]
    skus = [shop.item(orders.parse(text).lines[0]).sku for text in texts]
    sell = Sell(shop.desk, shop.person(OWNER), shop.clock)
    names = ("Lan", "Minh Anh")
    phones = [shop.member(name).row.phone for name in names]
    kinds = set()
    for n in range(60):
        request = random_request(random, shop, phones, skus, n)
        answer = sell.answer(json.dumps(request))
        kinds |= {request["op"]} if answer["ok"] else set()
    for name in names:
        told(shop, name)
    rows = every(shop.desk)

    assert rows > 20
    assert kinds >= {"sale", "refund", "adjust", "clock"}


def random_request(random, shop, phones, skus, n):
    """Something that a till is asked, often refused."""
    member, sales = random.choice(phones), [row[0] for row in shop.rows("SELECT number FROM sale")]
    what = random.choice(["sale"] * 5 + ["refund"] * 3 + ["adjust", "clock"])
    asked = {"op": what, "id": f"r{n}"}
    if what == "clock":
        later = shop.clock.now() + timedelta(days=random.choice([1, 30, 200]))
        return {"op": "clock", "at": later.isoformat()}
    if what == "adjust":
        return {**asked, "member": member, "points": random.choice([-30, 60, 500]), "reason": "bù"}
    if what == "refund":
        number = f"K1-{random.choice(sales or [1]):06d}"
        lines = random.choice(["all", [{"line": 1, "qty": 1}]])
        return {**asked, "sale": number, "lines": lines, "to": "cash", "reason": "trả"}
    redeem = {"redeem": "max"} if random.random() < 0.4 else {}
    lines = [{"code": random.choice(skus), "qty": random.randint(1, 5)}, {"code": skus[0], "qty": 1}]
    return {**asked, "lines": lines, "member": member, "tenders": "exact", **redeem}


# what rows tell


def test_a_member_without_a_row_has_nothing_to_tell(shop):
    explanation = told(shop)

    assert (explanation.lines, explanation.lots, explanation.balance) == ((), (), 0)
    assert (explanation.tier.name, explanation.tier.since) == ("Thành viên", date(2026, 3, 2))


def test_nobody_is_refused_in_words(shop):
    with refused(Code.UNKNOWN_MEMBER):
        shop.desk.explaining.account("nobody")
    with refused(Code.UNKNOWN_SALE):
        shop.desk.explaining.sale("nothing")


def test_a_sale_is_told_with_its_receipt_and_its_parts(shop):
    sale = shop.sold("1 x TIỆC @ 5000000; member Lan")
    second = shop.sold("1 x PHỞ @ 247000; member Lan")

    first, line = told(shop).lines
    assert (first.receipt, first.by, first.balance) == (sale.number, OWNER, 500)
    assert (line.what, line.receipt, line.points, line.balance) == (What.EARNED, second.number, 37, 537)
    assert [(p.kind, p.name, p.points) for p in line.pieces] == [("base", "", 24), ("tier", "Vàng", 13)]
    assert [(lot.points, lot.expires_on) for lot in line.lots] == [(37, date(2027, 3, 31))]


def test_redemption_and_both_legs_of_a_refund_are_told_with_the_days_that_come_back(sample_shop):
    shop = sample_shop
    shop.granted("Lan", 100)
    sale = shop.sold("3 x PHỞ @ 100000; member Lan; redeem 60")
    Sell(shop.desk, shop.person(OWNER), shop.clock).answer(json.dumps(
        {"op": "refund", "id": "r1", "sale": sale.number, "lines": [{"line": 1, "qty": 1}], "to": "cash",
         "reason": "nguội"}
    ))  # fmt: skip

    explanation = told(shop)
    assert whats(explanation) == [What.OPENING, What.REDEEMED, What.EARNED, What.GIVEN_BACK, What.TAKEN_BACK]
    given, taken = explanation.lines[-2:]
    assert (given.points, taken.points) == (20, -10)
    assert given.refund == taken.refund == "K1-H000001"
    assert [(lot.points, lot.expires_on) for lot in given.lots] == [(20, date(2027, 3, 31))]
    assert explanation.tier.qualifying == 196_000


def test_what_died_is_told_on_the_day_after_its_last_and_before_it_is_written_off(shop):
    sale = shop.sold("1 x PHỞ @ 247000; member Lan")
    shop.on("2027-04-02")

    over = told(shop)
    assert (over.balance, over.available, over.over) == (24, 0, 24)
    assert [lot.is_over for lot in over.lots] == [True]
    shop.desk.days.begin(confirmed=True)

    line = last(told(shop))
    assert (line.what, line.day, line.points, line.balance) == (What.EXPIRED, date(2027, 4, 1), -24, 0)
    assert [lot.receipt for lot in line.lots] == [sale.number]


def test_people_s_deeds_are_told_with_who_and_why(shop):
    shop.sold("1 x PHỞ @ 247000; member Lan")
    account_id, manager = shop.member("Lan").row.account_id, shop.person(MANAGER).id
    adjusting = Adjusting(shop.till)
    adjusting.adjust(Adjust("a1", account_id, 60, "bù đơn hỏng", manager))
    lot = shop.desk.members.picture(account_id).lots[0]
    adjusting.extend(Revive("e1", lot.id, date(2028, 1, 31), "khách quen", manager))

    explanation = told(shop)
    assert whats(explanation) == [What.EARNED, What.ADJUSTED, What.EXTENDED, What.EXTENDED]
    by_hand, out, in_ = explanation.lines[1:]
    assert (by_hand.by, by_hand.reason, by_hand.points) == (MANAGER, "bù đơn hỏng", 60)
    assert out.points == -in_.points
    assert in_.lots[0].expires_on == date(2028, 1, 31)
    assert explanation.balance == 84


def test_claimed_and_moved_sales_are_told_to_both(shop):
    claimed, wrong = shop.sold(PHO), shop.sold(f"{PHO}; member Lan")
    seller, manager = shop.person(OWNER).id, shop.person(MANAGER).id
    lan, minh = (shop.member(name).row.account_id for name in ("Lan", "Minh Anh"))
    attaching = Attaching(shop.till)
    attaching.attach(Attach("c1", claimed.number, lan, seller))
    attaching.move(Move("m1", wrong.number, minh, "nhầm thẻ", manager))

    mine, theirs = told(shop), told(shop, "Minh Anh")
    assert whats(mine) == [What.EARNED, What.CLAIMED, What.MOVED_OUT]
    assert whats(theirs) == [What.MOVED_IN]
    assert last(mine).reason == last(theirs).reason == "nhầm thẻ"
    assert shop.desk.explaining.sale(claimed.id).given_later.way == "receipt"
    sold = shop.desk.explaining.sale(wrong.id)
    assert (sold.name, sold.given_later.way, sold.given_later.by) == ("Minh Anh", "move", MANAGER)
    check_sale(sold)


def test_a_merged_member_is_told_as_the_one_they_are_now(shop):
    shop.granted("Lan", 200)
    shop.sold(f"{PHO}; member Minh Anh")
    lan, minh = (shop.member(name).row for name in ("Lan", "Minh Anh"))
    Merging(shop.till).merge(Merge("g1", lan.account_id, minh.account_id, "một người", shop.person(MANAGER).id))

    explanation = shop.desk.explaining.account(lan.account_id)
    check(explanation)
    assert (explanation.code, explanation.asked_for, explanation.balance) == (minh.code, lan.code, 210)
    assert (last(explanation).what, last(explanation).other, last(explanation).points) == (
        What.MERGED_IN, lan.code, 200,
    )  # fmt: skip
    (gone,) = explanation.merged
    assert (gone.code, [line.what for line in gone.lines]) == (lan.code, [What.OPENING, What.MERGED_OUT])
    assert gone.lines[-1].balance == 0


# the tier


def test_the_tier_tells_since_when_what_counts_and_what_is_missing(shop):
    shop.sold("1 x TIỆC @ 1500000; member Lan")
    shop.on("2026-03-09")
    upper = shop.sold("1 x TIỆC @ 800000; member Lan")

    tier = told(shop).tier
    assert (tier.name, tier.since, tier.until) == ("Bạc", date(2026, 3, 9), date(2027, 3, 31))
    assert [(one.day, one.amount) for one in tier.counted] == [
        (date(2026, 3, 2), 1_500_000), (date(2026, 3, 9), 800_000),
    ]  # fmt: skip
    assert (tier.next_name, tier.missing) == ("Vàng", 2_700_000)
    (step,) = tier.steps
    assert (step.move, step.before, step.after, step.receipt) == (
        TierMove.UPGRADE, "Thành viên", "Bạc", upper.number,
    )  # fmt: skip


# one sale


def test_a_line_tells_its_rate_and_its_multipliers(shop):
    shop.sold("1 x TIỆC @ 5000000; member Lan")
    sale = shop.sold("2 x PHỞ @ 100000; 1 x NƯỚC @ 47000; member Lan")

    explanation = shop.desk.explaining.sale(sale.id)
    check_sale(explanation)
    assert (explanation.tier, explanation.earned, explanation.basis) == ("Vàng", 37, 247_000)
    line = explanation.lines[0]
    assert (line.basis, line.rate.numerator, line.rate.denominator) == (200_000, 1, 10_000)
    assert [(piece.name, factor.numerator, factor.denominator) for piece, factor in line.factors] == [("Vàng", 3, 2)]
    assert explanation.money_off.bound is Bound.WISH


def test_money_off_tells_what_there_was_and_what_bounded_it(shop):
    shop.granted("Lan", 1_000)
    sale = shop.sold("1 x PHỞ @ 100000; member Lan; redeem max")

    off = shop.desk.explaining.sale(sale.id).money_off
    assert (off.points, off.value, off.before, off.available) == (500, 50_000, 100_000, 1_000)
    assert (off.cap_points, off.bound) == (500, Bound.CAP)


def test_a_line_that_earns_nothing_says_why(shop):
    shop.granted("Lan", 100)
    sale = shop.sold("1 x PHỞ @ 100000; 1 x BÁO @ 5000 no points; member Lan")

    explanation = shop.desk.explaining.sale(sale.id)
    check_sale(explanation)
    assert [line.why_not for line in explanation.lines] == [None, WhyNot.ITEM]


def test_a_guest_s_sale_has_no_points_to_tell(shop):
    explanation = shop.desk.explaining.sale(shop.sold(PHO).id)

    assert (explanation.code, explanation.earned, explanation.steps, explanation.money_off) == ("", 0, (), None)


def test_a_receipt_is_found_by_number_and_by_qr(shop):
    sale = shop.sold(f"{PHO}; member Lan")
    find = shop.desk.explaining.sale_of

    assert find(sale.number).sale_id == find(shop.desk.sales.receipt_code(sale)).sale_id == sale.id
    assert find("0912345678") is None
    assert find("K1-000999") is None
