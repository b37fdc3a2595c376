"""The sheet that asks how labels are to be printed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.catalogue.labels import ROLL, Labelling, LabelsView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.entry import Keypad, LabelledField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _


class LabelsSheet(Sheet):
    """Shows what `Labelling` tells. Attributes: `papers`, `copies`, `start`, `pad`, `verb`."""

    def __init__(self, area: QWidget, labelling: Labelling) -> None:
        super().__init__(area)
        self._labelling = labelling
        self.papers, self.pad = ChipRow(), Keypad()
        self.copies, self.start = LabelledField(""), LabelledField("")
        self._last = self.copies
        layout.sized(self.pad, width=280)
        self.pad.setMinimumHeight(layout.px(240))
        self._told = Text(role="heading", weight="medium", wrap=True)
        self.verb = Button(kind="primary", icon="tag", hint="Enter")
        fields = layout.column(None, self.copies, self.start, self._told, None, gap=12)
        foot = layout.row(None, None, self.verb, gap=12)
        layout.column(self.body, self.papers, layout.row(None, (fields, 1), self.pad, gap=20), None, foot, gap=14,
                      pad=(20, 12, 20, 12))  # fmt: skip
        self._connect(labelling)
        self.retranslate()

    def _connect(self, labelling: Labelling) -> None:
        labelling.changed.connect(self.show_view)
        self.papers.chosen.connect(lambda paper: labelling.choose(str(paper)))
        self.copies.edit.textEdited.connect(labelling.type_copies)
        self.start.edit.textEdited.connect(labelling.type_start)
        for field in (self.copies, self.start):
            field.edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            field.edit.returnPressed.connect(labelling.print_labels)
        self.pad.typed.connect(self._add)
        self.pad.erased.connect(lambda: self._type(self._edit.text()[:-1]))
        self.pad.cleared.connect(lambda: self._type(""))
        self.verb.clicked.connect(lambda _on=False: labelling.print_labels())
        self.closed.connect(labelling.close)

    @property
    def _edit(self) -> QLineEdit:
        """Where the pad writes: the field that was last typed into."""
        if self.start.edit.hasFocus() and self.start.isVisible():
            self._last = self.start
        elif self.copies.edit.hasFocus() or not self.start.isVisible():
            self._last = self.copies
        return self._last.edit

    def _add(self, digits: str) -> None:
        """What is marked is typed over, as from a keyboard."""
        edit = self._edit
        self._type(digits if edit.hasSelectedText() else edit.text() + digits)

    def _type(self, text: str) -> None:
        edit = self._edit
        (self._labelling.type_start if edit is self.start.edit else self._labelling.type_copies)(text)

    def show_view(self, view: LabelsView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            self.close_sheet()
            return
        self.show_title(view.title)
        self.papers.show_views(view.papers, view.paper)
        for field, typed, problem in (
            (self.copies, view.copies, view.copies_problem), (self.start, view.start, view.start_problem)
        ):  # fmt: skip
            if field.edit.text().strip() != typed:
                field.edit.setText(typed)
            field.show_error(problem)
        self.start.setVisible(view.paper != ROLL)
        self._told.setText(view.told)
        self._told.show_tone(Tone.TEXT)
        self.verb.show_text(view.verb)
        self.verb.setEnabled(view.can_print)
        if not self.isVisible():
            self.open(self.copies.edit)
            self.copies.edit.selectAll()

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if hasattr(self, "verb"):
            self.copies.show_texts(_("Số tem mỗi mặt hàng"))
            self.start.show_texts(_("Bắt đầu từ ô số"), hint=_("Tờ đã dùng dở: đếm từ trái sang phải, từ trên xuống."))
            if (view := self._labelling.view) is not None:
                self.show_view(view)
