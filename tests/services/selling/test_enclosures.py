"""What goes out with a receipt: the claim of a guest, vouchers, gifts, cards, and what wheels committed to."""

from dataclasses import replace

import pytest

from pos_desktop.core.codes import read_claim, read_gift_card, read_voucher
from pos_desktop.documents.enclosed import NOTHING, Committed, Given
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.members.benefits.wheels import OpenRound
from pos_desktop.services.members.points.attaching import Attach
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.shop.wares import with_gift_card
from tests.support.shop import OWNER

OFF = Benefit(amount=20_000)


@pytest.fixture
def rich(shop):
    """A shop whose programme gives something with its sales."""
    base = shop.desk.programmes.newest()
    wheel = Wheel("w", "Vòng quay", (Prize("none", "Chúc may mắn", 1), Prize("ten", "10 điểm", 1, 10, stock=5, cost=1)),
                  10_000, per_spend=50_000)  # fmt: skip
    changed = replace(
        base, wheels=(wheel,),
        vouchers=(VoucherTemplate("next", "Giảm 20.000 ₫ lần sau", OFF, VoucherKind.NEXT_ORDER, starts_after_days=1),),
        rewards=(Reward("mug", "Ly", 100, RewardKind.GIFT, gift="Ly sứ"), Reward("off", "Giảm", 50, benefit=OFF)),
    )  # fmt: skip
    shop.desk.programmes.save(changed, shop.till.today(), shop.person(OWNER).id, 1)
    return shop


def complete(shop, order, *, key, tenders=None):
    command = CompleteSale(key, replace(order, programme_version=2), shop.person(OWNER).id, tenders)
    return shop.desk.sales.complete(command).sale


def test_a_guest_gets_the_claim_and_nobody_else(shop):
    guest = shop.sold("1 x PHỞ @ 100000")
    told = shop.desk.sales.enclosed(guest)

    assert read_claim(told.claim, shop.till.keys.codes) == (guest.register_number, guest.serial)
    assert told == replace(NOTHING, claim=told.claim, claim_minutes=15)
    assert shop.desk.sales.enclosed(shop.sold("1 x PHỞ; member Lan by card")).claim == ""


def test_what_earns_nothing_or_was_claimed_has_no_claim(shop):
    free = shop.sold("1 x PHỞ @ 100000 no points")
    assert shop.desk.sales.enclosed(free).claim == ""

    guest = shop.sold("1 x BÚN @ 100000")
    claim = shop.desk.sales.enclosed(guest).claim
    shop.desk.attaching.attach(Attach("a", claim, shop.member("Lan").row.account_id, shop.person(OWNER).id))
    assert shop.desk.sales.enclosed(guest).claim == ""


def test_vouchers_that_a_sale_gives_are_on_it(rich):
    sale = complete(rich, rich.order("1 x PHỞ @ 100000"), key="s")
    (slip,) = rich.desk.sales.enclosed(sale).slips

    read_voucher(slip.code, rich.till.keys.codes)
    assert (slip.name, slip.valid_from.isoformat(), slip.expires_on.isoformat()) == (
        "Giảm 20.000 ₫ lần sau", "2026-03-03", "2026-04-01",
    )  # fmt: skip


def test_gifts_are_told_with_their_points_and_what_takes_money_off_is_not(rich):
    rich.granted("Lan", 500)
    order = rich.order("1 x PHỞ @ 100000; member Lan by card").with_reward("mug").with_reward("off")
    sale = complete(rich, order, key="s")

    assert rich.desk.sales.enclosed(sale).given == (Given("Ly sứ", 100),)
    assert [(off.source, off.name, off.amount) for off in sale.reductions] == [("reward", "Giảm", 20_000)]
    assert (sale.reward_points, sale.by_hand) == (150, 0)


def test_a_card_that_is_sold_or_pays_tells_its_balance_and_its_code_is_on_no_receipt(rich):
    programme, item = rich.desk.programmes.current(), rich.desk.wares.item(Ware.GIFT_CARD)
    sold = complete(rich, with_gift_card(rich.order("1 x PHỞ @ 100000"), item, programme, 200_000), key="s")
    (card,) = rich.desk.sales.enclosed(sold).cards
    code = rich.desk.beside.of_sale(sold.id).cards[0].code
    number = read_gift_card(code, rich.till.keys.codes).number
    assert (card.digits, card.balance, card.code) == (number[-4:], 200_000, "")

    tenders = (Tender(TenderKind.GIFT_CARD, 100_000, code),)
    paid = complete(rich, rich.order("1 x PHỞ @ 100000"), key="p", tenders=tenders)
    (left,) = rich.desk.sales.enclosed(paid).cards
    assert (left.digits, left.balance, left.code) == (number[-4:], 100_000, "")
    assert rich.desk.sales.enclosed(sold).cards == (card,), "as it was right after its sale"


def test_an_open_round_is_committed_to_on_the_receipt_of_who_may_draw(rich):
    before = complete(rich, rich.order("1 x PHỞ @ 100000; member Lan by card"), key="a")
    rich.on("2026-03-02 09:10")
    rich.desk.wheels.open_round(OpenRound("o", "w", rich.person(OWNER).id))
    (running,) = rich.desk.wheels.running()
    rich.on("2026-03-02 09:20")
    large = complete(rich, rich.order("1 x PHỞ @ 100000; member Lan by card"), key="b")
    small = complete(rich, rich.order("1 x PHỞ @ 40000; member Lan by card"), key="c")
    guest = complete(rich, rich.order("1 x PHỞ @ 100000"), key="d")

    told = [rich.desk.sales.enclosed(sale).committed for sale in (before, large, small, guest)]
    assert told == [(), (Committed("Vòng quay", running.commitment),), (), ()]
