"""A member's loyalty account as the rules see it: a frozen picture, read once when the member is attached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.lots import Balance, Lot, balance_on
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import ManualTier, TierState


@dataclass(frozen=True, slots=True)
class AccountPicture:
    """What the points rules need to know of one account, as of the business date `day`."""

    id: Id
    day: date
    lots: tuple[Lot, ...] = ()
    debt: int = 0
    tier: TierState = TierState("member")
    joined_on: date = date.min
    activity: tuple[Activity, ...] = ()
    """What past business dates added to the metrics, far enough back for every review that may fall due."""
    earning_orders: int = 0
    """Orders of `day` that earned already."""
    redeemed_value: Money = 0
    """Đồng of points redeemed on `day` already."""
    reserved: int = 0
    """Points that other open orders hold."""
    holder_left: int | None = None
    """Points that the person of a household card may still redeem this month; None without a limit."""
    blocked: bool = False
    earns: bool = True
    """False for the shop's own people on their own shift."""
    manual: ManualTier | None = None
    """A tier given by hand that holds on `day`."""
    plan: str = ""
    """Code of the paid membership that holds on `day`."""
    plan_until: date | None = None
    plan_expired: bool = False
    """There was a paid membership, and it is over."""
    is_first: bool = False
    """The member never bought before; worked out only where the programme asks, like all that follows."""
    visits_today: int = 0
    points_today: int = 0
    """Points that orders of `day` earned."""
    minutes_since: int | None = None
    """Minutes since the last order that earned."""
    streak: int = 0
    """Days in a row with an order, `day` included."""
    birthday: date | None = None
    """The birthday whose window holds on `day`, when its bonus is not taken yet."""
    anniversary: bool = False
    """`day` lies within the window of the day of joining."""
    uses: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    """Business dates on which rewards were taken, by reward id."""
    stamps: Mapping[str, int] = field(default_factory=dict)
    """Stamps by the id of their card."""
    groups: tuple[str, ...] = ()
    """Names of the groups that the shop put the member in."""
    promotions: Mapping[str, int] = field(default_factory=dict)
    """How often the member had each promotion that counts its members, by promotion id."""

    def balance(self, warn_days: int) -> Balance:
        """Available, pending, expiring and debt on the picture's day."""
        return balance_on(self.lots, self.day, warn_days, self.debt)
