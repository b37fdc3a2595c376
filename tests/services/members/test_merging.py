"""Two members who are the same person."""

from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.members.merging import Merge, Merging, MovedLot, PartPicture, SecondBonus, Unmerge
from pos_desktop.services.members.points.attaching import Attaching, Move
from pos_desktop.services.selling.refunding import GiveBack
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER


def account_of(shop, name):
    return shop.member(name).row.account_id


def merge(shop, gone="Lan", kept="Bình", by=MANAGER, operation="g1", reason="một người hai thẻ"):
    command = Merge(operation, account_of(shop, gone), account_of(shop, kept), reason, shop.person(by).id)
    return Merging(shop.till).merge(command)


def unmerge(shop, account_id, by=MANAGER, operation="u1", reason="gộp nhầm"):
    return Merging(shop.till).unmerge(Unmerge(operation, account_id, reason, shop.person(by).id))


def balances(shop, *account_ids):
    marks = ", ".join("?" * len(account_ids))
    rows = shop.rows(f"SELECT id, balance, debt FROM account WHERE id IN ({marks})", *account_ids)
    return [next((balance, debt) for id_, balance, debt in rows if id_ == one) for one in account_ids]


# --- preview ---


def test_a_preview_tells_what_goes_over_and_writes_nothing(shop):
    lan = shop.enrolled("Lan", "0901234567")
    shop.sold("1 x TIỆC @ 1500000; member Lan")
    shop.on("2026-04-10")
    shop.sold("1 x TIỆC @ 600000; member Bình")
    shop.sold("1 x PHỞ @ 200000; member Lan")
    before = shop.count("journal")
    told = Merging(shop.till).preview(lan.account_id, account_of(shop, "Bình"))
    assert (told.points, told.debt, told.cards, told.phones) == (170, 0, 1, ("•••• 567",))
    assert told.lots == (
        MovedLot(150, date(2026, 3, 2), date(2027, 3, 31)), MovedLot(20, date(2026, 4, 10), date(2027, 4, 30))
    )  # fmt: skip
    assert (told.tier_before, told.tier_after, told.second) == ("Thành viên", "Bạc", ())
    assert shop.count("journal") == before


def test_second_bonuses_are_flagged(shop):
    lan, binh = account_of(shop, "Lan"), account_of(shop, "Bình")
    for name in ("Lan", "Bình"):
        shop.granted(name, 20)
    welcome_lan, welcome_binh = f"welcome:{lan}", f"welcome:{binh}"
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("DROP TRIGGER tr_entry_update")
        for key, one in ((welcome_lan, lan), (welcome_binh, binh)):
            tx.exec_driver_sql("UPDATE entry SET occasion = ? WHERE account_id = ?", (key, one))
    assert Merging(shop.till).preview(lan, binh).second == (SecondBonus("welcome", 20, date(2026, 3, 2)),)


# --- merge ---


def test_lots_move_with_their_dates_and_the_sale_that_earned_them(shop):
    sale = shop.sold("1 x TIỆC @ 1500000; member Lan")
    shop.sold("1 x TIỆC @ 600000; member Bình")
    lan, binh = account_of(shop, "Lan"), account_of(shop, "Bình")
    (old,) = shop.member("Lan").lots
    shop.on("2026-04-10")
    got = merge(shop)
    assert (got.points, got.available, got.debt, got.tier) == (150, 210, 0, "Bạc")
    assert balances(shop, lan, binh) == [(0, 0), (210, 0)]
    moved = shop.rows("SELECT points, usable_from, expires_on, sale_id FROM lot WHERE origin_id = ?", old.id)
    assert moved == [(150, "2026-03-02", "2027-03-31", sale.id)]
    ((out,),) = shop.rows("SELECT id FROM entry WHERE kind = 'transfer' AND points = -150")
    assert shop.rows("SELECT points, account_id FROM entry WHERE pair_id = ?", out) == [(150, binh)]
    assert shop.books().tie


def test_the_tier_is_what_both_together_reach(shop):
    shop.sold("1 x TIỆC @ 1500000; member Lan")
    shop.sold("1 x TIỆC @ 600000; member Bình")
    lan = account_of(shop, "Lan")
    merge(shop)
    assert shop.member("Bình").qualifying == 2_100_000
    assert shop.desk.members.picture(lan).standing.before_name == "Bạc"
    assert shop.rows("SELECT move, tier_after FROM tier_change") == [("regrade", "silver")]
    assert shop.rows("SELECT spend, visits FROM activity WHERE kind = 'merge' ORDER BY spend") == [
        (-1_500_000, -1), (1_500_000, 1),
    ]  # fmt: skip
    assert shop.books().tie


def test_phones_cards_and_names_open_the_other_account(shop):
    lan, binh = shop.enrolled("Lan", "0901234567"), shop.enrolled("Bình", "0911111111")
    merge(shop)
    for text in ("0901234567", lan.card, "0911111111", binh.card):
        assert shop.desk.members.find(text).row.account_id == binh.account_id
    assert [row.name for row in shop.desk.members.search("lan")] == ["Bình"]
    assert [row.name for row in shop.desk.members.search("0901")] == ["Bình"]
    assert shop.desk.members.picture(lan.account_id).row.id == binh.member_id
    with refused(Code.PHONE_TAKEN, member=binh.code):
        shop.enrolled("Người khác", "0901234567")
    assert shop.books().tie


def test_a_lost_card_of_a_merged_member_opens_nothing(shop):
    lan, binh = shop.enrolled("Lan"), shop.enrolled("Bình")
    merge(shop)
    newer = shop.desk.members.reissue_card(binh.member_id, shop.person(MANAGER).id)
    for lost in (lan.card, binh.card):
        with refused(Code.CARD_REVOKED):
            shop.desk.members.find(lost)
    assert shop.desk.members.find(newer).row.id == binh.member_id
    assert shop.books().tie


def test_a_debt_moves_and_is_paid_from_what_is_there(shop):
    owing(shop, "Lan")
    shop.granted("Bình", 30)
    lan, binh = account_of(shop, "Lan"), account_of(shop, "Bình")
    owed = balances(shop, lan)[0][1]
    assert owed > 30
    got = merge(shop)
    assert balances(shop, lan, binh) == [(0, 0), (0, owed - 30)]
    assert (got.available, got.debt) == (0, owed - 30)
    assert shop.books().tie


def test_what_comes_pays_the_debt_of_who_stays(shop):
    owing(shop, "Bình")
    lan, binh = account_of(shop, "Lan"), account_of(shop, "Bình")
    owed = balances(shop, binh)[0][1]
    shop.granted("Lan", owed + 70)
    merge(shop)
    assert balances(shop, lan, binh) == [(0, 0), (70, 0)]
    assert shop.books().tie


def test_a_refund_finds_its_points_on_the_other_account(shop):
    sale = shop.sold("1 x PHỞ @ 100000; member Lan")
    merge(shop, "Lan", "Bình")
    own = shop.rows("SELECT left_points FROM lot WHERE sale_id = ? AND left_points > 0", sale.id)
    assert own == [(10,)]


def test_a_merge_sent_twice_is_done_once(shop):
    shop.granted("Lan", 100)
    lan, binh = account_of(shop, "Lan"), account_of(shop, "Bình")
    command = Merge("g1", lan, binh, "một người", shop.person(MANAGER).id)
    first, again = Merging(shop.till).merge(command), Merging(shop.till).merge(command)
    assert (first.merge_id, first.is_repeat, again.is_repeat) == (again.merge_id, False, True)
    assert shop.count("member_merge") == 1
    assert shop.books().tie


def test_a_blocked_member_may_be_merged(shop):
    shop.granted("Lan", 100)
    lan, binh = account_of(shop, "Lan"), account_of(shop, "Bình")
    with shop.till.db.write() as tx:
        tx.exec_driver_sql(
            "UPDATE member SET blocked = 1 WHERE id = (SELECT member_id FROM account WHERE id = ?)", (lan,)
        )
    merge(shop)
    assert balances(shop, binh) == [(100, 0)]


def test_what_is_refused(shop):
    shop.granted("Lan", 100)
    lan, binh, chi = (account_of(shop, name) for name in ("Lan", "Bình", "Chi"))
    manager = shop.person(MANAGER).id
    for code, command in (
        (Code.SAME_MEMBER, Merge("x", lan, lan, "r", manager)),
        (Code.UNKNOWN_MEMBER, Merge("x", lan, "nobody", "r", manager)),
        (Code.UNKNOWN_MEMBER, Merge("x", "nobody", lan, "r", manager)),
        (Code.REASON_NEEDED, Merge("x", lan, binh, " ", manager)),
        (Code.NOT_ALLOWED, Merge("x", lan, binh, "r", shop.person(CASHIER).id)),
    ):
        with refused(code):
            Merging(shop.till).merge(command)
    merge(shop)
    for pair in ((lan, chi), (chi, lan)):
        with refused(Code.MEMBER_MERGED):
            Merging(shop.till).merge(Merge("y", *pair, "r", manager))
        with refused(Code.MEMBER_MERGED):
            Merging(shop.till).preview(*pair)
    assert shop.count("member_merge") == 1
    assert shop.books().tie


def test_points_that_an_order_holds_keep_a_member_where_they_are(shop):
    shop.granted("Lan", 100)
    order = shop.order("1 x PHỞ @ 100000; member Lan by card; redeem 50")
    shop.desk.orders.save(order, shop.person().id, reserved=50)
    with refused(Code.MEMBER_BUSY):
        merge(shop)
    shop.on("2026-03-02 09:16")
    assert merge(shop).points == 100


def test_members_merge_in_chains(shop):
    names = ("Lan", "Bình", "Chi")
    for name in names:
        shop.granted(name, 100)
    lan, binh, chi = (account_of(shop, name) for name in names)
    merge(shop, "Lan", "Bình")
    Merging(shop.till).merge(Merge("g2", binh, chi, "cũng là một", shop.person(MANAGER).id))
    assert balances(shop, lan, binh, chi) == [(0, 0), (0, 0), (300, 0)]
    assert shop.desk.members.picture(lan).row.account_id == chi
    with refused(Code.MEMBER_MERGED):
        unmerge(shop, lan)
    assert unmerge(shop, binh).points == 200
    assert unmerge(shop, lan, operation="u2").points == 100
    assert balances(shop, lan, binh, chi) == [(100, 0)] * 3
    assert shop.books().tie


# --- undo ---


def test_what_was_brought_goes_back_with_its_dates(shop):
    shop.sold("1 x TIỆC @ 1500000; member Lan")
    lan_card = shop.desk.members.card_of(shop.member("Lan").row.id)
    shop.sold("1 x TIỆC @ 600000; member Bình")
    lan, binh = account_of(shop, "Lan"), account_of(shop, "Bình")
    lots = [(x.left, x.usable_from, x.expires_on, x.sale) for x in shop.member("Lan").lots]
    merge(shop)
    shop.on("2026-03-20")
    assert Merging(shop.till).preview_unmerge(lan) == PartPicture(150, 0, 0)
    got = unmerge(shop, lan)
    assert (got.points, got.missing, got.debt, got.tier, got.tier_left) == (150, 0, 0, "Thành viên", "Thành viên")
    assert balances(shop, lan, binh) == [(150, 0), (60, 0)]
    back = shop.desk.members.find(lan_card)
    assert [(x.left, x.usable_from, x.expires_on, x.sale) for x in back.lots] == lots
    assert (back.row.name, back.qualifying, shop.member("Bình").qualifying) == ("Lan", 1_500_000, 600_000)
    assert shop.books().tie


def test_what_was_spent_meanwhile_is_told(shop):
    shop.granted("Lan", 100)
    lan, binh = account_of(shop, "Lan"), account_of(shop, "Bình")
    merge(shop)
    shop.sold("1 x PHỞ @ 20000; member Bình by card; redeem 60")
    assert Merging(shop.till).preview_unmerge(lan) == PartPicture(40, 60, 0)
    got = unmerge(shop, lan)
    assert (got.points, got.missing) == (40, 60)
    assert balances(shop, lan, binh) == [(40, 0), (1, 0)]
    assert shop.books().tie


def test_sales_made_together_stay_with_who_stays(shop):
    shop.granted("Lan", 100)
    lan = account_of(shop, "Lan")
    merge(shop)
    shop.sold("1 x TIỆC @ 3000000; member Bình")
    assert unmerge(shop, lan).tier_left == "Bạc"
    assert (shop.member("Bình").qualifying, shop.member("Bình").balance.available) == (3_000_000, 300)
    assert shop.books().tie


def test_a_tier_of_ones_own_stays_after_the_parting(shop):
    shop.sold("1 x TIỆC @ 2500000; member Bình")
    shop.sold("1 x TIỆC @ 3000000; member Lan")
    lan = account_of(shop, "Lan")
    assert merge(shop).tier == "Vàng"
    got = unmerge(shop, lan)
    assert (got.tier, got.tier_left) == ("Bạc", "Bạc")
    assert shop.books().tie


def test_a_debt_that_is_still_owed_goes_back(shop):
    owing(shop, "Lan")
    lan, binh = account_of(shop, "Lan"), account_of(shop, "Bình")
    owed = balances(shop, lan)[0][1]
    shop.granted("Bình", 10)
    merge(shop)
    assert Merging(shop.till).preview_unmerge(lan) == PartPicture(0, 0, owed - 10)
    got = unmerge(shop, lan)
    assert (got.points, got.debt) == (0, owed - 10)
    assert balances(shop, lan, binh) == [(0, owed - 10), (0, 0)]
    assert shop.books().tie


@pytest.mark.parametrize(("day", "is_late"), [("2026-04-01", False), ("2026-04-02", True)])
def test_it_can_be_undone_for_thirty_days(sample_shop, day, is_late):
    shop = sample_shop
    shop.granted("Lan", 100)
    lan = account_of(shop, "Lan")
    merge(shop)
    shop.on(day)
    if is_late:
        with refused(Code.UNMERGE_LATE, days=30):
            Merging(shop.till).preview_unmerge(lan)
        with refused(Code.UNMERGE_LATE, days=30):
            unmerge(shop, lan)
    else:
        assert unmerge(shop, lan).points == 100
    assert shop.books().tie


def test_an_undo_is_done_once_and_a_merge_may_follow(shop):
    shop.granted("Lan", 100)
    lan = account_of(shop, "Lan")
    with refused(Code.UNKNOWN_MERGE):
        unmerge(shop, lan)
    merge(shop)
    for code, more in ((Code.NOT_ALLOWED, {"by": CASHIER}), (Code.REASON_NEEDED, {"reason": ""})):
        with refused(code):
            unmerge(shop, lan, **more)
    first, again = unmerge(shop, lan), unmerge(shop, lan)
    assert (first.points, first.is_repeat, again.is_repeat) == (100, False, True)
    with refused(Code.UNKNOWN_MERGE):
        unmerge(shop, lan, operation="u2")
    assert merge(shop, operation="g2").points == 100
    assert shop.books().tie


def owing(shop, name):
    """Somebody who spent the points of a sale that was moved away from them."""
    other = account_of(shop, "Ai đó")
    wrong = shop.sold(f"1 x TIỆC @ 1000000; member {name}")
    shop.sold(f"1 x PHỞ @ 20000; member {name} by card; redeem 100")
    Attaching(shop.till).move(Move(f"away-{name}", wrong.number, other, "nhầm thẻ", shop.person(MANAGER).id))


def test_an_order_that_was_open_meanwhile_is_bought_by_who_stays(shop):
    lan, binh = account_of(shop, "Lan"), account_of(shop, "Bình")
    command = shop.command("1 x PHỞ @ 100000; member Lan")
    merge(shop)
    sale = shop.desk.sales.complete(command).sale
    assert (sale.account_id, sale.member_name) == (binh, "Bình")
    assert balances(shop, lan, binh) == [(0, 0), (10, 0)]
    assert shop.books().tie


def test_a_sale_of_before_is_returned_by_who_stays(shop):
    shop.granted("Lan", 100)
    sale = shop.sold("2 x PHỞ @ 50000; member Lan by card; redeem 100")
    lan, binh = account_of(shop, "Lan"), account_of(shop, "Bình")
    merge(shop)
    back = shop.desk.refunds.refund(GiveBack("r1", sale.id, shop.person(MANAGER).id, reason="nguội")).refund
    assert back.restored == 100
    assert balances(shop, lan, binh) == [(0, 0), (100, 0)]
    assert shop.books().tie
    got = unmerge(shop, lan)
    assert (got.points, got.missing) == (100, 0)
    assert (shop.member("Lan").qualifying, shop.member("Bình").qualifying) == (0, 0)
    assert shop.books().tie


def test_an_own_card_stays_ones_own_within_another_member(shop):
    account_of(shop, "Bình")
    member_id, cashier, manager = shop.member("Lan").row.id, shop.person(), shop.person(MANAGER)
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE staff SET member_id = ? WHERE id IN (?, ?)", (member_id, cashier.id, manager.id))
    with refused(Code.OWN_ACCOUNT):
        merge(shop, by=MANAGER)
    merge(shop, by=OWNER)
    assert shop.sold("1 x PHỞ @ 100000; member Bình; by Lan thu ngân").earned == 0
    with refused(Code.OWN_ACCOUNT):
        shop.adjusted("Bình", 10, staff_id=manager.id)
    assert shop.sold("1 x PHỞ @ 100000; member Bình").earned == 10
