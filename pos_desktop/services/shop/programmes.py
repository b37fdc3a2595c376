"""The loyalty programme's versions: the one in force, what a changed one would move, and saving the next."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, func, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.programme import Programme, to_plain
from pos_desktop.services import journal
from pos_desktop.services.calendars.occasions import check_dated_rules
from pos_desktop.services.journal import Event
from pos_desktop.services.members.points import regrading
from pos_desktop.services.members.points.regrading import Mover
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import shops
from pos_desktop.storage.schema.loyalty import programme_version
from pos_desktop.storage.schema.shop import shop

TOPICS = ("programme", "members")


@dataclass(frozen=True, slots=True)
class Impact:
    """What a changed programme does to the members' tiers on a day."""

    movers: tuple[Mover, ...]
    members: int
    """All of them, those who stay included."""


class Programmes:
    """Use cases of the programme itself."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def current(self) -> Programme:
        """The version in force today."""
        with self._till.db.read() as tx:
            return shops.programme_at(tx, self._till.today())

    def newest(self) -> Programme:
        """The version saved last, which may begin on a later day."""
        with self._till.db.read() as tx:
            return shops.programme_version_number(tx, _newest(tx))

    def numbered(self, version: int) -> Programme:
        """The programme of a version that was saved."""
        with self._till.db.read() as tx:
            return shops.programme_version_number(tx, version)

    def next_version(self) -> int:
        """The number that the next version gets."""
        with self._till.db.read() as tx:
            return _newest(tx) + 1

    def preview(self, programme: Programme, day: date) -> Impact:
        """Who would move if `programme` began on `day`; reads only, on a connection of its own."""
        with self._till.db.read() as tx:
            return Impact(tuple(regrading.movers(tx, programme, day)), regrading.member_count(tx))

    def save(self, programme: Programme, valid_from: date, staff_id: Id, base_version: int) -> Programme:
        """Keep the next version, in force from a business date on; members move at once where that is today.

        Raises:
            Rejected: NOT_ALLOWED, BAD_PROGRAMME, INVALID_DAY for a day that is past, PROGRAMME_CHANGED with the
                `version` that somebody else has saved meanwhile.
        """
        check_dated_rules(programme)
        today = self._till.today()
        if valid_from < today:
            raise Rejected(Code.INVALID_DAY)
        with self._till.db.write() as tx:
            require(tx, staff_id, "programme")
            newest = _newest(tx)
            if newest != base_version:
                raise Rejected(Code.PROGRAMME_CHANGED, version=newest)
            saved = replace(programme, version=newest + 1)
            self._insert(tx, saved, valid_from, staff_id)
            if valid_from == today:
                regrading.regrade(tx, self._till, saved, today)
            tx.execute(update(shop).values(catalogue_version=shop.c.catalogue_version + 1))
            return saved

    def _insert(self, tx: Connection, saved: Programme, valid_from: date, staff_id: Id) -> None:
        written, row_id = Written(tx), self._till.ids()
        written.insert(programme_version, {
            "id": row_id, "shop_id": self._till.shop.id, "version": saved.version, "definition": to_plain(saved),
            "valid_from": valid_from, "at": self._till.now(), "staff_id": staff_id,
        })  # fmt: skip
        body = {"version": saved.version, "valid_from": valid_from.isoformat()}
        journal.append(tx, self._till, Event.PROGRAMME_CHANGED, row_id, body, staff_id, written=written)


def _newest(tx: Connection) -> int:
    return int(tx.execute(select(func.max(programme_version.c.version))).scalar_one())
