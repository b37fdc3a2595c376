"""A shop that has done everything once: every table that the journal covers holds rows of its services."""

from datetime import date, timedelta

from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import WHOLE
from pos_desktop.gateways.banking.port import Incoming
from pos_desktop.gateways.sealing import Cost
from pos_desktop.loyalty import partner_statements
from pos_desktop.loyalty.games import StampCard
from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.membership import Period, Plan
from pos_desktop.loyalty.partners import Partner, Tally, issue
from pos_desktop.loyalty.referral import Referral
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.stored_value import StoredTerms, TopUpBonus
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.selling.benefits import Benefit, Reach
from pos_desktop.selling.conditions import Picks
from pos_desktop.selling.order import Identified
from pos_desktop.selling.promotions import Promotion
from pos_desktop.selling.shift import Cash, CashMovementKind
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.members.benefits.giving import PayCause
from pos_desktop.services.members.benefits.partners import IssueForPartner, ReadStatement
from pos_desktop.services.members.benefits.stored import AdjustStored
from pos_desktop.services.members.benefits.wheels import CloseRound, OpenRound
from pos_desktop.services.members.erasing import Erase
from pos_desktop.services.members.merging import Merge, Unmerge
from pos_desktop.services.members.points.adjusting import Revive
from pos_desktop.services.members.points.tiers_by_hand import GiveTier
from pos_desktop.services.office.backup.backups import Backups
from pos_desktop.services.office.backup.restoring import candidate
from pos_desktop.services.office.imports import Imports
from pos_desktop.services.selling.credit import SetLimit, WriteOff
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.selling.transfers import Settle, Told
from pos_desktop.services.shop.approvals import Approve
from pos_desktop.services.shop.banking import Account, ChangeAccount
from pos_desktop.services.shop.shifts import CloseShift, CountDrawer, MakeX, MoveCash, OpenShift, TakeOver
from pos_desktop.services.shop.stocking.stock import Receive, StockLine, Waste
from tests.support.foreign_files import product, products_csv
from tests.support.shop import CASHIER, MANAGER, PINS, Shop
from tests.support.talk import PHONE, Talk

PASSPHRASE = "cà phê sữa đá"
KEY = "00112233445566778899aabbccddeeff"
BAKERY = Partner("bakery", "Bánh Mì Sáu", 7, 12, "", 10, 1_000_000)
CAFE = Partner("cafe", "Cà phê Thử", 12, 7, KEY, 10, 1_000_000)
"""The bakery as the café knows it; the café as the bakery knows it."""
TEA = Picks(skus=("TRA",))
FREE_TEA = Benefit(percent=WHOLE, reach=Reach.CHEAPEST, picks=TEA, units=ONE)
PARTS = {
    "promotions": (Promotion("big", "Đơn lớn giảm 5%", benefit=Benefit(percent=500), minimum=300_000),),
    "rewards": (
        Reward("tea", "Một ly trà", 50, RewardKind.FREE_ITEM, FREE_TEA),
        Reward("tenth", "Ly thứ tư", 0, RewardKind.FREE_ITEM, FREE_TEA, stamps="cups"),
        Reward("later", "Phiếu lần sau", 30, RewardKind.VOUCHER, voucher="off"),
    ),
    "vouchers": (VoucherTemplate("off", "Giảm 10.000 ₫", Benefit(amount=10_000)),),
    "plans": (Plan("green", "Mộc Xanh", 199_000, Period.MONTHLY, welcome_points=30),),
    "stored": StoredTerms(bonuses=(TopUpBonus("b", "Nạp 200 tặng 20", 200_000, 20_000),)),
    "stamp_cards": (StampCard("cups", "3 ly tặng 1", 3, "tenth", TEA),),
    "wheels": (Wheel("lucky", "Vòng quay", (
        Prize("ten", "10 điểm", 1_000_000, points=10, stock=5, cost=1_000), Prize("nothing", "Chúc may mắn", 1),
    ), 10_000),),
    "referral": Referral(friend_points=30, referrer_points=50, minimum=50_000),
    "causes": (Cause("school", "Trường học", "Quỹ"),),
    "partners": (BAKERY,),
}  # fmt: skip
PHO, CUP = {"code": "PHO"}, {"code": "TRA"}


def lived(shop: Shop) -> None:
    """Do everything; `shop` is a sample shop, and its books tie afterwards."""
    _import(shop)
    talk = Talk(shop, **PARTS)
    _points(talk)
    _money(talk)
    _games(talk)
    _stock(talk)
    _people(talk)
    _drawer(talk)
    _transfers(talk)
    _credit(talk)
    _time(talk)
    _restored(talk)


def _import(shop: Shop) -> None:
    """A product file, with a category."""
    row = product("HH1", "Bánh ú", 15_000, **{"Nhóm hàng(3 Cấp)": "Bánh"})
    path = products_csv(shop.folder / "hang.csv", row)
    imports = Imports(shop.till)
    imports.commit(imports.preview_products(path), shop.person(MANAGER))


def _points(talk: Talk) -> None:
    """Earned, redeemed, adjusted, more orders on a day than may earn, refunds in parts, a void, a dropped order."""
    talk.done(op="adjust", member=PHONE, points=2_000, reason="chuyển sổ")
    first = talk.done(lines=[{**PHO, "qty": 3}, CUP], member=talk.card, redeem=60, discount="10%")["number"]
    talk.done(op="refund", sale=first, lines=[{"line": 1, "qty": 1}], to="cash", reason="nguội")
    talk.done(op="refund", sale=first, lines="all", to="original", reason="nguội cả")
    old = talk.done(lines=[{**PHO, "qty": 2}])["number"]
    talk.done(lines=[{**PHO, "price": 80_000}], exchange={"sale": old, "lines": [{"line": 1}], "reason": "đổi món"})
    for _ in range(5):
        last = talk.done(lines=[{**PHO, "qty": 4}], member=PHONE)["number"]
    talk.done(op="void", sale=last, reason="bấm nhầm")
    talk.desk.orders.drop(talk.shop.order("1 x TRÀ @ 20000"), 20_000, talk.owner.id, reason="đổi ý")


def _money(talk: Talk) -> None:
    """A gift card and a wallet loaded, spent, refilled and corrected; a membership sold and returned."""
    card = talk.gift_card(300_000)
    paid = talk.done(lines=[PHO], tenders=[{"type": "gift_card", "amount": 100_000, "ref": card}])["number"]
    talk.done(op="refund", sale=paid, lines="all", to="original", reason="đổi")
    talk.done(lines=[{"top_up": 200_000}], member=PHONE)
    talk.done(lines=[PHO], member=talk.card, tenders=[{"type": "wallet", "amount": 100_000}])
    stored = talk.desk.stored.find(card)
    talk.desk.stored.adjust(AdjustStored("s1", stored.id, -1_000, "sai", talk.owner.id))
    plan = talk.done(lines=[{"plan": "green"}], member=PHONE)["number"]
    talk.done(op="refund", sale=plan, lines="all", to="original", reason="không dùng")
    talk.done(lines=[{"plan": "green"}], member=PHONE)


def _games(talk: Talk) -> None:
    """Stamps and what they buy, rewards, vouchers used, a wheel, a gift to a cause, neighbours' vouchers."""
    shop, owner = talk.shop, talk.owner.id
    talk.done(lines=[{**CUP, "qty": 4}], member=PHONE)
    talk.done(lines=[PHO, CUP], member=PHONE, rewards=["tenth"])
    given = talk.done(lines=[{**CUP, "qty": 2}, PHO], member=PHONE, rewards=["tea", "later"])
    used = talk.done(lines=[PHO], member=PHONE, vouchers=[given["vouchers"]["issued"][0]["code"]])
    talk.done(op="refund", sale=used["number"], lines="all", to="cash", reason="đổi")
    talk.desk.wheels.open_round(OpenRound("w1", "lucky", owner))
    talk.done(op="draw", sale=talk.done(lines=[PHO], member=PHONE)["number"])
    talk.desk.wheels.close_round(CloseRound("w2", "lucky", owner))
    talk.desk.wheels.open_round(OpenRound("w3", "lucky", owner))
    talk.done(op="give", member=PHONE, cause="school", points=100)
    talk.desk.giving.pay(PayCause("c1", "school", 5_000, shop.till.today(), owner, "CK 1"))
    talk.desk.partners.keep_key("bakery", KEY, shop.person(MANAGER).id)
    talk.desk.partners.issue(IssueForPartner("p1", talk.account_id, "bakery", 20_000, owner))
    theirs = issue(CAFE, 20_000, 1, shop.till.today() + timedelta(days=9), Tally())
    taken = talk.done(lines=[PHO], vouchers=[theirs.code])["number"]
    talk.done(op="refund", sale=taken, lines="all", to="cash", reason="đổi")
    told = partner_statements.statement(CAFE, shop.till.today().replace(day=1), (), ())
    text = partner_statements.signed(told, CAFE)
    talk.desk.partners.read_in(ReadStatement("p2", "bakery", text, shop.person(MANAGER).id, "so.csv"))


def _drawer(talk: Talk) -> None:
    """Cash moved by hand, an X, the shift handed over, counted twice and closed; another opened note by note."""
    shifts, owner, ids = talk.desk.shifts, talk.owner.id, talk.shop.till.ids
    for kind, amount in ((CashMovementKind.PAID_IN, 2_000_000), (CashMovementKind.PAID_OUT, 20_000),
                         (CashMovementKind.DROP, 50_000), (CashMovementKind.NO_SALE, 0)):  # fmt: skip
        shifts.move(MoveCash(ids(), owner, kind, amount, "đổi tiền"))
    shifts.x_report(MakeX(ids(), owner))
    current = shifts.current()
    assert current is not None
    shifts.take_over(TakeOver(ids(), talk.shop.person(MANAGER).id))
    for cash in (Cash(((50_000, 3),), 500), Cash(((100_000, 2),))):
        count = shifts.count(CountDrawer(ids(), current.id, owner, cash))
    shifts.close(CloseShift(ids(), current.id, owner, count.id, note="đếm thiếu", keeps_orders=True))
    shifts.open(OpenShift(ids(), owner, Cash(((100_000, 5),))))


def _transfers(talk: Talk) -> None:
    """An account to transfer to, and a transfer that came late and is settled."""
    desk, owner, ids = talk.desk, talk.owner.id, talk.shop.till.ids
    desk.banking.change(ChangeAccount(ids(), Account("970436", "0881000458086"), owner))
    waiting = desk.transfers.expect(desk.orders.new(desk.programmes.current().version), 50_000)
    for reference in ("a", "b"):
        desk.transfers.heard(Told("sepay", (Incoming(reference, 50_000, waiting.code, talk.shop.till.now()),)))
    desk.transfers.settle(Settle(ids(), desk.transfers.flagged()[0].id, "đã trả khách", owner))


def _stock(talk: Talk) -> None:
    """Goods received, and some of them spilt."""
    desk, owner, ids = talk.desk, talk.owner.id, talk.shop.till.ids
    cup = next(item.id for item in desk.catalogue.load().index.items if item.sku == "TRA")
    desk.stock.receive(Receive(ids(), owner, (StockLine(cup, 20_000, 9_000),)))
    desk.stock.waste(Waste(ids(), owner, (StockLine(cup, 1_000),), "đổ"))


def _credit(talk: Talk) -> None:
    """A member buys on credit, brings some back, pays some and is let off the rest."""
    desk, owner, ids, shop = talk.desk, talk.owner.id, talk.shop.till.ids, talk.shop
    desk.credit.set_limit(SetLimit(ids(), talk.account_id, 500_000, owner))
    order = shop.order("3 x PHO @ 50000").with_member(talk.account_id, Identified.SEARCH)
    owed = (Tender(TenderKind.ON_CREDIT, 150_000),)
    sale = desk.sales.complete(CompleteSale(ids(), order, owner, owed)).sale
    shop.returned(sale, "1 x PHO")
    empty = desk.orders.new(order.programme_version).with_member(talk.account_id, Identified.SEARCH)
    desk.sales.complete(CompleteSale(ids(), desk.credit.paying(empty, 40_000), owner))
    desk.credit.write_off(WriteOff(ids(), talk.account_id, "khách đi xa", owner))


def _people(talk: Talk) -> None:
    """A friend who was brought, a claim, a move, members who become one and part again, a tier by hand, a new card."""
    shop, owner = talk.shop, talk.owner.id
    talk.done(op="enrol", phone="0987654321", name="Bạn", referrer=PHONE, consent=True)
    talk.done(lines=[{**PHO, "qty": 2}], member="0987654321")
    guest = talk.done(lines=[{**PHO, "qty": 3}])["number"]
    talk.done(op="attach", sale=guest, member="0987654321", reason="quên thẻ")
    talk.done(op="move", sale=guest, member=PHONE, reason="nhầm người")
    friend = talk.desk.members.find("0987654321").row
    talk.desk.merging.merge(Merge("g1", friend.account_id, talk.account_id, "một người", owner))
    talk.desk.merging.unmerge(Unmerge("g2", friend.account_id, "hai người", owner))
    talk.desk.merging.merge(Merge("g3", friend.account_id, talk.account_id, "một người thật", owner))
    until = shop.till.today() + timedelta(days=60)
    talk.desk.tiers_by_hand.give(GiveTier("t1", talk.account_id, "gold", until, "khách quý", owner))
    talk.desk.members.reissue_card(friend.id)
    talk.desk.badges.issue("b1", shop.person(MANAGER).id, owner)
    asked = Approve("a1", "refund", guest, shop.person(CASHIER).id, shop.person(MANAGER).id, 50_000)
    approved = talk.desk.approvals.by_pin(asked, PINS[MANAGER])
    talk.desk.approvals.take_up(approved.id, "refund:1", shop.person(CASHIER).id)
    talk.done(op="enrol", phone="0909090909", name="Người Đi")
    talk.done(lines=[PHO], member="0909090909")
    leaver = talk.desk.members.find("0909090909").row
    talk.desk.erasing.erase(Erase("e1", leaver.account_id, "khách yêu cầu", owner))


def _time(talk: Talk) -> None:
    """A lot that lives longer, and all that a year and a half lets die."""
    lot_id = talk.shop.rows("SELECT id FROM lot WHERE left_points > 0 AND expires_on IS NOT NULL LIMIT 1")[0][0]
    talk.desk.adjusting.extend(Revive("x1", lot_id, date(2027, 12, 31), "thư xin lỗi", talk.owner.id))
    talk.on("2027-06-01")
    talk.done(lines=[PHO], member=talk.card)


def _restored(talk: Talk) -> None:
    """A backup is made and put in the place of the shop, which is closed meanwhile."""
    shop, owner = talk.shop, talk.owner.id
    backups = Backups(shop.till, Cost(1024, 1, 1))
    backups.set_passphrase(PASSPHRASE, owner)
    made = backups.make(lambda _done, _whole: True, owner)
    assert made is not None
    shop.close()
    with candidate(shop.folder, made.path, PASSPHRASE, lambda _done, _whole: True, shop.clock) as found:
        found.place(owner)
    shop.reopen()
