"""PINs of staff and members: argon2id over a pepper that is not in the database, and what stops guessing."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise

import argon2

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id

SALT_BYTES = 16
TRIES = 5
FIRST_LOCK = timedelta(seconds=30)
LONGEST_LOCK = timedelta(minutes=30)


class PinHash:
    """Hashes and checks PINs with the shop's pepper; each takes about a fifth of a second."""

    def __init__(self, pepper: bytes, hasher: argon2.PasswordHasher | None = None) -> None:
        self._pepper = pepper
        self._hasher = hasher or argon2.PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=1)

    def fits(self, pin_hash: str, pin: str) -> bool:
        """Whether a PIN belongs to a hash."""
        try:
            return self._hasher.verify(pin_hash, self._peppered(pin))
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False

    @cached_property
    def nobody(self) -> str:
        """A hash that no PIN fits: checking it takes as long as checking a person's."""
        return self._hasher.hash(secrets.token_hex())

    def hash(self, pin: str, owner: Id) -> str:
        """The hash to keep for the person with this id; WEAK_PIN for what everybody tries first.

        The salt is a keyed digest of person and PIN: as good as a random one to whoever lacks the pepper, and the
        sample shop is the same whenever it is made.
        """
        check_pin(pin)
        salt = hmac.new(self._pepper, f"salt|{owner}|{pin}".encode(), hashlib.sha256).digest()[:SALT_BYTES]
        return self._hasher.hash(self._peppered(pin), salt=salt)

    def _peppered(self, pin: str) -> str:
        # A copied database gives four digits up at once, whatever the hash; the pepper is not in it.
        return hmac.new(self._pepper, pin.encode(), hashlib.sha256).hexdigest()


def check_pin(pin: str) -> None:
    """Four to eight digits that are neither one digit repeated nor a run; WEAK_PIN otherwise."""
    digits = pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8
    steps = {int(b) - int(a) for a, b in pairwise(pin)} if digits else set()
    if not digits or steps in ({0}, {1}, {-1}):
        raise Rejected(Code.WEAK_PIN)


def check_unlocked(locked_until: datetime | None, now: datetime) -> None:
    """Refuse another try while a lock holds; PIN_LOCKED with the `seconds` left. `now` is how far the till has run."""
    if locked_until and locked_until > now:
        raise Rejected(Code.PIN_LOCKED, seconds=seconds_left(locked_until, now))


def seconds_left(locked_until: datetime, now: datetime) -> int:
    """Whole seconds that a lock goes on, the last one begun."""
    return (locked_until - now) // timedelta(seconds=1) + 1


def lock_after(failed: int, now: datetime) -> datetime | None:
    """Until when nobody may try after so many wrong PINs in a row: twice as long each time from the fifth on."""
    if failed < TRIES:
        return None
    doublings: int = min(failed - TRIES, (LONGEST_LOCK // FIRST_LOCK).bit_length())
    return now + min(FIRST_LOCK * (1 << doublings), LONGEST_LOCK)
