"""Words for what stands in the record that a member may have: facts of the person, kinds of rows."""

from pos_desktop.wording.messages import N_
from pos_desktop.wording.texts import Wording

_FACTS = {
    "code": N_("Mã thành viên"), "name": N_("Tên"), "birthday": N_("Ngày sinh"), "gender": N_("Giới tính"),
    "email": N_("Thư điện tử"), "address": N_("Địa chỉ"), "company": N_("Công ty"), "tax_code": N_("Mã số thuế"),
    "note": N_("Ghi chú"), "joined_on": N_("Ngày tham gia"),
}  # fmt: skip
_ENTRIES = {
    "accrual": N_("Tích điểm"), "redemption": N_("Đổi điểm"), "expiry": N_("Hết hạn"), "opening": N_("Điểm đầu kỳ"),
    "adjustment": N_("Điều chỉnh"), "clawback": N_("Thu lại khi hoàn tiền"), "restoration": N_("Trả lại điểm"),
    "transfer": N_("Chuyển lô"),
}  # fmt: skip
_PREPAID = {
    "load": N_("Nạp tiền"), "bonus": N_("Tiền tặng"), "spend": N_("Thanh toán"), "return": N_("Hoàn tiền"),
    "unload": N_("Rút tiền"), "expiry": N_("Hết hạn"), "adjustment": N_("Điều chỉnh"),
}  # fmt: skip
_DEBTS = {
    "charge": N_("Mua ghi nợ"), "payment": N_("Trả nợ"), "return": N_("Trả hàng, bớt nợ"), "write_off": N_("Xoá nợ"),
}  # fmt: skip


def fact_name(key: str, words: Wording) -> str:
    """What a column of a person is called."""
    return words.gettext(_FACTS[key])


def entry_name(kind: str, words: Wording) -> str:
    """What a kind of row of the points' ledger is called."""
    return words.gettext(_ENTRIES[kind])


def prepaid_name(kind: str, words: Wording) -> str:
    """What a movement of prepaid money is called."""
    return words.gettext(_PREPAID[kind])


def debt_name(kind: str, words: Wording) -> str:
    """What an entry of what a member owes is called."""
    return words.gettext(_DEBTS[kind])
