"""What sales keep of the rewards that they took, and which of them a return gives back."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.reversal import RewardCost
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.selling.deals import DealSource
from pos_desktop.services.selling.happened import SaleMade, SaleReturned
from pos_desktop.storage.queries import vouchers
from pos_desktop.storage.schema.loyalty import reward_use
from pos_desktop.storage.schema.selling import sale_reduction


def sold(made: SaleMade) -> None:
    """Keep a row for each reward of the sale, with the times that it was taken."""
    account_id = made.quote.priced.order.account_id
    if account_id is None:
        return
    times = Counter(reward.id for reward in made.quote.rewards)
    for reward in {reward.id: reward for reward in made.quote.rewards}.values():
        uses = times[reward.id]
        made.written.insert(reward_use, {
            "id": made.till.ids(), "account_id": account_id, "reward": reward.id, "sale_id": made.sale_id,
            "uses": uses, "points": uses * reward.points, "value": _worth(made, reward), "business_date": made.day,
            "at": made.at,
        })  # fmt: skip


def _worth(made: SaleMade, reward: Reward) -> int:
    reductions = made.quote.priced.reductions
    return sum(x.total for x in reductions if (x.source, x.id) == (DealSource.REWARD, reward.id))


def costs(tx: Connection, sale_id: Id, programme: Programme) -> tuple[RewardCost, ...]:
    """What the sale's rewards cost that a refund gives back: not what was handed over, nor vouchers that were used."""
    off: dict[str, list[tuple[int, int]]] = {}
    columns = (sale_reduction.c.rule, sale_reduction.c.line, sale_reduction.c.amount)
    where = (sale_reduction.c.sale_id == sale_id, sale_reduction.c.source == DealSource.REWARD.value)
    for rule, line, amount in tx.execute(select(*columns).where(*where).order_by(sale_reduction.c.position)):
        off.setdefault(rule, []).append((line, amount))
    return tuple(
        RewardCost(row.points, tuple(off.get(row.reward, ()))) for row in _coming_back(tx, sale_id, programme)
    )  # fmt: skip


def returned(back: SaleReturned) -> None:
    """With the last of a sale its rewards were not taken; the points come back by the refund itself."""
    if not back.is_whole:
        return
    tx = back.written.tx
    for row in _coming_back(tx, back.sale.id, back.programme):
        # On the date of the sale, so that limits a day, month or year count what was really taken.
        back.written.insert(reward_use, {
            "id": back.till.ids(), "account_id": row.account_id, "reward": row.reward, "sale_id": row.sale_id,
            "uses": -row.uses, "points": -row.points, "value": -row.value, "business_date": row.business_date,
            "at": back.at, "refund_id": back.refund_id,
        })  # fmt: skip


def _coming_back(tx: Connection, sale_id: Id, programme: Programme) -> list[Any]:
    """Uses that a return undoes, done or not: not gifts, which were handed over, nor vouchers that were used."""
    known = {reward.id: reward for reward in programme.rewards}
    return [row for row in _uses(tx, sale_id) if row.uses > 0 and _comes_back(tx, sale_id, known.get(row.reward))]


def _uses(tx: Connection, sale_id: Id) -> Sequence[Any]:
    return tx.execute(select(reward_use).where(reward_use.c.sale_id == sale_id).order_by(reward_use.c.id)).all()


def _comes_back(tx: Connection, sale_id: Id, reward: Reward | None) -> bool:
    if reward is None or reward.kind is RewardKind.GIFT:
        return False
    if reward.kind is not RewardKind.VOUCHER:
        return True
    return not any(row.used for row in vouchers.issued_by(tx, sale_id) if row.template == reward.voucher)
