"""A real shop on a SQLite file, with a clock that stands still and ids that repeat; it speaks the order language."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zlib import crc32

import argon2
from sqlalchemy import Connection, event

from pos_desktop.core.clock import DEFAULT_ZONE, SetClock, zone
from pos_desktop.core.ids import seeded_ids
from pos_desktop.core.quantity import parse_quantity
from pos_desktop.core.text import fold
from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
from pos_desktop.loyalty.lots import dates_of
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.order import Order
from pos_desktop.selling.permissions import RIGHTS, Role
from pos_desktop.selling.refund import RefundTo, Returned
from pos_desktop.selling.sale import Sale
from pos_desktop.services import journal
from pos_desktop.services.desk import Desk, desk_of
from pos_desktop.services.journal import Event
from pos_desktop.services.members.members import Enrol, Enrolled, MemberPicture
from pos_desktop.services.members.points.adjusting import Adjust, Adjusted
from pos_desktop.services.members.points.ledger import Booking
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.selling.refunds import GiveBack
from pos_desktop.services.selling.sales import Completed, CompleteSale
from pos_desktop.services.shop.opening import NewShop, create_shop, open_till
from pos_desktop.services.shop.people import People, Person
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.db import Db
from pos_desktop.storage.opening import FILE_NAME
from pos_desktop.storage.queries import accounts, shops
from pos_desktop.storage.queries.returns import RefundRow
from pos_desktop.storage.schema.catalogue import item as item_table
from tests.support import orders
from tests.support.orders import OPENED
from tests.support.shifts import opened

QUICK = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""A hash that is worth nothing and costs nothing; the real one takes a fifth of a second."""

OWNER, MANAGER, CASHIER = "Mộc", "Hoa", "Lan thu ngân"
PINS = {OWNER: "826473", MANAGER: "709184", CASHIER: "482615"}
SETTLED = date(2026, 3, 2)


def prepare(folder: Path) -> None:
    """Make the shop that every test gets a copy of: an owner, a manager, a cashier, and an open shift."""
    clock = SetClock(OPENED)
    till = create_shop(
        folder, NewShop("Cà phê Thử", OWNER, PINS[OWNER]), clock=clock, ids=lambda c: seeded_ids(c.now, 20260302)
    )
    people = People(till, QUICK)
    with till.db.write() as tx:
        people.add(tx, MANAGER, Role.MANAGER, PINS[MANAGER])
        seller = people.add(tx, CASHIER, Role.CASHIER, PINS[CASHIER])
    opened(desk_of(till), 500_000, seller.id)
    till.db.close()


def copy_of(template: Path, folder: Path) -> Path:
    """A shop of one's own; the template is closed, so its two files are all of it."""
    folder.mkdir(parents=True)
    for name in (FILE_NAME, KEYS_FILE):
        shutil.copy2(template / name, folder / name)
    return folder


def moment(text: str) -> datetime:
    """`2026-03-02` (nine in the morning there) or `2026-03-02 23:59` on the shop's wall, as UTC."""
    day, _, hour = text.partition(" ")
    local = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour or "09:00"))
    return local.replace(tzinfo=zone(DEFAULT_ZONE)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Books:
    """Points by three ways of counting, and what the program's own proof finds wrong."""

    entries: int
    lots: int
    balances: int
    debts: int
    problems: tuple[str, ...]

    @property
    def tie(self) -> bool:
        """Entries, lots and balances agree, and nothing is wrong."""
        return self.entries == self.lots - self.debts == self.balances - self.debts and not self.problems


class Shop:
    """Speaks the order language to the services of one till."""

    def __init__(self, folder: Path, *, seed: int = 1, is_sample: bool = False) -> None:
        self.folder = folder
        self.clock = SetClock(OPENED)
        self._is_sample = is_sample
        self._seed = seed
        self._spoken = 0
        self.desk = self._open()

    def _open(self) -> Desk:
        till = open_till(self.folder, clock=self.clock)
        facts = replace(till.shop, is_sample=self._is_sample)
        return desk_of(replace(till, shop=facts, ids=seeded_ids(self.clock.now, self._seed)))

    @property
    def till(self) -> Till:
        """The till of the desk."""
        return self.desk.till

    def reopen(self) -> None:
        """Close the database and open it again, as after a restart."""
        self.close()
        self._seed += 1_000_003
        self.desk = self._open()

    def close(self) -> None:
        """Let go of the file."""
        self.till.db.close()

    # --- time ---

    def on(self, text: str) -> None:
        """Set the clock to a day, or to a day and hour, on the shop's wall."""
        self.clock.set(moment(text))

    # --- people and members ---

    def person(self, name: str = CASHIER) -> Person:
        """Somebody of the staff."""
        return next(person for person in self.desk.people.all() if person.name == name)

    def enrolled(self, name: str, phone: str = "") -> Enrolled:
        """Make a member."""
        number = phone or f"09{crc32(name.encode()) % 10**8:08d}"
        return self.desk.members.enrol(Enrol(self.till.ids(), number, name, staff_id=self.person().id))

    def member(self, name: str) -> MemberPicture:
        """A member by name, read afresh; enrolled when there is none."""
        rows = [row for row in self.desk.members.search(name) if row.name == name]
        account_id = rows[0].account_id if rows else self.enrolled(name).account_id
        return self.desk.members.picture(account_id, rights=RIGHTS[Role.OWNER])

    def granted(self, name: str, points: int) -> None:
        """Give a member opening points, as the import of an old list does."""
        account_id, day = self.member(name).row.account_id, self.till.today()
        with self.till.db.write() as tx:
            locked, programme = accounts.lock(tx, account_id), shops.programme_at(tx, day)
            picture = accounts.picture(tx, account_id, day, self.till.now(), programme=programme)
            assert locked and picture
            written = Written(tx)
            booking = Booking(
                tx, self.till, locked, programme, f"grant-{self.till.ids()}", day, list(picture.lots), written=written
            )
            booking.credit("opening", points, dates_of(programme, day))
            booking.close()
            journal.append(tx, self.till, Event.IMPORT, account_id, {}, written=written)

    # --- orders and sales ---

    def item(self, line: dict[str, str | None]) -> Item:
        """The item of a line; one that the shop does not have yet is put on the shelf."""
        wanted = orders.item_of(line)
        with self.till.db.read() as tx:
            there = next((item for item in shops.items(tx) if item.sku == wanted.sku), None)
        if there is None:
            there = replace(wanted, id=self.till.ids())
            with self.till.db.write() as tx:
                self._shelve(tx, there)
        return replace(there, price=wanted.price or there.price)

    def _shelve(self, tx: Connection, item: Item) -> None:
        written = Written(tx)
        written.insert(item_table, {
            "id": item.id, "shop_id": self.till.shop.id, "sku": item.sku, "name": item.name,
            "search_key": fold(item.name), "price": item.price, "vat_group": item.vat_group,
            "by_weight": item.by_weight, "earns_points": item.earns_points,
        })  # fmt: skip
        journal.append(tx, self.till, Event.IMPORT, item.id, {}, written=written)

    def order(self, text: str) -> Order:
        """An open order; nothing of it is written."""
        wanted = orders.parse(text)
        made = self.desk.orders.new(self.desk.programmes.current().version)
        for line in wanted.lines:
            made = orders.with_line(made, self.item(line), line)
        if wanted.member:
            made = made.with_member(self.member(wanted.member).row.account_id, wanted.identified)
        for reward in wanted.rewards:
            made = made.with_reward(reward)
        if wanted.order_type:
            made = replace(made, order_type=wanted.order_type)
        return made.with_discount(wanted.discount).redeeming(wanted.redeem)

    def command(self, text: str, **more: Any) -> CompleteSale:
        """The sale that the text wants; `more` are fields of the command."""
        self._spoken += 1
        wanted = orders.parse(text)
        known = {
            "id": f"sale-{self._seed}-{self._spoken}",
            "staff_id": self.person(wanted.seller or OWNER).id,
            "tenders": wanted.tenders,
        }
        return CompleteSale(order=self.order(text), **{**known, **more})

    def completed(self, text: str, **more: Any) -> Completed:
        """Sell, and give the whole answer."""
        return self.desk.sales.complete(self.command(text, **more))

    def sold(self, text: str, **more: Any) -> Sale:
        """Sell."""
        return self.completed(text, **more).sale

    # --- the programme ---

    def under(self, **changes: Any) -> Programme:
        """Save a changed programme that is in force at once."""
        newest = self.desk.programmes.newest()
        changed = replace(newest, **changes)
        return self.desk.programmes.save(changed, self.till.today(), self.person(OWNER).id, newest.version)

    # --- money back ---

    def returning(self, sale: Sale, text: str = "", to: RefundTo = RefundTo.ORIGINAL, **more: Any) -> GiveBack:
        """The refund that the text wants: `1 x PHỞ; 2 x TRÀ`, or everything that is left."""
        self._spoken += 1
        lines = tuple(self._returned(sale, line) for line in orders.parse(text).lines) if text else None
        known = {
            "id": f"refund-{self._seed}-{self._spoken}",
            "staff_id": self.person(OWNER).id,
            "reason": "khách đổi ý",
        }
        return GiveBack(sale_id=sale.id, lines=lines, to=to, **{**known, **more})

    def _returned(self, sale: Sale, line: dict[str, str | None]) -> Returned:
        sku = orders.item_of(line).sku
        position = next(sold.position for sold in sale.lines if sold.sku == sku)
        return Returned(position, parse_quantity(line["qty"] or ""))

    def returned(self, sale: Sale, text: str = "", **more: Any) -> RefundRow:
        """Give back."""
        return self.desk.refunds.refund(self.returning(sale, text, **more)).refund

    def voided(self, sale: Sale, **more: Any) -> RefundRow:
        """Void a sale."""
        return self.desk.refunds.void(self.returning(sale, **more)).refund

    def adjusted(self, name: str, points: int, reason: str = "đếm lại", **more: Any) -> Adjusted:
        """Adjust a member's points."""
        self._spoken += 1
        known = {"id": f"adjust-{self._seed}-{self._spoken}", "staff_id": self.person(OWNER).id}
        account_id = self.member(name).row.account_id
        return self.desk.adjusting.adjust(
            Adjust(account_id=account_id, points=points, reason=reason, **{**known, **more})
        )

    # --- what is in the file ---

    @contextmanager
    def held(self) -> Iterator[None]:
        """Somebody else holds the file meanwhile, and our patience is short."""
        self.close()
        self.desk = desk_of(replace(self.till, db=Db(self.folder / FILE_NAME, busy_ms=20)))
        other = sqlite3.connect(self.folder / FILE_NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """Ask the file itself."""
        with self.till.db.read() as tx:
            return list(tx.exec_driver_sql(sql, values).all())

    def count(self, table: str, where: str = "1 = 1") -> int:
        """Rows of a table."""
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])

    def sums(self) -> dict[str, int]:
        """Points as entries, lots and balances count them, and the debt."""
        columns = {"entry": "points", "lot": "left_points", "account": "balance", "debt": "debt"}
        asked = ", ".join(
            f"(SELECT coalesce(sum({column}), 0) FROM {'account' if name == 'debt' else name})"
            for name, column in columns.items()
        )
        return dict(zip(columns, self.rows(f"SELECT {asked}")[0], strict=True))

    def books(self) -> Books:
        """Count the points in three ways and prove everything."""
        sums = self.sums()
        problems = Verification(self.till).run().problems
        told = tuple(f"{p.kind} {p.table}: {p.detail}" for p in problems)
        return Books(sums["entry"], sums["lot"], sums["account"], sums["debt"], told)

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """Everything that is sent to the database meanwhile, BEGIN aside."""
        sent: list[str] = []

        def keep(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                sent.append(" ".join(statement.split()))

        event.listen(self.till.db.engine, "before_cursor_execute", keep)
        try:
            yield sent
        finally:
            event.remove(self.till.db.engine, "before_cursor_execute", keep)
