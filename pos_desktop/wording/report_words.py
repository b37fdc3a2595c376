"""The words of the shop's reports: titles, columns, keys in cells, and how a cell is written by its unit."""

from datetime import date as Day

from pos_desktop.selling.tenders import TenderKind
from pos_desktop.wording import _, current, date, money, number, percent, points, quantity
from pos_desktop.wording.messages import N_
from pos_desktop.wording.tenders import tender_name

NOTHING = "-"
"""A figure that cannot be told."""
TITLES = {
    "sales-by-day": N_("Bán theo ngày"), "sales-by-hour": N_("Bán theo giờ"),
    "sales-by-category": N_("Bán theo nhóm hàng"), "sales-by-item": N_("Bán theo hàng"),
    "sales-by-cashier": N_("Bán theo thu ngân"), "sales-by-tender": N_("Theo hình thức trả"),
    "sales-by-tax": N_("Theo thuế suất"), "margin": N_("Lãi gộp theo hàng"), "discounts": N_("Giảm giá"),
    "refunds": N_("Hoàn và huỷ"), "shifts": N_("Ca và chênh lệch két"), "members-by-tier": N_("Thành viên theo hạng"),
    "stored-value": N_("Thẻ quà và ví"), "vouchers": N_("Phiếu giảm giá"), "stock-value": N_("Giá trị kho"),
}  # fmt: skip
COLUMNS = {
    "day": N_("Ngày"), "hour": N_("Giờ"), "name": N_("Tên"), "sku": N_("Mã hàng"), "qty": N_("Số lượng"),
    "sales": N_("Số hoá đơn"), "sold": N_("Đã bán"), "returned": N_("Trả lại"), "net": N_("Còn lại"),
    "tender": N_("Hình thức"), "rate": N_("Thuế suất"), "without_vat": N_("Chưa thuế"), "vat": N_("Tiền thuế"),
    "cost": N_("Giá vốn"), "margin": N_("Lãi gộp"), "margin_share": N_("Tỷ lệ lãi"), "source": N_("Do đâu"),
    "amount": N_("Số tiền"), "kind": N_("Loại"), "receipt": N_("Hoá đơn"), "reason": N_("Lý do"),
    "shift": N_("Ca"), "float": N_("Tiền đầu ca"), "expected": N_("Phải có"), "counted": N_("Đếm được"),
    "variance": N_("Chênh lệch"), "category": N_("Nhóm hàng"), "unit_cost": N_("Giá vốn một đơn vị"),
    "value": N_("Giá trị"), "tier": N_("Hạng"), "members": N_("Thành viên"), "joined": N_("Mới vào"),
    "bought": N_("Có mua"), "lapsed": N_("Ngừng mua 90 ngày"), "used": N_("Lần dùng"), "left": N_("Còn dùng được"),
    "card": N_("Loại"), "stored.opening": N_("Đầu kỳ"), "stored.load": N_("Nạp"), "stored.bonus": N_("Tặng thêm"),
    "stored.return": N_("Hoàn vào"), "stored.spend": N_("Đã dùng"), "stored.unload": N_("Rút lại"),
    "stored.expiry": N_("Hết hạn"), "stored.adjustment": N_("Điều chỉnh"), "stored.closing": N_("Cuối kỳ"),
}  # fmt: skip
WORDS = {
    "promotion": N_("Khuyến mãi"), "perk": N_("Ưu đãi hạng"), "reward": N_("Đổi thưởng"),
    "voucher": N_("Phiếu giảm giá"),
    "by_hand": N_("Thu ngân giảm"), "refund": N_("Hoàn tiền"), "void": N_("Huỷ hoá đơn"),
}  # fmt: skip
NOTES = {"as_of_now": N_("Tính đến lúc này.")}
BEFORE, CHANGE = ".before", ".change"
"""What a comparison adds to the key of a column."""


def title(key: str) -> str:
    """The name of a report."""
    return _(TITLES[key])


def column(key: str) -> str:
    """What stands above a column; of a comparison what it was before, and its change."""
    if key.endswith(BEFORE):
        return _("{column}, kỳ trước").format(column=column(key.removesuffix(BEFORE)))
    return _("Thay đổi") if key.endswith(CHANGE) else _(COLUMNS[key])


def word(key: str) -> str:
    """A key in a cell: a means of payment, what took money off, how it came back."""
    return _(WORDS[key]) if key in WORDS else tender_name(TenderKind(key), current())


def note(key: str) -> str:
    """What is said beside the figures; empty where there is nothing to say."""
    return _(NOTES[key]) if key else ""


def cell(value: str | int | Day | None, unit: str) -> str:
    """A cell as people read it, by its `insight.tables.Unit`."""
    if value is None:
        return NOTHING
    if isinstance(value, Day):
        return date(value)
    if isinstance(value, str):
        return word(value) if unit == "word" else value
    writers = {"money": money, "points": points, "quantity": quantity, "share": percent, "days": _days, "hour": _hour}
    return writers.get(unit, number)(value)


def _days(count: int) -> str:
    return _("{count} ngày").format(count=number(count))


def _hour(hour: int) -> str:
    return _("{hour} giờ").format(hour=hour)
