"""A voucher that an order holds: a snapshot of what its code stood for when it was scanned."""

from dataclasses import dataclass
from datetime import date

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.conditions import ALWAYS, When


@dataclass(frozen=True, slots=True)
class HeldVoucher:
    """A voucher as it stood when it was scanned; `loyalty.vouchers.check` tells whether an order may use it."""

    id: Id
    template: str
    code: str
    name: str
    benefit: Benefit
    minimum: Money = 0
    """Đồng of goods after all other discounts that the order needs."""
    when: When = ALWAYS
    valid_from: date | None = None
    expires_on: date | None = None
    """Last business date on which it may be used; None for no end."""
    uses_left: int | None = 1
    """Times that it may still be used by anybody; None for any number."""
    member: Id | None = None
    """The account that alone may use it."""
    used_by_member: int = 0
    """Times that the attached member used it before this order."""
    per_member: int = 0
    """Times at most for one member, 0 for any number."""
    partner: str = ""
    """Who issued it, when it was not this shop."""
    instead_of: Id = ""
    """The voucher that it stands for, when the sale that gave it went from one member to another."""
