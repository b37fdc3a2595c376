"""The bar above a report: back and on by one range, spans, and two dates for days of one's own."""

from datetime import date as Day
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.reports.days import CUSTOM, DaysView
from pos_desktop.ui.widgets.button import Button, icon_button, on_click
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _


class DaysBar(Dressed, QWidget):
    """Shows a `DaysView`. Signals: `moved(int)` ranges on or back, `span_chosen(int)`, `days_chosen(one, other)`.

    Attributes: `earlier`, `later` (buttons), `days`, `spans`, `custom` (the row of the two dates).
    """

    moved = Signal(int)
    span_chosen = Signal(int)
    days_chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.earlier, self.later = icon_button("chevron-left", ""), icon_button("chevron-right", "")
        self.days, self.spans, self.custom = Text(role="heading", weight="bold"), ChipRow(), QWidget()
        self._from, self._to, self._set = QDateEdit(), QDateEdit(), Button(kind="primary", icon="check")
        for edit in (self._from, self._to):
            edit.setDisplayFormat("dd/MM/yyyy")
            edit.setCalendarPopup(True)
            layout.sized(edit, min_height=44, min_width=140)
        layout.row(self.custom, self._from, Text("–"), self._to, self._set, None, gap=8)
        self.custom.hide()
        head = layout.row(None, self.earlier, self.days, self.later, (self.spans, 1), gap=8)
        layout.column(self, head, self.custom, gap=8)
        self.spans.chosen.connect(self._choose)
        on_click((self.earlier, lambda: self.moved.emit(-1)), (self.later, lambda: self.moved.emit(1)),
                 (self._set, self._set_days))  # fmt: skip
        self.retranslate()

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "_set"):
            return
        self.earlier.show_text("", name=_("Kỳ trước"))
        self.later.show_text("", name=_("Kỳ sau"))
        self._set.show_text(_("Xem"))
        for edit, name in ((self._from, _("Từ ngày")), (self._to, _("Đến ngày"))):
            edit.setAccessibleName(name)
            edit.lineEdit().setAccessibleName(name)

    def show_view(self, view: DaysView) -> None:
        """Show other days."""
        self.days.setText(view.days)
        self.spans.show_views(view.spans, view.span)
        self.custom.setVisible(view.span == CUSTOM)
        self.later.setEnabled(view.may_go_on)
        for edit, day in ((self._from, view.first), (self._to, view.last)):
            edit.setDate(QDate(day.year, day.month, day.day))

    def _choose(self, days: Any) -> None:
        if days != CUSTOM:
            self.span_chosen.emit(days)
        else:
            self.custom.show()
            self._from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_days(self) -> None:
        chosen = (edit.date() for edit in (self._from, self._to))
        self.days_chosen.emit(*(Day(one.year(), one.month(), one.day()) for one in chosen))
