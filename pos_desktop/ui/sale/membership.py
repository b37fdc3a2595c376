"""The member on the open order, and the points that the order takes."""

from dataclasses import replace

from PySide6.QtCore import Signal

from pos_desktop.core.errors import Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.quote import Quote
from pos_desktop.selling.order import Identified, Redeem
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.ui.sale import view
from pos_desktop.ui.sale.waiting_order import WaitingOrder
from pos_desktop.wording import _, money, points
from pos_desktop.wording.messages import sentence


class MemberOrder(WaitingOrder):
    """An open order that a member may be attached to. Signals: `attached(MemberPicture)`, and see SaleController."""

    attached = Signal(object)

    @property
    def bare_quote(self) -> Quote:
        """The quote of the order as if no points were redeemed."""
        return self.pricer.quote(self.basket.order.redeeming(None), self.basket.member)

    def ask_points(self) -> None:
        """Ask how many points to redeem."""
        raise NotImplementedError

    def attach(self, account_id: Id, identified: Identified = Identified.SEARCH) -> None:
        """Put a member on the order."""
        order_id = self.basket.order.id
        self.ops.run(
            self.desk.members.picture, account_id, for_order=order_id, failed=self.failed,
            then=lambda picture: self._put_member(order_id, replace(picture, identified=identified)),
        )  # fmt: skip

    def reread(self) -> None:
        """Read the member afresh: points may have moved elsewhere."""
        if self.basket.order.account_id:
            self.attach(self.basket.order.account_id)

    def detach(self) -> None:
        """Take the member off the order."""
        if self.basket.member is None:
            return
        name = view.display_name(self.basket.member)
        if self.apply(self.pricer.without_member(self.basket)):
            self.offer_undo(_("Đã bỏ {name} khỏi đơn").format(name=name))

    def redeem_most(self) -> None:
        """Take the most points; when some are taken already, ask how many."""
        if self.basket.points:
            self.ask_points()
            return
        try:
            self.put_points(Redeem.MOST)
        except Rejected as refusal:
            self.refuse_points(refusal)

    def redeem(self, count: int) -> None:
        """Take this many points."""
        self.guarded(lambda: self.put_points(count))

    def put_points(self, wish: int | Redeem) -> None:
        """Take points; raises Rejected."""
        if self.apply(self.pricer.strict(self.basket, self.basket.order.redeeming(wish))):
            off = money(self.basket.quote.priced.points_value)
            self.offer_undo(_("Đã đổi {points}, giảm {money}").format(points=points(self.basket.points), money=off))

    def unredeem(self) -> None:
        """Give the points back; the toast takes them again."""
        if self.basket.points and self.change(self.basket.order.redeeming(None)):
            self.offer_undo(_("Đã bỏ đổi điểm"))

    def find_card(self, card: str) -> None:
        order_id = self.basket.order.id
        self.ops.run(
            self.desk.members.find, card, for_order=order_id, failed=self.failed,
            then=lambda picture: self._put_member(order_id, picture),
        )  # fmt: skip

    def _put_member(self, order_id: Id, picture: MemberPicture) -> None:
        if order_id != self.basket.order.id or self.step == "done":
            return  # paid or given up meanwhile
        if self.apply(self.pricer.with_member(self.basket, picture), "member"):
            self.attached.emit(picture)

    def refuse_points(self, refusal: Rejected) -> None:
        """Say why points cannot be taken."""
        self.refuse(view.why_no_points(self.basket) or sentence(refusal))
