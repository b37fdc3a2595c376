"""The kitchen's display beside the till's window: opened from the menu, on a second panel where there is one."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication

from pos_desktop.app.workers import Workers
from pos_desktop.services.desk import Desk
from pos_desktop.ui.kitchen.controller import KitchenController
from pos_desktop.ui.kitchen.screen import KitchenScreen
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import LEAST_SIZE, Window


class KitchenDisplay(QObject):
    """At most one display; it goes on while the till is locked, and goes with us and with the till's window.

    Attributes: `screen`, None while it is closed.
    """

    def __init__(self, window: Window, desk: Desk, ops: Ops, workers: Workers, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._ops = desk, ops
        window.menu.kitchen_wanted.connect(self.open)
        window.installEventFilter(self)
        self._reads = Ops(workers.reports, parent=self)
        self._controller: KitchenController | None = None
        self.screen: KitchenScreen | None = None

    def open(self) -> None:
        """Show it, or bring it to the front."""
        if self.screen is not None:
            self.screen.raise_()
        else:
            till = self._desk.till
            self._controller = KitchenController(till, self._desk.kitchen, self._reads, self._ops, self)
            self.screen = KitchenScreen(self._controller)
            self.screen.closed.connect(self.close)
            self.destroyed.connect(self.screen.deleteLater)
            self._place(self.screen)
            self._controller.start()
        self.screen.show()
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The till's window takes the display along when it closes."""
        if event.type() == QEvent.Type.Close:
            self.close()
        return super().eventFilter(watched, event)

    def _place(self, screen: KitchenScreen) -> None:
        panels = QGuiApplication.screens()
        panel = panels[-1].availableGeometry()
        screen.setMinimumSize(min(LEAST_SIZE[0], panel.width()) // 2, min(LEAST_SIZE[1], panel.height()) // 2)
        screen.resize(min(LEAST_SIZE[0], panel.width()), min(LEAST_SIZE[1], panel.height()))
        screen.move(panel.topLeft())
