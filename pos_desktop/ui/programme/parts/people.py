"""Quyên góp, Đối tác, Sinh nhật & kỷ niệm and Giới thiệu: what brings others in, and what remembers a day."""

from collections.abc import Mapping
from typing import Any, Final

from pos_desktop.core.plain import to_plain
from pos_desktop.loyalty.anniversaries import Anniversary, AnniversaryKind
from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.partners import Partner
from pos_desktop.loyalty.referral import Referral
from pos_desktop.ui.form.kinds import Amount, Field, Flag, Maybe, Number, Section, Share, Switch, Words
from pos_desktop.ui.programme.parts.page import Page, Part, one_of
from pos_desktop.ui.programme.parts.points import DAYS, POINTS
from pos_desktop.wording import _, number
from pos_desktop.wording.messages import N_

_CAUSE: Final = (
    Section(
        "",
        (
            Field("name", N_("Tên quỹ"), Words(most=60)),
            Field("minimum", N_("Mỗi lần ít nhất"), Number(least=1, of=POINTS)),
            Field("payee", N_("Người nhận tiền"), Words(most=120),
                  hint=N_("Tên, ngân hàng, số tài khoản; in trên bảng kê"),
                  wide=True),
        ),
    ),
)  # fmt: skip
GIVING_PART: Final = Part(
    "giving", N_("Quyên góp"), "heart",
    (Page("causes", N_("Quyên góp"), _CAUSE, path="causes", blank=Cause("", "", ""), verb=N_("Thêm quỹ"),
          empty=N_("Khách chưa tặng điểm cho quỹ nào.")),),
)  # fmt: skip

_PARTNER: Final = (
    Section(
        "",
        (
            Field("name", N_("Tên đối tác"), Words(most=60), wide=True),
            Field("number", N_("Số trên phiếu của họ"), Number(most=99)),
            Field("own_number", N_("Số trên phiếu của mình"), Number(most=99)),
            Field("share", N_("Bên phát trả lại"), Share(), hint=N_("Phần giá trị phiếu")),
        ),
    ),
    Section(
        N_("Mỗi tháng nhiều nhất, mỗi chiều"),
        (
            Field("most_per_month", N_("Số phiếu"), Number(least=1, most=100_000)),
            Field("most_value_per_month", N_("Giá trị"), Amount(least=1)),
        ),
    ),
)
PARTNERS_PART: Final = Part(
    "partners", N_("Đối tác"), "handshake",
    (Page("partners", N_("Đối tác"), _PARTNER, path="partners", blank=Partner("", "", 1, 2, "", 100, 5_000_000),
          verb=N_("Thêm đối tác"), empty=N_("Chưa nhận phiếu của hàng xóm nào.")),),
)  # fmt: skip

_KINDS: Final = Switch(
    (
        (N_("Sinh nhật"), {"kind": "birthday"}), (N_("Ngày vào hội viên"), {"kind": "joining", "lunar": False}),
    ),
    by=("kind",),
)  # fmt: skip
_ANNIVERSARY: Final = (
    Section(
        "",
        (
            Field("name", N_("Tên"), Words(most=60)),
            Field("points", N_("Tặng điểm"), Number(most=1_000_000, of=POINTS)),
            Field("", N_("Nhớ ngày"), _KINDS, wide=True),
            Field("lunar", N_("Theo âm lịch"), Flag(), only=(("kind", ("birthday",)),), wide=True),
            Field("before", N_("Từ trước"), Number(most=60, of=DAYS)),
            Field("after", N_("Đến sau"), Number(most=60, of=DAYS)),
            one_of("reward", N_("Và quà"), "rewards", none=N_("Không")),
        ),
    ),
)
_AROUND: Final = (
    Section(
        N_("Dịp sinh nhật"),
        (
            Field("birthday_before", N_("Từ trước"), Number(most=60, of=DAYS)),
            Field("birthday_after", N_("Đến sau"), Number(most=60, of=DAYS)),
        ),
        hint=N_("Trong những ngày này luật và ưu đãi sinh nhật có hiệu lực."),
    ),
)


def _days(anniversary: Mapping[str, Any]) -> str:
    return _("trước {before}, sau {after} ngày").format(
        before=number(anniversary["before"]), after=number(anniversary["after"])
    )


DAYS_PART: Final = Part(
    "days", N_("Sinh nhật, kỷ niệm"), "cake",
    (
        Page("anniversaries", N_("Quà dịp riêng"), _ANNIVERSARY, path="anniversaries",
             blank=Anniversary("", "", AnniversaryKind.BIRTHDAY, points=50), verb=N_("Thêm dịp"),
             empty=N_("Chưa tặng gì dịp sinh nhật hay kỷ niệm."), detail=_days),
        Page("around", N_("Những ngày quanh sinh nhật"), _AROUND),
    ),
)  # fmt: skip

_REFERRAL: Final = (
    Field("friend_points", N_("Bạn mới được"), Number(most=1_000_000, of=POINTS)),
    Field("referrer_points", N_("Người giới thiệu được"), Number(most=1_000_000, of=POINTS)),
    Field("minimum", N_("Đơn đầu của bạn từ"), Amount()),
    Field("within_days", N_("Trong vòng"), Number(least=1, most=3_650, of=DAYS), hint=N_("Kể từ khi bạn đăng ký")),
    Field("most_per_month", N_("Mỗi tháng nhiều nhất"), Number(least=1, most=10_000, of=N_("bạn")),
          hint=N_("Cho một người giới thiệu")),
    one_of("friend_voucher", N_("Phiếu cho bạn mới"), "vouchers", none=N_("Không")),
)  # fmt: skip
_BLANK_REFERRAL: Final = to_plain(Referral(friend_points=50, referrer_points=50, minimum=50_000))
REFERRAL_PART: Final = Part(
    "referral", N_("Giới thiệu"), "user-plus",
    (Page("referral", N_("Giới thiệu"), (
        Section("", (Field("referral", N_("Thưởng cho khách giới thiệu bạn"), Maybe(_REFERRAL, _BLANK_REFERRAL),
                           wide=True),)),
    )),),
)  # fmt: skip
