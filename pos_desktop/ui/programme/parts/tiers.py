"""Hạng: the tier table with its perks, and how a member is tested for it."""

from collections.abc import Mapping
from typing import Any, Final

from pos_desktop.loyalty.programme import Tier
from pos_desktop.ui.form.kinds import Choice, Field, Flag, Multiplier, Number, Rows, Section, Share, Words
from pos_desktop.ui.programme.parts.page import NO_PICKS, NO_WHEN, Page, Part, picks, when
from pos_desktop.ui.programme.parts.points import DAYS, MONTHS
from pos_desktop.wording import _, number
from pos_desktop.wording.messages import N_

_PERK: Final = (
    Field("name", N_("Tên ưu đãi"), Words(most=60), hint=N_("In trên hoá đơn")),
    Field("percent", N_("Giảm"), Share(least=1)),
    picks(),
    *when().fields,
)
PERKS: Final = Field(
    "perks", N_("Giảm giá thường xuyên"),
    Rows(_PERK, {"id": "", "name": "", "percent": 500, "picks": NO_PICKS, "when": NO_WHEN},
         N_("Thêm giảm giá"), most=20), wide=True,
)  # fmt: skip

_TIER: Final = (
    Section(
        "",
        (
            Field("name", N_("Tên hạng"), Words(most=30)),
            Field("threshold", N_("Đạt từ"), Number(most=999_999_999_999),
                  hint=N_("Tiền, điểm hoặc lượt, theo cách xét"),
                  only=(("invitation", (False, None)),)),
            Field("multiplier", N_("Hệ số tích điểm"), Multiplier(most=5)),
            Field("invitation", N_("Chỉ mời riêng (VIP), không tự đạt"), Flag(), wide=True),
            Field("priority", N_("Được ưu tiên phục vụ"), Flag(), wide=True),
        ),
    ),
    Section(N_("Quyền lợi"), (PERKS,)),
)  # fmt: skip

_TEST: Final = (
    Section(
        N_("Xét hạng"),
        (
            Field("metric", N_("Tính theo"),
                  Choice((("spend", N_("Tiền đã mua")), ("points", N_("Điểm đã tích")), ("visits", N_("Số lượt mua")))),
                  wide=True),
            Field("window", N_("Trong khoảng"),
                  Choice((("rolling", N_("Các tháng gần nhất")), ("calendar_year", N_("Năm dương lịch")),
                          ("membership_year", N_("Năm kể từ ngày vào")), ("lifetime", N_("Từ trước tới nay")))),
                  wide=True),
            Field("qualifying_months", N_("Số tháng gần nhất"), Number(least=1, most=120, of=MONTHS),
                  only=(("window", ("rolling", None)),)),
            Field("grace_days", N_("Chờ thêm trước khi xuống hạng"), Number(most=366, of=DAYS)),
        ),
    ),
)  # fmt: skip


def _detail(tier: Mapping[str, Any]) -> str:
    times = Multiplier().write(tier["multiplier"])
    if tier.get("invitation"):
        return _("Mời riêng · tích {times} lần").format(times=times)
    return _("từ {threshold} · tích {times} lần").format(threshold=number(tier["threshold"]), times=times)


TIERS_PART: Final = Part(
    "tiers", N_("Hạng"), "crown",
    (
        Page("table", N_("Bảng hạng"), _TIER, path="tiers", blank=Tier("", "", 0), verb=N_("Thêm hạng"),
             empty=N_("Chưa có hạng nào."), detail=_detail),
        Page("test", N_("Cách xét"), _TEST),
    ),
)  # fmt: skip
