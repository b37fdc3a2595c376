"""The finished sale: the change in large digits until the next sale begins."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.done.controller import DoneController
from pos_desktop.ui.done.view import DoneView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import MoneyLabel, Picture, Text
from pos_desktop.ui.widgets.paint import CENTRE


class DonePanel(QWidget):
    """Shows a `DoneView`. Decides nothing."""

    def __init__(self, controller: DoneController) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = Text(role="heading", weight="medium", align=CENTRE)
        self.amount = MoneyLabel(role="change", tone=Tone.PAY, weight="bold", align=CENTRE)
        self._paid = Text(tone=Tone.MUTED, wrap=True, align=CENTRE)
        self._number = Text(role="small", tone=Tone.MUTED, align=CENTRE)
        self.member = Text(tone=Tone.LOYALTY, weight="medium", wrap=True, align=CENTRE)
        self._tier = Text(role="small", tone=Tone.LOYALTY, wrap=True, align=CENTRE)
        self.reprint, self.next = Button(icon="printer"), Button(kind="primary", icon="plus", hint="F1")
        self.add_member, self.why = Button(kind="offer", icon="user-plus", hint="F4"), Button(kind="ghost", icon="info")
        self.welcome = Button(kind="offer", icon="printer")
        self._hint = Text(role="small", tone=Tone.MUTED, align=CENTRE)
        tick = layout.row(None, None, Picture("circle-check", size=52, colour="pay"), None)
        buttons = layout.row(None, None, self.add_member, self.welcome, self.reprint, self.next, None, gap=12)
        words = (self._label, self.amount, self._paid, self.member, self._tier, layout.row(None, None, self.why, None))
        layout.column(self, None, tick, *words, layout.column(None, buttons, pad=(0, 16, 0, 0)), None, self._number,
                      self._hint, gap=6, pad=16)  # fmt: skip
        self.reprint.clicked.connect(controller.reprint)
        self.next.clicked.connect(controller.next_sale)
        self.add_member.clicked.connect(controller.add_member)
        self.welcome.clicked.connect(controller.welcome)
        self.why.clicked.connect(controller.explain)
        controller.changed.connect(self.show_view)

    def show_view(self, view: DoneView) -> None:
        """Show another sale."""
        self._label.setText(view.label)
        self.amount.setText(view.amount)
        for label, words in ((self._paid, view.paid), (self.member, view.member), (self._tier, view.tier)):
            label.setText(words)
            label.setVisible(bool(words))
        self._number.setText(view.number)
        self._hint.setText(view.hint)
        self.reprint.show_text(view.reprint)
        self.reprint.setVisible(view.can_reprint)
        self.next.show_text(view.next)
        offers = ((self.add_member, view.add_member), (self.welcome, view.welcome), (self.why, view.why))
        for button, title in offers:
            button.show_text(title)
            button.setVisible(bool(title))
        self.setAccessibleName(f"{view.label} {view.amount}")
