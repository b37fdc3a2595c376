"""Puts the backups into words: which there are, how old and how large, what was proved, and what became of the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pos_desktop.core.clock import zone
from pos_desktop.gateways.backup_book import Outcome
from pos_desktop.services.office.backup.backups import BackupState, error_of
from pos_desktop.services.office.backup.shelf import Backup
from pos_desktop.ui.models.views import EmptyView, Tone
from pos_desktop.wording import _, datetime_, ngettext, number
from pos_desktop.wording.messages import sentence

KILO, MEGA = 1_000, 1_000_000


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup of the list; `key` is its path."""

    key: str
    when: str
    age: str
    size: str
    state: str
    tone: Tone = Tone.MUTED

    @property
    def told(self) -> str:
        """Its words for who cannot see it."""
        return ", ".join((self.when, self.age, self.size, self.state))


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is well, or that somebody should look after."""

    title: str
    text: str
    is_well: bool


@dataclass(frozen=True, slots=True)
class BackupsView:
    """The whole screen. `progress` is None while nothing runs; `may_own` is for who may restore."""

    rows: tuple[BackupRow, ...] = ()
    chosen: str | None = None
    chosen_title: str = ""
    chosen_text: str = ""
    lines: tuple[Line, ...] = ()
    empty: EmptyView | None = None
    passphrase_verb: str = ""
    has_passphrase: bool = False
    may_own: bool = False
    progress: int | None = None
    status: str = ""
    folder: str = ""
    second: str = ""


def told(
    state: BackupState, now: datetime, time_zone: str, chosen: Path | None, *, may_own: bool,
    progress: int | None, status: str,
) -> BackupsView:  # fmt: skip
    """Everything that is known."""
    rows = tuple(_row(one, state, now, time_zone) for one in state.backups)
    picked = next((row for row in rows if row.key == str(chosen)), rows[0] if rows else None)
    one = next((one for one in state.backups if picked and str(one.path) == picked.key), None)
    return BackupsView(
        rows, picked.key if picked else None, picked.when if picked else "", _details(one) if one else "",
        tuple(_lines(state, now, time_zone)),
        None if rows else EmptyView("database", _("Chưa có bản sao lưu nào"), _hint(state)),
        _("Đổi mật khẩu") if state.has_passphrase else _("Đặt mật khẩu"), state.has_passphrase, may_own, progress,
        status, str(state.folder), state.second,
    )  # fmt: skip


def moment(at: datetime, time_zone: str) -> str:
    """By the shop's clock."""
    return datetime_(at.astimezone(zone(time_zone)))


def age(at: datetime, now: datetime, time_zone: str) -> str:
    """How old it is, by the calendar."""
    days = (now.astimezone(zone(time_zone)).date() - at.astimezone(zone(time_zone)).date()).days
    if days <= 0:
        return _("hôm nay")
    if days == 1:
        return _("hôm qua")
    return ngettext("{count} ngày trước", "{count} ngày trước", days).format(count=number(days))


def size(count: int) -> str:
    """Of a file."""
    return f"{number(count // MEGA)} MB" if count >= 10 * MEGA else f"{number(max(1, count // KILO))} kB"


def _hint(state: BackupState) -> str:
    if not state.has_passphrase:
        return _("Chủ cửa hàng đặt mật khẩu sao lưu trước.")
    return _("Sau mỗi lần chốt ca, bản sao lưu được tự làm.")


def _row(one: Backup, state: BackupState, now: datetime, time_zone: str) -> BackupRow:
    said, tone = _proof(one, state)
    return BackupRow(str(one.path), moment(one.taken_at, time_zone), age(one.taken_at, now, time_zone),
                     size(one.size), said, tone)  # fmt: skip


def _proof(one: Backup, state: BackupState) -> tuple[str, Tone]:
    if one.record is None:
        return _("Chưa kiểm tra trên máy này"), Tone.MUTED
    if state.tried and state.tried.name == one.record.name and state.tried.code:
        return _("Không khôi phục được"), Tone.DANGER
    if one.record.problems:
        return _("Sổ sách có chỗ không khớp"), Tone.WARN
    return (_("Đã thử khôi phục") if one.record.proved_at else _("Đã kiểm tra khi làm")), Tone.MUTED


def _details(one: Backup) -> str:
    lines = [_("Tệp: {path}").format(path=one.path)]
    if one.record is not None:
        lines.append(_("Đơn bán: {count}").format(count=number(one.record.sales)))
        if one.record.second:
            lines.append(_("Bản thứ hai: {path}").format(path=one.record.second))
    return "\n".join(lines)


def _lines(state: BackupState, now: datetime, time_zone: str) -> Sequence[Line]:
    if not state.has_passphrase:
        return [Line(_("Mật khẩu"), _("Chưa đặt nên chưa sao lưu được."), is_well=False)]
    return [
        Line(_("Mật khẩu"), _("Đã đặt. Mất mật khẩu thì không ai mở được bản sao lưu."), is_well=True),
        _outcome(_("Sao lưu"), state.made, _("Chưa làm lần nào."), now, time_zone),
        _outcome(_("Thử khôi phục"), state.tried, _("Chưa thử lần nào; mỗi đêm máy tự thử bản mới nhất."), now,
                 time_zone),
    ]  # fmt: skip


def _outcome(title: str, last: Outcome | None, none: str, now: datetime, time_zone: str) -> Line:
    if last is None:
        return Line(title, none, is_well=False)
    at = datetime.fromisoformat(last.at)
    when = f"{moment(at, time_zone)} ({age(at, now, time_zone)})"
    error = error_of(last)
    if error is None:
        return Line(title, _("Tốt, {when}").format(when=when), is_well=True)
    return Line(title, f"{when}: {sentence(error)}", is_well=False)
