import pytest

from pos_desktop.core.errors import Code
from tests.support.refusals import refused
from tests.support.shop import moment


@pytest.fixture
def closed(shop):
    """A till whose first shift is over."""
    shift = shop.desk.shifts.current()
    shop.desk.shifts.close(shift.id, shop.person().id)
    return shop


def test_a_shift_opens_with_its_float(closed):
    closed.on("2026-03-03 07:00")
    opened = closed.desk.shifts.open(300_000, closed.person().id)
    assert opened == closed.desk.shifts.current()
    assert (opened.number, opened.opening_float, opened.opened_at) == (2, 300_000, moment("2026-03-03 07:00"))
    assert opened.business_date.isoformat() == "2026-03-03"
    assert closed.rows("SELECT kind, amount FROM cash_movement WHERE shift_id = ?", opened.id) == [("float", 300_000)]
    assert closed.books().tie


def test_only_one_is_open(shop):
    with refused(Code.SHIFT_ALREADY_OPEN):
        shop.desk.shifts.open(0, shop.person().id)
    assert shop.count("shift") == 1


@pytest.mark.parametrize("opening_float", [-1, 10**12])
def test_a_float_that_cannot_be(closed, opening_float):
    with refused(Code.INVALID_AMOUNT):
        closed.desk.shifts.open(opening_float, closed.person().id)
    assert closed.desk.shifts.current() is None


def test_an_empty_drawer_is_a_float(closed):
    assert closed.desk.shifts.open(0, closed.person().id).opening_float == 0


def test_what_should_be_in_the_drawer(shop):
    shift = shop.desk.shifts.current()
    shop.sold("1 x PHỞ @ 50000; cash 100000")
    shop.sold("1 x PHỞ @ 50000; card 30000; cash 20000")
    shop.sold("1 x PHỞ @ 50000; card 50000")
    assert shop.desk.shifts.close(shift.id, shop.person().id, counted=569_000) == 570_000
    assert shop.rows("SELECT counted FROM shift") == [(569_000,)]
    assert shop.desk.shifts.current() is None
    assert shop.books().tie


def test_a_shift_closes_once(closed):
    (shift_id,) = closed.rows("SELECT id FROM shift")[0]
    for nobody in (shift_id, "nobody"):
        with refused(Code.NO_OPEN_SHIFT):
            closed.desk.shifts.close(nobody, closed.person().id)


@pytest.mark.parametrize("counted", [-1, 10**12])
def test_a_count_that_cannot_be(shop, counted):
    with refused(Code.INVALID_AMOUNT):
        shop.desk.shifts.close(shop.desk.shifts.current().id, shop.person().id, counted)
    assert shop.desk.shifts.current() is not None


def test_a_shift_may_span_two_dates(shop):
    shop.sold("1 x PHỞ @ 50000")
    shop.on("2026-03-03 00:30")
    sale = shop.sold("1 x PHỞ @ 50000")
    assert sale.shift_id == shop.desk.shifts.current().id
    assert sale.business_date.isoformat() == "2026-03-03"
