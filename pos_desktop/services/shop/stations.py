"""Stations of the kitchen: what they are called, where their tickets come out, and what is made there."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Select, Table, insert, literal, select, update

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.core.ids import Id
from pos_desktop.core.text import name
from pos_desktop.services.journal import Event
from pos_desktop.services.office.outbox import SlipOf, redirect
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.items import catalogue_changed
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import kitchen
from pos_desktop.storage.queries.kitchen import Made, StationRow
from pos_desktop.storage.schema.catalogue import category, item
from pos_desktop.storage.schema.dining import kitchen_ticket, station
from printing.devices.address import BadPrinterUri, FilePath, Nowhere, parse_uri
from printing.devices.named import named

__all__ = ("Layout", "Made", "Put", "PutStation", "StationFacts", "StationRow", "Stations")

RECEIPT_PRINTER = "receipt"
"""Address of a station whose tickets come out of the receipt printer of the till that sends them."""
LATE_AFTER = 600
MOST_LATE = 24 * 3600


@dataclass(frozen=True, slots=True)
class StationFacts:
    """What a station is; `late_after` in seconds. `categories` and `items` are made there, items before categories."""

    name: str
    printer: str = ""
    late_after: int = LATE_AFTER
    categories: tuple[Id, ...] = ()
    items: tuple[Id, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class PutStation:
    """Make a station (`station` empty) or change one; `id` names the operation."""

    id: str
    facts: StationFacts
    staff_id: Id
    station: Id = ""


@dataclass(frozen=True, slots=True)
class Put:
    """The station that was made or changed."""

    station: Id
    is_repeat: bool = False
    topics: tuple[str, ...] = ("stations", "catalogue")


@dataclass(frozen=True, slots=True)
class Layout:
    """The stations, every category with its own, and the items that are made elsewhere than their category."""

    stations: tuple[StationRow, ...]
    categories: tuple[Made, ...]
    items: tuple[Made, ...]

    def facts(self, station_id: Id) -> StationFacts:
        """What one of the stations is now; UNKNOWN_STATION."""
        row = next((row for row in self.stations if row.id == station_id), None)
        if row is None:
            raise Rejected(Code.UNKNOWN_STATION)
        return StationFacts(
            row.name, row.printer, row.late_after, _ids_at(self.categories, station_id),
            _ids_at(self.items, station_id), row.active,
        )  # fmt: skip


class Stations:
    """Use cases of stations."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def layout(self) -> Layout:
        """All active stations, and what is made where."""
        with self._till.db.read() as tx:
            return Layout(
                tuple(kitchen.stations(tx)), tuple(kitchen.categories(tx)), tuple(kitchen.items_apart(tx))
            )  # fmt: skip

    def put(self, command: PutStation) -> Put:
        """Make or change a station; one that is not active any more makes nothing.

        Tickets that still wait for paper come out where it prints from now on.

        Raises:
            Rejected: NOT_ALLOWED with the right `catalogue`, INVALID_NAME, INVALID_AMOUNT, STATION_TAKEN for a name
                that another one has, UNKNOWN_STATION, UNKNOWN_ITEM, ID_REUSED.
            EnvironmentProblem: PRINTER_ADDRESS.
        """
        asked = Asked(
            command.id, "put_station", fingerprint([command.station, asdict(command.facts)]), command.staff_id
        )  # fmt: skip
        answer = once(self._till, asked, lambda tx, written: self._deed(tx, written, command))
        return Put(answer["station"], answer["is_repeat"])

    def _deed(self, tx: Connection, written: Written, command: PutStation) -> Deed:
        require(tx, command.staff_id, "catalogue")
        facts, every = command.facts, kitchen.stations(tx, with_closed=True)
        kept = _checked(facts)
        if any(row.name == kept["name"] and row.id != command.station for row in every):
            raise Rejected(Code.STATION_TAKEN)
        station_id = command.station or self._till.ids()
        if not command.station:
            tx.execute(insert(station).values(id=station_id, shop_id=self._till.shop.id, position=len(every), **kept))
        elif not tx.execute(update(station).where(station.c.id == station_id).values(**kept)).rowcount:
            raise Rejected(Code.UNKNOWN_STATION)
        elif facts.active:
            redirect(tx, self._till, _tickets_of(station_id), str(kept["printer"]))
        _assign(written, category, station_id, facts.categories if facts.active else ())
        _assign(written, item, station_id, facts.items if facts.active else ())
        catalogue_changed(tx)
        return Deed({"station": station_id}, Event.STATION_CHANGED, station_id, {**kept, "is_new": not command.station})


def _tickets_of(station_id: Id) -> Select[str]:
    """Subjects of the jobs of everything that a station was told."""
    subject = literal(SlipOf.KITCHEN.subject("")).concat(kitchen_ticket.c.id)
    return select(subject).where(kitchen_ticket.c.station_id == station_id)


def _checked(facts: StationFacts) -> dict[str, object]:
    if not 0 < facts.late_after <= MOST_LATE:
        raise Rejected(Code.INVALID_AMOUNT, field="late_after")
    return {
        "name": name(facts.name), "printer": _address(facts.printer.strip()), "late_after": facts.late_after,
        "active": facts.active,
    }  # fmt: skip


def _address(uri: str) -> str:
    """An address that any till of the shop may print to, "" for nowhere; a file on one of them is none."""
    if uri in ("", RECEIPT_PRINTER):
        return uri
    try:
        address = parse_uri(named(uri).uri)
    except BadPrinterUri as error:
        raise EnvironmentProblem(Trouble.PRINTER_ADDRESS, uri=uri) from error
    if isinstance(address, FilePath):
        raise EnvironmentProblem(Trouble.PRINTER_ADDRESS, uri=uri)
    return "" if isinstance(address, Nowhere) else uri


def _assign(written: Written, table: Table, station_id: Id, wanted: Sequence[Id]) -> None:
    """Make exactly these at a station; what was made there before is made nowhere of its own."""
    tx = written.tx
    before = set(tx.execute(select(table.c.id).where(table.c.station_id == station_id)).scalars())
    for ids, value in ((before - {*wanted}, None), ({*wanted} - before, station_id)):
        if not ids:
            continue
        changed = tx.execute(update(table).where(table.c.id.in_(sorted(ids))).values(station_id=value))
        if changed.rowcount != len(ids):
            raise Rejected(Code.UNKNOWN_ITEM, text=min(ids))
        written.saw(table, *sorted(ids))


def _ids_at(made: Sequence[Made], station_id: Id) -> tuple[Id, ...]:
    return tuple(each.id for each in made if each.station_id == station_id)
