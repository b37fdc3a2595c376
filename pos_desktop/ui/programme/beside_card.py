"""The card above the form for what belongs to a definition, and the sheet that tells something once or asks for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import ChipView, Tone
from pos_desktop.ui.programme.beside import BesideController, BesideSheetView, BesideView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Text, rule
from pos_desktop.ui.widgets.sheet import Sheet


class BesideCard(QWidget):
    """Shows a `BesideView`. Attributes: `buttons` by deed."""

    def __init__(self, controller: BesideController) -> None:
        super().__init__()
        self._controller = controller
        self._offered: tuple[ChipView, ...] = ()
        self.buttons: dict[object, Button] = {}
        self._title, self._lines = Text(weight="bold"), Text(wrap=True)
        self._foot = layout.row(None, gap=12)
        layout.column(self, self._title, self._lines, self._foot, rule(), gap=8, pad=(0, 0, 0, 12))
        controller.changed.connect(self.show_view)
        self.show_view(controller.view)

    def show_view(self, view: BesideView | None) -> None:
        """Show another state; None hides the card."""
        self.setVisible(view is not None)
        if view is None:
            return
        self._title.setText(view.title)
        self._lines.setText("\n".join(view.lines))
        if view.deeds != self._offered:
            self._offer(view.deeds)
        for button in self.buttons.values():
            button.setEnabled(not view.busy)

    def _offer(self, deeds: tuple[ChipView, ...]) -> None:
        self._offered = deeds
        _empty_out(self._foot)
        self.buttons = {deed.id: self._button(deed) for deed in deeds}
        for button in self.buttons.values():
            self._foot.addWidget(button)
        self._foot.addStretch(1)

    def _button(self, deed: ChipView) -> Button:
        button = Button(deed.label, kind="secondary")
        button.clicked.connect(lambda: self._controller.do(str(deed.id)))
        return button


class BesideSheet(Sheet):
    """Shows a `BesideSheetView`. Attributes: `big`, `line` (what is typed), `verb` (button)."""

    def __init__(self, area: QWidget, controller: BesideController) -> None:
        super().__init__(area)
        self._controller = controller
        self._lines, self.big = Text(wrap=True), Text(role="kpi", weight="bold", tone=Tone.PRIMARY, wrap=True)
        self.big.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.line, self.verb = LabelledField(""), Button(kind="primary", icon="check")
        layout.column(self.body, self._lines, self.big, self.line, layout.row(None, None, self.verb), None, gap=16,
                      pad=(20, 12, 12, 12))  # fmt: skip
        self.verb.clicked.connect(self._keep)
        self.line.edit.returnPressed.connect(self._keep)
        self.closed.connect(controller.close)
        controller.sheet.connect(self.show_view)

    def show_view(self, view: BesideSheetView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            if self.isVisible():
                self.close_sheet()
            return
        self.show_title(view.title)
        self._lines.setText("\n\n".join(view.lines))
        self.big.setText(view.big)
        self.big.setVisible(bool(view.big))
        for widget in (self.line, self.verb):
            widget.setVisible(bool(view.label))
        self.line.show_texts(view.label)
        self.line.show_error(view.error)
        self.verb.show_text(view.verb)
        if not self.isVisible():
            self.line.edit.clear()
            self.open(self.line.edit if view.label else None)

    def _keep(self) -> None:
        self._controller.enter(self.line.edit.text())


def _empty_out(line: QLayout) -> None:
    while line.count():
        if (widget := line.takeAt(0).widget()) is not None:
            widget.hide()
            widget.deleteLater()
