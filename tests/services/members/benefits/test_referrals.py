"""Friends on a real shop: both are paid with the first real order, cheating is named, refunds undo it."""

from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.programme import Shortfall
from pos_desktop.loyalty.referral import Referral
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.members.members import Enrol
from pos_desktop.services.members.points.attaching import Move
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

FRIENDS = Referral(friend_points=20, referrer_points=50, minimum=50_000, within_days=30, most_per_month=2)
TEMPLATE = VoucherTemplate("welcome", "Chào bạn", Benefit(amount=10_000))


@pytest.fixture
def friendly(shop):
    shop.under(referral=FRIENDS)
    shop.member("Lan")
    return shop


def brought(shop, name, phone, by="Lan"):
    row = shop.member(by).row
    by_card = shop.desk.members.card_of(row.id)
    enrolled = shop.desk.members.enrol(
        Enrol(shop.till.ids(), phone, name, referrer=by_card, staff_id=shop.person(CASHIER).id)
    )
    return enrolled.account_id


def decided(shop):
    return shop.rows("SELECT friend_points, referrer_points, refused FROM referral_reward ORDER BY id")


def available(shop, *names):
    return [shop.member(name).balance.available for name in names]


def test_both_are_paid_with_the_friend_s_first_real_order(friendly):
    brought(friendly, "Minh", "0903000001")
    friendly.sold("1 x PHỞ @ 60000; member Minh")
    assert decided(friendly) == [(20, 50, "")]
    assert available(friendly, "Lan", "Minh") == [50, 6 + 20]
    friendly.sold("1 x PHỞ @ 60000; member Minh")
    friendly.sold("1 x PHỞ @ 60000; member Lan")
    assert decided(friendly) == [(20, 50, "")]
    assert friendly.books().tie


def test_a_phone_brings_a_friend_like_a_card_and_nobody_brings_nobody(friendly):
    lan = friendly.member("Lan").row.phone
    friendly.desk.members.enrol(Enrol("enrol", "0903000001", "Minh", referrer=lan))
    friendly.sold("1 x PHỞ @ 60000; member Minh")
    friendly.sold("1 x PHỞ @ 60000; member Hoa")
    assert decided(friendly) == [(20, 50, "")]
    with refused(Code.UNKNOWN_MEMBER):
        friendly.desk.members.enrol(Enrol("other", "0903000002", "Tú", referrer="0909999999"))


def test_too_small_an_order_is_kept_once_and_the_next_one_may_do(friendly):
    brought(friendly, "Minh", "0903000001")
    friendly.sold("1 x PHỞ @ 20000; member Minh")
    friendly.sold("1 x PHỞ @ 49999; member Minh")
    assert decided(friendly) == [(0, 0, "below_minimum")]
    friendly.sold("1 x PHỞ @ 50000; member Minh")
    assert decided(friendly) == [(0, 0, "below_minimum"), (20, 50, "")]


def test_an_order_too_late_is_refused(friendly):
    brought(friendly, "Minh", "0903000001")
    friendly.on("2026-04-02")
    friendly.sold("1 x PHỞ @ 60000; member Minh")
    assert decided(friendly) == [(0, 0, "too_late")]


def test_the_month_has_room_for_so_many_friends_but_the_friend_is_paid(friendly):
    for number, name in enumerate(("Minh", "Tú", "Vy"), 1):
        brought(friendly, name, f"090300000{number}")
        friendly.sold(f"1 x PHỞ @ 60000; member {name}")
    assert decided(friendly) == [(20, 50, ""), (20, 50, ""), (20, 0, "month_full")]
    friendly.on("2026-04-01")
    friendly.sold("1 x PHỞ @ 60000; member Vy")
    assert len(decided(friendly)) == 3, "the third friend is decided"
    assert friendly.books().tie


def test_the_cashier_who_serves_brings_nobody(friendly):
    brought(friendly, "Minh", "0903000001")
    with friendly.till.db.write() as tx:
        tx.exec_driver_sql(
            "UPDATE staff SET member_id = (SELECT member_id FROM person WHERE name = 'Lan') WHERE name = ?", (CASHIER,)
        )
    friendly.sold(f"1 x PHỞ @ 60000; member Minh; by {CASHIER}")
    assert decided(friendly) == [(0, 0, "cashier")]
    friendly.sold("1 x PHỞ @ 60000; member Minh")
    assert decided(friendly) == [(0, 0, "cashier")], "the first real order was it, and she had enrolled the friend"


def test_the_same_bank_card_brings_nobody(friendly):
    def sold_by_card(name, ref):
        command = friendly.command(f"1 x PHỞ @ 60000; member {name}")
        paid = (Tender(TenderKind.CARD, 60_000, ref),)
        friendly.desk.sales.complete(replace(command, tenders=paid))

    brought(friendly, "Minh", "0903000001")
    brought(friendly, "Tú", "0903000002")
    sold_by_card("Lan", "4111-0042")
    sold_by_card("Minh", "4111-0042")
    sold_by_card("Tú", "4111-0077")
    assert decided(friendly) == [(0, 0, "same_card"), (20, 50, "")]


def test_a_friend_merged_into_the_one_who_brought_them_is_the_same_person(friendly):
    friend = brought(friendly, "Minh", "0903000001")
    lan = friendly.member("Lan").row
    with friendly.till.db.write() as tx:
        tx.exec_driver_sql(
            "INSERT INTO member_merge (id, from_account_id, to_account_id, from_member_id, to_member_id, picture, at, "
            "staff_id, reason) SELECT 'm', a.id, ?, a.member_id, ?, '{}', '2026-03-02T02:00:00.000000Z', s.id, '' "
            "FROM account a, staff s WHERE a.id = ? LIMIT 1",
            (friend, friendly.rows("SELECT member_id FROM account WHERE id = ?", friend)[0][0], lan.account_id),
        )
    friendly.sold("1 x PHỞ @ 60000; member Minh")
    assert decided(friendly) == [(0, 0, "self")]


def test_a_blocked_friend_and_a_shop_without_referral_pay_nobody(shop):
    shop.member("Lan")
    brought(shop, "Minh", "0903000001")
    shop.sold("1 x PHỞ @ 60000; member Minh")
    shop.under(referral=FRIENDS)
    brought(shop, "Tú", "0903000002")
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE member SET blocked = 1 WHERE id = (SELECT member_id FROM person WHERE name = 'Tú')")
    shop.sold("1 x PHỞ @ 60000; member Tú")
    assert decided(shop) == []


def test_a_friend_may_get_a_voucher(friendly):
    friendly.under(referral=Referral(friend_voucher="welcome", referrer_points=50), vouchers=(TEMPLATE,))
    friend = brought(friendly, "Minh", "0903000001")
    sale = friendly.sold("1 x PHỞ @ 60000; member Minh")
    assert [held.name for held in friendly.desk.vouchers.of_member(friend)] == ["Chào bạn"]
    friendly.returned(sale)
    assert friendly.desk.vouchers.of_member(friend) == ()
    assert available(friendly, "Lan", "Minh") == [0, 0]
    assert friendly.books().tie


def test_a_refund_below_the_minimum_takes_both_back_for_ever(friendly):
    brought(friendly, "Minh", "0903000001")
    sale = friendly.sold("3 x PHỞ @ 30000; member Minh")
    friendly.returned(sale, "1 x PHỞ")
    assert available(friendly, "Lan", "Minh") == [50, 20 + 6], "60.000 are left"
    friendly.returned(sale, "1 x PHỞ")
    assert available(friendly, "Lan", "Minh") == [0, 3]
    friendly.returned(sale)
    friendly.sold("1 x PHỞ @ 90000; member Minh")
    assert available(friendly, "Lan", "Minh") == [0, 9]
    backs = friendly.rows("SELECT points, reason, pair_id IS NOT NULL, refund_id FROM entry WHERE reason = 'refund'")
    assert sorted(row[0] for row in backs) == [-50, -20]
    assert {row[1:] for row in backs} == {("refund", 1, None)}
    assert friendly.books().tie


@pytest.mark.parametrize(("policy", "debt"), [(Shortfall.DEBT, 50), (Shortfall.CLAMP, 0)])
def test_points_that_were_spent_are_owed_or_forgiven(friendly, policy, debt):
    friendly.under(shortfall=policy)
    brought(friendly, "Minh", "0903000001")
    sale = friendly.sold("1 x PHỞ @ 60000; member Minh")
    friendly.adjusted("Lan", -50)
    friendly.voided(sale)
    assert friendly.member("Lan").balance.debt == debt
    assert friendly.books().tie


def moved(shop, sale, to, operation="moved"):
    command = Move(operation, sale.number, shop.member(to).row.account_id, "quét nhầm thẻ", shop.person(MANAGER).id)
    return shop.desk.attaching.move(command)


@pytest.mark.parametrize("to", ["Hoa", "Lan"])
def test_a_first_order_that_was_somebody_else_s_takes_both_back(friendly, to):
    brought(friendly, "Minh", "0903000001")
    friendly.member("Hoa")
    sale = friendly.sold("1 x PHỞ @ 60000; member Minh")
    answer = moved(friendly, sale, to)
    assert (answer.earned, answer.clawed) == (6, 6 + 20)
    assert available(friendly, "Minh", to) == [0, 6]
    assert friendly.member("Lan").balance.available == (6 if to == "Lan" else 0)
    friendly.returned(sale)
    assert available(friendly, "Lan", "Minh", "Hoa") == [0, 0, 0], "a refund takes nothing twice"
    moves = friendly.rows("SELECT points FROM entry WHERE reason = 'move' AND occasion IS NOT NULL ORDER BY points")
    assert moves == [(-50,), (-20,)]
    assert friendly.books().tie


def test_the_voucher_of_a_first_order_that_was_somebody_else_s_is_worth_nothing(friendly):
    friendly.under(referral=Referral(friend_voucher="welcome", referrer_points=50), vouchers=(TEMPLATE,))
    friend = brought(friendly, "Minh", "0903000001")
    sale = friendly.sold("1 x PHỞ @ 60000; member Minh")
    moved(friendly, sale, "Hoa")
    assert friendly.desk.vouchers.of_member(friend) == ()
    assert available(friendly, "Lan", "Minh", "Hoa") == [0, 0, 6]
    assert friendly.books().tie


def test_the_preview_of_a_refund_tells_what_the_bonus_loses(friendly):
    brought(friendly, "Minh", "0903000001")
    sale = friendly.sold("1 x PHỞ @ 60000; member Minh")
    friendly.adjusted("Minh", -10)
    written = [friendly.count(table) for table in ("entry", "lot_move", "refund", "journal", "operation")]
    seen = friendly.desk.refunds.preview(friendly.returning(sale))
    assert (seen.after.available, seen.after.debt) == (0, 10)
    assert [friendly.count(table) for table in ("entry", "lot_move", "refund", "journal", "operation")] == written
    assert available(friendly, "Lan", "Minh") == [50, 16]
    friendly.returned(sale)
    balance = friendly.member("Minh").balance
    assert (balance.available, balance.debt) == (0, 10)
    assert friendly.books().tie
