"""The kitchen's display beside the till's window: opened from the menu, on a second panel where there is one."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from pos_desktop.app.workers import Workers
from pos_desktop.services.desk import Desk
from pos_desktop.ui.kitchen.controller import KitchenController
from pos_desktop.ui.kitchen.screen import KitchenScreen
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import LEAST_SIZE
from pos_desktop.ui.window_menu import WindowMenu


class KitchenDisplay(QObject):
    """At most one display; it goes on while the till is locked. Attributes: `screen`, None while it is closed."""

    def __init__(self, menu: WindowMenu, desk: Desk, ops: Ops, workers: Workers, parent: QObject) -> None:
        super().__init__(parent)
        self._menu, self._desk, self._ops = menu, desk, ops
        menu.kitchen_wanted.connect(self.open)
        self._reads = Ops(workers.reports, parent=self)
        self._controller: KitchenController | None = None
        self.screen: KitchenScreen | None = None

    def open(self) -> None:
        """Show it, or bring it to the front."""
        if self.screen is None:
            till = self._desk.till
            self._controller = KitchenController(till, self._desk.kitchen, self._reads, self._ops, self)
            self.screen = KitchenScreen(self._controller)
            self.screen.closed.connect(self.close)
            self._place(self.screen)
            self._controller.start()
        self.screen.show()
        self.screen.raise_()
        self.screen.activateWindow()
        self.screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Give it up."""
        screen, self.screen = self.screen, None
        controller, self._controller = self._controller, None
        if controller is not None:
            controller.stop()
        if screen is not None:
            screen.close()
            screen.deleteLater()
        if controller is not None:
            controller.deleteLater()

    def retire(self) -> None:
        """Another shop's display is opened from the menu from now on."""
        self._menu.kitchen_wanted.disconnect(self.open)
        self.close()

    def _place(self, screen: KitchenScreen) -> None:
        panels = QGuiApplication.screens()
        panel = panels[-1].availableGeometry()
        screen.setMinimumSize(min(LEAST_SIZE[0], panel.width()) // 2, min(LEAST_SIZE[1], panel.height()) // 2)
        screen.resize(min(LEAST_SIZE[0], panel.width()), min(LEAST_SIZE[1], panel.height()))
        screen.move(panel.topLeft())
