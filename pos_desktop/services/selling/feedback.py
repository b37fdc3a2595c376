"""What customers thought of their sale: one score each, told with one tap at the till, and what they come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import insert, select

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import feedback as scores
from pos_desktop.storage.queries import sales
from pos_desktop.storage.queries.feedback import LowScore
from pos_desktop.storage.schema.selling import feedback, sale

LEAST: Final = 1
MOST: Final = 5
OPEN_FOR: Final = timedelta(minutes=15)
"""So long after a sale its customer may say what they thought."""
MOST_LOW: Final = 20


@dataclass(frozen=True, slots=True)
class Given:
    """What became of a tap: the score that counts, and whether an earlier tap had told it."""

    score: int
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What customers said in some days: how often each score was given, by business date, and the newest low ones."""

    days: Mapping[date, Mapping[int, int]]
    low: tuple[LowScore, ...]

    @property
    def count(self) -> int:
        """How many scores there are."""
        return sum(sum(of_day.values()) for of_day in self.days.values())

    @property
    def tenths(self) -> int | None:
        """The average in tenths, 43 for 4.3; None where nobody said anything."""
        total = sum(score * times for of_day in self.days.values() for score, times in of_day.items())
        return (20 * total + self.count) // (2 * self.count) if self.count else None


class Feedback:
    """Keeps scores; a customer needs no right, for only this register's last sale can be told of, and only once."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def give(self, sale_id: Id, score: int) -> Given:
        """Keep the score, 1 to 5, of this register's last sale; a later tap for the same sale changes nothing.

        Raises:
            Rejected: UNKNOWN_SALE for any other sale and for one that is too long ago.
            ValueError: no such score.
        """
        if not LEAST <= score <= MOST:
            raise ValueError(score)
        with self._till.db.write() as tx:
            if (told := scores.of_sale(tx, sale_id)) is not None:
                return Given(told, is_repeat=True)
            at, now = tx.execute(select(sale.c.at).where(sale.c.id == sale_id)).scalar_one_or_none(), self._till.now()
            is_last = sales.last_id(tx, self._till.register.id) == sale_id
            if at is None or not is_last or now - at > OPEN_FOR:
                raise Rejected(Code.UNKNOWN_SALE)
            tx.execute(insert(feedback).values(
                id=self._till.ids(), sale_id=sale_id, score=score, at=now, register_id=self._till.register.id,
            ))  # fmt: skip
        return Given(score)

    def heard(self, since: date, through: date, staff_id: Id) -> Heard:
        """What customers said of the sales of these business dates; NOT_ALLOWED without the right to reports."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "reports")
            return Heard(scores.by_day(tx, since, through), scores.low(tx, since, through, MOST_LOW))
