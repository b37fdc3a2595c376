"""Vouchers: their templates, what is issued from them, and whether an order may use one (docs/loyalty.md)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.conditions import ALWAYS, When
from pos_desktop.selling.deals import Deal, DealSource
from pos_desktop.selling.pricing import PricedOrder, saving, with_deal
from pos_desktop.selling.vouchers import HeldVoucher

MOST_DAYS = 3_660

_SHARED_CODE = re.compile(r"[A-Z][A-Z0-9]{2,15}", re.ASCII)


class VoucherKind(StrEnum):
    """How often a voucher may be used, and by whom."""

    SINGLE = "single"
    """Once, by whoever brings it."""
    MULTI = "multi"
    """`uses` times in all."""
    PER_MEMBER = "per_member"
    """`per_member` times by each member."""
    NEXT_ORDER = "next_order"
    """Once, from `starts_after_days` after the sale that gave it."""


@dataclass(frozen=True, slots=True)
class VoucherTemplate:
    """What vouchers of one sort are worth and how long they live."""

    id: str
    name: str
    benefit: Benefit
    kind: VoucherKind = VoucherKind.SINGLE
    uses: int = 0
    """MULTI: times in all; PER_MEMBER: also in all, 0 for any number."""
    per_member: int = 0
    days_valid: int = 30
    """Business dates on which it may be used; 0 for no end but that of `when`."""
    starts_after_days: int = 0
    minimum: Money = 0
    when: When = ALWAYS
    code: str = ""
    """A code that everybody shares, such as TET2026; empty for signed digits of its own on each voucher."""

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be, those within after a dot."""
        shares = self.kind in (VoucherKind.MULTI, VoucherKind.PER_MEMBER)
        wrong = (
            ("id", not self.id),
            ("name", not self.name.strip()),
            ("uses", self.uses < 0 or (self.kind is VoucherKind.MULTI and not self.uses)),
            ("per_member", self.per_member < 0 or (self.kind is VoucherKind.PER_MEMBER and not self.per_member)),
            ("days_valid", not 0 <= self.days_valid <= MOST_DAYS),
            ("starts_after_days", not 0 <= self.starts_after_days <= MOST_DAYS or self._comes_back_at_once),
            ("minimum", not 0 <= self.minimum <= MOST_MONEY),
            ("code", bool(self.code) and not (shares and _SHARED_CODE.fullmatch(self.code))),
        )
        inner = (("when", self.when), ("benefit", self.benefit))
        deeper = (f"{name}.{fault}" for name, part in inner for fault in part.faults())
        return (*(name for name, is_wrong in wrong if is_wrong), *deeper)

    @property
    def _comes_back_at_once(self) -> bool:
        return self.kind is VoucherKind.NEXT_ORDER and self.starts_after_days < 1

    @property
    def uses_in_all(self) -> int | None:
        """How often one voucher may be used, None for any number."""
        return (self.uses or None) if self.kind in (VoucherKind.MULTI, VoucherKind.PER_MEMBER) else 1

    def life(self, day: date) -> tuple[date, date | None]:
        """First and last business date of a voucher issued on `day`; a shared code lives by `when` alone."""
        if self.code:
            return self.when.starts_on or day, self.when.ends_on
        first = day + timedelta(days=self.starts_after_days)
        return first, first + timedelta(days=self.days_valid - 1) if self.days_valid else None


def issue(template: VoucherTemplate, voucher_id: Id, code: str, day: date, member: Id | None = None) -> HeldVoucher:
    """A new voucher of a template on a business date, bound to `member` if one is given."""
    valid_from, expires_on = template.life(day)
    return HeldVoucher(
        voucher_id, template.id, template.code or code, template.name, template.benefit, template.minimum,
        template.when, valid_from, expires_on, template.uses_in_all, member, per_member=template.per_member,
    )  # fmt: skip


def deal_of(voucher: HeldVoucher) -> Deal:
    """What a voucher takes off an order."""
    return Deal(DealSource.VOUCHER, voucher.id, voucher.name, voucher.benefit)


def check(voucher: HeldVoucher, bare: PricedOrder, at: Occasion) -> None:
    """Check a voucher on an order priced before points, with all deals but this one.

    Raises:
        Rejected: VOUCHER_USED, VOUCHER_MEMBER, VOUCHER_NOT_YET, VOUCHER_EXPIRED, VOUCHER_TIME, VOUCHER_MINIMUM,
            VOUCHER_NOTHING, tested in this order.
    """
    for refused in _refusals(voucher, bare, at):
        raise refused


def accept(bare: PricedOrder, at: Occasion) -> PricedOrder:
    """The order, rewards included, with the deals of its vouchers, each checked on what the former ones left.

    Raises:
        Rejected: the first reason of `check`; REWARD_NOTHING or VOUCHER_NOTHING when one leaves another nothing.
    """
    for voucher in bare.order.vouchers:
        check(voucher, bare, at)
        bare = with_deal(bare, deal_of(voucher))
    for source, code in ((DealSource.REWARD, Code.REWARD_NOTHING), (DealSource.VOUCHER, Code.VOUCHER_NOTHING)):
        if source in bare.idle:
            raise Rejected(code)
    return bare


def _refusals(voucher: HeldVoucher, bare: PricedOrder, at: Occasion) -> Iterator[Rejected]:
    yield from _of_uses(voucher, bare.order.account_id)
    first = max(filter(None, (voucher.valid_from, voucher.when.starts_on)), default=None)
    last = min(filter(None, (voucher.expires_on, voucher.when.ends_on)), default=None)
    if first and at.day < first:
        yield Rejected(Code.VOUCHER_NOT_YET, day=first.isoformat())
    if last and at.day > last:
        yield Rejected(Code.VOUCHER_EXPIRED, day=last.isoformat())
    if not voucher.when.holds(at, bare.order.order_type):
        yield Rejected(Code.VOUCHER_TIME)
    if bare.before_points < voucher.minimum:
        yield Rejected(Code.VOUCHER_MINIMUM, minimum=voucher.minimum, missing=voucher.minimum - bare.before_points)
    if not saving(bare, deal_of(voucher)):
        yield Rejected(Code.VOUCHER_NOTHING)


def _of_uses(voucher: HeldVoucher, account_id: Id | None) -> Iterator[Rejected]:
    if voucher.uses_left is not None and voucher.uses_left < 1:
        yield Rejected(Code.VOUCHER_USED)
    if voucher.member not in (None, account_id) or (voucher.per_member and account_id is None):
        yield Rejected(Code.VOUCHER_MEMBER)
    if voucher.per_member and voucher.used_by_member >= voucher.per_member:
        yield Rejected(Code.VOUCHER_USED)
