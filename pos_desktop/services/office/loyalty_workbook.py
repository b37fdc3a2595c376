"""The daily loyalty report as a workbook: the books of points, what each tier bought, and who bought most, by day."""

from collections.abc import Sequence

from pos_desktop.gateways.sheets import Cell, Sheet, workbook
from pos_desktop.loyalty.liability import INFLOWS, Column, Movement
from pos_desktop.services.office.daily_loyalty import LoyaltyDay
from pos_desktop.services.till import ShopFacts
from pos_desktop.wording import _
from pos_desktop.wording.loyalty_report_words import BOOKS


def loyalty_workbook(days: Sequence[LoyaltyDay], shop: ShopFacts) -> bytes:
    """Three sheets, a row for each business date (and tier, and member); points and đồng as whole numbers.

    What goes out of the books is below zero, so that a row adds up. Sheets of a sample or a lesson say so.
    """
    mark = _("TẬP HUẤN") if shop.is_training else _("MẪU") if shop.is_sample else ""
    sheets = (_books(days), _tiers(days), _members(days))
    return workbook(Sheet(" ".join(filter(None, (mark, one.title))), one.header, one.rows) for one in sheets)


def column_names() -> dict[Column, str]:
    """The columns of the books in words."""
    return {column: _(BOOKS[column.value]) for column in Column}


def signed(found: LoyaltyDay, column: Column) -> int:
    """Points of a column, below zero where they go out."""
    return signed_points_of(found.movement, column)


def signed_points_of(move: Movement, column: Column) -> int:
    """Points of a column of a day, below zero where they go out."""
    points = int(getattr(move, column.value))
    return points if column in INFLOWS else -points


def tied(found: LoyaltyDay) -> str:
    """Whether the day comes out to the point, in a word."""
    return _("Khớp") if found.movement.ties else _("Lệch")


def _books(days: Sequence[LoyaltyDay]) -> Sheet:
    names = column_names()
    header = (
        _("Ngày"), _("Đầu kỳ"), *names.values(), _("Cuối kỳ"), _("Khớp sổ"), _("Nghĩa vụ điểm"), _("Thành viên mới"),
        _("Thành viên mua hàng"), _("Bán cho thành viên"), _("Bán cho mọi khách"),
    )  # fmt: skip
    return Sheet(_("Sổ điểm"), header, [_book(day, tuple(names)) for day in days])


def _book(day: LoyaltyDay, columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    move = day.movement
    return (
        day.day, move.opening, *(signed(day, column) for column in columns), move.closing, tied(day),
        day.liability_vnd, day.enrolments, day.active_members, day.member_sales, day.net_sales,
    )  # fmt: skip


def _tiers(days: Sequence[LoyaltyDay]) -> Sheet:
    rows = [(day.day, one.tier, one.members, one.sales) for day in days for one in day.by_tier]
    return Sheet(_("Hạng"), (_("Ngày"), _("Hạng"), _("Thành viên"), _("Bán cho thành viên")), rows)


def _members(days: Sequence[LoyaltyDay]) -> Sheet:
    rows = [(day.day, one.code, one.name, one.sales, one.earned) for day in days for one in day.top_members]
    header = (_("Ngày"), _("Mã thành viên"), _("Tên"), _("Tiền hàng"), _("Điểm tích"))
    return Sheet(_("Mua nhiều nhất"), header, rows)
