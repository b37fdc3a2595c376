"""Makes the shop of a lesson: people, goods, prices and programme of the real one, and members who do not exist."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, insert, select, update

from pos_desktop.core.ids import Id
from pos_desktop.gateways import goods_pictures
from pos_desktop.gateways.folders import claimed
from pos_desktop.gateways.keys import make_training_keys
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.members.phones import parse_phone
from pos_desktop.services.office.member_file import MemberFacts, MemberPlan
from pos_desktop.services.office.member_intake import Intake
from pos_desktop.services.office.preview import Outcome, PreviewRow
from pos_desktop.services.shop.drawer.opening import open_in
from pos_desktop.services.shop.opening import TRAINING_REGISTER, insert_shop, made_in
from pos_desktop.services.till import RegisterFacts, Till
from pos_desktop.services.written import Written
from pos_desktop.storage.opening import FILE_NAME, open_db
from pos_desktop.storage.schema.catalogue import (
    category,
    combo_choice,
    combo_part,
    item,
    item_barcode,
    item_option,
    option_choice,
    option_group,
    price_list,
    price_list_item,
    recipe_line,
    vat_rate,
)
from pos_desktop.storage.schema.dining import dining_area, dining_table, station
from pos_desktop.storage.schema.loyalty import programme_version
from pos_desktop.storage.schema.members import member_phone
from pos_desktop.storage.schema.shop import register, shop, staff
from pos_desktop.storage.witness import COVERED

FLOAT: Final = 1_000_000
"""Made-up đồng in the drawer of a lesson."""
MEMBERS: Final = (("Tập Huấn Một", 0), ("Tập Huấn Hai", 150), ("Tập Huấn Ba", 2000))
"""People who do not exist, with points to redeem."""
FIRST_NUMBER: Final = 900_000_001
COPIED: Final = (
    staff, vat_rate, station, category, item, item_barcode, option_group, option_choice, item_option, combo_part,
    combo_choice, recipe_line, price_list, price_list_item, dining_area, dining_table, programme_version,
)  # fmt: skip
"""Tables that come along whole, in the order of their references; of members and of what was sold there is nothing."""
_CHANGED: Final[dict[Table, dict[str, Any]]] = {staff: {"member_id": None}, station: {"printer": ""}}
"""A lesson knows no real member, and prints nothing in a real kitchen."""


@dataclass(frozen=True, slots=True)
class Original:
    """What a lesson takes from the real shop; `numbers` are the phones that its made-up members must not have."""

    rows: dict[Table, list[dict[str, Any]]]
    ran: datetime
    register: dict[str, Any]
    numbers: frozenset[str]


def original(tx: Connection, till: Till) -> Original:
    """Read the real shop; locks after wrong PINs come along, with the time that they are measured by."""
    rows = {table: [dict(row) for row in tx.execute(select(table)).mappings()] for table in COPIED}
    tries = select(register.c.failed_pins, register.c.locked_until).where(register.c.id == till.register.id)
    taken = frozenset(tx.execute(select(member_phone.c.e164)).scalars())
    return Original(rows, till.ran(tx), dict(tx.execute(tries).mappings().one()), taken)


def make(folder: Path, real: Till, copied: Original, staff_id: Id) -> Till:
    """Make the copy in its empty folder, a shift open in the name of `staff_id`, and open it.

    Raises:
        EnvironmentProblem: FOLDER_UNUSABLE, DATABASE_FULL; nothing of the copy counts as there.
    """
    facts = replace(real.shop, id=real.ids(), is_training=True, history_ends=None)
    register_ = RegisterFacts(real.ids(), real.register.number, TRAINING_REGISTER)
    with claimed(folder):
        keys = make_training_keys(folder, real.keys)
        with made_in(folder) as making:
            till = Till(open_db(making, create=True), real.clock, real.ids, keys, facts, register_)
            try:
                with till.db.write() as tx:
                    _fill(tx, till, copied, staff_id)
            finally:
                till.db.close()
    _copy_pictures(folder, real, copied)
    return replace(till, db=open_db(folder / FILE_NAME))


def _copy_pictures(folder: Path, real: Till, copied: Original) -> None:
    names = {row["picture"] for row in copied.rows[item] if row["picture"]}
    if names:
        goods_pictures.copy(sorted(names), real.db.path.parent / goods_pictures.FOLDER, folder / goods_pictures.FOLDER)


def _fill(tx: Connection, till: Till, copied: Original, staff_id: Id) -> None:
    insert_shop(tx, till)
    tries = {**copied.register, "last_seen_at": copied.ran}
    tx.execute(update(register).where(register.c.id == till.register.id).values(**tries))
    written = Written(tx)
    written.saw(shop, till.shop.id)
    written.saw(register, till.register.id)
    for table in COPIED:
        _copy(written, till, table, copied.rows[table])
    Intake(written, till, operation_id="training", reason="", staff_id=staff_id).write(list(_members(copied)))
    told = {"name": till.shop.name}
    journal.append(tx, till, Event.SHOP_CREATED, till.shop.id, told, staff_id, written=written)
    open_in(tx, till, FLOAT, staff_id)


def _copy(written: Written, till: Till, table: Table, rows: list[dict[str, Any]]) -> None:
    changed = dict(_CHANGED.get(table, {}))
    if "shop_id" in table.c:
        changed["shop_id"] = till.shop.id
    fresh = [{**row, **changed} for row in rows]
    if table in COVERED:
        written.insert_all(table, fresh)
    elif fresh:
        written.tx.execute(insert(table), fresh)


def _members(copied: Original) -> Iterator[MemberPlan]:
    numbers = (parse_phone(f"0{number}") for number in range(FIRST_NUMBER, FIRST_NUMBER + 10**6))
    free = (phone for phone in numbers if phone.e164 not in copied.numbers)
    for number, ((name, points), phone) in enumerate(zip(MEMBERS, free, strict=False), 1):
        facts = MemberFacts(phone=phone, person={"name": name}, points=points)
        yield MemberPlan(PreviewRow(number, "", name, Outcome.NEW, points=points), facts)
