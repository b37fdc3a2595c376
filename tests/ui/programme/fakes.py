"""Stand-ins for the services behind the settings of the programme, and what they were asked."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import SimpleNamespace

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.occasion import LunarDay
from pos_desktop.loyalty.anniversaries import Anniversary, AnniversaryKind
from pos_desktop.loyalty.games import Mission, MissionGoal, StampCard, Streak, StreakUnit
from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.membership import Plan
from pos_desktop.loyalty.partners import Partner
from pos_desktop.loyalty.perks import Perk
from pos_desktop.loyalty.programme import DEFAULT_TIERS, Programme, Tier
from pos_desktop.loyalty.referral import Referral
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.rules import EarnRate, Ratio, Rule, Trigger
from pos_desktop.loyalty.stored_value import StoredTerms, TopUpBonus
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.selling.benefits import Benefit, BuyGet, Combo, ComboPart, Reach
from pos_desktop.selling.catalogue import CatalogueIndex, Category, Item
from pos_desktop.selling.conditions import Hours, Picks, When
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.promotions import Promotion
from pos_desktop.selling.tax import STANDARD, VatTable
from pos_desktop.services.shop.catalogue import Wares
from pos_desktop.services.shop.trial import Trials
from pos_desktop.ui.form.state import Shelf
from pos_desktop.ui.programme.controller import Setting

TODAY = date(2026, 11, 21)
COFFEE, TEA = Category("coffee", "Cà phê"), Category("tea", "Trà")
GOODS = tuple(
    Item(sku, sku, name, 30_000, STANDARD, category) for sku, name, category in (
        ("CFSD", "Cà phê sữa đá", COFFEE), ("BX", "Bạc xỉu", COFFEE), ("TD", "Trà đào cam sả", TEA),
        ("BM", "Bánh mì thịt nướng", None),
    )
)  # fmt: skip
SHELF = Shelf(tuple((each.id, each.name) for each in (COFFEE, TEA)), tuple((item.sku, item.name) for item in GOODS))
HERE = SimpleNamespace(time_zone="Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class FakeMover:
    """Somebody who changes tier."""

    member_code: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FakeImpact:
    """Whom a change moves."""

    movers: tuple[FakeMover, ...]
    members: int = 4_218


MOVERS = (FakeMover("000007", "Nguyễn Thị Ngọc Ánh", "silver", "gold"), FakeMover("000012", "", "gold", "silver"))


@dataclass
class FakeProgrammes:
    """Keeps versions in a list; `newer` is one that somebody else saves first."""

    versions: list[Programme] = field(default_factory=lambda: [Programme(version=6)])
    movers: tuple[FakeMover, ...] = MOVERS
    previewed: list[tuple[Programme, date]] = field(default_factory=list)
    saved: list[tuple[Programme, date, str]] = field(default_factory=list)
    refusal: Exception | None = None

    def current(self) -> Programme:
        return self.versions[-1]

    def newest(self) -> Programme:
        return self.versions[-1]

    def next_version(self) -> int:
        return self.versions[-1].version + 1

    def preview(self, programme: Programme, day: date) -> FakeImpact:
        self.previewed.append((programme, day))
        same = programme.tiers == self.current().tiers
        return FakeImpact(() if same else self.movers)

    def save(self, programme: Programme, valid_from: date, staff_id: str, base_version: int) -> Programme:
        if self.refusal is not None:
            raise self.refusal
        if base_version != self.current().version:
            raise Rejected(Code.PROGRAMME_CHANGED)
        kept = replace(programme, version=self.next_version())
        self.versions.append(kept)
        self.saved.append((kept, valid_from, staff_id))
        return kept


def setting() -> Setting:
    """A Saturday in the café, the owner at work."""
    wares = Wares(1, CatalogueIndex(GOODS), VatTable(), Programme())
    return Setting(TODAY, Trials(SimpleNamespace(shop=HERE, day_of=datetime.date), wares), SHELF, "owner")


@dataclass(frozen=True, slots=True)
class FakeOutcome:
    """What one programme came to."""

    issued: int
    redeemed: int
    liability: int
    cost: int

    def cost_share(self, sales: int) -> int | None:
        return self.cost * 10_000 // sales if sales else None


@dataclass(frozen=True, slots=True)
class FakeBreakage:
    """A fifth is never asked for."""

    def expected(self, liability: int) -> int:
        return liability * 4 // 5


@dataclass(frozen=True, slots=True)
class FakeMoved:
    """Somebody whom the test leaves in another tier."""

    code: str
    name: str
    before: str
    after: str
    rises: bool


@dataclass(frozen=True, slots=True)
class FakeYear:
    """The last twelve months twice."""

    first: date = date(2025, 11, 22)
    last: date = TODAY
    member_sales: int = 1_842_350_000
    members: int = 4_218
    old: FakeOutcome = FakeOutcome(221_082, 135_600, 42_618_000, 22_108_200)
    new: FakeOutcome = FakeOutcome(442_164, 271_200, 85_236_000, 44_216_400)
    breakage: FakeBreakage = FakeBreakage()
    rises: int = 37
    falls: int = 2
    moved: tuple[FakeMoved, ...] = (FakeMoved("000007", "Nguyễn Thị Ngọc Ánh", "Bạc", "Vàng", rises=True),)


@dataclass
class FakeYearTest:
    """Counts members in steps; does what `between` says at each of them."""

    steps: int = 3
    asked: list[Programme] = field(default_factory=list)
    between: list[object] = field(default_factory=list)
    refusal: Exception | None = None

    def run(self, changed: Programme, on_progress: Callable[[int, int], bool] | None = None) -> FakeYear | None:
        self.asked.append(changed)
        if self.refusal is not None:
            raise self.refusal
        for step in range(1, self.steps + 1):
            for act in self.between:
                act(step)
            if on_progress and not on_progress(step, self.steps):
                return None
        return FakeYear()


FULL = Programme(
    version=6,
    rules=(
        Rule("r1", "Thứ Ba nhân đôi", multiplier=Ratio(2), when=When(weekdays=(1,), hours=(Hours(420, 660),))),
        Rule("r2", "Chào mừng", Trigger.SIGN_UP, flat=20),
        Rule("r3", "Cà phê rằm", base=EarnRate(2, 10_000), picks=Picks(categories=("coffee",), not_skus=("BX",)),
             when=When(lunar_days=(LunarDay(0, 15),), starts_on=TODAY, recurrence="FREQ=MONTHLY;BYMONTHDAY=15"),
             tiers=("gold",), minimum_spend=50_000, minimum_qty=2_000, priority=10, exclusive=True),
    ),
    tiers=(
        *DEFAULT_TIERS[:3],
        Tier("diamond", "Kim cương", 12_000_000, Ratio(2), priority=True,
             perks=(Perk("perk-1", "Trưa mang đi", 500, when=When(order_types=(OrderType.TAKE_AWAY,))),)),
        Tier("vip", "VIP", 0, Ratio(2), invitation=True),
    ),
    points_per_day=500,
    rewards=(
        Reward("w1", "Bớt 20%", 200, benefit=Benefit(percent=2_000, most=50_000)),
        Reward("w2", "Cà phê tặng", 0, RewardKind.FREE_ITEM, Benefit(percent=10_000, reach=Reach.CHEAPEST, units=1_000),
               stamps="s1"),
        Reward("w3", "Cốc sứ", 800, RewardKind.GIFT, gift="Cốc sứ", per_year=1),
        Reward("w4", "Phiếu tháng sau", 100, RewardKind.VOUCHER, voucher="v1"),
    ),
    promotions=(
        Promotion("p1", "Giờ vàng", When(hours=(Hours(840, 960),)), Benefit(amount=5_000, reach=Reach.ITEMS)),
        Promotion("p2", "Mua 2 tặng 1", buy_get=BuyGet(Picks(("CFSD",)), 2_000, Picks(("CFSD",)), 1_000)),
        Promotion("p3", "Combo sáng", combo=Combo((ComboPart(Picks(("CFSD",))), ComboPart(Picks(("BM",)))), 55_000),
                  limit_per_order=2),
    ),
    vouchers=(
        VoucherTemplate("v1", "Giảm 10%", Benefit(percent=1_000)),
        VoucherTemplate("v2", "Tết", Benefit(amount=20_000), VoucherKind.MULTI, 500, code="TET2027"),
    ),
    plans=(Plan("plan-1", "Thẻ Mộc", 199_000, multiplier=Ratio(3, 2), welcome_points=50),),
    stored=StoredTerms(expires_months=24, bonuses=(TopUpBonus("b1", "Nạp 500", 500_000, 50_000),)),
    anniversaries=(Anniversary("a1", "Sinh nhật", AnniversaryKind.BIRTHDAY, points=50, lunar=True),),
    stamp_cards=(StampCard("s1", "10 ly tặng 1", 10, "w2", Picks(categories=("coffee",))),),
    streaks=(Streak("k1", "Năm ngày liền", 5, StreakUnit.DAY, 50),),
    missions=(Mission("m1", "Tháng 11", MissionGoal.SPEND, 1_000_000, 100,
                      When(starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 30))),),
    wheels=(Wheel("q1", "Vòng quay Tết", (Prize("z1", "Điểm", 10, points=20, stock=50, cost=2_000),
                                          Prize("z2", "Phiếu", 5, voucher="v1", stock=20, cost=10_000),
                                          Prize("z3", "Cốc", 1, gift="Cốc sứ", stock=3, cost=60_000),
                                          Prize("z4", "Chúc may mắn", 84)), 1_000_000, 100_000),),
    referral=Referral(50, "v1", 50, 50_000),
    causes=(Cause("c1", "Quỹ sách", "Hội Khuyến học, VCB 0011", 10),),
    partners=(Partner("n1", "Tiệm bánh bên cạnh", 1, 2, "", 100, 5_000_000, 9_000),),
)  # fmt: skip
"""A programme in which every part is used."""
