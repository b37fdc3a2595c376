"""Tries the edited programme on the shop's last twelve months: progress, stopping, and the outcome in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from pos_desktop.loyalty.programme import Programme
from pos_desktop.ui.long_run import LongRun, Words
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.programme.port import YearTest
from pos_desktop.wording import _, date, money, ngettext, number, percent

Comparison = tuple[str, str, str]
"""What, under the programme in force, under the edited one."""


@dataclass(frozen=True, slots=True)
class YearView:
    """`progress` is parts of 1000 while it runs, None when it does not; `rows` compare the two programmes."""

    title: str
    progress: int | None = None
    status: str = ""
    head: Comparison = ("", "", "")
    rows: tuple[Comparison, ...] = ()
    rises: str = ""
    falls: str = ""
    movers: tuple[str, ...] = ()
    left_out: str = ""
    """What both programmes leave as it was."""


class YearController(LongRun):
    """Runs one test at a time, on a worker of its own, so that the till goes on selling.

    Signals: `opened()`, `changed(YearView)`.
    """

    def __init__(self, test: YearTest, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._test, self._ops = test, ops
        self._tell: Callable[[], YearView] = self._empty

    @property
    def view(self) -> YearView:
        """What the sheet shows, in the language in force."""
        return self._tell()

    def start(self, programme: Programme) -> None:
        """Try a programme; a test that still runs is stopped."""
        self._show(lambda: YearView(_title(), 0, _("Đang tính lại từng đơn của 12 tháng…")))
        self.opened.emit()
        self.run(self._ops, self._test.run, programme, then=lambda found: self._show(lambda: outcome_view(found)))

    def show_progress(self, done: int, whole: int) -> None:
        """So many members are done."""
        if self.view.progress is None:
            return
        self._show(lambda: YearView(
            _title(), done * 1000 // max(1, whole),
            _("Đã tính {done} trong {whole} thành viên").format(done=number(done), whole=number(whole)),
        ))  # fmt: skip

    def show_stopped(self) -> None:
        """It was given up."""
        self._show(lambda: YearView(_title(), None, _("Đã dừng.")))

    def show_refused(self, words: Words) -> None:
        """It could not be done."""
        self._show(lambda: YearView(_title(), None, words()))

    def _show(self, tell: Callable[[], YearView]) -> None:
        self._tell = tell
        self.refresh()

    def _empty(self) -> YearView:
        return YearView(_title())


def _title() -> str:
    return _("Thử trên 12 tháng qua")


def outcome_view(found: Any) -> YearView:
    """Both programmes over the same sales, side by side."""
    rises = ngettext("{count} người lên hạng", "{count} người lên hạng", found.rises)
    falls = ngettext("{count} người xuống hạng", "{count} người xuống hạng", found.falls)
    period = _("Từ {first} đến {last}: {members} thành viên mua {sales}.")
    return YearView(
        _title(), None,
        period.format(first=date(found.first), last=date(found.last), members=number(found.members),
                      sales=money(found.member_sales)),
        ("", _("Bản đang dùng"), _("Bản đang sửa")), tuple(_rows(found)),
        rises.format(count=number(found.rises)), falls.format(count=number(found.falls)),
        tuple(_("{name}: từ {before} sang {after}").format(name=each.name or each.code, before=each.before,
                                                           after=each.after) for each in found.moved),
        left_out=_left_out(),
    )  # fmt: skip


def _left_out() -> str:
    return _(
        "Tính lại: điểm tích theo đơn, điểm đổi, hạng, điểm chào mừng, sinh nhật và kỷ niệm. Giữ nguyên như đã xảy ra: "
        "giá và khuyến mãi, ưu đãi đã đổi, phiếu, trò chơi, giới thiệu, nạp ví và thẻ trả phí."
    )


def _rows(found: Any) -> list[Comparison]:
    old, new = found.old, found.new
    rows: list[Comparison] = [
        (_("Điểm phát ra"), number(old.issued), number(new.issued)),
        (_("Điểm đã đổi"), number(old.redeemed), number(new.redeemed)),
        (_("Chi phí"), _cost(old, found.member_sales), _cost(new, found.member_sales)),
        (_("Nghĩa vụ điểm cuối kỳ"), money(old.liability), money(new.liability)),
        (_("Dự tính khách sẽ dùng"), money(found.breakage.expected(old.liability)),
         money(found.breakage.expected(new.liability))),
    ]  # fmt: skip
    return rows


def _cost(outcome: Any, sales: int) -> str:
    share = outcome.cost_share(sales)
    return money(outcome.cost) if share is None else f"{money(outcome.cost)} · {percent(share)}"
