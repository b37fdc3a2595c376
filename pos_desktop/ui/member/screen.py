"""The member sheet over the catalogue: search with results or a form for a new number, or who is attached."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.member.controller import MemberController
from pos_desktop.ui.member.details import DetailsPage
from pos_desktop.ui.member.found import FormPage, ResultsPage
from pos_desktop.ui.member.view import MemberSheetView
from pos_desktop.ui.widgets.entry import Keypad, SearchField
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

PAD_WIDTH: Final = 208
COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class MemberSheet(Sheet):
    """Shows a `MemberSheetView`. Decides nothing."""

    def __init__(self, area: QWidget, controller: MemberController) -> None:
        super().__init__(area)
        self._controller = controller
        self.field, self.pad = SearchField(icon="search"), layout.sized(Keypad(""), width=PAD_WIDTH)
        self.results, self.form, self.details = ResultsPage(), FormPage(), DetailsPage()
        self._found = QStackedWidget()
        for page in (self.results, self.form):
            self._found.addWidget(page)
        search = QWidget()
        pad = layout.column(None, self.pad, None)
        layout.column(search, self.field, layout.row(None, (self._found, 1), pad, gap=16), gap=12)
        self._pages, self._search_page = QStackedWidget(), search
        self._pages.addWidget(search)
        self._pages.addWidget(self.details)
        layout.column(self.body, self._pages, pad=(16, 12, 16, 12))
        self.field.installEventFilter(self)
        self._connect(controller)
        self.retranslate()

    def _connect(self, controller: MemberController) -> None:
        self.field.searched.connect(controller.search)
        self.pad.typed.connect(self.field.insert)
        self.pad.erased.connect(self.field.backspace)
        self.pad.cleared.connect(self.field.clear)
        self.results.picked.connect(controller.pick)
        self.form.entered.connect(self._enrol)
        self.details.taken.connect(controller.take)
        self.details.points_wanted.connect(controller.choose_points)
        self.details.plan_wanted.connect(controller.sell_plan)
        self.details.top_up_wanted.connect(controller.top_up)
        self.details.debt_wanted.connect(controller.pay_debt)
        self.details.why_wanted.connect(controller.explain)
        self.details.pin_wanted.connect(controller.pin)
        self.details.other_wanted.connect(self._look_for_other)
        self.details.detached.connect(controller.detach)
        self.closed.connect(controller.close)
        controller.opened.connect(self._come_up)
        controller.closed.connect(self.close_sheet)
        controller.changed.connect(self.show_view)

    def show_view(self, view: MemberSheetView) -> None:
        """Show another state."""
        self.show_title(view.title)
        if view.details is not None:
            self.details.show_view(view.details)
            self._pages.setCurrentWidget(self.details)
            return
        self._pages.setCurrentWidget(self._search_page)
        if view.form is not None:
            self.form.show_view(view.form)
            self._found.setCurrentWidget(self.form)
        else:
            self.results.show_view(view)
            self._found.setCurrentWidget(self.results)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        self.field.show_placeholder(_("Số điện thoại, tên hoặc mấy số cuối"))
        self.form.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the search is the sheet's own; Down goes to the first result."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
            if event.key() == Qt.Key.Key_Down and self.results.rows():
                self.results.rows()[0].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what no field wanted: Enter goes on, text goes to the search wherever the focus is."""
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Backspace:
            self.field.backspace()
        elif text.strip() and text.isprintable() and not event.modifiers() & COMMANDS:
            self._type(text)
        else:
            super().keyPressEvent(event)
        event.accept()

    def _type(self, text: str) -> None:
        if self._controller.view.details is not None:
            self._look_for_other()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.insert(text)

    def _enter(self) -> None:
        view = self._controller.view
        if view.form is not None and view.text == self.field.text():
            self._enrol()
        elif view.details is None:
            self._controller.enter(self.field.text())

    def _enrol(self) -> None:
        self._controller.enrol(self.form.name.edit.text(), self.form.birthday.edit.text(),
                               marketing=self.form.consent.isChecked())  # fmt: skip

    def _come_up(self) -> None:
        self.field.clear()
        self.form.clear()
        self.open(self.field if self._controller.view.details is None else None)

    def _look_for_other(self) -> None:
        self.field.clear()
        self._controller.look_for_other()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
