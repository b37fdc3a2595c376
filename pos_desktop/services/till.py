"""A till: what every use case needs of its shop, its register, its clock and its keys."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, func, select, update

from pos_desktop.core.clock import Clock, RunningTime, business_date, zone
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id, IdSource
from pos_desktop.gateways.keys import Keys
from pos_desktop.storage.db import Db
from pos_desktop.storage.schema.shop import counter, register, shop


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """Who the shop is; printed at the head of its receipts."""

    id: Id
    name: str
    address: str
    phone: str
    tax_code: str
    footer: str
    time_zone: str
    cutover_hour: int
    is_sample: bool
    history_ends: date | None
    is_training: bool = False

    @property
    def has_free_clock(self) -> bool:
        """Whether its clock may be set, and so may jump without a question: nothing real falls due by it."""
        return self.is_sample or self.is_training


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """Which register this till is; `code` heads its receipt numbers."""

    id: Id
    number: int
    code: str


@dataclass(frozen=True, slots=True)
class Till:
    """Handed to every service; holds no state of a sale."""

    db: Db
    clock: Clock
    ids: IdSource
    keys: Keys
    shop: ShopFacts
    register: RegisterFacts
    running: RunningTime = field(default_factory=RunningTime, compare=False, repr=False)

    def refuse_in_training(self) -> None:
        """For what would leave a lesson as a file that looks like the shop's; NOT_IN_TRAINING."""
        if self.shop.is_training:
            raise Rejected(Code.NOT_IN_TRAINING)

    def now(self) -> datetime:
        """The till's time, UTC."""
        return self.clock.now()

    def ran(self, tx: Connection) -> datetime:
        """How far the shop's tills have run: what locks are measured by, for nobody can set it forward."""
        kept = tx.execute(select(func.max(register.c.last_seen_at)).where(register.c.shop_id == self.shop.id)).scalar()
        return self.running.read(self.clock, kept)

    def keep_running(self, tx: Connection) -> datetime:
        """Keep how far the till has run, so that it goes on from there after a restart."""
        ran = self.ran(tx)
        tx.execute(update(register).where(register.c.id == self.register.id).values(last_seen_at=ran))
        return ran

    def today(self) -> date:
        """The business date of now."""
        return self.day_of(self.now())

    def day_of(self, at: datetime) -> date:
        """The business date of a moment."""
        return business_date(at, zone(self.shop.time_zone), self.shop.cutover_hour)

    def receipt_number(self, number: int) -> str:
        """A receipt number as people read it: `K1-000231`."""
        return f"{self.register.code}-{number:06d}"


def shop_facts(tx: Connection) -> ShopFacts | None:
    """The shop of this database; None in an empty one."""
    columns = [getattr(shop.c, name) for name in ShopFacts.__dataclass_fields__]
    row = tx.execute(select(*columns)).first()
    return ShopFacts(*row) if row else None


def register_facts(tx: Connection, code: str) -> RegisterFacts | None:
    """The register with this code."""
    row = tx.execute(select(register.c.id, register.c.number, register.c.code).where(register.c.code == code)).first()
    return RegisterFacts(*row) if row else None


def next_number(tx: Connection, till: Till, kind: str) -> int:
    """Count up a register's series in the same transaction, so that no number is ever skipped."""
    statement = (
        update(counter).where(counter.c.register_id == till.register.id, counter.c.kind == kind)
        .values(value=counter.c.value + 1).returning(counter.c.value)
    )  # fmt: skip
    return int(tx.execute(statement).scalar_one())
