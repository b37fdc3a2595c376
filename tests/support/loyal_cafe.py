"""A programme with something of every kind for the café of the tests, and what a member may have there."""

from dataclasses import replace

from pos_desktop.core.codes import GiftCardCode, gift_card_token
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import WHOLE
from pos_desktop.loyalty.games import StampCard
from pos_desktop.loyalty.membership import Plan
from pos_desktop.loyalty.perks import Perk
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.stored_value import StoredKind
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.selling.benefits import Benefit, BuyGet, Reach
from pos_desktop.selling.conditions import Picks, When
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.promotions import Promotion
from pos_desktop.services.members.benefits.stored import AdjustStored
from pos_desktop.services.members.benefits.stored_rows import issue
from pos_desktop.services.members.benefits.vouchers import IssueVouchers
from pos_desktop.services.members.proofs import SetPin
from pos_desktop.services.written import Written
from tests.support.shop import MANAGER, OWNER, Shop

PIN = "4826"
WATER, FLAN = Picks(skus=("NS",)), Picks(skus=("BF",))


def programme(base: Programme, tea: str, coffee: str) -> Programme:
    """`base` with rewards, promotions, a perk, vouchers, a plan and stamps; `tea` and `coffee` are categories."""
    free_tea = Benefit(percent=WHOLE, reach=Reach.CHEAPEST, picks=Picks(categories=(tea,)), units=ONE)
    free_coffee = Benefit(percent=WHOLE, reach=Reach.CHEAPEST, picks=Picks(categories=(coffee,)), units=ONE)
    here = Perk("here", "Tại chỗ giảm 5%", 500, when=When(order_types=(OrderType.DINE_IN,)))
    tiers = tuple(replace(tier, perks=(here,)) for tier in base.tiers)
    return replace(
        base, tiers=tiers, rewards=(
            Reward("tea", "Miễn phí một ly trà", 300, RewardKind.FREE_ITEM, free_tea),
            Reward("stamp", "Ly cà phê thứ 11", 0, RewardKind.FREE_ITEM, free_coffee, stamps="coffee"),
            Reward("birthday", "Sinh nhật giảm 20%", 0, benefit=Benefit(percent=2_000), only_birthday=True, per_year=1),
            Reward("large", "Giảm 40.000 ₫ cho đơn lớn", 200, benefit=Benefit(amount=40_000), minimum=400_000),
            Reward("flask", "Bình giữ nhiệt giảm nửa giá", 100, benefit=Benefit(
                percent=5_000, reach=Reach.ITEMS, picks=Picks(skus=("BG",))), needs_card=True),
            Reward("mug", "Ly sứ Mộc", 150, RewardKind.GIFT, gift="Ly sứ Mộc", per_year=1),
            Reward("later", "Phiếu giảm 30.000 ₫ lần sau", 250, RewardKind.VOUCHER, voucher="next"),
        ),
        promotions=(
            Promotion("water", "Nước suối miễn phí", benefit=Benefit(
                percent=WHOLE, reach=Reach.CHEAPEST, picks=WATER, units=ONE), minimum=300_000),
            Promotion("flan", "Bánh flan mua 2 tặng 1", buy_get=BuyGet(FLAN, 2 * ONE, FLAN)),
        ),
        vouchers=(
            VoucherTemplate("tet", "Tết giảm 15.000 ₫", Benefit(amount=15_000), VoucherKind.MULTI, uses=100,
                            minimum=50_000, code="TET2026"),
            VoucherTemplate("next", "Giảm 30.000 ₫ lần sau", Benefit(amount=30_000), minimum=100_000),
        ),
        plans=(Plan("green", "Mộc Xanh", 299_000),),
        stamp_cards=(StampCard("coffee", "Thẻ 10 ly cà phê", 10, "stamp", Picks(categories=(coffee,))),),
    )  # fmt: skip


def enrich(shop: Shop) -> None:
    """Put the programme in force, today."""
    categories = dict(shop.rows("SELECT name, id FROM category"))
    changed = programme(shop.desk.programmes.newest(), categories["Trà"], categories["Cà phê"])
    shop.desk.programmes.save(changed, shop.till.today(), shop.person(OWNER).id, 1)


def voucher(shop: Shop, template: str = "next", member: str = "") -> str:
    """The 32 digits of a new voucher."""
    account_id = shop.member(member).row.account_id if member else None
    command = IssueVouchers(shop.till.ids(), template, shop.person(MANAGER).id, account_id)
    return shop.desk.vouchers.issue(command)[0].code


def gift_card(shop: Shop, amount: int) -> str:
    """The 32 digits of a new gift card that holds so much."""
    with shop.till.db.write() as tx:
        card = issue(Written(tx), shop.till, StoredKind.GIFT_CARD)
    load(shop, card.id, amount)
    return gift_card_token(GiftCardCode(card.key_id, card.number), shop.till.keys.codes)


def wallet(shop: Shop, name: str, amount: int) -> None:
    """Give a member a wallet that holds so much."""
    with shop.till.db.write() as tx:
        card = issue(Written(tx), shop.till, StoredKind.WALLET, shop.member(name).row.account_id)
    load(shop, card.id, amount)


def load(shop: Shop, card_id: str, amount: int) -> None:
    """Put money on a card."""
    shop.desk.stored.adjust(AdjustStored(shop.till.ids(), card_id, amount, "thử", shop.person(MANAGER).id))


def with_pin(shop: Shop, name: str) -> None:
    """Give a member a PIN."""
    shop.desk.proofs.set_pin(SetPin(shop.till.ids(), shop.member(name).row.id, PIN, shop.person(MANAGER).id))
