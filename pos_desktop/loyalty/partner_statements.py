"""The monthly statement between two shops: a signed file of what was taken, checked and netted by the other one."""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.partners import Partner, PartnerVoucher, Tally, decoded

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A voucher of the other shop that we took on a business date."""

    code: str
    value: Money
    on: date


@dataclass(frozen=True, slots=True)
class PartnerStatement:
    """What one shop tells the other about a month.

    Codes issued are only counted: a list of codes that nobody used yet could be handed back as taken.
    """

    sender: int
    receiver: int
    """Numbers that stand on the two shops' codes."""
    month: date
    """Its first day."""
    issued: Tally
    taken: tuple[TakenLine, ...]
    due: Money
    """What the receiver owes the sender for what was taken."""


def statement(
    partner: Partner, month: date, issued: Iterable[PartnerVoucher], taken: Iterable[TakenLine]
) -> PartnerStatement:
    """Our statement for a partner: vouchers that we issued in the month, and theirs that we took in it."""
    ours = tuple(issued)
    lines = tuple(sorted(taken, key=lambda line: (line.on, line.code)))
    return PartnerStatement(
        partner.own_number, partner.number, month.replace(day=1),
        Tally(len(ours), sum(voucher.value for voucher in ours)), lines, _due(partner, lines),
    )  # fmt: skip


def _due(partner: Partner, lines: Iterable[TakenLine]) -> Money:
    return sum(partner.due(line.value) for line in lines)


def signed(told: PartnerStatement, partner: Partner) -> str:
    """The file: canonical JSON (sorted keys, no blanks, ASCII) of the statement with its HMAC-SHA256 as `mac`."""
    plain = {"format": FORMAT, **to_plain(told)}
    return _canonical({**plain, "mac": _mac(partner, plain)})


def read_statement(text: str, partner: Partner) -> PartnerStatement:
    """A partner's statement for us, checked by its signature.

    Raises:
        Rejected: PARTNER_STATEMENT when it is not theirs, not for us, or altered anywhere.
    """
    try:
        plain = json.loads(text)
        given = plain.pop("mac")
        is_theirs = hmac.compare_digest(_mac(partner, plain), given) and plain.pop("format") == FORMAT
        told = from_plain(PartnerStatement, plain)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Rejected(Code.PARTNER_STATEMENT, name=partner.name) from None
    is_for_us = (told.sender, told.receiver) == (partner.number, partner.own_number)
    if not (is_theirs and is_for_us and told.due == _due(partner, told.taken)):
        raise Rejected(Code.PARTNER_STATEMENT, name=partner.name)
    return told


def _canonical(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _mac(partner: Partner, plain: Mapping[str, Any]) -> str:
    text = f"partner-statement|{_canonical(plain)}"
    return hmac.new(partner.secret, text.encode(), hashlib.sha256).hexdigest()


class Doubt(StrEnum):
    """Why we do not owe for a line."""

    NOT_OURS = "not_ours"
    """We never issued this code."""
    OTHER_VALUE = "other_value"
    EXPIRED = "expired"
    """Taken after its last day."""
    OTHER_MONTH = "other_month"
    TWICE = "twice"
    """Listed twice, or settled with an earlier statement."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A line that the two shops must talk about."""

    line: TakenLine
    doubt: Doubt


def disputes(
    told: PartnerStatement, partner: Partner, issued: Collection[str], settled: Collection[str] = ()
) -> Iterator[Dispute]:
    """Lines of a partner's statement that we do not owe; `issued` are our codes for them, `settled` those paid."""
    seen: Counter[str] = Counter()
    for line in told.taken:
        doubt = _doubt(told, partner, line, issued)
        if doubt is None and (seen[line.code] or line.code in settled):
            doubt = Doubt.TWICE
        seen[line.code] += 1
        if doubt is not None:
            yield Dispute(line, doubt)


def _doubt(told: PartnerStatement, partner: Partner, line: TakenLine, issued: Collection[str]) -> Doubt | None:
    try:
        voucher = decoded(line.code, {partner.own_number: partner}, is_ours=True)
    except Rejected:
        return Doubt.NOT_OURS
    wrong = (
        (Doubt.NOT_OURS, voucher.code not in issued or voucher.code != line.code),
        (Doubt.OTHER_VALUE, voucher.value != line.value),
        (Doubt.EXPIRED, line.on > voucher.expires_on),
        (Doubt.OTHER_MONTH, line.on.replace(day=1) != told.month),
    )
    return next((doubt for doubt, holds in wrong if holds), None)


@dataclass(frozen=True, slots=True)
class Netting:
    """Both directions of a month in đồng; `net` is positive when the partner pays us."""

    they_owe: Money
    we_owe: Money

    @property
    def net(self) -> Money:
        """What changes hands."""
        return self.they_owe - self.we_owe


def netted(
    ours: PartnerStatement, theirs: PartnerStatement, partner: Partner, disputed: Iterable[Dispute] = ()
) -> Netting:
    """What a month comes to, less the lines of theirs that we dispute.

    Raises:
        ValueError: the two statements are of different months.
    """
    if ours.month != theirs.month:
        raise ValueError("statements of two months are not netted")
    return Netting(ours.due, theirs.due - _due(partner, (dispute.line for dispute in disputed)))
