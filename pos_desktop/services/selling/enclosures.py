"""Reads what goes out with a receipt: vouchers given, cards and their balances, a guest's claim, open wheels."""

from sqlalchemy import Connection, select

from pos_desktop.core.codes import claim_token
from pos_desktop.core.ids import Id
from pos_desktop.documents.enclosed import CardLeft, Committed, Enclosed, Given, Slip
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rewards import RewardKind
from pos_desktop.loyalty.stored_value import StoredKind
from pos_desktop.loyalty.wheel import tickets_for
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.sale import Sale
from pos_desktop.services.members.benefits import stored_rows
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import shops, stored, vouchers
from pos_desktop.storage.queries.slips import won_with
from pos_desktop.storage.schema.loyalty import attachment, reward_use
from pos_desktop.storage.schema.selling import sale as sale_table
from pos_desktop.storage.schema.stored import wheel_round

LAST_DIGITS = 4


def enclosed_with(tx: Connection, till: Till, sale: Sale) -> Enclosed:
    """Everything that the receipt of a sale carries beside its sums, as it was right after the sale."""
    version = select(sale_table.c.programme_version).where(sale_table.c.id == sale.id)
    programme = shops.programme_version_number(tx, tx.execute(version).scalar_one())
    numbered = (sale.register_number, sale.serial, till.keys.codes, sale.epoch)
    claim = claim_token(*numbered) if _is_claimable(tx, sale) else ""
    return Enclosed(
        claim, programme.claim_minutes, _given(tx, sale.id, programme), _slips(tx, sale.id), _cards(tx, till, sale.id),
        _committed(tx, sale, programme),
    )  # fmt: skip


def _is_claimable(tx: Connection, sale: Sale) -> bool:
    """Whether nobody has the points of the sale yet, and there are any to have."""
    claimed = select(attachment.c.id).where(attachment.c.sale_id == sale.id).limit(1)
    return sale.account_id is None and sale.basis > 0 and tx.execute(claimed).first() is None


def _given(tx: Connection, sale_id: Id, programme: Programme) -> tuple[Given, ...]:
    """Rewards that took nothing off in money: gifts, and vouchers for another day."""
    known = {reward.id: reward for reward in programme.rewards if reward.kind in (RewardKind.GIFT, RewardKind.VOUCHER)}
    columns = (reward_use.c.reward, reward_use.c.points)
    statement = select(*columns).where(reward_use.c.sale_id == sale_id, reward_use.c.uses > 0)
    taken = tx.execute(statement.order_by(reward_use.c.id)).all()
    return tuple(Given(known[r].gift or known[r].name, points) for r, points in taken if r in known)


def _slips(tx: Connection, sale_id: Id) -> tuple[Slip, ...]:
    """Without what a wheel gave later: that comes on the slip of its draw."""
    drawn = won_with(tx, sale_id)
    rows = [row for row in vouchers.issued_by(tx, sale_id) if not row.blocked and row.id not in drawn]
    return tuple(Slip(row.held.name, row.code, row.held.valid_from, row.expires_on) for row in rows)


def _cards(tx: Connection, till: Till, sale_id: Id) -> tuple[CardLeft, ...]:
    # A deposit names its order, and the customer has its code as the proof of it. The code of a gift card is on a
    # slip of its own, for whoever receives the card.
    sold = {line.position for line in stored.sold_lines(tx, (Ware.DEPOSIT.value,), sale_id)}
    new = {load.card_id for load in stored.loads(tx, sale_id) if load.line in sold}
    return tuple(
        CardLeft(
            card.number[-LAST_DIGITS:] if card.kind is StoredKind.GIFT_CARD else "", card.balance.total,
            card.expires_on, stored_rows.code_of(till, card) if card.id in new else "",
        )
        for card in stored.after_sale(tx, sale_id)
    )  # fmt: skip


def _committed(tx: Connection, sale: Sale, programme: Programme) -> tuple[Committed, ...]:
    """Rounds that the sale may draw from; their commitments go out before anybody draws."""
    names = {wheel.id: wheel.name for wheel in programme.wheels if tickets_for(wheel, sale.basis)}
    if not names or sale.account_id is None:
        return ()
    statement = select(wheel_round.c.wheel, wheel_round.c.commitment).where(
        wheel_round.c.wheel.in_(names), wheel_round.c.opened_at <= sale.at,
        wheel_round.c.closed_at.is_(None) | (wheel_round.c.closed_at > sale.at),
    )  # fmt: skip
    rows = tx.execute(statement.order_by(wheel_round.c.opened_at, wheel_round.c.id))
    return tuple(Committed(names[wheel], digest) for wheel, digest in rows)
