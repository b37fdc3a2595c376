"""The customer's window: on a second screen where there is one, followed from flow to flow, never in the till's way."""

from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QScreen

from pos_desktop.app.flow import Flow
from pos_desktop.app.look import Look
from pos_desktop.app.selling import Selling
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.services.selling.transfers import Modules, modules_of
from pos_desktop.ui.customer.controller import CustomerController
from pos_desktop.ui.customer.screen import CustomerScreen
from pos_desktop.ui.customer.texts import CustomerTexts
from pos_desktop.ui.customer.view import Shop, idle
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.window import Window
from pos_desktop.wording import _

AUTO: Final = "auto"
OFF: Final = "off"
Panels = Callable[[], list[QScreen]]


class CustomerDisplay(QObject):
    """Opens, moves and closes the window; `Look` keeps what a person chose.

    Args:
        ops: the bridge to the till's worker, for a customer's score; `reads`: to another, that draws the shop's QR.
        panels: the screens that there are.

    Attributes: `screen`, None while it is closed; `texts`, the question what it says while nobody buys; `trouble`, what
    to tell the cashier, "" while all is well.
    """

    def __init__(
        self, window: Window, look: Look, ops: Ops, reads: Ops, parent: QObject | None = None, *,
        panels: Panels = QGuiApplication.screens,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._window, self._look, self._ops, self._reads, self._panels = window, look, ops, reads, panels
        self._flow: Flow | None = None
        self._selling: Selling | None = None
        self._controller: CustomerController | None = None
        self._panel: QScreen | None = None
        self._code: Modules = ()
        self._is_lost = False
        self.screen: CustomerScreen | None = None
        self.texts = CustomerTexts(window)
        self.texts.kept.connect(self._keep_texts)
        window.menu.customer_wanted.connect(self.choose)
        window.menu.customer_texts_wanted.connect(self._ask_texts)

    # who sells

    def follow(self, flow: Flow) -> Flow:
        """Show what this flow sells, from now on; gives it back."""
        self._drop_controller()
        self._flow = flow
        flow.elsewhere = lambda: self.trouble
        flow.told.connect(lambda: self._told(flow))
        flow.sells.connect(lambda selling: self._sells(flow, selling))
        return flow

    def _told(self, flow: Flow) -> None:
        if flow is self._flow:
            if flow.person is None:
                self.texts.dismiss()
            self._tell()

    def _sells(self, flow: Flow, selling: Selling) -> None:
        if flow is not self._flow or selling is self._selling or flow.desk is None:
            return
        self._drop_controller()
        self._selling = selling
        self._controller = CustomerController(selling.hands, flow.desk.feedback, self._ops, selling)
        self._controller.changed.connect(self._show)
        self._tell()
        self._controller.open(self.screen is not None)

    def _drop_controller(self) -> None:
        """Another flow sells from now on: what the last one still tells is nobody's order here."""
        controller, self._controller, self._selling = self._controller, None, None
        if controller is not None and shiboken6.isValid(controller):
            controller.open(False)

    def _tell(self) -> None:
        """The till said anew what it is and who is at it."""
        if self.screen is None:
            return
        shop, is_resting = self._shop(), self._flow is None or self._flow.person is None
        if self._controller is not None:
            self._controller.show_shop(shop, is_resting=is_resting)
        else:
            self._show(idle(shop))

    def _shop(self) -> Shop:
        words = self._look.settings.customer_words
        desk = self._flow.desk if self._flow else None
        facts = desk.till.shop if desk else None
        return Shop(facts.name, words, self._code, facts.is_training) if facts else Shop("", words, self._code)

    def _show(self, view: object) -> None:
        if self.screen is not None:
            self.screen.show_view(view)  # type: ignore[arg-type]

    # what it says while nobody buys

    def _ask_texts(self) -> None:
        flow = self._flow
        if flow is None or flow.person is None:
            return
        if not flow.person.rights.settings:
            flow.tell_problem(Rejected(Code.NOT_ALLOWED, right="settings"))
            return
        settings = self._look.settings
        self.texts.ask(settings.customer_words, settings.customer_qr)

    def _keep_texts(self, words: str, code: str) -> None:
        self._look.write_customer_texts(words, code)
        self._draw()

    def _draw(self) -> None:
        """Work the shop's QR out, away from the till."""
        self._reads.run(_code_of, self._look.settings.customer_qr, then=self._drawn)

    # where it is

    @property
    def trouble(self) -> str:
        """What the cashier has to know."""
        return _("Mất màn hình khách") if self._is_lost else ""

    def start(self) -> None:
        """The program begins: the window comes up where a screen waits for it, and follows what is plugged in."""
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self.look_again)
        app.screenRemoved.connect(self.look_again)
        self._draw()
        self.look_again()

    def stop(self) -> None:
        """The program ends."""
        self._close()

    def choose(self, is_wanted: bool) -> None:
        """A person opened it from the menu, or closed it; what has a screen of its own is kept for the next start."""
        panel = self._free_panel(AUTO)
        if panel is not None:
            self._look.choose_customer_display(AUTO if is_wanted else OFF)
        self._lose(False)
        self._open(panel) if is_wanted else self._close()

    def use(self, choice: str) -> None:
        """A person chose the customer's screen among the devices: `AUTO`, `OFF`, or the name of one."""
        self._look.choose_customer_display(choice)
        self._close()
        self._lose(False)
        self.look_again()

    def panel_names(self) -> list[str]:
        """Names of the screens that it may be on."""
        return [panel.name() for panel in self._panels() if panel is not self._window.screen()]

    def look_again(self, _panel: object = None) -> None:
        """A screen came or went."""
        choice = self._look.settings.customer_display
        panel = self._free_panel(choice)
        if panel is not None and choice != OFF:
            self._open(panel)
            self._lose(False)
        elif self._panel is not None:
            self._close()
            self._lose(choice != OFF)
        elif choice not in (AUTO, OFF):
            self._lose(True)

    def _free_panel(self, choice: str) -> QScreen | None:
        """The named screen, or the first that the till is not on."""
        others = [panel for panel in self._panels() if panel is not self._window.screen()]
        fitting = others if choice in (AUTO, OFF) else [panel for panel in others if panel.name() == choice]
        return fitting[0] if fitting else None

    def _open(self, panel: QScreen | None) -> None:
        if self.screen is not None and panel is self._panel:
            return
        if self.screen is None:
            self.screen = CustomerScreen()
            self.screen.scored.connect(self._score)
            self.screen.closed.connect(self._closed)
            self.screen.activated.connect(self._window.activateWindow, Qt.ConnectionType.QueuedConnection)
        self._panel = panel
        self.screen.show_on(panel)
        self._window.menu.show_customer(True)
        self._tell()
        if self._controller is not None:
            self._controller.open(True)

    def _close(self) -> None:
        screen, self.screen, self._panel = self.screen, None, None
        self._window.menu.show_customer(False)
        if self._controller is not None and shiboken6.isValid(self._controller):
            self._controller.open(False)
        if screen is not None:
            screen.hide()
            screen.deleteLater()

    def _closed(self) -> None:
        """A person closed the window itself."""
        if self.screen is not None:
            self.choose(False)

    def _lose(self, is_lost: bool) -> None:
        if is_lost is not self._is_lost:
            self._is_lost = is_lost
            if self._flow is not None:
                self._flow.tell_top()

    def _score(self, score: int) -> None:
        if self._controller is not None:
            self._controller.give(score)

    def _drawn(self, code: Modules) -> None:
        self._code = code
        self._tell()


def _code_of(text: str) -> Modules:
    """The shop's QR; none of a text that is too long for one, as the screen is as good without it."""
    try:
        return modules_of(text)
    except ValueError:
        return ()
