"""The shift on show: its drawer, and the three steps of closing it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_desktop.selling.shift import CashMovementKind
from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.shift.drawer import DrawerController
from pos_desktop.ui.shift.moving_sheet import MovingSheet
from pos_desktop.ui.shift.pages import ComparePage, CountPage, DonePage, OverviewPage
from pos_desktop.ui.shift.view import STEPS, DrawerView, Step
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _

Page = OverviewPage | CountPage | ComparePage | DonePage


class DrawerScreen(Dressed, QWidget):
    """Shows a `DrawerView`. Decides nothing. Attributes: `pages` by step, `back`, `look` (the X), `sheet`."""

    def __init__(self, controller: DrawerController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back, self.look = Button(icon="arrow-left"), Button(icon="printer")
        self._title, self._problem = Text(role="heading", weight="bold"), Text(tone=Tone.DANGER, wrap=True)
        self._steps = tuple(Text(role="small") for _step in STEPS)
        self.pages: dict[Step, Page] = {
            Step.OVERVIEW: OverviewPage(controller), Step.COUNT: CountPage(controller),
            Step.COMPARE: ComparePage(controller), Step.DONE: DonePage(controller),
        }  # fmt: skip
        self._stack, self._area = QStackedWidget(), QWidget()
        for page in self.pages.values():
            self._stack.addWidget(page)
        layout.column(self._area, self._problem, (self._stack, 1), gap=10)
        steps = layout.row(None, *self._steps, gap=20)
        head = layout.row(None, self.back, self._title, None, steps, None, self.look, gap=12)
        layout.column(self, head, (self._area, 1), gap=10, pad=10)
        self.sheet = MovingSheet(self._area, controller.moving)
        controller.changed.connect(self.show_view)
        self.back.clicked.connect(controller.back)
        self.look.clicked.connect(controller.look)
        self._step: Step | None = None
        self.show_view(controller.view)

    def retranslate(self) -> None:
        """Take up a new language."""
        self.show_view(self._controller.view)

    def show_view(self, view: DrawerView) -> None:
        """Show another state; another step takes the focus to where it begins."""
        self.setAccessibleName(view.title)
        self._title.setText(view.title)
        self.back.show_text(_("Quay lại"))
        for part in (self.back, self._title):
            part.setVisible(view.step is not Step.DONE)
        self.look.show_text(_("In X (không chốt)"), hint="Ctrl+X")
        self.look.setVisible(view.step is Step.OVERVIEW or view.step is Step.COMPARE)
        self.look.setEnabled(not view.busy)
        self._problem.setText(view.problem)
        self._problem.setVisible(bool(view.problem))
        self._show_steps(view)
        self.pages[view.step].show_view(view)
        self._stack.setCurrentWidget(self.pages[view.step])
        if view.step is not self._step:
            self._step = view.step
            self._begin(view)

    def _show_steps(self, view: DrawerView) -> None:
        for label, text, step in zip(self._steps, view.steps, STEPS, strict=True):
            label.setText(text)
            label.setVisible(view.step is not Step.OVERVIEW and not view.handing)
            label.show_tone(Tone.PRIMARY if step is view.step else Tone.MUTED)

    def _begin(self, view: DrawerView) -> None:
        page = self.pages[view.step]
        if isinstance(page, CountPage):
            page.panel.start()
        elif isinstance(page, ComparePage) and view.wants_note:
            page.note.edit.clear()
            page.note.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the step's own button, Esc goes back, Ctrl+X looks, Ctrl+D opens the drawer."""
        key, is_ctrl = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if is_ctrl and key == Qt.Key.Key_X:
            self._controller.look()
        elif is_ctrl and key == Qt.Key.Key_D:
            self._controller.move(CashMovementKind.NO_SALE)
        elif key == Qt.Key.Key_Escape:
            self._controller.back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        go = {Step.COUNT: self._controller.compare, Step.COMPARE: self._controller.finish,
              Step.DONE: self._controller.leave}.get(self._controller.view.step)  # fmt: skip
        if go is not None:
            go()
