"""Điểm and Giới hạn: how points are earned, what they are worth, when they die, and what bounds both."""

from typing import Final

from pos_desktop.ui.form.kinds import Amount, Choice, Field, Flag, Number, Section, Share, Words
from pos_desktop.ui.programme.parts.page import Page, Part
from pos_desktop.wording.messages import N_

POINTS: Final = N_("điểm")
MONTHS: Final = N_("tháng")
DAYS: Final = N_("ngày")

_EXPIRY: Final = (
    ("months", N_("Sau một số tháng")), ("idle", N_("Khi khách vắng")), ("fixed_day", N_("Cùng một ngày mỗi năm")),
    ("never", N_("Không bao giờ")),
)  # fmt: skip
_EARN: Final = Section(
    N_("Tích điểm"),
    (
        Field("earn.points", N_("Tích"), Number(most=100_000, of=POINTS)),
        Field("earn.per", N_("Cho mỗi"), Amount(least=1, most=1_000_000_000)),
        Field("pending_days", N_("Dùng được sau"), Number(most=365, of=DAYS), hint=N_("Bằng số ngày cho đổi trả hàng")),
        Field("earn_on_discounted", N_("Món đã giảm giá cũng được tích điểm"), Flag(), wide=True),
    ),
)
_REDEEM: Final = Section(
    N_("Đổi điểm"),
    (
        Field("point_value", N_("Mỗi điểm giảm"), Amount(least=1, most=1_000_000)),
        Field("step", N_("Đổi theo bước"), Number(least=1, most=1_000_000, of=POINTS)),
        Field("minimum", N_("Mỗi lần ít nhất"), Number(of=POINTS)),
        Field("cap", N_("Nhiều nhất mỗi đơn"), Share(), hint=N_("Phần của tiền hàng")),
    ),
)
_LIFE: Final = Section(
    N_("Hạn dùng"),
    (
        Field("expiry", N_("Điểm hết hạn"), Choice(_EXPIRY), wide=True),
        Field("expiry_months", N_("Số tháng"), Number(least=1, most=120, of=MONTHS), hint=N_("Tính đến hết tháng đó"),
              only=(("expiry", ("months", "idle")),)),
        Field("expiry_day.1", N_("Ngày"), Number(least=1, most=31), only=(("expiry", ("fixed_day",)),)),
        Field("expiry_day.0", N_("Tháng"), Number(least=1, most=12), only=(("expiry", ("fixed_day",)),)),
        Field("warn_days", N_("Nhắc trước"), Number(most=366, of=DAYS)),
    ),
)  # fmt: skip
_REFUNDS: Final = Section(
    N_("Khi khách trả hàng mà đã tiêu điểm"),
    (
        Field("shortfall", N_("Phần điểm còn thiếu"),
              Choice((("debt", N_("Ghi nợ, trừ vào lần tích sau")), ("clamp", N_("Bỏ qua")))), wide=True,
              hint=N_("«Bỏ qua»: khách tiêu điểm trước rồi trả hàng thì giữ luôn phần đáng lẽ bị thu lại.")),
    ),
)  # fmt: skip
_NAME: Final = Section("", (Field("name", N_("Tên chương trình"), Words(most=60), wide=True),))

POINTS_PART: Final = Part(
    "points", N_("Điểm"), "coins", (Page("points", N_("Điểm"), (_NAME, _EARN, _REDEEM, _LIFE, _REFUNDS)),)
)

_EARN_LIMITS: Final = Section(
    N_("Mỗi thành viên"),
    (
        Field("orders_per_day", N_("Số đơn tích điểm mỗi ngày"), Number(least=1, most=1_000, of=N_("đơn")),
              hint=N_("Đơn sau không tích và được đánh dấu")),
        Field("points_per_day", N_("Điểm tích mỗi ngày"), Number(may_be_empty=True, of=POINTS),
              hint=N_("Để trống là không giới hạn")),
        Field("minutes_apart", N_("Hai đơn tích điểm cách nhau"), Number(most=1_440, of=N_("phút"))),
        Field("most_multiplier", N_("Hệ số nhân nhiều nhất"), Number(least=1, most=10, of=N_("lần"))),
    ),
)  # fmt: skip
_TRUST: Final = Section(
    N_("An toàn"),
    (
        Field("free_value_per_day", N_("Đổi không cần thẻ hay PIN"), Amount(),
              hint=N_("Một khách một ngày; nhiều hơn phải quét thẻ hoặc gõ PIN")),
        Field("claim_minutes", N_("Nhận điểm sau khi thanh toán"), Number(most=100_000, of=N_("phút")),
              hint=N_("Quét mã trên hoá đơn trong thời gian này")),
    ),
)  # fmt: skip

_BY_HAND: Final = Section(
    N_("Chỉnh điểm bằng tay"),
    (
        Field("adjust_points", N_("Một người tự chỉnh đến"), Number(of=POINTS),
              hint=N_("Nhiều hơn cần PIN của người thứ hai")),
        Field("adjust_times", N_("Số lần mỗi ngày"), Number(most=10_000, of=N_("lần"))),
    ),
)  # fmt: skip

LIMITS_PART: Final = Part(
    "limits", N_("Giới hạn"), "lock", (Page("limits", N_("Giới hạn"), (_EARN_LIMITS, _TRUST, _BY_HAND)),)
)
