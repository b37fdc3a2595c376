"""The main window: bars, one screen at a time, toasts and questions over it, and the keys and codes for the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from pos_desktop.ui import keys, layout
from pos_desktop.ui.keys import Action
from pos_desktop.ui.models.views import ConfirmView, ToastView, TopBarView
from pos_desktop.ui.scanner import MODAL_OPEN, ScanFilter
from pos_desktop.ui.widgets.bars import FBar, TopBar, TrainingBar
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.ui.widgets.sheet import Confirm
from pos_desktop.ui.widgets.toast import ToastHost, ToastSlot
from pos_desktop.ui.window_menu import WindowMenu

LEAST_SIZE: Final = (1024, 768)


def _ignore(*_args: object) -> None:
    """Stand in for what a screen does not do."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the window does with keys and codes while a screen is on show.

    `scan` takes a code, None where nothing is scanned and fast digits are typed ones; `act` an action; `allows` tells
    which keys of the bar are live; `has_keys` shows the bar at all, `has_search` the search field. `toasts` is where
    the screen has room for them, None for its lower left corner.
    """

    scan: Callable[[str], object] | None = None
    act: Callable[[Action], object] = _ignore
    allows: Callable[[Action], bool] = lambda _action: True
    has_keys: bool = False
    has_search: bool = False
    toasts: ToastSlot | None = None


class Window(Dressed, QWidget):
    """One window for all screens; decides nothing.

    Attributes: `training` (its bar), `top` (TopBar with the search field), `menu`, `toasts` (ToastHost), `area` (where
    screens stand).
    Signals: `refused()` when a code was read over a modal, `broken()` when part of a code was read.
    """

    refused = Signal()
    broken = Signal()

    def __init__(self, scanner: ScanFilter) -> None:
        super().__init__()
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Khách Quen")
        self._scanner, self._target = scanner, Target()
        self._held: list[str] | None = None
        self._after_toast: Callable[[], None] | None = None
        self._after_confirm: Callable[[], None] | None = None
        self._after_other: Callable[[], None] | None = None
        self.training, self.top, self.bar, self.area = TrainingBar(), TopBar(), FBar(), QStackedWidget()
        keep = self.top.search.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # the names stay at the left on screens without a search
        self.top.search.setSizePolicy(keep)
        layout.column(self, self.training, self.top, (self.area, 1), self.bar, gap=0)
        self.toasts = ToastHost(self.area)
        self.menu = WindowMenu(self)
        self._confirm = Confirm(self)
        self._shortcuts = keys.Shortcuts(self)
        self._connect(scanner)
        self.retranslate()

    def _connect(self, scanner: ScanFilter) -> None:
        scanner.scanned.connect(self._scan)
        scanner.refused.connect(self._refuse)
        scanner.broken.connect(self.broken)
        self._shortcuts.triggered.connect(self._act)
        self.bar.pressed.connect(lambda action: self._act(Action(action)))
        self.top.menu_pressed.connect(self._open_menu)
        self.menu.gift_card_wanted.connect(lambda: self._act(Action.GIFT_CARD))
        self.top.user_pressed.connect(lambda: self._act(Action.LOCK))
        self.toasts.acted.connect(lambda _view: self._run_once("_after_toast"))
        self._confirm.accepted.connect(lambda: self._run_once("_after_confirm"))
        self._confirm.other_chosen.connect(lambda: self._run_once("_after_other"))

    # what is on show

    @property
    def is_asking(self) -> bool:
        """Whether a question waits for its answer."""
        return self._confirm.isVisible() or bool(self.property(MODAL_OPEN))

    def show_screen(self, screen: QWidget, target: Target) -> None:
        """Put a screen on show and give it keys, codes and the focus."""
        if self.area.indexOf(screen) < 0:
            self.area.addWidget(screen)
        self._target = target
        self._scanner.paused = target.scan is None
        self.bar.setVisible(target.has_keys)
        self.top.show_selling(target.has_search)
        self.area.setCurrentWidget(screen)
        self.toasts.rest_on(target.toasts)
        self.refresh_keys()
        self.go_home()
        self._hand_over()

    def drop_screen(self, screen: QWidget) -> None:
        """Throw a screen away that will not be shown again."""
        self.area.removeWidget(screen)
        screen.hide()
        screen.deleteLater()

    def go_home(self) -> None:
        """Give the focus to the screen's root, where scans and digits land."""
        screen = self.area.currentWidget()
        if screen is not None and not self.is_asking:
            screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def hear_keys(self) -> None:
        """Let fast digits through as keys: a badge is scanned into a question that is open, or PINs are typed."""
        self._scanner.paused = True

    def hear_codes(self) -> None:
        """Take codes for the screen on show again."""
        self._scanner.paused = self._target.scan is None

    def hold_codes(self, is_held: bool) -> None:
        """Keep the codes that are read from now on for the next screen that takes some, or forget them."""
        self._held = [] if is_held else None
        self._scanner.paused = not is_held and self._target.scan is None

    def _hand_over(self) -> None:
        held, self._held = self._held, None
        for code in held or ():
            QTimer.singleShot(0, self, partial(self._scan, code))

    def show_top(self, view: TopBarView) -> None:
        """Show shop, shift, person and notices."""
        self.top.show_view(view)

    def show_training(self, is_training: bool) -> None:
        """Say on every screen that this is a lesson, or no longer."""
        if is_training is not self.training.isHidden():
            return
        self.training.setVisible(is_training)
        self.top.squeeze(is_training)
        self.bar.squeeze(is_training)
        self.menu.show_training(is_training)

    def refresh_keys(self) -> None:
        """Show which keys are live now; called after every change of the order."""
        self.menu.gift_card.setEnabled(self._target.has_keys and self._target.allows(Action.GIFT_CARD))
        if self._target.has_keys:
            self.bar.show_views(keys.bar_views(self._target.allows))

    def toast(self, view: ToastView, act: Callable[[], None] | None = None) -> None:
        """Show a message; `act` is what its button does."""
        self._after_toast = act
        self.toasts.show_view(view)

    def confirm(
        self, view: ConfirmView, accept: Callable[[], None], other: Callable[[], None] | None = None
    ) -> None:  # fmt: skip
        """Ask before something that cannot come back; `other` is done for the third verb."""
        self._after_confirm, self._after_other = accept, other
        self._confirm.ask(view)

    def close_questions(self) -> None:
        """Take back what was asked, the safe way: whoever comes next did not ask it."""
        self.menu.close()
        self._confirm.dismiss()

    def come_to_front(self) -> None:
        """Another start of the program on this shop: show ourselves."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_on_screen(self, *, full: bool) -> None:
        """Come up: over the whole panel, or at the least size in the middle of a large one."""
        panel = QApplication.primaryScreen().availableGeometry()
        width, height = min(LEAST_SIZE[0], panel.width()), min(LEAST_SIZE[1], panel.height())
        self.setMinimumSize(width, height)
        self.resize(panel.size() if full else self.minimumSize())
        self.move(panel.topLeft())
        self.showMaximized() if full else self.show()
        self.activateWindow()

    def retranslate(self) -> None:
        """Take up a new language in the bars; screens hear of it themselves."""
        self.refresh_keys()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The open order is saved already: closing asks nothing."""
        self.toasts.dismiss()
        super().closeEvent(event)

    # what comes in

    def _scan(self, code: str) -> None:
        self.menu.close()
        self.toasts.next_action()
        if self._held is not None:
            self._held.append(code)
        elif self._target.scan is not None:
            self._target.scan(code)

    def _refuse(self, _code: str) -> None:
        self._confirm.shake()
        self.refused.emit()

    def _act(self, action: Action) -> None:
        if self.is_asking:
            return
        self.toasts.next_action()
        self._target.act(action)

    def _run_once(self, name: str) -> None:
        work: Callable[[], None] | None = getattr(self, name)
        setattr(self, name, None)
        if work is not None:
            work()

    def _open_menu(self) -> None:
        self.menu.popup(self.top.menu.mapToGlobal(QPoint(0, self.top.menu.height())))
