"""Cards of many members for sheets of paper: whose they are, who may take them, and that the journal knows."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from pos_desktop.core import codes
from pos_desktop.core.codes import CardCode
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.documents.cards import MOST, CardHolder, CardTerms
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.members.members import Members
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import holders, member_pages, members, shops
from pos_desktop.storage.queries.member_pages import Listed, Wanted
from pos_desktop.storage.queries.members import CardRow
from pos_desktop.storage.schema.members import person

RIGHTS = ("members", "export")
"""A card opens an account: who takes hundreds of them may take rows out of the shop, and keeps cards anyhow."""


EVERYBODY = Wanted()


@dataclass(frozen=True, slots=True)
class WantedCards:
    """Whose cards: of these `members` (phones, cards or ids of accounts), or else of all whom `listed` leaves."""

    listed: Wanted = EVERYBODY
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardBatch:
    """Cards to be drawn, in the order of the list; `terms` stand on their backs.

    `left_out` counts members who are blocked or have no card that opens anything.
    """

    wanted: WantedCards
    holders: tuple[CardHolder, ...]
    terms: CardTerms
    left_out: int = 0


class CardSheets:
    """Use cases of cards by the sheet. First `find`, then draw, then `record`, and only then give the file away."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def find(self, wanted: WantedCards, by: Id) -> CardBatch:
        """The cards of members, and of the people who share their points; writes nothing.

        Raises:
            Rejected: NOT_ALLOWED (`export`, `members`); CARDS_COUNT for none, or more than `MOST`; UNKNOWN_MEMBER,
                INVALID_PHONE and what else `Members.find` says; NOT_IN_TRAINING.
        """
        self._till.refuse_in_training()
        with self._till.db.read() as tx:
            self._check(tx, by)
            day = self._till.today()
            programme = shops.programme_at(tx, day)
            rows = self._rows(tx, wanted)
            lately = member_pages.lately(tx, [row.account_id for row in rows], day)
            names = {tier.code: tier.name for tier in programme.tiers}
            found = [self._cards(tx, row, lately[row.account_id].by_hand or row.tier, names) for row in rows]
        cards = tuple(card for some in found for card in some)
        if not 0 < len(cards) <= MOST:
            raise Rejected(Code.CARDS_COUNT, count=len(cards), most=MOST)
        shop = self._till.shop
        terms = CardTerms(shop.address, shop.phone, programme)
        return CardBatch(wanted, cards, terms, sum(not some for some in found))

    def _check(self, tx: Connection, by: Id) -> None:
        for right in RIGHTS:
            require(tx, by, right)

    def _rows(self, tx: Connection, wanted: WantedCards) -> list[Listed]:
        if not wanted.members:
            return member_pages.page(tx, replace(wanted.listed, after=None), MOST + 1)
        found = dict.fromkeys(self._account(tx, text) for text in wanted.members)
        return member_pages.of_accounts(tx, list(found))

    def _account(self, tx: Connection, text: str) -> Id:
        row = members.kept(tx, members.by_account(tx, text)) or Members(self._till).row_of(tx, text)
        return row.account_id

    def _cards(self, tx: Connection, row: Listed, tier: str, names: dict[str, str]) -> list[CardHolder]:
        return [] if row.blocked else list(self._of_family(tx, row, (tier, names.get(tier, tier))))

    def _of_family(self, tx: Connection, row: Listed, tier: tuple[str, str]) -> Iterator[CardHolder]:
        """The member's own card, and one for each person who uses their points."""
        shop = self._till.shop.name
        if own := self._token(members.card_of(tx, row.id)):
            firm = tx.execute(select(person.c.company).where(person.c.member_id == row.id)).scalar() or ""
            yield CardHolder(shop, row.name, row.code, own, tier, firm)
        for one in holders.of_member(tx, row.id):
            if token := self._token(members.card_of_holder(tx, one.id)):
                yield CardHolder(shop, one.name, row.code, token, tier, row.name)

    def _token(self, found: CardRow | None) -> str:
        if found is None:
            return ""
        return codes.card_token(CardCode(found.key_id, found.number, found.serial), self._till.keys.codes)

    def record(self, batch: CardBatch, pdf: bytes, by: Id) -> Id:
        """Keep in the journal that these cards go out: whose, how many, the file's SHA-256; gives the row's subject.

        Raises:
            Rejected: NOT_ALLOWED as `find`.
        """
        export_id, digest = self._till.ids(), hashlib.sha256(pdf).hexdigest()
        body = {"what": "cards", "form": "pdf", "count": len(batch.holders), "digest": digest,
                "members": [one.code for one in batch.holders], **_said(batch.wanted)}  # fmt: skip
        with self._till.db.write() as tx:
            self._check(tx, by)
            journal.append(tx, self._till, Event.EXPORT, export_id, body, by)
        return export_id


def _said(wanted: WantedCards) -> dict[str, str]:
    """By what they were chosen; a text that was searched for is a person's name, and is not kept."""
    since = wanted.listed.since
    tier = {"tier": wanted.listed.tier} if wanted.listed.tier and not wanted.members else {}
    return {**tier, **({"from": since.isoformat()} if since and not wanted.members else {})}
