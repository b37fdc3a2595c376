"""Judges the rows of a customer file against the members that are there: what each would become."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.text import MOST_NOTE, clean, fold, name
from pos_desktop.gateways.kiotviet import CUSTOMER_COLUMNS, CustomerRow
from pos_desktop.services.members.grouping import kept_groups
from pos_desktop.services.members.members import GENDERS, OLDEST_BIRTH
from pos_desktop.services.members.phones import Phone, national
from pos_desktop.services.office import cells
from pos_desktop.services.office.preview import Judgement, Outcome, PreviewRow
from pos_desktop.storage.queries.imports import KnownMember

MOST_OPENING = 1_000_000
"""Points of one member; more is a slip of the keyboard or the wrong column."""

MOST_GROUP = 40
MOST_CODE, MOST_TEXT, MOST_EMAIL = 40, 200, 120
COLUMN = {field: names[0] for field, names in CUSTOMER_COLUMNS.items()}
KINDS = {"": "person", "ca nhan": "person", "cong ty": "company"}


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What a row says of a member; empty where it says nothing."""

    code: str = ""
    kind: str = "person"
    phone: Phone | None = None
    person: dict[str, Any] = field(default_factory=dict)
    """Columns of the personal row that the file fills."""
    points: int = 0
    blocked: bool = False
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """A row as it is shown, what it says, and the member that it changes (None: a new one)."""

    shown: PreviewRow
    facts: MemberFacts = MemberFacts()
    known: KnownMember | None = None


class Roll:
    """The members that are there, and those that the file has named so far."""

    def __init__(self, members: Sequence[KnownMember]) -> None:
        self.by_code = {member.code.casefold(): member for member in members}
        self.by_phone = {phone: member for member in members for phone in member.phones}
        self.codes_at: dict[str, int] = {}
        self.phones_at: dict[str, int] = {}


def plan(rows: Sequence[CustomerRow], width: int, members: Sequence[KnownMember], today: date) -> list[MemberPlan]:
    """Judge every row; `width` is the number of columns of the file."""
    roll = Roll(members)
    return [_plan_row(row, width, roll, today) for row in rows]


def _plan_row(row: CustomerRow, width: int, roll: Roll, today: date) -> MemberPlan:
    judgement = Judgement()
    if row.surplus:
        judgement.refuse(Code.IMPORT_CELLS, cells=width + row.surplus, most=width)
        return MemberPlan(_shown(row, MemberFacts(), Outcome.REFUSED, judgement))
    facts, was_fixed = _facts(row, today, judgement)
    known = _known(facts, row.number, roll, judgement)
    is_duplicate = _is_duplicate(facts, known, row.number, roll, judgement)
    if judgement.refused:
        return MemberPlan(_shown(row, facts, Outcome.REFUSED, judgement))
    if is_duplicate:
        return MemberPlan(_shown(row, facts, Outcome.DUPLICATE, judgement))
    if known and known.has_opening and facts.points:
        judgement.remark(Code.IMPORT_POINTS_THERE)
        facts = replace(facts, points=0)
    outcome = _outcome(facts, known)
    if was_fixed and outcome is not Outcome.UNCHANGED:
        outcome = Outcome.FIX
    return MemberPlan(_shown(row, facts, outcome, judgement), facts, known)


def _shown(row: CustomerRow, facts: MemberFacts, outcome: Outcome, judgement: Judgement) -> PreviewRow:
    return PreviewRow(
        row.number, facts.code or cells.shown(row.code), cells.shown(row.name) or cells.shown(row.phone), outcome,
        tuple(judgement.remarks), facts.points,
    )  # fmt: skip


def _outcome(facts: MemberFacts, known: KnownMember | None) -> Outcome:
    if known is None:
        return Outcome.NEW
    moved = facts.phone is not None and facts.phone.e164 not in known.phones
    joins = bool(facts.groups) and facts.groups != known.groups
    return Outcome.CHANGED if moved or joins or facts.points or changes(facts, known) else Outcome.UNCHANGED


def changes(facts: MemberFacts, known: KnownMember) -> dict[str, Any]:
    """Columns of the personal row that the file fills otherwise than they are."""
    return {column: value for column, value in facts.person.items() if getattr(known, column) != value}


def _known(facts: MemberFacts, number: int, roll: Roll, judgement: Judgement) -> KnownMember | None:
    """The member whose code the row has. One who was enrolled here keeps the code against a stranger."""
    key = facts.code.casefold()
    if not key:
        return None
    first = roll.codes_at.setdefault(key, number)
    if first != number:
        judgement.refuse(Code.IMPORT_REPEATED, text=facts.code, line=first)
        return None
    known = roll.by_code.get(key)
    if known and known.source != "import" and not (facts.phone and facts.phone.e164 in known.phones):
        judgement.refuse(Code.IMPORT_CODE_TAKEN, text=facts.code)
    return known


def _is_duplicate(facts: MemberFacts, known: KnownMember | None, number: int, roll: Roll, judgement: Judgement) -> bool:
    """Whether the phone is somebody else's, in the shop or in an earlier row."""
    if facts.phone is None:
        return False
    e164 = facts.phone.e164
    first = roll.phones_at.setdefault(e164, number)
    if first != number:
        judgement.remark(Code.IMPORT_REPEATED, text=national(e164), line=first)
        return True
    owner = roll.by_phone.get(e164)
    if owner is None or owner == known:
        return False
    judgement.remark(Code.PHONE_TAKEN, member=owner.code, name=owner.name)
    return True


def _facts(row: CustomerRow, today: date, judgement: Judgement) -> tuple[MemberFacts, bool]:
    take = judgement.take
    no_phone: tuple[Phone | None, bool] = (None, False)
    phone, was_fixed = take(lambda: _phone(row, judgement), no_phone)
    told = {
        "name": take(lambda: name(cells.words(row.name, COLUMN["name"], MOST_TEXT)) if row.name != "" else "", ""),
        "birthday": take(lambda: _birthday(row, today), None),
        "gender": take(lambda: _gender(row), ""),
        "email": _email(row, judgement),
        "address": take(lambda: _address(row), ""),
        "company": take(lambda: cells.words(row.company, COLUMN["company"], MOST_TEXT), ""),
        "tax_code": take(lambda: cells.words(row.tax_code, COLUMN["tax_code"], MOST_CODE), ""),
        "note": take(lambda: cells.words(row.note, COLUMN["note"], MOST_NOTE), ""),
    }
    if row.phone == "" and row.name == "":
        judgement.refuse(Code.IMPORT_EMPTY, column=COLUMN["phone"])
    facts = MemberFacts(
        code=take(lambda: cells.words(row.code, COLUMN["code"], MOST_CODE), ""),
        kind=take(lambda: _kind(row), "person"), phone=phone,
        person={column: value for column, value in told.items() if value},
        points=take(lambda: _points(row), 0),
        blocked=take(lambda: cells.flag(row.active, COLUMN["active"]), None) is False,
        groups=take(lambda: _groups(row), ()),
    )  # fmt: skip
    return facts, was_fixed


def _phone(row: CustomerRow, judgement: Judgement) -> tuple[Phone | None, bool]:
    if row.phone == "":
        if row.name != "":
            judgement.remark(Code.IMPORT_NO_PHONE)
        return None, False
    phone, was_fixed = cells.phone(row.phone)
    if was_fixed:
        judgement.remark(Code.IMPORT_ZERO_ADDED, text=national(phone.e164))
    if phone.is_doubtful:
        judgement.remark(Code.IMPORT_PHONE_DOUBTFUL, text=national(phone.e164))
    return phone, was_fixed


def _birthday(row: CustomerRow, today: date) -> date | None:
    day = cells.day(row.birthday, COLUMN["birthday"])
    if day and not OLDEST_BIRTH <= day <= today:
        raise Rejected(Code.INVALID_BIRTHDAY)
    return day


def _gender(row: CustomerRow) -> str:
    gender = GENDERS.get(clean(str(row.gender)).strip().casefold())
    if gender is None:
        raise cells.wrong(COLUMN["gender"], row.gender)
    return gender


def _kind(row: CustomerRow) -> str:
    kind = KINDS.get(fold(str(row.kind)))
    if kind is None:
        raise cells.wrong(COLUMN["kind"], row.kind)
    return kind


def _groups(row: CustomerRow) -> tuple[str, ...]:
    """Names with strokes between them: «Sỉ|Công ty»; an empty cell says nothing."""
    text = cells.words(row.groups, COLUMN["groups"], 20 * MOST_GROUP)
    try:
        return kept_groups(tuple(part.strip() for part in text.split("|") if part.strip()))
    except Rejected:
        raise cells.wrong(COLUMN["groups"], row.groups) from None


def _email(row: CustomerRow, judgement: Judgement) -> str:
    """An address that cannot be one is no reason to refuse a member: it is left out, and said."""
    text = str(row.email)
    if text and (len(text) > MOST_EMAIL or text.count("@") != 1 or clean(text) != text or " " in text):
        judgement.remark(Code.IMPORT_LEFT_OUT, column=COLUMN["email"], text=cells.shown(text))
        return ""
    return text


def _address(row: CustomerRow) -> str:
    parts = (cells.words(getattr(row, part), COLUMN[part], MOST_TEXT) for part in ("address", "ward", "area"))
    return ", ".join(part for part in parts if part)


def _points(row: CustomerRow) -> int:
    points = cells.points(row.points, COLUMN["points"])
    if points > MOST_OPENING:
        raise Rejected(Code.IMPORT_MOST_POINTS, most=MOST_OPENING)
    return points
