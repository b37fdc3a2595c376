"""Words for what people are in the shop and what they may do."""

from pos_desktop.selling.permissions import Role
from pos_desktop.wording import _
from pos_desktop.wording.messages import N_

_ROLES = {
    Role.CASHIER: N_("Thu ngân"),
    Role.SUPERVISOR: N_("Trưởng ca"),
    Role.MANAGER: N_("Quản lý"),
    Role.OWNER: N_("Chủ cửa hàng"),
    Role.ACCOUNTANT: N_("Kế toán"),
}


_RIGHTS = {
    "sell": N_("Bán hàng"), "price": N_("Sửa giá"), "refund": N_("Hoàn tiền"), "drawer": N_("Mở két, thu chi"),
    "shift": N_("Mở ca, đóng ca"), "points": N_("Chỉnh điểm"), "members": N_("Quản lý thành viên"),
    "phones": N_("Xem đủ số điện thoại"), "erase": N_("Xoá dữ liệu thành viên"),
    "programme": N_("Sửa chương trình"), "reports": N_("Xem báo cáo"), "journal": N_("Xem nhật ký"),
    "export": N_("Xuất dữ liệu, sao lưu"), "restore": N_("Khôi phục bản sao lưu"), "import_files": N_("Nhập tệp"),
    "opening_points": N_("Nhập điểm đầu kỳ"), "people": N_("Quản lý người dùng"),
    "settings": N_("Sửa cài đặt"), "catalogue": N_("Sửa hàng hoá, giá, bàn"), "stock": N_("Nhập kho, kiểm kho"),
    "unsend": N_("Huỷ món đã báo bếp"), "transfers": N_("Xác nhận đã nhận chuyển khoản"),
    "credit": N_("Bán nợ, đặt hạn mức nợ"), "alone": N_("Chỉnh điểm không cần người thứ hai"),
    "discount": N_("Giảm giá đến (%)"), "refund_most": N_("Hoàn mỗi lần đến (đồng)"),
    "variance_most": N_("Lệch két đến (đồng)"), "points_most": N_("Chỉnh mỗi lần đến (điểm)"),
}  # fmt: skip


def right_name(right: str) -> str:
    """A right, or the limit of one, as the shop calls it."""
    return _(_RIGHTS[right])


def role_name(role: Role) -> str:
    """A role as the shop calls it."""
    return _(_ROLES[role])
