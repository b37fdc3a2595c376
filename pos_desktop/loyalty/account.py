"""A member's loyalty account as the rules see it: a frozen picture, read once when the member is attached."""

from dataclasses import dataclass
from datetime import date

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.lots import Balance, Lot, balance_on
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierState


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
    blocked: bool = False
    earns: bool = True
    """False for the shop's own people on their own shift."""

    def balance(self, warn_days: int) -> Balance:
        """Available, pending, expiring and debt on the picture's day."""
        return balance_on(self.lots, self.day, warn_days, self.debt)
