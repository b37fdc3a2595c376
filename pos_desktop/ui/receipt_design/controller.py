"""State of the receipts' design: what is typed and chosen, its paper always drawn anew, one save; knows no widget."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.documents.design import MOST_LINE, MOST_LINES, Block, Lines, ReceiptDesign
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.receipt_design import DesignSet, SetDesign
from pos_desktop.ui.models.views import ChipView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.receipt_design.view import (
    BlockView,
    DesignView,
    Draft,
    Draw,
    Drawn,
    Print,
    Sight,
    block_words,
    draft_of,
    split,
)
from pos_desktop.wording import _, language
from pos_desktop.wording.messages import sentence

WIDE, NARROW = 576, 384
OF_MEMBER = (Block.WAY_UP, Block.EXPIRING)
"""Stand inside the member's block."""


class DesignController(QObject):
    """What one person who may do so changes of the receipts.

    Signals: `changed(DesignView)`, `drawn(Drawn)` after every change, `toast(ToastView)`, `left()`.

    Args:
        reads: a worker for drawing: one paper at a time, of what holds when it begins.
        outside: a worker for the printer; `try_` is None where the till has none.
    """

    changed = Signal(object)
    drawn = Signal(object)
    toast = Signal(object)
    left = Signal()

    def __init__(
        self, desk: Desk, ops: Ops, reads: Ops, outside: Ops, person: Person, draw: Draw, try_: Print | None,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._ops, self._reads, self._outside, self._person = desk, ops, reads, outside, person
        self._draw, self._try = draw, try_
        self._kept = self._draft = Draft()
        self._resumed: Draft | None = None
        self._sight = Sight(WIDE, language())
        self._operation = desk.till.ids()
        self._problem: Rejected | EnvironmentProblem | None = None
        self._logo_problem: Rejected | EnvironmentProblem | None = None
        self._busy = self._taking = self._trying = False
        self._drawing = self._is_stale = False

    # what it shows

    @property
    def view(self) -> DesignView:
        """The form, in the language in force."""
        errors = {where: _error(where, self._draft.text(where)) for where in Lines}
        return DesignView(
            {where: self._draft.text(where) for where in Lines}, errors,
            self._desk.till.shop.footer or _("Cảm ơn quý khách, hẹn gặp lại."), self._draft.logo is not None,
            sentence(self._logo_problem) if self._logo_problem else "", self._blocks(), self._sight,
            (ChipView(WIDE, _("Giấy 80 mm")), ChipView(NARROW, _("Giấy 58 mm"))),
            (ChipView("vi", "Tiếng Việt"), ChipView("en", "English")),
            (ChipView(False, _("Thành viên")), ChipView(True, _("Khách lẻ"))),
            sentence(self._problem) if self._problem else "",
            can_save=self.is_changed and not (self._busy or any(errors.values())),
            can_reset=self._draft != Draft() and not self._busy, can_try=self._try is not None and not self._trying,
            busy=self._busy, taking=self._taking, trying=self._trying,
        )  # fmt: skip

    def _blocks(self) -> tuple[BlockView, ...]:
        hidden = self._draft.hidden
        return tuple(
            BlockView(block, words, block not in hidden, not (block in OF_MEMBER and Block.MEMBER in hidden))
            for block, words in block_words().items()
        )

    @property
    def is_changed(self) -> bool:
        """Whether something is otherwise than it is kept."""
        return self._draft.design != self._kept.design

    @property
    def draft(self) -> Draft:
        """The form as it is."""
        return self._draft

    def resume(self, draft: Draft) -> None:
        """Go on with what was made before, as soon as what holds was read."""
        self._resumed = draft
        self._change(draft)

    # what a person does

    def load(self) -> None:
        """Read what holds now."""
        self._ops.run(self._desk.receipt_design.current, then=self._loaded, failed=self._failed)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.changed.emit(self.view)

    def write(self, where: Lines, text: str) -> None:
        """Lines were typed."""
        if text != self._draft.text(where):
            self._change(replace(self._draft, **{where.value: text}))  # type: ignore[arg-type]

    def show_block(self, block: Block, *, on: bool) -> None:
        """Print a block from now on, or not."""
        hidden = self._draft.hidden - {block} if on else self._draft.hidden | {block}
        self._change(replace(self._draft, hidden=hidden))

    def take_logo(self, path: Path) -> None:
        """Make a logo of a chosen file."""
        if self._taking:
            return
        self._taking, self._logo_problem = True, None
        self.refresh()
        take = self._desk.receipt_design.take_logo
        self._reads.run(take, path, self._person.id, then=self._took, failed=self._took_not)

    def drop_logo(self) -> None:
        """Print no logo."""
        self._logo_problem = None
        self._change(replace(self._draft, logo=None))

    def reset(self) -> None:
        """Back to what is printed where nothing was designed; it is kept by `save`, as everything."""
        self._logo_problem = None
        self._change(Draft())

    def look(self, *, width: int | None = None, language: str | None = None, is_guest: bool | None = None) -> None:
        """Look at another paper of the same design."""
        now = self._sight
        self._sight = Sight(
            now.width if width is None else width, now.language if language is None else language,
            now.is_guest if is_guest is None else is_guest,
        )  # fmt: skip
        self.refresh()
        self._redraw()

    def save(self) -> None:
        """Keep it."""
        if not self.view.can_save:
            return
        self._busy, self._problem = True, None
        self.refresh()
        command = SetDesign(self._operation, self._draft.design, self._person.id)
        self._ops.run(self._desk.receipt_design.set, command, then=self._saved, failed=self._failed)

    def try_printer(self) -> None:
        """Print the paper on show, marked as a sample, past the queue: it is nobody's receipt."""
        if self._try is None or self._trying:
            return
        self._trying = True
        self.refresh()
        self._outside.run(self._try, self._draft.design, self._sight, then=self._tried, failed=self._tried_not)

    def scan(self, _code: str) -> None:
        """A code was read: there is no place for it, and the field that it ran into has its text back."""
        self.toast.emit(ToastView(ToastKind.WARN, _("Mã vừa quét không dùng ở màn hình này.")))

    # what came of it

    def _change(self, draft: Draft) -> None:
        if self._busy:
            self.refresh()
            return
        # What is sent now is another operation than what was refused before.
        self._operation, self._problem, self._draft = self._desk.till.ids(), None, draft
        self.refresh()
        self._redraw()

    def _loaded(self, design: ReceiptDesign) -> None:
        self._kept = draft_of(design)
        self._draft, self._resumed = self._resumed or self._kept, None
        self.refresh()
        self._redraw()

    def _saved(self, made: DesignSet) -> None:
        self._busy, self._operation = False, self._desk.till.ids()
        self._kept = self._draft = draft_of(made.design)
        self.refresh()
        self._redraw()
        self.toast.emit(ToastView(ToastKind.INFO, _("Đã lưu. Hoá đơn in từ giờ theo mẫu này.")))

    def _took(self, logo: bytes) -> None:
        self._taking = False
        self._change(replace(self._draft, logo=logo))

    def _took_not(self, problem: Exception) -> None:
        assert isinstance(problem, Rejected | EnvironmentProblem)
        self._taking, self._logo_problem = False, problem
        self.refresh()

    def _tried(self, wrong: str) -> None:
        self._trying = False
        self.refresh()
        kind = ToastKind.WARN if wrong else ToastKind.INFO
        self.toast.emit(ToastView(kind, wrong or _("Đã gửi phiếu thử đến máy in.")))

    def _tried_not(self, problem: Exception) -> None:
        assert isinstance(problem, Rejected | EnvironmentProblem)
        self._tried(sentence(problem))

    def _failed(self, problem: Exception) -> None:
        assert isinstance(problem, Rejected | EnvironmentProblem)
        self._busy, self._problem = False, problem
        self.refresh()

    # the paper

    def _redraw(self) -> None:
        """One paper at a time: while it is drawn, changes add up to one more."""
        if self._drawing:
            self._is_stale = True
            return
        self._drawing, self._is_stale = True, False
        self._reads.run(self._draw, _printable(self._draft.design), self._sight, then=self._was_drawn)

    def _was_drawn(self, paper: Drawn) -> None:
        self._drawing = False
        self.drawn.emit(paper)
        if self._is_stale:
            self._redraw()


def _error(where: Lines, text: str) -> str:
    lines = split(text)
    if len(lines) > MOST_LINES[where]:
        return _("Nhiều nhất {most} dòng.").format(most=MOST_LINES[where])
    if any(len(line) > MOST_LINE for line in lines):
        return _("Mỗi dòng nhiều nhất {most} ký tự.").format(most=MOST_LINE)
    return ""


def _printable(design: ReceiptDesign) -> ReceiptDesign:
    """What of it fits on paper: a page of text pasted by mistake is told in words, not drawn."""
    kept = {
        where.value: tuple(line[:MOST_LINE] for line in design.lines(where)[: MOST_LINES[where]]) for where in Lines
    }
    return replace(design, **kept)  # type: ignore[arg-type]
