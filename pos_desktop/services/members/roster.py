"""Reads for the screen of members: the list page by page, and everything that stands beside one member."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core import codes
from pos_desktop.core.codes import CardCode
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.explanation import Explanation
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.permissions import Rights
from pos_desktop.selling.vouchers import HeldVoucher
from pos_desktop.services.members.benefits.games import Games, GamesPicture
from pos_desktop.services.members.benefits.stored import StoredCardPicture, StoredValue
from pos_desktop.services.members.benefits.vouchers import Vouchers
from pos_desktop.services.members.benefits.wheels import Tickets, tickets
from pos_desktop.services.members.members import NOBODY, MemberPicture, Members
from pos_desktop.services.members.phones import masked, shown
from pos_desktop.services.members.points.explaining import Explaining
from pos_desktop.services.selling.credit import CreditPicture, picture_of
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import consents, holders, member_details, member_pages, members, merges, shops
from pos_desktop.storage.queries.consents import ConsentRow
from pos_desktop.storage.queries.holders import Holder
from pos_desktop.storage.queries.member_details import DeadLot, Friends, MergeRow, PersonFacts, SaleRow
from pos_desktop.storage.queries.member_pages import Listed, Place, Wanted
from pos_desktop.storage.queries.members import CardRow

PAGE = 60


@dataclass(frozen=True, slots=True)
class Page:
    """Some members, and where the next ones begin (None: these were the last).

    `programme` comes with the first page alone, `total` with the first one of everybody.
    """

    wanted: Wanted
    rows: tuple[Listed, ...]
    after: Place | None
    programme: Programme | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class UsedHolder:
    """A person of a shared card, the points that they redeemed this month, and the digits of their own card."""

    holder: Holder
    used: int
    card: str = ""


@dataclass(frozen=True, slots=True)
class OwnTickets:
    """A receipt of today that may still draw."""

    sale: SaleRow
    tickets: tuple[Tickets, ...]


@dataclass(frozen=True, slots=True)
class MemberDetail:
    """Everything that the screen shows of one member.

    `card` is the 32 digits, "" while there is none; `phones` are whole for who may see them, else masked.
    """

    picture: MemberPicture
    told: Explanation
    person: PersonFacts | None
    phones: tuple[str, ...]
    card: str
    wallet: StoredCardPicture | None
    games: GamesPicture
    dead: tuple[DeadLot, ...]
    sales: tuple[SaleRow, ...]
    holders: tuple[UsedHolder, ...]
    merged: tuple[MergeRow, ...]
    friends: Friends
    vouchers: tuple[HeldVoucher, ...]
    draws: tuple[int, int]
    """How often the wheel turned, and the points that it gave."""
    given: tuple[int, Money]
    """Points that went to causes, and their value."""
    tickets: tuple[OwnTickets, ...] = ()
    consents: tuple[ConsentRow, ...] = ()
    """What they said, the newest answer first."""
    credit: CreditPicture | None = None
    """What they owe and may owe."""

    @property
    def account_id(self) -> Id:
        """The member's account."""
        return self.picture.row.account_id

    @property
    def programme(self) -> Programme:
        """The programme of today."""
        return self.picture.programme


class Roster:
    """Reads members for somebody with these `rights`; writes nothing. Lists show no whole phone to anybody."""

    def __init__(self, till: Till, rights: Rights = NOBODY) -> None:
        self._till, self._rights = till, rights

    def page(self, wanted: Wanted) -> Page:
        """The next page of the list."""
        with self._till.db.read() as tx:
            day = self._till.today()
            found = member_pages.page(tx, wanted, PAGE + 1)
            rows = found[:PAGE]
            lately = member_pages.lately(tx, [row.account_id for row in rows], day)
            after = Place(rows[-1].key, rows[-1].id) if len(found) > PAGE else None
            told = tuple(replace(row, phone=masked(row.phone), lately=lately[row.account_id]) for row in rows)
            programme = shops.programme_at(tx, day) if wanted.after is None else None
            return Page(wanted, told, after, programme, member_pages.count(tx) if wanted == Wanted() else None)

    def detail(self, account_id: Id) -> MemberDetail:
        """Everything of one member; of who was merged, the member that they are part of now.

        Raises:
            Rejected: UNKNOWN_MEMBER.
        """
        till = self._till
        picture = Members(till).picture(account_id, rights=self._rights)
        own = picture.row.account_id
        told, wallet = Explaining(till).account(own), StoredValue(till).wallet_of(own)
        games, vouchers = Games(till).progress(own), Vouchers(till).of_member(own)
        with till.db.read() as tx:
            beside = {**self._beside(tx, picture), "credit": picture_of(tx, own)}
        return MemberDetail(picture=picture, told=told, wallet=wallet, games=games, vouchers=vouchers, **beside)

    def _beside(self, tx: Connection, picture: MemberPicture) -> Mapping[str, Any]:
        member_id, account_id = picture.row.id, picture.row.account_id
        accounts = merges.family(tx, account_id)
        family = member_details.members_of(tx, accounts)
        sales = member_details.sales_of(tx, accounts)
        return {
            "person": member_details.person_of(tx, member_id),
            "phones": self._phones(member_details.phones_of(tx, family)),
            "card": self._card(members.card_of(tx, member_id)), "dead": member_details.dead_lots(tx, account_id),
            "sales": sales,
            "holders": self._holders(tx, member_id), "merged": member_details.merged_into(tx, account_id),
            "friends": member_details.friends_of(tx, family, accounts),
            "draws": member_details.draws_of(tx, accounts), "given": member_details.given_of(tx, accounts),
            "tickets": self._tickets(tx, sales, picture.programme),
            "consents": consents.of_members(tx, family),
        }  # fmt: skip

    def _phones(self, e164s: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(shown(e164, self._rights) for e164 in e164s)

    def _card(self, found: CardRow | None) -> str:
        if found is None:
            return ""
        return codes.card_token(CardCode(found.key_id, found.number, found.serial), self._till.keys.codes)

    def _holders(self, tx: Connection, member_id: Id) -> tuple[UsedHolder, ...]:
        day = self._till.today()
        return tuple(
            UsedHolder(one, holders.redeemed_in(tx, one.id, day), self._card(members.card_of_holder(tx, one.id)))
            for one in holders.of_member(tx, member_id)
        )  # fmt: skip

    def _tickets(
        self, tx: Connection, sales: tuple[SaleRow, ...], programme: Programme
    ) -> tuple[OwnTickets, ...]:  # fmt: skip
        """Of the few receipts of today, those that may draw."""
        if not programme.wheels:
            return ()
        today = [sale for sale in sales if sale.business_date == self._till.today()]
        found = (OwnTickets(sale, tickets(tx, self._till, sale.id)) for sale in today)
        return tuple(one for one in found if one.tickets)

    def account_of(self, text: str) -> Id:
        """The account that a card or a phone opens.

        Raises:
            Rejected: INVALID_CARD, CARD_REVOKED, INVALID_PHONE, UNKNOWN_MEMBER.
        """
        return Members(self._till).find(text).row.account_id

    def some(self, text: str, most: int) -> tuple[Listed, ...]:
        """The first few members that a text finds, without what they did lately."""
        if not text.strip():
            return ()
        with self._till.db.read() as tx:
            return tuple(replace(row, phone=masked(row.phone)) for row in member_pages.page(tx, Wanted(text), most))

    def row(self, account_id: Id) -> Listed:
        """One member as the list shows them, without what they did lately; of who was merged, whom they are part of.

        Raises:
            Rejected: UNKNOWN_MEMBER.
        """
        row = Members(self._till).picture(account_id).row
        return Listed("", row.id, row.account_id, row.code, row.name, row.phone, row.tier, row.blocked)
