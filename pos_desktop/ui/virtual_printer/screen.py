"""The virtual printer's window: paper at the left, switches at the right, how it is on top."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QFileDialog, QLineEdit, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.virtual_printer.controller import VirtualPrinterController
from pos_desktop.ui.virtual_printer.panel import SwitchPanel
from pos_desktop.ui.virtual_printer.roll import PaperRoll
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _

LEAST_SIZE: Final = (1024, 768)
_TURNS: Final = {Qt.Key.Key_P: "paper", Qt.Key.Key_S: "speed", Qt.Key.Key_D: "drop"}
_SCROLLS: Final = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class VirtualPrinterScreen(Dressed, QWidget):
    """Decides nothing. Attributes: `roll`, `panel`, `open`, `choose`, `throw` (buttons).

    Signals: `closed()`.
    """

    closed = Signal()

    def __init__(self, controller: VirtualPrinterController) -> None:
        super().__init__()
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(layout.px(720), layout.px(560))
        self._controller = controller
        self._title, self._address = Text(role="heading", weight="medium"), Cut(weight="medium")
        self._state, self._counts = Text(weight="bold"), Text(role="small")
        self._folder = Cut(role="small")
        self.open, self.choose = Button(icon="download", hint="O"), Button(hint="F")
        self.throw = Button(kind="ghost", icon="trash-2", hint="Del")
        self.roll, self.panel = PaperRoll(), SwitchPanel()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = layout.row(None, self._title, (self._address, 1), self._state, gap=16)
        kept = layout.row(None, self._counts, (self._folder, 1), self.throw, self.choose, self.open, gap=10)
        body = layout.row(None, (self.roll, 1), self.panel, gap=12)
        layout.column(self, head, kept, (body, 1), gap=8, pad=12)

    def _connect(self) -> None:
        controller, panel = self._controller, self.panel
        controller.changed.connect(self._show)
        controller.printed.connect(self.roll.add)
        controller.answered.connect(panel.say)
        controller.cleared.connect(self.roll.clear)
        panel.toggled.connect(controller.toggle)
        panel.paper_chosen.connect(controller.choose_paper)
        panel.speed_chosen.connect(controller.choose_speed)
        panel.drop_chosen.connect(controller.choose_drop)
        panel.at_typed.connect(controller.type_drop_at)
        self.open.clicked.connect(controller.open_folder)
        self.choose.clicked.connect(self._choose)
        self.throw.clicked.connect(controller.clear)

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "panel"):
            return
        self.setWindowTitle(_("Máy in ảo"))
        self._title.setText(_("Máy in ảo"))
        self.open.show_text(_("Mở thư mục"), hint="O")
        self.choose.show_text(_("Đổi thư mục"), hint="F")
        self.throw.show_text(_("Bỏ giấy"), hint="Del")
        self.roll.show_hint(_("Chưa có bản in nào"))
        self._show()

    def _show(self) -> None:
        view = self._controller.view
        self._address.show_text(view.address)
        self._state.setText(view.state)
        self._state.show_tone(view.tone)
        self._counts.setText(view.counts)
        self._folder.show_text(view.folder)
        self.panel.show_view(view, _("Máy in trả lời"))

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Đổi thư mục"), self._controller.view.folder)
        if folder:
            self._controller.keep_in(folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits turn switches, P, S and D the others; O, F and Del are the buttons; the rest scrolls."""
        text, key = event.text(), event.key()
        switches = {switch.key: switch.id for switch in self._controller.view.switches}
        if text in switches:
            self._controller.toggle(switches[text])
        elif key in _TURNS:
            self._controller.turn(_TURNS[Qt.Key(key)])
        elif key in _SCROLLS:
            self.roll.verticalScrollBar().triggerAction(_SCROLLS[Qt.Key(key)])
        elif key == Qt.Key.Key_O:
            self._controller.open_folder()
        elif key == Qt.Key.Key_F:
            self._choose()
        elif key == Qt.Key.Key_Delete:
            self._controller.clear()
        elif key == Qt.Key.Key_Escape and isinstance(self.focusWidget(), QLineEdit):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The printer goes with its window; the files stay."""
        super().closeEvent(event)
        self.closed.emit()
