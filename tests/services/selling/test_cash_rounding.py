"""Cash rounded to whole steps: sold, split, given back in parts, voided, exchanged; drawer, report and books agree."""

import pytest
from sqlalchemy import true

from pos_desktop.core.errors import Code
from pos_desktop.selling.refund import RefundTo
from pos_desktop.services.office.proofs import refunds, sales
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.shop.settings import SetCashRounding
from pos_desktop.storage.queries import shift_figures
from tests.services.selling.test_exchanges import drawer, exchange, exchanged
from tests.support.forger import Forger
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

PAGE = "2 x CÀ PHÊ @ 29000; 1 x TRÀ @ 45000 -10%; 1 x BIA @ 35000 vat alcohol; off 5%"


def rounding(shop, step, name=MANAGER):
    return shop.desk.settings.set_cash_rounding(SetCashRounding(shop.till.ids(), step, shop.person(name).id))


@pytest.fixture
def rounded(shop):
    rounding(shop, 500)
    return shop


def figures(shop):
    shift_id = shop.desk.shifts.current().id
    with shop.till.db.read() as tx:
        return shift_figures.figures(tx, [shift_id])[shift_id]


def test_a_sale_in_cash_comes_to_a_whole_step(rounded):
    before = drawer(rounded)
    made = rounded.sold(f"{PAGE}; cash 200000")
    assert (made.due, made.cash_rounding, made.paid, made.change) == (126_825, 175, 200_000, 73_000)
    assert drawer(rounded) - before == 127_000
    sales = figures(rounded).sales
    assert (sales.due, sales.rounding, sum(one.amount for one in sales.tenders)) == (126_825, 175, 127_000)
    assert rounded.sold(PAGE).paid == 127_000  # exact
    assert Verification(rounded.till).run().ok


def test_other_means_pay_to_the_dong_and_the_cash_beside_them_is_rounded(rounded):
    assert rounded.sold(f"{PAGE}; card 126825").cash_rounding == 0
    split = rounded.sold(f"{PAGE}; card 100300; cash 26500")
    assert (split.cash_rounding, split.change) == (-25, 0)
    with refused(Code.UNDERPAID, missing=175):
        rounded.sold(f"{PAGE}; cash 126825")
    assert Verification(rounded.till).run().ok


def test_three_parts_give_back_the_cash_that_came_in(rounded):
    made, before = rounded.sold(PAGE), drawer(rounded)
    parts = [rounded.returned(made, text) for text in ("1 x CÀ PHÊ", "1 x CÀ PHÊ", "")]
    assert [(part.by_tender["cash"], part.cash_rounding) for part in parts] == [
        (27_500, -50), (27_500, -50), (72_000, 275),
    ]  # fmt: skip
    assert before - drawer(rounded) == 127_000
    assert figures(rounded).refunds.rounding == 175
    assert Verification(rounded.till).run().ok


def test_a_void_gives_back_what_came_in_whatever_is_rounded_now(rounded):
    made, before = rounded.sold(PAGE), drawer(rounded)
    rounding(rounded, 0)
    back = rounded.voided(made)
    assert (back.money, back.by_tender, back.cash_rounding) == (126_825, {"cash": 127_000}, 175)
    assert before - drawer(rounded) == 127_000
    assert Verification(rounded.till).run().ok


def test_an_exchange_rounds_what_is_handed_over_either_way(rounded):
    first = rounded.sold(f"{PAGE}; card 126825")
    dearer = exchanged(rounded, "1 x ÁO @ 200300", exchange(rounded, first)).sale
    assert (dearer.cash_rounding, dearer.paid) == (25, 200_325)
    second, before = rounded.sold(PAGE), drawer(rounded)
    cheaper = exchanged(rounded, "1 x MŨ @ 50200", exchange(rounded, second, to=RefundTo.CASH))
    assert cheaper.back == {"cash": 76_500}
    assert before - drawer(rounded) == 76_500
    assert Verification(rounded.till).run().ok


def test_who_sets_it_and_to_what(shop):
    with refused(Code.NOT_ALLOWED, right="settings"):
        rounding(shop, 500, CASHIER)
    with refused(Code.INVALID_AMOUNT):
        rounding(shop, 200)
    known = shop.desk.catalogue.load()
    assert rounding(shop, 1_000).step == 1_000
    assert shop.desk.settings.cash_step() == shop.desk.catalogue.newer_than(known).cash_step == 1_000
    assert shop.sold("1 x PHỞ @ 50400").cash_rounding == -400


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE sale SET cash_rounding = 275, change = change - 100", "cash 127100 is not rounded by 275"),
        ("UPDATE sale SET cash_rounding = -25, change = change + 200", "cash 126800 is not rounded by -25"),
        ("UPDATE tender SET kind = 'card'", "cash -73000 is not rounded by 175"),
        ("UPDATE refund_tender SET amount = 126000", "126000 in cash is back of 127000"),
    ],
)
def test_the_books_find_cash_that_was_not_rounded_so(rounded, change, told):
    rounded.returned(rounded.sold(f"{PAGE}; cash 200000"))
    with rounded.till.db.engine.connect() as tx:
        forger = Forger(rounded, tx)
        forger.free()
        assert forger.raw.execute(change).rowcount == 1
        if "refund" in change:
            forger.raw.execute("UPDATE refund SET cash_rounding = -825")
        found = [one.detail for one in (*sales._rounded(tx, true()), *refunds._cash_back(tx))]
        tx.rollback()
    assert told in found


def test_an_honest_shop_s_cash_is_found_right(rounded):
    rounded.returned(rounded.sold(PAGE), "1 x CÀ PHÊ")
    with rounded.till.db.read() as tx:
        assert not list(refunds.problems(tx))
