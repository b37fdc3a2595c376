"""What a part of the settings is made of, and the fields that many definitions share: days and hours, items."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pos_desktop.core.plain import to_plain
from pos_desktop.selling.conditions import ALWAYS, EVERYTHING
from pos_desktop.ui.form.kinds import (
    Choice,
    Date,
    Field,
    Flag,
    Minute,
    Number,
    Picked,
    Recurring,
    Rows,
    Section,
    Several,
    under,
)
from pos_desktop.ui.form.paths import Path, path_of
from pos_desktop.wording.messages import N_


def _nothing(_plain: Mapping[str, Any]) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a part: fields of the programme itself, or a list of definitions of one kind.

    `path` is where the list is, "" where there is none; `blank` a new definition, `verb` what adds it, `empty` what
    is said while there is none; `detail` a second line for an entry. `on` is the field of the programme whose
    absence (None) or presence a single definition at `path` shows; then `blank` is what it begins with.
    """

    key: str
    label: str
    sections: tuple[Section, ...]
    path: str = ""
    blank: Any = None
    verb: str = ""
    empty: str = ""
    detail: Callable[[Mapping[str, Any]], str] = _nothing

    @property
    def is_list(self) -> bool:
        """Whether there is a list of definitions."""
        return bool(self.path)

    @property
    def keys(self) -> Path:
        """Where the list is."""
        return path_of(self.path)

    def paths(self) -> set[Path]:
        """Every path that a field of this page changes, places of lists left out."""
        return {(*self.keys, *path) for section in self.sections for path in field_paths(section.fields)}


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the list at the left."""

    key: str
    label: str
    icon: str
    pages: tuple[Page, ...]


def field_paths(fields: tuple[Field, ...]) -> set[Path]:
    """Paths of fields and of those within them."""
    found: set[Path] = set()
    for field in fields:
        inner = getattr(field.kind, "fields", None)
        if isinstance(inner, tuple):
            found |= {(*field.keys, *path) for path in field_paths(inner)}
        else:
            found.add(field.keys)
    return found


NO_WHEN: Final = to_plain(ALWAYS)
NO_PICKS: Final = to_plain(EVERYTHING)
WEEKDAYS: Final = (
    (0, N_("T2")), (1, N_("T3")), (2, N_("T4")), (3, N_("T5")), (4, N_("T6")), (5, N_("T7")), (6, N_("CN")),
)  # fmt: skip
ORDER_TYPES: Final = (
    ("dine_in", N_("Tại chỗ")), ("take_away", N_("Mang đi")), ("delivery", N_("Giao hàng")),
)  # fmt: skip
_LUNAR: Final = (
    Field("day", N_("Ngày âm"), Number(least=1, most=30), hint=N_("Rằm là 15")),
    Field("month", N_("Tháng âm"), Number(least=0, most=12), hint=N_("0 là tháng nào cũng được")),
    Field("is_leap", N_("Tháng nhuận"), Flag()),
)
_HOURS: Final = (Field("start", N_("Từ giờ"), Minute()), Field("to", N_("Đến giờ"), Minute()))
_WHEN: Final = (
    Field("weekdays", N_("Thứ trong tuần"), Several(WEEKDAYS, none=N_("Ngày nào cũng được")), wide=True),
    Field("starts_on", N_("Từ ngày"), Date(may_be_empty=True), hint=N_("Để trống là không giới hạn")),
    Field("ends_on", N_("Đến hết ngày"), Date(may_be_empty=True), hint=N_("Để trống là không giới hạn")),
    Field("hours", N_("Khung giờ"), Rows(_HOURS, {"start": 420, "to": 600}, N_("Thêm khung giờ"), most=6), wide=True),
    Field("order_types", N_("Hình thức"), Several(ORDER_TYPES, none=N_("Hình thức nào cũng được")), wide=True),
    Field("recurrence", N_("Lặp lại"), Recurring(), wide=True),
    Field("lunar_days", N_("Ngày âm lịch"),
          Rows(_LUNAR, {"day": 15, "month": 0, "is_leap": False}, N_("Thêm ngày âm"), most=12), wide=True),
)  # fmt: skip


def when(path: str = "when", title: str = N_("Khi nào"), *, leave_out: tuple[str, ...] = ()) -> Section:
    """Fields of a `When` at a path."""
    return Section(title, under(path, (field for field in _WHEN if field.path not in leave_out)))


def picks(path: str = "picks", label: str = N_("Món được tính"), *, needed: bool = False) -> Field:
    """The field of a `Picks`; `needed` where nothing picked is a fault, not every item."""
    return Field(path, label, Picked(needed), wide=True)


def tiers_for(path: str = "tiers") -> Field:
    """The field of tier codes."""
    return Field(path, N_("Dành cho hạng"), Several(offered="tiers", none=N_("Mọi hạng")), wide=True)


def plans_for(path: str = "plans") -> Field:
    """The field of paid plans."""
    return Field(path, N_("Dành cho thẻ trả phí"), Several(offered="plans", none=N_("Không cần thẻ trả phí")),
                 wide=True)  # fmt: skip


def one_of(path: str, label: str, offered: str, *, none: str = "", hint: str = "") -> Field:
    """A field with the id of another definition; `none` offers "" under these words."""
    return Field(path, label, Choice((("", none),) if none else (), offered), hint=hint, wide=True)
