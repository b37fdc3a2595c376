"""Cards of many members as a PDF: whose, drawn on the worker for long reads, given once the journal knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pos_desktop.core.ids import Id
from pos_desktop.documents.cards import card_sheets_pdf
from pos_desktop.services.members.card_sheets import RIGHTS, CardBatch, CardSheets, WantedCards
from pos_desktop.services.shop.people import Person
from pos_desktop.storage.queries.member_pages import Wanted
from pos_desktop.ui.form.typed import Date, Wrong
from pos_desktop.ui.long_run import LongRun, OnProgress, Words
from pos_desktop.ui.models.views import ChipView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, number
from pos_desktop.wording.messages import N_

if TYPE_CHECKING:
    from pos_desktop.ui.members.controller import MembersController

LISTED, SEVERAL = "listed", "several"
FILE = "the-thanh-vien.pdf"
SHOWN = 8
"""Names that the sheet lists of those who were picked."""
HandOut = Callable[[CardBatch, bytes, Path], Path]
"""Puts a drawn PDF in its place, once the journal knows."""


@dataclass(frozen=True, slots=True)
class CardsView:
    """The sheet. `progress` is parts of 1000 while cards are drawn, None when none are; `picked` are chips to drop."""

    title: str
    status: str
    progress: int | None
    whose: tuple[ChipView, ...]
    chosen: str
    since: str
    since_problem: str
    picked: tuple[ChipView, ...]
    told: str
    verb: str
    can: bool


class CardsController(LongRun):
    """Cards for printing. Signals: `opened()`, `changed(CardsView)`.

    `place` asks where the file goes, "" for nowhere; `hand_out` runs on the till's worker.
    """

    def __init__(
        self, members: "MembersController", sheets: CardSheets, person: Person, reads: Ops, writes: Ops,
        place: Callable[[str], str], hand_out: HandOut,
    ) -> None:  # fmt: skip
        super().__init__(members)
        self._members, self._sheets, self._person = members, sheets, person
        self._reads, self._writes, self._place, self._hand_out = reads, writes, place, hand_out
        self._whose, self._since, self._is_open = LISTED, "", False
        self._picked: dict[Id, str] = {}
        self._progress: int | None = None
        self._status: Words = self._about

    @property
    def may(self) -> bool:
        """Whether the person may take cards out."""
        return all(getattr(self._person.rights, right) for right in RIGHTS)

    @property
    def view(self) -> CardsView:
        """The sheet, in the language in force."""
        whose = (ChipView(LISTED, _("Cả danh sách đang hiện")), ChipView(SEVERAL, _("Chọn từng người")))
        problem = self._day_problem()
        can = self._progress is None and (bool(self._picked) if self._whose == SEVERAL else not problem)
        return CardsView(
            _("In thẻ"), self._status(), self._progress, whose, self._whose, self._since, problem,
            tuple(ChipView(key, name) for key, name in list(self._picked.items())[-SHOWN:]), self._told(),
            _("Lưu PDF"), can,
        )  # fmt: skip

    def _told(self) -> str:
        if self._whose == LISTED:
            return _("Theo ô tìm và hạng đang chọn ở bên trái.")
        if not self._picked:
            return _("Chạm từng người trong danh sách bên trái.")
        return _("Đã chọn {count} người. Chạm tên để bỏ ra.").format(count=number(len(self._picked)))

    def _about(self) -> str:
        return _("Tờ A4 hai mặt, mỗi tờ 10 thẻ, có vạch cắt. Ai cầm thẻ thì dùng được điểm, nên nhật ký ghi ai đã in.")

    def _day_problem(self) -> str:
        try:
            self._day()
        except Wrong as wrong:
            return str(wrong)
        return ""

    def _day(self) -> date | None:
        return date.fromisoformat(Date().parsed(self._since)) if self._since else None

    # choosing

    def open(self) -> None:
        """Open the sheet."""
        self._is_open = True
        self._say(self._about)
        self.opened.emit()

    def choose(self, whose: str) -> None:
        """Everybody of the list, or one by one; the member on show is the first."""
        self._whose = whose
        detail = self._members.detail
        if whose == SEVERAL and not self._picked and detail is not None:
            self._picked[detail.account_id] = detail.picture.row.name or detail.picture.row.code
        self._say(self._about)

    def type_since(self, text: str) -> None:
        """Only who joined on that day or later."""
        self._since = text.strip()
        self._say(self._about)

    def pick(self, account_id: Id) -> None:
        """Put a member of the list to those who were picked."""
        if not self._is_open or self._whose != SEVERAL or self._progress is not None:
            return
        row = next((row for row in self._members.roster.rows if row.key == account_id), None)
        if row is not None:
            self._picked[account_id] = row.name
            self._say(self._about)

    def drop(self, account_id: Id) -> None:
        """Take one out again."""
        self._picked.pop(account_id, None)
        self._say(self._about)

    @property
    def _wanted(self) -> WantedCards:
        if self._whose == SEVERAL:
            return WantedCards(members=tuple(self._picked))
        listed = self._members.wanted
        return WantedCards(Wanted(listed.text, listed.tier, since=self._day()))

    # drawing

    def start(self) -> None:
        """Ask for the place, and draw."""
        if not self.view.can or not (chosen := self._place(FILE)):
            return
        path, self._progress = Path(chosen), 0
        self._say(lambda: _("Đang vẽ thẻ…"))
        self.run(self._reads, self._draw, self._wanted, then=lambda made: self._hand(path, *made))

    def _draw(self, wanted: WantedCards, on_progress: OnProgress) -> tuple[CardBatch, bytes] | None:
        """Runs on the worker for long reads."""
        batch = self._sheets.find(wanted, self._person.id)
        pdf = card_sheets_pdf(batch.holders, batch.terms, on_progress)
        return (batch, pdf) if pdf is not None else None

    def _hand(self, path: Path, batch: CardBatch, pdf: bytes) -> None:
        self.go_on(self._writes, self._hand_out, batch, pdf, path, then=lambda place: self._done(batch, place))

    def _done(self, batch: CardBatch, path: Path) -> None:
        words = N_("Đã lưu {count} thẻ vào {path}.")
        left_out = N_("{count} người bị khoá hoặc chưa có thẻ nên không có trong tệp.")
        told = [lambda: _(words).format(count=number(len(batch.holders)), path=path)]
        if batch.left_out:
            told.append(lambda: _(left_out).format(count=number(batch.left_out)))
        self._end(lambda: " ".join(part() for part in told))

    def show_progress(self, done: int, whole: int) -> None:
        """So many cards are drawn."""
        if self._progress is not None:
            self._progress = done * 1000 // max(1, whole)
            self._say(lambda: _("Đã vẽ {done} trong {whole} thẻ").format(done=number(done), whole=number(whole)))

    def show_stopped(self) -> None:
        """It was given up."""
        self._end(lambda: _("Đã dừng, không có tệp nào."))

    def show_refused(self, words: Words) -> None:
        """It could not be done."""
        self._end(words)

    def close(self) -> None:
        """The sheet was put away."""
        self._is_open = False

    def _end(self, status: Words) -> None:
        self._progress = None
        self._say(status)

    def _say(self, status: Words) -> None:
        self._status = status
        self.refresh()
