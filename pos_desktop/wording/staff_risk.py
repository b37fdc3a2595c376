"""Words for what the staff-risk report counts, and how it compares."""

from typing import Final

from pos_desktop.wording import _, number
from pos_desktop.wording.messages import N_

SIGNS: Final = {
    "late_attach": N_("Gắn khách sau khi bán"), "many_bills": N_("Một khách nhiều hoá đơn trong ngày"),
    "unscanned": N_("Đổi điểm không quét thẻ"), "void_after": N_("Huỷ hoá đơn đã tích điểm"),
    "no_sale": N_("Mở két không bán"), "discount": N_("Giảm giá tay"), "price": N_("Sửa giá tay"),
    "refund": N_("Hoàn tiền"), "own_card": N_("Bán cho thẻ của mình"),
}  # fmt: skip


def sign_name(sign: str) -> str:
    """A sign as people call it."""
    return _(SIGNS[sign])


def rate_text(hundredths: int | None) -> str:
    """Cases in 100 sales with one decimal, in the writing of the language; a dash where there is no rate."""
    if hundredths is None:
        return "–"
    tenths = (hundredths + 5) // 10
    point = "," if number(1_000).count(".") else "."
    return f"{number(tenths // 10)}{point}{tenths % 10}"


def how_marked(times: int, cases: int, sales: int) -> str:
    """What has to be for something to be marked."""
    limits = _(
        "Đánh dấu khi có từ {cases} lần trở lên và quá {times} lần mức giữa của những người khác, trên 100 hoá đơn."
    )
    known = _("Ai bán dưới {sales} hoá đơn thì chưa so.")
    meant = _("Con số chỉ nói nên xem ở đâu, không kết luận ai làm sai.")
    words = f"{limits} {known} {meant}"
    return words.format(cases=number(cases), times=number(times), sales=number(sales))
