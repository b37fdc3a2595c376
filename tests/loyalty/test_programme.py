import json
from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.programme import (
    DEFAULT_TIERS,
    EarnRate,
    ExpiryPolicy,
    Programme,
    Ratio,
    Tier,
    from_plain,
    to_plain,
)  # fmt: skip
from tests.support.refusals import refused

DEFAULT = Programme()
MEMBER, SILVER, GOLD, DIAMOND = DEFAULT_TIERS


def test_the_default_programme_is_the_one_of_the_page():
    assert (DEFAULT.earn, DEFAULT.point_value, DEFAULT.step, DEFAULT.minimum, DEFAULT.cap) == (
        EarnRate(1, 10_000), 100, 10, 50, 5_000,
    )  # fmt: skip
    assert [(tier.name, tier.threshold) for tier in DEFAULT.tiers] == [
        ("Thành viên", 0), ("Bạc", 2_000_000), ("Vàng", 5_000_000), ("Kim cương", 12_000_000),
    ]  # fmt: skip
    assert [tier.multiplier for tier in DEFAULT.tiers] == [Ratio(1, 1), Ratio(6, 5), Ratio(3, 2), Ratio(2, 1)]
    assert (DEFAULT.expiry, DEFAULT.expiry_months, DEFAULT.pending_days, DEFAULT.qualifying_months) == (
        ExpiryPolicy.MONTHS, 12, 0, 12,
    )  # fmt: skip
    assert (DEFAULT.orders_per_day, DEFAULT.free_value_per_day, DEFAULT.grace_days) == (5, 100_000, 30)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("earn", EarnRate(1, 0)), ("earn", EarnRate(1, -1)), ("earn", EarnRate(-1, 10_000)),
        ("earn", EarnRate(10**9, 1)), ("point_value", 0), ("point_value", -1), ("point_value", 1_000_001),
        ("step", 0), ("step", -10), ("minimum", -1), ("cap", -1), ("cap", 10_001),
        ("expiry", ("expiry_months", 0)), ("expiry", ("expiry_months", -1)), ("expiry", ("expiry_months", 121)),
        ("pending_days", -1), ("pending_days", 366), ("orders_per_day", 0), ("most_multiplier", 0),
        ("most_multiplier", 11), ("qualifying_months", 0), ("qualifying_months", 121), ("grace_days", -1),
        ("grace_days", 367), ("free_value_per_day", -1), ("warn_days", -1), ("warn_days", 367),
        ("claim_minutes", -1),
        ("tiers", ()), ("tiers", (SILVER, GOLD)), ("tiers", (MEMBER, GOLD, SILVER)),
        ("tiers", (MEMBER, SILVER, replace(GOLD, threshold=2_000_000))),
        ("tiers", (MEMBER, replace(SILVER, code="member"))), ("tiers", (replace(MEMBER, threshold=-1),)),
        ("multipliers", ("tiers", (replace(MEMBER, multiplier=Ratio(1, 0)),))),
        ("multipliers", ("tiers", (replace(MEMBER, multiplier=Ratio(-1, 1)),))),
        ("multipliers", ("tiers", (replace(MEMBER, multiplier=Ratio(51, 10)),))),
    ],
)  # fmt: skip
def test_a_programme_that_cannot_be_is_refused(field, wrong):
    name, value = wrong if isinstance(wrong, tuple) and wrong and isinstance(wrong[0], str) else (field, wrong)
    with refused(Code.BAD_PROGRAMME, field=field):
        replace(DEFAULT, **{name: value})


def test_without_expiry_the_months_do_not_matter():
    assert replace(DEFAULT, expiry=ExpiryPolicy.NEVER, expiry_months=0)


def test_a_programme_reads_back_as_it_was():
    own = replace(DEFAULT, version=7, expiry=ExpiryPolicy.NEVER, cap=10_000, tiers=(MEMBER, GOLD))
    assert from_plain(json.loads(json.dumps(to_plain(own)))) == own


def test_a_stored_programme_is_checked_again():
    plain = json.loads(json.dumps(to_plain(DEFAULT)))
    plain["earn"]["per"] = 0
    with refused(Code.BAD_PROGRAMME):
        from_plain(plain)


@pytest.mark.parametrize(
    ("qualifying", "tier"),
    [(0, MEMBER), (1_999_999, MEMBER), (2_000_000, SILVER), (4_999_999, SILVER), (5_000_000, GOLD),
     (12_000_000, DIAMOND), (10**12, DIAMOND)],
)  # fmt: skip
def test_the_tier_that_an_amount_reaches(qualifying, tier):
    assert DEFAULT.tier_for(qualifying) == tier


def test_tiers_have_ranks_and_unknown_ones_are_the_lowest():
    assert [DEFAULT.rank(tier.code) for tier in DEFAULT.tiers] == [0, 1, 2, 3]
    assert DEFAULT.tier("platinum") == MEMBER
    assert DEFAULT.rank("platinum") == 0


def test_what_points_are_worth():
    assert DEFAULT.value_of(1_240) == 124_000
    assert Tier("x", "X", 0).multiplier == Ratio(1, 1)
