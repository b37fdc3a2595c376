"""The business day: what falls due with it, and whether the clock can be believed."""

from datetime import date

from sqlalchemy import select

from pos_desktop.services.office import falling_due
from pos_desktop.services.till import Till
from pos_desktop.storage.schema.shop import shop


class Days:
    """Begins business dates."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def begin(self, *, confirmed: bool = False) -> int:
        """Run what falls due today, once; gives how many accounts it touched."""
        with self._till.db.write() as tx:
            return falling_due.run_if_due(tx, self._till, confirmed=confirmed)

    def doubtful_since(self) -> date | None:
        """The last business date that is sure, when a real shop's clock has jumped far from it; None when all is well.

        A person confirms the date with `begin(confirmed=True)`; until then nothing is written off.
        """
        if self._till.shop.has_free_clock:
            return None
        with self._till.db.read() as tx:
            done: date | None = tx.execute(select(shop.c.due_through)).scalar_one()
        if done is None or self._till.today() - done <= falling_due.LONGEST_GAP:
            return None
        return done
