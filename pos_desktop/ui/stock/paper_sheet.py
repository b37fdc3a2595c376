"""The sheet of a paper: items searched for or scanned, a quantity and a cost for each, then the verb."""

from collections.abc import Hashable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QScroller, QSizePolicy, QVBoxLayout, QWidget

from pos_desktop.core.ids import Id
from pos_desktop.ui import layout
from pos_desktop.ui.models.views import ChipView, Tone
from pos_desktop.ui.stock.panel import empty_out
from pos_desktop.ui.stock.paper import PaperController
from pos_desktop.ui.stock.view import PaperFieldView, PaperLineView, PaperView
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.entry import LabelledField, SearchField
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _

QTY_WIDTH = 96
COST_WIDTH = 124


class PaperRow(QWidget):
    """One item: its name, what is typed, and a cross. Signals: `qty_typed(str)`, `cost_typed(str)`, `removed()`."""

    qty_typed = Signal(str)
    cost_typed = Signal(str)
    removed = Signal()

    def __init__(self, view: PaperLineView, *, has_cost: bool) -> None:
        super().__init__()
        name = Cut(view.name, weight="medium")
        unit = Text(view.unit, role="small", tone=Tone.MUTED)
        self.qty, self.cost = QLineEdit(), QLineEdit()
        for edit, width, label in ((self.qty, QTY_WIDTH, _("Số lượng")), (self.cost, COST_WIDTH, _("Giá vốn"))):
            layout.sized(edit, width=width)
            edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            edit.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            edit.setPlaceholderText(label)
            edit.setAccessibleName(f"{label} {view.name}")
        self.cross = icon_button("x", _("Bỏ {name}").format(name=view.name))
        layout.row(self, (name, 1), unit, self.qty, self.cost, self.cross, gap=8)
        self.cost.setVisible(has_cost)  # not before: without a parent it would be a window of its own
        self.qty.textEdited.connect(self.qty_typed)
        self.cost.textEdited.connect(self.cost_typed)
        self.cross.clicked.connect(self.removed)

    def show_view(self, view: PaperLineView) -> None:
        """Show what is typed; a field that says the same is left alone."""
        for edit, text in ((self.qty, view.qty), (self.cost, view.cost)):
            if edit.text() != text:
                edit.setText(text)


class PaperSheet(Sheet):
    """Shows a `PaperView`. Enter goes from the search to the quantity, to the cost and back; Ctrl+Enter writes it.

    Attributes: `search`, `hits` (buttons), `rows` by item, `fields` by name, `chips`, `keep`, `verb`.
    """

    def __init__(self, area: QWidget, controller: PaperController) -> None:
        super().__init__(area)
        self._controller = controller
        self._is_open = False
        self._made: tuple[object, ...] = ()
        self._shown_hits: tuple[ChipView, ...] = ()
        self.rows: dict[Id, PaperRow] = {}
        self.fields: dict[str, LabelledField] = {}
        self.search, self.chips = SearchField(icon="scan-barcode"), ChipRow()
        self._told = Text(role="small", tone=Tone.MUTED, wrap=True)
        self._problem = Text(role="small", tone=Tone.DANGER, weight="medium", wrap=True)
        self.keep, self.verb = Button(), Button(kind="primary", hint="Ctrl+Enter")
        foot = layout.row(None, None, self.keep, self.verb, gap=16)
        layout.column(
            self.body, self._told, self.chips, self.search, (self._build(), 1), self._problem, foot, gap=10,
            pad=(20, 12, 12, 12),
        )  # fmt: skip
        self.search.searched.connect(controller.search)
        self.chips.chosen.connect(controller.choose)
        self.keep.clicked.connect(controller.close)
        self.verb.clicked.connect(controller.confirm)
        self.closed.connect(controller.close)
        controller.changed.connect(self.show_view)
        self.retranslate()

    def _build(self) -> QScrollArea:
        board = QWidget()
        board.setProperty("plain", True)
        self._hits, self._lines, self._form = QWidget(), QWidget(), QWidget()
        self._hit_column: QVBoxLayout = layout.column(self._hits, gap=8)
        self._line_column: QVBoxLayout = layout.column(self._lines, gap=6)
        self._form_column: QVBoxLayout = layout.column(self._form, gap=10)
        layout.column(board, self._hits, self._lines, self._form, None, gap=12, pad=(0, 0, 8, 0))
        self.area = QScrollArea()
        self.area.setWidget(board)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return self.area

    def hits(self) -> list[Button]:
        """Give the items that were found, in order."""
        return [self._hit_column.itemAt(at).widget() for at in range(self._hit_column.count())]

    def retranslate(self) -> None:
        """Name what does not depend on the paper."""
        super().retranslate()
        if hasattr(self, "keep"):
            self.keep.show_text(_("Thôi"))
            self.search.show_placeholder(_("Quét mã hoặc gõ tên món"))

    def show_view(self, view: PaperView | None) -> None:
        """Show another state; None closes the sheet."""
        if view is None:
            self._is_open, self._made = False, ()
            if self.isVisible():
                self.close_sheet()
            return
        self.show_title(view.title)
        self._told.setText(view.told)
        self._told.setVisible(bool(view.told))
        self.search.setVisible(view.has_lines)
        self.chips.show_views(view.options, view.chosen)
        self.chips.setVisible(bool(view.options))
        self._show_hits(view.hits)
        self._show_lines(view)
        self._show_fields(view.fields)
        self._problem.setText(view.problem)
        self._problem.setVisible(bool(view.problem))
        self.verb.show_kind("danger" if view.danger else "primary")
        self.verb.show_text(view.verb)
        self.verb.set_busy(view.busy)
        self.keep.setEnabled(not view.busy)
        if not self._is_open:
            self._is_open = True
            self.search.show_text("")
            self.open(self._first())
        if view.focus in self.rows:
            self._type_quantity(view.focus)

    def _first(self) -> QWidget:
        if self.search.isVisibleTo(self):
            return self.search
        return next((field.edit for field in self.fields.values()), self)

    def _type_quantity(self, key: Id) -> None:
        self.search.show_text("")
        edit = self.rows[key].qty
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.selectAll()
        layout.settle()
        self.area.ensureWidgetVisible(edit)

    def _show_hits(self, hits: tuple[ChipView, ...]) -> None:
        self._hits.setVisible(bool(hits))
        if hits == self._shown_hits:
            return
        self._shown_hits = hits
        empty_out(self._hit_column)
        for hit in hits:
            button = Button(hit.label, kind="method")
            button.setProperty("mayElide", True)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _on=False, key=hit.id: self._pick(key))
            self._hit_column.addWidget(button)

    def _pick(self, key: Hashable) -> None:
        self._controller.pick(key)

    def _show_lines(self, view: PaperView) -> None:
        made = (view.title, *(line.key for line in view.lines))
        if made != self._made:
            self._rebuild(view)
            self._made = made
        for line in view.lines:
            self.rows[line.key].show_view(line)
        self._lines.setVisible(bool(view.lines))

    def _rebuild(self, view: PaperView) -> None:
        """Make rows; those that were there stay, with the focus in them."""
        known = self.rows if self._made and self._made[0] == view.title else {}
        rows = {line.key: known.get(line.key) or self._row(line, has_cost=view.has_cost) for line in view.lines}
        for key, old in self.rows.items():
            if rows.get(key) is not old:
                self._line_column.removeWidget(old)
                old.hide()
                old.deleteLater()
        self.rows = rows
        for at, row in enumerate(rows.values()):
            self._line_column.insertWidget(at, row)

    def _row(self, line: PaperLineView, *, has_cost: bool) -> PaperRow:
        row, controller, key = PaperRow(line, has_cost=has_cost), self._controller, line.key
        row.qty_typed.connect(lambda text: controller.write_qty(key, text))
        row.cost_typed.connect(lambda text: controller.write_cost(key, text))
        row.removed.connect(lambda: controller.remove(key))
        return row

    def _show_fields(self, views: tuple[PaperFieldView, ...]) -> None:
        if tuple(self.fields) != tuple(view.key for view in views):
            empty_out(self._form_column)
            self.fields = {view.key: self._field(view) for view in views}
        for view in views:
            field = self.fields[view.key]
            field.show_texts(view.label, hint=view.hint)
            if field.edit.text() != view.value:
                field.edit.setText(view.value)

    def _field(self, view: PaperFieldView) -> LabelledField:
        field = LabelledField(view.label)
        field.edit.textEdited.connect(lambda text: self._controller.write(view.key, text))
        self._form_column.addWidget(field)
        return field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to what is typed next, Ctrl+Enter writes the paper; Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._controller.confirm()
            else:
                self._go_on()
            event.accept()
            return
        super().keyPressEvent(event)

    def _go_on(self) -> None:
        if self.search.hasFocus():
            self._controller.pick_first()
            return
        follower = self._follower()
        follower.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(follower, QLineEdit):
            follower.selectAll()

    def _follower(self) -> QWidget:
        """What is typed next: from a quantity the cost, from there the next item; from the last field the verb."""
        for row in self.rows.values():
            if row.qty.hasFocus() and not row.cost.isHidden():
                return row.cost
        edits = [field.edit for field in self.fields.values()]
        at = next((at for at, edit in enumerate(edits) if edit.hasFocus()), None)
        if at is None:
            return self.search
        return edits[at + 1] if at + 1 < len(edits) else self.verb
