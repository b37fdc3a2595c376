"""A sale from command to rows: what it writes, what it refuses, and what a retry does."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_desktop.core import codes
from pos_desktop.core.errors import Code, Trouble
from pos_desktop.loyalty.tiers import TierMove
from pos_desktop.selling.order import Order
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import Tender, TenderKind
from tests.support.orders import OPENED
from tests.support.refusals import in_trouble, refused
from tests.support.shifts import closed
from tests.support.shop import CASHIER, MANAGER, moment

TABLES = (
    "sale", "sale_line", "sale_tax", "tender", "cash_movement", "stock_movement", "entry", "lot", "lot_move",
    "tier_change", "operation", "journal", "outbox", "offer", "accrual_flag", "open_order",
)  # fmt: skip


def counts(shop) -> dict[str, int]:
    return {table: shop.count(table) for table in TABLES}


def grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {table: after[table] - before[table] for table in TABLES if after[table] != before[table]}


def nothing_written(shop, code, text, /, *, params=None, **more):
    """Sell, expect a no, and find the file as it was."""
    command = shop.command(text, **more)
    before = counts(shop)
    with refused(code, **(params or {})):
        shop.desk.sales.complete(command)
    assert counts(shop) == before
    assert shop.books().tie


def test_a_guest_buys(shop):
    sale = shop.sold("2 x CÀ PHÊ @ 29000; 1 x BÁNH @ 45000 -10%; 1 x BIA @ 35000 vat alcohol; off 5%; cash 200000")
    assert sale.number == "K1-000001"
    assert (sale.goods, sale.discount, sale.due, sale.paid, sale.change) == (138_000, 11_175, 126_825, 200_000, 73_175)
    assert [line.amount for line in sale.lines] == [55_100, 38_475, 33_250]
    assert sale.taxes == (TaxSum(8, 86_644, 6_931), TaxSum(10, 30_227, 3_023))
    assert sale.tenders == (Tender(TenderKind.CASH, 200_000),)
    assert (sale.account_id, sale.loyalty, sale.earned, sale.member_name) == (None, None, 0, "")
    assert (sale.business_date.isoformat(), sale.staff_name) == ("2026-03-02", "Mộc")
    assert shop.books().tie


def test_a_member_buys_and_redeems(shop):
    shop.granted("Lan", 100)
    sale = shop.sold("3 x PHỞ @ 100000; member Lan; redeem 60")
    assert (sale.points, sale.points_value, sale.due, sale.basis, sale.earned) == (60, 6_000, 294_000, 294_000, 29)
    assert [line.earned for line in sale.lines] == [29]
    told = sale.loyalty
    assert (told.available, told.pending, told.debt, told.tier_before, told.tier) == (
        69,
        0,
        0,
        "Thành viên",
        "Thành viên",
    )
    assert (told.qualifying, told.to_next, told.next_tier) == (294_000, 1_706_000, "Bạc")
    assert told.breakdown == (("base", 29),)
    assert (sale.member_name, shop.member("Lan").balance.available) == ("Lan", 69)
    assert shop.books().tie


def test_the_oldest_points_go_first_and_leave_their_trace(shop):
    shop.granted("Lan", 40)
    shop.on("2026-04-02")
    shop.granted("Lan", 60)
    shop.sold("1 x PHỞ @ 100000; member Lan; redeem 50")
    lots = shop.rows("SELECT points, left_points, expires_on FROM lot ORDER BY seq")
    assert lots == [(40, 0, "2027-03-31"), (60, 50, "2027-04-30"), (9, 9, "2027-04-30")]
    assert [points for (points,) in shop.rows("SELECT points FROM lot_move ORDER BY points")] == [-40, -10]
    assert shop.books().tie


def test_a_sale_that_lifts_the_tier_says_so(shop):
    sale = shop.sold("1 x TIỆC @ 2000000; member Lan")
    assert (sale.loyalty.tier_before, sale.loyalty.tier, sale.earned) == ("Thành viên", "Bạc", 200)
    assert shop.rows("SELECT move, tier_before, tier_after, until_after FROM tier_change") == [
        (TierMove.UPGRADE, "member", "silver", "2027-03-31")
    ]
    assert shop.sold("1 x PHỞ @ 100000; member Lan").earned == 12
    assert shop.books().tie


def test_every_room_that_a_sale_passes_gets_its_rows(shop):
    shop.granted("Lan", 100)
    command = shop.command("1 x PHỞ @ 100000; 1 x TRÀ @ 20000; member Lan; redeem 50; card 100000; cash 20000",
                           printer="bar")  # fmt: skip
    shop.desk.orders.save(command.order, command.staff_id)
    before = counts(shop)
    shop.desk.sales.complete(command)
    assert grown(before, counts(shop)) == {
        "sale": 1, "sale_line": 2, "sale_tax": 1, "tender": 2, "cash_movement": 1, "stock_movement": 2,
        "entry": 2, "lot": 1, "lot_move": 1, "operation": 1, "journal": 1, "outbox": 2, "offer": 1,
    }  # fmt: skip
    assert shop.rows("SELECT state FROM open_order") == [("paid",)]
    assert shop.rows("SELECT amount FROM cash_movement WHERE kind = 'sale'") == [(15_000,)]
    assert [qty for (qty,) in shop.rows("SELECT qty FROM stock_movement")] == [-1_000, -1_000]
    assert shop.rows("SELECT points, value, taken FROM offer") == [(100, 10_000, 1)]


def test_paid_by_card_alone_opens_no_drawer(shop):
    sale = shop.sold("1 x PHỞ @ 50000; card 50000", printer="bar")
    assert [job.kind for job in shop.desk.outbox.jobs_of(sale.id)] == ["receipt"]
    assert shop.count("cash_movement", "kind = 'sale'") == 0


def test_without_a_printer_nothing_is_promised(shop):
    assert shop.desk.outbox.jobs_of(shop.sold("1 x PHỞ @ 50000").id) == []


def test_numbers_count_up_without_gaps_past_refusals(shop):
    for number in (1, 2, 3):
        nothing_written(shop, Code.UNDERPAID, "1 x PHỞ @ 50000; cash 1")
        assert shop.sold("1 x PHỞ @ 50000").serial == number
    assert shop.books().tie


@pytest.mark.parametrize(
    ("code", "text", "params"),
    [
        (Code.UNDERPAID, "1 x PHỞ @ 50000; cash 49999", {"missing": 1}),
        (Code.UNDERPAID, "1 x PHỞ @ 50000; card 20000", {"missing": 30_000}),
        (Code.INVALID_AMOUNT, "1 x PHỞ @ 50000; card 50001", {"most": 50_000}),
        (Code.NOT_ALLOWED, f"1 x PHỞ @ 50000 -11%; by {CASHIER}", {"right": "discount", "most": 1_000}),
        (Code.NOT_ALLOWED, f"1 x PHỞ @ 50000; off 5001; by {CASHIER}", {}),
        (Code.UNKNOWN_MEMBER, "1 x PHỞ @ 50000; redeem 60", {}),
        (Code.INSUFFICIENT_POINTS, "1 x PHỞ @ 500000; member Lan; redeem 110", {"available": 100}),
        (Code.BELOW_MINIMUM, "1 x PHỞ @ 500000; member Lan; redeem 40", {"minimum": 50}),
        (Code.NOT_A_STEP, "1 x PHỞ @ 500000; member Lan; redeem 55", {"step": 10}),
        (Code.ABOVE_CAP, "1 x PHỞ @ 11999; member Lan; redeem 60", {}),
        (Code.INVALID_AMOUNT, "1 x PHỞ @ 500000; member Lan; redeem 0", {}),
    ],
)
def test_what_is_refused_writes_nothing(shop, code, text, params):
    shop.granted("Lan", 100)
    nothing_written(shop, code, text, params=params)


def test_managers_discount_without_limit(shop):
    assert shop.sold(f"1 x PHỞ @ 50000 -100%; by {MANAGER}").due == 0


def test_an_empty_order_is_no_sale(shop):
    nothing_written(shop, Code.EMPTY_ORDER, "member Lan")


def test_no_shift_no_sale(shop):
    closed(shop.desk)
    nothing_written(shop, Code.NO_OPEN_SHIFT, "1 x PHỞ @ 50000")
    nothing_written(shop, Code.NO_OPEN_SHIFT, "1 x PHỞ @ 50000", opens_shift=True)


def test_a_sample_shop_opens_its_shift_itself(sample_shop):
    closed(sample_shop.desk)
    sale = sample_shop.sold("1 x PHỞ @ 50000", opens_shift=True)
    assert sale.shift_id == sample_shop.desk.shifts.current().id
    assert sale.is_sample
    nothing_written(sample_shop, Code.UNKNOWN_MEMBER, "1 x PHỞ @ 1; redeem 60")


def test_a_price_that_moved_since_the_screen_showed_it(shop):
    nothing_written(shop, Code.PRICE_CHANGED, "1 x PHỞ @ 50000", params={"due": 50_000}, expected_due=49_000)
    assert shop.sold("1 x PHỞ @ 50000", expected_due=50_000).due == 50_000


def test_a_seller_and_a_member_of_nobody(shop):
    nothing_written(shop, Code.UNKNOWN_USER, "1 x PHỞ @ 50000", staff_id="nobody")
    command = shop.command("1 x PHỞ @ 50000")
    with refused(Code.UNKNOWN_MEMBER):
        shop.desk.sales.complete(replace(command, order=replace(command.order, account_id="nobody")))


def test_a_blocked_member_neither_earns_nor_redeems(shop):
    shop.granted("Lan", 100)
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE member SET blocked = 1")
    assert shop.sold("1 x PHỞ @ 100000; member Lan").earned == 0
    with refused(Code.MEMBER_BLOCKED):
        shop.sold("1 x PHỞ @ 100000; member Lan; redeem 60")
    assert shop.count("sale") == 1


def test_fully_paid_with_points_earns_nothing_and_writes_no_accrual(shop):
    """The default programme stops at half; what earns nothing leaves no row either way."""
    assert shop.sold("1 x PHỞ @ 9999; member Lan").earned == 0
    assert shop.count("entry") == 0
    assert shop.books().tie


def test_the_sixth_order_of_a_day_earns_nothing_and_is_flagged(shop):
    earned = [shop.sold("1 x PHỞ @ 100000; member Lan").earned for _ in range(6)]
    assert earned == [10, 10, 10, 10, 10, 0]
    assert shop.rows("SELECT reason FROM accrual_flag") == [("orders_per_day",)]
    shop.on("2026-03-03")
    assert shop.sold("1 x PHỞ @ 100000; member Lan").earned == 10
    assert shop.books().tie


def test_the_free_value_of_a_day_counts_earlier_orders(shop):
    shop.granted("Lan", 3_000)
    shop.sold("1 x TIỆC @ 300000; member Lan; redeem 950")
    nothing_written(shop, Code.CARD_REQUIRED, "1 x PHỞ @ 100000; member Lan; redeem 60")
    assert shop.sold("1 x PHỞ @ 100000; member Lan by card; redeem 60").points == 60
    shop.on("2026-03-03")
    assert shop.sold("1 x TIỆC @ 300000; member Lan; redeem 1000").points == 1_000
    assert shop.books().tie


def test_midnight_in_the_middle_of_a_payment(shop):
    began = moment("2026-03-02 23:59")
    shop.on("2026-03-03 00:01")
    sale = shop.sold("1 x PHỞ @ 50000", began_at=began)
    assert sale.business_date.isoformat() == "2026-03-02"
    assert sale.at == moment("2026-03-03 00:01")
    assert shop.sold("1 x PHỞ @ 50000").business_date.isoformat() == "2026-03-03"


def test_the_vat_of_the_new_year(shop):
    shop.on("2026-12-31 23:59")
    command = shop.command("1 x PHỞ @ 108000", began_at=moment("2026-12-31 23:59"))
    shop.on("2027-01-01 00:01")
    assert shop.desk.sales.complete(command).sale.taxes == (TaxSum(8, 100_000, 8_000),)
    assert shop.sold("1 x PHỞ @ 108000").taxes == (TaxSum(10, 98_182, 9_818),)


# --- retries ---


def test_a_retry_gives_the_first_answer(shop):
    shop.granted("Lan", 100)
    command = shop.command("3 x PHỞ @ 100000; member Lan; redeem 60", printer="bar")
    first = shop.desk.sales.complete(command)
    before = counts(shop)
    for _ in range(3):
        again = shop.desk.sales.complete(command)
        assert again.is_repeat
        assert again.sale == first.sale
    assert counts(shop) == before
    assert not first.is_repeat
    assert shop.books().tie


def test_a_retry_after_a_restart_and_a_day(shop):
    command = shop.command("1 x PHỞ @ 100000; member Lan")
    first = shop.desk.sales.complete(command)
    shop.reopen()
    shop.on("2026-03-05")
    again = shop.desk.sales.complete(command)
    assert (again.is_repeat, again.sale) == (True, first.sale)


def test_an_answer_lost_on_its_way_is_asked_for_again(shop):
    """The commit went through, the cashier saw an error, the same order is sent again."""
    command = shop.command("1 x PHỞ @ 100000; member Lan")

    def lost(*_):
        raise ConnectionError

    with pytest.MonkeyPatch.context() as cut:
        cut.setattr("pos_desktop.services.selling.sales.Completed", lost)
        cut.setattr("pos_desktop.storage.db.Db._check_file", lambda _self: None)
        with pytest.raises(ConnectionError):
            shop.desk.sales.complete(command)
    assert shop.count("sale") == 0, "inside the transaction nothing is acknowledged"
    assert not shop.desk.sales.complete(command).is_repeat
    assert shop.count("sale") == 1


def test_an_id_with_another_body_is_refused(shop):
    command = shop.command("1 x PHỞ @ 100000")
    shop.desk.sales.complete(command)
    before = counts(shop)
    for other in (
        replace(command, order=shop.order("2 x PHỞ @ 100000")),
        replace(command, tenders=(Tender(TenderKind.CASH, 200_000),)),
        replace(command, staff_id=shop.person(MANAGER).id),
        replace(command, fingerprint="other"),
    ):
        with refused(Code.ID_REUSED, id=command.id):
            shop.desk.sales.complete(other)
    assert counts(shop) == before


def test_a_refused_operation_may_be_sent_again_with_enough_money(shop):
    command = shop.command("1 x PHỞ @ 50000; cash 1")
    with refused(Code.UNDERPAID):
        shop.desk.sales.complete(command)
    assert shop.desk.sales.complete(replace(command, tenders=(Tender(TenderKind.CASH, 50_000),))).sale.serial == 1


def test_a_locked_database_writes_nothing_and_the_same_id_goes_through_later(shop):
    command = shop.command("1 x PHỞ @ 50000")
    before = counts(shop)
    with shop.held(), in_trouble(Trouble.DATABASE_LOCKED):
        shop.desk.sales.complete(command)
    assert counts(shop) == before
    assert shop.desk.sales.complete(command).sale.serial == 1


# --- reading back ---


def test_a_sale_reads_back_as_it_was_answered(shop):
    first = shop.sold("0.350 x TÔM @ 189000; 2 x PHỞ @ 50000 -5%; member Lan; cash 500000")
    assert shop.desk.sales.get(first.id) == first == shop.desk.sales.last()
    second = shop.sold("1 x PHỞ @ 50000")
    assert shop.desk.sales.last() == second
    with refused(Code.UNKNOWN_SALE):
        shop.desk.sales.get("nobody")


def test_an_empty_till_has_no_last_sale(shop):
    assert shop.desk.sales.last() is None


def test_the_first_answer_without_selling(shop):
    command = shop.command("1 x PHỞ @ 50000", fingerprint="f")
    assert shop.desk.sales.first_answer(command.id, "f") is None
    sale = shop.desk.sales.complete(command).sale
    assert shop.desk.sales.first_answer(command.id, "f") == sale
    with refused(Code.ID_REUSED):
        shop.desk.sales.first_answer(command.id, "g")


def test_a_receipts_code_is_signed(shop):
    sale = shop.sold("1 x PHỞ @ 50000")
    code = shop.desk.sales.receipt_code(sale)
    assert codes.is_signed(code, shop.till.keys.codes, int(code[2]), "receipt")
    assert code.startswith("2810010000001")


def test_what_was_on_the_order_stays_on_the_sale(shop):
    order = shop.order("1 x PHỞ @ 50000")
    order = replace(order.with_line_note(1, "không hành"), table="B7", note="mang đi")
    sale = shop.desk.sales.complete(replace(shop.command("1 x PHỞ @ 1"), order=order)).sale
    assert (sale.table, sale.note, sale.lines[0].note) == ("B7", "mang đi", "không hành")


def test_an_order_of_an_older_programme_keeps_it(shop):
    """An open order keeps the version of its opening."""
    from pos_desktop.loyalty.programme import EarnRate, Programme, to_plain
    from pos_desktop.storage.types import canonical

    order = shop.order("1 x PHỞ @ 100000; member Lan")
    newer = canonical(to_plain(Programme(version=2, earn=EarnRate(5, 10_000))))
    with shop.till.db.write() as tx:
        tx.exec_driver_sql(
            "INSERT INTO programme_version (id, shop_id, version, definition, valid_from, at) "
            "VALUES (?, ?, 2, ?, ?, ?)",
            ("p2", shop.till.shop.id, newer, "2026-03-02", "2026-03-02T02:00:00.000000Z"),
        )
    assert shop.desk.sales.complete(replace(shop.command("1 x PHỞ @ 1"), order=order)).sale.earned == 10
    assert shop.desk.catalogue.load().programme.version == 2
    newer_order = replace(shop.order("1 x PHỞ @ 100000; member Lan"), programme_version=2)
    assert shop.desk.sales.complete(replace(shop.command("1 x PHỞ @ 1"), order=newer_order)).sale.earned == 50


def test_an_order_opened_long_ago_is_sold_today(shop):
    order = replace(shop.order("1 x PHỞ @ 100000"), opened_at=OPENED - timedelta(days=1))
    assert isinstance(order, Order)
    sale = shop.desk.sales.complete(replace(shop.command("1 x PHỞ @ 1"), order=order)).sale
    assert sale.business_date.isoformat() == "2026-03-02"


def test_two_clicks_at_once_make_one_sale(shop):
    """The same command from two threads, as a double click or an impatient retry sends it."""
    command = shop.command("1 x PHỞ @ 100000; member Lan")
    together = threading.Barrier(2, timeout=10)

    def click() -> bool:
        together.wait()
        return shop.desk.sales.complete(command).is_repeat

    with ThreadPoolExecutor(2) as hands:
        repeats = [click.result() for click in [hands.submit(click) for _ in range(2)]]
    assert sorted(repeats) == [False, True]
    assert shop.count("sale") == 1
    assert shop.books().tie


def test_an_order_becomes_one_sale_whatever_the_operations_are_called(shop):
    command = shop.command("1 x PHỞ @ 100000")
    shop.desk.sales.complete(command)
    with refused(Code.ID_REUSED, id=command.order.id):
        shop.desk.sales.complete(replace(command, id="another"))
    assert shop.rows("SELECT count(*), max(number) FROM sale") == [(1, 1)]
    assert shop.rows("SELECT value FROM counter WHERE kind = 'receipt'") == [(1,)]
