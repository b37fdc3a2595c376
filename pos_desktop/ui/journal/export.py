"""Writes rows of the shop into a file on a worker, has the till's worker tell the journal, then gives the file."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from pos_desktop.gateways.drafts import DraftFile
from pos_desktop.services.office.exports import Exports, Form, Made, Wanted, What
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.long_run import LongRun, OnProgress, Words
from pos_desktop.ui.models.views import ChipView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, number
from pos_desktop.wording import date as day_text
from pos_desktop.wording.messages import N_

NAMES: Final = {
    What.JOURNAL: N_("Nhật ký"), What.SALES: N_("Hoá đơn"), What.LEDGER: N_("Sổ điểm"), What.MEMBERS: N_("Thành viên"),
}  # fmt: skip
FILES: Final = {
    What.JOURNAL: "nhat-ky", What.SALES: "hoa-don", What.LEDGER: "so-diem", What.MEMBERS: "thanh-vien",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExportView:
    """The sheet. `progress` is parts of 1000 while a file is written, None when none is."""

    title: str
    status: str
    progress: int | None
    whats: tuple[ChipView, ...]
    what: str
    forms: tuple[ChipView, ...]
    form: str
    verb: str


class ExportController(LongRun):
    """One export at a time. Signals: `opened()`, `changed(ExportView)`."""

    def __init__(
        self, exports: Exports, reads: Ops, writes: Ops, person: Person, folder: Path, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._exports, self._reads, self._writes = exports, reads, writes
        self._person, self._folder = person, folder
        self._days: tuple[date, date] = (date.min, date.min)
        self._what, self._form = What.JOURNAL, Form.CSV
        self._progress: int | None = None
        self._status: Words = self._about

    @property
    def view(self) -> ExportView:
        """The sheet, in the language in force."""
        whats = tuple(ChipView(what.value, _(name)) for what, name in NAMES.items())
        forms = (
            ChipView(Form.CSV.value, _("Bảng tính (CSV)")),
            ChipView(Form.JSONL.value, _("Kiểm toán (JSON Lines)")),
        )
        return ExportView(
            _("Xuất tệp"), self._status(), self._progress, whats, self._what.value, forms, self._form.value,
            _("Ghi tệp"),
        )  # fmt: skip

    def ask(self, since: date | None, through: date) -> None:
        """Open the sheet for these business dates; None from the shop's first day."""
        self._days = (since or self._exports.first_day(), through)
        self._say(self._about)
        self.opened.emit()

    def choose_what(self, what: str) -> None:
        """Which rows."""
        self._what = What(what)
        self._say(self._about)

    def choose_form(self, form: str) -> None:
        """For a spreadsheet or for a program."""
        self._form = Form(form)
        self._say(self._about)

    def start(self) -> None:
        """Write the file; one that is being written is stopped."""
        wanted = Wanted(self._what, self._form, *self._days)
        self._progress = 0
        self._say(lambda: _("Đang ghi…"))
        self.run(self._reads, self._write, wanted, then=self._hand, drop=lambda made: made[0].drop())

    def _about(self) -> str:
        since, through = self._days
        words = _("Từ {since} đến hết {through}. Tệp nằm trong {folder}; nhật ký ghi ai đã xuất.")
        return words.format(since=day_text(since), through=day_text(through), folder=self._folder)

    def _write(self, wanted: Wanted, on_progress: OnProgress) -> tuple[DraftFile, Made] | None:
        """Runs on the worker for long reads."""
        with suppress(OSError):  # the draft tells what is wrong with its place
            self._folder.mkdir(parents=True, exist_ok=True)
        draft = DraftFile(self._folder / f"{FILES[wanted.what]}-{wanted.since}-{wanted.through}.{wanted.form}")
        try:
            made = self._exports.write(wanted, self._person.id, draft.file, on_progress)
        except BaseException:
            draft.drop()
            raise
        if made is None:
            draft.drop()
            return None
        return draft, made

    def _hand(self, made: tuple[DraftFile, Made]) -> None:
        self.go_on(self._writes, self._hand_out, *made, then=lambda told: self._done(*told))

    def _hand_out(self, draft: DraftFile, made: Made) -> tuple[Path, int]:
        """Runs on the till's worker: the journal first, then the file."""
        try:
            count = self._exports.record(made, self._person.id).count
        except BaseException:
            draft.drop()
            raise
        return draft.keep(), count

    def _done(self, path: Path, count: int) -> None:
        words = N_("Đã xuất {count} dòng vào {path}.")
        self._end(lambda: _(words).format(count=number(count), path=path))

    def show_progress(self, done: int, whole: int) -> None:
        """So many rows are written."""
        if self._progress is not None:
            self._progress = done * 1000 // max(1, whole)
            self._say(lambda: _("Đã ghi {done} trong {whole} dòng").format(done=number(done), whole=number(whole)))

    def show_stopped(self) -> None:
        """It was given up."""
        self._end(lambda: _("Đã dừng, không có tệp nào."))

    def show_refused(self, words: Words) -> None:
        """It could not be done."""
        self._end(words)

    def _end(self, status: Words) -> None:
        self._progress = None
        self._say(status)

    def _say(self, status: Words) -> None:
        self._status = status
        self.refresh()
