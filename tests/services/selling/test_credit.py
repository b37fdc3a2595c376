"""What members owe: charged within a limit, paid oldest first, earned when paid, less by goods that come back."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.documents.shift_report import shift_report
from pos_desktop.loyalty.programme import Shortfall
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.refund import RefundTo
from pos_desktop.selling.shift_report import ApartSum
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.members.erasing import Erase
from pos_desktop.services.members.merging import Merge, Unmerge
from pos_desktop.services.selling.credit import SetLimit, WriteOff
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.wording import in_language
from tests.support.refusals import refused
from tests.support.shifts import closed
from tests.support.shop import CASHIER, MANAGER, OWNER


def account(shop, name="Lan"):
    return shop.member(name).row.account_id


def limited(shop, amount=500_000, name="Lan"):
    command = SetLimit(shop.till.ids(), account(shop, name), amount, shop.person(MANAGER).id, "khách quen")
    return shop.desk.credit.set_limit(command)


def owing(shop, text="2 x PHỞ @ 50000; member Lan", amount=100_000, **more):
    """Buy on credit as the manager, who may."""
    known = {"staff_id": shop.person(MANAGER).id, "tenders": (Tender(TenderKind.ON_CREDIT, amount),)}
    return shop.sold(text, **{**known, **more})


def paying(shop, amount, name="Lan", **more):
    order = shop.order(f"1 x TRÀ @ 10000; member {name}")
    order = shop.desk.credit.paying(order.without(order.lines[0].key), amount)
    known = {"id": shop.till.ids(), "order": order, "staff_id": shop.person(CASHIER).id}
    return shop.desk.sales.complete(CompleteSale(**{**known, **more})).sale


def owed(shop, name="Lan"):
    return shop.desk.credit.picture(account(shop, name)).owed


def entries(shop):
    return shop.rows("SELECT kind, amount FROM debt_entry ORDER BY at, seq")


def test_a_member_with_a_limit_buys_on_credit_and_earns_nothing_yet(shop):
    limited(shop)
    sale = owing(shop)

    picture = shop.desk.credit.picture(account(shop))
    assert (picture.owed, picture.limit, picture.left) == (100_000, 500_000, 400_000)
    assert (sale.due, sale.paid, sale.change, shop.count("entry")) == (100_000, 100_000, 0, 0)
    assert shop.rows("SELECT earned FROM sale") == [(0,)]
    assert shop.books().problems == ()


def test_a_part_may_be_owed(shop):
    limited(shop)
    owing(shop, tenders=(Tender(TenderKind.CASH, 60_000), Tender(TenderKind.ON_CREDIT, 40_000)))
    assert owed(shop) == 40_000


def test_nobody_owes_more_than_the_limit(shop):
    with refused(Code.CREDIT_LIMIT, left=0):
        owing(shop)
    limited(shop, 150_000)
    owing(shop)
    with refused(Code.CREDIT_LIMIT, left=50_000):
        owing(shop)
    limited(shop, 0)
    with refused(Code.CREDIT_LIMIT, left=0):
        owing(shop, "1 x PHỞ @ 50000; member Lan", 50_000)
    assert shop.count("sale") == 1


def test_guests_and_who_may_not_sell_on_credit(shop):
    limited(shop)
    with refused(Code.CREDIT_MEMBER):
        owing(shop, "2 x PHỞ @ 50000")
    with refused(Code.NOT_ALLOWED, needs_approval=True):
        owing(shop, staff_id=shop.person(CASHIER).id)
    with refused(Code.NOT_ALLOWED):
        shop.desk.credit.set_limit(SetLimit("l1", account(shop), 1, shop.person(CASHIER).id))
    assert shop.count("debt_entry") == 0


def test_the_oldest_debt_is_paid_first_and_each_sale_earns_when_it_is_paid(shop):
    limited(shop)
    first = owing(shop)
    shop.on("2026-03-03")
    second = owing(shop)
    assert shop.member("Lan").account.balance(30).available == 0
    paying(shop, 120_000)

    left = {one.sale_id: one.left for one in shop.desk.credit.picture(account(shop)).sales}
    assert left == {second.id: 80_000}
    assert shop.rows("SELECT sale_id, points FROM entry WHERE kind = 'accrual'") == [(first.id, 10)]
    assert shop.member("Lan").account.balance(30).available == 10
    with refused(Code.DEBT_LESS, owed=80_000):
        paying(shop, 80_001)
    paying(shop, 80_000)
    assert (owed(shop), shop.member("Lan").account.balance(30).available) == (0, 20)
    assert entries(shop) == [("charge", 100_000), ("charge", 100_000), ("payment", -100_000), ("payment", -20_000),
                             ("payment", -80_000)]  # fmt: skip
    assert shop.books().problems == ()


def test_a_debt_pays_no_debt_and_earns_nothing_itself(shop):
    limited(shop)
    owing(shop)
    with refused(Code.INVALID_AMOUNT):
        paying(shop, 100_000, tenders=(Tender(TenderKind.ON_CREDIT, 100_000),), staff_id=shop.person(MANAGER).id)
    sale = paying(shop, 50_000)
    assert (sale.basis, sale.due, owed(shop)) == (0, 50_000, 50_000)


@pytest.mark.parametrize("to", list(RefundTo))
def test_goods_that_come_back_are_owed_no_more_before_any_money_goes(shop, to):
    limited(shop)
    sale = owing(shop, tenders=(Tender(TenderKind.CASH, 30_000), Tender(TenderKind.ON_CREDIT, 70_000)))
    back = shop.returned(sale, "1 x PHỞ", to=to)
    assert (dict(back.by_tender), owed(shop)) == ({"on_credit": 50_000}, 20_000)
    back = shop.returned(sale, to=to)
    assert (dict(back.by_tender), owed(shop)) == ({"on_credit": 20_000, "cash": 30_000}, 0)
    assert shop.count("entry") == 0
    assert shop.books().problems == ()


def test_what_was_paid_of_it_goes_back_as_money_with_its_points(shop):
    limited(shop)
    sale = owing(shop)
    paying(shop, 100_000)
    assert shop.member("Lan").account.balance(30).available == 10
    back = shop.returned(sale)
    assert (dict(back.by_tender), owed(shop)) == ({"cash": 100_000}, 0)
    assert shop.member("Lan").account.balance(30).available == 0
    assert shop.books().problems == ()


def test_a_refund_before_it_is_paid_leaves_the_rest_to_earn(shop):
    limited(shop)
    sale = owing(shop)
    shop.returned(sale, "1 x PHỞ")
    paying(shop, 50_000)
    assert (owed(shop), shop.member("Lan").account.balance(30).available) == (0, 5)
    assert shop.books().problems == ()


def test_a_payment_that_is_undone_is_owed_again(shop):
    limited(shop)
    owing(shop)
    paid = paying(shop, 40_000)
    shop.voided(paid)
    assert owed(shop) == 100_000
    assert shop.books().problems == ()


@pytest.mark.parametrize("policy", list(Shortfall))
def test_paying_and_undoing_it_again_and_again_brings_nothing(shop, policy):
    shop.under(shortfall=policy)
    limited(shop)
    sale = owing(shop)
    assert shop.voided(paying(shop, 100_000)).money == 100_000
    assert (owed(shop), shop.member("Lan").account.balance(30).available) == (100_000, 0)
    paid = paying(shop, 100_000)
    shop.adjusted("Lan", -10)
    shop.voided(paid)
    paying(shop, 60_000)
    paying(shop, 40_000)
    account = shop.member("Lan").account
    assert (account.balance(30).available, account.balance(30).debt) == (0, 0)
    shop.returned(sale, "1 x PHỞ")
    shop.returned(sale)
    assert owed(shop) == 0
    assert shop.books().problems == ()


def test_what_came_back_meanwhile_is_not_taken_twice(shop):
    limited(shop)
    sale = owing(shop)
    paid = paying(shop, 100_000)
    shop.returned(sale, "1 x PHỞ")
    assert shop.member("Lan").account.balance(30).available == 5
    shop.returned(paid)
    balance = shop.member("Lan").account.balance(30)
    assert (owed(shop), balance.available, balance.debt) == (50_000, 0, 0)
    paying(shop, 50_000)
    assert shop.member("Lan").account.balance(30).available == 5
    shop.returned(sale)
    balance = shop.member("Lan").account.balance(30)
    assert (owed(shop), balance.available, balance.debt) == (0, 0, 0)
    assert shop.books().problems == ()


@pytest.mark.parametrize(("back", "again"), [("2 x PHỞ", 0), ("1 x PHỞ", 50_000)])
def test_nobody_owes_again_what_came_back(shop, back, again):
    limited(shop)
    sale = owing(shop)
    paid = paying(shop, 60_000)
    shop.returned(sale, back)
    assert (shop.returned(paid).money, owed(shop)) == (again, again)
    assert shop.books().problems == ()


def test_a_debt_is_written_off_with_a_reason_and_earns_nothing(shop):
    limited(shop)
    owing(shop)
    boss = shop.person(OWNER).id
    with refused(Code.REASON_NEEDED):
        shop.desk.credit.write_off(WriteOff("w0", account(shop), " ", boss))
    with refused(Code.NOT_ALLOWED):
        shop.desk.credit.write_off(WriteOff("w0", account(shop), "x", shop.person(CASHIER).id))
    for _time in range(2):
        done = shop.desk.credit.write_off(WriteOff("w1", account(shop), "khách đi xa", boss))
    assert (done.picture.owed, done.is_repeat, shop.count("entry")) == (0, True, 0)
    with refused(Code.DEBT_LESS):
        shop.desk.credit.write_off(WriteOff("w2", account(shop), "x", boss))
    assert shop.books().problems == ()


def test_who_owes_is_not_forgotten_and_keeps_the_debt_through_a_merge(shop):
    limited(shop)
    owing(shop)
    lan, mai, boss = account(shop), account(shop, "Mai"), shop.person(OWNER).id
    with refused(Code.MEMBER_OWES, owed=100_000):
        shop.desk.erasing.erase(Erase("e1", lan, "khách yêu cầu", boss))
    shop.desk.merging.merge(Merge("g1", lan, mai, "một người", boss))
    assert shop.desk.credit.picture(mai).owed == 100_000
    paying(shop, 60_000, "Mai")
    assert shop.desk.credit.picture(lan).owed == 40_000
    shop.desk.merging.unmerge(Unmerge("g2", lan, "hai người", boss))
    assert (shop.desk.credit.picture(lan).owed, shop.desk.credit.picture(mai).owed) == (40_000, 0)
    assert shop.books().problems == ()


def test_a_z_tells_debts_apart_from_revenue(shop):
    limited(shop)
    owing(shop)
    paying(shop, 40_000)
    report = closed(shop.desk, shop.person(OWNER).id).report
    sales = report.figures.sales
    assert (sales.due, sales.revenue, sales.apart) == (140_000, 100_000, (ApartSum(Ware.DEBT, 40_000),))
    assert report.totals.sales == 100_000
    printed = str(shift_report(report, in_language("vi")))
    assert "Thu nợ" in printed and "Ghi nợ (1)" in printed
    assert shop.books().problems == ()
