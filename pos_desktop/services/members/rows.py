"""Writes the rows of a new member: pseudonym, person, phone, account, consent, card."""

from sqlalchemy import Connection, func, insert, select

from pos_desktop.core.codes import CardCode
from pos_desktop.core.ids import Id
from pos_desktop.core.text import fold
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.members.phones import Phone
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import members, shops
from pos_desktop.storage.schema.loyalty import account
from pos_desktop.storage.schema.members import card, consent, member, member_phone, person
from pos_desktop.wording.consents import FORM, MARKETING

LAST_SERIAL = 99
"""A card code has two digits for it."""


def next_code(tx: Connection) -> str:
    """The next member code of the shop: `TV000061`; imported codes that only look like it do not count."""
    longest_first = select(member.c.code).where(member.c.code.startswith("TV", autoescape=True)).order_by(
        func.length(member.c.code).desc(), member.c.code.desc()
    )  # fmt: skip
    series = (code[2:] for code in tx.execute(longest_first).scalars() if code[2:].isascii() and code[2:].isdigit())
    return f"TV{int(next(series, '0')) + 1:06d}"


def insert_member(
    written: Written, till: Till, member_id: Id, code: str, *, source: str, staff_id: Id | None = None,
    kind: str = "person", referrer_id: Id | None = None, blocked: bool = False,
) -> None:  # fmt: skip
    """Insert the pseudonymous row of a member."""
    written.insert(member, {
        "id": member_id, "shop_id": till.shop.id, "code": code, "kind": kind, "joined_at": till.now(),
        "joined_on": till.today(), "source": source, "register_id": till.register.id, "staff_id": staff_id,
        "referrer_id": referrer_id, "blocked": blocked,
    })  # fmt: skip


def insert_person(tx: Connection, till: Till, member_id: Id, **known: object) -> None:
    """Insert the personal data beside a member; erasing later takes this row alone."""
    words = " ".join(str(known.get(key, "")) for key in ("name", "company"))
    tx.execute(insert(person).values(id=till.ids(), member_id=member_id, search_key=fold(words), **known))


def insert_phone(tx: Connection, till: Till, member_id: Id, phone: Phone, holder_id: Id | None = None) -> None:
    """Insert a member's number, or that of a person who shares the account."""
    tx.execute(insert(member_phone).values(
        id=till.ids(), shop_id=till.shop.id, member_id=member_id, e164=phone.e164, is_doubtful=phone.is_doubtful,
        is_primary=holder_id is None, holder_id=holder_id,
    ))  # fmt: skip


def insert_account(tx: Connection, till: Till, member_id: Id, programme: Programme | None = None) -> Id:
    """Open an empty account on the programme's lowest tier."""
    account_id = till.ids()
    lowest = (programme or shops.programme_at(tx, till.today())).tiers[0]
    tx.execute(insert(account).values(id=account_id, member_id=member_id, tier=lowest.code))
    return account_id


def insert_consent(
    written: Written, till: Till, member_id: Id, *, given: bool | None, staff_id: Id | None = None,
    purpose: str = MARKETING, text_version: str = FORM,
) -> None:  # fmt: skip
    """Insert what the member said to a purpose, by default to the line of the form; None is nothing said."""
    if given is None:
        return
    written.insert(consent, {
        "id": till.ids(), "member_id": member_id, "purpose": purpose, "text_version": text_version,
        "given": given, "at": till.now(), "register_id": till.register.id, "staff_id": staff_id,
    })  # fmt: skip


def issue_card(
    written: Written, till: Till, member_id: Id, *, after: members.CardRow | None = None, holder_id: Id | None = None
) -> CardCode:
    """Issue the member's next card, or one of a person who shares it; the caller signs it with `codes.card_token`."""
    goes_on = after is not None and after.serial < LAST_SERIAL
    number, serial = (after.number, after.serial + 1) if after and goes_on else (_free_number(written.tx, till), 1)
    key_id = till.keys.codes.newest
    written.insert(card, {
        "id": till.ids(), "member_id": member_id, "key_id": key_id, "number": number, "serial": serial,
        "issued_at": till.now(), "holder_id": holder_id,
    })  # fmt: skip
    return CardCode(key_id, number, serial)


def _free_number(tx: Connection, till: Till) -> str:
    while True:
        number = f"{int(till.ids()[16:], 16) % 10**8:08d}"
        if members.card_by_number(tx, number, 1) is None:
            return number
