"""Which screen comes next: from the data folder to selling, and back to the login when the till is locked."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date as Day
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pos_desktop.app import opening
from pos_desktop.app.kitchen_room import KitchenRoom
from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.app.receipts import Receipts
from pos_desktop.app.selling import Selling
from pos_desktop.app.settings import Settings
from pos_desktop.app.takeover import TakeoverQuestion
from pos_desktop.app.telling import day_question, top_bar
from pos_desktop.app.visiting import Visiting
from pos_desktop.app.weighing import use_scale
from pos_desktop.app.workers import Workers
from pos_desktop.cli.options import Options
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.selling.exchange import Exchange
from pos_desktop.selling.shift import Shift
from pos_desktop.services.desk import Desk, desk_of
from pos_desktop.services.office.proofs.soundness import look
from pos_desktop.services.shop.catalogue import Wares
from pos_desktop.services.shop.identity import renewed
from pos_desktop.services.shop.people import Person
from pos_desktop.services.till import ShopFacts
from pos_desktop.ui.approval.controller import ApprovalController
from pos_desktop.ui.approval.sheet import ApprovalSheet
from pos_desktop.ui.keys import Action
from pos_desktop.ui.login.controller import LoginController
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.models.views import EmptyView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.ui.shift.controller import ShiftController
from pos_desktop.ui.shift.screen import ShiftScreen
from pos_desktop.ui.sounds import Sounds
from pos_desktop.ui.trouble.screen import TroubleScreen
from pos_desktop.ui.welcome.controller import WelcomeController
from pos_desktop.ui.welcome.screen import WelcomeScreen
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.window import Target, Window
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.app.devices import Devices


class Flow(QObject):
    """Leads through the screens of one shop; every screen before selling lives only as long as it is on show.

    Attributes: `visiting`, the screens behind the menu; `elsewhere` tells what is wrong outside of it, "" for nothing;
    `devices`, who changes what is set of this till; `settings`, `sounds`, `receipts`, `kitchen`, which they change.

    Signals: `renewed(Desk)` when the shop has changed and another flow on this desk is to take the window,
    `told()` after the top bar was told anew, `sells(Selling)` when somebody sells,
    `reopening(work)` when the shop is to be closed, `work()` done, and another flow to open what is there then.
    """

    renewed = Signal(object)
    reopening = Signal(object)
    told = Signal()
    sells = Signal(object)

    def __init__(self, window: Window, workers: Workers, ops: Ops, options: Options, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._workers, self._ops, self._options = window, workers, ops, options
        self._folder, self.settings = options.folder, settings
        self.sounds = Sounds(on=settings.sounds, volume=settings.volume, parent=self)
        self._desk: Desk | None = None
        self.kitchen: KitchenRoom | None = None
        self._login: LoginController | None = None
        self._shift: Shift | None = None
        self._person: Person | None = None
        self._selling: Selling | None = None
        self.receipts: Receipts | None = None
        self._printing: tuple[Receipts | KitchenRoom, ...] = ()
        self._passing: QWidget | None = None
        self._retell: Callable[[], None] = _nothing
        self.elsewhere: Callable[[], str] = str
        self.devices: Devices | None = None
        self._takeover: TakeoverQuestion | None = None
        self.visiting = Visiting(window, self)
        self.visiting.shown.connect(self._show_visit)
        self.visiting.left.connect(self.go_on)  # the visit may have ended the shift
        self.visiting.refused.connect(self.tell_problem)
        self.visiting.reopening.connect(self.reopening)
        window.menu.office_wanted.connect(self.visit)

    @property
    def desk(self) -> Desk | None:
        """The services of the shop, once it is open."""
        return self._desk

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        return self._person

    @property
    def login(self) -> LoginController | None:
        """State of signing in, once the shop is open."""
        return self._login

    @property
    def selling(self) -> Selling | None:
        """The selling screens, once somebody has signed in."""
        return self._selling

    # opening the shop

    def start(self) -> None:
        """Open the shop of the data folder, or ask for one."""
        register = self.settings.register
        self._ops.run(opening.open_shop, self._options, register, then=self._opened, failed=self.show_trouble)

    def _opened(self, desk: Desk | None) -> None:
        if desk is None:
            self._show_welcome()
        else:
            self.take(desk)
            self.lock()

    def take(self, desk: Desk) -> None:
        """Take an open shop; `lock` or `begin` comes next."""
        self._desk = desk
        self._ops.run(desk.days.begin)
        self._ops.run(look, desk.till, then=self._tell_books)
        self.receipts = Receipts(self._window, desk, self._ops, self._workers, settings=self.settings, parent=self)
        kitchen = self.kitchen = KitchenRoom(self._window, desk, self._ops, self._workers, self.settings, self)
        self._printing = self.receipts, kitchen
        for printers in self._printing:
            printers.troubled.connect(self.tell_top)
        self.approval = ApprovalController(desk, self._ops, self)
        self._sheet = ApprovalSheet(self._window, self.approval)
        self._login = LoginController(desk, self._ops, self)
        self._takeover = TakeoverQuestion(self._window, desk, self._ops, lambda: self.visit("takeover"), self)
        self._login.signed_in.connect(kitchen.begin)
        self._login.signed_in.connect(self._takeover.arrive)
        self._login.signed_in.connect(self.begin)

    def _tell_books(self, wrong: list[str]) -> None:
        """Selling goes on, but nobody shall say that they were not told."""
        if wrong:
            text = _("Sổ sách có chỗ không khớp. Báo chủ cửa hàng chạy lệnh verify.")
            self._window.toast(ToastView(ToastKind.WARN, text))

    def _show_welcome(self) -> None:
        controller = WelcomeController(
            self._ops,
            new=lambda new: opening.make_shop(self._folder, new),
            sample=lambda: opening.fill_with_sample(self._folder),
            parent=self,
        )
        controller.made.connect(self.start)
        self._show(WelcomeScreen(controller))

    def show_trouble(self, problem: Exception, retry: Callable[[], None] | None = None) -> None:
        """Show what keeps the till from starting; `retry` is what «Thử lại» does, by default opening the shop."""
        if not isinstance(problem, EnvironmentProblem | Rejected):
            raise problem
        if isinstance(self._passing, TroubleScreen):
            self._passing.show_problem(problem)
            return
        screen = TroubleScreen(problem)
        screen.retried.connect(retry or self.start)
        self._show(screen)

    # people and shifts

    def lock(self, last: Person | None = None) -> None:
        """Show the login, with `last` chosen or who was here; the open order stays where it is."""
        if self._login is None:
            return
        self.approval.close()
        self._window.close_questions()
        last = last or self._person
        self._login.load(last, name="" if last else self._options.user)
        self._person = None
        self._retell = self._login.refresh
        self._show(LoginScreen(self._login))
        self.tell_top()

    def lock_idle(self) -> None:
        """Nobody has touched the till for a while: the order stays, and what was being edited, for the same person."""
        if self._person is None:
            return
        self.visiting.keep(self._person)
        self.lock()

    def warn_idle(self) -> None:
        """Say that the till is about to lock."""
        if self._person is not None:
            self._window.toast(ToastView(ToastKind.INFO, _("Quầy sắp tự khoá. Chạm màn hình để làm tiếp.")))

    def begin(self, person: Person) -> None:
        """Work as this person, who has been proved to be there."""
        self._person = person
        self.visiting.arrive(person)
        self.go_on()

    def go_on(self) -> None:
        """Back to where the person sells, or to the shift that has to be opened first."""
        if self._desk is not None:
            self._ops.run(self._desk.shifts.current, then=self._with_shift)

    def _with_shift(self, shift: Shift | None) -> None:
        if self._person is None or self._desk is None:
            return
        self._shift = shift
        self.tell_top()
        if self.visiting.visit is not None:
            return  # somebody went on to another screen meanwhile
        if shift is not None:
            self._sell(self._person)
            if self._takeover is not None:
                self._takeover.ask(shift)
            return
        controller = ShiftController(self._desk, self._ops, self._person, self)
        controller.opened.connect(self._with_shift)
        controller.busy.connect(self._window.hold_codes)
        self._retell = controller.refresh
        self._show(ShiftScreen(controller), Target(act=self._leave))

    def _leave(self, action: Action) -> None:
        if action is Action.LOCK:
            self.lock()

    def _sell(self, person: Person) -> None:
        self._retell = _nothing
        if self._selling is not None:
            self._selling.begin(person, first=False)
            self._drop_passing()
            self.sells.emit(self._selling)
        elif self._desk is not None:
            self._window.hold_codes(True)
            self._ops.run(self._desk.catalogue.load, then=lambda wares: self._begin_selling(person, wares))

    def _begin_selling(self, person: Person, wares: Wares) -> None:
        if self._desk is None or self.receipts is None or self._person is not person:
            return
        self._selling = Selling(
            self._window, self._desk, self._ops, wares, person, self.receipts, self.sounds, self.approval, self
        )
        outside = self._selling.payment.bank.outside = Ops(self._workers.outside, parent=self._selling)
        use_scale(self._selling.sale, self.settings.scales, outside)
        self._selling.locked.connect(self.lock)
        self._selling.drawer_wanted.connect(lambda: self.visit("drawer"))
        self._selling.tables_wanted.connect(lambda: self.visit("tables"))
        self._selling.sale.item_wanted.connect(self._make_item)
        self._selling.begin(person, first=True)
        self._drop_passing()
        self.sells.emit(self._selling)
        self._ops.run(self._desk.days.doubtful_since, then=self._ask_day)

    def _ask_day(self, last: Day | None) -> None:
        """A clock that jumped is asked about before any points are written off; selling goes on meanwhile."""
        if last is None or self._desk is None:
            return
        days = self._desk.days
        view = day_question(last, self._desk.till.today())
        self._window.confirm(view, lambda: self._ops.run(days.begin, confirmed=True))

    # the screens behind the menu

    def visit(self, name: str) -> None:
        """Go to the screen of an entry of the menu; the one on show is left first, and may ask."""
        if self._person is not None:
            self.visiting.go(name, self._premises)

    def _premises(self) -> Premises | None:
        if self._desk is None or self._person is None or self.receipts is None:
            return None
        return Premises(
            self._window, self._desk, self._ops, self._workers, self._person, self.receipts.printer,
            self.sounds.play, self.approval.ask, self._exchange, self._renew, self._sell_with, self.devices,
        )  # fmt: skip

    def _exchange(self, exchange: Exchange) -> None:
        """Back to the sale, whose order goods that come back pay for."""
        self._sell_with(lambda sale: sale.exchange(exchange))

    def _sell_with(self, work: Callable[[SaleController], object]) -> None:
        """Back to the sale, to do something there."""
        if self._selling is None:
            self.tell_problem(Rejected(Code.NO_OPEN_SHIFT))
            return
        self.visiting.leave()
        work(self._selling.sale)

    def _make_item(self, code: str) -> None:
        """Make an item for a code that the till does not know; then it is sold."""
        from pos_desktop.app.offices.catalogue import CatalogueVisit

        self.visit("catalogue")
        if isinstance(visit := self.visiting.visit, CatalogueVisit):
            visit.controller.made.connect(self._sell_made)
            visit.controller.begin_with(code)

    def _sell_made(self, code: str) -> None:
        if self._selling is not None:
            self.visiting.leave()
            self._selling.sale.take_made(code)

    def _renew(self, facts: ShopFacts) -> None:
        """The shop says something else of itself: everything begins anew with it."""
        if self._desk is not None:
            self.renewed.emit(desk_of(renewed(self._desk.till, facts)))

    def _show_visit(self, visit: Visit) -> None:
        if visit.screen is None or self._person is None:
            return
        self._retell = visit.refresh
        self._show(visit.screen, visit.target(self._lock_from_visit))

    def _lock_from_visit(self) -> None:
        self.visiting.end()
        self.lock()

    # making room for another flow

    def clear(self, then: Callable[[], None]) -> None:
        """Leave the screen behind the menu, which may ask first; then do `then`."""
        self.visiting.clear(then)

    def wait(self, text: str) -> None:
        """Show that something is being made ready; nothing can be done meanwhile."""
        self._show(EmptyBlock(EmptyView("store", text)))

    def stop_printing(self) -> None:
        """Print nothing more, on any thread: it waits for a printer that hangs."""
        for printers in self._printing:
            printers.stop()

    def retire(self) -> None:
        """Give the window up for another flow; what is still on its way from a worker finds nobody hurt."""
        self._window.menu.office_wanted.disconnect(self.visit)
        self._person = None
        self.visiting.end()
        self.approval.close()
        self._window.close_questions()
        self._window.toasts.dismiss()  # its button would do something to a till that rests
        self._drop_passing()
        if self._selling is not None:
            self._selling.retire()
        self._sheet.deleteLater()
        self._ops.run(_nothing, then=lambda _none: self._ops.run(_nothing, then=lambda _none: self.deleteLater()))

    def stop(self) -> None:
        """The window closes: give up what would keep a worker busy; a lock goes on from here next time."""
        self.visiting.end()
        if self._desk is not None and self._login is not None and self._login.view.waiting:
            with suppress(EnvironmentProblem):
                self._desk.people.keep_running()

    def retell(self) -> None:
        """Send the texts again that came with a view, after a switch of language; the sale does so itself."""
        self._retell()
        self.tell_top()

    def tell_unknown(self, code: str) -> None:
        """Say calmly that something failed that nobody foresaw."""
        text = _("Có lỗi ngoài dự tính; đơn đang mở vẫn còn. Nếu gặp lại, báo người hỗ trợ mã {code}.")
        self._window.toast(ToastView(ToastKind.ERROR, text.format(code=code)))

    def tell_problem(self, problem: Exception) -> None:
        """Say what was refused and what nobody else took up."""
        if isinstance(problem, EnvironmentProblem | Rejected):
            self._window.toast(ToastView(ToastKind.WARN, sentence(problem)))

    def _show(self, screen: QWidget, target: Target | None = None) -> None:
        old, self._passing = self._passing, screen
        self._window.show_screen(screen, target or Target())
        if old is not None:
            self._window.drop_screen(old)

    def _drop_passing(self) -> None:
        old, self._passing = self._passing, None
        if old is not None:
            self._window.drop_screen(old)

    def tell_top(self) -> None:
        """Tell the top bar anew what the till is, who is at it, and what is wrong."""
        if self._desk is None:
            return
        self._window.show_training(self._desk.till.shop.is_training)
        self._window.menu.open_offices(self._person is not None)
        told = " ".join(filter(None, [*(printers.trouble for printers in self._printing), self.elsewhere()]))
        self._window.show_top(top_bar(self._desk.till, self._shift, self._person, told))
        self.told.emit()


def _nothing() -> None:
    """Nothing on show has texts to send again."""
