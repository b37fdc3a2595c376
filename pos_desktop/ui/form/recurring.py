"""A recurrence in the owner's words: every month on a day, every year on a date, or a rule of one's own."""

import re
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.form.editors import Editor, Line, MenuButton, Wires
from pos_desktop.ui.form.kinds import Field
from pos_desktop.ui.form.paths import Path
from pos_desktop.wording import _
from pos_desktop.wording.messages import N_

_MONTHLY: Final = re.compile(r"FREQ=MONTHLY;BYMONTHDAY=([0-9]{1,2}|-1)")
_YEARLY: Final = re.compile(r"FREQ=YEARLY;BYMONTH=([0-9]{1,2});BYMONTHDAY=([0-9]{1,2})")
_WEEKDAY: Final = re.compile(r"FREQ=MONTHLY;BYDAY=(1|2|3|4|-1)(MO|TU|WE|TH|FR|SA|SU)")
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHAPES: Final = (
    ("", N_("Không lặp")), ("monthly", N_("Hằng tháng, vào ngày")), ("last", N_("Ngày cuối tháng")),
    ("yearly", N_("Hằng năm, ngày/tháng")), ("first", N_("Thứ đầu tiên của tháng")),
    ("lastday", N_("Thứ cuối cùng của tháng")), ("own", N_("Quy tắc khác (RRULE)")),
)  # fmt: skip
WEEKDAYS: Final = (
    N_("Thứ Hai"), N_("Thứ Ba"), N_("Thứ Tư"), N_("Thứ Năm"), N_("Thứ Sáu"), N_("Thứ Bảy"), N_("Chủ Nhật"),
)  # fmt: skip


def split(rule: str) -> tuple[str, str]:
    """Tell the shape of a rule, and the part that a person fills in."""
    if match := _MONTHLY.fullmatch(rule):
        return ("last", "") if match[1] == "-1" else ("monthly", match[1])
    if match := _YEARLY.fullmatch(rule):
        return "yearly", f"{match[2]}/{match[1]}"
    if (match := _WEEKDAY.fullmatch(rule)) and match[1] in ("1", "-1"):
        return ("first" if match[1] == "1" else "lastday"), match[2]
    return ("own", rule) if rule else ("", "")


def joined(shape: str, part: str) -> str:
    """Make the rule of a shape; a part that cannot be read makes a rule that the programme refuses."""
    day, _slash, month = part.partition("/")
    return {
        "": "", "monthly": f"FREQ=MONTHLY;BYMONTHDAY={part.strip() or '?'}", "last": "FREQ=MONTHLY;BYMONTHDAY=-1",
        "yearly": f"FREQ=YEARLY;BYMONTH={month.strip() or '?'};BYMONTHDAY={day.strip() or '?'}",
        "first": f"FREQ=MONTHLY;BYDAY=1{part}", "lastday": f"FREQ=MONTHLY;BYDAY=-1{part}", "own": part.strip(),
    }[shape]  # fmt: skip


_BEGIN: Final = {"monthly": "15", "yearly": "2/9", "first": "MO", "lastday": "FR", "own": "FREQ=WEEKLY;BYDAY=MO"}


class RecurringEditor(Editor):
    """A menu of shapes, and a line or a menu of weekdays for the rest."""

    def __init__(self, field: Field, path: Path, wires: Wires) -> None:
        super().__init__(field, path, wires)
        self.shape, self.weekday, self.edit = MenuButton(_(field.label)), MenuButton(_("Thứ")), Line()
        self.edit.setAccessibleName(_(field.label))
        self._shape = ""
        body = QWidget()
        layout.row(body, self.shape, self.weekday, (self.edit, 1), None, gap=8)
        self.shape.picked.connect(lambda shape: wires.chosen.emit(path, joined(shape, _BEGIN.get(shape, ""))))
        self.weekday.picked.connect(lambda day: wires.chosen.emit(path, joined(self._shape, day)))
        self.edit.textEdited.connect(lambda text: wires.chosen.emit(path, joined(self._shape, text)))
        self.build(body)

    def show_value(self, value: Any, text: str | None = None) -> None:
        """Show the rule in words."""
        shape, part = split(value or "")
        if self.edit.hasFocus() and joined(self._shape, self.edit.text()) == value:
            shape = self._shape  # what is being typed may look like another shape for a moment
        self._shape = shape
        self.shape.show_options([(key, _(label)) for key, label in SHAPES], shape)
        by_weekday, by_text = shape in ("first", "lastday"), shape in ("monthly", "yearly", "own")
        self.weekday.setVisible(by_weekday)
        self.edit.setVisible(by_text)
        if by_weekday:
            self.weekday.show_options([(key, _(name)) for key, name in zip(_DAYS, WEEKDAYS, strict=True)], part)
        if by_text and not self.edit.hasFocus():
            self.edit.setText(part)

    def take_focus(self) -> None:
        """Onto the menu of shapes."""
        self.shape.setFocus(Qt.FocusReason.TabFocusReason)
