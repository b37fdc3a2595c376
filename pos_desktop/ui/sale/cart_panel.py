"""The order: its member, offers, lines, sums and the two ways to pay."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.sale.view import SaleView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.cart import CartList
from pos_desktop.ui.widgets.chips import OfferRow
from pos_desktop.ui.widgets.labels import Cut, rule
from pos_desktop.ui.widgets.member import MemberStrip
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.ui.widgets.toast import ToastSlot
from pos_desktop.ui.widgets.totals import Totals
from pos_desktop.wording import _

WIDTH: Final = 404


class CartPanel(Dressed, QWidget):
    """Shows the order part of a `SaleView`; the parts are public, so that the screen can listen to them.

    Toasts take their room from the lines (`notices`): nowhere else is there none that could be pressed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout.sized(self, width=WIDTH)
        self.strip, self.offers, self.lines, self.totals = MemberStrip(), OfferRow(), CartList(), Totals()
        self.whose = Cut(role="small", weight="medium", tone=Tone.PRIMARY)
        self.upsell = Cut(role="small", tone=Tone.MUTED)
        self.cash = Button(kind="cash", hint="F8")
        self.pay = Button(kind="pay", hint="F9")
        self.kitchen, self.fire = Button(kind="secondary", hint="Ctrl+K"), Button(kind="secondary", hint="Ctrl+R")
        self.to_kitchen = QWidget()
        layout.row(self.to_kitchen, (self.kitchen, 1), (self.fire, 1), gap=10)
        self.buttons = QWidget()
        layout.row(self.buttons, (self.cash, 1), (self.pay, 1), gap=10)
        self.notices = ToastSlot()
        lines = layout.column(None, (self.lines, 1), self.notices, gap=0)
        above = (self.strip, self.whose, self.offers, self.upsell)
        layout.column(self, *above, (lines, 1), rule(), self.to_kitchen, self.totals, self.buttons, gap=8, pad=10)
        self.retranslate()

    def show_view(self, view: SaleView) -> None:
        """Show another state of the order."""
        self.strip.show_view(view.member, view.invitation)
        self.whose.show_text(view.whose)
        self.whose.setVisible(bool(view.whose))
        self.offers.show_views(view.offers, view.more_offers)
        self.upsell.show_text(view.upsell)
        self.upsell.setVisible(bool(view.upsell))
        self.lines.show_view(view.cart)
        self.totals.show_view(view.totals)
        self.cash.show_text(_("Tiền mặt"), detail=view.cash)
        for button in (self.cash, self.pay):
            button.setEnabled(view.can_pay)
        self.buttons.setVisible(view.step == "sale")
        for button, words in ((self.kitchen, view.kitchen.send), (self.fire, view.kitchen.fire)):
            button.show_text(words)
            button.setVisible(bool(words))
        self.to_kitchen.setVisible(bool(view.kitchen.send or view.kitchen.fire))

    def retranslate(self) -> None:
        """Take up a new language."""
        self.cash.show_text(_("Tiền mặt"))
        self.pay.show_text(_("Thanh toán"))
