"""Neighbours' vouchers: digits signed by the shop that issued them, with limits, expiry and no second use.

A code has 32 digits: 24, number of the issuer 2, value in thousands of đồng 3, serial 6, last day 5 (days since
2020-01-01), HMAC 14. Two shops share one key; the signature names who issued and for whom, so that a code is
worth nothing at a third shop, nor at the one that issued it.
"""

import hashlib
import hmac
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pos_desktop.core.codes import CodeKind, classify
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.rates import WHOLE, Percent, percent_of

PREFIX = "24"
MAC_LENGTH = 14
UNIT: Money = 1_000
MOST_VALUE: Money = 999 * UNIT
MOST_SERIAL = 999_999
FIRST_DAY = date(2020, 1, 1)
_MOST_DAY = 99_999
_KEY = re.compile(r"[0-9a-f]{32,128}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Partner:
    """A neighbour with whom we give vouchers both ways; the terms hold in both directions."""

    id: str
    name: str
    number: int
    """Stands on the codes that they issue."""
    own_number: int
    """Stands on the codes that we issue for them."""
    key: str
    """Shared secret, at least 16 bytes in lower-case hexadecimal; empty in a programme, for it is kept elsewhere."""
    most_per_month: int
    most_value_per_month: Money
    """Both of what is issued and of what is taken, in a calendar month."""
    share: Percent = WHOLE
    """What the issuer pays the taker of a voucher's value, in hundredths of a percent."""

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        wrong = (
            ("id", not self.id),
            ("name", not self.name.strip()),
            ("number", not 0 <= self.number <= 99),
            ("own_number", not 0 <= self.own_number <= 99 or self.own_number == self.number),
            ("key", bool(self.key) and not is_key(self.key)),
            ("most_per_month", not 0 < self.most_per_month <= 100_000),
            ("most_value_per_month", not 0 < self.most_value_per_month <= MOST_MONEY),
            ("share", not 0 <= self.share <= WHOLE),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)

    @property
    def secret(self) -> bytes:
        """The key as bytes; PARTNER_KEY with the `name` where there is none: nothing is signed or believed without."""
        if not self.key:
            raise Rejected(Code.PARTNER_KEY, name=self.name)
        return bytes.fromhex(self.key)

    def due(self, value: Money) -> Money:
        """What the issuer owes for a voucher of this value that was taken."""
        return percent_of(value, self.share)


def is_key(text: str) -> bool:
    """Whether a text can be a shared key."""
    return _KEY.fullmatch(text) is not None and len(text) % 2 == 0


def mark_of(key: bytes) -> str:
    """What two shops compare to know that they share one key, and from which nobody finds the key: `7F3A 91C2`."""
    digest = hmac.new(key, b"partner-key", hashlib.sha256).hexdigest().upper()
    return f"{digest[:4]} {digest[4:8]}"


def clashing(partners: Iterable[Partner]) -> tuple[str, ...]:
    """Ids of partners whose id or number another one has already: their codes could not be told apart."""
    ids: set[str] = set()
    numbers: set[int] = set()
    twice = []
    for partner in partners:
        if partner.id in ids or partner.number in numbers:
            twice.append(partner.id)
        ids.add(partner.id)
        numbers.add(partner.number)
    return tuple(twice)


@dataclass(frozen=True, slots=True)
class Tally:
    """Vouchers of one partner and one direction in the present month."""

    count: int = 0
    value: Money = 0


@dataclass(frozen=True, slots=True)
class PartnerVoucher:
    """What a code says; usable through `expires_on`, once."""

    partner: str
    """Id of the partner with whom it was agreed, whichever of the two issued it."""
    value: Money
    serial: int
    expires_on: date
    code: str


def issue(partner: Partner, value: Money, serial: int, expires_on: date, issued: Tally) -> PartnerVoucher:
    """A voucher of ours that this partner will take; `serial` is never used twice, `issued` is of this month.

    Raises:
        Rejected: INVALID_AMOUNT for what the digits cannot say, PARTNER_LIMIT, PARTNER_KEY.
    """
    day = (expires_on - FIRST_DAY).days
    fits = 0 < value <= MOST_VALUE and value % UNIT == 0 and 0 <= serial <= MOST_SERIAL and 0 <= day <= _MOST_DAY
    if not fits:
        raise Rejected(Code.INVALID_AMOUNT)
    within_limits(partner, issued, value)
    body = f"{PREFIX}{partner.own_number:02d}{value // UNIT:03d}{serial:06d}{day:05d}"
    return PartnerVoucher(partner.id, value, serial, expires_on, own_code(partner, body))


def points_for(value: Money, point_value: Money) -> int:
    """Points that a voucher costs, rounded up to whole ones."""
    return -(-value // point_value)


def body_of(code: str) -> str:
    """A code without its signature: what may be kept where others could read it."""
    return code[:-MAC_LENGTH]


def own_code(partner: Partner, body: str) -> str:
    """The whole code of a voucher that we issued, signed again."""
    return body + _mac(partner, body, partner.own_number, partner.number)


def within_limits(partner: Partner, month: Tally, value: Money) -> None:
    """Refuse one voucher more than was agreed for a month; PARTNER_LIMIT with the partner's `name`."""
    if month.count + 1 > partner.most_per_month or month.value + value > partner.most_value_per_month:
        raise Rejected(Code.PARTNER_LIMIT, name=partner.name)


def read(code: str, partners: Iterable[Partner], day: date) -> PartnerVoucher:
    """Check a neighbour's voucher and read it.

    Raises:
        Rejected: PARTNER_FORGED when a single digit is not as a partner signed it, PARTNER_EXPIRED with its last `day`.
    """
    return _unexpired(decoded(code, {partner.number: partner for partner in partners}, is_ours=False), day)


def _unexpired(voucher: PartnerVoucher, day: date) -> PartnerVoucher:
    if voucher.expires_on < day:
        raise Rejected(Code.PARTNER_EXPIRED, day=voucher.expires_on.isoformat())
    return voucher


def decoded(code: str, partners: dict[int, Partner], *, is_ours: bool) -> PartnerVoucher:
    """What a rightly signed code says, expired or not; `partners` by the number of the issuer.

    Raises:
        Rejected: PARTNER_FORGED.
    """
    scanned = classify(code)
    partner = partners.get(int(scanned.text[2:4])) if scanned.kind is CodeKind.PARTNER else None
    if partner is None or not partner.key:
        raise Rejected(Code.PARTNER_FORGED)
    body, signature = body_of(scanned.text), scanned.text[-MAC_LENGTH:]
    ways = (partner.own_number, partner.number) if is_ours else (partner.number, partner.own_number)
    if not hmac.compare_digest(_mac(partner, body, *ways), signature) or int(body[4:7]) == 0:
        raise Rejected(Code.PARTNER_FORGED)
    expires_on = FIRST_DAY + timedelta(days=int(body[13:18]))
    return PartnerVoucher(partner.id, int(body[4:7]) * UNIT, int(body[7:13]), expires_on, scanned.text)


def take(code: str, partners: Collection[Partner], day: date, *, used: Collection[str], taken: Tally) -> PartnerVoucher:
    """A neighbour's voucher, if it may be used now; `used` are codes taken before, `taken` its partner's month.

    Raises:
        Rejected: PARTNER_FORGED, PARTNER_REPLAYED, PARTNER_EXPIRED, PARTNER_LIMIT.
    """
    voucher = decoded(code, {partner.number: partner for partner in partners}, is_ours=False)
    if voucher.code in used:
        raise Rejected(Code.PARTNER_REPLAYED)
    _unexpired(voucher, day)
    within_limits(next(partner for partner in partners if partner.id == voucher.partner), taken, voucher.value)
    return voucher


def _mac(partner: Partner, body: str, issuer: int, taker: int) -> str:
    text = f"partner-voucher|{issuer}|{taker}|{body}"
    digest = hmac.new(partner.secret, text.encode(), hashlib.sha256).digest()
    return str(int.from_bytes(digest[:16], "big") % 10**MAC_LENGTH).zfill(MAC_LENGTH)
