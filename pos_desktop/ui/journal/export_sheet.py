"""The sheet of an export: which rows, as what, a bar while the file is written, then where it lies."""

from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.journal.export import ExportController, ExportView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.long_work import LongWorkSheet
from pos_desktop.ui.widgets.segments import Segments


class ExportSheet(LongWorkSheet):
    """Shows an `ExportView`; closing it stops what runs. Attributes: `whats`, `forms`, `start` (button)."""

    def __init__(self, area: QWidget, controller: ExportController) -> None:
        self.whats, self.forms = ChipRow(), Segments()
        self.start = Button(kind="primary", icon="download")
        super().__init__(
            area, controller, self.whats, layout.row(None, self.forms, None), layout.row(None, self.start, None), None
        )
        self.whats.chosen.connect(controller.choose_what)
        self.forms.chosen.connect(controller.choose_form)
        self.start.clicked.connect(controller.start)
        controller.opened.connect(self.start.setFocus)

    def fill(self, view: ExportView) -> None:
        """What is chosen; nothing can be chosen while a file is written."""
        is_idle = view.progress is None
        self.whats.show_views(view.whats, view.what)
        self.whats.setEnabled(is_idle)
        self.forms.show_views(view.forms, view.form, enabled=is_idle)
        self.start.show_text(view.verb)
        self.start.setEnabled(is_idle)
