"""The settings of the loyalty programme: parts at the left, the form of the chosen one, trial and saving below."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QScroller, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.form.catalogue import PickSheet
from pos_desktop.ui.form.flow import Board
from pos_desktop.ui.form.grid import Form
from pos_desktop.ui.form.pad import PadSheet
from pos_desktop.ui.form.picks import Asked
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.programme.beside import BesideController
from pos_desktop.ui.programme.beside_card import BesideCard, BesideSheet
from pos_desktop.ui.programme.controller import ProgrammeController
from pos_desktop.ui.programme.foot import Foot
from pos_desktop.ui.programme.master import EntryList, Master
from pos_desktop.ui.programme.movers import MoversSheet
from pos_desktop.ui.programme.trial import path_of
from pos_desktop.ui.programme.view import ProgrammeView
from pos_desktop.ui.programme.year import YearController
from pos_desktop.ui.programme.year_sheet import YearSheet
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.empty import Skeleton
from pos_desktop.ui.widgets.labels import Picture, Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.ui.widgets.toast import ToastSlot
from pos_desktop.wording import _, language

PARTS_WIDTH = 216
MASTER_WIDTH = 236
FORM_WIDTH = 980


class Conflict(Dressed, QWidget):
    """Says that a newer version was saved elsewhere. Attributes: `newer`, `mine` (buttons)."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._words = Text(weight="medium", tone=Tone.WARN, wrap=True)
        self.newer, self.mine = Button(kind="secondary"), Button(kind="secondary")
        sign = Picture("triangle-alert", size=20, colour="warn")
        layout.row(self, sign, (self._words, 1), self.newer, self.mine, gap=10, pad=(12, 6, 8, 6))
        self.retranslate()

    def show_text(self, text: str) -> None:
        """Say which version; "" for none."""
        self.setVisible(bool(text))
        self._words.setText(text)

    def retranslate(self) -> None:
        """Name the ways out."""
        self.newer.show_text(_("Lấy bản mới"))
        self.mine.show_text(_("Giữ bản của tôi"))


class ProgrammeScreen(Dressed, QWidget):
    """Shows a `ProgrammeView`; `toasts` is where messages have room, above the foot. Decides nothing."""

    def __init__(
        self, controller: ProgrammeController, year: YearController, beside: BesideController | None = None
    ) -> None:
        super().__init__()
        self._controller, self._beside_controller = controller, beside
        self.beside = BesideCard(beside) if beside is not None else None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Chương trình khách quen"))
        self.parts, self.master, self.form, self.foot = EntryList(), Master(), Form(), Foot()
        self._title, self._version = Text(role="heading", weight="bold"), Text(role="cap", tone=Tone.MUTED, wrap=True)
        self.year = Button(kind="secondary", icon="calendar")
        self.pages, self.conflict, self._skeleton = ChipRow(), Conflict(), Skeleton(rows=8)
        self.toasts = ToastSlot()
        self._built = ""
        self._laid_out = QTimer(self, interval=0, singleShot=True, timeout=self._bring_focus_in_sight)
        self._lay_out()
        self.picking, self.pad, self.movers = PickSheet(self._area), PadSheet(self), MoversSheet(self._area)
        self.year_sheet = YearSheet(self._area, year)
        self.beside_sheet = BesideSheet(self._area, beside) if beside is not None else None
        self._connect(controller)
        self.year.clicked.connect(self._try_year)
        self._year_controller = year
        self.conflict.show_text("")
        self._show_loading()

    def _lay_out(self) -> None:
        side = layout.sized(QWidget(), width=PARTS_WIDTH)
        side.setProperty("card", True)
        layout.column(side, (self.parts, 1), layout.row(None, (self._version, 1), pad=(12, 0, 8, 4)), gap=4, pad=6)
        self._body, self._area = QScrollArea(), QWidget()
        board = Board()
        board.setProperty("plain", True)
        layout.sized(self.form, max_width=FORM_WIDTH)
        above = [self.beside] if self.beside is not None else []
        inside = layout.column(None, *above, (self.form, 1), gap=0)
        layout.row(board, (inside, FORM_WIDTH), None, pad=(2, 2, 12, 2))
        self._body.setWidget(board)
        self._body.setWidgetResizable(True)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self._body.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._area.setProperty("card", True)
        chips = QWidget()  # keeps the room while a part has one page alone
        layout.row(chips, self.pages)
        head = layout.row(None, self._title, (chips, 1), self.year, gap=12)
        layout.sized(self.master, width=MASTER_WIDTH)
        inner = layout.row(None, self.master, (self._skeleton, 1), (self._body, 1), gap=16)
        layout.column(self._area, head, self.conflict, (inner, 1), gap=10, pad=(16, 8, 8, 8))
        right = layout.column(None, (self._area, 1), self.toasts, self.foot, gap=4)  # the slot is as good as not there
        layout.row(self, side, (right, 1), gap=10, pad=10)

    def _connect(self, controller: ProgrammeController) -> None:
        wires, foot = self.form.wires, self.foot
        controller.changed.connect(self.show_view)
        self.parts.picked.connect(controller.choose_part)
        self.pages.chosen.connect(controller.choose_page)
        self.master.picked.connect(controller.choose_entry)
        self.master.added.connect(self._add)
        self.master.copied.connect(controller.copy_entry)
        self.master.removed.connect(controller.remove_entry)
        wires.typed.connect(controller.type)
        wires.chosen.connect(controller.pick)
        wires.added.connect(controller.add)
        wires.removed.connect(controller.remove)
        wires.keypad_wanted.connect(self.pad.ask)
        wires.pick_wanted.connect(self._open_catalogue)
        self.picking.chosen.connect(controller.pick)
        foot.typed.connect(controller.type)
        foot.picked.connect(controller.pick)
        foot.goods_wanted.connect(lambda: self._open_catalogue(Asked(path_of("skus"), path_of("categories"))))
        foot.movers_wanted.connect(lambda: self.movers.ask(controller.view.impact))
        foot.fault_wanted.connect(self._show_fault)
        foot.leave_wanted.connect(controller.leave)
        foot.save_wanted.connect(controller.save)
        self.conflict.newer.clicked.connect(controller.take_newer)
        self.conflict.mine.clicked.connect(controller.keep_mine)

    def show_view(self, view: ProgrammeView) -> None:
        """Show another state."""
        self._skeleton.stop()
        for widget in (self._body, self.year, self.foot):
            widget.show()
        self.parts.show_views(view.parts, view.part)
        self._title.setText(view.title)
        self._version.setText(view.version)
        self.pages.setVisible(len(view.pages) > 1)
        self.pages.show_views(view.pages, view.page)
        self.master.setVisible(view.entries is not None)
        if view.entries is not None:
            self.master.show_view(view.entries)
        self.conflict.show_text(view.conflict)
        is_new = self._show_form(view)
        if self._beside_controller is not None:
            self._beside_controller.show(view.page, view.entry)
        if is_new:
            layout.settle()
        self.year.show_text(_("Thử trên"), detail=_("12 tháng qua"))
        self.year.setEnabled(bool(view.trial.result))
        self.foot.show_view(view)

    def retranslate(self) -> None:
        """The controller tells everything again in another language."""
        self.setAccessibleName(_("Chương trình khách quen"))
        self._controller.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S saves, Esc closes the sheet on show or leaves."""
        is_ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_S and is_ctrl:
            self._controller.save()
        elif event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        """The focus may be in the foot, below a sheet that covers the form alone."""
        sheets = (self.picking, self.movers, self.year_sheet, self.beside_sheet)
        on_show = next((sheet for sheet in sheets if sheet is not None and sheet.isVisible()), None)
        if on_show is not None:
            on_show.close_sheet()
        else:
            self._controller.leave()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk from the parts through the form to the foot, as one reads."""
        chain = [stop for room in (self.parts, self._area, self.foot) for stop in _stops(room)]
        focus = QApplication.focusWidget()
        if not chain:
            return False
        at = chain.index(focus) if focus in chain else (-1 if forward else 0)
        stop = chain[(at + (1 if forward else -1)) % len(chain)]
        stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        for area in (self._body, self.parts, self.master.list):
            if area.widget().isAncestorOf(stop):
                area.ensureWidgetVisible(stop, 0, layout.px(72))  # with what is said below it
        return True

    def _show_loading(self) -> None:
        for widget in (self._body, self.master, self.pages, self.year, self.foot):
            widget.hide()
        self._skeleton.start()

    def _show_form(self, view: ProgrammeView) -> bool:
        """Show the fields; tells whether it is another form."""
        wires = self.form.wires
        wires.offers, wires.names = view.offers, view.names
        where, focus = f"{view.part}/{view.page}/{view.base}", QApplication.focusWidget()
        was_inside = focus is not None and self.form.isAncestorOf(focus)
        self.form.show_form(view.sections, view.base, view.state, marks=(where, language()))
        if where == self._built:
            return False
        self._built = where
        self._body.verticalScrollBar().setValue(0)
        if was_inside:  # or it would go on to the first part, which is not the one on show
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _add(self) -> None:
        self._controller.add_entry()
        editors = self.form.editors()
        if editors:
            editors[0].take_focus()

    def _show_fault(self) -> None:
        """Into the field that is wrong, or the part of it that is on show."""
        path = self._controller.show_fault()
        around = [editor for editor in self.form.editors() if path[: len(editor.path)] == editor.path]
        if not around:
            return
        max(around, key=lambda one: len(one.path)).take_focus()
        self._laid_out.start()  # a form that has just been made is not yet

    def _bring_focus_in_sight(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.form.isAncestorOf(focus):
            self._body.ensureWidgetVisible(focus, 0, layout.px(72))  # with what is said below it

    def _try_year(self) -> None:
        if self._controller.programme is not None:
            self._year_controller.start(self._controller.programme)

    def _open_catalogue(self, asked: Asked) -> None:
        controller = self._controller
        self.picking.ask(asked, controller.draft.plain, controller.setting.shelf)


def _stops(room: QWidget) -> list[QWidget]:
    """Where Tab stops in a part of the screen: column by column where lists stand beside a form, else line by line."""
    found = [widget for widget in room.findChildren(QWidget) if _takes_tab(widget)]
    return sorted(found, key=lambda widget: _reading_order(widget, room))


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    return bool(policy.value & Qt.FocusPolicy.TabFocus.value) and widget.isEnabled() and widget.isVisible()


def _reading_order(widget: QWidget, room: QWidget) -> tuple[int, int, int]:
    at = widget.mapTo(room, widget.rect().topLeft())
    is_right = any(isinstance(above, Form | BesideCard) for above in _above(widget))
    return int(is_right), at.y(), at.x()


def _above(widget: QWidget) -> list[QWidget]:
    above = widget.parentWidget()
    return [] if above is None else [above, *_above(above)]
