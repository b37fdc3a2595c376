"""What every way of spending points without an order asks: enough of them, and the proof of large sums."""

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.selling.order import Identified
from pos_desktop.services.members.points.locking import Locked


def spendable(held: Locked) -> int:
    """Points that a member may spend now, those left out that open orders hold; MEMBER_BLOCKED."""
    if held.picture.blocked:
        raise Rejected(Code.MEMBER_BLOCKED)
    return max(0, held.picture.balance(0).available - held.picture.reserved)


def check_proof(held: Locked, value: Money, proof: Identified) -> None:
    """Ask for card or PIN above the programme's free value a day, what was redeemed and given today included.

    Raises:
        Rejected: CARD_REQUIRED with `most` and `value` in đồng.
    """
    most = held.booking.programme.free_value_per_day
    if proof is Identified.SEARCH and held.picture.redeemed_value + value > most:
        raise Rejected(Code.CARD_REQUIRED, most=most, value=value)
