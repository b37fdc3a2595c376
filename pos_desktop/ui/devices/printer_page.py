"""The page of the receipt printer: where it is, what it can do, the one that stands in, and a trial."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.devices.draft import PAPERS, Draft
from pos_desktop.ui.devices.parts import Labelled, Page, Stepper
from pos_desktop.ui.devices.printer import PrinterController, PrinterView
from pos_desktop.ui.devices.search import PrinterSearch
from pos_desktop.ui.devices.standing import not_set
from pos_desktop.ui.models.views import ChipView, Tone
from pos_desktop.ui.widgets.button import Button, on_click
from pos_desktop.ui.widgets.entry import Check, LabelledField
from pos_desktop.ui.widgets.labels import Text, rule
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.wording import _
from printing.devices.profiles import Letters

STEPS = ("density", "buzzer", "page")
LONGEST = 200


class PrinterPage(Page):
    """Shows a `PrinterView`. Decides nothing.

    Attributes: `save`, `trial`, `ask`, `seek`, `seek_fallback` (buttons), `uri`, `fallback` (LabelledField), `paper`,
    `pin`, `letters`, `qr` (Segments), `cutter`, `answers` (Check), `steppers` by field of the profile.
    """

    def __init__(self, controller: PrinterController, search: PrinterSearch) -> None:
        super().__init__()
        self._controller, self._search = controller, search
        self.save, self.trial = Button(kind="primary", icon="check", hint="Ctrl+S"), Button(icon="printer", hint="T")
        self.ask, self.seek, self.seek_fallback = (Button(icon=icon) for icon in ("refresh-cw", "search", "search"))
        self.uri, self.fallback = LabelledField("", beside=self.seek), LabelledField("", beside=self.seek_fallback)
        self.paper, self.pin, self.letters, self.qr = Segments(), Segments(), Segments(), Segments()
        self._labelled = {part: Labelled(part) for part in (self.paper, self.pin, self.letters, self.qr)}
        self.cutter, self.answers = Check(""), Check("")
        self.steppers = {field: Stepper() for field in STEPS}
        self._examples = Text(role="cap", tone=Tone.MUTED, wrap=True)
        self._tried = Text(role="small", weight="medium", wrap=True)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.fill()

    def _lay_out(self) -> None:
        verbs = QWidget()
        layout.row(verbs, self.ask, self.trial, None, gap=8)
        pairs = (
            (self._labelled[self.paper], self._labelled[self.pin]), (self._labelled[self.letters],
            self.steppers["page"]), (self._labelled[self.qr],), (self.steppers["density"], self.steppers["buzzer"]),
            (self.cutter, self.answers),
        )  # fmt: skip
        self.lay_out(
            verbs, self._tried, self.uri, self._examples, rule(), *(_beside(*pair) for pair in pairs), rule(),
            self.fallback, beside=self.save,
        )  # fmt: skip
        for field in (self.uri, self.fallback):
            field.edit.setMaxLength(LONGEST)

    def _connect(self) -> None:
        controller = self._controller
        controller.changed.connect(self.show_view)
        controller.formed.connect(self.fill)
        self.uri.edit.textEdited.connect(lambda text: controller.write(replace(self._draft, uri=text)))
        self.fallback.edit.textEdited.connect(lambda text: controller.write(replace(self._draft, fallback=text)))
        self.paper.chosen.connect(lambda paper: controller.write(self._draft.on(paper)))
        self.pin.chosen.connect(self._having("drawer_pin"))
        self.letters.chosen.connect(self._having("letters"))
        self.qr.chosen.connect(self._having("native_qr"))
        self.cutter.toggled.connect(self._having("cutter"))
        self.answers.toggled.connect(self._having("answers_status"))
        for field, stepper in self.steppers.items():
            stepper.stepped.connect(lambda by, field=field: controller.write(self._draft.step(field, by)))
        on_click(
            (self.save, controller.save), (self.trial, controller.try_out), (self.ask, controller.ask),
            (self.seek, self._search.open), (self.seek_fallback, lambda: self._search.open(for_fallback=True)),
        )  # fmt: skip

    @property
    def _draft(self) -> Draft:
        return self._controller.view.draft

    def _having(self, field: str) -> Callable[[Any], None]:
        return lambda value: self._controller.write(self._draft.having(**{field: value}))

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "_examples"):
            return
        self.title.show_text(_("Máy in hoá đơn"))
        self.save.show_text(_("Lưu"))
        self.trial.show_text(_("In thử"))
        self.ask.show_text(_("Hỏi lại máy in"))
        self.seek.show_text(_("Tìm máy in"))
        self.seek_fallback.show_text(_("Tìm máy in"), name=_("Tìm máy in dự phòng"))
        self.uri.show_texts(_("Địa chỉ máy in"), placeholder=_("Để trống là không in"))
        self.fallback.show_texts(
            _("Máy in dự phòng"), placeholder="tcp://192.168.1.51#58mm",
            hint=_("Nhận giấy khi máy in chính hỏng. Sau dấu # là khổ giấy của nó; ngăn kéo luôn ở máy in chính."),
        )  # fmt: skip
        self._examples.setText(examples())
        self._labelled[self.paper].label.setText(_("Khổ giấy"))
        self._labelled[self.pin].label.setText(_("Chân mở ngăn kéo"))
        self._labelled[self.letters].label.setText(_("Chữ in ra"))
        self._labelled[self.qr].label.setText(_("Mã QR"))
        self.steppers["density"].show_texts(_("Độ đậm"))
        self.steppers["buzzer"].show_texts(_("Số tiếng bíp"))
        self.steppers["page"].show_texts(_("Trang mã TCVN-3"))
        self.cutter.setText(_("Có dao cắt giấy"))
        self.answers.setText(_("Máy in trả lời trạng thái"))
        self.show_view(self._controller.view)

    def show_view(self, view: PrinterView) -> None:
        """Show another state; what is being typed stays as it is."""
        draft, may = view.draft, view.may_change
        self.standing.show_standing(view.standing)
        self.uri.show_error(view.uri_error)
        self.fallback.show_error(view.fallback_error)
        self._tried.setText(view.tried)
        self._tried.setVisible(bool(view.tried))
        self.trial.setEnabled(draft.is_set)
        self.trial.set_busy(view.is_trying)
        self.ask.setEnabled(view.standing != not_set())
        self.ask.set_busy(view.is_asking)
        self.save.setVisible(may)
        self.save.setEnabled(view.is_changed)
        for widget in (self.uri.edit, self.fallback.edit, self.seek, self.seek_fallback, self.cutter, self.answers):
            widget.setEnabled(may)
        self._show_profile(draft, may=may)

    def _show_profile(self, draft: Draft, *, may: bool) -> None:
        profile = draft.profile
        self.paper.show_views(_papers(), profile.name, enabled=may)
        self.pin.show_views((ChipView(2, "2"), ChipView(5, "5")), profile.drawer_pin, enabled=may)
        self.letters.show_views(_letters(), profile.letters, enabled=may)
        self.qr.show_views(_qrs(), profile.native_qr, enabled=may)
        for field, stepper in self.steppers.items():
            value = getattr(profile, field)
            stepper.show_value(f"{value:+d}" if field == "density" and value else str(value), enabled=may)
        self.steppers["page"].setVisible(profile.letters is Letters.TCVN)
        for check, on in ((self.cutter, profile.cutter), (self.answers, profile.answers_status)):
            check.blockSignals(True)
            check.setChecked(on)
            check.blockSignals(False)

    def fill(self) -> None:
        """Put what was chosen or kept into the fields."""
        self.uri.edit.setText(self._draft.uri)
        self.fallback.edit.setText(self._draft.fallback)


def examples() -> str:
    """How each kind of line is written."""
    return "\n".join(
        (
            _("Mạng: tcp://192.168.1.50 (cổng 9100)"),
            _("USB: usb://04b8:0202 · COM: serial://COM3?baud=19200 · Linux: serial:///dev/ttyUSB0"),
            _("Hàng đợi: win32://XP-80C trên Windows, cups://quay1 trên Linux và macOS"),
            _("Tệp hay cổng LPT: file:///dev/usb/lp0"),
        )
    )


def _beside(*parts: QWidget) -> QWidget:
    line = QWidget()
    layout.row(line, *parts, None, gap=28)
    return line


def _papers() -> tuple[ChipView, ...]:
    names = {
        PAPERS[0]: _("80 mm, 576 điểm"), PAPERS[1]: _("80 mm, 512 điểm"), PAPERS[2]: _("58 mm, 384 điểm"),
    }  # fmt: skip
    return tuple(ChipView(paper, name) for paper, name in names.items())


def _letters() -> tuple[ChipView, ...]:
    return (
        ChipView(Letters.RASTER, _("Hình, đẹp nhất")), ChipView(Letters.TCVN, _("TCVN-3")),
        ChipView(Letters.ASCII, _("Không dấu")),
    )  # fmt: skip


def _qrs() -> tuple[ChipView, ...]:
    return ChipView(False, _("Gửi thành hình")), ChipView(True, _("Máy in tự vẽ"))
