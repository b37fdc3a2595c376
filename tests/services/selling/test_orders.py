"""The open order: kept at every change, there again after a crash, and what was given up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.redemption import Allowed, Limit
from pos_desktop.selling.tenders import Tender, TenderKind
from tests.support.refusals import refused


def save(shop, order, reserved=0):
    shop.desk.orders.save(order, shop.person().id, reserved)


def test_a_new_order_writes_nothing(shop):
    with shop.statements() as sent:
        order = shop.desk.orders.new(1)
    assert sent == []
    assert order.is_empty
    assert shop.desk.orders.recover() is None


def test_a_saved_order_is_back_after_a_restart_as_it_stood(shop):
    order = shop.order("2 x PHỞ @ 50000 -10%; 0.350 x TÔM @ 189000; member Lan by card; redeem 60; off 5%")
    save(shop, order)
    save(shop, order.with_qty(1, 3_000))
    shop.reopen()
    assert shop.desk.orders.recover() == order.with_qty(1, 3_000)
    assert shop.rows("SELECT revision FROM open_order") == [(1,)]


def test_what_the_next_program_adds_is_not_lost_on_recovery(shop):
    order = replace(shop.order("1 x PHỞ @ 50000"), note="bàn ngoài")
    save(shop, order)
    assert shop.desk.orders.recover().note == "bàn ngoài"


def test_a_paid_order_does_not_come_back(shop):
    command = shop.command("1 x PHỞ @ 50000")
    save(shop, command.order)
    shop.desk.sales.complete(command)
    assert shop.desk.orders.recover() is None


@pytest.mark.parametrize("saved_before", [True, False])
def test_a_late_autosave_wakes_no_paid_order(shop, saved_before):
    command = shop.command("1 x PHỞ @ 50000")
    if saved_before:
        save(shop, command.order)
    shop.desk.sales.complete(command)
    save(shop, command.order)
    assert shop.desk.orders.recover() is None


def test_a_late_autosave_wakes_no_dropped_order(shop):
    order = shop.order("1 x PHỞ @ 50000")
    shop.desk.orders.drop(order, 50_000, shop.person().id)
    save(shop, order)
    assert shop.desk.orders.recover() is None
    assert shop.rows("SELECT state FROM open_order") == [("dropped",)]


def test_an_order_that_was_given_up_is_kept_with_its_reason(shop):
    order = shop.order("2 x PHỞ @ 50000; member Lan")
    save(shop, order, reserved=60)
    offered = Allowed(60, Limit.BALANCE, 6_000)
    shop.desk.orders.drop(order, 100_000, shop.person().id, step="payment", reason="khách  quên\nví", offered=offered)
    assert shop.rows("SELECT step, reason, due, business_date FROM dropped_order") == [
        ("payment", "khách quên ví", 100_000, "2026-03-02")
    ]
    assert shop.rows("SELECT points, value, taken FROM offer") == [(60, 6_000, 0)]
    assert shop.count("reservation") == 0
    shop.desk.orders.drop(order, 100_000, shop.person().id)
    assert shop.count("dropped_order") == 1
    assert shop.books().tie


def test_an_empty_order_is_not_worth_keeping(shop):
    shop.desk.orders.drop(shop.desk.orders.new(1), 0, shop.person().id)
    assert shop.count("dropped_order") == 0


def test_dropping_an_order_that_was_paid_changes_nothing(shop):
    command = shop.command("1 x PHỞ @ 50000")
    save(shop, command.order)
    shop.desk.sales.complete(command)
    shop.desk.orders.drop(command.order, 50_000, command.staff_id)
    assert (shop.count("dropped_order"), shop.rows("SELECT state FROM open_order")) == (0, [("paid",)])


def test_a_reason_that_is_no_text_is_refused_whole(shop):
    with refused(Code.INVALID_TEXT):
        shop.desk.orders.drop(shop.order("1 x PHỞ @ 50000"), 50_000, shop.person().id, reason="a\0b")
    assert shop.count("open_order") == shop.count("dropped_order") == 0


# --- reservations ---


def available(shop, order_id=None):
    account = shop.member("Lan").row.account_id
    picture = shop.desk.members.picture(account, for_order=order_id).account
    return picture.balance(30).available - picture.reserved


def test_points_that_one_order_holds_are_not_there_for_another(shop):
    shop.granted("Lan", 200)
    order = shop.order("1 x TIỆC @ 300000; member Lan; redeem 150")
    save(shop, order, reserved=150)
    assert available(shop) == 50
    assert available(shop, order.id) == 200
    with refused(Code.INSUFFICIENT_POINTS, available=50):
        shop.sold("1 x TIỆC @ 300000; member Lan; redeem 60")
    assert shop.sold("1 x TIỆC @ 300000; member Lan; redeem 50").points == 50


def test_an_order_redeems_what_it_holds_itself(shop):
    shop.granted("Lan", 200)
    command = shop.command("1 x TIỆC @ 400000; member Lan by card; redeem 200")
    save(shop, command.order, reserved=200)
    assert shop.desk.sales.complete(command).sale.points == 200
    assert shop.count("reservation") == 0
    assert shop.books().tie


def test_a_reservation_ends_by_itself_and_is_renewed_by_every_save(shop):
    shop.granted("Lan", 200)
    order = shop.order("1 x TIỆC @ 300000; member Lan; redeem 150")
    save(shop, order, reserved=150)
    shop.clock.set(shop.clock.now() + timedelta(minutes=14, seconds=59))
    assert available(shop) == 50
    save(shop, order, reserved=150)
    shop.clock.set(shop.clock.now() + timedelta(minutes=14, seconds=59))
    assert available(shop) == 50
    shop.clock.set(shop.clock.now() + timedelta(seconds=1))
    assert available(shop) == 200


def test_another_wish_replaces_the_reservation_and_none_takes_it_away(shop):
    shop.granted("Lan", 200)
    order = shop.order("1 x TIỆC @ 300000; member Lan")
    save(shop, order, reserved=150)
    save(shop, order, reserved=100)
    assert available(shop) == 100
    save(shop, order)
    assert available(shop) == 200
    save(shop, order.without_member(), reserved=100)
    assert shop.count("reservation") == 0


# --- promised tenders ---


def test_a_card_tender_is_kept_before_anybody_is_asked(shop):
    order = shop.order("1 x PHỞ @ 50000")
    tender_id = shop.desk.orders.promise_tender(order, Tender(TenderKind.CARD, 50_000))
    shop.reopen()
    (waiting,) = shop.desk.orders.promised(order.id)
    assert (waiting.id, waiting.tender, waiting.confirmed) == (tender_id, Tender(TenderKind.CARD, 50_000), False)


def test_a_promised_tender_is_resolved_once(shop):
    order = shop.order("1 x PHỞ @ 50000")
    orders = shop.desk.orders
    paid = orders.promise_tender(order, Tender(TenderKind.BANK_QR, 30_000))
    failed = orders.promise_tender(order, Tender(TenderKind.CARD, 20_000))
    orders.resolve_tender(paid, confirmed=True, ref="FT123")
    orders.resolve_tender(failed, confirmed=False)
    orders.resolve_tender(paid, confirmed=False)
    orders.resolve_tender(failed, confirmed=True)
    (kept,) = orders.promised(order.id)
    assert (kept.id, kept.tender, kept.confirmed) == (paid, Tender(TenderKind.BANK_QR, 30_000, "FT123"), True)
    assert [state for (state,) in shop.rows("SELECT state FROM pending_tender ORDER BY at, id")].count("failed") == 1


def test_a_reference_is_text_of_bounded_length(shop):
    order = shop.order("1 x PHỞ @ 50000")
    tender_id = shop.desk.orders.promise_tender(order, Tender(TenderKind.CARD, 50_000))
    with refused(Code.INVALID_TEXT):
        shop.desk.orders.resolve_tender(tender_id, confirmed=True, ref="x" * 81)
    assert not shop.desk.orders.promised(order.id)[0].confirmed


def test_a_part_in_cash_is_kept_until_it_is_handed_back(shop):
    order, orders = shop.order("1 x PHỞ @ 50000"), shop.desk.orders
    orders.keep_part(order, first := shop.till.ids(), Tender(TenderKind.CASH, 20_000))
    orders.keep_part(order, second := shop.till.ids(), Tender(TenderKind.CASH, 10_000))
    shop.reopen()
    assert {(kept.id, kept.confirmed) for kept in shop.desk.orders.promised(order.id)} == {
        (first, True),
        (second, True),
    }
    for _time in range(2):
        shop.desk.orders.return_part(second)
    assert [kept.id for kept in shop.desk.orders.promised(order.id)] == [first]


def test_a_card_that_paid_cannot_be_handed_back_as_cash(shop):
    order, orders = shop.order("1 x PHỞ @ 50000"), shop.desk.orders
    orders.resolve_tender(paid := orders.promise_tender(order, Tender(TenderKind.CARD, 30_000)), confirmed=True)
    orders.return_part(paid)
    assert [kept.id for kept in orders.promised(order.id)] == [paid]


def test_an_order_that_is_given_up_hands_its_cash_back_and_remembers_the_card(shop):
    order, orders = shop.order("1 x PHỞ @ 50000"), shop.desk.orders
    save(shop, order)
    orders.keep_part(order, shop.till.ids(), Tender(TenderKind.CASH, 20_000))
    orders.resolve_tender(paid := orders.promise_tender(order, Tender(TenderKind.CARD, 30_000)), confirmed=True)
    orders.drop(order, 50_000, shop.person().id)
    assert [kept.id for kept in orders.promised(order.id)] == [paid]
