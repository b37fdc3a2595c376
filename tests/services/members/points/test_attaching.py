"""Sales that get an owner late, or the right one."""

from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core import codes
from pos_desktop.core.errors import Code
from pos_desktop.selling.refund import Returned
from pos_desktop.services.members.merging import Merge
from pos_desktop.services.members.points.attaching import Attach, Attaching, Move
from pos_desktop.services.selling.refunding import GiveBack
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

GUEST = "1 x PHỞ @ 100000"


def account_of(shop, name="Lan"):
    return shop.member(name).row.account_id


def claim_of(shop, sale):
    return codes.claim_token(sale.register_number, sale.serial, shop.till.keys.codes)


def attach(shop, sale, name="Lan", by=CASHIER, operation="c1", **more):
    claim = more.pop("claim", None)
    text = claim_of(shop, sale) if claim is None else claim
    command = Attach(operation, text, account_of(shop, name), shop.person(by).id)
    return Attaching(shop.till).attach(replace(command, **more))


def move(shop, sale, to, by=MANAGER, operation="m1", reason="quét nhầm thẻ", number=""):
    command = Move(operation, number or sale.number, account_of(shop, to), reason, shop.person(by).id)
    return Attaching(shop.till).move(command)


def refused_claim(shop, code, sale, params=None, **more):
    account_of(shop, more.get("name", "Lan"))
    before = shop.count("attachment"), shop.count("entry"), shop.count("operation")
    with refused(code, **(params or {})):
        attach(shop, sale, **more)
    assert (shop.count("attachment"), shop.count("entry"), shop.count("operation")) == before


# --- late attach ---


def test_a_receipt_is_claimed_for_what_it_would_have_earned(shop):
    account_of(shop)
    sale = shop.sold("1 x PHỞ @ 247000")
    shop.on("2026-03-02 09:14")
    got = attach(shop, sale)
    assert (got.earned, got.available, got.tier, got.debt) == (24, 24, "Thành viên", 0)
    assert got.breakdown == (("base", 24),)
    lan = shop.member("Lan")
    assert (lan.qualifying, lan.lifetime_earned) == (247_000, 24)
    assert shop.rows("SELECT way, basis, earned FROM attachment") == [("receipt", 247_000, 24)]
    assert shop.rows("SELECT kind, on_date, spend, points, visits FROM activity WHERE kind = 'claim'") == [
        ("claim", "2026-03-02", 247_000, 24, 1)
    ]
    assert shop.rows("SELECT kind, sale_id FROM entry") == [("accrual", sale.id)]
    assert shop.books().tie


def test_a_claim_sent_twice_gives_the_first_answer(shop):
    account_of(shop)
    sale = shop.sold(GUEST)
    first = attach(shop, sale)
    again = attach(shop, sale)
    assert (first.is_repeat, again.is_repeat, again.earned) == (False, True, 10)
    assert shop.count("attachment") == 1


def test_a_claim_is_used_once(shop):
    account_of(shop)
    sale = shop.sold(GUEST)
    attach(shop, sale)
    refused_claim(shop, Code.ALREADY_CLAIMED, sale, name="Bình", operation="c2")
    own = shop.sold(f"{GUEST}; member Lan")
    refused_claim(shop, Code.ALREADY_CLAIMED, own, operation="c3")


@pytest.mark.parametrize("place", range(2, 32))
def test_a_forged_claim_is_refused(shop, place):
    token = claim_of(shop, shop.sold(GUEST))
    forged = token[:place] + str((int(token[place]) + 1) % 10) + token[place + 1 :]
    refused_claim(shop, Code.INVALID_CLAIM, None, claim=forged)


@pytest.mark.parametrize("text", ["K1-000009", "K9-000001", "no receipt", "", "K1-", "29" + "1" * 30])
def test_a_receipt_that_is_not_there_is_refused(shop, text):
    shop.sold(GUEST)
    refused_claim(shop, Code.UNKNOWN_SALE, None, claim=text)


def test_the_number_and_the_receipts_own_code_name_it_too(shop):
    first, second = shop.sold(GUEST), shop.sold(GUEST)
    assert attach(shop, None, claim=first.number).sale_id == first.id
    assert attach(shop, None, claim=shop.desk.sales.receipt_code(second), operation="c2").sale_id == second.id


def test_after_a_quarter_of_an_hour_a_manager_is_needed_and_a_reason(shop):
    account_of(shop)
    sale = shop.sold(GUEST)
    shop.on("2026-03-02 09:16")
    refused_claim(shop, Code.NOT_ALLOWED, sale, {"right": "points"})
    refused_claim(shop, Code.REASON_NEEDED, sale, by=MANAGER)
    assert attach(shop, sale, by=MANAGER, reason="khách quên thẻ").earned == 10
    assert shop.rows("SELECT way, reason FROM attachment") == [("later", "khách quên thẻ")]


def test_days_later_the_lot_is_as_old_as_the_sale_and_the_entry_is_of_today(shop):
    account_of(shop)
    sale = shop.sold(GUEST)
    shop.on("2026-04-10")
    attach(shop, sale, by=MANAGER, reason="khách quên thẻ")
    assert shop.rows("SELECT business_date FROM entry") == [("2026-04-10",)]
    assert [(x.usable_from, x.expires_on) for x in shop.member("Lan").lots] == [(date(2026, 3, 2), date(2027, 3, 31))]
    assert shop.rows("SELECT on_date FROM activity WHERE kind = 'claim'") == [("2026-03-02",)]
    assert shop.books().tie


def test_points_that_would_be_dead_by_now_are_not_earned(shop):
    account_of(shop)
    sale = shop.sold(GUEST)
    shop.on("2027-04-02")
    got = attach(shop, sale, by=MANAGER, reason="khách quên thẻ")
    assert (got.earned, got.available, shop.count("entry")) == (0, 0, 0)
    assert shop.books().tie


def test_the_tier_of_today_counts_and_rises(shop):
    shop.sold("1 x TIỆC @ 1950000; member Lan")
    sale = shop.sold("1 x PHỞ @ 100000")
    got = attach(shop, sale)
    assert (got.earned, got.tier) == (10, "Bạc")
    assert shop.rows("SELECT move, tier_after, sale_id FROM tier_change") == [("upgrade", "silver", sale.id)]
    later = shop.sold("1 x PHỞ @ 100000")
    assert attach(shop, later, operation="c2").earned == 12
    assert shop.books().tie


def test_refunded_parts_do_not_earn(shop):
    account_of(shop)
    sale = shop.sold("3 x PHỞ @ 100000")
    give_back(shop, sale, (1, 1))
    assert attach(shop, sale).earned == 20
    assert shop.member("Lan").qualifying == 200_000


def test_a_receipt_that_was_returned_whole_earns_nothing(shop):
    account_of(shop)
    sale = shop.sold(GUEST)
    give_back(shop, sale)
    refused_claim(shop, Code.ALREADY_REFUNDED, sale)


def test_claims_count_among_the_orders_of_a_day(shop):
    account_of(shop)
    sales = [shop.sold(GUEST) for _ in range(6)]
    earned = [attach(shop, sale, operation=f"c{n}").earned for n, sale in enumerate(sales)]
    assert earned == [10, 10, 10, 10, 10, 0]
    assert shop.books().tie


def test_sales_after_claims_find_the_day_s_orders_used_up(shop):
    account_of(shop)
    for n, sale in enumerate([shop.sold(GUEST) for _ in range(4)]):
        attach(shop, sale, operation=f"c{n}")
    own = [shop.sold(f"{GUEST}; member Lan") for _ in range(2)]
    assert [sale.earned for sale in own] == [10, 0]
    picture = shop.member("Lan").account
    assert (picture.earning_orders, picture.visits_today, picture.points_today) == (5, 6, 50)
    move(shop, own[0], "Bình")
    assert shop.member("Lan").account.earning_orders == 4
    binh = shop.member("Bình").account
    assert (binh.earning_orders, binh.visits_today, binh.points_today) == (1, 1, 10)
    assert shop.sold(f"{GUEST}; member Lan").earned == 10, "a place is free again"
    shop.on("2026-03-03")
    assert shop.member("Lan").account.visits_today == 0
    assert shop.books().tie


def test_points_a_day_and_minutes_between_orders_count_claims(shop):
    shop.under(points_per_day=25)
    account_of(shop)
    attach(shop, shop.sold("1 x PHỞ @ 200000"))
    assert shop.sold(f"{GUEST}; member Lan").earned == 5
    shop.under(points_per_day=None, minutes_apart=30)
    shop.on("2026-03-02 12:00")
    attach(shop, shop.sold(GUEST), operation="c2")
    shop.on("2026-03-02 12:29")
    assert shop.sold(f"{GUEST}; member Lan").earned == 0
    shop.on("2026-03-02 12:31")
    assert shop.sold(f"{GUEST}; member Lan").earned == 10
    assert shop.books().tie


def test_who_became_part_of_a_member_brings_their_day_s_orders_and_what_points_paid(shop):
    shop.granted("Bình", 100)
    for _ in range(4):
        shop.sold(f"{GUEST}; member Bình")
    shop.sold(f"{GUEST}; member Bình by card; redeem 50")
    shop.desk.merging.merge(
        Merge("merge", account_of(shop, "Bình"), account_of(shop), "một người", shop.person(MANAGER).id)
    )
    picture = shop.member("Lan").account
    assert (picture.earning_orders, picture.visits_today, picture.redeemed_value) == (5, 5, 5_000)
    assert shop.sold(f"{GUEST}; member Lan").earned == 0
    assert shop.books().tie


def test_nobody_claims_for_themselves(shop):
    account_of(shop)
    make_own(shop, CASHIER, "Lan")
    refused_claim(shop, Code.OWN_ACCOUNT, shop.sold(GUEST))


def test_what_somebody_sold_earns_nothing_on_their_own_card(shop):
    account_of(shop)
    make_own(shop, CASHIER, "Lan")
    sale = shop.sold(GUEST, staff_id=shop.person(CASHIER).id)
    assert attach(shop, sale, by=MANAGER).earned == 0


def test_a_claimed_receipt_is_returned_as_any_other(shop):
    account_of(shop)
    sale = shop.sold("3 x PHỞ @ 100000")
    give_back(shop, sale, (1, 1))
    assert attach(shop, sale).earned == 20
    assert give_back(shop, sale, (1, 1), operation="r2").clawed == 10
    assert shop.member("Lan").balance.available == 10
    assert give_back(shop, sale, operation="r3").clawed == 10
    lan = shop.member("Lan")
    assert (lan.balance.available, lan.balance.debt, lan.qualifying) == (0, 0, 0)
    assert shop.books().tie


# --- the wrong member ---


def test_a_sale_moves_with_its_points_and_its_day(shop):
    account_of(shop, "Bình")
    sale = shop.sold("1 x PHỞ @ 247000; member Lan")
    shop.on("2026-03-05")
    got = move(shop, sale, "Bình")
    assert (got.earned, got.clawed, got.available) == (24, 24, 24)
    lan, binh = shop.member("Lan"), shop.member("Bình")
    assert (lan.balance.available, lan.qualifying) == (0, 0)
    assert (binh.balance.available, binh.qualifying) == (24, 247_000)
    assert [(x.usable_from, x.expires_on) for x in binh.lots] == [(date(2026, 3, 2), date(2027, 3, 31))]
    ((clawback, points),) = shop.rows("SELECT id, points FROM entry WHERE kind = 'clawback'")
    assert points == -24
    paired = shop.rows("SELECT kind, points, sale_id FROM entry WHERE pair_id = ?", clawback)
    assert paired == [("accrual", 24, sale.id)]
    assert shop.rows("SELECT way, from_account_id, account_id, earned FROM attachment") == [
        ("move", lan.row.account_id, binh.row.account_id, 24)
    ]
    assert shop.books().tie


def test_what_was_spent_meanwhile_is_owed(shop):
    account_of(shop, "Bình")
    sale = shop.sold("1 x TIỆC @ 1000000; member Lan")
    shop.sold("1 x PHỞ @ 100000; member Lan by card; redeem 50")
    move(shop, sale, "Bình")
    lan = shop.member("Lan")
    # 100 earned, 50 spent, 9 earned by the second sale: 59 are there.
    assert (lan.balance.available, lan.balance.debt) == (0, 41)
    assert shop.member("Bình").balance.available == 100
    assert shop.books().tie


def test_moving_back_undoes_it(shop):
    account_of(shop, "Bình")
    sale = shop.sold("1 x PHỞ @ 247000; member Lan")
    move(shop, sale, "Bình")
    move(shop, sale, "Lan", operation="m2", reason="nhầm lần nữa")
    assert (shop.member("Lan").balance.available, shop.member("Bình").balance.available) == (24, 0)
    assert (shop.member("Lan").qualifying, shop.member("Bình").qualifying) == (247_000, 0)
    assert shop.books().tie


def test_the_tier_that_the_sale_made_goes_with_it(shop):
    account_of(shop, "Bình")
    sale = shop.sold("1 x TIỆC @ 2500000; member Lan")
    shop.on("2026-03-20")
    got = move(shop, sale, "Bình")
    assert (shop.member("Lan").standing.before_name, got.tier) == ("Thành viên", "Bạc")
    assert sorted(shop.rows("SELECT move, tier_after FROM tier_change")) == [
        ("reversal", "member"),
        ("upgrade", "silver"),
        ("upgrade", "silver"),
    ]
    assert shop.books().tie


def test_a_tier_that_stands_without_the_sale_stays(shop):
    account_of(shop, "Bình")
    shop.sold("1 x TIỆC @ 2500000; member Lan")
    sale = shop.sold("1 x PHỞ @ 100000; member Lan")
    move(shop, sale, "Bình")
    assert shop.member("Lan").standing.before_name == "Bạc"
    assert shop.books().tie


def test_who_gets_it_earns_with_their_own_tier(shop):
    shop.sold("1 x TIỆC @ 6000000; member Bình")
    sale = shop.sold("1 x PHỞ @ 247000; member Lan")
    assert move(shop, sale, "Bình").earned == 37
    assert shop.member("Lan").balance.available == 0
    assert shop.books().tie


def test_a_claimed_receipt_may_be_moved_too(shop):
    account_of(shop, "Bình")
    sale = shop.sold("1 x PHỞ @ 247000")
    attach(shop, sale)
    move(shop, sale, "Bình")
    assert (shop.member("Lan").balance.available, shop.member("Bình").balance.available) == (0, 24)
    assert shop.books().tie


def test_refunds_before_and_after_a_move_add_up(shop):
    account_of(shop, "Bình")
    sale = shop.sold("3 x PHỞ @ 100000; member Lan")
    assert give_back(shop, sale, (1, 1)).clawed == 10
    got = move(shop, sale, "Bình")
    assert (got.earned, got.clawed) == (20, 20)
    assert give_back(shop, sale, (1, 1), operation="r2").clawed == 10
    assert (shop.member("Lan").balance.available, shop.member("Bình").balance.available) == (0, 10)
    assert give_back(shop, sale, operation="r3").clawed == 10
    for name in ("Lan", "Bình"):
        one = shop.member(name)
        assert (one.balance.available, one.balance.debt, one.qualifying) == (0, 0, 0)
    with refused(Code.ALREADY_REFUNDED):
        move(shop, sale, "Lan", operation="m2")
    assert shop.books().tie


def test_what_expired_for_the_wrong_member_is_not_lost_for_the_right_one(sample_shop):
    shop = sample_shop
    account_of(shop, "Bình")
    sale = shop.sold("3 x PHỞ @ 100000; member Lan")
    shop.on("2027-03-31")
    move(shop, sale, "Bình")
    assert shop.member("Bình").balance.available == 30
    assert give_back(shop, sale, (1, 1)).clawed == 10
    shop.on("2027-04-01")
    shop.sold(GUEST)
    assert shop.member("Bình").balance.available == 0
    assert give_back(shop, sale, operation="r2").clawed == 0
    assert shop.books().tie


def test_what_cannot_be_moved(shop):
    account_of(shop, "Bình")
    shop.granted("Lan", 100)
    guest = shop.sold(GUEST)
    redeemed = shop.sold(f"{GUEST}; member Lan by card; redeem 50")
    plain = shop.sold(f"{GUEST}; member Lan")
    for code, sale, more in (
        (Code.SALE_OF_GUEST, guest, {}), (Code.MOVE_REDEEMED, redeemed, {}), (Code.SAME_MEMBER, plain, {"to": "Lan"}),
        (Code.NOT_ALLOWED, plain, {"by": CASHIER}), (Code.REASON_NEEDED, plain, {"reason": " "}),
        (Code.UNKNOWN_SALE, plain, {"number": "K1-000099"}),
    ):  # fmt: skip
        with refused(code):
            move(shop, sale, **{"to": "Bình", **more})
    assert shop.count("attachment") == 0
    assert shop.books().tie


def give_back(shop, sale, *lines, operation="r1"):
    """Refund so many of each line; everything that is left where none is named."""
    back = tuple(Returned(position, qty * 1000) for position, qty in lines) or None
    return shop.desk.refunds.refund(GiveBack(operation, sale.id, shop.person(MANAGER).id, back, reason="nguội")).refund


def make_own(shop, person, name):
    """The person's own card; the journal need not know here."""
    member_id = shop.member(name).row.id
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE staff SET member_id = ? WHERE name = ?", (member_id, person))
