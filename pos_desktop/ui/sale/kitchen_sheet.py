"""The sheet that asks why goods are taken back from the kitchen."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.sale.kitchen import KitchenDeeds, ReasonView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

WIDTH: Final = 440
USUAL: Final = 4
MOST_REASON: Final = 200


class KitchenSheet(Sheet):
    """Shows a `ReasonView`. Decides nothing. Attributes: `reason` (field), `usual` (buttons), `verb`."""

    def __init__(self, area: QWidget, deeds: KitchenDeeds) -> None:
        super().__init__(area)
        self._deeds = deeds
        self._goods = Text(role="cash", weight="medium", wrap=True)
        self.reason, self.verb = LabelledField(""), Button(kind="danger")
        self.reason.edit.setMaxLength(MOST_REASON)
        self.usual = tuple(Button(kind="quick") for _reason in range(USUAL))
        self._error = Text(role="small", tone=Tone.DANGER, wrap=True)
        middle = layout.sized(QWidget(), width=WIDTH)
        pairs = [layout.row(None, *((button, 1) for button in self.usual[at : at + 2]), gap=8) for at in (0, 2)]
        layout.column(middle, self._goods, self.reason, *pairs, self._error, self.verb, None, gap=12)
        layout.row(self.body, None, middle, None, pad=(16, 16, 16, 16))
        self.reason.edit.textEdited.connect(deeds.give_reason)
        self.reason.edit.returnPressed.connect(deeds.confirm)
        self.verb.clicked.connect(deeds.confirm)
        for button in self.usual:
            button.clicked.connect(lambda _on=False, button=button: deeds.give_reason(button.text()))
        self.closed.connect(deeds.close)
        deeds.changed.connect(self.show_view)

    def show_view(self, view: ReasonView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            self.close_sheet()
            return
        self.show_title(view.title)
        self._goods.setText("\n".join(view.goods))
        self.reason.show_texts(_("Lý do (bắt buộc)"))
        if self.reason.edit.text() != view.reason:
            self.reason.edit.setText(view.reason)
        for button, text in zip(self.usual, view.reasons, strict=True):
            button.show_text(text)
        self._error.setText(view.error)
        self._error.setVisible(bool(view.error))
        self.verb.show_text(view.verb)
        self.verb.setEnabled(bool(view.reason.strip()))
        self.verb.set_busy(view.busy)
        if not self.isVisible():
            self.open(self.reason.edit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it back, Esc leaves the order as it is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._deeds.confirm()
        else:
            super().keyPressEvent(event)
