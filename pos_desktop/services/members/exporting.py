"""Everything that the shop keeps of one member, for the member: one record in JSON and the same as pages."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.clock import zone
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.documents.member_record import record_pdf
from pos_desktop.services.journal import Event
from pos_desktop.services.members.members import Members
from pos_desktop.services.members.phones import masked, national
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import consents, members, merges
from pos_desktop.storage.queries import member_records as records
from pos_desktop.wording import consents as texts
from pos_desktop.wording import in_language

FORMAT = "khach-quen-member/1"
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Export:
    """Whose data, for whom of the shop, in which language the pages are; `id` names the operation."""

    id: str
    account_id: Id
    staff_id: Id
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Exported:
    """Both files; `name`, without ending, tells the member's code and the day and nothing of the person."""

    name: str
    json: bytes
    pdf: bytes
    receipts: int
    is_repeat: bool = False


class Exporting:
    """The right to have what is known of one."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def export(self, command: Export) -> Exported:
        """Read everything of a member and of those merged into them; that it was done stands in the journal.

        Phones are whole for who has the right `phones`. Sent again, it reads what is there then.

        Raises:
            Rejected: NOT_ALLOWED with the right `export`, UNKNOWN_USER, UNKNOWN_MEMBER, ID_REUSED.
        """
        with self._till.db.read() as tx:
            record = self._record(tx, command)
        receipts = len(record["purchases"])
        asked = Asked(command.id, "export_member", fingerprint([command.account_id]), command.staff_id)
        told = Deed({"receipts": receipts}, Event.MEMBER_EXPORTED, record.pop("id"), {"receipts": receipts})
        is_repeat = once(self._till, asked, lambda _tx, _written: told)["is_repeat"]
        name = f"thanh-vien-{record['members'][0]['code']}-{self._till.today():%Y%m%d}"
        written = json.dumps(record, ensure_ascii=False, indent=1).encode()
        return Exported(name, written, record_pdf(record, in_language(command.language)), receipts, is_repeat)

    def _record(self, tx: Connection, command: Export) -> Record:
        by = require(tx, command.staff_id, "export")
        known = members.by_account(tx, merges.survivor(tx, command.account_id))
        if known is None:
            raise Rejected(Code.UNKNOWN_MEMBER)
        people, accounts = merges.family_of_member(tx, known.id), merges.family(tx, known.account_id)
        picture = Members(self._till).picture(known.account_id)
        balance = picture.balance
        shop = self._till.shop
        record = {
            "format": FORMAT, "shop": shop.name, "is_sample": shop.is_sample, "is_training": shop.is_training,
            "made_at": self._till.now(), "id": known.id,
            "members": sorted(records.people(tx, people), key=lambda row: row.pop("id") != known.id),
            "phones": [_phone(row, whole=by.rights.phones) for row in records.phones(tx, people)],
            "cards": records.cards(tx, people),
            "consents": [_consent(row) for row in consents.of_members(tx, people)],
            "points": {"available": balance.available, "pending": balance.pending, "debt": balance.debt,
                       "tier": picture.standing.after_name, "lifetime_earned": picture.lifetime_earned},
            "purchases": _purchases(tx, accounts),
            "entries": [_numbered(row) for row in records.entries(tx, accounts)],
            "tiers": records.tiers(tx, accounts), "tiers_by_hand": records.tiers_by_hand(tx, accounts),
            "prepaid": records.stored(tx, accounts),
            "owed": records.debts(tx, accounts), "vouchers": records.vouchers(tx, accounts),
            "gifts": records.gifts(tx, accounts),
        }  # fmt: skip
        return _plain(record, self._till.shop.time_zone)  # type: ignore[no-any-return]


def _phone(row: Record, *, whole: bool) -> Record:
    e164 = row.pop("e164")
    return {"phone": national(e164) if whole else masked(e164), **row}


def _consent(row: consents.ConsentRow) -> Record:
    return {**asdict(row), "text": texts.consent_text(row.purpose, row.text_version)}


def _purchases(tx: Connection, accounts: list[Id]) -> list[Record]:
    """Receipts with their lines and with what went back on them."""
    found = {row["id"]: {**_numbered(row), "lines": [], "refunds": []} for row in records.purchases(tx, accounts)}
    for line in records.purchase_lines(tx, accounts):
        found[line.pop("sale_id")]["lines"].append(line)
    for back in records.returned(tx, accounts):
        found[back.pop("sale_id")]["refunds"].append(_numbered(back))
    for one in found.values():
        del one["id"]
    return list(found.values())


def _numbered(row: Record) -> Record:
    """A receipt's number as it is printed; None where there is no receipt."""
    till, number = row.pop("till"), row.pop("number")
    return {"number": None if number is None else f"{till}-{number:06d}", **row}


def _plain(value: Any, time_zone: str) -> Any:
    """As JSON takes it: days and moments in ISO form, moments on the shop's wall."""
    if isinstance(value, dict):
        return {key: _plain(one, time_zone) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one, time_zone) for one in value]
    if isinstance(value, datetime):
        return value.astimezone(zone(time_zone)).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
