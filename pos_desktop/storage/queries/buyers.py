"""Reads who bought, as a company's books want to have it."""

from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.loyalty import account
from pos_desktop.storage.schema.members import person


def of_account(tx: Connection, account_id: Id) -> Any | None:
    """Name, company, tax code and address of the member of an account; None where nothing is known of the person."""
    columns = (person.c.name, person.c.company, person.c.tax_code, person.c.address)
    statement = select(*columns).join(account, account.c.member_id == person.c.member_id)
    return tx.execute(statement.where(account.c.id == account_id)).first()
