"""The pages of the devices with little to set: drawer, kitchen printers, customer's screen, scale, sound, interface."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.devices.controller import AUTO, OFF, DevicesController
from pos_desktop.ui.devices.kitchen import KitchenPrintersController, StationPrinterView
from pos_desktop.ui.devices.parts import Labelled, Page, StandingLine
from pos_desktop.ui.devices.scale import ScaleController, ScaleView
from pos_desktop.ui.models.views import ChipView, Tone
from pos_desktop.ui.sounds import TONES
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.wording import _

VOLUMES = (0, 25, 50, 75, 100)
SIZES = (0, 100, 125, 150, 175, 200)


class DrawerPage(Page):
    """A trial of the drawer. Attributes: `trial`."""

    def __init__(self, controller: DevicesController) -> None:
        super().__init__()
        self._controller = controller
        self.trial, self._hint = Button(icon="wallet", hint="T"), Text(tone=Tone.MUTED, wrap=True)
        self.lay_out(_line(self.trial), self._hint)
        self.trial.clicked.connect(lambda _on=False: controller.drawer_wanted.emit())
        controller.changed.connect(lambda _view: self.show_view())
        self.retranslate()

    def retranslate(self) -> None:
        """Take up a new language."""
        if hasattr(self, "_hint"):
            self.title.show_text(_("Ngăn kéo"))
            self.trial.show_text(_("Mở thử"))
            self._hint.setText(_("Mở thử là một lần mở két không bán hàng: hỏi lý do, cần quyền như Ctrl+D, và được "
                                 "ghi vào nhật ký. Chọn chân 2 hay 5 ở «Máy in hoá đơn»."))  # fmt: skip
            self.show_view()

    def show_view(self) -> None:
        """Show another state."""
        self.standing.show_standing(self._controller.drawer)
        self.trial.setEnabled(self._controller.printer.view.draft.is_set)


class StationRow(QWidget):
    """One kitchen printer. Attributes: `trial`."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.uri = Cut(weight="medium"), Cut(role="cap", tone=Tone.MUTED)
        self.standing, self.tried = StandingLine(), Text(role="small", wrap=True)
        self.trial = Button(icon="printer")
        told = layout.column(None, self.name, self.uri, self.standing, self.tried, gap=2)
        line = layout.row(self, gap=12)
        line.addLayout(told, 1)
        line.addWidget(self.trial)

    def show_view(self, view: StationPrinterView) -> None:
        """Show another state."""
        self.name.show_text(view.stations)
        self.uri.show_text(view.uri)
        self.standing.show_standing(view.standing)
        self.tried.setText(view.tried)
        self.tried.setVisible(bool(view.tried))
        self.trial.show_text(_("In thử"), name=_("In thử ở {stations}").format(stations=view.stations))
        self.trial.set_busy(view.is_trying)


class KitchenPage(Page):
    """The printers of the stations. Attributes: `rows` by address, `ask`."""

    def __init__(self, controller: KitchenPrintersController) -> None:
        super().__init__()
        self._controller = controller
        self.ask, self._hint = Button(icon="refresh-cw"), Text(tone=Tone.MUTED, wrap=True)
        self.rows: dict[str, StationRow] = {}
        self._list = QWidget()
        self._column: QVBoxLayout = layout.column(self._list, gap=14)
        self.lay_out(self._list, self._hint, beside=self.ask)
        self.ask.clicked.connect(lambda _on=False: controller.load())
        controller.changed.connect(self.show_view)
        self.retranslate()

    def retranslate(self) -> None:
        """Take up a new language."""
        if hasattr(self, "_column"):
            self.title.show_text(_("Máy in bếp"))
            self.ask.show_text(_("Hỏi lại"))
            self.show_view(self._controller.view)

    def show_view(self, views: tuple[StationPrinterView, ...]) -> None:
        """Show the printers."""
        self.standing.show_standing(self._controller.standing)
        self._hint.setText(self._controller.hint)
        self.ask.setEnabled(bool(views))
        if [view.uri for view in views] != list(self.rows):
            self._rebuild(views)
        for view in views:
            self.rows[view.uri].show_view(view)

    def _rebuild(self, views: tuple[StationPrinterView, ...]) -> None:
        for old in self.rows.values():
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = {view.uri: StationRow() for view in views}
        for uri, row in self.rows.items():
            row.trial.clicked.connect(lambda _on=False, uri=uri: self._controller.try_out(uri))
            self._column.addWidget(row)


class CustomerPage(Page):
    """Which screen the customer sees. Attributes: `choice`, `numbers`."""

    def __init__(self, controller: DevicesController) -> None:
        super().__init__()
        self._controller = controller
        self.choice, self.numbers = Segments(), Button(icon="hash", hint="T")
        self._choice, self._hint = Labelled(self.choice), Text(tone=Tone.MUTED, wrap=True)
        self.lay_out(_line(self.numbers), self._choice, self._hint)
        self.choice.chosen.connect(controller.choose_customer)
        self.numbers.clicked.connect(lambda _on=False: controller.numbers_wanted.emit())
        controller.changed.connect(lambda _view: self.show_view())
        self.retranslate()

    def retranslate(self) -> None:
        """Take up a new language."""
        if hasattr(self, "_hint"):
            self.title.show_text(_("Màn hình khách"))
            self.numbers.show_text(_("Hiện số nhận diện"))
            self._choice.label.setText(_("Màn hình"))
            self._hint.setText(_("Tự động lấy màn hình đầu tiên mà quầy không đứng trên đó."))
            self.show_view()

    def show_view(self) -> None:
        """Show another state."""
        devices = self._controller.devices
        chosen = devices.settings.customer_display
        self.standing.show_standing(self._controller.customer)
        names = list(dict.fromkeys([*devices.panels(), *([chosen] if chosen not in (AUTO, OFF) else [])]))
        views = (ChipView(AUTO, _("Tự động")), ChipView(OFF, _("Tắt")), *(ChipView(name, name) for name in names))
        self.choice.show_views(views, chosen, enabled=self._controller.may_change)


class ScalePage(Page):
    """Where goods are weighed. Attributes: `address`, `save`, `trial`."""

    def __init__(self, controller: ScaleController) -> None:
        super().__init__()
        self._controller = controller
        self.save, self.trial = Button(kind="primary", icon="check", hint="Ctrl+S"), Button(hint="T")
        self.address, self._told = LabelledField(""), Text(weight="medium", wrap=True)
        self.lay_out(_line(self.trial), self._told, self.address, beside=self.save)
        self.address.edit.setMaxLength(80)
        self.address.edit.textEdited.connect(controller.write)
        self.save.clicked.connect(lambda _on=False: controller.save())
        self.trial.clicked.connect(lambda _on=False: controller.weigh())
        controller.changed.connect(self.show_view)
        controller.formed.connect(self.fill)
        self.retranslate()
        self.fill()

    def retranslate(self) -> None:
        """Take up a new language."""
        if hasattr(self, "_told"):
            self.title.show_text(_("Cân"))
            self.save.show_text(_("Lưu"))
            self.trial.show_text(_("Cân thử"))
            self.address.show_texts(
                _("Địa chỉ cân"), placeholder=_("Để trống là không có cân"),
                hint=_("Ví dụ: toledo:COM3, cas:/dev/ttyUSB0?baud=9600"),
            )  # fmt: skip
            self.show_view(self._controller.view)

    def show_view(self, view: ScaleView) -> None:
        """Show another state; what is being typed stays as it is."""
        self.standing.show_standing(view.standing)
        self.address.show_error(view.address_error)
        self.address.edit.setEnabled(view.may_change)
        self.save.setVisible(view.may_change)
        self.save.setEnabled(view.is_changed)
        self.trial.setEnabled(not view.is_changed and bool(view.address))
        self.trial.set_busy(view.is_weighing)
        self._told.setText(view.told)
        self._told.setVisible(bool(view.told))

    def fill(self) -> None:
        """Put what is kept, or was typed before, into the field."""
        self.address.edit.setText(self._controller.view.address)


class SoundPage(Page):
    """How loud the tones are. Attributes: `volume`, `tones` by name of `ui.sounds.TONES`."""

    def __init__(self, controller: DevicesController) -> None:
        super().__init__()
        self._controller = controller
        self.volume, self._heard = Segments(), Text(role="small", weight="medium")
        self._volume = Labelled(self.volume)
        self.tones = {name: Button(icon="volume-2") for name in TONES}
        self.lay_out(self._volume, self._heard, _line(*self.tones.values()))
        self.volume.chosen.connect(lambda percent: controller.change_freely(sounds=percent > 0, volume=percent or 100))
        for name, button in self.tones.items():
            button.clicked.connect(lambda _on=False, name=name: controller.sound_wanted.emit(name))
        controller.changed.connect(lambda _view: self.show_view())
        self.retranslate()

    def retranslate(self) -> None:
        """Take up a new language."""
        if hasattr(self, "tones"):
            self.title.show_text(_("Âm thanh"))
            self._volume.label.setText(_("Độ to"))
            self._heard.setText(_("Nghe thử"))
            names = {"item": _("Quét hàng"), "member": _("Thành viên"), "error": _("Báo lỗi"), "paid": _("Nhận tiền")}
            for name, button in self.tones.items():
                button.show_text(names[name])
            self.show_view()

    def show_view(self) -> None:
        """Show another state."""
        settings = self._controller.devices.settings
        self.standing.show_standing(self._controller.sound)
        views = tuple(ChipView(percent, f"{percent} %" if percent else _("Tắt")) for percent in VOLUMES)
        self.volume.show_views(views, settings.volume if settings.sounds else 0)
        for button in self.tones.values():
            button.setEnabled(settings.sounds)


class LookPage(Page):
    """Size, colours and language of the interface. Attributes: `size`, `colours`, `language`."""

    def __init__(self, controller: DevicesController) -> None:
        super().__init__()
        self._controller = controller
        self.sizes, self.colours, self.languages = Segments(), Segments(), Segments()
        self._labelled = [Labelled(part) for part in (self.sizes, self.colours, self.languages)]
        self._hint = Text(tone=Tone.MUTED, wrap=True)
        self.lay_out(*self._labelled, self._hint)
        self.sizes.chosen.connect(lambda percent: controller.change_freely(scale=percent))
        self.colours.chosen.connect(lambda mode: controller.change_freely(theme=mode))
        self.languages.chosen.connect(lambda language: controller.change_freely(language=language))
        controller.changed.connect(lambda _view: self.show_view())
        self.retranslate()

    def retranslate(self) -> None:
        """Take up a new language."""
        if hasattr(self, "_hint"):
            self.title.show_text(_("Giao diện"))
            for part, words in zip(self._labelled, (_("Cỡ chữ và nút"), _("Màu"), _("Ngôn ngữ")), strict=True):
                part.label.setText(words)
            self._hint.setText(_("Tự động chọn cỡ theo màn hình. Cỡ to quá màn hình thì một phần bị che."))
            self.show_view()

    def show_view(self) -> None:
        """Show another state."""
        controller, settings = self._controller, self._controller.devices.settings
        size = next(row.standing for row in controller.view.rows if row.id == "look")
        self.standing.show_standing(size)
        percents = tuple(dict.fromkeys([*SIZES, settings.scale]))
        self.sizes.show_views([ChipView(each, controller.size_words(each)) for each in percents], settings.scale)
        modes = {"auto": _("Theo máy"), "light": _("Sáng"), "dark": _("Tối")}
        self.colours.show_views([ChipView(mode, name) for mode, name in modes.items()], settings.theme)
        tongues = {"vi": "Tiếng Việt", "en": "English"}
        self.languages.show_views([ChipView(each, name) for each, name in tongues.items()], settings.language)


def _line(*parts: QWidget) -> QWidget:
    line = QWidget()
    layout.row(line, *parts, None, gap=8)
    return line
