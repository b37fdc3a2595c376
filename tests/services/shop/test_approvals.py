"""Another person's word: whose it may be, for what, how long, how often; and what stands in the journal."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.shop.approvals import Approvals, Approve
from pos_desktop.services.shop.people import People
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, QUICK


@pytest.fixture
def approvals(shop):
    return Approvals(shop.till, People(shop.till, QUICK).proof)


def wanted(shop, subject="order", **more):
    known = {"id": f"ask-{subject}-{len(more)}", "right": "discount", "asked_by": shop.person().id,
             "approver_id": shop.person(MANAGER).id, "amount": 2_500}  # fmt: skip
    return Approve(subject=subject, **{**known, **more})


def given(shop, approvals, subject="order", **more):
    return approvals.by_pin(wanted(shop, subject, **more), PINS[MANAGER])


def discounted(shop, percent="-25%", **more):
    return shop.command(f"1 x PHỞ @ 100000 {percent}; by {CASHIER}", **more)


def test_a_discount_above_the_limit_is_sold_with_a_manager_s_word(shop, approvals):
    command = discounted(shop)
    with refused(Code.NOT_ALLOWED, right="discount", needs_approval=True, most=1_000):
        shop.desk.sales.complete(command)
    approved = given(shop, approvals, command.order.id)
    assert approved.approver == MANAGER
    done = shop.desk.sales.complete(replace(command, approval=approved.id))
    assert done.sale.due == 75_000
    assert shop.desk.sales.complete(replace(command, approval=approved.id)).is_repeat
    assert shop.books().tie


def test_both_names_stand_in_the_journal_when_it_is_given_and_when_it_is_used(shop, approvals):
    command = discounted(shop)
    approved = given(shop, approvals, command.order.id)
    shop.desk.sales.complete(replace(command, approval=approved.id))
    told = shop.rows("SELECT kind, staff_id, body FROM journal WHERE kind LIKE 'approv%' ORDER BY seq")
    manager, cashier = shop.person(MANAGER).id, shop.person().id
    assert [(kind, staff_id) for kind, staff_id, _body in told] == [("approved", manager), ("approval_used", cashier)]
    for _kind, _staff_id, body in told:
        assert (json.loads(body)["asked_by"], json.loads(body)["approved_by"]) == (cashier, manager)


def test_it_is_used_once(shop, approvals):
    sale = shop.sold("2 x PHỞ @ 50000")
    approved = given(shop, approvals, sale.id, right="refund", amount=50_000)
    by = {"staff_id": shop.person().id, "approval": approved.id}
    assert shop.returned(sale, "1 x PHỞ", **by).money == 50_000
    with refused(Code.APPROVAL_USED):
        shop.returned(sale, "1 x PHỞ", **by)
    assert shop.count("refund") == 1


def test_what_is_refused_afterwards_leaves_it_unused(shop, approvals):
    command = discounted(shop)
    approved = given(shop, approvals, command.order.id)
    with refused(Code.PRICE_CHANGED):
        shop.desk.sales.complete(replace(command, approval=approved.id, expected_due=1))
    assert shop.count("approval_use") == 0
    shop.desk.sales.complete(replace(command, approval=approved.id))
    assert shop.count("approval_use") == 1


@pytest.mark.parametrize(
    "more",
    [{"subject": "another order"}, {"right": "price"}, {"amount": 2_400}, {"amount": None}, {"asked_by": "owner"}],
    ids=str,
)  # fmt: skip
def test_it_is_for_one_person_and_one_thing_and_no_more_of_it(shop, approvals, more):
    command = discounted(shop)
    if "asked_by" in more:
        more = {"asked_by": shop.person(OWNER).id}
    approved = given(shop, approvals, **{"subject": command.order.id, **more})
    with refused(Code.APPROVAL_OTHER):
        shop.desk.sales.complete(replace(command, approval=approved.id))
    with refused(Code.APPROVAL_OTHER):
        shop.desk.sales.complete(replace(command, approval="nothing"))


def test_two_minutes(shop, approvals):
    command = discounted(shop)
    approved = given(shop, approvals, command.order.id)
    assert approved.until == shop.clock.now() + timedelta(minutes=2)
    shop.clock.set(approved.until)
    with refused(Code.APPROVAL_EXPIRED):
        shop.desk.sales.complete(replace(command, approval=approved.id))
    shop.clock.set(approved.until - timedelta(seconds=1))
    shop.desk.sales.complete(replace(command, approval=approved.id))


def test_a_clock_set_back_gives_no_more_time(shop, approvals):
    command = discounted(shop)
    approved = given(shop, approvals, command.order.id)
    shop.clock.put(shop.clock.now() - timedelta(hours=1))
    with refused(Code.APPROVAL_EXPIRED):
        shop.desk.sales.complete(replace(command, approval=approved.id))


def test_taken_up_at_once_it_holds_for_the_order_as_long_as_the_order_is_open(shop, approvals):
    command = discounted(shop)
    approved = given(shop, approvals, command.order.id)
    approvals.take_up(approved.id, command.order.id, command.staff_id)
    approvals.take_up(approved.id, command.order.id, command.staff_id)
    assert approvals.lent("discount", command.order.id) == 2_500
    shop.clock.set(shop.clock.now() + timedelta(hours=1))
    with refused(Code.NOT_ALLOWED):
        more = discounted(shop, "-26%")
        shop.desk.sales.complete(replace(more, order=replace(more.order, id=command.order.id)))
    assert shop.desk.sales.complete(command).sale.due == 75_000
    other = discounted(shop)
    with refused(Code.APPROVAL_USED):
        approvals.take_up(approved.id, other.order.id, command.staff_id)


def test_nobody_approves_for_themselves(shop, approvals):
    manager = shop.person(MANAGER).id
    with refused(Code.SAME_PERSON):
        given(shop, approvals, asked_by=manager)
    code = shop.desk.badges.issue("b1", manager, shop.person(OWNER).id)
    with refused(Code.SAME_PERSON):
        approvals.by_badge(wanted(shop, asked_by=manager, approver_id=""), code)
    assert shop.count("approval") == 0


def test_the_approver_needs_the_right_themselves_and_as_much(shop, approvals):
    cashier = shop.person().id
    with refused(Code.NOT_ALLOWED, right="refund"):
        ask = wanted(shop, right="refund", amount=1, approver_id=cashier, asked_by=shop.person(MANAGER).id)
        approvals.by_pin(ask, PINS[CASHIER])
    assert [person.name for person in approvals.who("discount", cashier, 5_000)] == [MANAGER, OWNER]
    assert [person.name for person in approvals.who("discount", shop.person(MANAGER).id, 500)] == [CASHIER, OWNER]
    assert shop.count("approval") == 0


def test_a_wrong_pin_counts_as_the_approver_s(shop, approvals):
    for _ in range(5):
        with refused(Code.WRONG_PIN):
            approvals.by_pin(wanted(shop), "739182")
    with refused(Code.PIN_LOCKED):
        approvals.by_pin(wanted(shop), PINS[MANAGER])
    with refused(Code.PIN_LOCKED):
        People(shop.till, QUICK).sign_in(shop.person(MANAGER).id, PINS[MANAGER])
    assert shop.rows("SELECT name FROM staff WHERE failed_pins > 0") == [(MANAGER,)]


def test_a_badge_is_as_good_as_a_pin(shop, approvals):
    command = discounted(shop)
    code = shop.desk.badges.issue("b1", shop.person(MANAGER).id, shop.person(OWNER).id)
    approved = approvals.by_badge(wanted(shop, command.order.id, approver_id=""), code)
    assert approved.approver == MANAGER
    shop.desk.sales.complete(replace(command, approval=approved.id))
    assert shop.rows("SELECT way FROM approval") == [("badge",)]


def test_two_tills_use_it_once(shop, approvals):
    """Both hold the same word for the same sale; the second finds it used."""
    sale = shop.sold("2 x PHỞ @ 50000")
    approved = given(shop, approvals, sale.id, right="refund", amount=100_000)
    by = {"staff_id": shop.person().id, "approval": approved.id}
    first, second = shop.returning(sale, "1 x PHỞ", **by), shop.returning(sale, "1 x PHỞ", **by)
    previews = [shop.desk.refunds.preview(command) for command in (first, second)]
    assert all(preview.quote.money.money == 50_000 for preview in previews)
    shop.desk.refunds.refund(first)
    shop.reopen()
    with refused(Code.APPROVAL_USED):
        shop.desk.refunds.refund(second)
    assert shop.desk.refunds.refund(first).is_repeat
    assert shop.books().tie


def test_the_second_person_of_an_adjustment_may_be_an_approval(shop, approvals):
    manager, account = shop.person(MANAGER).id, shop.member("Lan Anh").row.account_id
    big = {"staff_id": manager, "points": 1_000_000}
    with refused(Code.SECOND_PERSON):
        shop.adjusted("Lan Anh", **big)
    ask = wanted(shop, account, right="points", amount=1_000_000, asked_by=manager, approver_id=shop.person(OWNER).id)
    approved = approvals.by_pin(ask, PINS[OWNER])
    assert shop.adjusted("Lan Anh", approval=approved.id, **big).available == 1_000_000
    with refused(Code.APPROVAL_USED):
        shop.adjusted("Lan Anh", approval=approved.id, **big)
    assert shop.books().tie
