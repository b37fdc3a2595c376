"""State of the screen of receipts: the list page by page, the receipt on show, scans; knows no widget."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.selling.permissions import may
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.papers import AskReceipt, Drawn, Papers
from pos_desktop.services.office.stored_papers import subjects_of
from pos_desktop.services.selling.receipts import Listed, ReceiptDetail, ReceiptPage, Sought
from pos_desktop.services.selling.refunds import Refunded
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.models.views import ConfirmView, EmptyView, ToastKind, ToastView, Tone
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.receipts import telling
from pos_desktop.ui.receipts.back import Approve, ApproveCopy, Back
from pos_desktop.ui.receipts.view import ListView, ReceiptRowView, ReceiptView
from pos_desktop.wording import _, language, money
from pos_desktop.wording.messages import sentence


class ReceiptsController(QObject):
    """Everything on the screen; what comes back is `giving`. `save` asks for a file and writes it.

    Signals: `list_changed(ListView)`, `receipt_changed(ReceiptView | None)`, `toast(ToastView, act)`,
    `ask(ConfirmView, accept)`, `sound(str)`, `exchanged(Exchange)` for the order on the sale screen, `left()`.
    """

    list_changed = Signal(object)
    receipt_changed = Signal(object)
    toast = Signal(object, object)
    ask = Signal(object, object)
    sound = Signal(str)
    exchanged = Signal(object)
    left = Signal()

    def __init__(
        self, desk: Desk, reads: Ops, writes: Ops, person: Person, printer: str, approve: Approve,
        parent: QObject | None = None, *, approve_copy: ApproveCopy | None = None,
        save: Callable[[Drawn], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._reads, self._writes = desk, reads, writes
        self._person, self._printer, self._approve_copy = person, printer, approve_copy
        self._papers, self.save = Papers(desk), save
        self.giving = Back(desk, writes, person, printer, approve, self)
        self._text, self._period = "", telling.TODAY
        self._listed: tuple[Listed, ...] = ()
        self._rows: tuple[ReceiptRowView, ...] = ()
        self._page = ReceiptPage(())
        self._loading, self._asked, self._looking = False, 0, 0
        self._chosen: Id | None = None
        self._problem = ""
        self.giving.changed.connect(lambda: self.receipt_changed.emit(self.view))
        self.giving.done.connect(self._given)
        self.giving.refused.connect(lambda: self.sound.emit("error"))

    # what is on show

    @property
    def list_view(self) -> ListView:
        """The list, in the language in force."""
        return ListView(
            telling.periods(), self._period, self._rows, self._chosen, self._page.next is not None, self._loading,
            self._empty(),
        )  # fmt: skip

    @property
    def view(self) -> ReceiptView | None:
        """The receipt on show, in the language in force."""
        return telling.receipt_view(self.giving, self._desk.till.shop.time_zone, can_print=bool(self._printer))

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._rows = tuple(map(self._row_view, self._listed))
        self.list_changed.emit(self.list_view)
        self.receipt_changed.emit(self.view)

    def _row_view(self, row: Listed) -> ReceiptRowView:
        till = self._desk.till
        return telling.row_view(row, till.today(), till.shop.time_zone)

    def _empty(self) -> EmptyView | None:
        if self._rows or self._loading:
            return None
        if self._text:
            hint = self._problem or _("Tìm theo số hoá đơn, tên, số điện thoại, số tiền, hoặc quét mã trên hoá đơn.")
            return EmptyView("receipt-text", _("Không tìm thấy hoá đơn"), hint)
        if self._period == telling.TODAY:
            return EmptyView("receipt-text", _("Hôm nay chưa có hoá đơn"), "", _("Xem 7 ngày"))
        return EmptyView("receipt-text", _("Chưa có hoá đơn"))

    # the list

    def load(self) -> None:
        """Read the first page again; what is on show stays until it is there."""
        self._ask(Sought(self._text, self._since()))

    def search(self, text: str) -> None:
        """List what a text finds."""
        self._text = text.strip()
        self.load()

    def choose_period(self, period: str) -> None:
        """List the receipts of so many days."""
        self._period = period
        self.load()

    def widen(self) -> None:
        """The list is empty: look at a week."""
        self.choose_period(telling.WEEK)

    def more(self) -> None:
        """Read the next page."""
        if self._page.next is not None and not self._loading:
            self._ask(Sought(self._text, self._since(), before=self._page.next))

    def scan(self, code: str) -> None:
        """The code of a receipt or of a member's card was read."""
        self._text = code
        self._ask(Sought(code))

    def _since(self) -> date | None:
        days = telling.DAYS.get(self._period)
        return self._desk.till.today() - timedelta(days=days - 1) if days else None

    def _ask(self, sought: Sought) -> None:
        self._loading = True
        self._asked += 1
        asked = self._asked
        self._reads.run(
            self._desk.receipts.page, sought,
            then=lambda page: self._show(page, sought) if asked == self._asked else None,
            failed=lambda problem: self._not_found(problem) if asked == self._asked else None,
        )  # fmt: skip
        if self._loading:
            self.list_changed.emit(self.list_view)

    def _show(self, page: ReceiptPage, sought: Sought) -> None:
        if sought.before is None:
            self._listed, self._rows = (), ()
        self._loading, self._page, self._problem = False, page, ""
        self._listed += page.rows
        self._rows += tuple(map(self._row_view, page.rows))
        self.list_changed.emit(self.list_view)
        if self._rows and sought.before is None and self._chosen not in {row.key for row in self._rows}:
            self.choose(self._rows[0].key)

    def _not_found(self, problem: Exception) -> None:
        assert isinstance(problem, Rejected | EnvironmentProblem)
        self._loading, self._listed, self._rows, self._page = False, (), (), ReceiptPage(())
        self._problem = sentence(problem)
        self.sound.emit("error")
        self.list_changed.emit(self.list_view)

    # one receipt

    def choose(self, sale_id: Id) -> None:
        """Show a receipt; not while the answer about another one is on its way."""
        if self.giving.is_busy:
            return
        self._chosen = sale_id
        self.list_changed.emit(self.list_view)
        self._look(sale_id)

    def _look(self, sale_id: Id) -> None:
        self._looking += 1
        looking = self._looking
        self._reads.run(
            self._desk.receipts.detail, sale_id,
            then=lambda detail: self._seen(detail) if looking == self._looking else None, failed=self._tell,
        )  # fmt: skip

    def _seen(self, detail: ReceiptDetail) -> None:
        self.giving.show(detail)

    def _tell(self, problem: Exception) -> None:
        assert isinstance(problem, Rejected | EnvironmentProblem)
        self.toast.emit(ToastView(ToastKind.WARN, sentence(problem)), None)

    # doing

    def refund(self) -> None:
        """Ask for the last word, then give back; or first ask another person."""
        giving, view = self.giving, self.view
        if giving.preview is None or view is None or not giving.has_reason():
            return
        if giving.needs_approval:
            giving.ask_approval(giving.amount, self.refund)
        else:
            lines = tuple(f"{row.label}: {row.amount}" for row in view.sums if row.tone is not Tone.MUTED)
            self.ask.emit(ConfirmView(_("Hoàn tiền hoá đơn {number}?").format(number=view.number), lines, view.verb,
                                      _("Thôi")), giving.refund)  # fmt: skip

    def exchange(self) -> None:
        """Let what is marked pay for the order on the sale screen; or first ask another person."""
        giving = self.giving
        if self.view is None or not self.view.can_exchange or not giving.has_reason():
            return
        if giving.needs_approval:
            giving.ask_approval(giving.amount, self.exchange)
        else:
            giving.exchange(self.exchanged.emit)

    def void(self) -> None:
        """Ask for the last word, then take the whole sale back."""
        giving, view = self.giving, self.view
        if view is None or not view.can_void:
            return
        sale = giving.detail.sale if giving.detail else None
        if sale is None or not giving.has_reason():
            return
        if not (may(self._person.rights, "refund", sale.due) or giving.marked.approval):
            giving.ask_approval(sale.due, self.void)
        else:
            words = _("Toàn bộ {money} về cách khách đã trả, điểm trở lại như trước khi bán.").format(money=view.due)
            question = _("Huỷ hoá đơn {number}?").format(number=view.number)
            self.ask.emit(ConfirmView(question, (words,), _("Huỷ hoá đơn"), _("Thôi")), giving.void)

    def print_again(self) -> None:
        """Print the receipt again, marked as a copy; an old one perhaps by another person's word."""
        detail = self.giving.detail
        if detail is not None and self._printer:
            self._print_again(detail.sale.id, "")

    def _print_again(self, sale_id: Id, approval: Id) -> None:
        self._writes.run(
            self._desk.outbox.reprint, sale_id, self._printer, language(), self._person.id, approval,
            then=lambda _job: self._printed(sale_id), failed=lambda problem: self._no_copy(sale_id, problem),
        )  # fmt: skip

    def _no_copy(self, sale_id: Id, problem: Exception) -> None:
        self._ask_for_copy(sale_id, problem, lambda approval: self._print_again(sale_id, approval))

    def _ask_for_copy(self, sale_id: Id, problem: Exception, again: Callable[[Id], None]) -> None:
        """Another person's word is asked for where it helps."""
        needs = isinstance(problem, Rejected) and problem.params.get("needs_approval")
        if needs and self._approve_copy is not None:
            self._approve_copy(sale_id, again)
        else:
            self._tell(problem)

    def _printed(self, sale_id: Id) -> None:
        self._writes.changed.emit(frozenset({"outbox"}))
        self._reads.run(subjects_of, self._desk.till, sale_id, then=self._say_printed, failed=self._tell)

    def _say_printed(self, slips: tuple[str, ...]) -> None:
        """Slips of gift cards and wallets that came with the receipt are one tap away."""
        told, action = _("Đang in lại hoá đơn, có ghi bản in lại."), _("In lại phiếu kèm") if slips else ""
        self.toast.emit(ToastView(ToastKind.INFO, told, action), (lambda: self._print_slips(slips)) if slips else None)

    def _print_slips(self, slips: tuple[str, ...]) -> None:
        again, printer, tongue, by = self._desk.outbox.reprint_slip, self._printer, language(), self._person.id

        def promise() -> None:
            for subject in slips:
                again(subject, printer, tongue, by)

        self._writes.run(promise, failed=self._tell,
                         then=lambda _done: self._writes.changed.emit(frozenset({"outbox"})))  # fmt: skip

    def save_page(self) -> None:
        """Save the receipt on A4, where its file is asked for; an old one perhaps by another person's word."""
        detail = self.giving.detail
        if detail is not None and self.save is not None:
            self._save_page(detail.sale.id, "")

    def _save_page(self, sale_id: Id, approval: Id) -> None:
        asked = AskReceipt(sale_id, self._person.id, language(), approval=approval)
        self._writes.run(
            self._papers.receipt, asked, then=lambda drawn: self.save and self.save(drawn),
            failed=lambda problem: self._ask_for_copy(
                sale_id, problem, lambda approved: self._save_page(sale_id, approved)),
        )  # fmt: skip

    def _given(self, made: Refunded) -> None:
        words = _("{number}: đã trả khách {money}.")
        told = words.format(number=made.refund.number, money=money(made.refund.money))
        self.toast.emit(ToastView(ToastKind.INFO, told), None)
        self.sound.emit("paid")
        self.load()
        self._look(made.refund.sale_id)
