"""The floor, wired to the window, the sale and the services; the owner draws it on a page of its own."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.ui.models.views import ConfirmView
from pos_desktop.ui.tables.controller import TablesController
from pos_desktop.ui.tables.editor import FloorEditor
from pos_desktop.ui.tables.editor_screen import EditorScreen
from pos_desktop.ui.tables.screen import TablesScreen
from pos_desktop.wording import _


class TablesVisit(Visit):
    """One look at the floor."""

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        desk, ops, person = premises.desk, premises.ops, premises.person
        self.controller = TablesController(desk, ops, person, premises.sell, premises.printer, self)
        self.editor = FloorEditor(desk, ops, person, self)
        self.controller.toast.connect(premises.window.toast)

    def open(self) -> None:
        """Show the floor; NOT_ALLOWED for who may not sell."""
        self.require("sell")
        pages = QStackedWidget()
        self._floor, self._drawing = TablesScreen(self.controller), EditorScreen(self.editor)
        for page in (self._floor, self._drawing):
            pages.addWidget(page)
        pages.setFocusProxy(self._floor)
        self._floor.draw_wanted.connect(self._draw)
        self.editor.left.connect(lambda: self.leave(self._show_floor))
        self.editor.saved.connect(self._show_floor)
        self.controller.left.connect(lambda: self.leave(self.left.emit))
        self._pages, self.screen = pages, pages
        self.opened.emit()
        self.controller.load()

    def _draw(self) -> None:
        self.editor.begin(self.controller.plan)
        self._show(self._drawing)

    def _show_floor(self) -> None:
        self.editor.begin(self.controller.plan)
        self._show(self._floor)
        self.controller.load()

    def _show(self, page: TablesScreen | EditorScreen) -> None:
        self._pages.setCurrentWidget(page)
        self._pages.setFocusProxy(page)
        page.setFocus()

    def leave(self, then: Callable[[], None]) -> None:
        """What was drawn is kept, or given up by a word."""
        if self.screen is None or self._pages.currentWidget() is not self._drawing or not self.editor.is_changed:
            then()
            return
        view = ConfirmView(_("Bỏ sơ đồ chưa lưu?"), (), _("Bỏ thay đổi"), _("Ở lại"))
        self.premises.window.confirm(view, then)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.controller.refresh()
        self.editor.refresh()

    def stop(self) -> None:
        """Read no more."""
        self.controller.stop()
