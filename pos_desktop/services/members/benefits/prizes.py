"""What becomes of prizes that a wheel gave for a sale, when it is returned or becomes another member's."""

from collections import Counter
from typing import Any

from pos_desktop.core.plain import from_plain
from pos_desktop.loyalty import wheel as rules
from pos_desktop.loyalty.wheel import Wheel
from pos_desktop.services.members.benefits.vouchers import revoke
from pos_desktop.services.members.benefits.wheels import draw_key
from pos_desktop.services.members.points import bonus
from pos_desktop.services.selling.happened import SaleGiven, SaleReturned
from pos_desktop.storage.queries import games, referrals, vouchers


def returned(back: SaleReturned) -> None:
    """Take back what the tickets drew that the rest of the sale does not carry, the last ones first.

    Prizes are not put into the wheel again; vouchers are revoked where they are unused.
    """
    tx = back.written.tx
    rest = back.sale.basis - referrals.returned_basis(tx, back.sale.id, but=back.refund_id) - back.quote.basis
    kept: Counter[str] = Counter()
    for row in games.draws_of_sale(tx, back.sale.id):
        kept[row.wheel] += 1
        if back.is_whole or kept[row.wheel] > rules.tickets_for(from_plain(Wheel, row.definition), rest):
            _undraw(back, row)


def _undraw(back: SaleReturned, row: Any) -> None:
    tx = back.written.tx
    if row.points:
        bonus.take_back_from(back, draw_key(row.round_id, row.ticket))
    if row.voucher_id:
        found = vouchers.with_ids(tx, [vouchers.stands_for(tx, back.sale.id, row.voucher_id)])
        revoke(back.written, [one for one in found if not one.used and not one.blocked])


def parted(given: SaleGiven) -> int:
    """Take the points that the sale's tickets drew back from who had it; vouchers go over by themselves."""
    return sum(bonus.take_back_beside(given.held, key, "move") for key in _keys(given))


def joined(given: SaleGiven) -> int:
    """Credit them to whose the sale is now, as of then; gives the points."""
    return sum(bonus.follow(given.right, key) for key in _keys(given))


def staying(given: SaleGiven) -> list[str]:
    """Gifts that were handed over."""
    if given.wrong is None:
        return []
    prizes = (_prize(row) for row in games.draws_of_sale(given.tx, given.sale.id))
    return [prize.gift for prize in prizes if prize and prize.gift]


def _prize(row: Any) -> rules.Prize | None:
    wheel = from_plain(Wheel, row.definition)
    return next((prize for prize in wheel.prizes if prize.id == row.prize), None)


def _keys(given: SaleGiven) -> list[str]:
    draws = games.draws_of_sale(given.tx, given.sale.id)
    return [draw_key(row.round_id, row.ticket) for row in draws if row.points]
