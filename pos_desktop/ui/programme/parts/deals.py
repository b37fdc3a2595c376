"""Ưu đãi & quà and Khuyến mãi: what takes money off, for points or for everybody."""

from collections.abc import Mapping
from typing import Any, Final

from pos_desktop.core.plain import to_plain
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import WHOLE
from pos_desktop.loyalty.rewards import Reward
from pos_desktop.selling.benefits import Benefit, Reach
from pos_desktop.selling.promotions import Promotion
from pos_desktop.ui.form.kinds import (
    SET,
    Amount,
    Capitals,
    Condition,
    Field,
    Flag,
    Names,
    Number,
    Pieces,
    Rows,
    Section,
    Share,
    Switch,
    Words,
    under,
)
from pos_desktop.ui.programme.parts.page import NO_PICKS, Page, Part, one_of, picks, plans_for, tiers_for, when
from pos_desktop.ui.programme.parts.points import POINTS
from pos_desktop.wording import _, number
from pos_desktop.wording.messages import N_

NO_LIMIT: Final = N_("0 là không giới hạn")
TIMES: Final = N_("lần")
OFF: Final = to_plain(Benefit(percent=1_000))
FREE: Final = to_plain(Benefit(percent=WHOLE, reach=Reach.CHEAPEST, units=ONE))

_HOW: Final = Switch(
    (
        (N_("Giảm phần trăm"), {"percent": 1_000, "amount": 0, "price": None}),
        (N_("Giảm tiền"), {"percent": 0, "amount": 10_000, "price": None}),
        (N_("Đồng giá"), {"percent": 0, "amount": 0, "price": 29_000, "reach": "items"}),
    ),
    by=("percent", "amount", "price"),
)
_REACH: Final = Switch(
    (
        (N_("Cả đơn"), {"reach": "order", "units": 0}), (N_("Món rẻ nhất"), {"reach": "cheapest"}),
        (N_("Từng món"), {"reach": "items"}),
    ),
    by=("reach",),
)  # fmt: skip
BENEFIT: Final = (
    Field("", N_("Giảm thế nào"), _HOW, wide=True),
    Field("percent", N_("Giảm"), Share(least=1), only=(("percent", SET),)),
    Field("amount", N_("Giảm"), Amount(least=1), only=(("amount", SET),)),
    Field("price", N_("Giá còn"), Amount(least=1), only=(("price", SET),)),
    Field("most", N_("Nhiều nhất"), Amount(), hint=NO_LIMIT),
    Field("", N_("Giảm vào"), _REACH, wide=True),
    Field("units", N_("Số món nhiều nhất"), Pieces(), hint=N_("0 là mọi món"),
          only=(("reach", ("cheapest", "items")),)),
    picks(),
)  # fmt: skip

_KINDS: Final = Switch(
    (
        (N_("Giảm giá"), {"kind": "discount", "benefit": OFF, "gift": "", "voucher": ""}),
        (N_("Món miễn phí"), {"kind": "free_item", "benefit": FREE, "gift": "", "voucher": ""}),
        (N_("Quà tặng"), {"kind": "gift", "benefit": None, "gift": "", "voucher": ""}),
        (N_("Phiếu cho lần sau"), {"kind": "voucher", "benefit": None, "gift": "", "voucher": ""}),
    ),
    by=("kind",),
)
_REWARD: Final = (
    Section(
        "",
        (
            Field("name", N_("Tên ưu đãi"), Words(most=60)),
            Field("points", N_("Đổi bằng"), Number(most=1_000_000, of=POINTS), hint=N_("0 là được tặng")),
            Field("", N_("Khách nhận"), _KINDS, wide=True),
            *under("benefit", BENEFIT, only=(("benefit", SET),)),
            Field("gift", N_("Tên quà"), Words(most=60), only=(("kind", ("gift",)),)),
            Field("voucher", N_("Phiếu"), one_of("", "", "vouchers").kind, only=(("kind", ("voucher",)),), wide=True),
        ),
    ),
    Section(
        N_("Ai được dùng"),
        (
            tiers_for(), plans_for(),
            Field("minimum", N_("Đơn từ"), Amount()),
            Field("only_birthday", N_("Chỉ dịp sinh nhật"), Flag(), wide=True),
            Field("only_anniversary", N_("Chỉ dịp kỷ niệm ngày vào"), Flag(), wide=True),
            Field("needs_card", N_("Phải quét thẻ hoặc gõ PIN"), Flag(), wide=True),
            one_of("stamps", N_("Đổi bằng một thẻ tem đầy"), "stamp_cards", none=N_("Không")),
        ),
    ),
    Section(
        N_("Mỗi khách nhiều nhất"),
        (
            Field("per_day", N_("Mỗi ngày"), Number(most=1_000, of=TIMES), hint=NO_LIMIT),
            Field("per_month", N_("Mỗi tháng"), Number(most=1_000, of=TIMES), hint=NO_LIMIT),
            Field("per_year", N_("Mỗi năm"), Number(most=10_000, of=TIMES), hint=NO_LIMIT),
        ),
    ),
    when(),
)  # fmt: skip


def _cost(reward: Mapping[str, Any]) -> str:
    points = int(reward.get("points", 0))
    return _("{points} điểm").format(points=number(points)) if points else _("Tặng")


REWARDS_PART: Final = Part(
    "rewards", N_("Ưu đãi và quà"), "gift",
    (Page("rewards", N_("Ưu đãi và quà"), _REWARD, path="rewards",
          blank=Reward("", "", 100, benefit=Benefit(percent=1_000)), verb=N_("Thêm ưu đãi"),
          empty=N_("Chưa có ưu đãi nào ngoài đổi điểm lấy tiền."), detail=_cost),),
)  # fmt: skip

_COMBO_PART: Final = (picks(), Field("qty", N_("Số món"), Pieces()))
_BUY_GET: Final = (
    picks("buy", N_("Khi mua"), needed=True),
    Field("buy_qty", N_("Mua"), Pieces()),
    picks("get", N_("Được giảm"), needed=True),
    Field("get_qty", N_("Được"), Pieces()),
    Field("percent", N_("Giảm"), Share(least=1), hint=N_("100 là tặng")),
)
_COMBO: Final = (
    Field("price", N_("Giá combo"), Amount()),
    Field("parts", N_("Gồm có"), Rows(_COMBO_PART, {"picks": NO_PICKS, "qty": ONE}, N_("Thêm món"), most=10),
          wide=True),
)  # fmt: skip
_EFFECTS: Final = Switch(
    (
        (N_("Giảm giá"), {"benefit": OFF, "buy_get": None, "combo": None, "limit_per_order": 0}),
        (N_("Mua tặng"), {"benefit": None, "combo": None, "buy_get": {
            "buy": NO_PICKS, "buy_qty": ONE, "get": NO_PICKS, "get_qty": ONE, "percent": WHOLE}}),
        (N_("Combo"), {"benefit": None, "buy_get": None, "combo": {
            "price": 55_000, "parts": [{"picks": NO_PICKS, "qty": ONE}, {"picks": NO_PICKS, "qty": ONE}]}}),
    ),
    by=("benefit", "buy_get", "combo"),
)  # fmt: skip


def _when_set(path: str) -> tuple[Condition, ...]:
    return ((path, SET),)


_PROMOTION: Final = (
    Section(
        "",
        (
            Field("name", N_("Tên khuyến mãi"), Words(most=60), hint=N_("In trên hoá đơn"), wide=True),
            Field("", N_("Cách khuyến mãi"), _EFFECTS, wide=True),
            *under("benefit", BENEFIT, only=_when_set("benefit")),
            *under("buy_get", _BUY_GET, only=_when_set("buy_get")),
            *under("combo", _COMBO, only=_when_set("combo")),
        ),
    ),
    Section(
        N_("Điều kiện"),
        (
            Field("minimum", N_("Đơn từ"), Amount()),
            Field("limit_per_order", N_("Số lần mỗi đơn"), Number(most=1_000, of=TIMES), hint=NO_LIMIT,
                  only=(("benefit", (None,)),)),
            Field("tiers", N_("Dành cho hạng"), tiers_for().kind, hint=N_("Không chọn là cả khách lẻ"), wide=True),
            Field("groups", N_("Dành cho nhóm khách"), Names(), hint=N_("Để trống là mọi khách. Nhiều nhóm cách nhau "
                                                                       "bằng dấu phẩy."), wide=True),
            Field("coupon", N_("Mã khách đưa"), Capitals(True, most=16), hint=N_("Ví dụ TRUA20. Để trống là không "
                                                                                  "cần mã.")),
        ),
    ),
    when(),
    Section(
        N_("Giới hạn"),
        (
            Field("per_member", N_("Mỗi khách thành viên"), Number(of=TIMES), hint=NO_LIMIT),
            Field("in_all", N_("Cả cửa hàng"), Number(of=TIMES), hint=NO_LIMIT),
            Field("per_day", N_("Đếm lại mỗi ngày"), Flag(), wide=True),
        ),
    ),
    Section(
        N_("Khi nhiều khuyến mãi cùng đúng"),
        (
            Field("priority", N_("Thứ tự"), Number(most=10_000), hint=N_("Số nhỏ xét trước")),
            Field("exclusive", N_("Không cộng với khuyến mãi khác"), Flag(), wide=True),
        ),
    ),
)  # fmt: skip


def _effect(promotion: Mapping[str, Any]) -> str:
    way = _EFFECTS.way(promotion)
    return _(_EFFECTS.ways[way][0]) if way is not None else ""


PROMOTIONS_PART: Final = Part(
    "promotions", N_("Khuyến mãi"), "badge-percent",
    (Page("promotions", N_("Khuyến mãi"), _PROMOTION, path="promotions",
          blank=Promotion("", "", benefit=Benefit(percent=1_000)), verb=N_("Thêm khuyến mãi"),
          empty=N_("Chưa có khuyến mãi nào."), detail=_effect),),
)  # fmt: skip
