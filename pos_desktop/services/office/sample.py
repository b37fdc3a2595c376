"""The sample shop «Cà phê Mộc»: opened from its prepared file, or made anew through the services.

`python -m pos_desktop.services.office.sample --output assets/sample` makes it with a seeded clock, ids and keys,
so that the same program always makes the same rows.
"""

import argparse
import csv
import lzma
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Connection, insert, select, update

from pos_desktop.core.clock import DEFAULT_ZONE, Clock, SetClock, ShiftedClock, zone
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import IdSource, seeded_ids
from pos_desktop.core.money import Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.quantity import ONE
from pos_desktop.gateways.folders import claimed
from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
from pos_desktop.gateways.keys import PUBLIC_KEYS, Keys, holds_public_keys, make_keys
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import quote
from pos_desktop.selling import tax
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.order import Discount, Identified, OrderType, Redeem
from pos_desktop.selling.permissions import Role
from pos_desktop.selling.shift import Cash
from pos_desktop.selling.tenders import Tender, TenderKind, quick_cash
from pos_desktop.services import journal
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.desk import Desk, desk_of
from pos_desktop.services.journal import Event
from pos_desktop.services.members.members import Enrol, Enrolled
from pos_desktop.services.office.rollups import Rollups
from pos_desktop.services.office.sample_programme import sample_programme
from pos_desktop.services.office.sample_whole import Furnishing
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.shop import items
from pos_desktop.services.shop.opening import NewShop, check_empty, create_shop, has_shop, made_in
from pos_desktop.services.shop.people import People, Person
from pos_desktop.services.shop.shifts import CloseShift, OpenShift
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.opening import FILE_NAME
from pos_desktop.storage.queries import shift_figures
from pos_desktop.storage.schema.shop import setting, shop

ASSETS = Path(__file__).resolve().parents[3] / "assets" / "sample"
PACKED = "shop.db.xz"
SEED = 20250831
DAYS = 120
LAST_DAY = date(2025, 8, 31)
STAFF = (
    ("Lan", Role.CASHIER, "482615"),
    ("Minh", Role.CASHIER, "593726"),
    ("Hoa", Role.MANAGER, "709184"),
    ("Mộc", Role.OWNER, "826473"),
)
SHIFT_SETTING = "sample_days_shifted"
FLOAT = Cash(((100_000, 5), (50_000, 6), (20_000, 5), (10_000, 10)))


def open_sample(folder: Path) -> None:
    """Fill an empty data folder with the prepared sample shop; its keys are public.

    Raises:
        Rejected: SHOP_EXISTS when a shop is there already, or the keys of one.
        EnvironmentProblem: FOLDER_UNUSABLE, DATABASE_FULL.
    """
    check_empty(folder)
    with claimed(folder):
        check_empty(folder)
        _unpack(folder)


def fill_if_empty(folder: Path) -> None:
    """Put the sample into a folder without a shop; one that is there stays, also one that another just put there.

    Raises:
        Rejected: SHOP_EXISTS when the keys of another shop are there.
        EnvironmentProblem: FOLDER_UNUSABLE, DATABASE_FULL.
    """
    if has_shop(folder):
        return
    with claimed(folder):
        if not has_shop(folder):
            _unpack(folder)


def _unpack(folder: Path) -> None:
    with made_in(folder) as making:
        if (folder / KEYS_FILE).exists() and not holds_public_keys(folder):
            # The database may be away to be restored; its keys are nowhere else.
            raise Rejected(Code.SHOP_EXISTS, path=str(folder))
        making.write_bytes(lzma.decompress((ASSETS / PACKED).read_bytes()))
        shutil.copyfile(PUBLIC_KEYS, folder / KEYS_FILE)
        (folder / KEYS_FILE).chmod(0o600)


def sample_clock(till: Till, base: Clock | None = None) -> Clock:
    """The sample's clock: «today» is the day after its history when it is first opened, and runs on from there."""
    ends = till.shop.history_ends
    if ends is None:
        return base or till.clock
    with till.db.read() as tx:
        days = tx.execute(select(setting.c.value).where(setting.c.name == SHIFT_SETTING)).scalar_one_or_none()
    if days is None:
        days = (ends + timedelta(days=1) - till.today()).days
        # Looking at a shop that is read-only or busy is no reason to fail: the next opening keeps the distance.
        with suppress(EnvironmentProblem):
            _keep_distance(till, days)
    return ShiftedClock(base or till.clock, timedelta(days=int(days)))


def _keep_distance(till: Till, days: int) -> None:
    with till.db.write() as tx:
        if tx.execute(select(setting.c.id).where(setting.c.name == SHIFT_SETTING)).first():
            return  # another command has opened it meanwhile
        tx.execute(insert(setting).values(
            id=till.ids(), shop_id=till.shop.id, name=SHIFT_SETTING, value=days, version=1, at=till.now(),
        ))  # fmt: skip


@dataclass
class Story:
    """The making of the sample's history, day by day."""

    desk: Desk
    clock: SetClock
    random: Random
    people: list[Person] = field(default_factory=list)
    members: list[Enrolled] = field(default_factory=list)
    shelf: list[Item] = field(default_factory=list)
    sold: int = 0

    def __post_init__(self) -> None:
        self.people = [p for p in self.desk.people.all() if p.role is not Role.OWNER]
        self.wares = self.desk.catalogue.load()  # nothing of it changes while the history is told
        self.shelf = [i for i in self.wares.index.items if i.cost and not i.by_weight]

    def tell(self, days: int = DAYS) -> None:
        """Open, sell and close the history's days, the first ones if only some are wished for."""
        self.enrol(20)
        for number in range(days):
            self.day(LAST_DAY - timedelta(days=DAYS - 1 - number), number)

    def day(self, day: date, number: int) -> None:
        """One day: a shift, the customers in order, the closing."""
        seller = self.people[number % 2]
        self.at(day, 6, 55)
        shift = self.desk.shifts.open(OpenShift(f"sample:open:{number}", seller.id, FLOAT))
        if number % 3 == 0 and len(self.members) < 60:
            self.enrol(1)
        for minute in sorted(self.random.sample(range(5, 900), 9 + (4 if day.weekday() >= 5 else 0))):
            self.at(day, 7 + minute // 60, minute % 60)
            self.sell(seller)
        self.at(day, 22, 30)
        with self.desk.till.db.read() as tx:
            counted = Cash(loose=shift_figures.in_drawer(tx, shift.id))
        self.desk.shifts.close(CloseShift(f"sample:close:{number}", shift.id, seller.id, cash=counted))

    def at(self, day: date, hour: int, minute: int) -> None:
        """Put the clock to a local time."""
        self.clock.set(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone(DEFAULT_ZONE)))

    def enrol(self, count: int) -> None:
        """Take the next members of the list on."""
        if not self.members:
            self.at(LAST_DAY - timedelta(days=DAYS - 1), 6, 30)
        for row in _rows("members.csv")[len(self.members) : len(self.members) + count]:
            birthday = date.fromisoformat(row["birthday"]) if row["birthday"] else None
            self.members.append(self.desk.members.enrol(Enrol(
                id=f"sample:member:{len(self.members)}", phone=row["phone"], name=row["name"], birthday=birthday,
                gender=row["gender"], marketing=self.random.random() < 0.6, staff_id=self.people[0].id,
                source="sample",
            )))  # fmt: skip

    def sell(self, seller: Person) -> None:
        """One customer: a guest, or a member who comes the more often the earlier in the list."""
        wares = self.wares
        order = replace(
            self.desk.orders.new(wares.programme.version),
            order_type=self.random.choice((OrderType.TAKE_AWAY, OrderType.DINE_IN)),
        )
        member = self._member()
        for _ in range(self.random.choice((1, 1, 2, 2, 3, 4))):
            order = order.add(self.random.choice(self._taste(member)), self.random.choice((1000, 1000, 1000, 2000)))
        if self.random.random() < 0.03:
            order = order.with_discount(Discount(percent=500))
        picture = self.desk.members.picture(member.account_id) if member else None
        if picture and picture.balance.available >= 150 and self.random.random() < 0.3:
            order = order.with_member(picture.account.id, Identified.CARD)
            most = quote(order, picture.account, wares.programme, wares.vat, self._now(wares.programme)).allowed
            order = order.redeeming(Redeem.MOST if most.points else None)
        elif picture:
            order = order.with_member(picture.account.id, Identified.CARD)
        account = picture.account if picture else None
        due = quote(order, account, wares.programme, wares.vat, self._now(wares.programme)).priced.due
        self.sold += 1
        self.desk.sales.complete(CompleteSale(f"sample:sale:{self.sold}", order, seller.id, self._paid(due)))

    def _now(self, programme: Programme) -> Occasion:
        return occasion(self.desk.till, programme, self.desk.till.now())

    def _member(self) -> Enrolled | None:
        if self.random.random() < 0.35:
            return None
        return self.members[int(len(self.members) * self.random.random() ** 2.2)]

    def _taste(self, member: Enrolled | None) -> list[Item]:
        if member is None:
            return self.shelf
        start = self.members.index(member) * 7 % len(self.shelf)
        return (self.shelf + self.shelf)[start : start + 12]

    def _paid(self, due: Money) -> tuple[Tender, ...]:
        if not due:
            return ()
        way = self.random.random()
        if way < 0.25:
            return (Tender(TenderKind.BANK_QR, due, f"FT{self.random.randrange(10**10):010d}"),)
        if way < 0.35:
            return (Tender(TenderKind.CARD, due),)
        return (Tender(TenderKind.CASH, self.random.choice(quick_cash(due))),)


def _rows(name: str) -> list[dict[str, str]]:
    with (ASSETS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _menu() -> Iterator[items.ItemFacts]:
    for row in _rows("menu.csv"):
        yield items.ItemFacts(
            sku=row["Mã hàng"], name=row["Tên hàng"], price=int(row["Giá bán"]), category=row["Nhóm hàng(3 Cấp)"],
            cost=int(row["Giá vốn"]), unit=row["ĐVT"], barcodes=tuple(filter(None, row["Mã vạch"].split(";"))),
            vat_group=tax.ALCOHOL if row["Thuế suất"] == "10%" else tax.STANDARD, by_weight=row["ĐVT"] == "kg",
            earns_points=row["Tích điểm"] == "1", plu=row["Mã cân"] or None, colour=row["Màu"],
            stock=int(row["Tồn kho"]) * ONE,
        )  # fmt: skip


def _furnish(tx: Connection, till: Till) -> None:
    people = People(till)
    for position, (name, role, pin) in enumerate(STAFF[:-1]):
        people.add(tx, name, role, pin, position)
    tx.execute(update(shop).values(history_ends=LAST_DAY))
    written = Written(tx)
    written.saw(shop, till.shop.id)
    for facts in _menu():
        items.put(written, till, facts, reason="sample")
    journal.append(tx, till, Event.IMPORT, till.shop.id, {"file": "menu.csv"}, written=written)


def _sample_keys(folder: Path) -> Keys:
    random = Random(SEED)
    return make_keys(folder, random.randbytes)


def make_sample(folder: Path) -> Till:
    """Make the sample shop with its whole history in an empty folder."""
    story = begin(folder)
    story.tell()
    Furnishing(story.desk, story.desk.people.by_name(STAFF[-1][0]).id).furnish()
    return story.desk.till


def begin(folder: Path) -> Story:
    """Make the sample shop in an empty folder, its history still to be told."""
    clock = SetClock(datetime(2025, 5, 1, tzinfo=UTC))
    owner, _, pin = STAFF[-1]
    new = NewShop(
        "Cà phê Mộc", owner, pin, address="12 Nguyễn Thông, Quận 3, TP. Hồ Chí Minh", phone="028 3930 0000",
        tax_code="0312345678", footer="Cảm ơn quý khách. Hẹn gặp lại.", is_sample=True,
    )  # fmt: skip
    clock.set(datetime(2025, 5, 3, 6, 0, tzinfo=zone(DEFAULT_ZONE)))
    till = create_shop(folder, new, clock=clock, ids=_seeded, make=_sample_keys, furnish=_furnish)
    desk = desk_of(till)
    _set_up(desk)
    return Story(desk, clock, Random(SEED))


def _set_up(desk: Desk) -> None:
    """Give the sample a programme that shows everything."""
    names = {category.name: category.id for category in desk.catalogue.load().index.categories}
    owner = desk.people.by_name(STAFF[-1][0])
    base = desk.programmes.newest()
    desk.programmes.save(sample_programme(base, names), desk.till.today(), owner.id, base.version)


def _seeded(clock: Clock) -> IdSource:
    return seeded_ids(clock.now, SEED)


def main(arguments: list[str] | None = None) -> int:
    """Make the sample anew and pack it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=Path, default=ASSETS)
    output: Path = parser.parse_args(arguments).output
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        till = make_sample(folder)
        Rollups(till).refresh()
        till.db.close()
        pack(folder, output)
    print(f"{output / PACKED}: {(output / PACKED).stat().st_size:,} bytes", file=sys.stderr)
    return 0


def pack(folder: Path, output: Path) -> None:
    """Write the shop's file, compact and compressed, and its public keys into `output`."""
    source = sqlite3.connect(folder / FILE_NAME)
    source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    source.execute("VACUUM")
    source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    source.close()
    output.mkdir(parents=True, exist_ok=True)
    (output / PACKED).write_bytes(lzma.compress((folder / FILE_NAME).read_bytes(), preset=9))
    shutil.copyfile(folder / KEYS_FILE, output / KEYS_FILE)


if __name__ == "__main__":
    sys.exit(main())
