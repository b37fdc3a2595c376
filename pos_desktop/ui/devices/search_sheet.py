"""The sheet that looks for a printer: what is plugged in, and a range of addresses that a person types."""

from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.devices.parts import scrolled
from pos_desktop.ui.devices.search import PrinterSearch, SearchView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.choices import ChoiceRow, Choices
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.member import ProgressBar
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _


class SearchSheet(Sheet):
    """Shows a `SearchView`. Attributes: `range`, `start`, `halt`, `choices`."""

    def __init__(self, area: QWidget, search: PrinterSearch) -> None:
        super().__init__(area)
        self._search = search
        self.start, self.halt = Button(kind="primary", icon="search"), Button(icon="x")
        self.range, self.choices = LabelledField(""), Choices("printer")
        self.bar, self._told = ProgressBar(name=_("Tiến độ")), Text(tone=Tone.MUTED, wrap=True)
        found = QWidget()
        found.setProperty("plain", True)
        layout.column(found, self.choices, None, gap=10)
        running = layout.row(None, self.start, (self.bar, 1), self.halt, None, gap=12)
        layout.column(
            self.body, self._told, (scrolled(found), 1), self.range, running, gap=12, pad=(20, 12, 16, 12)
        )  # fmt: skip
        self.start.clicked.connect(self._begin)
        self.range.edit.returnPressed.connect(self._begin)
        self.halt.clicked.connect(search.stop)
        self.closed.connect(search.stop)
        self.choices.chosen.connect(self._choose)
        search.opened.connect(lambda: self.open(self.range.edit))
        search.changed.connect(self.show_view)
        self.retranslate()

    def _begin(self) -> None:
        self._search.search(self.range.edit.text())

    def _choose(self, uri: str) -> None:
        self.close_sheet()
        self._search.choose(uri)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if hasattr(self, "_told"):
            self.show_title(_("Tìm máy in"))
            self.start.show_text(_("Tìm trong mạng"))
            self.halt.show_text(_("Dừng"))
            self.range.show_texts(_("Dải địa chỉ trong mạng của quán"), placeholder="192.168.1.0/24")
            self.show_view(self._search.view)

    def show_view(self, view: SearchView) -> None:
        """Show another state."""
        running = view.progress is not None
        self._told.setText(view.told)
        self.range.show_error(view.error)
        self.start.setEnabled(not running)
        self.bar.setVisible(running)
        self.bar.show_parts(view.progress or 0)
        self.halt.setVisible(running)
        self.choices.show_rows((ChoiceRow(row.uri, row.name, row.detail) for row in view.rows), "")
