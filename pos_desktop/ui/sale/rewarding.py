"""Rewards, vouchers and gift cards on the open order: taken by a tap or a scan, given back by a cross."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal

from pos_desktop.core.codes import CodeKind, kind_of_27
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money, positive
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.charges import check_debt
from pos_desktop.selling.exchange import Exchange
from pos_desktop.selling.order import Identified, Order, OrderType, Ware
from pos_desktop.selling.vouchers import HeldVoucher
from pos_desktop.services.members.benefits.stored import StoredCardPicture
from pos_desktop.services.shop.wares import check_sellable, with_gift_card, with_plan, with_top_up
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.sale.basket import Basket, most_points
from pos_desktop.ui.sale.membership import MemberOrder
from pos_desktop.ui.sale.offers import EXCHANGE, REDEEM, CouponId, RewardId, VoucherId, usable
from pos_desktop.wording import _, money, points
from pos_desktop.wording.messages import sentence

PROOFS = frozenset({Code.CARD_REQUIRED, Code.REWARD_CARD})
"""Refusals that the member's card or PIN lifts."""
TOO_SOON = frozenset({Code.VOUCHER_MINIMUM, Code.VOUCHER_NOTHING})
"""Refusals of a voucher that come before the goods do."""


@dataclass(frozen=True, slots=True)
class Way:
    """Another way out of a question, in words and as what it does."""

    words: str
    go: Callable[[], None]


@dataclass(frozen=True, slots=True)
class ProofWanted:
    """Why the member has to prove to be the member, what is done then, and what can be done without."""

    reason: str
    then: Callable[[], None]
    otherwise: Way | None = None


class RewardOrder(MemberOrder):
    """An open order that rewards and vouchers may be taken on.

    Signals: `proof_wanted(ProofWanted)`; `gift_card(StoredCardPicture)` when one was scanned.
    """

    proof_wanted = Signal(object)
    gift_card = Signal(object)

    # what a member may take

    def take(self, offer: object) -> None:
        """Take what a chip offers."""
        if offer == REDEEM:
            self.redeem_most()
        elif isinstance(offer, RewardId):
            self.take_reward(offer.reward)

    def take_reward(self, reward: str) -> None:
        """Take a reward, once more if it is taken already; the toast gives it back."""
        order = self.basket.order
        wanted = order.with_reward(reward)
        try:
            self.pricer.quote(wanted.redeeming(None), self.basket.member)  # points make room for it
        except Rejected as refusal:
            self._refuse(refusal, lambda: self.take_reward(reward))
            return
        if self.apply(self.pricer.changed(self.basket, wanted, selected=self.basket.selected)):
            self.offer_undo(_("Đã dùng «{name}»").format(name=self._name_of(reward)))

    def take_back(self, row: object) -> None:
        """Give back what stands among the lines with a cross; the toast takes it again."""
        if row == REDEEM:
            self.unredeem()
        elif row == EXCHANGE:
            self._without(self.basket.order.with_exchange(None), _("Đổi hàng"))
        elif isinstance(row, RewardId):
            self._without(self.basket.order.without_reward(row.reward), self._name_of(row.reward))
        elif isinstance(row, VoucherId):
            name = next((v.name for v in self.basket.order.vouchers if v.id == row.voucher), "")
            self._without(self.basket.order.without_voucher(row.voucher), name)
        elif isinstance(row, CouponId):
            self._without(self.basket.order.without_coupon(row.word), row.word)

    def _without(self, order: Order, name: str) -> None:
        if self.change(order):
            self.offer_undo(_("Đã bỏ {name}").format(name=f"«{name}»"))

    def _name_of(self, reward: str) -> str:
        rewards = self.programme.rewards
        return next((each.name for each in rewards if each.id == reward), reward)

    # goods that come back

    def exchange(self, exchange: Exchange) -> None:
        """Let goods that the customer brings back pay for this order; another one that did makes room."""
        self.next_sale()
        if self.change(self.basket.order.with_exchange(exchange)):
            words = _("Đổi hàng {number}: đơn này được trừ đến {money}. Chọn món mới.")
            self.notify(ToastKind.INFO, words.format(number=exchange.number, money=money(exchange.credit)))
            if exchange.account_id and self.basket.member is None:
                self.attach(exchange.account_id)

    # proof

    def identify(self, proof: Identified) -> None:
        """The member of the order has proved to be the member."""
        if self.basket.member is not None:
            self.apply(self.pricer.with_member(self.basket, replace(self.basket.member, identified=proof)), "member")

    def ask_proof(self, refusal: Rejected, then: Callable[[], None], otherwise: Way | None = None) -> None:
        """Ask for the member's PIN or card; `then` is done with it."""
        self.sound.emit("error")
        self.proof_wanted.emit(ProofWanted(sentence(refusal), then, otherwise))

    def _refuse(self, refusal: Rejected, again: Callable[[], None]) -> None:
        if refusal.code in PROOFS:
            self.ask_proof(refusal, again)
        else:
            self.refuse(sentence(refusal))

    def refuse_points(self, refusal: Rejected) -> None:
        """Say why points cannot be taken; above the day's limit ask for the PIN, or offer what goes without."""
        if refusal.code is not Code.CARD_REQUIRED:
            super().refuse_points(refusal)
            if usable(self.basket):  # points take nothing off, but rewards may
                self.go.emit("member")
            return
        free = most_points(self.bare_quote, self.basket.member, self.basket.order.identified)
        words = _("Đổi {points}, không cần mã").format(points=points(free))
        way = Way(words, lambda: self.redeem(free)) if free else None
        self.ask_proof(refusal, self.redeem_most, way)

    # vouchers and cards that are scanned or typed

    def scan_27(self, code: str) -> None:
        """A voucher or a gift card of this shop."""
        kind = kind_of_27(code, self.desk.till.keys.codes)
        if code in {each.coupon for each in self.programme.promotions}:
            self.hold_coupon(code)
        elif kind is CodeKind.GIFT_CARD:
            self.ops.run(self.desk.stored.find, code, then=self._gift_card_read, failed=self.failed)
        else:
            self.hold_voucher(code)

    def _gift_card_read(self, card: StoredCardPicture) -> None:
        self.gift_card.emit(card)

    def hold_voucher(self, code: str) -> None:
        """Put a voucher of this shop on the order, by its digits or by a campaign's word."""
        order = self.basket.order
        self.ops.run(
            self.desk.vouchers.hold, code, order.account_id, failed=self.failed,
            then=lambda held: self._put_voucher(order.id, held),
        )  # fmt: skip

    def hold_coupon(self, word: str) -> None:
        """Put a word that promotions ask for on the order; say so where it gives nothing yet."""
        if not self.change(self.basket.order.with_coupon(word)):
            return
        asked = {each.id for each in self.programme.promotions if each.coupon == word}
        if asked.isdisjoint(reduction.id for reduction in self.basket.quote.priced.reductions):
            self.notify(ToastKind.INFO, _("Đã nhận mã {word}, đơn chưa đủ điều kiện được giảm").format(word=word))
        else:
            self.offer_undo(_("Đã dùng «{name}»").format(name=word))

    def hold_partner_voucher(self, code: str) -> None:
        """Put a neighbour's voucher on the order."""
        order_id = self.basket.order.id
        self.ops.run(
            self.desk.partners.hold, code, failed=self.failed, then=lambda held: self._put_voucher(order_id, held)
        )

    def _put_voucher(self, order_id: str, held: HeldVoucher) -> None:
        if order_id != self.basket.order.id or self.step == "done":
            return  # paid or given up meanwhile
        try:
            basket = self._with_voucher(held)
        except Rejected as refusal:
            self._refuse_voucher(held, refusal)
            return
        if self.apply(basket, "item"):
            self.offer_undo(_("Đã dùng «{name}»").format(name=held.name))

    def _with_voucher(self, held: HeldVoucher) -> Basket:
        order = self.basket.order.with_voucher(held)
        self.pricer.quote(order.redeeming(None), self.basket.member)
        return self.pricer.changed(self.basket, order, selected=self.basket.selected)

    def _refuse_voucher(self, held: HeldVoucher, refusal: Rejected) -> None:
        if self.basket.order.is_empty and refusal.code in TOO_SOON:
            self.refuse(_("«{name}» dùng được: quét món trước, rồi quét lại phiếu.").format(name=held.name))
        else:
            self.refuse(sentence(refusal))

    # what else the order is

    def set_order_type(self, order_type: OrderType) -> None:
        """Say whether it is eaten here, taken along or brought; what holds for another kind falls away."""
        if order_type is not self.basket.order.order_type and not self.is_closing and self.step != "done":
            self.change(replace(self.basket.order, order_type=order_type))

    def sell_plan(self, plan: str) -> None:
        """Put a paid membership on the order."""
        programme = self.programme
        self._sell(Ware.MEMBERSHIP, lambda order, item: with_plan(order, item, programme, plan))

    def sell_top_up(self, amount: Money) -> None:
        """Put a top-up of the member's wallet on the order; raises INVALID_AMOUNT beyond the bounds."""
        programme = self.programme
        check_sellable(programme, Ware.TOP_UP, amount, "")
        self._sell(Ware.TOP_UP, lambda order, item: with_top_up(order, item, programme, amount))

    def sell_debt(self, amount: Money, owed: Money) -> None:
        """Let the member pay of what they owe with this order; raises DEBT_LESS, INVALID_AMOUNT."""
        check_debt(self.basket.order, amount, owed)
        member = self.basket.order.account_id or ""
        self._sell(Ware.DEBT, lambda order, item: order.add_ware(item, Ware.DEBT, positive(amount), member))

    def sell_gift_card(self, amount: Money, code: str = "", held: Money = 0) -> None:
        """Put a new gift card on the order, or a load of the one with this `code` that holds `held` đồng of money.

        Raises:
            Rejected: INVALID_AMOUNT beyond the bounds of a load, or where the card would hold more than allowed.
        """
        programme, terms = self.programme, self.programme.stored
        if held + amount > terms.most:
            raise Rejected(Code.INVALID_AMOUNT, least=terms.least, most=max(0, terms.most - held))
        check_sellable(programme, Ware.GIFT_CARD, amount, code)
        self._sell(Ware.GIFT_CARD, lambda order, item: with_gift_card(order, item, programme, amount, code))

    def _sell(self, ware: Ware, added: Callable[[Order, Item], Order]) -> None:
        order_id = self.basket.order.id

        def put(item: Item) -> None:
            if order_id == self.basket.order.id and self.step != "done":
                self.guarded(lambda: self._add(added(self.basket.order, item)))

        self.ops.run(self.desk.wares.item, ware, then=put, failed=self.failed)

    def _add(self, order: Order) -> None:
        key = order.lines[-1].key
        self.apply(self.pricer.changed(self.basket, order, selected=key, added=key), "item")
