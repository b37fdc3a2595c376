"""«Thiết bị»: the devices at the left, each with its dot and word, and the page of one at the right."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.devices.controller import (
    CUSTOMER,
    DRAWER,
    KITCHEN,
    LOOK,
    PRINTER,
    SCALE,
    SCANNER,
    SOUND,
    DevicesController,
    DevicesView,
)
from pos_desktop.ui.devices.other_pages import CustomerPage, DrawerPage, KitchenPage, LookPage, ScalePage, SoundPage
from pos_desktop.ui.devices.parts import DeviceButton, Page, scrolled
from pos_desktop.ui.devices.printer_page import PrinterPage
from pos_desktop.ui.devices.scanner_page import ScannerPage
from pos_desktop.ui.devices.search_sheet import SearchSheet
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.ui.widgets.toast import ToastSlot
from pos_desktop.wording import _

LIST_WIDTH: Final = 300
ICONS: Final = {
    PRINTER: "printer", DRAWER: "wallet", KITCHEN: "coffee", SCANNER: "scan-barcode", CUSTOMER: "eye", SCALE: "package",
    SOUND: "volume-2", LOOK: "sun-moon",
}  # fmt: skip


class DevicesScreen(Dressed, QWidget):
    """Shows a `DevicesView`. Decides nothing.

    Attributes: `back`, `buttons` and `pages` by device, `search` (sheet), `toasts`, where messages have room.
    """

    def __init__(self, controller: DevicesController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back, self._title = icon_button("arrow-left", ""), Cut(role="heading", weight="medium")
        self._note = Text(role="small", tone=Tone.MUTED, wrap=True)
        self.buttons = {device: Button(kind="method", icon=icon, checkable=True) for device, icon in ICONS.items()}
        self._rows = {device: DeviceButton(button) for device, button in self.buttons.items()}
        self.pages: dict[str, Page] = {
            PRINTER: PrinterPage(controller.printer, controller.search), DRAWER: DrawerPage(controller),
            KITCHEN: KitchenPage(controller.kitchen), SCANNER: ScannerPage(controller),
            CUSTOMER: CustomerPage(controller), SCALE: ScalePage(controller.scale), SOUND: SoundPage(controller),
            LOOK: LookPage(controller),
        }  # fmt: skip
        self._stack, self.toasts = QStackedWidget(), ToastSlot()
        for page in self.pages.values():
            self._stack.addWidget(page)
        self.search = SearchSheet(self, controller.search)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        left = layout.sized(QWidget(), width=LIST_WIDTH)
        devices = QWidget()
        devices.setProperty("plain", True)
        layout.column(devices, *self._rows.values(), self._note, None, gap=6)
        head = layout.row(None, self.back, (self._title, 1), gap=8)
        layout.column(left, head, (scrolled(devices), 1), gap=10)
        right = layout.column(None, (self._stack, 1), self.toasts, gap=4)  # the slot is as good as not there
        layout.row(self, left, (right, 1), gap=12, pad=(12, 10, 12, 10))

    def _connect(self) -> None:
        self._controller.changed.connect(self.show_view)
        self.back.clicked.connect(lambda _on=False: self._controller.left.emit())
        for device, button in self.buttons.items():
            button.setProperty("mayElide", True)
            button.clicked.connect(lambda _on=False, device=device: self._choose(device))

    def _choose(self, device: str) -> None:
        self._controller.choose(device)
        page = self.pages[device]
        if isinstance(page, ScannerPage):
            page.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Take up a new language."""
        if hasattr(self, "_stack"):
            self.setAccessibleName(_("Thiết bị"))
            self._title.show_text(_("Thiết bị"))
            self.back.show_text("", name=_("Quay lại"))
            self.show_view(self._controller.view)

    def show_view(self, view: DevicesView) -> None:
        """Show another state."""
        for row in view.rows:
            button = self.buttons[row.id]
            button.show_text(row.name, detail=row.standing.word)
            button.setChecked(row.id == view.chosen)
            self._rows[row.id].dot.show_light(row.standing.light)
        self._note.setText(view.note)
        self._note.setVisible(bool(view.note))
        self._stack.setCurrentWidget(self.pages[view.chosen])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T tries the device, Ctrl+S keeps what is typed, Esc goes back."""
        page = self._stack.currentWidget()
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.back.click()
        elif ctrl and event.key() == Qt.Key.Key_S:
            _press(page, "save")
        elif event.key() == Qt.Key.Key_T and not event.modifiers():
            _press(page, "trial" if hasattr(page, "trial") else "numbers")
        else:
            super().keyPressEvent(event)


def _press(page: QWidget | None, name: str) -> None:
    button = getattr(page, name, None)
    if button is not None and button.isVisible() and button.isEnabled():
        button.click()
