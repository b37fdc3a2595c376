"""A programme with vouchers, stamps, a streak, missions, gifts, friends and a wheel, in the numbers of the page."""

from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import WHOLE
from pos_desktop.loyalty.anniversaries import Anniversary, AnniversaryKind
from pos_desktop.loyalty.games import Mission, MissionGoal, StampCard, Streak, StreakUnit
from pos_desktop.loyalty.programme import DEFAULT_TIERS
from pos_desktop.loyalty.referral import Referral
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.rules import Rule, Trigger
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.selling.benefits import Benefit, Reach
from pos_desktop.selling.conditions import Picks, When
from tests.support import benefits_page as page
from tests.support import games_page as games
from tests.support import wheel_page

SKUS = {"CUP": "TRA", "PHO": "PHO"}
PRICES = {"CUP": games.CUP, "PHO": games.PHO}
TEA = Picks(skus=("TRA",))
FREE_CUP = Benefit(percent=WHOLE, reach=Reach.CHEAPEST, picks=TEA, units=ONE)
OFF = {"one": 20_000, "trio": 15_000, "next": 10_000, "CHUNG3": 20_000, "MOINGUOI": 20_000}
SHARED = ("CHUNG3", "MOINGUOI")
IN_2026 = When(starts_on=games.MISSIONS_FROM, ends_on=games.MISSIONS_TO)
PARTS = {
    "tiers": DEFAULT_TIERS[:1], "orders_per_day": 1_000,
    "rules": (Rule("birthday", "Sinh nhật", Trigger.BIRTHDAY, flat=games.BIRTHDAY_ON_AN_ORDER),),
    "rewards": (Reward("cup", "Ly thứ năm", 0, RewardKind.FREE_ITEM, FREE_CUP, stamps="cups"),),
    "vouchers": (
        VoucherTemplate("one", "Giảm 20.000 ₫", Benefit(amount=OFF["one"]), minimum=50_000),
        VoucherTemplate("trio", "Ba lần", Benefit(amount=OFF["trio"]), VoucherKind.MULTI, uses=3, days_valid=0),
        VoucherTemplate("next", "Lần sau", Benefit(amount=OFF["next"]), VoucherKind.NEXT_ORDER, days_valid=40,
                        starts_after_days=1),
        VoucherTemplate("shared", "Chung", Benefit(amount=OFF["CHUNG3"]), VoucherKind.MULTI, uses=3, code="CHUNG3"),
        VoucherTemplate("each", "Mỗi người", Benefit(amount=OFF["MOINGUOI"]), VoucherKind.PER_MEMBER, per_member=1,
                        code="MOINGUOI"),
    ),
    "anniversaries": (
        Anniversary("birthday", "Sinh nhật", AnniversaryKind.BIRTHDAY, points=games.GIFTS["birthday"]),
        Anniversary("joining", "Một năm", AnniversaryKind.JOINING, points=games.GIFTS["joining"]),
    ),
    "stamp_cards": (StampCard("cups", "4 ly tặng 1", games.STAMPS, "cup", TEA),),
    "streaks": (Streak("row", "Ba ngày liền", games.STREAK_DAYS, StreakUnit.DAY, games.STREAK_POINTS),),
    "missions": (
        Mission("visits", "Bốn ngày", MissionGoal.VISITS, games.VISITS, games.VISITS_POINTS, IN_2026),
        Mission("spend", "Chín trăm", MissionGoal.SPEND, games.SPEND, games.SPEND_POINTS, IN_2026),
    ),
    "wheels": (Wheel("lucky", "Vòng quay", tuple(
        Prize(one.id, one.id, one.weight, points=one.points, voucher=one.voucher, stock=one.stock, cost=one.cost)
        for one in wheel_page.PRIZES
    ), wheel_page.BUDGET, per_spend=page.PER_TICKET, most_tickets=page.MOST_TICKETS),),
    "referral": Referral(page.FRIEND, "", page.REFERRER, page.FRIENDS_MINIMUM, page.FRIENDS_DAYS, page.FRIENDS_A_MONTH),
}  # fmt: skip
