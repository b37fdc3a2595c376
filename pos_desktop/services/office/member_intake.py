"""Writes the members of a judged file, with the points they bring, in the caller's transaction."""

from collections.abc import Iterator, Sequence

from sqlalchemy import insert, update

from pos_desktop.core.ids import Id
from pos_desktop.core.text import fold
from pos_desktop.loyalty.lots import dates_of
from pos_desktop.loyalty.tiers import TierState
from pos_desktop.services.members import rows
from pos_desktop.services.members.grouping import put_groups
from pos_desktop.services.members.phones import Phone
from pos_desktop.services.members.points.ledger import Booking, Linked
from pos_desktop.services.office.member_file import MemberFacts, MemberPlan, changes
from pos_desktop.services.office.preview import Outcome
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import accounts, shops
from pos_desktop.storage.queries.accounts import LockedAccount
from pos_desktop.storage.queries.imports import KnownMember
from pos_desktop.storage.schema.members import member_phone, person

_TAKEN = (Outcome.NEW, Outcome.CHANGED, Outcome.FIX)


class Intake:
    """One file's members; `reason` and `operation_id` stand with the points they bring."""

    def __init__(self, written: Written, till: Till, *, operation_id: str, reason: str, staff_id: Id) -> None:
        self._written, self._tx, self._till = written, written.tx, till
        self._operation_id, self._reason, self._staff_id = operation_id, reason, staff_id
        self._day = till.today()
        self._programme = shops.programme_at(self._tx, self._day)

    def write(self, plans: Sequence[MemberPlan]) -> None:
        """Insert new members and change known ones."""
        codes = self._free_codes({plan.facts.code for plan in plans})
        for plan in plans:
            if plan.shown.outcome not in _TAKEN:
                continue
            if plan.known is None:
                self._insert(plan.facts, plan.facts.code or next(codes))
            else:
                self._change(plan.facts, plan.known)

    def _free_codes(self, taken: set[str]) -> Iterator[str]:
        number = int(rows.next_code(self._tx)[2:])
        while True:
            code = f"TV{number:06d}"
            if code not in taken:
                yield code
            number += 1

    def _insert(self, facts: MemberFacts, code: str) -> None:
        member_id = self._till.ids()
        rows.insert_member(
            self._written, self._till, member_id, code, source="import", staff_id=self._staff_id, kind=facts.kind,
            blocked=facts.blocked,
        )  # fmt: skip
        if facts.groups:
            put_groups(self._written, member_id, facts.groups)
        rows.insert_person(self._tx, self._till, member_id, **facts.person)
        if facts.phone:
            rows.insert_phone(self._tx, self._till, member_id, facts.phone)
        account_id = rows.insert_account(self._tx, self._till, member_id, self._programme)
        rows.issue_card(self._written, self._till, member_id)
        lowest = TierState(self._programme.tiers[0].code)
        self._open(LockedAccount(account_id, 0, 0, 0, lowest, 0, member_id), facts.points)

    def _change(self, facts: MemberFacts, known: KnownMember) -> None:
        if changed := changes(facts, known):
            names = (str(changed.get(column, getattr(known, column))) for column in ("name", "company"))
            statement = update(person).where(person.c.member_id == known.id)
            self._tx.execute(statement.values(**changed, search_key=fold(" ".join(names))))
        if facts.groups and facts.groups != known.groups:
            put_groups(self._written, known.id, facts.groups)
        if facts.phone and facts.phone.e164 not in known.phones:
            self._move_phone(known.id, facts.phone)
        if facts.points and (locked := accounts.lock(self._tx, known.account_id)):
            self._open(locked, facts.points)

    def _move_phone(self, member_id: Id, phone: Phone) -> None:
        """The new number comes first; the old one still finds its member."""
        self._tx.execute(update(member_phone).where(member_phone.c.member_id == member_id).values(is_primary=False))
        self._tx.execute(insert(member_phone).values(
            id=self._till.ids(), shop_id=self._till.shop.id, member_id=member_id, e164=phone.e164,
            is_doubtful=phone.is_doubtful,
        ))  # fmt: skip

    def _open(self, locked: LockedAccount, points: int) -> None:
        """Credit opening points as a lot that lives as long as one earned today."""
        if not points:
            return
        booking = Booking(
            self._tx, self._till, locked, self._programme, self._operation_id, self._day, [],
            staff_id=self._staff_id, written=self._written,
        )  # fmt: skip
        told = [{"rule": "opening", "points": points}]
        booking.credit("opening", points, dates_of(self._programme, self._day), Linked(self._reason, told))
        booking.close()
