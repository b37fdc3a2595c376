"""The words of the daily loyalty report: its tiles, its cards, their columns, and what is said beside them."""

from collections.abc import Sequence
from datetime import date, datetime

from pos_desktop.wording import _, money, month_day, percent, points, report_words
from pos_desktop.wording.messages import N_

TITLES = {
    "enrolments": N_("Thành viên mới"), "active_members": N_("Thành viên mua hàng"),
    "member_share": N_("Tỷ trọng thành viên"), "repeat": N_("Tỷ lệ quay lại 30 ngày"),
    "issued": N_("Điểm phát hành"), "redeemed": N_("Điểm đã đổi"), "expired": N_("Điểm đã hết hạn"),
    "liability": N_("Nghĩa vụ điểm"),
    "sales_by_day": N_("Doanh thu"), "points_by_day": N_("Điểm vào và ra"),
    "profit_by_purchase": N_("Lãi theo lần mua"), "visits_by_hour": N_("Lượt mua theo giờ"),
    "at_risk": N_("Sắp rời bỏ, cần gọi lại"), "top_members": N_("Khách hàng đầu bảng"),
    "tier_moves": N_("Lên và xuống hạng"),
    "newcomers": N_("Khách mới"), "expiring_soon": N_("Điểm sắp hết hạn"), "debts": N_("Khách còn nợ điểm"),
}  # fmt: skip
COLUMNS = {
    "name": N_("Tên"), "code": N_("Mã"), "tier": N_("Hạng"), "last_buy": N_("Lần cuối"), "away": N_("Vắng"),
    "rhythm": N_("Nhịp cũ"), "profit_90": N_("Lãi 90 ngày"), "spend": N_("Tiền hàng"), "visits": N_("Lượt mua"),
    "margin": N_("Lãi gộp"), "score": N_("Chấm điểm"), "joined": N_("Ngày vào"), "dies": N_("Hết hạn"),
    "points": N_("Điểm"), "worth": N_("Giá trị"), "owes": N_("Còn nợ"), "day": N_("Ngày"),
    "member_sales": N_("Thành viên"), "guest_sales": N_("Khách lẻ"), "in": N_("Phát hành"), "redeemed": N_("Đã đổi"),
    "expired": N_("Hết hạn"), "hour": N_("Giờ"), "member_visits": N_("Thành viên"), "guest_visits": N_("Khách lẻ"),
    "from": N_("Từ hạng"), "to": N_("Sang hạng"), "way": N_("Chiều"), "members": N_("Số người"),
    "nth": N_("Lần mua thứ"),
    "profit": N_("Lãi gộp trừ ưu đãi"), "purchases": N_("Số lần mua"),
}  # fmt: skip
BOOKS = {
    "earned": N_("Điểm tích"), "restored": N_("Điểm trả lại"), "adjusted_in": N_("Điểm cộng thêm"),
    "redeemed": N_("Điểm đổi"), "expired": N_("Điểm quá hạn"), "clawed": N_("Điểm thu lại"),
    "adjusted_out": N_("Điểm trừ bớt"),
}  # fmt: skip
"""The columns of the books of points."""
WORDS = {"up": N_("Lên"), "down": N_("Xuống")}
NOTES = {**report_words.NOTES, "last_nth": N_("Từ lần thứ 7 trở đi tính chung.")}


def title(key: str) -> str:
    """The name of a tile or a card."""
    return _(TITLES[key])


def column(key: str) -> str:
    """What stands above a column, and beside a series."""
    return _(COLUMNS[key])


def word(key: str) -> str:
    """A key in a cell."""
    return _(WORDS[key])


def note(key: str) -> str:
    """What is said beside a card."""
    return _(NOTES[key])


def cell(value: str | int | date | None, unit: str) -> str:
    """A cell as people read it, by its `insight.tables.Unit`."""
    return word(value) if unit == "word" and isinstance(value, str) else report_words.cell(value, unit)


def label(value: str | int | date | None, unit: str) -> str:
    """What stands under a bar: a day without its year."""
    return month_day(value) if isinstance(value, date) else cell(value, unit)


def figure(value: int | None, unit: str) -> str:
    """A tile's figure, whose name says already that it counts points."""
    return cell(value, "count" if unit == "points" else unit)


def compared(key: str, changed: int | None, unit: str, values: tuple[int | None, ...]) -> str:
    """What stands under a tile's figure: how it moved, and its second figure."""
    moved = "" if changed is None else change(changed, is_share=unit == "share")
    return " · ".join(part for part in (moved, beside(key, values)) if part)


def notes(is_open: bool, read_at: datetime, changed_days: Sequence[date]) -> tuple[str, ...]:
    """What has to be known of all figures."""
    told = [_("So với cùng thứ trước đó")]
    if is_open:
        told.append(_("Ngày còn mở, số liệu tạm tính đến {at}").format(at=f"{read_at:%H:%M}"))
    if changed_days:
        days = ", ".join(month_day(day) for day in changed_days)
        told.append(_("Có hoàn tiền về sau cho ngày {days}").format(days=days))
    return tuple(told)


def change(hundredths: int, *, is_share: bool) -> str:
    """How a figure moved against the same weekdays before; shares move by points of a percent."""
    size = percent((abs(hundredths) + 5) // 10 * 10)
    if hundredths == 0:
        return _("Như trước")
    if is_share:
        told = _("Tăng {size} điểm %") if hundredths > 0 else _("Giảm {size} điểm %")
        return told.format(size=size.rstrip("%").strip())
    return (_("Tăng {size}") if hundredths > 0 else _("Giảm {size}")).format(size=size)


def beside(key: str, values: tuple[int | None, ...]) -> str:
    """The second figure of a tile; nothing where it is not known."""
    if not values or values[0] is None:
        return ""
    told = {"member_share": money, "redeemed": percent, "expired": points, "liability": points}[key](values[0])
    texts = {"redeemed": _("Tỷ lệ đổi {told}"), "expired": _("{told} trong 7 ngày tới")}
    return texts.get(key, "{told}").format(told=told)
