"""The sheet that makes a label for what is weighed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.catalogue.weighing import Weighing, WeighingView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Keypad, LabelledField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _


class WeighingSheet(Sheet):
    """Shows what `Weighing` tells. Attributes: `kinds`, `field`, `scale`, `comma`, `pad`, `verb`."""

    def __init__(self, area: QWidget, weighing: Weighing) -> None:
        super().__init__(area)
        self._weighing = weighing
        self.kinds, self.scale = Segments(), Button(kind="secondary")
        self.field = LabelledField("", beside=self.scale)
        self.pad, self.comma = Keypad(), Button(kind="secondary")
        layout.sized(self.pad, width=280)
        self.pad.setMinimumHeight(layout.px(240))
        self._told = Text(role="heading", weight="medium", wrap=True)
        self.verb = Button(kind="primary", icon="tag", hint="Enter")
        keys = layout.row(None, self.pad, layout.column(None, self.comma, None), None, gap=10)
        foot = layout.row(None, None, self.verb, gap=12)
        layout.column(self.body, layout.row(None, self.kinds, None), self.field, keys, self._told, None, foot, gap=12,
                      pad=(20, 12, 20, 12))  # fmt: skip
        weighing.changed.connect(self.show_view)
        self.kinds.chosen.connect(lambda kind: weighing.choose(str(kind)))
        self.field.edit.textEdited.connect(weighing.type)
        self.field.edit.returnPressed.connect(weighing.print_label)
        self.scale.clicked.connect(lambda _on=False: weighing.choose("weight"))
        self.pad.typed.connect(lambda digits: weighing.type(self.field.edit.text() + digits))
        self.pad.erased.connect(lambda: weighing.type(self.field.edit.text()[:-1]))
        self.pad.cleared.connect(lambda: weighing.type(""))
        self.comma.clicked.connect(lambda _on=False: weighing.type(f"{self.field.edit.text()},"))
        self.verb.clicked.connect(lambda _on=False: weighing.print_label())
        self.closed.connect(weighing.close)
        self.retranslate()

    def show_view(self, view: WeighingView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            self.close_sheet()
            return
        self.show_title(view.title)
        self.kinds.show_views(view.kinds, view.kind)
        self.field.show_texts(view.label)
        if self.field.edit.text().strip() != view.typed:
            self.field.edit.setText(view.typed)
        self.field.show_error(view.problem)
        self._told.setText(view.told)
        self._told.show_tone(Tone.TEXT)
        self.scale.setVisible(view.has_scale)
        self.comma.setVisible(view.kind == "weight")
        self.verb.show_text(view.verb)
        self.verb.setEnabled(view.can_print)
        if not self.isVisible():
            self.open(self.field.edit)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if hasattr(self, "verb"):
            self.scale.show_text(_("Đọc cân"))
            self.comma.show_text(",", name=_("Dấu phẩy"))
            if (view := self._weighing.view) is not None:
                self.show_view(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; nothing else leaves the sheet."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            event.accept()
