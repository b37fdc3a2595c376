"""Puts rows of the journal into the words of its screen."""

from collections.abc import Mapping
from datetime import date as Day
from typing import Final

from pos_desktop.core.clock import zone
from pos_desktop.core.ids import Id
from pos_desktop.services.office.journal_pages import Group, JournalLine
from pos_desktop.ui.journal.view import JournalDetailView, JournalRowView
from pos_desktop.ui.models.views import AmountView, ChipView, Tone
from pos_desktop.wording import _, date, datetime_, number, time_
from pos_desktop.wording.journal import sentence_of
from pos_desktop.wording.journal_details import details_of
from pos_desktop.wording.messages import N_

TODAY: Final = "today"
DAYS: Final = {TODAY: 1, "week": 7, "month": 30}
ALWAYS: Final = "always"
EVERYTHING: Final = ""
"""No group, nobody in particular."""
GROUPS: Final = {
    Group.SALES: N_("Bán hàng"), Group.BY_HAND: N_("Giảm, sửa giá tay"), Group.BACK: N_("Hoàn, huỷ"),
    Group.DRAWER: N_("Ca và két"), Group.PEOPLE: N_("Người dùng, PIN, duyệt"), Group.MEMBERS: N_("Khách và điểm"),
    Group.SETTINGS: N_("Cài đặt"), Group.STOCK: N_("Kho"), Group.OUT: N_("Xuất, in lại"),
}  # fmt: skip
ODD: Final = {"wrong_pin": Tone.DANGER, "void": Tone.WARN, "refund": Tone.WARN, "no_sale": Tone.WARN,
              "export": Tone.WARN}  # fmt: skip


def periods() -> tuple[ChipView, ...]:
    """How far back the list goes."""
    return (
        ChipView(TODAY, _("Hôm nay")), ChipView("week", _("7 ngày")), ChipView("month", _("30 ngày")),
        ChipView(ALWAYS, _("Tất cả")),
    )  # fmt: skip


def groups() -> tuple[ChipView, ...]:
    """Kinds of rows."""
    return (ChipView(EVERYTHING, _("Mọi việc")), *(ChipView(group.value, _(name)) for group, name in GROUPS.items()))


def people(known: Mapping[Id, str]) -> tuple[ChipView, ...]:
    """Whose rows."""
    return (ChipView(EVERYTHING, _("Mọi người")), *(ChipView(key, name) for key, name in known.items()))


def row_view(line: JournalLine, today: Day, time_zone: str) -> JournalRowView:
    """A row of the list."""
    at = line.at.astimezone(zone(time_zone))
    when = time_(at) if at.date() == today else f"{date(at.date())} {time_(at)}"
    tone = Tone.DANGER if line.body is None else ODD.get(line.kind, Tone.TEXT)
    return JournalRowView(line.id, when, sentence_of(line), tone)


def detail_view(line: JournalLine, time_zone: str) -> JournalDetailView:
    """One row with all that it tells."""
    details = tuple(AmountView(label, value) for label, value in details_of(line))
    place = _("Dòng {seq} của máy {register}").format(seq=number(line.seq), register=line.register)
    when = datetime_(line.at.astimezone(zone(time_zone)))
    told = " · ".join(part for part in (when, line.who, place) if part)
    count = sum(line.witnessed.values())
    vouches = _("Dòng này giữ dấu của {count} dòng trong sổ: sửa dòng nào, chứng minh sổ sách sẽ chỉ ra dòng đó.")
    return JournalDetailView(
        line.id, sentence_of(line), told, details, vouches.format(count=number(count)) if count else ""
    )
