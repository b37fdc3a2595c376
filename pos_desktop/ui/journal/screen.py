"""«Nhật ký»: the list at the left, one row at the right, the export over both."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.journal.controller import JournalController
from pos_desktop.ui.journal.export import ExportController
from pos_desktop.ui.journal.export_sheet import ExportSheet
from pos_desktop.ui.journal.panel import JournalPanel
from pos_desktop.ui.journal.rows import JournalList
from pos_desktop.ui.journal.view import JournalListView
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import EmptyBlock, Skeleton
from pos_desktop.ui.widgets.entry import SearchField
from pos_desktop.ui.widgets.labels import Cut
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _


class JournalScreen(Dressed, QWidget):
    """Shows what a `JournalController` tells. Decides nothing.

    Attributes: `search`, `periods`, `groups`, `people`, `list`, `panel`, `export`, `sheet`, `leave`.
    """

    def __init__(self, controller: JournalController, exporting: ExportController) -> None:
        super().__init__()
        self._controller, self._exporting = controller, exporting
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title, self.leave = Cut(role="heading", weight="medium"), icon_button("arrow-left", "")
        self.export = Button(kind="secondary", icon="download", hint="Ctrl+E")
        self.search, self.list, self.panel = SearchField(), JournalList(), JournalPanel()
        self.periods, self.groups, self.people = ChipRow(), ChipRow(), ChipRow()
        self._empty, self._skeleton = EmptyBlock(), Skeleton(rows=8, row_height=56)
        left = QWidget()
        layout.column(
            left, layout.row(None, self.leave, (self._title, 1), self.export, gap=8), self.search, self.periods,
            self.groups, self.people, (self.list, 1), (self._skeleton, 1), (self._empty, 1), gap=8,
        )  # fmt: skip
        layout.row(self, (left, 1), self.panel, gap=12, pad=(12, 10, 12, 10))
        self._skeleton.hide()
        self.sheet = ExportSheet(self, exporting)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        controller = self._controller
        controller.list_changed.connect(self.show_list)
        controller.detail_changed.connect(self.panel.show_view)
        self.search.searched.connect(controller.search)
        self.search.returnPressed.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.periods.chosen.connect(controller.choose_period)
        self.groups.chosen.connect(controller.choose_group)
        self.people.chosen.connect(controller.choose_person)
        self.list.chosen.connect(controller.choose)
        self.list.more_wanted.connect(controller.more, Qt.ConnectionType.QueuedConnection)
        self._empty.acted.connect(controller.widen)
        self.leave.clicked.connect(controller.left)
        self.export.clicked.connect(lambda: self._exporting.ask(*controller.days))

    def show_list(self, view: JournalListView) -> None:
        """Show another state of the list."""
        self.periods.show_views(view.periods, view.period)
        self.groups.show_views(view.groups, view.group)
        self.people.show_views(view.people, view.person)
        self.people.setVisible(len(view.people) > 1)
        self.list.show_rows(view.rows, view.chosen, has_more=view.has_more)
        self._empty.setVisible(view.empty is not None)
        self.list.setVisible(bool(view.rows))
        self.export.setVisible(view.can_export)
        if view.empty is not None:
            self._empty.show_view(view.empty)
        waits = view.loading and not view.rows
        if waits and not self._skeleton.isVisible():
            self._skeleton.start()
        elif not waits:
            self._skeleton.stop()

    def retranslate(self) -> None:
        """Take up a new language; the controller tells the rest."""
        if not hasattr(self, "panel"):
            return
        self.setAccessibleName(_("Nhật ký"))
        self._title.show_text(_("Nhật ký"))
        self.leave.show_text("", name=_("Quay lại"))
        self.export.show_text(_("Xuất tệp"))
        self.search.show_placeholder(_("Số hoá đơn, khách, hoặc ngày 31/08/2025"))
        self._controller.refresh()
        self._exporting.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """/ searches, arrows walk, Ctrl+E exports, Esc goes back."""
        key, ctrl = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Slash:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif ctrl and key == Qt.Key.Key_E and self.export.isVisible():
            self.export.click()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        """Esc empties the search first."""
        if self.search.text():
            self.search.clear()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._controller.left.emit()
