"""Members at the till: enrol, find, attach, and their cards."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from pos_desktop.core import codes
from pos_desktop.core.codes import CardCode, CodeKind
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.text import name, note
from pos_desktop.loyalty import quote
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.lots import Balance, Lot
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.order import Identified
from pos_desktop.selling.permissions import Rights
from pos_desktop.services import journal, operations
from pos_desktop.services.journal import Event
from pos_desktop.services.members import rows
from pos_desktop.services.members.phones import Phone, masked, parse_phone, shown
from pos_desktop.services.members.points import occasions
from pos_desktop.services.members.points.pictures import picture_of
from pos_desktop.services.members.proofs import Proofs
from pos_desktop.services.office import falling_due
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import holders, members, merges, shops
from pos_desktop.storage.queries.holders import Holder
from pos_desktop.storage.queries.members import MemberRow
from pos_desktop.storage.schema.loyalty import account
from pos_desktop.storage.schema.members import card, enrolment_step
from pos_desktop.storage.schema.selling import sale
from pos_desktop.storage.schema.shop import register

NOBODY = Rights()
OLDEST_BIRTH = date(1900, 1, 1)
GENDERS = {"": "", "male": "male", "female": "female", "other": "other", "nam": "male", "nữ": "female", "nu": "female"}


@dataclass(frozen=True, slots=True)
class Enrol:
    """A new member; a phone is enough. `id` names the operation."""

    id: str
    phone: str
    name: str = ""
    birthday: date | None = None
    gender: str = ""
    referrer: str = ""
    marketing: bool | None = None
    staff_id: Id | None = None
    source: str = "till"
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The member that came of it, with the 32 digits of the card; `is_doubtful` asks to look at the phone again."""

    member_id: Id
    account_id: Id
    code: str
    card: str
    is_doubtful: bool = False
    topics: tuple[str, ...] = ("members",)


@dataclass(frozen=True, slots=True)
class MemberPicture:
    """An attached member: who it is, and the account for the points rules. Everything the strip and sheet show."""

    row: MemberRow
    account: AccountPicture
    programme: Programme
    identified: Identified = Identified.SEARCH
    lifetime_earned: int = 0
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Receipt numbers of the lots' sales by sale id."""
    holder: Holder | None = None
    """The person of a household or office card who stands there; None for the member."""

    @property
    def balance(self) -> Balance:
        """Available, pending, expiring and debt on the picture's day."""
        return self.account.balance(self.programme.warn_days)

    @property
    def standing(self) -> quote.TierOutlook:
        """Tier and the way to the next one, without any order."""
        return quote.standing(self.account, self.programme)

    @property
    def lots(self) -> tuple[Lot, ...]:
        """Lots that are not dead, in spending order."""
        return tuple(lot for lot in self.account.lots if not lot.is_expired(self.account.day))

    @property
    def qualifying(self) -> Money:
        """Qualifying spend of the window that ends today."""
        return self.standing.qualifying


class Members:
    """Use cases around one member."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def enrol(self, command: Enrol) -> Enrolled:
        """Make a member with an account and a card; harmless to send twice.

        Raises:
            Rejected: INVALID_PHONE, PHONE_TAKEN (`member` is its code), INVALID_NAME, INVALID_BIRTHDAY,
                INVALID_GENDER, UNKNOWN_MEMBER for the referrer, ID_REUSED; NOT_ALLOWED, UNKNOWN_USER.
        """
        print_ = command.fingerprint or operations.fingerprint(_plain(command))
        with self._till.db.read() as tx:
            if earlier := operations.first_answer(tx, command.id, print_):
                return self._enrolled(earlier, topics=())
        phone, kept = parse_phone(command.phone), self._checked(command)
        with self._till.db.write() as tx:
            falling_due.run_if_due(tx, self._till)
            if earlier := operations.first_answer(tx, command.id, print_):
                return self._enrolled(earlier, topics=())
            if kept.staff_id:
                require(tx, kept.staff_id, "sell")
            written = Written(tx)
            answer = self._insert(written, kept, phone)
            operations.remember(written, self._till, command.id, "enrol", print_, answer)
            body = {"source": command.source}
            journal.append(
                tx, self._till, Event.ENROLMENT, answer["member_id"], body, command.staff_id, written=written
            )
            return self._enrolled(answer)

    def _enrolled(self, answer: dict[str, Any], topics: tuple[str, ...] = ("members",)) -> Enrolled:
        # The answer that is kept names the card without its signature: the database alone makes no card.
        token = codes.card_token(CardCode(*answer["card"]), self._till.keys.codes)
        return Enrolled(answer["member_id"], answer["account_id"], answer["code"], token, answer["is_doubtful"], topics)

    def _checked(self, command: Enrol) -> Enrol:
        gender = GENDERS.get(command.gender.strip().casefold())
        if gender is None:
            raise Rejected(Code.INVALID_GENDER)
        if command.birthday and not OLDEST_BIRTH <= command.birthday <= self._till.today():
            raise Rejected(Code.INVALID_BIRTHDAY)
        return replace(command, name=name(command.name) if command.name else "", gender=gender)

    def _insert(self, written: Written, command: Enrol, phone: Phone) -> dict[str, Any]:
        tx, till = written.tx, self._till
        if taken := members.by_phone(tx, phone.e164):
            raise Rejected(Code.PHONE_TAKEN, member=taken.code, name=taken.name)
        referrer = self._lookup(tx, command.referrer)[0] if command.referrer else None
        member_id, code = till.ids(), rows.next_code(tx)
        rows.insert_member(
            written, till, member_id, code, source=command.source, staff_id=command.staff_id,
            referrer_id=referrer.id if referrer else None,
        )  # fmt: skip
        rows.insert_person(tx, till, member_id, name=command.name, birthday=command.birthday, gender=command.gender)
        rows.insert_phone(tx, till, member_id, phone)
        account_id = rows.insert_account(tx, till, member_id)
        rows.insert_consent(written, till, member_id, given=command.marketing, staff_id=command.staff_id)
        card = rows.issue_card(written, till, member_id)
        occasions.signed_up(written, till, account_id, command.id, command.staff_id)
        self._step(tx, command.id, "finished", command.staff_id, member_id)
        return {"member_id": member_id, "account_id": account_id, "code": code, "is_doubtful": phone.is_doubtful,
                "card": [card.key_id, card.number, card.serial]}  # fmt: skip

    def begin_enrolment(self, enrolment_id: Id, staff_id: Id | None) -> None:
        """Keep that somebody began to enrol a member: what is given up is worth knowing."""
        with self._till.db.write() as tx:
            self._step(tx, enrolment_id, "begun", staff_id)

    def abandon_enrolment(self, enrolment_id: Id, staff_id: Id | None, reason: str = "") -> None:
        """Keep that an enrolment was given up."""
        with self._till.db.write() as tx:
            self._step(tx, enrolment_id, "abandoned", staff_id, reason=note(reason))

    def _step(
        self, tx: Connection, enrolment_id: Id, step: str, staff_id: Id | None, member_id: Id | None = None,
        reason: str = "",
    ) -> None:  # fmt: skip
        tx.execute(insert(enrolment_step).values(
            id=self._till.ids(), enrolment_id=enrolment_id, step=step, at=self._till.now(),
            register_id=self._till.register.id, staff_id=staff_id, member_id=member_id, reason=reason,
        ))  # fmt: skip

    def search(self, text: str) -> list[MemberRow]:
        """Members by name with or without marks, or by any run of three digits of the phone, which comes masked."""
        with self._till.db.read() as tx:
            return [replace(row, phone=masked(row.phone)) for row in members.search(tx, text)]

    def find(self, text: str, *, for_order: Id | None = None, rights: Rights = NOBODY) -> MemberPicture:
        """The one member that a card or a phone number stands for, and which person of a household it is.

        The phone comes masked, and whole to who has the `rights` to see it; so it does from `picture`.

        Raises:
            Rejected: INVALID_CARD, CARD_REVOKED, INVALID_PHONE, UNKNOWN_MEMBER.
        """
        with self._till.db.read() as tx:
            row, holder = self._lookup(tx, text)
            proof = Identified.CARD if _is_card(text) else Identified.SEARCH
            seen = replace(row, phone=shown(row.phone, rights))
            return replace(self._picture(tx, seen, for_order, holder), identified=proof, holder=holder)

    def picture(
        self, account_id: Id, *, for_order: Id | None = None, holder_id: Id | None = None, rights: Rights = NOBODY
    ) -> MemberPicture:  # fmt: skip
        """The member of an account, read afresh, with who of the household is here; UNKNOWN_MEMBER without one."""
        with self._till.db.read() as tx:
            row = _must(members.kept(tx, members.by_account(tx, account_id)))
            holder = holders.by_id(tx, holder_id) if holder_id else None
            seen = replace(row, phone=shown(row.phone, rights))
            return replace(self._picture(tx, seen, for_order, holder), holder=holder)

    def row_of(self, tx: Connection, text: str) -> MemberRow:
        """The member that a card or a phone number stands for, within the caller's reading; raises as `find` does."""
        return self._lookup(tx, text)[0]

    def _lookup(self, tx: Connection, text: str) -> tuple[MemberRow, Holder | None]:
        if _is_card(text):
            return self._by_card(tx, text.strip())
        number = parse_phone(text).e164
        return _must(members.by_phone(tx, number)), holders.by_phone(tx, number)

    def _by_card(self, tx: Connection, text: str) -> tuple[MemberRow, Holder | None]:
        read = codes.read_card(text, self._till.keys.codes)
        found = members.card_by_number(tx, read.number, read.serial)
        if found is None:
            raise Rejected(Code.INVALID_CARD)
        if found.revoked_at is not None:
            raise Rejected(Code.CARD_REVOKED)
        row = _must(members.kept(tx, members.by_id(tx, found.member_id)))
        return row, holders.by_id(tx, found.holder_id) if found.holder_id else None

    def _picture(
        self, tx: Connection, row: MemberRow, for_order: Id | None, holder: Holder | None = None
    ) -> MemberPicture:
        day = self._till.today()
        programme = shops.programme_at(tx, day)
        picture = picture_of(
            tx, self._till, row.account_id, programme, day, for_order, holder_id=holder.id if holder else None
        )
        if picture is None:
            raise Rejected(Code.UNKNOWN_MEMBER)
        earned = tx.execute(select(account.c.lifetime_earned).where(account.c.id == row.account_id)).scalar_one()
        return MemberPicture(row, picture, programme, lifetime_earned=earned, numbers=self._numbers(tx, picture))

    def _numbers(self, tx: Connection, picture: AccountPicture) -> dict[str, str]:
        sales_of_lots = [lot.sale for lot in picture.lots if lot.sale]
        rows = tx.execute(select(sale.c.id, sale.c.number, register.c.code).join(register).where(
            sale.c.id.in_(sales_of_lots)
        ))  # fmt: skip
        return {row.id: f"{row.code}-{row.number:06d}" for row in rows}

    def fits_pin(self, member_id: Id, pin: str) -> bool:
        """Whether a member's own PIN is right; WRONG_PIN when it is not, or when the member has none, PIN_LOCKED."""
        return Proofs(self._till).fits(member_id, pin)

    def card_of(self, member_id: Id) -> str:
        """The 32 digits of the member's card; one is issued where there is none."""
        with self._till.db.write() as tx:
            found = members.card_of(tx, member_id)
            code = CardCode(found.key_id, found.number, found.serial) if found else self._issue(tx, member_id, None)
        return codes.card_token(code, self._till.keys.codes)

    def reissue_card(self, member_id: Id, staff_id: Id | None = None) -> str:
        """Revoke the member's cards and issue the next serial: the lost one opens nothing any more; NOT_ALLOWED."""
        with self._till.db.write() as tx:
            if staff_id:
                require(tx, staff_id, "sell")
            old = members.card_of(tx, member_id)
            # The cards of merged members open the same account; those of a household's people are their own.
            family = card.c.member_id.in_(merges.family_of_member(tx, member_id))
            alive = (family, card.c.revoked_at.is_(None), card.c.holder_id.is_(None))
            lost = tx.execute(update(card).where(*alive).values(revoked_at=self._till.now()).returning(card.c.id))
            revoked = Written(tx)
            revoked.saw(card, *lost.scalars().all())
            if old:
                body = {"serial": old.serial}
                journal.append(tx, self._till, Event.CARD_REVOKED, old.id, body, staff_id, written=revoked)
            code = self._issue(tx, member_id, old, staff_id)
        return codes.card_token(code, self._till.keys.codes)

    def _issue(
        self, tx: Connection, member_id: Id, after: members.CardRow | None, staff_id: Id | None = None
    ) -> CardCode:
        written = Written(tx)
        code = rows.issue_card(written, self._till, member_id, after=after)
        journal.append(tx, self._till, Event.CARD_ISSUED, member_id, {"serial": code.serial}, staff_id, written=written)
        return code


def _must(row: MemberRow | None) -> MemberRow:
    if row is None:
        raise Rejected(Code.UNKNOWN_MEMBER)
    return row


def _is_card(text: str) -> bool:
    return codes.classify(text).kind is CodeKind.CARD


def _plain(command: Enrol) -> dict[str, object]:
    return {name_: str(getattr(command, name_)) for name_ in Enrol.__dataclass_fields__ if name_ != "staff_id"}
