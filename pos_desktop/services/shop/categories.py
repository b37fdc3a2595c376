"""Keeps the shop's categories and the dated rates of its VAT groups; every till is told."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import name as clean_name
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.goods import TOPICS, check_references
from pos_desktop.services.shop.items import COLOURS, catalogue_changed
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import goods
from pos_desktop.storage.queries.goods import CategoryRow, VatRow
from pos_desktop.storage.schema.catalogue import category, vat_rate

MOST_NAME = 80
MOST_RATE = 100

__all__ = ["AddRate", "Categories", "CategoryRow", "PutCategory", "VatRow"]


@dataclass(frozen=True, slots=True)
class PutCategory:
    """A category to make (`category_id` empty) or to change."""

    id: str
    name: str
    by: Id
    colour: str = "c1"
    category_id: Id = ""


@dataclass(frozen=True, slots=True)
class OrderCategories:
    """All categories in the order in which their chips are to stand."""

    id: str
    categories: tuple[Id, ...]
    by: Id


@dataclass(frozen=True, slots=True)
class AddRate:
    """Whole percent (None: not subject) that hold for a VAT group from a day to come on."""

    id: str
    group: str
    rate: int | None
    valid_from: date
    by: Id


@dataclass(frozen=True, slots=True)
class Put:
    """What was put."""

    id: Id
    topics: tuple[str, ...] = TOPICS


class Categories:
    """Use cases of who keeps the catalogue."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def every(self, by: Id) -> list[CategoryRow]:
        """The categories in their order; NOT_ALLOWED with the right `catalogue`."""
        with self._till.db.read() as tx:
            require(tx, by, "catalogue")
            return goods.categories(tx)

    def vat_rates(self, by: Id) -> list[VatRow]:
        """Every dated rate, group by group; NOT_ALLOWED."""
        with self._till.db.read() as tx:
            require(tx, by, "catalogue")
            return goods.vat_rates(tx)

    def put(self, command: PutCategory) -> Put:
        """Make a category or change one; NOT_ALLOWED, INVALID_NAME, CATEGORY_NAME_TAKEN, UNKNOWN_CATEGORY."""
        return self._do("put_category", command, lambda written: self._put(written, command))

    def order(self, command: OrderCategories) -> Put:
        """Put the categories in another order; NOT_ALLOWED, UNKNOWN_CATEGORY."""
        return self._do("order_categories", command, lambda written: self._order(written, command))

    def add_rate(self, command: AddRate) -> Put:
        """Let a VAT group have another rate from a day to come on, until the next that is known already.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_VAT_GROUP, INVALID_AMOUNT; VAT_DAY for a day that has begun: what was sold
                by a rate keeps it.
        """
        return self._do("add_rate", command, lambda written: self._add_rate(written, command))

    def _do(self, kind: str, command: Any, work: Callable[[Written], Deed]) -> Put:
        def deed(tx: Connection, written: Written) -> Deed:
            require(tx, command.by, "catalogue")
            done = work(written)
            catalogue_changed(tx)
            return done

        body = {name: str(value) for name, value in asdict(command).items() if name != "id"}
        answer = once(self._till, Asked(command.id, kind, fingerprint(body), command.by), deed)
        return Put(answer["id"])

    def _put(self, written: Written, command: PutCategory) -> Deed:
        tx, name = written.tx, clean_name(command.name, MOST_NAME)
        colour = command.colour if command.colour in COLOURS else COLOURS[0]
        check_references(tx, command.category_id, "", ())
        taken = select(category.c.id).where(category.c.name == name, category.c.id != command.category_id)
        if tx.execute(taken).first():
            raise Rejected(Code.CATEGORY_NAME_TAKEN, name=name)
        category_id = command.category_id or self._till.ids()
        if command.category_id:
            tx.execute(update(category).where(category.c.id == category_id).values(name=name, colour=colour))
        else:
            count = tx.execute(select(func.count()).select_from(category)).scalar_one()
            tx.execute(insert(category).values(
                id=category_id, shop_id=self._till.shop.id, name=name, colour=colour, position=count,
            ))  # fmt: skip
        written.saw(category, category_id)
        body = {"of": "put_category", "category": name}
        return Deed({"id": category_id}, Event.CATALOGUE_CHANGED, category_id, body)

    def _order(self, written: Written, command: OrderCategories) -> Deed:
        tx, ids = written.tx, tuple(dict.fromkeys(command.categories))
        if not ids or {*ids} != set(tx.execute(select(category.c.id)).scalars()):
            raise Rejected(Code.UNKNOWN_CATEGORY)
        for at, category_id in enumerate(ids):
            tx.execute(update(category).where(category.c.id == category_id).values(position=at))
        written.saw(category, *ids)
        return Deed({"id": ids[0]}, Event.CATALOGUE_CHANGED, ids[0], {"of": "order_categories"})

    def _add_rate(self, written: Written, command: AddRate) -> Deed:
        tx, day = written.tx, command.valid_from
        if command.rate is not None and not 0 <= command.rate <= MOST_RATE:
            raise Rejected(Code.INVALID_AMOUNT)
        check_references(tx, "", command.group or "?", ())
        if day <= self._till.today():
            raise Rejected(Code.VAT_DAY)
        row_id = self._insert_rate(written, command)
        body = {"of": "add_rate", "group": command.group, "rate": command.rate, "valid_from": day.isoformat()}
        return Deed({"id": row_id}, Event.CATALOGUE_CHANGED, row_id, body)

    def _insert_rate(self, written: Written, command: AddRate) -> Id:
        tx, day = written.tx, command.valid_from
        rows = tx.execute(select(vat_rate).where(vat_rate.c.vat_group == command.group)).all()
        if same := next((row for row in rows if row.valid_from == day), None):
            tx.execute(update(vat_rate).where(vat_rate.c.id == same.id).values(rate=command.rate))
            written.saw(vat_rate, same.id)
            return str(same.id)
        before = max((row for row in rows if row.valid_from < day), key=lambda row: row.valid_from)
        after = min((row.valid_from for row in rows if row.valid_from > day), default=None)
        tx.execute(update(vat_rate).where(vat_rate.c.id == before.id).values(valid_to=day - timedelta(days=1)))
        written.saw(vat_rate, before.id)
        row_id = self._till.ids()
        written.insert(vat_rate, {
            "id": row_id, "vat_group": command.group, "rate": command.rate, "valid_from": day,
            "valid_to": after - timedelta(days=1) if after else None,
        })  # fmt: skip
        return row_id
