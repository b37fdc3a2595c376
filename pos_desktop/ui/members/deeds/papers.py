"""Papers about a member: the card with how points come, and the statement of points, printed or as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pos_desktop.core.days import add_months
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.office.papers import Papers
from pos_desktop.services.office.slips import points_subject
from pos_desktop.ui.members.deeds.deed import Deed, Office, WrongField
from pos_desktop.ui.members.view import FieldKind, FieldView
from pos_desktop.ui.models.views import ChipView
from pos_desktop.wording import _, date, language

PAPER, FILE = "paper", "file"
MONTHS = 2
"""A statement begins so many months before this one, unless another day is typed."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A paper was promised, or written to a file: `path`."""

    path: Path | None = None
    topics: tuple[str, ...] = ("outbox",)


class PrintWelcome(Deed):
    """The member's card on paper, for who has just joined or left it at home."""

    def title(self) -> str:
        """What it is called."""
        return _("In phiếu chào mừng")

    def notes(self) -> tuple[str, ...]:
        """What is on it, and what holds of copies."""
        return (
            _("Phiếu có mã QR của thẻ, hạng, cách tích và đổi điểm."),
            _("In từ lần thứ hai có ghi bản in lại và vào nhật ký."),
        )  # fmt: skip

    def work(self) -> Callable[[], Any]:
        """The slip; without a printer there is no button for it."""
        return self._print

    def _print(self) -> Handed:
        subject = SlipOf.WELCOME.subject(self.about.picture.row.id)
        office = self.office
        office.desk.outbox.reprint_slip(subject, office.printer, language(), office.person.id)
        return Handed()

    def told(self, result: Handed) -> str:
        """That it comes."""
        return _("Đang in phiếu chào mừng")


class PointsPaper(Deed):
    """Every row of some days, with what was there before them and after them."""

    def __init__(self, office: Office, about: MemberDetail) -> None:
        super().__init__(office, about)
        today = office.desk.till.today()
        first = add_months(today.replace(day=1), -MONTHS)
        self.texts = {
            "first": date(first), "day": date(today),
            "way": PAPER if office.printer else FILE,
            "path": str(Path.home() / f"sao-ke-{about.picture.row.code}.pdf"),
        }  # fmt: skip

    def title(self) -> str:
        """What it is called."""
        return _("Sao kê điểm")

    def verb(self) -> str:
        """What its button says."""
        return _("Lưu sao kê") if self.text("way") == FILE else _("In sao kê")

    def fields(self) -> tuple[FieldView, ...]:
        """Which days, and on what."""
        days = (self.field("first", _("Từ ngày")), self.field("day", _("Đến hết ngày")))
        ways = (ChipView(PAPER, _("In ra giấy")), ChipView(FILE, _("Lưu PDF khổ A4")))
        way = (self.field("way", _("Giao cho khách bằng"), FieldKind.CHOICE, options=ways),)
        path = (self.field("path", _("Tệp")),) if self.text("way") == FILE else ()
        return (*days, *way, *path)

    def work(self) -> Callable[[], Any]:
        """The slip, or the file."""
        first, last = self.day("first"), self.day("day")
        if last < first:
            raise WrongField("day", _("Ngày cuối phải từ ngày đầu trở đi."))
        if self.text("way") != FILE:
            if not self.office.printer:
                raise WrongField("way", _("Chưa chọn máy in nên không in được"))
            subject = points_subject(self.about.account_id, first, last)
            return partial(self._print, subject)
        path, save = Path(self.text("path").strip()), self.office.save_file
        if save is None or path.suffix.lower() != ".pdf":
            raise WrongField("path", _("Tên tệp phải kết thúc bằng .{form}").format(form="pdf"))
        by, tongue, papers = self.staff_id, language(), Papers(self.office.desk)

        def write() -> Handed:
            save(path, papers.points(self.about.account_id, first, last, by, tongue).content)
            return Handed(path)

        return write

    def _print(self, subject: str) -> Handed:
        self.office.desk.outbox.slip(subject, self.office.printer, language())
        return Handed()

    def told(self, result: Handed) -> str:
        """Where it is."""
        return _("Đã lưu {path}").format(path=result.path) if result.path else _("Đang in sao kê điểm")
