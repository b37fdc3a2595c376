"""The sheet of cards: whose, a bar while they are drawn, then where the file lies; the list stays beside it."""

from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.members.cards import SEVERAL, CardsController, CardsView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.long_work import LongWorkSheet
from pos_desktop.wording import _


class CardsSheet(LongWorkSheet):
    """Shows a `CardsView`; closing it stops what runs. Attributes: `whose`, `since`, `picked`, `start` (button)."""

    def __init__(self, area: QWidget, controller: CardsController) -> None:
        self.whose, self.picked, self.since = ChipRow(), ChipRow(), LabelledField("")
        self._told = Text(wrap=True)
        self.start = Button(kind="primary", icon="download")
        foot = layout.row(None, self.start, None)
        super().__init__(area, controller, self.whose, self._told, self.picked, self.since, foot, None)
        self.whose.chosen.connect(lambda whose: controller.choose(str(whose)))
        self.picked.chosen.connect(controller.drop)
        self.since.edit.textEdited.connect(controller.type_since)
        self.since.edit.returnPressed.connect(controller.start)
        self.start.clicked.connect(lambda _on=False: controller.start())
        self.closed.connect(controller.close)
        controller.opened.connect(self.start.setFocus)

    def fill(self, view: CardsView) -> None:
        """What is chosen; nothing can be chosen while cards are drawn."""
        is_idle, is_several = view.progress is None, view.chosen == SEVERAL
        self.whose.show_views(view.whose, view.chosen)
        self.whose.setEnabled(is_idle)
        self._told.setText(view.told)
        self.picked.setVisible(is_several and bool(view.picked))
        self.picked.show_views(view.picked, None)
        self.picked.setEnabled(is_idle)
        self.since.setVisible(not is_several)
        self.since.show_texts(_("Vào từ ngày"), hint=_("Để trống là tất cả. Ví dụ 01/11/2026"))
        if self.since.edit.text().strip() != view.since:
            self.since.edit.setText(view.since)
        self.since.show_error(view.since_problem)
        self.since.setEnabled(is_idle)
        self.start.show_text(view.verb)
        self.start.setEnabled(view.can)
