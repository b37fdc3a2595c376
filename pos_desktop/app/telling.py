"""What the window says of the till around its screens: the bar at the top, and the question about the day."""

from datetime import date as Day

from pos_desktop.core.clock import zone
from pos_desktop.selling.shift import Shift
from pos_desktop.services.shop.people import Person
from pos_desktop.services.till import Till
from pos_desktop.ui.models.views import ConfirmView, TopBarView
from pos_desktop.wording import _, date, long_date, time_


def top_bar(till: Till, shift: Shift | None, person: Person | None, trouble: str) -> TopBarView:
    """The bar at the top; `trouble` is what keeps the printer from printing, "" when nothing does."""
    shop, told = till.shop, ""
    mark = _("MẪU · {date}").format(date=date(till.today())) if shop.is_sample else ""
    if shift is not None:
        opened = shift.opened_at.astimezone(zone(shop.time_zone))
        told = _("Ca {number} · mở {time}").format(number=shift.number, time=time_(opened))
    return TopBarView(shop.name, told, person.name if person else "", mark, trouble)


def day_question(last: Day, today: Day) -> ConfirmView:
    """Whether the machine's day is right, where it is far from the `last` one that is sure."""
    lines = (
        _("Lần bán trước là {day}.").format(day=date(last)),
        _("Nếu ngày đúng, điểm quá hạn sẽ được xoá. Nếu sai, chỉnh lại đồng hồ của máy."),
    )
    question = _("Hôm nay là {day}?").format(day=long_date(today))
    return ConfirmView(question, lines, _("Đúng ngày"), _("Để sau"), danger=False)
