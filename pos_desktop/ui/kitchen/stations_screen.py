"""«Trạm bếp»: the stations at the left, the form of one at the right."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QScroller, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.kitchen.stations import OWN, StationForm, StationsController, StationsView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button, icon_button, on_click
from pos_desktop.ui.widgets.choices import ChoiceRow, Choices
from pos_desktop.ui.widgets.entry import Check, LabelledField
from pos_desktop.ui.widgets.labels import Cut, Text, rule
from pos_desktop.ui.widgets.paint import CENTRE, Dressed
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.wording import _

LIST_WIDTH: Final = 330
COLUMNS: Final = 2


class StationsScreen(Dressed, QWidget):
    """Shows a `StationsView`. Decides nothing.

    Attributes: `back`, `add`, `save`, `trial`, `shut`, `sooner`, `later` (buttons), `name`, `address` (LabelledField),
    `printers`, `ticks` by category, `choices` of stations.
    """

    def __init__(self, controller: StationsController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back, self.add = icon_button("arrow-left", ""), Button(kind="primary", icon="plus", hint="Ctrl+N")
        self._title, self._who = Cut(role="heading", weight="medium"), Cut(role="heading", weight="bold")
        self.choices = Choices("coffee")
        self.ticks: dict[str, Check] = {}
        self.name, self.address, self.printers = LabelledField(""), LabelledField(""), Segments()
        self._printer, self._late = Text(role="small", weight="medium"), Text(weight="bold", align=CENTRE)
        self._late_label, self._late_hint = Text(role="small", weight="medium"), Text(role="cap", tone=Tone.MUTED)
        self.sooner, self.later = icon_button("minus", "", kind="step"), icon_button("plus", "", kind="step")
        self._made, self._apart = Text(role="small", weight="medium"), Text(role="small", tone=Tone.MUTED, wrap=True)
        self._hint, self._error = Text(tone=Tone.MUTED, wrap=True), Text(tone=Tone.DANGER, wrap=True)
        self.save = Button(kind="primary", icon="check", hint="Ctrl+S")
        self.trial, self.shut = Button(kind="secondary", icon="printer"), Button(kind="ghost-danger")
        self._grid: QGridLayout = layout.spaced(QGridLayout(), gap=4, pad=0)
        self._form = QWidget()
        self._lay_out()
        self._connect(controller)
        self.retranslate()

    def _lay_out(self) -> None:
        left = layout.sized(QWidget(), width=LIST_WIDTH)
        stations = QWidget()
        stations.setProperty("plain", True)
        layout.column(stations, self.choices, self._hint, None, gap=10)
        head = layout.row(None, self.back, (self._title, 1), self.add, gap=8)
        layout.column(left, head, (_scrolled(stations), 1), gap=10)
        board = QWidget()
        board.setProperty("plain", True)
        layout.sized(self._late, width=120)
        late = layout.row(None, self.sooner, self._late, self.later, None, gap=6)
        ways = layout.row(None, self.printers, None, self.trial, gap=12)
        layout.column(
            board, self.name, self._printer, ways, self.address, self._late_label, late, self._late_hint, rule(),
            self._made, self._grid, self._apart, None, gap=10, pad=(0, 0, 12, 0),
        )  # fmt: skip
        self._form.setProperty("card", True)
        top = layout.row(None, (self._who, 1), self.shut, self.save, gap=12)
        layout.column(self._form, top, self._error, (_scrolled(board), 1), gap=10, pad=(20, 14, 12, 12))
        layout.row(self, left, (self._form, 1), gap=12, pad=(12, 10, 12, 10))
        self.name.edit.setMaxLength(40)
        self.address.edit.setMaxLength(200)

    def _connect(self, controller: StationsController) -> None:
        controller.changed.connect(self.show_view)
        controller.formed.connect(self._fill)
        self.back.clicked.connect(controller.left)
        self.add.clicked.connect(self._new)
        self.choices.chosen.connect(controller.choose)
        self.name.edit.textEdited.connect(lambda text: controller.write(name=text))
        self.address.edit.textEdited.connect(lambda text: controller.write(printer=text))
        self.printers.chosen.connect(controller.choose_printer)
        self.sooner.clicked.connect(lambda: controller.step_late(-1))
        self.later.clicked.connect(lambda: controller.step_late(1))
        on_click(
            (self.save, controller.save), (self.trial, controller.try_printer), (self.shut, controller.close_station),
        )  # fmt: skip

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "_form"):
            return
        self.setAccessibleName(_("Trạm bếp"))
        self._title.show_text(_("Trạm bếp"))
        self.back.show_text("", name=_("Quay lại"))
        self.add.show_text(_("Thêm"), name=_("Thêm trạm bếp"))
        self.save.show_text(_("Lưu"))
        self.trial.show_text(_("In thử"))
        self.shut.show_text(_("Ngừng dùng"))
        self.name.show_texts(_("Tên trạm"), hint=_("Ví dụ: Pha chế, Bếp nóng, Bếp bánh"))
        self._printer.setText(_("Phiếu in ra ở"))
        self.address.show_texts(_("Địa chỉ máy in"), hint=_("Ví dụ: tcp://192.168.1.50:9100"))
        self._late_label.setText(_("Báo trễ sau"))
        self._late_hint.setText(_("Màn hình bếp tô đỏ phiếu chờ lâu hơn."))
        self.sooner.show_text("", name=_("Sớm hơn một phút"))
        self.later.show_text("", name=_("Muộn hơn một phút"))
        self._made.setText(_("Danh mục làm ở đây"))
        self._hint.setText(_("Món của danh mục không có trạm thì không báo bếp. Một món làm ở trạm khác với danh mục "
                             "của nó thì chọn trạm ở chính món đó."))  # fmt: skip
        self.show_view(self._controller.view)

    def show_view(self, view: StationsView) -> None:
        """Show another state; what is being typed stays as it is."""
        self._show_rows(view)
        self._form.setVisible(view.form is not None)
        if view.form is not None:
            self._show_form(view.form)

    def _show_rows(self, view: StationsView) -> None:
        rows = (ChoiceRow(row.id, row.name, row.detail) for row in view.rows)
        self.choices.show_rows(rows, view.chosen)

    def _show_form(self, form: StationForm) -> None:
        self._who.show_text(form.title)
        self.name.show_error(form.name_error)
        self.printers.show_views(form.printers, form.printer)
        is_own = form.printer == OWN
        self.address.setVisible(is_own)
        self.address.show_error(form.address_error)
        self.trial.setVisible(is_own)
        self.trial.set_busy(form.trying)
        self._late.setText(form.late)
        self._error.setText(form.error)
        self._error.setVisible(bool(form.error))
        self._apart.setText(form.apart)
        self._apart.setVisible(bool(form.apart))
        self.shut.setVisible(not form.is_new)
        self.save.set_busy(form.busy)
        self._show_ticks(form)

    def _show_ticks(self, form: StationForm) -> None:
        if [category for category, _words, _on in form.ticks] != list(self.ticks):
            for old in self.ticks.values():
                self._grid.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.ticks = {}
            for at, (category, words, on) in enumerate(form.ticks):
                tick = self.ticks[category] = Check(words, checked=on)
                tick.toggled.connect(lambda on, category=category: self._controller.tick(category, on))
                self._grid.addWidget(tick, *divmod(at, COLUMNS))
        for category, words, on in form.ticks:
            tick = self.ticks[category]
            tick.blockSignals(True)
            tick.setText(words)
            tick.setChecked(on)
            tick.blockSignals(False)

    def _fill(self) -> None:
        """Put another station's values into the fields."""
        form = self._controller.view.form
        if form is not None:
            self.name.edit.setText(form.name)
            self.address.edit.setText(form.address)

    def _new(self) -> None:
        self._controller.new()
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+N a new station, Ctrl+S saves, Esc goes back."""
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_N and ctrl:
            self._new()
        elif event.key() == Qt.Key.Key_S and ctrl:
            self._controller.save()
        elif event.key() == Qt.Key.Key_Escape:
            self._controller.left.emit()
        else:
            super().keyPressEvent(event)


def _scrolled(board: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(board)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area
