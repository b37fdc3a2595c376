"""Rows of the shop as a file for accountants, auditors and other programs; who took what is a row of the journal."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Protocol

from sqlalchemy import Connection

from pos_desktop.core.clock import zone
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.gateways.exported import Form, head_of, line_of
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.members.phones import masked, national
from pos_desktop.services.office.journal_pages import read, starts
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import exports
from pos_desktop.storage.queries import journal as journal_rows
from pos_desktop.storage.schema.loyalty import entry
from pos_desktop.storage.schema.members import member
from pos_desktop.storage.schema.records import journal as journal_table
from pos_desktop.storage.schema.selling import refund, sale
from pos_desktop.wording.journal import sentence_of

__all__ = ["COLUMNS", "Exported", "Exports", "Form", "Made", "Wanted", "What"]

OnProgress = Callable[[int, int], bool]
"""Told how many rows of how many are written; answers whether to go on."""
STEP: Final = 200


class What(StrEnum):
    """What can leave the shop in a file."""

    SALES = "sales"
    LEDGER = "ledger"
    MEMBERS = "members"
    JOURNAL = "journal"


COLUMNS: Final[dict[What, tuple[str, ...]]] = {
    What.SALES: (
        "kind", "number", "sale", "at", "business_date", "register", "shift", "staff", "member", "goods", "discount",
        "points", "points_value", "amount", "tax", "earned", *(kind.value for kind in TenderKind), "reason",
        "cash_rounding",
    ),
    What.LEDGER: (
        "entry", "at", "business_date", "member", "seq", "kind", "points", "debt_change", "sale", "refund", "register",
        "staff", "programme_version", "reason",
    ),
    What.MEMBERS: (
        "code", "name", "phone", "birthday", "gender", "joined_on", "source", "kind", "tier", "balance", "debt",
        "lifetime_earned", "blocked", "is_staff", "merged", "erased", "consents",
    ),
    What.JOURNAL: ("register", "seq", "at", "staff", "kind", "told", "subject", "body"),
}  # fmt: skip
"""Columns of a CSV, in order (docs/contract.md); JSON Lines have them too, but of the journal what its chain covers."""


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported: business dates `since` through `through` (members: when they joined), both with."""

    what: What
    form: Form
    since: date
    through: date


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is written and that nobody has yet; `digest` is its SHA-256 in hexadecimal."""

    wanted: Wanted
    count: int
    digest: str
    is_masked: bool


@dataclass(frozen=True, slots=True)
class Exported:
    """That the journal knows of it; its id there."""

    id: Id
    count: int


class Exports:
    """Use cases of exports. First `write` a draft, then `record` it, and only then give it to somebody."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def first_day(self) -> date:
        """The day on which the shop began."""
        with self._till.db.read() as tx:
            return exports.first_day(tx) or self._till.today()

    def write(
        self, wanted: Wanted, staff_id: Id, out: Sink, on_progress: OnProgress = lambda _done, _whole: True
    ) -> Made | None:
        """Write every row into `out`, holding a few at a time; None once `on_progress` says no. The till sells on.

        Raises:
            Rejected: NOT_ALLOWED (`export`, for the journal also `journal`); MALFORMED where the last day is before
                the first; NOT_IN_TRAINING.
        """
        self._till.refuse_in_training()
        if wanted.through < wanted.since:
            raise Rejected(Code.MALFORMED, field="to")
        with self._till.db.read() as tx:
            person = require(tx, staff_id, "export")
            if wanted.what is What.JOURNAL:
                require(tx, staff_id, "journal")
            is_masked = wanted.what is What.MEMBERS and not person.rights.phones
            whole, rows = self._counted(tx, wanted), self._rows(tx, wanted, is_masked)
            written = _written(wanted, rows, out, lambda done: on_progress(done, whole))
        return Made(wanted, *written, is_masked) if written else None

    def record(self, made: Made, staff_id: Id) -> Exported:
        """Keep in the journal that these rows go out: what, from when to when, how many, the file's digest."""
        wanted, export_id = made.wanted, self._till.ids()
        body: dict[str, Any] = {
            "what": wanted.what.value, "form": wanted.form.value, "from": wanted.since.isoformat(),
            "to": wanted.through.isoformat(), "count": made.count, "digest": made.digest,
        }  # fmt: skip
        if wanted.what is What.MEMBERS:
            body["is_masked"] = made.is_masked
        with self._till.db.write() as tx:
            require(tx, staff_id, "export")
            journal.append(tx, self._till, Event.EXPORT, export_id, body, staff_id)
        return Exported(export_id, made.count)

    def _counted(self, tx: Connection, wanted: Wanted) -> int:
        days = (wanted.since, wanted.through)
        if wanted.what is What.SALES:
            return sum(exports.count(tx, table, "business_date", days) for table in (sale, refund))
        if wanted.what is What.LEDGER:
            return exports.count(tx, entry, "business_date", days)
        if wanted.what is What.MEMBERS:
            return exports.count(tx, member, "joined_on", days)
        return exports.count(tx, journal_table, "at", self._moments(wanted))

    def _moments(self, wanted: Wanted) -> tuple[datetime, datetime]:
        return starts(self._till, wanted.since), starts(self._till, wanted.through + timedelta(days=1))

    def _rows(self, tx: Connection, wanted: Wanted, is_masked: bool) -> Iterator[dict[str, Any]]:
        days = (wanted.since, wanted.through)
        if wanted.what is What.JOURNAL:
            if wanted.form is Form.JSONL:
                return self._chained(tx, wanted)
            return self._told(tx, wanted)
        if wanted.what is What.MEMBERS:
            return (self._member(row, is_masked) for row in exports.members(tx, days))
        rows = exports.documents(tx, days) if wanted.what is What.SALES else exports.entries(tx, days)
        flat = wanted.what is What.SALES and wanted.form is Form.CSV
        return (self._plain({**row, **row["tenders"]} if flat else row) for row in rows)

    def _plain(self, row: dict[str, Any]) -> dict[str, Any]:
        """Moments with the shop's offset, days as they are written everywhere."""
        return {name: self._text(value) if isinstance(value, date) else value for name, value in row.items()}

    def _text(self, value: date) -> str:
        if isinstance(value, datetime):
            return value.astimezone(zone(self._till.shop.time_zone)).isoformat(timespec="seconds")
        return value.isoformat()

    def _member(self, row: dict[str, Any], is_masked: bool) -> dict[str, Any]:
        phone = row["phone"] and (masked(row["phone"]) if is_masked else national(row["phone"]))
        return self._plain({**row, "phone": phone})

    def _chained(self, tx: Connection, wanted: Wanted) -> Iterator[dict[str, Any]]:
        """Exactly what the chain covers, with what proves it (docs/journal.md)."""
        for row in exports.chained(tx, *self._moments(wanted)):
            own = row.chained
            yield {
                "register_id": own.register_id, "seq": row.seq, "at": own.at, "staff_id": own.staff_id,
                "kind": own.kind, "subject_id": own.subject_id, "body": own.body, "key_id": row.key_id,
                "previous": row.previous, "mac": row.mac,
            }  # fmt: skip

    def _told(self, tx: Connection, wanted: Wanted) -> Iterator[dict[str, Any]]:
        """Rows in words, without their digests."""
        people = journal_rows.people(tx)
        for some in exports.kept(tx, *self._moments(wanted)):
            for line in read(tx, some, people):
                body = json.dumps(line.body, ensure_ascii=False, sort_keys=True) if line.body is not None else ""
                yield self._plain({
                    "register": line.register, "seq": line.seq, "at": line.at, "staff": line.who,
                    "kind": line.kind, "told": sentence_of(line),
                    "subject": line.names.get(line.subject_id, line.subject_id), "body": body,
                })  # fmt: skip


def _written(
    wanted: Wanted, rows: Iterator[dict[str, Any]], out: Sink, go_on: Callable[[int], bool]
) -> tuple[int, str] | None:
    """How many rows were written, and the digest of all bytes; None where it was stopped."""
    sha, count, columns = hashlib.sha256(), 0, COLUMNS[wanted.what]

    def put(data: bytes) -> None:
        sha.update(data)
        out.write(data)

    put(head_of(wanted.form, columns))
    for count, row in enumerate(rows, 1):
        put(line_of(wanted.form, columns, row))
        if count % STEP == 0 and not go_on(count):
            return None
    return (count, sha.hexdigest()) if go_on(count) else None
