"""The permission matrix at the window, deed by deed: done at once, with another person's word, or not at all."""

import pytest

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.permissions import RIGHTS, Role
from pos_desktop.services.shop.people import People
from pos_desktop.ui.receipts.controller import ReceiptsController
from tests.support.counter import Counter, inline
from tests.support.shop import QUICK, Shop

ROLES = list(Role)
SELLERS = [role for role in Role if RIGHTS[role].sell]
SMALL, LARGE = 100_000, 900_000
"""Within and above what a supervisor may give back."""


def somebody(shop: Shop, role: Role):
    with shop.till.db.write() as tx:
        return People(shop.till, QUICK).add(tx, f"Ai {role.value}", role, "615283")


def may_refund(role: Role, amount: int) -> bool:
    most = RIGHTS[role].refund_most
    return RIGHTS[role].refund and (most is None or amount <= most)


class Desk:
    """The receipts as somebody sees them who has marked everything of the newest."""

    def __init__(self, shop: Shop, role: Role) -> None:
        self.asked, self.questions, self.exchanged = [], [], []
        ops = inline()
        self.controller = ReceiptsController(
            shop.desk, ops, ops, somebody(shop, role), "lp", lambda *wanted: self.asked.append(wanted)
        )
        self.controller.ask.connect(lambda view, accept: self.questions.append((view, accept)))
        self.controller.exchanged.connect(self.exchanged.append)
        self.controller.load()
        self.controller.giving.take_all()
        self.controller.giving.write_reason("khách đổi ý")


@pytest.mark.parametrize("amount", [SMALL, LARGE])
@pytest.mark.parametrize("role", ROLES)
def test_who_gives_back_voids_and_exchanges(qapp, shop, role, amount):
    shop.sold(f"1 x PHỞ @ {amount}")
    desk = Desk(shop, role)
    if not RIGHTS[role].sell:
        assert isinstance(desk.controller.giving.problem, Rejected)
        assert desk.controller.giving.problem.code is Code.NOT_ALLOWED
        assert not (desk.controller.view.can_refund or desk.controller.view.can_exchange)
        return
    direct = may_refund(role, amount)
    for deed in (desk.controller.refund, desk.controller.void):
        desk.asked.clear()
        desk.questions.clear()
        deed()
        assert (bool(desk.questions), bool(desk.asked)) == (direct, not direct)
    desk.asked.clear()
    desk.controller.exchange()
    assert (bool(desk.exchanged), bool(desk.asked)) == (direct, not direct)
    assert shop.count("refund") == 0, "nothing is done before the last word"


@pytest.mark.parametrize("role", SELLERS)
@pytest.mark.parametrize("percent", ["5%", "15%", "60%"])
def test_who_takes_off_by_hand(qapp, cafe, role, percent):
    counter = Counter(cafe, inline())
    counter.sale.person = somebody(cafe, role)
    asked = []
    counter.sale.approval_wanted.connect(lambda wanted, _then: asked.append(wanted.right))
    counter.scan("BM")
    counter.sale.set_order_discount(percent)
    direct = int(percent[:-1]) * 100 <= RIGHTS[role].discount
    assert (counter.sale.basket.order.discount is not None, bool(asked)) == (direct, not direct)


@pytest.mark.parametrize("role", SELLERS)
def test_who_writes_prices(qapp, cafe, role):
    counter = Counter(cafe, inline())
    counter.sale.person = somebody(cafe, role)
    asked = []
    counter.sale.approval_wanted.connect(lambda wanted, _then: asked.append(wanted.right))
    counter.scan("BM")
    counter.sale.put_price(30_000)
    direct = RIGHTS[role].price
    assert (counter.sale.basket.due == 30_000, asked == ["price"]) == (direct, not direct)


@pytest.mark.parametrize("role", ROLES)
def test_who_sells(qapp, cafe, role):
    counter = Counter(cafe, inline())
    counter.sale.person = somebody(cafe, role)
    counter.scan("BM")
    counter.payment.open()
    counter.payment.complete()
    assert bool(counter.sold) is RIGHTS[role].sell
    assert bool(counter.payment.view.error) is not RIGHTS[role].sell
