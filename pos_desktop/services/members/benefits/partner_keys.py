"""The key that a shop shares with a neighbour: made here or typed in, kept beside the shop's own, known by its mark."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.partners import mark_of
from pos_desktop.services.members.benefits.partners import Partners
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import shops

KEY_BYTES = 16
"""Enough, and short enough to be read out: eight groups of four."""
GROUP = 4


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A neighbour of today's programme; `mark` is what both shops compare, "" while there is no key."""

    partner: str
    name: str
    mark: str


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key that was just kept; `text` in groups for the neighbour to type in, told this once."""

    text: str
    mark: str


class PartnerKeys:
    """Use cases of shared keys; no key ever reaches the database."""

    def __init__(self, till: Till, random: Callable[[int], str] = secrets.token_hex) -> None:
        self._till, self._random = till, random

    def all(self) -> tuple[KeptKey, ...]:
        """Every neighbour of today's programme, with the mark of their key."""
        with self._till.db.read() as tx:
            partners = shops.programme_at(tx, self._till.today()).partners
        keys = self._till.keys.partners
        return tuple(
            KeptKey(one.id, one.name, mark_of(keys[one.number]) if one.number in keys else "") for one in partners
        )  # fmt: skip

    def make(self, partner: str, staff_id: Id) -> MadeKey:
        """Make a key and keep it; an older one is replaced, and vouchers signed with it are worth nothing any more.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_PARTNER.
            EnvironmentProblem: the file of keys cannot be written.
        """
        key = self._random(KEY_BYTES)
        Partners(self._till).keep_key(partner, key, staff_id)
        groups = (key[at : at + GROUP] for at in range(0, len(key), GROUP))
        return MadeKey(" ".join(groups).upper(), mark_of(bytes.fromhex(key)))

    def enter(self, partner: str, key: str, staff_id: Id) -> KeptKey:
        """Keep a key that the neighbour made, as it was typed: blanks and capitals do not matter.

        Raises:
            Rejected: as `make`; MALFORMED for what cannot be a key.
        """
        Partners(self._till).keep_key(partner, key, staff_id)
        return next(kept for kept in self.all() if kept.partner == partner)
