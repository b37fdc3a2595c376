"""The sample shop's programme: the default one, with something of every kind to try on the shop's own goods.

Whatever acts by itself picks categories and items of the sample alone, so that goods and members that somebody
imports or enrols are sold and rewarded by the default rules (docs/contract.md, The sample shop).
"""

from collections.abc import Mapping
from dataclasses import replace

from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import WHOLE
from pos_desktop.loyalty.games import StampCard
from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.membership import Period, Plan
from pos_desktop.loyalty.perks import Perk
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.stored_value import StoredTerms, TopUpBonus
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.selling.benefits import Benefit, BuyGet, Combo, ComboPart, Reach
from pos_desktop.selling.conditions import Picks, When
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.promotions import Promotion

COFFEE, TEA, CAKE = "Cà phê", "Trà", "Bánh"
WORKDAYS = (0, 1, 2, 3, 4)


def sample_programme(base: Programme, categories: Mapping[str, Id]) -> Programme:
    """`base` with rewards, promotions, vouchers, a paid plan, stamps, a wheel and a cause; `categories` by name."""
    coffee = Picks(categories=(categories[COFFEE],))
    cake, drinks = Picks(categories=(categories[CAKE],)), Picks(categories=(categories[COFFEE], categories[TEA]))
    flask = Perk("flask", "Hạng Vàng giảm 10%", 1_000, _only("BL005"), When(weekdays=WORKDAYS))
    tiers = tuple(replace(tier, perks=(flask,)) if tier.code in ("gold", "diamond") else tier for tier in base.tiers)
    return replace(
        base, tiers=tiers, rewards=_rewards(drinks, cake), promotions=_promotions(drinks),
        vouchers=_vouchers(drinks), plans=(_plan(drinks),), stamp_cards=(
            StampCard("stamps-coffee", "10 ly cà phê tặng 1", 10, "free-coffee", coffee),
        ),
        stored=StoredTerms(bonuses=(TopUpBonus("top-up-500", "Nạp 500.000 ₫ tặng 50.000 ₫", 500_000, 50_000),)),
        wheels=(_wheel(),),
        causes=(Cause("school", "Sách cho trường vùng cao", "Quỹ Sách Mộc", minimum=10),),
    )  # fmt: skip


def _rewards(drinks: Picks, cake: Picks) -> tuple[Reward, ...]:
    free_drink = Benefit(percent=WHOLE, reach=Reach.CHEAPEST, picks=drinks, units=ONE, most=45_000)
    return (
        Reward("free-drink", "Một ly nước miễn phí", 300, RewardKind.FREE_ITEM, free_drink),
        Reward("free-coffee", "Ly cà phê thứ 11", 0, RewardKind.FREE_ITEM, free_drink, stamps="stamps-coffee"),
        Reward(
            "birthday", "Sinh nhật giảm 20%", 0, benefit=Benefit(percent=2_000, picks=drinks), only_birthday=True,
            per_year=1,
        ),
        Reward("cake-half", "Bánh giảm nửa giá", 120, benefit=Benefit(percent=5_000, reach=Reach.CHEAPEST, picks=cake),
               per_day=1),
        Reward("mug", "Ly sứ Mộc", 900, RewardKind.GIFT, gift="Ly sứ Mộc", tiers=("gold", "diamond"), per_year=1),
        Reward("next-visit", "Phiếu giảm 30.000 ₫ lần sau", 250, RewardKind.VOUCHER, voucher="next-30"),
    )  # fmt: skip


def _promotions(drinks: Picks) -> tuple[Promotion, ...]:
    return (
        Promotion("plum-tea", "Trà tắc xí muội mua 2 tặng 1", buy_get=BuyGet(_only("TR006"), 2 * ONE, _only("TR006"))),
        Promotion(
            "brew-at-home", "Combo phin nhôm và cà phê hộp",
            combo=Combo((ComboPart(_only("BL006")), ComboPart(_only("BL003"))), 139_000), priority=10,
        ),
        Promotion(
            "leaflet", "Tờ rơi GIAM10 giảm 10%", benefit=Benefit(percent=1_000, picks=drinks, most=30_000),
            coupon="GIAM10", priority=20,
        ),
    )  # fmt: skip


def _only(sku: str) -> Picks:
    return Picks(skus=(sku,))


def _vouchers(drinks: Picks) -> tuple[VoucherTemplate, ...]:
    return (
        VoucherTemplate("next-30", "Giảm 30.000 ₫", Benefit(amount=30_000), VoucherKind.SINGLE, minimum=100_000),
        VoucherTemplate(
            "mid-autumn", "Trung thu giảm 10%", Benefit(percent=1_000, picks=drinks, most=50_000),
            VoucherKind.PER_MEMBER, per_member=1, code="TRUNGTHU",
        ),
    )  # fmt: skip


def _plan(drinks: Picks) -> Plan:
    perk = Perk("member-coffee", "Hội viên giảm 10% nước", 1_000, drinks, When(order_types=(OrderType.DINE_IN,)))
    return Plan("moc-plus", "Mộc Plus", 199_000, Period.MONTHLY, perks=(perk,))


def _wheel() -> Wheel:
    return Wheel(
        "lucky", "Vòng quay may mắn",
        (
            Prize("p20", "20 điểm", 20, points=20, stock=200, cost=2_000),
            Prize("p100", "100 điểm", 4, points=100, stock=20, cost=10_000),
            Prize("cup", "Ly sứ Mộc", 1, gift="Ly sứ Mộc", stock=3, cost=60_000),
            Prize("none", "Chúc bạn may mắn lần sau", 75),
        ),
        budget=700_000, per_spend=100_000,
    )  # fmt: skip
