"""Opens a shop's data folder, or makes a new shop in an empty one."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, insert

from pos_desktop.core.clock import DEFAULT_ZONE, Clock, SystemClock
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import IdSource, ids_by
from pos_desktop.core.text import name as clean_name
from pos_desktop.core.text import note
from pos_desktop.gateways.folders import claimed, is_there
from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
from pos_desktop.gateways.keys import Keys, holds_public_keys, load_keys, make_keys
from pos_desktop.loyalty.programme import Programme, to_plain
from pos_desktop.selling.permissions import Role
from pos_desktop.selling.tax import DEFAULT_RATES
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.office.backup import placing
from pos_desktop.services.pins import check_pin
from pos_desktop.services.shop.people import People
from pos_desktop.services.till import RegisterFacts, ShopFacts, Till, register_facts, shop_facts
from pos_desktop.services.written import Written
from pos_desktop.storage.opening import FILE_NAME, open_db
from pos_desktop.storage.schema.catalogue import vat_rate
from pos_desktop.storage.schema.loyalty import programme_version
from pos_desktop.storage.schema.shop import counter, register, shop

REGISTER = "K1"
TRAINING_REGISTER = "TH"
"""Heads the numbers of a lesson, whatever the till is called: `TH-000001` is no number of the shop's."""


@dataclass(frozen=True, slots=True)
class NewShop:
    """What a new shop is told about itself; `owner` and `pin` become its first person."""

    name: str
    owner: str
    pin: str
    address: str = ""
    phone: str = ""
    tax_code: str = ""
    footer: str = ""
    is_sample: bool = False


def has_shop(folder: Path) -> bool:
    """Whether a data folder holds a shop already; FOLDER_UNUSABLE where nobody can tell.

    A restoration that was decided and cut is finished first.
    """
    placing.finish(folder)
    return is_there(folder / FILE_NAME)


def open_till(folder: Path, *, clock: Clock | None = None, code: str = REGISTER) -> Till:
    """Open the shop in `folder` as the register `code`; the copy of a lesson has one of its own.

    Raises:
        Rejected: NO_SHOP in an empty folder.
        EnvironmentProblem: whatever keeps the database or the keys from being read.
    """
    if not has_shop(folder):
        raise Rejected(Code.NO_SHOP, path=str(folder))
    db = open_db(folder / FILE_NAME)
    keys = load_keys(folder)
    with db.read() as tx:
        shop_ = shop_facts(tx)
        register_ = register_facts(tx, TRAINING_REGISTER if shop_ and shop_.is_training else code)
    if shop_ is None or register_ is None:
        db.close()
        raise Rejected(Code.NO_SHOP, path=str(folder))
    clock = clock or SystemClock()
    till = Till(db, clock, ids_by(clock.now), keys, shop_, register_)
    with db.read() as tx:
        till.ran(tx)  # the time it runs counts from here
    return till


def create_shop(
    folder: Path, new: NewShop, *, clock: Clock | None = None, ids: Callable[[Clock], IdSource] | None = None,
    make: Callable[[Path], Keys] = make_keys, furnish: Callable[[Connection, Till], None] | None = None,
) -> Till:  # fmt: skip
    """Make a shop in an empty folder: keys, database, owner, one register, default programme and VAT rates.

    Raises:
        Rejected: SHOP_EXISTS, WEAK_PIN, INVALID_NAME.
        EnvironmentProblem: the folder cannot be written, or another process keeps it.
    """
    shop_name = clean_name(new.name)
    clean_name(new.owner, 40)
    check_pin(new.pin)
    check_empty(folder)
    clock = clock or SystemClock()
    make_id = ids(clock) if ids else ids_by(clock.now)
    with claimed(folder):
        check_empty(folder)  # another process may have been quicker
        till = _make_files(folder, new, shop_name, clock, make_id, make, furnish)
    return replace(till, db=open_db(folder / FILE_NAME))


def check_empty(folder: Path) -> None:
    """Refuse a folder that holds a shop; SHOP_EXISTS."""
    if has_shop(folder):
        raise Rejected(Code.SHOP_EXISTS, path=str(folder))


def _make_files(
    folder: Path, new: NewShop, shop_name: str, clock: Clock, make_id: IdSource, make: Callable[[Path], Keys],
    furnish: Callable[[Connection, Till], None] | None,
) -> Till:  # fmt: skip
    if holds_public_keys(folder):
        (folder / KEYS_FILE).unlink()
    # Keys without a shop are left from a making that was cut short, and may belong to a copy of its database.
    keys = load_keys(folder) if (folder / KEYS_FILE).exists() else make(folder)
    facts = ShopFacts(make_id(), shop_name, note(new.address), note(new.phone), note(new.tax_code), note(new.footer),
                      DEFAULT_ZONE, 0, new.is_sample, None)  # fmt: skip
    with made_in(folder) as making:
        till = Till(open_db(making, create=True), clock, make_id, keys, facts, RegisterFacts(make_id(), 1, REGISTER))
        try:
            _fill(till, new, furnish)
        finally:
            till.db.close()
    return till


@contextmanager
def made_in(folder: Path) -> Iterator[Path]:
    """Where a shop's file is made before it gets its name, so that neither a cut nor a full disk leaves half of one.

    Only for who has claimed the folder.
    """
    making = folder / f"{FILE_NAME}.making"
    try:
        _clean(making)
        yield making
        os.chmod(making, 0o600)
        os.replace(making, folder / FILE_NAME)
    finally:
        with suppress(OSError):
            _clean(making)


def _clean(making: Path) -> None:
    """Take away what an earlier cut has left."""
    for end in ("", "-wal", "-shm"):
        making.with_name(making.name + end).unlink(missing_ok=True)


def _fill(till: Till, new: NewShop, furnish: Callable[[Connection, Till], None] | None) -> None:
    with till.db.write() as tx:
        insert_shop(tx, till)
        owner = People(till).add(tx, new.owner, Role.OWNER, new.pin, position=100)
        written = Written(tx)
        written.saw(shop, till.shop.id)
        written.saw(register, till.register.id)
        _insert_rules(written, till)
        told = {"name": till.shop.name}
        journal.append(tx, till, Event.SHOP_CREATED, till.shop.id, told, owner.id, written=written)
        if furnish:
            furnish(tx, till)


def insert_shop(tx: Connection, till: Till) -> None:
    """Insert the shop and the register of a till, with the counters of its series."""
    facts = {name: getattr(till.shop, name) for name in ShopFacts.__dataclass_fields__}
    tx.execute(insert(shop).values(**facts, created_at=till.now(), due_through=till.today()))
    insert_register(tx, till)


def insert_register(tx: Connection, till: Till) -> None:
    """Insert the register of a till, with the counters of its series."""
    tx.execute(insert(register).values(
        id=till.register.id, shop_id=till.shop.id, number=till.register.number, code=till.register.code,
    ))  # fmt: skip
    for kind in ("receipt", "refund", "shift", "z"):
        tx.execute(insert(counter).values(id=till.ids(), register_id=till.register.id, kind=kind))


def _insert_rules(written: Written, till: Till) -> None:
    written.insert_all(vat_rate, [
        {"id": till.ids(), "vat_group": rate.group, "rate": rate.rate, "valid_from": rate.valid_from,
         "valid_to": rate.valid_to}
        for rate in DEFAULT_RATES
    ])  # fmt: skip
    programme = Programme()
    written.insert(programme_version, {
        "id": till.ids(), "shop_id": till.shop.id, "version": programme.version,
        "definition": to_plain(programme), "valid_from": till.today(), "at": till.now(),
    })  # fmt: skip


def is_shared_folder(folder: Path) -> bool:
    """Whether the folder looks like a network share or a synchronised one, where SQLite's locks lie."""
    text = str(folder)
    if text.startswith(("\\\\", "//")):
        return True
    synced = ("onedrive", "google drive", "googledrive", "dropbox", "icloud")
    return any(word in text.casefold() for word in synced)
