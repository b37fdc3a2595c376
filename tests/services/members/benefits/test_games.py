"""Stamps, streaks and missions on a real shop: what a sale adds, and what is left of it after a return."""

from datetime import date

import pytest

from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import WHOLE
from pos_desktop.loyalty.games import Mission, MissionGoal, StampCard, StampProgress, Streak, StreakUnit
from pos_desktop.loyalty.programme import Shortfall
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.selling.benefits import Benefit, Reach
from pos_desktop.selling.conditions import Picks, When
from pos_desktop.selling.promotions import Promotion
from pos_desktop.services.members.points.attaching import Move
from pos_desktop.storage.queries.games import stamps_of
from tests.support.shop import MANAGER

CUPS = Picks(skus=("CA-PHE",))
FREE = Reward("free", "Ly tặng", 0, RewardKind.FREE_ITEM, Benefit(percent=WHOLE, reach=Reach.CHEAPEST, picks=CUPS,
              units=ONE), stamps="cups")  # fmt: skip
MUG = Reward("mug", "Ly sứ", 0, RewardKind.GIFT, gift="Ly sứ", stamps="cups")
CARD = StampCard("cups", "3 ly tặng 1", 3, "free", CUPS)
THREE_DAYS = Streak("days", "3 ngày liền", 3, StreakUnit.DAY, 30)
MARCH = When(starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
VISITS = Mission("visits", "Hai lần ghé", MissionGoal.VISITS, 2, 40, MARCH)
SPEND = Mission("spend", "Nửa triệu", MissionGoal.SPEND, 500_000, 25, MARCH)


@pytest.fixture
def stamped(shop):
    shop.under(rewards=(FREE, MUG), stamp_cards=(CARD,))
    return shop


def stamps(shop, name="Lan"):
    with shop.till.db.read() as tx:
        return stamps_of(tx, shop.member(name).row.account_id).get("cups", 0)


def bonus(shop, rule):
    return shop.rows("SELECT kind, points FROM entry WHERE breakdown LIKE ? ORDER BY seq", f'%"{rule}"%')


def available(shop, name="Lan"):
    return shop.member(name).balance.available


# stamps


def test_every_paid_cup_is_a_stamp_and_a_full_card_gives_one(stamped):
    stamped.sold("2 x CÀ PHÊ @ 20000; 1 x BÁNH @ 15000; member Lan")
    assert stamps(stamped) == 2
    stamped.sold("2 x CÀ PHÊ @ 20000; member Lan")
    assert stamped.member("Lan").account.stamps == {"cups": 4}
    sale = stamped.sold("2 x CÀ PHÊ @ 20000; member Lan; reward free")
    assert sale.due == 20_000
    assert stamps(stamped) == 4 - 3 + 1, "the free cup earns no stamp"
    assert stamped.books().tie


def test_a_promotion_s_free_cup_earns_no_stamp_and_half_a_price_does(stamped):
    free = Benefit(percent=WHOLE, reach=Reach.CHEAPEST, picks=CUPS, units=ONE)
    stamped.under(promotions=(Promotion("free", "Tặng một", benefit=free),))
    stamped.sold("3 x CÀ PHÊ @ 20000; member Lan")
    assert stamps(stamped) == 2
    stamped.under(promotions=(Promotion("half", "Nửa giá", benefit=Benefit(percent=5_000, picks=CUPS)),))
    stamped.sold("2 x CÀ PHÊ @ 20000; member Minh")
    assert stamps(stamped, "Minh") == 2


def test_stamps_go_back_piece_by_piece_and_never_more_than_were_given(stamped):
    sale = stamped.sold("3 x CÀ PHÊ @ 20000; member Lan")
    stamped.returned(sale, "1 x CÀ PHÊ")
    assert stamps(stamped) == 2
    stamped.returned(sale, "1 x CÀ PHÊ")
    stamped.returned(sale)
    assert stamps(stamped) == 0
    assert stamped.count("stamp_entry") == 4
    assert stamped.books().tie


def test_of_a_sale_with_a_free_cup_the_free_one_goes_back_first(stamped):
    stamped.sold("3 x CÀ PHÊ @ 20000; member Lan")
    sale = stamped.sold("2 x CÀ PHÊ @ 20000; member Lan; reward free")
    stamped.returned(sale, "1 x CÀ PHÊ")
    assert stamps(stamped) == 1
    stamped.returned(sale)
    assert stamps(stamped) == 3, "the whole sale is back, and with it the card that was handed in"
    assert stamped.books().tie


def test_the_card_for_a_gift_that_was_handed_over_stays_handed_in(stamped):
    stamped.sold("3 x CÀ PHÊ @ 20000; member Lan")
    sale = stamped.sold("1 x BÁNH @ 15000; member Lan; reward mug")
    stamped.returned(sale)
    assert stamps(stamped) == 0


def test_stamps_of_a_used_card_are_owed_when_they_are_returned(stamped):
    first = stamped.sold("3 x CÀ PHÊ @ 20000; member Lan")
    stamped.sold("1 x CÀ PHÊ @ 20000; member Lan; reward free")
    stamped.returned(first)
    assert stamped.desk.games.progress(stamped.member("Lan").row.account_id).stamps[0].progress == StampProgress(
        0, 0, 3
    )


def test_guests_and_people_on_their_own_shift_play_no_game(stamped):
    stamped.sold("3 x CÀ PHÊ @ 20000")
    lan = stamped.member("Lan")
    with stamped.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE staff SET member_id = ? WHERE name = 'Mộc'", (lan.row.id,))
    stamped.sold("3 x CÀ PHÊ @ 20000; member Lan; by Mộc")
    assert stamped.count("stamp_entry") == 0
    stamped.sold("3 x CÀ PHÊ @ 20000; member Lan; by Hoa")
    assert stamps(stamped) == 3


# streaks


def test_a_streak_is_paid_on_its_last_day_once(shop):
    shop.under(streaks=(THREE_DAYS,))
    for day in (2, 3):
        shop.on(f"2026-03-0{day}")
        shop.sold("1 x PHỞ @ 9000; member Lan")
    assert bonus(shop, "streak:days") == []
    shop.on("2026-03-04")
    shop.sold("1 x PHỞ @ 9000; member Lan")
    shop.sold("1 x PHỞ @ 9000; member Lan")
    assert bonus(shop, "streak:days") == [("accrual", 30)]
    assert shop.rows("SELECT count(*) FROM entry WHERE occasion IS NOT NULL AND sale_id IS NULL") == [(1,)]
    shop.on("2026-03-05")
    picture = shop.desk.games.progress(shop.member("Lan").row.account_id)
    assert (picture.streaks[0].length, picture.streaks[0].filled) == (3, 0)
    assert shop.books().tie


def test_a_streak_with_a_day_that_was_returned_is_taken_back_and_may_be_filled_again(shop):
    shop.under(streaks=(THREE_DAYS,))
    sales = []
    for day in (2, 3, 4):
        shop.on(f"2026-03-0{day}")
        sales.append(shop.sold("2 x PHỞ @ 9000; member Lan"))
    shop.returned(sales[1], "1 x PHỞ")
    assert bonus(shop, "streak:days") == [("accrual", 30)], "the day still has its visit"
    shop.returned(sales[2])
    assert bonus(shop, "streak:days") == [("accrual", 30), ("clawback", -30)]
    shop.sold("1 x PHỞ @ 9000; member Lan")
    assert bonus(shop, "streak:days")[-1] == ("accrual", 30)
    assert available(shop) == 30 + 1, "18.000 of the first day earned one"
    assert shop.books().tie


# missions


def test_a_mission_is_paid_once_and_taken_back_when_it_is_no_longer_reached(shop):
    shop.under(missions=(VISITS,))
    shop.sold("1 x PHỞ @ 9000; member Lan")
    shop.on("2026-03-09")
    second = shop.sold("1 x PHỞ @ 9000; member Lan")
    shop.on("2026-03-10")
    shop.sold("1 x PHỞ @ 9000; member Lan")
    assert bonus(shop, "mission:visits") == [("accrual", 40)]
    shop.returned(second)
    assert len(bonus(shop, "mission:visits")) == 1, "two visits are left"
    picture = shop.desk.games.progress(shop.member("Lan").row.account_id).missions[0]
    assert (picture.progress.done, picture.is_paid) == (2, True)
    assert shop.books().tie


def test_a_mission_that_began_after_a_sale_is_taken_back_with_it(shop):
    first = shop.sold("1 x PHỞ @ 9000; member Lan")
    shop.under(missions=(VISITS,))
    shop.on("2026-03-09")
    shop.sold("1 x PHỞ @ 9000; member Lan")
    assert bonus(shop, "mission:visits") == [("accrual", 40)]
    shop.returned(first)
    assert bonus(shop, "mission:visits") == [("accrual", 40), ("clawback", -40)]
    assert shop.books().tie


def test_a_mission_of_money_counts_what_was_kept(shop):
    shop.under(missions=(SPEND,))
    first = shop.sold("3 x PHỞ @ 100000; member Lan")
    second = shop.sold("2 x PHỞ @ 100000; member Lan")
    assert bonus(shop, "mission:spend") == [("accrual", 25)]
    shop.returned(first, "1 x PHỞ")
    assert bonus(shop, "mission:spend") == [("accrual", 25), ("clawback", -25)]
    shop.sold("1 x PHỞ @ 100000; member Lan")
    assert bonus(shop, "mission:spend")[2:] == [("accrual", 25)]
    shop.voided(second)
    assert len(bonus(shop, "mission:spend")) == 4
    assert shop.books().tie


@pytest.mark.parametrize(
    ("policy", "debt", "forgiven"), [(Shortfall.DEBT, 40, []), (Shortfall.CLAMP, 0, [("adjustment", 40)])]
)
def test_what_was_spent_meanwhile_is_owed_or_forgiven(shop, policy, debt, forgiven):
    shop.under(missions=(VISITS,), shortfall=policy, minimum=0, cap=WHOLE)
    first = shop.sold("1 x PHỞ @ 9000; member Lan")
    shop.on("2026-03-03")
    shop.sold("1 x PHỞ @ 9000; member Lan")
    shop.sold("1 x PHỞ @ 9000; member Lan; redeem 40")
    assert available(shop) == 0
    shop.returned(first)
    assert shop.member("Lan").balance.debt == debt
    assert bonus(shop, "shortfall") == forgiven
    assert shop.books().tie


def test_a_mission_outside_of_its_days_counts_nothing(shop):
    shop.under(missions=(VISITS,))
    shop.on("2026-03-31")
    shop.sold("1 x PHỞ @ 9000; member Lan")
    shop.on("2026-04-01")
    shop.sold("1 x PHỞ @ 9000; member Lan")
    assert bonus(shop, "mission:visits") == []
    assert shop.desk.games.progress(shop.member("Lan").row.account_id).missions == ()


def test_stamps_go_over_with_a_moved_sale_and_back_with_its_refund(shop):
    shop.under(stamp_cards=(CARD,), rewards=(FREE,))
    sale = shop.sold("3 x CÀ PHÊ @ 29000; member Lan")
    to_id = shop.member("Bình").row.account_id
    shop.desk.attaching.move(Move("move", "K1-000001", to_id, "nhầm thẻ", shop.person(MANAGER).id))
    assert [stamps(shop, name) for name in ("Lan", "Bình")] == [0, 3]
    shop.returned(sale, "1 x CÀ PHÊ")
    assert [stamps(shop, name) for name in ("Lan", "Bình")] == [0, 2]
    shop.returned(sale)
    assert [stamps(shop, name) for name in ("Lan", "Bình")] == [0, 0]
    assert shop.books().tie


def test_a_sale_that_is_moved_away_takes_the_streak_and_the_mission_that_it_filled(shop):
    shop.under(streaks=(THREE_DAYS,), missions=(VISITS,))
    sales = []
    for day in (2, 3, 4):
        shop.on(f"2026-03-0{day}")
        sales.append(shop.sold("1 x PHỞ @ 9000; member Lan"))
    assert available(shop) == 70
    to_id = shop.member("Bình").row.account_id
    for number, lost in ((3, 30), (2, 40)):
        answer = shop.desk.attaching.move(
            Move(f"move{number}", f"K1-00000{number}", to_id, "nhầm thẻ", shop.person(MANAGER).id)
        )
        assert answer.clawed == lost
    assert (answer.bonus, available(shop), available(shop, "Bình")) == (40, 0, 40), "two visits are Bình's"
    for sale in sales:
        shop.returned(sale)
    assert (available(shop), available(shop, "Bình")) == (0, 0)
    assert bonus(shop, "streak:days") == [("accrual", 30), ("clawback", -30)]
    assert sorted(bonus(shop, "mission:visits")) == [("accrual", 40)] * 2 + [("clawback", -40)] * 2
    assert shop.books().tie
