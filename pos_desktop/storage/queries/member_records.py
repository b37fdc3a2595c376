"""Reads everything that the shop keeps of one member, table by table, as the member may ask to have it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.queries import attachments
from pos_desktop.storage.schema.loyalty import entry, manual_tier, tier_change
from pos_desktop.storage.schema.members import card, holder, member, member_phone, person
from pos_desktop.storage.schema.owing import debt_entry
from pos_desktop.storage.schema.selling import refund, sale, sale_line
from pos_desktop.storage.schema.shop import register
from pos_desktop.storage.schema.stored import donation, stored_card, stored_entry, voucher

Rows = list[dict[str, Any]]


def _rows(tx: Connection, statement: Select[Any]) -> Rows:
    return [dict(row) for row in tx.execute(statement).mappings()]


def people(tx: Connection, members: Sequence[Id]) -> Rows:
    """The members of the family, each with what is known of the person."""
    columns = (
        member.c.id, member.c.code, member.c.kind, member.c.joined_on, member.c.source, member.c.blocked,
        person.c.name, person.c.birthday, person.c.is_lunar, person.c.gender, person.c.email, person.c.address,
        person.c.company, person.c.tax_code, person.c.note,
    )  # fmt: skip
    known = select(*columns).outerjoin(person, person.c.member_id == member.c.id)
    return _rows(tx, known.where(member.c.id.in_(members)).order_by(member.c.id))


def phones(tx: Connection, members: Sequence[Id]) -> Rows:
    """Numbers, with the person of a shared card who has it."""
    statement = (
        select(member_phone.c.e164, member_phone.c.is_primary, holder.c.name.label("holder"))
        .outerjoin(holder, holder.c.id == member_phone.c.holder_id)
        .where(member_phone.c.member_id.in_(members)).order_by(member_phone.c.is_primary.desc(), member_phone.c.e164)
    )  # fmt: skip
    return _rows(tx, statement)


def cards(tx: Connection, members: Sequence[Id]) -> Rows:
    """Cards by number, never the digits that open the account."""
    columns = (card.c.number, card.c.serial, card.c.issued_at, card.c.revoked_at, holder.c.name.label("holder"))
    statement = select(*columns).outerjoin(holder, holder.c.id == card.c.holder_id)
    return _rows(tx, statement.where(card.c.member_id.in_(members)).order_by(card.c.issued_at, card.c.id))


def entries(tx: Connection, accounts: Sequence[Id]) -> Rows:
    """Every row of the points' ledger, in order."""
    columns = (entry.c.at, entry.c.business_date, entry.c.kind, entry.c.points, entry.c.debt_change, entry.c.reason)
    statement = (
        select(*columns, register.c.code.label("till"), sale.c.number)
        .outerjoin(sale, sale.c.id == entry.c.sale_id).outerjoin(register, register.c.id == sale.c.register_id)
        .where(entry.c.account_id.in_(accounts)).order_by(entry.c.at, entry.c.account_id, entry.c.seq)
    )  # fmt: skip
    return _rows(tx, statement)


def tiers(tx: Connection, accounts: Sequence[Id]) -> Rows:
    """Tiers reached, kept, lost."""
    columns = (tier_change.c.on_date, tier_change.c.move, tier_change.c.tier_before, tier_change.c.tier_after,
               tier_change.c.until_after)  # fmt: skip
    statement = select(*columns).where(tier_change.c.account_id.in_(accounts))
    return _rows(tx, statement.order_by(tier_change.c.at, tier_change.c.account_id, tier_change.c.seq))


def tiers_by_hand(tx: Connection, accounts: Sequence[Id]) -> Rows:
    """Tiers that people gave, and their end."""
    columns = (manual_tier.c.at, manual_tier.c.tier, manual_tier.c.from_on, manual_tier.c.until_on,
               manual_tier.c.reason)  # fmt: skip
    statement = select(*columns).where(manual_tier.c.account_id.in_(accounts))
    return _rows(tx, statement.order_by(manual_tier.c.at, manual_tier.c.step))


def purchases(tx: Connection, accounts: Sequence[Id]) -> Rows:
    """Receipts that belong to the family now, the oldest first."""
    columns = (sale.c.id, register.c.code.label("till"), sale.c.number, sale.c.at, sale.c.business_date, sale.c.goods,
               sale.c.discount, sale.c.points, sale.c.points_value, sale.c.due, sale.c.earned)  # fmt: skip
    statement = select(*columns).join(register, register.c.id == sale.c.register_id).where(_theirs(accounts))
    return _rows(tx, statement.order_by(sale.c.at, sale.c.id))


def purchase_lines(tx: Connection, accounts: Sequence[Id]) -> Rows:
    """The lines of those receipts."""
    columns = (sale_line.c.sale_id, sale_line.c.name, sale_line.c.qty, sale_line.c.unit_price, sale_line.c.amount)
    statement = select(*columns).join(sale, sale.c.id == sale_line.c.sale_id).where(_theirs(accounts))
    return _rows(tx, statement.order_by(sale_line.c.sale_id, sale_line.c.position))


def returned(tx: Connection, accounts: Sequence[Id]) -> Rows:
    """Money that went back on those receipts."""
    columns = (refund.c.sale_id, refund.c.kind, register.c.code.label("till"), refund.c.number, refund.c.at,
               refund.c.money, refund.c.clawed, refund.c.restored, refund.c.reason)  # fmt: skip
    statement = (
        select(*columns).join(sale, sale.c.id == refund.c.sale_id)
        .join(register, register.c.id == refund.c.register_id).where(_theirs(accounts))
    )  # fmt: skip
    return _rows(tx, statement.order_by(refund.c.at, refund.c.id))


def _theirs(accounts: Sequence[Id]) -> ColumnElement[bool]:
    return attachments.belongs(sale.c.id, sale.c.account_id, list(accounts))


def stored(tx: Connection, accounts: Sequence[Id]) -> Rows:
    """Every movement of the member's prepaid money."""
    columns = (stored_entry.c.at, stored_entry.c.kind, stored_entry.c.money, stored_entry.c.bonus,
               stored_entry.c.reason)  # fmt: skip
    statement = select(*columns).join(stored_card, stored_card.c.id == stored_entry.c.card_id)
    return _rows(tx, statement.where(stored_card.c.account_id.in_(accounts)).order_by(stored_entry.c.seq))


def debts(tx: Connection, accounts: Sequence[Id]) -> Rows:
    """Every entry of what the member owed and paid."""
    columns = (debt_entry.c.at, debt_entry.c.kind, debt_entry.c.amount, debt_entry.c.reason)
    statement = select(*columns).where(debt_entry.c.account_id.in_(accounts))
    return _rows(tx, statement.order_by(debt_entry.c.at, debt_entry.c.seq))


def vouchers(tx: Connection, accounts: Sequence[Id]) -> Rows:
    """Vouchers that the member got, without their codes."""
    columns = (voucher.c.at, voucher.c.template, voucher.c.valid_from, voucher.c.expires_on, voucher.c.uses,
               voucher.c.used)  # fmt: skip
    return _rows(tx, select(*columns).where(voucher.c.account_id.in_(accounts)).order_by(voucher.c.at, voucher.c.id))


def gifts(tx: Connection, accounts: Sequence[Id]) -> Rows:
    """Points that the member gave to a cause."""
    columns = (donation.c.at, donation.c.cause, donation.c.points, donation.c.value)
    return _rows(tx, select(*columns).where(donation.c.account_id.in_(accounts)).order_by(donation.c.at))
