"""The staff-risk report over planted people: every sign is found, with its receipt, and only where it was done."""

from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core import codes
from pos_desktop.core.errors import Code
from pos_desktop.insight.staff_risk import LEAST_SALES
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.permissions import price_cut
from pos_desktop.selling.promotions import Promotion
from pos_desktop.selling.shift import CashMovementKind
from pos_desktop.services.members.points.attaching import Attach
from pos_desktop.services.office.staff_risk import Sign, StaffRisk
from pos_desktop.services.shop.shifts import MoveCash
from pos_desktop.storage.queries.staff_risk import EVERY
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER

DAY = date(2026, 3, 2)


def sold(shop, text, who):
    return shop.sold(f"{text}; by {who}")


@pytest.fixture
def honest(shop):
    """Hoa sells much and does nothing odd."""
    shop.granted("Lan", 5_000)
    for _n in range(LEAST_SALES):
        sold(shop, "1 x PHỞ @ 55000", MANAGER)
        sold(shop, "1 x PHỞ @ 55000", CASHIER)
    return shop


def report(shop, since=DAY, through=DAY, who=MANAGER):
    return StaffRisk(shop.till).report(since, through, shop.person(who).id)


def counted(shop):
    found = report(shop)
    names = found.names
    return {(names[one.staff_id], rate.sign): rate.cases for one in found.people for rate in one.rates if rate.cases}


def cases(shop, sign, who=CASHIER):
    risk = StaffRisk(shop.till)
    found = risk.cases(report(shop), shop.person(who).id, sign, shop.person(MANAGER).id)
    return [(case.number, case.who.split(" (")[0], case.amount) for case in found]


def test_nothing_odd_is_nothing(honest):
    assert counted(honest) == {}
    assert [one.sales for one in report(honest).people] == [LEAST_SALES, LEAST_SALES]


def test_discounts_by_hand_with_what_they_took(honest):
    made = [sold(honest, "1 x PHỞ @ 50000 -10%", CASHIER) for _n in range(3)]
    assert counted(honest) == {(CASHIER, Sign.DISCOUNT): 3}
    assert cases(honest, Sign.DISCOUNT) == [(sale.number, "", 5_000) for sale in reversed(made)]
    [first, second] = report(honest).people
    assert [rate.sign for rate in first.marked] == [Sign.DISCOUNT]
    assert second.marked == ()


def test_what_a_rule_takes_off_is_nobodys(honest):
    honest.under(promotions=(Promotion("p1", "Giờ vàng", benefit=Benefit(percent=1_000)),))
    sale = sold(honest, "1 x PHỞ @ 50000", CASHIER)
    assert sale.discount == 5_000
    assert counted(honest) == {}


def test_redemption_without_a_scan(honest):
    made = sold(honest, "1 x PHỞ @ 50000; member Lan; redeem 60", CASHIER)
    sold(honest, "1 x PHỞ @ 50000; member Lan by card; redeem 60", MANAGER)
    assert counted(honest) == {(CASHIER, Sign.UNSCANNED): 1}
    assert cases(honest, Sign.UNSCANNED) == [(made.number, "Lan", 6_000)]


def test_many_bills_of_one_member_on_one_day(honest):
    made = [sold(honest, "1 x PHỞ @ 50000; member Lan", CASHIER) for _n in range(4)]
    sold(honest, "1 x PHỞ @ 50000; member Lan", MANAGER)
    assert counted(honest) == {(CASHIER, Sign.MANY_BILLS): 2}
    assert [number for number, _who, _due in cases(honest, Sign.MANY_BILLS)] == [made[3].number, made[2].number]
    honest.on("2026-03-03 09:00")
    sold(honest, "1 x PHỞ @ 50000; member Lan", CASHIER)
    assert report(honest, date(2026, 3, 3), date(2026, 3, 3)).people[0].rates[1].cases == 0


def test_refunds_and_voids_of_sales_that_brought_points(honest):
    plain = sold(honest, "1 x PHỞ @ 50000", CASHIER)
    members = sold(honest, "1 x PHỞ @ 50000; member Lan", CASHIER)
    other = sold(honest, "1 x PHỞ @ 70000", CASHIER)
    manager = honest.person(MANAGER).id
    honest.voided(plain, staff_id=manager)
    honest.voided(members, staff_id=manager)
    honest.returned(other, staff_id=manager)
    assert counted(honest) == {(MANAGER, Sign.VOID_AFTER): 1, (MANAGER, Sign.REFUND): 1}
    assert cases(honest, Sign.VOID_AFTER, MANAGER) == [(members.number, "Lan", 50_000)]
    assert cases(honest, Sign.REFUND, MANAGER) == [(other.number, "", 70_000)]


def test_a_member_put_on_a_sale_later(honest):
    sale = sold(honest, "1 x PHỞ @ 50000", CASHIER)
    claim = codes.claim_token(sale.register_number, sale.serial, honest.till.keys.codes)
    account_id = honest.member("Lan").row.account_id
    honest.desk.attaching.attach(Attach("late", claim, account_id, honest.person(CASHIER).id))
    assert counted(honest) == {(CASHIER, Sign.LATE_ATTACH): 1}
    assert cases(honest, Sign.LATE_ATTACH) == [(sale.number, "Lan", 50_000)]


def test_the_drawer_opened_without_a_sale(honest):
    wanted = MoveCash("d1", honest.person(MANAGER).id, CashMovementKind.NO_SALE, reason="đổi tiền lẻ")
    honest.desk.shifts.move(wanted)
    assert counted(honest) == {(MANAGER, Sign.NO_SALE): 1}
    assert cases(honest, Sign.NO_SALE, MANAGER) == [("", "", 0)]


def test_prices_by_hand(honest):
    command = honest.command(f"2 x PHỞ @ 60000; by {OWNER}")
    [line] = command.order.lines
    sale = honest.desk.sales.complete(replace(command, order=command.order.with_price(line.key, 50_000))).sale
    assert counted(honest) == {(OWNER, Sign.PRICE): 1}
    assert cases(honest, Sign.PRICE, OWNER) == [(sale.number, "", 20_000)]


def test_what_is_sold_dearer_hides_no_price_by_hand(honest):
    """The dear line may be given back on another day."""
    command = honest.command(f"1.5 x ÁO @ 60001; 1 x KHĂN @ 10000; by {OWNER}")
    shirt, cloth = command.order.lines
    order = command.order.with_price(shirt.key, 20_000).with_price(cloth.key, 70_002)
    sale = honest.desk.sales.complete(replace(command, order=order)).sale
    assert cases(honest, Sign.PRICE, OWNER) == [(sale.number, "", price_cut(order))] == [(sale.number, "", 60_002)]


def test_ones_own_card_brings_nothing_and_shows(honest):
    lan = honest.member("Lan")
    with honest.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE staff SET member_id = ? WHERE name = ?", (lan.row.id, CASHIER))
    own = sold(honest, "1 x PHỞ @ 500000; member Lan", CASHIER)
    others = sold(honest, "1 x PHỞ @ 500000; member Lan", MANAGER)
    assert (own.earned, others.earned > 0) == (0, True)
    assert counted(honest) == {(CASHIER, Sign.OWN_CARD): 1}
    assert cases(honest, Sign.OWN_CARD) == [(own.number, "Lan", 500_000)]


def test_every_sign_is_looked_for():
    assert sorted(EVERY) == sorted(Sign)


def test_who_may_not_and_days_that_are_none(honest):
    with refused(Code.NOT_ALLOWED, right="reports"):
        report(honest, who=CASHIER)
    with refused(Code.MALFORMED, field="to"):
        report(honest, date(2026, 3, 3), DAY)


def test_the_report_asks_as_much_however_much_was_sold(honest):
    with honest.statements() as asked:
        report(honest, who=OWNER)
    assert len(asked) == 2 + 1 + len(EVERY) + 1  # the reader, the sales, the signs, the names
