"""`sell` by price lists and coupons: the kind of order, the member's group, a word among the vouchers."""

import pytest

from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.promotions import Promotion
from pos_desktop.services.members.grouping import SetGroups
from pos_desktop.services.shop.price_lists import PutList, SetPrices
from tests.support.shop import OWNER, Shop
from tests.support.talk import PHONE, Talk

NOON = Promotion("noon", "Trưa", benefit=Benefit(percent=1_000), coupon="TRUA20")
PHO = {"code": "PHO"}


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    talk = Talk(sample_shop, promotions=(NOON,))
    desk, by = sample_shop.desk, sample_shop.person(OWNER).id
    pho = next(row for row in desk.goods.every(by) if row.sku == "PHO")
    for name, price, more in (
        ("Giao hàng", pho.price + 5_000, {"order_types": (OrderType.DELIVERY,), "priority": 1}),
        ("Công ty", pho.price - 5_000, {"groups": ("Công ty",)}),
    ):
        made = desk.price_lists.put(PutList(name, name, by, **more)).id
        desk.price_lists.set_prices(SetPrices(f"{name}#", made, {pho.id: price}, by))
    return talk


def test_lists_by_kind_of_order_and_group(talk: Talk, sample_shop: Shop) -> None:
    own = talk.done(lines=[PHO])["due"]
    assert talk.done(lines=[PHO], order_type="delivery")["due"] == own + 5_000
    assert talk.done(lines=[{**PHO, "price": 1_000}], order_type="delivery")["due"] == 1_000
    assert talk.done(lines=[PHO], member=PHONE)["due"] == own
    member = sample_shop.desk.members.find(PHONE).row.id
    sample_shop.desk.grouping.set(SetGroups("g", member, ("Công ty",), sample_shop.person(OWNER).id))
    assert talk.done(lines=[PHO], member=PHONE, order_type="delivery")["due"] == own - 5_000


def test_a_coupon_stands_among_the_vouchers(talk: Talk) -> None:
    own = talk.done(lines=[PHO])["due"]
    assert talk.done(lines=[PHO], vouchers=["trua20"])["due"] == own * 9 // 10
    assert talk.code(lines=[PHO], vouchers=["TRUA21"]) == "INVALID_VOUCHER"
