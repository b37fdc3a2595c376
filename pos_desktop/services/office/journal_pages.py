"""The journal as people read it: who did what, page by page, by day, person, kind, receipt and member."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection

from pos_desktop.core.clock import zone
from pos_desktop.core.codes import CARD_LENGTH
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import MOST_SEARCH, squeeze
from pos_desktop.services.journal import Event
from pos_desktop.services.members.members import Members
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import journal, member_pages, receipts, returns
from pos_desktop.storage.queries.journal import Kept, Place, Wanted

PAGE: Final = 50
NAMESAKES: Final = 20
"""Members that a name may mean at once."""
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_NUMBER = re.compile(r"[A-Za-z0-9]+-H?[0-9]{1,9}", re.ASCII | re.IGNORECASE)


class Group(StrEnum):
    """Kinds of rows as people look for them."""

    SALES = "sales"
    BY_HAND = "by_hand"
    BACK = "back"
    DRAWER = "drawer"
    PEOPLE = "people"
    MEMBERS = "members"
    SETTINGS = "settings"
    STOCK = "stock"
    OUT = "out"


GROUPS: Final[Mapping[Group, tuple[Event, ...]]] = {
    Group.SALES: (
        Event.ORDER_SPLIT, Event.ORDER_MERGED, Event.ORDER_LINES_MOVED, Event.TABLES_MOVED, Event.BOOKING,
        Event.SALE, Event.ORDER_DROPPED, Event.TAKEN_OVER, Event.STORED_VALUE, Event.TRANSFER_HEARD,
        Event.TRANSFER_CONFIRMED, Event.TRANSFER_SETTLED, Event.CREDIT_LIMIT, Event.DEBT_WRITTEN_OFF,
        Event.KITCHEN_SENT, Event.KITCHEN_FIRED, Event.KITCHEN_COURSE, Event.KITCHEN_VOID,
    ),
    Group.BY_HAND: (Event.SALE,),
    Group.BACK: (Event.REFUND, Event.VOID),
    Group.DRAWER: (
        Event.SHIFT_OPENED, Event.SHIFT_CLOSED, Event.SHIFT_TAKEN_OVER, Event.CASH_MOVED, Event.NO_SALE,
        Event.DRAWER_COUNTED, Event.X_REPORT,
    ),
    Group.PEOPLE: (
        Event.SIGN_IN, Event.WRONG_PIN, Event.APPROVED, Event.APPROVAL_USED, Event.STAFF_ADDED, Event.STAFF_CHANGED,
        Event.STAFF_PIN_SET, Event.STAFF_UNLOCKED, Event.BADGE_ISSUED, Event.BADGE_REVOKED,
    ),
    Group.MEMBERS: (
        Event.POINTS_ADJUSTED, Event.POINTS_EXTENDED, Event.POINTS_REINSTATED, Event.SALE_ATTACHED, Event.SALE_MOVED,
        Event.ENROLMENT, Event.CARD_ISSUED, Event.CARD_REVOKED, Event.MEMBERS_MERGED, Event.MEMBERS_UNMERGED,
        Event.MANUAL_TIER, Event.HOLDER_CHANGED, Event.MEMBER_PIN_SET, Event.MEMBER_ERASED, Event.CONSENT,
        Event.BIRTHDAY_CHANGED, Event.BONUS, Event.VOUCHER_ISSUED, Event.WHEEL_DRAWN, Event.DONATION,
        Event.PARTNER_VOUCHER, Event.FALLEN_DUE, Event.MEMBER_GROUPS,
    ),
    Group.SETTINGS: (
        Event.SHOP_CREATED, Event.SETTING_CHANGED, Event.PROGRAMME_CHANGED, Event.IMPORT, Event.SERVICE_ITEM,
        Event.FLOOR_CHANGED, Event.STATION_CHANGED, Event.MENU_CHANGED, Event.CATALOGUE_CHANGED,
        Event.WHEEL_OPENED, Event.WHEEL_CLOSED, Event.CAUSE_PAID, Event.TRAINING_BEGUN, Event.TRAINING_ENDED,
        Event.BACKUP_PASSPHRASE, Event.BACKUP_FOLDERS,
    ),
    Group.STOCK: (
        Event.STOCK_DOCUMENT, Event.STOCK_TERMS, Event.SOLD_OUT, Event.RECIPE, Event.SUPPLIER, Event.PURCHASE,
    ),
    Group.OUT: (Event.EXPORT, Event.MEMBER_EXPORTED, Event.BACKED_UP, Event.RESTORED, Event.REPRINT),
}  # fmt: skip
"""Every kind in one group; BY_HAND picks among the sales."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; `text` is a receipt, a member (code, card, phone, name) or days (31/08/2025)."""

    text: str = ""
    since: date | None = None
    through: date | None = None
    staff_id: Id | None = None
    group: Group | None = None
    before: Place | None = None


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A row of the journal. `body` has no digests; `names` says what the ids in it are, `witnessed` how many rows of
    which table it vouches for. A body that nothing reads any more is None."""

    id: Id
    seq: int
    register: str
    at: datetime
    kind: str
    who: str
    subject_id: Id
    body: Mapping[str, Any] | None
    names: Mapping[Id, str] = field(repr=False)
    witnessed: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return self.at, self.seq, self.id


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of the list; `next` begins the next one, None on the last. `people` are all who may be asked for."""

    lines: tuple[JournalLine, ...]
    next: Place | None = None
    people: Mapping[Id, str] = field(default_factory=dict)


class JournalPages:
    """Reads the journal for who has the right `journal`; changes nothing."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def page(self, asked: Asked, reader: Id, most: int = PAGE) -> JournalPage:
        """The newest first.

        Raises:
            Rejected: NOT_ALLOWED; UNKNOWN_SALE, UNKNOWN_MEMBER, INVALID_CARD, CARD_REVOKED for what `text` names.
        """
        with self._till.db.read() as tx:
            require(tx, reader, "journal")
            rows = journal.page(tx, self._wanted(tx, asked), most + 1)
            people = journal.people(tx)
            lines = tuple(read(tx, rows[:most], people))
        return JournalPage(lines, lines[-1].place if len(rows) > most else None, people)

    def _wanted(self, tx: Connection, asked: Asked) -> Wanted:
        text = squeeze(asked.text)[:MOST_SEARCH]
        days = days_in(text)
        since, through = days or (asked.since, asked.through)
        wanted = Wanted(
            starts(self._till, since) if since else None,
            starts(self._till, through + timedelta(days=1)) if through else None, asked.staff_id,
            tuple(GROUPS[asked.group]) if asked.group else (), by_hand=asked.group is Group.BY_HAND,
            before=asked.before,
        )  # fmt: skip
        return self._about(tx, text, wanted) if text and not days else wanted

    def _about(self, tx: Connection, text: str, wanted: Wanted) -> Wanted:
        """A receipt and a member are looked for on whatever day."""
        wanted = replace(wanted, since=None, until=None)
        digits = re.sub(r"[ .]", "", text)
        if _NUMBER.fullmatch(text) or (digits.startswith("28") and len(digits) == CARD_LENGTH):
            return replace(wanted, sale_id=self._sale(tx, text.upper(), digits))
        if digits.isdigit() and (len(digits) == CARD_LENGTH or digits.startswith("0")):
            ids = [Members(self._till).find(digits).row.account_id]
        else:
            found = member_pages.page(tx, member_pages.Wanted(text), NAMESAKES)
            ids = [row.account_id for row in found] or journal.by_code(tx, text.upper())
        return replace(wanted, account_ids=receipts.families(tx, ids))

    def _sale(self, tx: Connection, text: str, digits: str) -> Id:
        code, _, number = text.rpartition("-")
        if number.startswith("H"):
            found = receipts.sale_of_refund(tx, code, int(number[1:]))
        else:
            found = returns.id_by_text(tx, digits if not code else text, self._till.keys.codes)
        if found is None:
            raise Rejected(Code.UNKNOWN_SALE)
        return found


def starts(till: Till, day: date) -> datetime:
    """The moment at which a business date begins."""
    return datetime.combine(day, time(till.shop.cutover_hour), zone(till.shop.time_zone))


def days_in(text: str) -> tuple[date, date] | None:
    """The days that a text names: one, or the first and the last; None where it names something else."""
    found = _DAY.findall(text)
    if not 1 <= len(found) <= 2 or _DAY.sub("", text).strip(" -–—"):
        return None
    try:
        days = sorted(date(int(year), int(month), int(day)) for day, month, year in found)
    except ValueError:
        return None
    return days[0], days[-1]


def read(tx: Connection, rows: Iterable[Kept], people: Mapping[Id, str]) -> Iterator[JournalLine]:
    """Rows with what the ids in them are called: three statements for all of them."""
    bodies = [(row, _plain(row.body)) for row in rows]
    called = journal.names(tx, {one for row, body in bodies for one in (row.subject_id, *_ids(body)) if one})
    for row, body in bodies:
        yield JournalLine(
            row.id, row.seq, row.register, row.at, row.kind, people.get(row.staff_id or "", ""), row.subject_id,
            None if body is None else {name: value for name, value in body.items() if name != "rows"},
            {**people, **called}, _witnessed(body),
        )  # fmt: skip


def _plain(text: str) -> dict[str, Any] | None:
    try:
        body = json.loads(text)
    except ValueError:  # somebody changed it; `verify` says so
        return None
    return body if isinstance(body, dict) else None


def _ids(body: dict[str, Any] | None) -> Iterator[str]:
    """The values of a body that may be ids of something with a name."""
    for name, value in (body or {}).items():
        if name != "rows" and isinstance(value, str) and value:
            yield value


def _witnessed(body: dict[str, Any] | None) -> dict[str, int]:
    rows = (body or {}).get("rows")
    tables = rows.items() if isinstance(rows, dict) else ()
    return {table: len(digests) for table, digests in tables if isinstance(digests, dict)}
