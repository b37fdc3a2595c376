"""The floor while the owner draws it: tables to drag, and the form of the marked one."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import ChipView, Tone
from pos_desktop.ui.tables.canvas import ARROWS, FloorCanvas
from pos_desktop.ui.tables.editor import DrawingView, FloorEditor
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.entry import LabelledField
from pos_desktop.ui.widgets.labels import Cut, Text, rule
from pos_desktop.ui.widgets.paint import CENTRE, Dressed
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.wording import _

SIDE: Final = 280


class EditorScreen(Dressed, QWidget):
    """Shows a `DrawingView`; the editor keeps it."""

    def __init__(self, editor: FloorEditor) -> None:
        super().__init__()
        self._editor = editor
        self.leave = icon_button("arrow-left", "")
        self._title, self._error = Cut(role="heading", weight="medium"), Text(tone=Tone.DANGER, weight="medium")
        self.areas, self.canvas = ChipRow(), FloorCanvas(is_movable=True)
        self.add_area, self.add = Button(kind="secondary", icon="plus"), Button(kind="secondary", icon="plus")
        self.save = Button(kind="primary", hint="Ctrl+S")
        head = layout.row(None, self.leave, (self._title, 1), self._error, self.add, self.save, gap=8)
        line = layout.row(None, (self.areas, 1), self.add_area, gap=8)
        floor = QScrollArea()
        floor.setWidget(self.canvas)
        floor.setWidgetResizable(True)
        floor.setFrameShape(QFrame.Shape.NoFrame)
        floor.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.setProperty("plain", True)
        layout.column(self, head, line, (layout.row(None, (floor, 1), self._build_side(), gap=10), 1), gap=8, pad=10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()
        self.retranslate()

    def _build_side(self) -> QWidget:
        side = layout.sized(QWidget(), width=SIDE)
        side.setProperty("card", True)
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.area_name, self.name = LabelledField(""), LabelledField("")
        self.drop_area = Button(kind="ghost-danger", icon="trash-2")
        self._seats_label, self.seats = Text(role="small", weight="medium"), Text(weight="bold", align=CENTRE)
        self.fewer, self.more = icon_button("minus", "", kind="step"), icon_button("plus", "", kind="step")
        self._width_label = Text(role="small", weight="medium")
        self.narrower, self.wider = icon_button("minus", "", kind="step"), icon_button("plus", "", kind="step")
        layout.sized(self.seats, width=48)
        self.shapes = Segments()
        self.drop = Button(kind="ghost-danger", icon="trash-2")
        self._form = QWidget()
        steps = layout.row(None, self._seats_label, None, self.fewer, self.seats, self.more, gap=6)
        wide = layout.row(None, self._width_label, None, self.narrower, self.wider, gap=6)
        layout.column(self._form, self.name, steps, wide, self.shapes, self.drop, gap=10)
        self._none = Text(tone=Tone.MUTED, wrap=True)
        layout.column(side, self.area_name, self.drop_area, rule(), self._form, self._none, None, gap=10, pad=12)
        return side

    def _connect(self) -> None:
        editor = self._editor
        editor.changed.connect(self.show_view)
        self.leave.clicked.connect(editor.left)
        self.areas.chosen.connect(editor.choose_area)
        self.canvas.tapped.connect(editor.choose)
        self.canvas.moved.connect(editor.move)
        self.canvas.nudged.connect(editor.nudge)
        self.shapes.chosen.connect(lambda shape: editor.shape(str(shape)))
        self.area_name.edit.textEdited.connect(editor.rename_area)
        self.name.edit.textEdited.connect(editor.rename)
        steps = ((self.fewer, lambda: editor.step_seats(-1)), (self.more, lambda: editor.step_seats(1)),
                 (self.narrower, lambda: editor.grow(-1)), (self.wider, lambda: editor.grow(1)))  # fmt: skip
        for button, do in steps:
            button.clicked.connect(lambda _on=False, do=do: do())
        for button, do in ((self.add_area, editor.add_area), (self.add, editor.add), (self.save, editor.save),
                           (self.drop, editor.drop), (self.drop_area, editor.drop_area)):  # fmt: skip
            button.clicked.connect(do)

    def show_view(self, view: DrawingView) -> None:
        """Show another state of the drawing."""
        self.areas.show_views(view.areas, view.area)
        self.canvas.show_views(view.tables)
        self._error.setText(view.error)
        self.save.setEnabled(view.can_save)
        for field, text in ((self.area_name, view.area_name), (self.name, view.name)):
            if field.edit.text() != text:
                field.edit.setText(text)
        self._form.setVisible(view.chosen is not None)
        self._none.setVisible(view.chosen is None)
        self.seats.setText(view.seats)
        shapes = (ChipView("square", _("Bàn vuông")), ChipView("round", _("Bàn tròn")))
        self.shapes.show_views(shapes, "round" if view.is_round else "square")
        self.drop_area.setEnabled(len(view.areas) > 1)
        self.add.setEnabled(bool(view.areas))

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "_none"):
            return
        self.setAccessibleName(_("Sửa sơ đồ bàn"))
        self._title.show_text(_("Sửa sơ đồ bàn"))
        self.leave.show_text("", name=_("Quay lại"))
        self.add_area.show_text(_("Thêm khu"))
        self.add.show_text(_("Thêm bàn"))
        self.save.show_text(_("Lưu"))
        self.area_name.show_texts(_("Tên khu"))
        self.name.show_texts(_("Tên bàn"))
        self.drop_area.show_text(_("Bỏ khu này"))
        self.drop.show_text(_("Bỏ bàn này"))
        self._seats_label.setText(_("Số chỗ"))
        self._width_label.setText(_("Bề ngang"))
        self.fewer.show_text("", name=_("Bớt một chỗ"))
        self.more.show_text("", name=_("Thêm một chỗ"))
        self.narrower.show_text("", name=_("Hẹp hơn"))
        self.wider.show_text("", name=_("Rộng hơn"))
        self._none.setText(_("Chạm một bàn để sửa, kéo để dời chỗ."))
        self._editor.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the marked table, Ctrl+S keeps the floor, Esc goes back."""
        way = ARROWS.get(Qt.Key(event.key()))
        if way is not None:
            self._editor.nudge(*way)
        elif event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._editor.save()
        elif event.key() == Qt.Key.Key_Escape:
            self._editor.left.emit()
        else:
            super().keyPressEvent(event)
