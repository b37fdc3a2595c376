"""Tells what an account holds right after a sale or a claim was booked on it, as receipts print it."""

from datetime import timedelta

from pos_desktop.loyalty.accrual import Accrual
from pos_desktop.loyalty.lots import balance_on
from pos_desktop.loyalty.quote import TierOutlook
from pos_desktop.selling.sale import SaleLoyalty
from pos_desktop.services.members.points.ledger import Booking


def snapshot(booking: Booking, tier: TierOutlook | None, earns: Accrual) -> SaleLoyalty:
    """The account as it stands; `tier` is the way that it took, `earns` what it was credited and why."""
    if tier is None:
        raise ValueError("a member's quote has a tier")
    programme = booking.programme
    balance = balance_on(booking.lots, booking.day, programme.warn_days, booking.debt)
    soon = booking.day + timedelta(days=programme.warn_days)
    usable = [x.expires_on for x in booking.lots if x.left and x.is_usable(booking.day) and x.expires_on]
    return SaleLoyalty(
        tier_before=tier.before_name, tier=tier.after_name, available=balance.available, pending=balance.pending,
        debt=balance.debt, expiring=balance.expiring, expiring_on=min((d for d in usable if d <= soon), default=None),
        qualifying=tier.qualifying, threshold=tier.threshold, next_tier=tier.next_name,
        next_threshold=tier.next_threshold, to_next=tier.to_next,
        breakdown=tuple((step.rule, step.points) for step in earns.breakdown), limited=earns.limited,
        metric=programme.metric.value,
    )  # fmt: skip
