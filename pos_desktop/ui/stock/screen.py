"""«Kho»: the list at the left with what may be written over it, what was chosen at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import ChipView, Tone
from pos_desktop.ui.stock.controller import StockController
from pos_desktop.ui.stock.panel import StockPanel
from pos_desktop.ui.stock.paper_sheet import PaperSheet
from pos_desktop.ui.stock.rows import StockList
from pos_desktop.ui.stock.view import StockListView
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import EmptyBlock, Skeleton
from pos_desktop.ui.widgets.entry import SearchField
from pos_desktop.ui.widgets.labels import Cut
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.wording import _


class StockScreen(Dressed, QWidget):
    """Shows what a `StockController` tells. Decides nothing.

    Signals: `export_wanted()`. Attributes: `search`, `parts`, `filters`, `papers` (buttons by name), `list`, `panel`,
    `sheet`, `leave`, `export`.
    """

    export_wanted = Signal()

    def __init__(self, controller: StockController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title, self._worth = Cut(role="heading", weight="medium"), Cut(tone=Tone.MUTED)
        self.leave, self.search = icon_button("arrow-left", ""), SearchField()
        self.export = icon_button("download", "")
        self.parts, self.filters, self.list, self.panel = Segments(), ChipRow(), StockList(), StockPanel()
        self.papers: dict[str, Button] = {}
        self._paper_views: tuple[ChipView, ...] = ()
        self._empty, self._skeleton = EmptyBlock(), Skeleton(rows=8, row_height=56)
        board, left = QWidget(), QWidget()
        self._paper_line: QHBoxLayout = layout.row(board, gap=8)
        layout.column(
            left, layout.row(None, self.leave, self._title, (self._worth, 1), self.export, gap=8),
            layout.row(None, self.parts, None), board, self.search, self.filters, (self.list, 1),
            (self._skeleton, 1), (self._empty, 1), gap=8,
        )  # fmt: skip
        layout.row(self, (left, 1), self.panel, gap=12, pad=(12, 10, 12, 10))
        self._skeleton.hide()
        self.sheet = PaperSheet(left, controller.paper)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        controller = self._controller
        controller.list_changed.connect(self.show_list)
        controller.panel_changed.connect(self.panel.show_view)
        self.search.searched.connect(controller.search)
        self.search.returnPressed.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.parts.chosen.connect(controller.show_part)
        self.filters.chosen.connect(controller.choose_filter)
        self.list.chosen.connect(controller.choose)
        self.list.more_wanted.connect(controller.more, Qt.ConnectionType.QueuedConnection)
        self.panel.done.connect(controller.do)
        self.panel.more_wanted.connect(controller.more_moves)
        self.leave.clicked.connect(controller.left)
        self.export.clicked.connect(lambda _on=False: self.export_wanted.emit())

    def show_list(self, view: StockListView) -> None:
        """Show another state of the list."""
        self._worth.show_text(view.worth)
        self.parts.show_views(view.parts, view.part)
        self.filters.show_views(view.filters, view.filter)
        self.filters.setVisible(bool(view.filters))
        self.search.setVisible(bool(view.filters))
        self._show_papers(view.papers)
        self.list.show_rows(view.rows, view.chosen, has_more=view.has_more)
        self.list.setVisible(bool(view.rows))
        self._empty.setVisible(view.empty is not None)
        if view.empty is not None:
            self._empty.show_view(view.empty)
        waits = view.loading and not view.rows
        if waits and not self._skeleton.isVisible():
            self._skeleton.start()
        elif not waits:
            self._skeleton.stop()

    def _show_papers(self, views: tuple[ChipView, ...]) -> None:
        if views == self._paper_views:
            return
        self._paper_views = views
        while self._paper_line.count():
            old = self._paper_line.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.papers = {}
        for at, view in enumerate(views):
            button = Button(view.label, kind="primary" if at == 0 else "secondary")
            button.clicked.connect(lambda _on=False, name=str(view.id): self._controller.write(name))
            self._paper_line.addWidget(button)
            self.papers[str(view.id)] = button
        self._paper_line.addStretch(1)

    def retranslate(self) -> None:
        """Take up a new language; the controller tells the rest."""
        if not hasattr(self, "sheet"):
            return
        self.setAccessibleName(_("Kho"))
        self._title.show_text(_("Kho"))
        self.leave.show_text("", name=_("Quay lại"))
        self.export.show_text("", name=_("Xuất tồn kho ra tệp"))
        self.search.show_placeholder(_("Tên, mã hàng, hoặc quét mã vạch"))
        self._controller.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """/ searches, arrows walk, Ctrl+N begins the first paper, Esc goes back."""
        key, ctrl = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Slash and self.search.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif ctrl and key == Qt.Key.Key_N and self.papers:
            next(iter(self.papers.values())).click()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        """Esc empties the search first."""
        if self.search.text() and self._controller.paper.draft is None:
            self.search.clear()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._controller.back()
