from dataclasses import replace
from datetime import date, time

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate, accept, check, deal_of, issue
from pos_desktop.selling.conditions import Hours, When
from pos_desktop.selling.deals import DealSource
from pos_desktop.selling.pricing import PricedOrder, price
from pos_desktop.selling.tax import VatTable
from pos_desktop.selling.vouchers import HeldVoucher
from tests.support.deals import benefit, deals
from tests.support.orders import order
from tests.support.refusals import refused

DAY = date(2026, 3, 2)
AT = Occasion(DAY, time(9))
CODE = "27" + "1" * 30


def template(text: str = "20000", **more) -> VoucherTemplate:
    return VoucherTemplate(**{"id": "t", "name": "Phiếu", "benefit": benefit(text)} | more)


def voucher(text: str = "20000", **more) -> HeldVoucher:
    return replace(issue(template(text), "v", CODE, DAY), **more)


def bare(text: str = "2 x CÀ PHÊ @ 50000", *held: HeldVoucher, of_deals: str = "") -> PricedOrder:
    return price(replace(order(text), vouchers=held), VatTable(), DAY, deals=deals(of_deals))


# issuing


@pytest.mark.parametrize(
    ("made", "first", "last", "uses"),
    [
        (template(), DAY, date(2026, 3, 31), 1),
        (template(days_valid=1), DAY, DAY, 1),
        (template(days_valid=0), DAY, None, 1),
        (
            template(kind=VoucherKind.NEXT_ORDER, starts_after_days=1, days_valid=7),
            date(2026, 3, 3), date(2026, 3, 9), 1,
        ),
        (template(kind=VoucherKind.MULTI, uses=5), DAY, date(2026, 3, 31), 5),
        (template(kind=VoucherKind.PER_MEMBER, per_member=2), DAY, date(2026, 3, 31), None),
        (template(kind=VoucherKind.PER_MEMBER, per_member=2, uses=100), DAY, date(2026, 3, 31), 100),
        (
            template(kind=VoucherKind.MULTI, uses=9, code="TET2026", when=When(ends_on=date(2026, 2, 28))),
            DAY, date(2026, 2, 28), 9,
        ),
        (
            template(kind=VoucherKind.MULTI, uses=9, code="HE2026", when=When(starts_on=date(2026, 6, 1))),
            date(2026, 6, 1), None, 9,
        ),
    ],
)  # fmt: skip
def test_a_voucher_lives_as_its_template_says(made, first, last, uses):
    held = issue(made, "v", CODE, DAY, "lan")
    assert (held.valid_from, held.expires_on, held.uses_left) == (first, last, uses)
    assert (held.id, held.template, held.name, held.benefit) == ("v", "t", "Phiếu", made.benefit)
    assert (held.member, held.per_member, held.code) == ("lan", made.per_member, made.code or CODE)


# using


def test_a_voucher_takes_its_benefit_off():
    held = voucher()
    got = accept(bare("2 x CÀ PHÊ @ 50000", held), AT)
    assert [(r.source, r.id, r.total) for r in got.reductions] == [(DealSource.VOUCHER, "v", 20_000)]
    assert got.due == 80_000


@pytest.mark.parametrize(
    ("held", "code", "params"),
    [
        (voucher(uses_left=0), Code.VOUCHER_USED, {}),
        (voucher(member="Lan"), Code.VOUCHER_MEMBER, {}),
        (voucher(per_member=1), Code.VOUCHER_MEMBER, {}),
        (voucher(valid_from=date(2026, 3, 3)), Code.VOUCHER_NOT_YET, {"day": "2026-03-03"}),
        (voucher(when=When(starts_on=date(2026, 4, 1))), Code.VOUCHER_NOT_YET, {"day": "2026-04-01"}),
        (voucher(expires_on=date(2026, 3, 1)), Code.VOUCHER_EXPIRED, {"day": "2026-03-01"}),
        (voucher(when=When(ends_on=date(2026, 2, 1))), Code.VOUCHER_EXPIRED, {"day": "2026-02-01"}),
        (voucher(when=When(hours=(Hours(600, 700),))), Code.VOUCHER_TIME, {}),
        (voucher(minimum=133_000), Code.VOUCHER_MINIMUM, {"minimum": 133_000, "missing": 33_000}),
        (voucher("100% on 1 PHỞ"), Code.VOUCHER_NOTHING, {}),
    ],
)
def test_every_refusal_says_why(held, code, params):
    with refused(code, **params):
        check(held, bare(), AT)
    with refused(code, **params):
        accept(bare("2 x CÀ PHÊ @ 50000", held), AT)


def test_first_and_last_day_count():
    held = voucher(valid_from=DAY, expires_on=DAY)
    check(held, bare(), AT)
    for day, code in ((date(2026, 3, 1), Code.VOUCHER_NOT_YET), (date(2026, 3, 3), Code.VOUCHER_EXPIRED)):
        with refused(code):
            check(held, bare(), replace(AT, day=day))


def test_a_voucher_of_a_member():
    held = voucher(member="Lan")
    check(held, bare("1 x A @ 50000; member Lan"), AT)
    with refused(Code.VOUCHER_MEMBER):
        check(held, bare("1 x A @ 50000; member Minh"), AT)


def test_times_for_one_member():
    held = voucher(per_member=2, used_by_member=1, uses_left=None)
    check(held, bare("1 x A @ 50000; member Lan"), AT)
    with refused(Code.VOUCHER_USED):
        check(replace(held, used_by_member=2), bare("1 x A @ 50000; member Lan"), AT)


def test_each_voucher_is_checked_on_what_the_former_ones_left():
    first, second = voucher("70%"), voucher("20000", id="w", minimum=30_000)
    assert accept(bare("2 x CÀ PHÊ @ 50000", first, second), AT).due == 10_000
    with refused(Code.VOUCHER_MINIMUM, missing=1):
        accept(bare("2 x CÀ PHÊ @ 50000", first, replace(second, minimum=30_001)), AT)
    with refused(Code.VOUCHER_NOTHING):
        accept(bare("2 x CÀ PHÊ @ 50000", voucher("100%"), replace(second, minimum=0)), AT)


def test_none_is_taken_in_vain():
    """Both would do alone; together the one on lines, though it comes later, leaves the one on the order nothing."""
    wide, narrow = voucher("20000"), voucher("100% on CÀ PHÊ", id="w")
    with refused(Code.VOUCHER_NOTHING):
        accept(bare("2 x CÀ PHÊ @ 50000", wide, narrow), AT)
    rewarded = price(
        bare("2 x CÀ PHÊ @ 50000", narrow).order, VatTable(), DAY, deals=deals("20000", DealSource.REWARD)
    )  # fmt: skip
    with refused(Code.REWARD_NOTHING):
        accept(rewarded, AT)


def test_the_minimum_counts_what_other_deals_left():
    with refused(Code.VOUCHER_MINIMUM, missing=10_000):
        check(voucher(minimum=100_000), bare(of_deals="10%"), AT)


def test_an_order_without_vouchers_is_left_alone():
    before = bare()
    assert accept(before, AT) is before


def test_a_voucher_is_a_deal():
    held = voucher("100% on 1 A")
    assert (deal_of(held).source, deal_of(held).id, deal_of(held).effect) == (DealSource.VOUCHER, "v", held.benefit)


# what cannot be


@pytest.mark.parametrize(
    ("made", "faults"),
    [
        (template(id="", name=" "), ("id", "name")),
        (template(kind=VoucherKind.MULTI), ("uses",)),
        (template(uses=-1), ("uses",)),
        (template(kind=VoucherKind.PER_MEMBER), ("per_member",)),
        (template(days_valid=-1), ("days_valid",)),
        (template(days_valid=3_661), ("days_valid",)),
        (template(kind=VoucherKind.NEXT_ORDER), ("starts_after_days",)),
        (template(starts_after_days=-1), ("starts_after_days",)),
        (template(minimum=-1), ("minimum",)),
        (template(code="TET2026"), ("code",)),
        (template(kind=VoucherKind.MULTI, uses=5, code="tết"), ("code",)),
        (template(kind=VoucherKind.MULTI, uses=5, code="2" * 13), ("code",)),
        (template(kind=VoucherKind.MULTI, uses=5, code="TET2026"), ()),
        (template("0"), ("benefit.effect",)),
        (template(when=When(weekdays=(9,))), ("when.weekdays",)),
        (template(kind=VoucherKind.NEXT_ORDER, starts_after_days=1), ()),
    ],
)
def test_faults(made, faults):
    assert made.faults() == faults


def test_templates_and_vouchers_are_kept_as_plain_values():
    made = template("10% most 5000", when=When(starts_on=DAY), kind=VoucherKind.PER_MEMBER, per_member=1)
    assert from_plain(VoucherTemplate, to_plain(made)) == made
    held = issue(made, "v", CODE, DAY, "lan")
    assert from_plain(HeldVoucher, to_plain(held)) == held
