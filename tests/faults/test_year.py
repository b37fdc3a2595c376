"""A few days of a café with every kind of programme on: nothing is refused that should not be, and the books tie."""

import pytest

from pos_desktop.services.office.proofs.verification import Verification
from tests.support.year import lived

DEEDS = {"sale", "refund", "enrol", "load", "adjust", "attach"}
"""What has to happen in every such life, or it proves nothing."""


@pytest.mark.slow
def test_days_with_everything_on(sample_shop, full):
    year = lived(sample_shop, days=60 if full else 14, sales=14, seed=1)

    assert set(year.heard) >= DEEDS, year.heard
    for table in ("stored_entry", "voucher", "reward_use", "stamp_entry", "wheel_draw", "sale_reduction", "refund"):
        assert sample_shop.count(table), table
    verdict = Verification(sample_shop.till).run()
    assert verdict.problems == ()
    assert verdict.sales > 100
