"""Shifts: opened with a float, moved by hand, handed over, counted without seeing the books, closed with a Z."""

from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.permissions import Role
from pos_desktop.selling.shift import Cash
from pos_desktop.selling.shift import CashMovementKind as Kind
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.desk import desk_of
from pos_desktop.services.shop.people import People
from pos_desktop.services.shop.shifts import CloseShift, CountDrawer, MakeX, MoveCash, OpenShift, TakeOver
from tests.support.refusals import refused
from tests.support.shifts import closed, opened
from tests.support.shop import CASHIER, MANAGER, OWNER, QUICK, moment

NOTES = Cash(((500_000, 1), (50_000, 1)), 500)


@pytest.fixture
def shut(shop):
    """A till whose first shift is over."""
    closed(shop.desk)
    return shop


@pytest.fixture
def shift(shop):
    return shop.desk.shifts.current()


def move(shop, kind, amount=0, *, who=OWNER, reason="đổi tiền lẻ", **more):
    return shop.desk.shifts.move(MoveCash(shop.till.ids(), shop.person(who).id, kind, amount, reason, **more))


def close(shop, shift, counted, *, who=OWNER, **more):
    command = CloseShift(shop.till.ids(), shift.id, shop.person(who).id, cash=Cash(loose=counted), **more)
    return shop.desk.shifts.close(command).row


# --- opening ---


def test_a_shift_opens_with_its_float(shut):
    shut.on("2026-03-03 07:00")
    made = opened(shut.desk, 300_000)
    assert made == shut.desk.shifts.current()
    assert (made.number, made.opening_float, made.opened_at) == (2, 300_000, moment("2026-03-03 07:00"))
    assert made.business_date.isoformat() == "2026-03-03"
    assert shut.rows("SELECT kind, amount FROM cash_movement WHERE shift_id = ?", made.id) == [("float", 300_000)]
    assert shut.books().tie


def test_a_float_may_be_counted_note_by_note(shut):
    made = shut.desk.shifts.open(OpenShift("open", shut.person().id, NOTES))
    assert made.opening_float == 550_500
    kept = shut.rows("SELECT kind, notes, amount FROM cash_count WHERE shift_id = ?", made.id)
    assert kept == [("opening", "[[500000,1],[50000,1]]", 550_500)]
    assert shut.books().tie


def test_an_opening_sent_again_opens_nothing_more(shut):
    command = OpenShift("open", shut.person().id, Cash(loose=1_000))
    first = shut.desk.shifts.open(command)
    assert shut.desk.shifts.open(command) == first
    with refused(Code.ID_REUSED):
        shut.desk.shifts.open(OpenShift("open", shut.person().id, Cash(loose=2_000)))


def test_only_one_is_open(shop):
    with refused(Code.SHIFT_ALREADY_OPEN):
        opened(shop.desk)
    assert shop.count("shift") == 1


@pytest.mark.parametrize(
    "cash", [Cash(loose=-1), Cash(loose=10**12), Cash(((3_000, 1),)), Cash(((1_000, -1),)), Cash(((1_000, 10**6),)),
             Cash(((1_000, 1), (1_000, 2)))],
)  # fmt: skip
def test_a_float_that_cannot_be(shut, cash):
    with refused(Code.INVALID_AMOUNT):
        shut.desk.shifts.open(OpenShift("open", shut.person().id, cash))
    assert shut.desk.shifts.current() is None


def test_who_may_not_hold_a_shift_opens_none(shut):
    with shut.till.db.write() as tx:
        reader = People(shut.till, QUICK).add(tx, "Kế toán Tư", Role.ACCOUNTANT, "918273")
    with refused(Code.NOT_ALLOWED, right="shift"):
        opened(shut.desk, 0, reader.id)


# --- what moves the drawer by hand ---


def test_cash_goes_in_and_out_with_a_reason(shop, shift):
    for kind, amount, moved in (
        (Kind.PAID_IN, 200_000, 200_000), (Kind.PAID_OUT, 150_000, -150_000), (Kind.DROP, 500_000, -500_000),
        (Kind.NO_SALE, 0, 0),
    ):  # fmt: skip
        made = move(shop, kind, amount).movement
        assert (made.kind, made.amount, made.reason, made.staff) == (kind, moved, "đổi tiền lẻ", OWNER)
    assert [one.amount for one in shop.desk.shifts.movements(shift.id)] == [200_000, -150_000, -500_000, 0]
    told = {kind for (kind,) in shop.rows("SELECT kind FROM journal")}
    assert {"cash_moved", "no_sale"} <= told
    assert shop.books().tie


@pytest.mark.parametrize("kind", [Kind.PAID_OUT, Kind.DROP])
def test_no_more_goes_out_than_is_there(shop, kind):
    move(shop, kind, 500_000)
    with refused(Code.DRAWER_SHORT, there=0):
        move(shop, kind, 1)
    shop.sold("1 x PHỞ @ 50000")
    with refused(Code.DRAWER_SHORT, there=50_000):
        move(shop, kind, 50_001)


@pytest.mark.parametrize(("kind", "amount"), [(Kind.PAID_IN, 0), (Kind.PAID_OUT, -5), (Kind.DROP, 10**12),
                                              (Kind.NO_SALE, 1)])  # fmt: skip
def test_amounts_that_nobody_can_move(shop, kind, amount):
    with refused(Code.INVALID_AMOUNT):
        move(shop, kind, amount)


def test_a_movement_has_a_reason_a_shift_and_a_right(shop):
    with refused(Code.REASON_NEEDED):
        move(shop, Kind.PAID_IN, 1_000, reason=" ")
    with refused(Code.NOT_ALLOWED, right="drawer", needs_approval=True):
        move(shop, Kind.NO_SALE, who=CASHIER)
    closed(shop.desk)
    with refused(Code.NO_OPEN_SHIFT):
        move(shop, Kind.PAID_IN, 1_000)
    assert shop.count("cash_movement", "kind <> 'float'") == 0


def test_a_movement_sent_again_moves_nothing_more(shop):
    command = MoveCash("move", shop.person(OWNER).id, Kind.PAID_OUT, 20_000, "mua đá")
    first, again = shop.desk.shifts.move(command), shop.desk.shifts.move(command)
    assert (first.is_repeat, again.is_repeat, again.movement) == (False, True, first.movement)
    assert shop.count("cash_movement", "kind = 'paid_out'") == 1


def test_the_drawer_springs_open_and_a_slip_comes(shop):
    made = move(shop, Kind.NO_SALE, printer="receipt").movement
    jobs = shop.rows("SELECT kind, subject_id FROM outbox ORDER BY kind")
    assert jobs == [("drawer", made.id), ("slip", f"cash:{made.id}")]


# --- handing over ---


def test_the_next_cashier_takes_the_shift_over(shop, shift):
    shifts, manager = shop.desk.shifts, shop.person(MANAGER).id
    assert shifts.holder(shift.id) == shop.person(CASHIER).id
    assert shifts.take_over(TakeOver("take", manager)).id == shift.id
    assert shifts.take_over(TakeOver("again", manager)).id == shift.id
    assert shifts.holder(shift.id) == manager
    assert shop.count("shift_takeover") == 1
    assert shop.books().tie


# --- looking ---


def test_x_as_often_as_anybody_likes(shop, shift):
    shop.sold("1 x PHỞ @ 50000")
    reports = [shop.desk.shifts.x_report(MakeX(f"x{n}", shop.person(OWNER).id)).row.report for n in range(3)]
    assert [report.figures.sales.due for report in reports] == [50_000] * 3
    assert [report.number for report in reports] == [None] * 3
    assert shop.desk.shifts.current() == shift
    assert shop.count("shift_report", "kind = 'x'") == 3
    assert shop.books().tie


def test_who_counts_blindly_sees_no_x_alone(shop):
    with refused(Code.NOT_ALLOWED, right="drawer", needs_approval=True):
        shop.desk.shifts.x_report(MakeX("x", shop.person().id))


# --- counting and closing ---


def test_what_should_be_there_is_told_after_the_count(shop, shift):
    shop.sold("1 x PHỞ @ 50000; cash 100000")
    counts = [shop.desk.shifts.count(CountDrawer(f"count{n}", shift.id, shop.person().id, Cash(loose=amount)))
              for n, amount in enumerate((540_000, 550_000))]  # fmt: skip
    assert [(count.amount, count.expected, count.variance) for count in counts] == [
        (540_000, 550_000, -10_000), (550_000, 550_000, 0),
    ]  # fmt: skip
    command = CloseShift("close", shift.id, shop.person().id, counts[1].id, expected=550_000)
    assert shop.desk.shifts.close(command).row.report.variance == 0
    assert [row[0] for row in shop.rows("SELECT amount FROM cash_count ORDER BY id")] == [540_000, 550_000]
    assert shop.books().tie


def test_what_should_be_in_the_drawer(shop, shift):
    shop.sold("1 x PHỞ @ 50000; cash 100000")
    shop.sold("1 x PHỞ @ 50000; card 30000; cash 20000")
    shop.sold("1 x PHỞ @ 50000; card 50000")
    z = close(shop, shift, 569_000, note="thối nhầm").report
    assert (z.number, z.counted, z.figures.drawer.expected, z.variance) == (1, 569_000, 570_000, -1_000)
    assert shop.rows("SELECT counted, expected, note FROM shift") == [(569_000, 570_000, "thối nhầm")]
    assert shop.desk.shifts.current() is None
    assert shop.desk.shifts.last_z().report == z
    assert shop.books().tie


def test_a_difference_has_a_note(shop, shift):
    with refused(Code.REASON_NEEDED):
        close(shop, shift, 499_000)
    assert shop.desk.shifts.current() == shift
    assert shop.count("shift_report") == 0


def test_a_large_difference_needs_another_person(shop, shift):
    with refused(Code.NOT_ALLOWED, right="variance", needs_approval=True):
        close(shop, shift, 449_999, who=CASHIER, note="mất tiền")
    assert close(shop, shift, 450_000, who=CASHIER, note="mất tiền").report.variance == -50_000


def test_money_that_moved_after_the_count_is_counted_again(shop, shift):
    count = shop.desk.shifts.count(CountDrawer("count", shift.id, shop.person().id, Cash(loose=500_000)))
    shop.sold("1 x PHỞ @ 50000")
    with refused(Code.COUNT_MOVED):
        shop.desk.shifts.close(CloseShift("a", shift.id, shop.person().id, count.id, expected=count.expected))


def test_nobody_closes_without_a_count(shop, shift):
    for count_id in ("", "nothing"):
        with refused(Code.COUNT_NEEDED):
            shop.desk.shifts.close(CloseShift("a", shift.id, shop.person().id, count_id))


def test_a_count_of_another_shift_counts_nothing(shop, shift):
    count = shop.desk.shifts.count(CountDrawer("count", shift.id, shop.person().id, Cash(loose=500_000)))
    closed(shop.desk)
    later = opened(shop.desk, 500_000)
    with refused(Code.COUNT_NEEDED):
        shop.desk.shifts.close(CloseShift("a", later.id, shop.person().id, count.id))


def test_a_closing_sent_again_gives_the_same_z(shop, shift):
    command = CloseShift("close", shift.id, shop.person().id, cash=Cash(loose=500_000))
    first, again = shop.desk.shifts.close(command), shop.desk.shifts.close(command)
    assert (first.row, again.is_repeat) == (again.row, True)
    assert shop.count("shift_report") == 1


def test_a_shift_closes_once(shut):
    (shift_id,) = shut.rows("SELECT id FROM shift")[0]
    for nobody in (shift_id, "nobody"):
        with refused(Code.NO_OPEN_SHIFT):
            shut.desk.shifts.close(CloseShift(shut.till.ids(), nobody, shut.person().id, cash=Cash()))


@pytest.mark.parametrize("counted", [-1, 10**12])
def test_a_count_that_cannot_be(shop, shift, counted):
    with refused(Code.INVALID_AMOUNT):
        close(shop, shift, counted)
    assert shop.desk.shifts.current() == shift


def test_z_numbers_count_up_and_totals_grow(shop):
    found = []
    for day in ("2026-03-02", "2026-03-03", "2026-03-04"):
        shop.on(day)
        if shop.desk.shifts.current() is None:
            opened(shop.desk)
        sale = shop.sold("2 x PHỞ @ 50000; member An")
        shop.returned(sale, "1 x PHỞ")
        found.append(closed(shop.desk).report)
    assert [z.number for z in found] == [1, 2, 3]
    assert [(z.totals.sales, z.totals.refunds, z.totals.points_issued) for z in found] == [
        (100_000, 50_000, 10), (200_000, 100_000, 20), (300_000, 150_000, 30),
    ]  # fmt: skip
    assert shop.books().tie


# --- what stands open at the closing ---


def test_an_open_order_is_kept_or_dropped(shop, shift):
    order = shop.order("2 x PHỞ @ 50000")
    shop.desk.orders.save(order, shop.person().id)
    left = shop.desk.shifts.closing_state(shift.id)
    assert [(one.order.id, one.due, one.is_held) for one in left.orders] == [(order.id, 100_000, False)]
    with refused(Code.ORDERS_LEFT, count=1):
        close(shop, shift, 500_000)
    left = shop.desk.shifts.drop_order(shift.id, order.id, shop.person().id, "khách bỏ về")
    assert left.orders == ()
    z = close(shop, shift, 500_000).report
    assert (z.figures.dropped_orders, z.figures.dropped_due) == (1, 100_000)
    assert shop.books().tie


def test_an_order_that_is_kept_stays_for_the_next_shift(shop, shift):
    order = shop.order("2 x PHỞ @ 50000")
    shop.desk.orders.save(order, shop.person().id)
    assert close(shop, shift, 500_000, keeps_orders=True).report.figures.dropped_orders == 0
    recovered = shop.desk.orders.recover()
    assert recovered is not None and recovered.id == order.id


def test_a_waiting_payment_keeps_the_shift_open(shop, shift):
    order = shop.order("1 x PHỞ @ 50000")
    shop.desk.orders.save(order, shop.person().id)
    waiting = shop.desk.orders.promise_tender(order, Tender(TenderKind.BANK_QR, 50_000))
    (payment,) = shop.desk.shifts.closing_state(shift.id).payments
    assert (payment.order_id, payment.amount, payment.is_waiting) == (order.id, 50_000, True)
    with refused(Code.PAYMENT_WAITING, count=1):
        close(shop, shift, 500_000, keeps_orders=True)
    shop.desk.orders.resolve_tender(waiting, confirmed=False)
    assert close(shop, shift, 500_000, keeps_orders=True).number == 1


def test_jobs_that_did_not_come_out_are_told(shop, shift):
    shop.sold("1 x PHỞ @ 50000", printer="receipt")
    assert shop.desk.shifts.closing_state(shift.id).unsent == 1


# --- days ---


def test_a_shift_may_span_two_dates(shop, shift):
    shop.sold("1 x PHỞ @ 50000")
    shop.on("2026-03-03 00:30")
    sale = shop.sold("1 x PHỞ @ 50000")
    assert sale.shift_id == shift.id
    assert sale.business_date.isoformat() == "2026-03-03"
    z = closed(shop.desk).report
    assert (z.opened_on.isoformat(), z.business_date.isoformat()) == ("2026-03-02", "2026-03-03")
    assert z.figures.sales.count == 2


def test_before_the_hour_of_the_cut_over_it_is_still_yesterday(shop):
    night = desk_of(replace(shop.till, shop=replace(shop.till.shop, cutover_hour=4)))
    shop.on("2026-03-03 03:59")
    assert closed(night).report.business_date.isoformat() == "2026-03-02"
    shop.on("2026-03-03 04:00")
    assert opened(night).business_date.isoformat() == "2026-03-03"
