"""Stamps, streaks, missions and friends of sales that become a member's after they were made."""

from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import WHOLE
from pos_desktop.loyalty.games import Mission, MissionGoal, StampCard, StampPer, Streak, StreakUnit
from pos_desktop.loyalty.referral import Referral
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.selling.benefits import Benefit, BuyGet, Reach
from pos_desktop.selling.conditions import Picks, When
from pos_desktop.selling.promotions import Promotion
from pos_desktop.services.members.members import Enrol
from pos_desktop.services.members.merging import Merge
from pos_desktop.services.members.points.attaching import Attach, Attached, Move
from pos_desktop.storage.queries.games import stamps_of
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, Shop

CUPS = Picks(skus=("CA-PHE",))
FREE = Reward("free", "Ly tặng", 0, RewardKind.FREE_ITEM, Benefit(percent=WHOLE, reach=Reach.CHEAPEST, picks=CUPS,
              units=ONE), stamps="cups")  # fmt: skip
CARD = StampCard("cups", "3 ly tặng 1", 3, "free", CUPS)
VISIT_CARD = StampCard("visits", "Mỗi đơn một tem", 5, "free", CUPS, StampPer.ORDER)
DAYS = Streak("days", "3 ngày liền", 3, StreakUnit.DAY, 30)
WEEKS = Streak("weeks", "2 tuần liền", 2, StreakUnit.WEEK, 25)
MARCH = When(starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
VISITS = Mission("visits", "Hai lần ghé", MissionGoal.VISITS, 2, 40, MARCH)
REFERRAL = Referral(friend_points=20, referrer_points=50, minimum=50_000)
CUP = "1 x CÀ PHÊ @ 20000"


def account(shop: Shop, name: str) -> str:
    return shop.member(name).row.account_id


def attach(shop: Shop, number: str, name: str = "Lan", by: str = MANAGER) -> Attached:
    staff_id = shop.person(by).id
    return shop.desk.attaching.attach(Attach(shop.till.ids(), number, account(shop, name), staff_id, "quên thẻ"))


def move(shop: Shop, number: str, name: str) -> Attached:
    command = Move(shop.till.ids(), number, account(shop, name), "quét nhầm thẻ", shop.person(MANAGER).id)
    return shop.desk.attaching.move(command)


def stamps(shop: Shop, name: str = "Lan", card: str = "cups") -> int:
    with shop.till.db.read() as tx:
        return stamps_of(tx, account(shop, name)).get(card, 0)


def available(shop: Shop, *names: str) -> list[int]:
    return [shop.member(name).balance.available for name in names]


# stamps


def test_a_claimed_receipt_brings_the_stamps_of_what_was_paid_for(shop: Shop) -> None:
    shop.under(stamp_cards=(CARD, VISIT_CARD), rewards=(FREE,))
    account(shop, "Lan")
    sale = shop.sold(f"3 x CÀ PHÊ @ 20000; 1 x BÁNH @ 15000; {CUP}")
    shop.returned(sale, "1 x CÀ PHÊ")
    attach(shop, sale.number)
    assert (stamps(shop), stamps(shop, card="visits")) == (3, 1)
    shop.returned(sale, "1 x CÀ PHÊ")
    assert stamps(shop) == 2
    shop.returned(sale)
    assert (stamps(shop), stamps(shop, card="visits")) == (0, 0)
    assert shop.books().tie


GIVEN_AWAY = {
    "the cheapest": (Promotion("p", "Tặng một", benefit=Benefit(
        percent=WHOLE, reach=Reach.CHEAPEST, picks=CUPS, units=ONE)), 2),
    "two for one": (Promotion("p", "Mua 2 tặng 1", buy_get=BuyGet(CUPS, 2 * ONE, CUPS)), 2),
    "for nothing": (Promotion("p", "Giá 0", benefit=Benefit(price=0, reach=Reach.CHEAPEST, picks=CUPS)), 2),
    "half a price": (Promotion("p", "Nửa giá", benefit=Benefit(percent=5_000, picks=CUPS)), 3),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(GIVEN_AWAY))
def test_what_a_deal_gave_away_earns_no_stamp_late_either(shop: Shop, kind: str) -> None:
    promotion, earned = GIVEN_AWAY[kind]
    shop.under(stamp_cards=(CARD,), rewards=(FREE,), promotions=(promotion,))
    account(shop, "Lan")
    sale = shop.sold("3 x CÀ PHÊ @ 20000")
    attach(shop, sale.number)
    shop.sold("3 x CÀ PHÊ @ 20000; member Minh")
    assert (stamps(shop), stamps(shop, "Minh")) == (earned, earned), "as if they had been there"


def test_who_sold_it_gets_no_stamps_for_it_late(shop: Shop) -> None:
    shop.under(stamp_cards=(CARD,), rewards=(FREE,), missions=(VISITS,))
    member_id = shop.member("Lan").row.id
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE staff SET member_id = ? WHERE name = ?", (member_id, CASHIER))
    for day in (2, 3):
        shop.on(f"2026-03-0{day}")
        attach(shop, shop.sold(CUP, staff_id=shop.person(CASHIER).id).number)
    assert (stamps(shop), available(shop, "Lan")) == (0, [0])


def test_a_sale_with_a_card_that_was_handed_in_is_not_moved(shop: Shop) -> None:
    shop.under(stamp_cards=(CARD,), rewards=(FREE,))
    account(shop, "Bình")
    shop.sold("3 x CÀ PHÊ @ 20000; member Lan")
    sale = shop.sold("2 x CÀ PHÊ @ 20000; member Lan; reward free")
    with refused(Code.MOVE_REDEEMED):
        move(shop, sale.number, "Bình")
    assert (stamps(shop), stamps(shop, "Bình")) == (1, 0)


# streaks


def test_a_day_that_joins_two_rows_pays_the_streak_that_it_fills(shop: Shop) -> None:
    shop.under(streaks=(DAYS,))
    numbers = {}
    for day in (2, 3, 4, 5, 6):
        shop.on(f"2026-03-0{day}")
        numbers[day] = shop.sold(CUP if day == 4 else f"{CUP}; member Lan").number
    told = attach(shop, numbers[4])
    assert (told.bonus, available(shop, "Lan")) == (30, [5 * 2 + 30])
    assert shop.rows("SELECT occasion FROM entry WHERE occasion IS NOT NULL") == [
        (f"streak:days:{account(shop, 'Lan')}:2026-03-04",)
    ]
    shop.on("2026-03-07")
    shop.sold(f"{CUP}; member Lan")
    assert available(shop, "Lan") == [6 * 2 + 60], "six days are two rounds"
    move(shop, numbers[3], "Bình")
    assert available(shop, "Lan") == [5 * 2 + 30], "of the four days after it three are a round"
    assert shop.books().tie


def test_weeks_are_joined_as_days_are(shop: Shop) -> None:
    shop.under(streaks=(WEEKS,))
    first = shop.sold(CUP)
    shop.on("2026-03-11")
    shop.sold(f"{CUP}; member Lan")
    shop.on("2026-03-12")
    assert attach(shop, first.number).bonus == 25
    assert attach(shop, shop.sold(CUP).number).bonus == 0, "a second visit of the week"
    assert shop.books().tie


def test_a_streak_of_before_a_merge_goes_with_its_sale(shop: Shop) -> None:
    shop.under(streaks=(DAYS,), missions=(VISITS,))
    for day in (2, 3, 4):
        shop.on(f"2026-03-0{day}")
        sale = shop.sold(f"{CUP}; member Lan")
    lan, binh = account(shop, "Lan"), account(shop, "Bình")
    shop.desk.merging.merge(Merge("g", lan, binh, "một người", shop.person(MANAGER).id))
    assert available(shop, "Bình") == [6 + 70]
    assert shop.sold(f"{CUP}; member Bình").earned == 2
    assert available(shop, "Bình") == [8 + 70], "nobody is paid twice for a mission"
    move(shop, "K1-000004", "Minh")
    assert move(shop, sale.number, "Minh").clawed == 2 + 30
    assert available(shop, "Bình") == [4 + 40]
    assert shop.books().tie


# missions


def test_a_claimed_receipt_fills_a_mission_as_of_then(shop: Shop) -> None:
    shop.under(missions=(VISITS,))
    guest = shop.sold(CUP)
    shop.on("2026-03-05")
    shop.sold(f"{CUP}; member Lan")
    shop.on("2026-04-10")
    told = attach(shop, guest.number)
    assert (told.bonus, told.available) == (40, 44)
    ((opened, last),) = shop.rows("SELECT usable_from, expires_on FROM lot WHERE points = 40")
    assert (opened, last) == ("2026-03-02", "2027-03-31")
    shop.returned(guest)
    assert available(shop, "Lan") == [2]
    assert shop.books().tie


def test_what_would_be_dead_by_now_is_not_paid(shop: Shop) -> None:
    shop.under(missions=(VISITS,))
    guest = shop.sold(CUP)
    shop.on("2026-03-05")
    shop.sold(f"{CUP}; member Lan")
    shop.on("2027-04-02")
    assert (attach(shop, guest.number).bonus, available(shop, "Lan")) == (0, [0])
    assert shop.books().tie


# friends


@pytest.fixture
def friendly(shop: Shop) -> Shop:
    shop.under(referral=REFERRAL)
    lan = shop.enrolled("Lan", "0901000001")
    for name, phone in (("Minh", "0903000001"), ("Hoa", "0903000002")):
        staff_id = shop.person(CASHIER).id
        shop.desk.members.enrol(Enrol(shop.till.ids(), phone, name, referrer=lan.card, staff_id=staff_id))
    return shop


def test_a_friend_s_first_order_may_be_claimed_late(friendly: Shop) -> None:
    guest = friendly.sold("1 x PHỞ @ 60000")
    told = attach(friendly, guest.number, "Minh")
    assert (told.earned, told.bonus, available(friendly, "Lan", "Minh")) == (6, 20, [50, 26])
    assert attach(friendly, friendly.sold("1 x PHỞ @ 60000").number, "Minh").bonus == 0, "once"
    friendly.returned(guest)
    assert available(friendly, "Lan", "Minh") == [0, 6]
    assert friendly.books().tie


def test_a_first_order_goes_from_one_friend_to_the_other_and_back(friendly: Shop) -> None:
    sale = friendly.sold("1 x PHỞ @ 60000; member Minh")
    told = move(friendly, sale.number, "Hoa")
    assert (told.clawed, told.bonus) == (26, 20)
    assert available(friendly, "Lan", "Minh", "Hoa") == [50, 0, 26]
    told = move(friendly, sale.number, "Minh")
    assert (told.clawed, told.bonus) == (26, 20)
    assert available(friendly, "Lan", "Minh", "Hoa") == [50, 26, 0]
    assert friendly.count("referral_reward") == 2
    friendly.returned(sale)
    assert available(friendly, "Lan", "Minh", "Hoa") == [0, 0, 0]
    assert friendly.books().tie


def test_who_is_given_the_sale_may_have_brought_the_friend_whose_it_is(friendly: Shop) -> None:
    sale = friendly.sold("1 x PHỞ @ 60000; member Lan")
    told = move(friendly, sale.number, "Minh")
    assert (told.clawed, told.bonus, available(friendly, "Lan", "Minh")) == (6, 20, [50, 26])
    assert friendly.books().tie


def test_an_order_that_was_moved_away_is_no_first_order(friendly: Shop) -> None:
    friendly.under(referral=None)
    sale = friendly.sold("1 x PHỞ @ 60000; member Minh")
    friendly.under(referral=REFERRAL)
    move(friendly, sale.number, "Hoa")
    friendly.sold("1 x PHỞ @ 60000; member Minh")
    assert available(friendly, "Minh", "Lan") == [26, 50]
    assert friendly.books().tie


def test_the_friend_s_voucher_comes_and_goes_with_the_order(friendly: Shop) -> None:
    template = VoucherTemplate("hello", "Chào", Benefit(amount=9_000))
    friendly.under(referral=Referral(friend_voucher="hello", minimum=50_000), vouchers=(template,))
    sale = friendly.sold("1 x PHỞ @ 60000; member Minh")
    for to, held in (("Hoa", [0, 1]), ("Minh", [1, 0])):
        move(friendly, sale.number, to)
        found = [friendly.desk.vouchers.of_member(account(friendly, name)) for name in ("Minh", "Hoa")]
        assert [len(one) for one in found] == held
    assert friendly.books().tie
