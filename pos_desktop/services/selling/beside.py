"""Reads what a sale did beside goods and points: vouchers, rewards, gift cards, wallet, membership, as it was then."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.stored_value import StoredKind
from pos_desktop.selling.vouchers import HeldVoucher
from pos_desktop.services.members.benefits import stored_rows
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import memberships, shops, stored, vouchers
from pos_desktop.storage.schema.loyalty import reward_use
from pos_desktop.storage.schema.selling import sale
from pos_desktop.storage.schema.stored import wheel_draw


@dataclass(frozen=True, slots=True)
class UsedVoucher:
    """A voucher that the sale used, with what it took off."""

    code: str
    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class CardBalance:
    """A gift card that the sale sold, loaded or spent, with what it held right after it."""

    code: str
    balance: Money


@dataclass(frozen=True, slots=True)
class TakenReward:
    """A reward that the sale took: how often, for how many points, and what it took off."""

    id: str
    name: str
    times: int
    points: int
    value: Money


@dataclass(frozen=True, slots=True)
class BoughtPlan:
    """The paid membership that the sale sold, of several the one that ends last; None is for ever."""

    plan: str
    name: str
    start: date
    until: date | None


@dataclass(frozen=True, slots=True)
class BesideSale:
    """All of it; `wallet` is what the member's wallet held right after the sale, None when it was left alone."""

    used: tuple[UsedVoucher, ...] = ()
    issued: tuple[HeldVoucher, ...] = ()
    cards: tuple[CardBalance, ...] = ()
    wallet: Money | None = None
    rewards: tuple[TakenReward, ...] = ()
    membership: BoughtPlan | None = None


class Beside:
    """Reads it."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def of_sale(self, sale_id: Id) -> BesideSale:
        """What a sale did beside goods and points; the same however often and late it is asked."""
        with self._till.db.read() as tx:
            used = (UsedVoucher(use.voucher.code, use.voucher.held.name, use.amount)
                    for use in vouchers.used_on(tx, sale_id))  # fmt: skip
            touched = stored.after_sale(tx, sale_id)
            cards = (CardBalance(stored_rows.code_of(self._till, card), card.balance.total)
                     for card in touched if card.kind is StoredKind.GIFT_CARD)  # fmt: skip
            return BesideSale(
                tuple(used), _issued(tx, sale_id), tuple(cards), stored.wallet_after(tx, sale_id),
                _rewards(tx, sale_id), _membership(tx, sale_id),
            )  # fmt: skip


def _issued(tx: Connection, sale_id: Id) -> tuple[HeldVoucher, ...]:
    """Without what a wheel gave later, or what came when the sale got another owner."""
    later = set(tx.execute(select(wheel_draw.c.voucher_id).where(wheel_draw.c.sale_id == sale_id)).scalars())
    buyer = tx.execute(select(sale.c.account_id).where(sale.c.id == sale_id)).scalar()
    first = (row for row in vouchers.issued_by(tx, sale_id) if not row.held.instead_of and row.id not in later)
    return tuple(row.held for row in first if row.account_id in (None, buyer))


def _rewards(tx: Connection, sale_id: Id) -> tuple[TakenReward, ...]:
    rows = tx.execute(
        select(reward_use.c.reward, reward_use.c.uses, reward_use.c.points, reward_use.c.value)
        .where(reward_use.c.sale_id == sale_id, reward_use.c.uses > 0).order_by(reward_use.c.id)
    ).all()  # fmt: skip
    if not rows:
        return ()
    version = tx.execute(select(sale.c.programme_version).where(sale.c.id == sale_id)).scalar_one()
    names = {reward.id: reward.name for reward in shops.programme_version_number(tx, version).rewards}
    return tuple(TakenReward(row[0], names.get(row[0], row[0]), *row[1:]) for row in rows)


def _membership(tx: Connection, sale_id: Id) -> BoughtPlan | None:
    terms = memberships.sold_by(tx, sale_id)
    if not terms:
        return None
    version = tx.execute(select(sale.c.programme_version).where(sale.c.id == sale_id)).scalar_one()
    plan = shops.programme_version_number(tx, version).plan(terms[-1].plan)
    last = terms[-1]
    return BoughtPlan(last.plan, plan.name if plan else last.plan, last.term.start, last.term.until)
