"""«Thành viên»: the list at the left, one member at the right, sheets of deeds over the list."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.members.cards import CardsController
from pos_desktop.ui.members.cards_sheet import CardsSheet
from pos_desktop.ui.members.controller import MembersController
from pos_desktop.ui.members.deed_sheet import DeedSheet
from pos_desktop.ui.members.panel import Panel
from pos_desktop.ui.members.rows import MemberHead, MemberList
from pos_desktop.ui.members.view import RosterView
from pos_desktop.ui.why.sheet import WhySheet
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import EmptyBlock, Skeleton
from pos_desktop.ui.widgets.entry import SearchField
from pos_desktop.ui.widgets.labels import Cut
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _


class MembersScreen(Dressed, QWidget):
    """Shows what a `MembersController` tells. Decides nothing.

    Attributes: `search`, `chips`, `list`, `panel`, `sheet` (of the deed), `why_sheet`, `add`, `leave`, `print_cards`
    (opens `cards_sheet`; for who may).
    """

    def __init__(self, controller: MembersController, cards: CardsController | None = None) -> None:
        super().__init__()
        self._controller, self._cards = controller, cards
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title = Cut(role="heading", weight="medium")
        self.leave, self.add = icon_button("arrow-left", ""), Button(kind="primary", icon="user-plus", hint="Ctrl+N")
        self.search, self.chips, self.list = SearchField(), ChipRow(), MemberList()
        self._head, self._empty, self._skeleton = MemberHead(), EmptyBlock(), Skeleton(rows=8, row_height=60)
        self.panel = Panel()
        self._left = left = QWidget()
        self.print_cards = Button(kind="secondary", icon="printer")
        top = layout.row(None, self.leave, (self._title, 1), self.print_cards, self.add, gap=8)
        layout.column(
            left, top, self.search, self.chips, self._head, (self.list, 1), (self._skeleton, 1), (self._empty, 1),
            gap=8,
        )  # fmt: skip
        layout.row(self, (left, 1), self.panel, gap=12, pad=(12, 10, 12, 10))
        self._skeleton.hide()
        self.sheet, self.why_sheet = DeedSheet(left, controller.deeds), WhySheet(left, controller.why)  # type: ignore[arg-type]
        self.cards_sheet = CardsSheet(self.panel, cards) if cards else None
        self.print_cards.setVisible(cards is not None and cards.may)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        controller = self._controller
        controller.roster_changed.connect(self.show_roster)
        controller.detail_changed.connect(self.panel.show_view)
        self._is_other_list = False
        for asked in (self.search.searched, self.chips.chosen):
            asked.connect(self._begin_at_the_top)  # before the controller, which may have the answer at once
        self.search.searched.connect(controller.search)
        self.search.returnPressed.connect(self._enter_list)
        self.chips.chosen.connect(controller.filter)
        self.list.chosen.connect(controller.choose)
        self.list.opened.connect(self._open)
        self.list.more_wanted.connect(controller.more, Qt.ConnectionType.QueuedConnection)
        self._empty.acted.connect(controller.enrol)
        self.panel.asked.connect(controller.do)
        self.panel.tab_chosen.connect(controller.choose_tab)
        self.add.clicked.connect(controller.enrol)
        if self._cards is not None:
            self.print_cards.clicked.connect(lambda _on=False: self._open_cards())
            self.list.chosen.connect(self._cards.pick)
        self.leave.clicked.connect(controller.left)

    def show_roster(self, view: RosterView) -> None:
        """Show another state of the list."""
        self._title.show_text(view.title)
        self.chips.show_views(view.chips, view.chip)
        self.list.show_rows(view.rows, view.chosen, has_more=view.has_more)
        if self._is_other_list and not view.loading:
            self._is_other_list = False
            self.list.scrollToTop()
        waits = view.loading and not view.rows
        self._empty.setVisible(view.empty is not None)
        self.list.setVisible(bool(view.rows))
        self._head.setVisible(bool(view.rows))
        if view.empty is not None:
            self._empty.show_view(view.empty)
        if waits and not self._skeleton.isVisible():
            self._skeleton.start()
        elif not waits:
            self._skeleton.stop()

    def retranslate(self) -> None:
        """Take up a new language; the controller tells the rest."""
        if not hasattr(self, "sheet"):
            return
        self.setAccessibleName(_("Khách thành viên"))
        self.leave.show_text("", name=_("Quay lại"))
        self.add.show_text(_("Thêm"), name=_("Thêm thành viên"))
        self.print_cards.show_text(_("In thẻ"))
        self.search.show_placeholder(_("Tên, số điện thoại, mã, hoặc quét thẻ"))
        self._controller.refresh()
        if self._cards is not None:
            self._cards.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """/ searches, arrows walk, Enter opens, Ctrl+N enrols, Esc goes back."""
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Slash:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif event.key() == Qt.Key.Key_N and ctrl:
            self._controller.enrol()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _open_cards(self) -> None:
        """The sheet stands over the member, so that others can be picked in the list."""
        if self._cards is not None and not self._controller.deeds.is_busy:
            self._controller.deeds.close()
            self._controller.why.close()
            self._cards.open()

    def _begin_at_the_top(self) -> None:
        """What is found comes first, wherever the member on show stands in it."""
        self._is_other_list = True

    def _back(self) -> None:
        """Esc empties the search first."""
        if self.search.text() and self._controller.deeds.deed is None:
            self.search.clear()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._controller.back()

    def _enter_list(self) -> None:
        """Enter in the search goes on in the list."""
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        """Go to the member's first button."""
        for button in self.panel.deeds.values():
            button.setFocus(Qt.FocusReason.TabFocusReason)
            return
