"""A programme with every kind of thing switched on, for members who come for a whole year."""

from dataclasses import replace
from datetime import date

from pos_desktop.core.occasion import LunarDay
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import WHOLE
from pos_desktop.loyalty.anniversaries import Anniversary, AnniversaryKind
from pos_desktop.loyalty.games import Mission, MissionGoal, StampCard, Streak, StreakUnit
from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.membership import Period, Plan
from pos_desktop.loyalty.perks import Perk
from pos_desktop.loyalty.programme import DEFAULT_TIERS, Programme
from pos_desktop.loyalty.referral import Referral
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.rules import EarnRate, Group, Per, Ratio, Rule, Trigger
from pos_desktop.loyalty.stored_value import StoredTerms, TopUpBonus
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.selling.benefits import Benefit, BuyGet, Combo, ComboPart, Reach
from pos_desktop.selling.conditions import Hours, Picks, When
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.promotions import Promotion

COFFEE, TEA, CAKE, PHO = (Picks(skus=(sku,)) for sku in ("CA-PHE", "TRA", "BANH", "PHO"))
DRINKS = Picks(skus=("CA-PHE", "TRA"))
WEEKEND = When(weekdays=(5, 6))
MORNING = When(hours=(Hours(6 * 60, 9 * 60),))
FULL_MOON = When(lunar_days=(LunarDay(0, 15),))
YEAR = When(starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31))

RULES = (
    Rule("coffee", "Cà phê 2 điểm", base=EarnRate(2, 10_000), picks=COFFEE),
    Rule("weekend", "Cuối tuần gấp rưỡi", multiplier=Ratio(3, 2), when=WEEKEND, priority=10),
    Rule("moon", "Rằm cộng 5", flat=5, when=FULL_MOON, minimum_spend=50_000),
    Rule("monthly", "Ngày 1 hằng tháng", flat=7, when=When(recurrence="FREQ=MONTHLY;BYMONTHDAY=1")),
    Rule("birthday", "Sinh nhật nhân đôi", Trigger.BIRTHDAY, multiplier=Ratio(2), group=Group.BIRTHDAY),
    Rule("welcome", "Đơn đầu tiên", Trigger.FIRST_ORDER, flat=20),
    Rule("visit", "Mỗi lần ghé", flat=1, per=Per.VISIT),
    Rule("cakes", "Mỗi hai bánh", flat=1, per=Per.UNIT, picks=CAKE, minimum_qty=2 * ONE),
    Rule("row", "Bảy ngày liền", Trigger.STREAK, flat=15, streak=7),
    Rule("sign-up", "Ghi danh", Trigger.SIGN_UP, flat=10),
)

FREE_DRINK = Benefit(percent=WHOLE, reach=Reach.CHEAPEST, picks=DRINKS, units=ONE, most=45_000)
REWARDS = (
    Reward("drink", "Một ly nước", 150, RewardKind.FREE_ITEM, FREE_DRINK),
    Reward("tenth", "Ly thứ mười một", 0, RewardKind.FREE_ITEM, FREE_DRINK, stamps="coffee-card"),
    Reward("birthday-20", "Sinh nhật giảm 20%", 0, benefit=Benefit(percent=2_000), only_birthday=True, per_year=1),
    Reward("cake", "Bánh nửa giá", 60, benefit=Benefit(percent=5_000, reach=Reach.CHEAPEST, picks=CAKE), per_day=1),
    Reward("mug", "Ly sứ", 400, RewardKind.GIFT, gift="Ly sứ", per_year=2),
    Reward("later", "Phiếu lần sau", 100, RewardKind.VOUCHER, voucher="off-20"),
)
PROMOTIONS = (
    Promotion("tea", "Trà mua 2 tặng 1", buy_get=BuyGet(TEA, 2 * ONE, TEA, ONE)),
    Promotion(
        "breakfast", "Combo sáng", MORNING, combo=Combo((ComboPart(COFFEE), ComboPart(CAKE)), 45_000), priority=5
    ),
    Promotion("big", "Đơn lớn giảm 5%", benefit=Benefit(percent=500), minimum=300_000, priority=9),
)
VOUCHERS = (
    VoucherTemplate("off-20", "Giảm 20.000 ₫", Benefit(amount=20_000), VoucherKind.SINGLE),
    VoucherTemplate(
        "next", "Lần sau giảm 5%", Benefit(percent=500), VoucherKind.NEXT_ORDER, starts_after_days=1, minimum=80_000
    ),
    VoucherTemplate(
        "tet", "Tết giảm 10%", Benefit(percent=1_000), VoucherKind.PER_MEMBER, per_member=1, code="TET2027"
    ),
)


def full_programme() -> Programme:
    """Everything at once; the numbers of the default programme stay."""
    perk = Perk("gold-cake", "Vàng giảm bánh", 1_000, CAKE, When(weekdays=(0, 1, 2), order_types=(OrderType.DINE_IN,)))
    tiers = tuple(replace(tier, perks=(perk,)) if tier.code == "gold" else tier for tier in DEFAULT_TIERS)
    return Programme(
        tiers=tiers, rules=RULES, rewards=REWARDS, promotions=PROMOTIONS, vouchers=VOUCHERS, pending_days=1,
        plans=(Plan("plus", "Hội viên", 199_000, Period.MONTHLY, multiplier=Ratio(5, 4), welcome_points=30,
                    perks=(Perk("plus-tea", "Trà −10%", 1_000, TEA),)),),
        stored=StoredTerms(expires_months=12, bonuses=(TopUpBonus("b", "Nạp 500 tặng 50", 500_000, 50_000),)),
        anniversaries=(Anniversary("bd", "Quà sinh nhật", AnniversaryKind.BIRTHDAY, points=25),
                       Anniversary("join", "Một năm", AnniversaryKind.JOINING, points=30)),
        stamp_cards=(StampCard("coffee-card", "10 ly tặng 1", 10, "tenth", COFFEE),),
        streaks=(Streak("weeks", "Bốn tuần liền", 4, StreakUnit.WEEK, 40),),
        missions=(Mission("ten", "Mười lần", MissionGoal.VISITS, 10, 50, YEAR),),
        wheels=(Wheel("lucky", "Vòng quay", (
            Prize("p20", "20 điểm", 20, points=20, stock=300, cost=2_000),
            Prize("v", "Phiếu", 5, voucher="off-20", stock=30, cost=20_000),
            Prize("none", "Không trúng", 75),
        ), 900_000, per_spend=100_000),),
        referral=Referral(friend_points=30, referrer_points=50, minimum=50_000),
        causes=(Cause("school", "Sách", "Quỹ Sách", minimum=10),),
    )  # fmt: skip
