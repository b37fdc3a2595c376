"""«Hàng hoá»: segments above, the list at the left, the form of one entry or of many at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QScroller, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.catalogue.controller import CatalogueController
from pos_desktop.ui.catalogue.labels_sheet import LabelsSheet
from pos_desktop.ui.catalogue.prices_sheet import PricesSheet
from pos_desktop.ui.catalogue.rows import CatalogueList
from pos_desktop.ui.catalogue.view import CatalogueView, FormView
from pos_desktop.ui.catalogue.weighing_sheet import WeighingSheet
from pos_desktop.ui.form.catalogue import PickSheet
from pos_desktop.ui.form.flow import Board
from pos_desktop.ui.form.grid import Form
from pos_desktop.ui.form.pad import PadSheet
from pos_desktop.ui.form.picks import Asked
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets import pictures
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import EmptyBlock, Skeleton
from pos_desktop.ui.widgets.entry import SearchField
from pos_desktop.ui.widgets.labels import Cut, Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _, language

LEFT_WIDTH = 400
DEEDS = ("import", "export", "labels")
PICTURE = 64


class CatalogueScreen(Dressed, QWidget):
    """Shows what a `CatalogueController` tells. Decides nothing.

    Attributes: `segments`, `search`, `chips`, `list`, `form`, `save`, `add`, `many`, `all` (tick all), `back`, `deeds`
    (buttons by name), `picking` (the sheet of goods), `pad`, `prices` (opens the sheet `pricing`),
    `weigh` (opens `weighing`), `labelling` (the sheet of labels). Signals: `deed_wanted(str)` one of `DEEDS`.
    """

    deed_wanted = Signal(str)

    def __init__(self, controller: CatalogueController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title, self._count = Cut(role="heading", weight="medium"), Cut(role="small", tone=Tone.MUTED)
        self.back, self.add = icon_button("arrow-left", ""), Button(kind="primary", icon="plus", hint="Ctrl+N")
        self.many, self.all = Button(kind="secondary", checkable=True), Button(kind="ghost")
        self.segments, self.search, self.chips, self.list = ChipRow(), SearchField(), ChipRow(), CatalogueList()
        icons = {"import": "download", "export": "copy", "labels": "tag"}
        self.deeds = {name: Button(kind="ghost", icon=icons[name]) for name in DEEDS}
        self._empty, self._skeleton = EmptyBlock(), Skeleton(rows=8, row_height=60)
        self.form, self.save = Form(), Button(kind="primary", icon="check", hint="Ctrl+S")
        self._name, self._problem = Cut(role="heading", weight="bold"), Text(tone=Tone.DANGER, wrap=True)
        self._lines = Text(tone=Tone.MUTED, wrap=True)
        self.up, self.down = icon_button("chevron-up", ""), icon_button("chevron-down", "")
        self.picture, self.no_picture = Button(kind="secondary"), Button(kind="ghost")
        self._thumb, self._pictures = QLabel(), QWidget()
        self.picking, self.pad = PickSheet(self), PadSheet(self)
        self.prices, self.pricing = Button(kind="secondary", icon="tag"), PricesSheet(self, controller.prices)
        self.weigh, self.weighing = Button(kind="secondary", icon="tag"), WeighingSheet(self, controller.weighing)
        self.labelling = LabelsSheet(self, controller.labels)
        self._card, self._body = QWidget(), QScrollArea()
        self._built = ""
        self._lay_out()
        self._connect(controller)
        self.retranslate()

    def _lay_out(self) -> None:
        head = layout.row(None, self.back, self._title, (self.segments, 1), gap=10)
        left = layout.sized(QWidget(), width=LEFT_WIDTH)
        verbs = layout.row(None, (self.add, 1), self.many, gap=8)
        foot = layout.row(None, (self._count, 1), self.up, self.down, self.all, *self.deeds.values(), gap=4)
        layout.column(
            left, verbs, self.search, self.chips, (self.list, 1), (self._skeleton, 1), (self._empty, 1), foot, gap=8
        )
        layout.row(self._pictures, self._thumb, self.picture, self.no_picture, None, gap=10)
        board = Board()
        board.setProperty("plain", True)
        layout.column(board, self.form, self._lines, self._pictures, None, gap=12, pad=(0, 0, 12, 0))
        self._body.setWidget(board)
        self._body.setWidgetResizable(True)
        self._body.setFrameShape(QScrollArea.Shape.NoFrame)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self._body.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._card.setProperty("card", True)
        top = layout.row(None, (self._name, 1), self.prices, self.weigh, self.save, gap=12)
        layout.column(self._card, top, self._problem, (self._body, 1), gap=10, pad=(20, 14, 8, 12))
        self._rest = QWidget()
        body = layout.row(None, left, (self._card, 1), (self._rest, 1), gap=12)
        layout.column(self, head, (body, 1), gap=10, pad=(12, 10, 12, 10))
        self._skeleton.hide()

    def _connect(self, controller: CatalogueController) -> None:
        controller.changed.connect(self.show_view)
        controller.focused.connect(self._focus_form)
        self.segments.chosen.connect(controller.choose_segment)
        self.chips.chosen.connect(controller.filter)
        self.search.searched.connect(controller.search)
        self.search.returnPressed.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.chosen.connect(self._choose)
        self.list.ticked.connect(controller.choose)
        self.list.moved.connect(controller.tiles.move)
        self.up.clicked.connect(lambda _on=False: controller.tiles.step(-1))
        self.down.clicked.connect(lambda _on=False: controller.tiles.step(1))
        self.list.opened.connect(self._focus_form)
        self.add.clicked.connect(controller.add)
        self.many.clicked.connect(self._tick_many)
        self.all.clicked.connect(lambda _on=False: controller.many.tick_all())
        self.back.clicked.connect(lambda _on=False: controller.leave())
        self.save.clicked.connect(controller.save)
        self.weigh.clicked.connect(lambda _on=False: controller.weighing.open())
        self.prices.clicked.connect(lambda _on=False: controller.prices.open())
        self.picture.clicked.connect(lambda _on=False: self.deed_wanted.emit("picture"))
        self.no_picture.clicked.connect(lambda _on=False: controller.pick(("picture",), ""))
        for name, button in self.deeds.items():
            button.clicked.connect(lambda _on=False, name=name: self.deed_wanted.emit(name))
        wires = self.form.wires
        wires.typed.connect(controller.type)
        wires.chosen.connect(controller.pick)
        wires.added.connect(controller.add_row)
        wires.removed.connect(controller.remove_row)
        wires.keypad_wanted.connect(self.pad.ask)
        wires.pick_wanted.connect(self._pick)
        self.picking.chosen.connect(controller.pick)

    def _choose(self, key: str) -> None:
        if not self.list.many:
            self._controller.choose(key)

    def _tick_many(self, on: bool) -> None:
        if on:
            self._controller.many.begin()
        else:
            self._controller.leave()

    def _pick(self, asked: Asked) -> None:
        view = self._controller.view
        if view.form is not None:
            self.picking.ask(asked, view.form.state.plain, self._controller.shelf)

    # showing

    def show_view(self, view: CatalogueView) -> None:
        """Show another state; what is being typed stays as it is, and keys stay here where their field goes away."""
        had_keys = self._has_keys()
        self._show_parts(view)
        if had_keys and not self._has_keys():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_keys(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def _show_parts(self, view: CatalogueView) -> None:
        self.segments.show_views(view.segments, view.segment)
        self.add.show_text(view.verb)
        self.add.setEnabled(not view.many)
        self.many.setVisible(view.can_many)
        self.many.setChecked(view.many)
        self.all.setVisible(view.many)
        for name, button in self.deeds.items():
            button.setVisible(name in view.deeds)
        self._count.show_text("" if view.can_order or view.many else view.count)
        self.chips.setVisible(bool(view.chips))
        self.chips.show_views(view.chips, view.chip)
        self._show_list(view)
        self.prices.setVisible(view.has_prices)
        self.weigh.setVisible("weigh" in view.deeds)
        self._card.setVisible(view.form is not None)
        self._rest.setVisible(view.form is None)
        if view.form is not None:
            self._show_form(view.form)

    def _show_list(self, view: CatalogueView) -> None:
        self.list.many, self.list.can_order = view.many, view.can_order
        for button in (self.up, self.down):
            button.setVisible(view.can_order)
        self.list.show_rows(view.rows, view.chosen, has_more=False)
        self.list.setVisible(bool(view.rows))
        self._empty.setVisible(view.empty is not None)
        if view.empty is not None:
            self._empty.show_view(view.empty)
        if view.loading and not self._skeleton.isVisible():
            self._skeleton.start()
        elif not view.loading:
            self._skeleton.stop()

    def _show_form(self, view: FormView) -> None:
        wires = self.form.wires
        wires.offers, wires.names = view.offers, view.names
        self._name.show_text(view.title)
        self.save.show_text(view.verb)
        self.save.setEnabled(view.can_save)
        self._problem.setText(view.problem)
        self._problem.setVisible(bool(view.problem))
        self._lines.setText("\n".join(view.lines))
        self._lines.setVisible(bool(view.lines))
        self._show_picture(view.picture)
        self.form.show_form(view.sections, (), view.state, marks=(view.key, language()))
        if view.key != self._built:
            self._built = view.key
            self._body.verticalScrollBar().setValue(0)
            layout.settle()

    def _show_picture(self, name: str | None) -> None:
        self._pictures.setVisible(name is not None)
        found = pictures.small(name or "")
        self._thumb.setVisible(found is not None)
        self.no_picture.setVisible(bool(name))
        if found is not None:
            side = layout.px(PICTURE)
            smooth = Qt.TransformationMode.SmoothTransformation
            self._thumb.setPixmap(found.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth))

    def retranslate(self) -> None:
        """Take up a new language; the controller tells the rest."""
        if not hasattr(self, "_rest"):
            return
        self.setAccessibleName(_("Hàng hoá"))
        self._title.show_text(_("Hàng hoá"))
        self.back.show_text("", name=_("Quay lại"))
        self.many.show_text(_("Chọn nhiều"))
        self.prices.show_text(_("Giá từng món"))
        self.weigh.show_text(_("Cân và in tem"))
        self.all.show_text(_("Chọn hết"))
        self.up.show_text("", name=_("Đưa ô bán lên trước"))
        self.down.show_text("", name=_("Đưa ô bán ra sau"))
        self.picture.show_text(_("Chọn ảnh"))
        self.no_picture.show_text(_("Bỏ ảnh"))
        self.search.show_placeholder(_("Tên, mã, hoặc quét mã vạch"))
        words = {"import": (_("Nhập"), _("Nhập hàng từ tệp")), "export": (_("Xuất"), _("Xuất hàng ra tệp")),
                 "labels": (_("In tem"), _("In tem giá"))}  # fmt: skip
        for name, button in self.deeds.items():
            button.show_text(words[name][0], name=words[name][1])
        self._controller.refresh()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """/ searches, arrows walk, Ctrl+N adds, Ctrl+S keeps, Ctrl with arrows moves a tile, Esc goes back."""
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Slash:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif event.key() == Qt.Key.Key_N and ctrl:
            self._controller.add()
        elif event.key() == Qt.Key.Key_S and ctrl:
            self._controller.save()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and ctrl:
            self._controller.tiles.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        if self.picking.isVisible():
            self.picking.close_sheet()
        elif self.search.text():
            self.search.clear()
        else:
            self._controller.leave()

    def _focus_form(self) -> None:
        editors = self.form.editors()
        if editors:
            editors[0].take_focus()
