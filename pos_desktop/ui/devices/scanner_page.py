"""The page of the scanner: a field to scan into, what came of it, and how the scanner is heard."""

from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.devices.controller import DevicesController
from pos_desktop.ui.devices.parts import Labelled, Page
from pos_desktop.ui.devices.probe import TEST_CODE
from pos_desktop.ui.devices.scan_field import ScanField
from pos_desktop.ui.devices.scanner import ScannerView
from pos_desktop.ui.models.views import ChipView, Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Check, LabelledField
from pos_desktop.ui.widgets.labels import Cut, Text, rule
from pos_desktop.ui.widgets.paint import CENTRE
from pos_desktop.ui.widgets.qr import QrPicture
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.wording import _

QR = 148
REPEATS = (0, 300, 1000)


class ScannerPage(Page):
    """Shows a `ScannerView`. Decides nothing. Attributes: `field`, `way`, `repeat`, `pause`, `address`, `listen`."""

    def __init__(self, controller: DevicesController) -> None:
        super().__init__()
        self._controller, self._scanner = controller, controller.scanner
        self.field, self.qr = ScanField(), QrPicture(QR, name=TEST_CODE)
        self.way, self.repeat, self.pause = Segments(), Segments(), Check("")
        self._way, self._repeat = Labelled(self.way), Labelled(self.repeat)
        self.listen = Button(icon="check")
        self.address = LabelledField("", beside=self.listen)
        self._facts, self._keys = Text(role="small", wrap=True), Cut(role="cap", tone=Tone.MUTED)
        self._verdict, self._hint = Text(weight="medium", wrap=True), Text(role="cap", tone=Tone.MUTED, wrap=True)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.fill()

    def _lay_out(self) -> None:
        layout.sized(self.qr, width=QR, height=QR)
        test, told = QWidget(), QWidget()
        code = Text(TEST_CODE, role="cap", align=CENTRE)
        picture = layout.column(None, self.qr, code, gap=2)
        layout.column(told, self.field, self._verdict, self._facts, self._keys, None, gap=6)
        layout.row(test, picture, (told, 1), gap=16)
        self.lay_out(test, self._hint, rule(), self._way, self.address, self.pause, self._repeat)
        self.address.edit.setMaxLength(80)

    def _connect(self) -> None:
        scanner = self._scanner
        scanner.changed.connect(self.show_view)
        scanner.formed.connect(self.fill)
        self.field.key.connect(scanner.key)
        self.field.erased.connect(scanner.erase)
        self.field.composed.connect(scanner.compose)
        self.field.ended.connect(scanner.end)
        self.way.chosen.connect(scanner.choose_way)
        self.repeat.chosen.connect(scanner.set_repeat)
        self.pause.toggled.connect(scanner.set_pause)
        self.address.edit.textEdited.connect(scanner.write)
        self.listen.clicked.connect(lambda _on=False: self._controller.save_scanner())

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "_hint"):
            return
        self.title.show_text(_("Máy quét"))
        self._hint.setText(_("Mã thử có những chữ mà bộ gõ Telex và VNI hay đổi; nó cũng nằm trên trang in thử. "
                             "Máy quét chỉ đọc mã vạch thì quét một món hàng."))  # fmt: skip
        self._way.label.setText(_("Máy quét gửi mã qua"))
        self._repeat.label.setText(_("Cùng một mã quét liền hai lần"))
        self.pause.setText(_("Máy quét không gửi Enter hay Tab sau mã"))
        self.address.show_texts(
            _("Cổng của máy quét"), placeholder="COM3", hint=_("Ví dụ: COM3, /dev/ttyACM0?baud=9600")
        )
        self.listen.show_text(_("Nghe cổng này"))
        self.show_view(self._scanner.view)

    def show_view(self, view: ScannerView) -> None:
        """Show another state; what is being typed stays as it is."""
        self.standing.show_standing(view.standing)
        self.qr.show_modules(view.modules)
        self.field.show_code(view.code)
        for text, words in ((self._facts, view.facts), (self._verdict, view.verdict)):
            text.setText(words)
            text.setVisible(bool(words))
        self._verdict.show_tone(view.tone)
        self._keys.show_text(view.keys)
        self._keys.setVisible(bool(view.keys))
        self.way.show_views(_ways(), view.is_serial, enabled=view.may_change)
        self.repeat.show_views(_repeats(), view.repeat_ms, enabled=view.may_change)
        self.address.setVisible(view.is_serial)
        self.address.show_error(view.address_error)
        self.address.edit.setEnabled(view.may_change)
        self.listen.setEnabled(view.may_change and bool(view.address))
        self.pause.setVisible(not view.is_serial)
        self.pause.setEnabled(view.may_change)
        self.pause.blockSignals(True)
        self.pause.setChecked(view.has_pause)
        self.pause.blockSignals(False)

    def fill(self) -> None:
        """Put what is kept into the field."""
        self.address.edit.setText(self._scanner.view.address)


def _ways() -> tuple[ChipView, ...]:
    return ChipView(False, _("Bàn phím")), ChipView(True, _("Cổng COM"))


def _repeats() -> tuple[ChipView, ...]:
    names = {0: _("Tính hai lần"), 300: _("Trong 0,3 giây là một"), 1000: _("Trong 1 giây là một")}
    return tuple(ChipView(ms, names[ms]) for ms in REPEATS)
