"""Luật tích điểm: rates, multipliers and bonuses beside the programme's own, each with its conditions."""

from collections.abc import Mapping
from typing import Any, Final

from pos_desktop.loyalty.rules import Rule
from pos_desktop.ui.form.kinds import (
    SET,
    Amount,
    Choice,
    Field,
    Flag,
    Maybe,
    Multiplier,
    Number,
    Pieces,
    Section,
    Switch,
    Words,
)
from pos_desktop.ui.programme.parts.page import NO_PICKS, NO_WHEN, Page, Part, picks, plans_for, tiers_for, when
from pos_desktop.ui.programme.parts.points import POINTS
from pos_desktop.wording import _, number
from pos_desktop.wording.messages import N_

_OUTSIDE: Final = {
    "base": None, "multiplier": None, "per": "order", "picks": NO_PICKS, "minimum_spend": 0, "minimum_qty": 0,
    "streak": 0, "when": NO_WHEN,
}  # fmt: skip
TRIGGERS: Final = Switch(
    (
        (N_("Mỗi đơn hàng"), {"trigger": "order"}), (N_("Đơn đầu tiên"), {"trigger": "first_order"}),
        (N_("Sinh nhật"), {"trigger": "birthday"}), (N_("Ghé liên tiếp"), {"trigger": "streak", "streak": 5}),
        (N_("Đăng ký thành viên"), {"trigger": "sign_up", **_OUTSIDE}),
        (N_("Viết nhận xét"), {"trigger": "review", **_OUTSIDE}),
        (N_("Kỷ niệm ngày vào"), {"trigger": "anniversary", **_OUTSIDE}),
    ),
    by=("trigger",),
)  # fmt: skip
_ORDERS: Final = (("trigger", ("order", "first_order", "birthday", "streak")),)
_RATE: Final = (
    Field("points", N_("Tích"), Number(most=100_000, of=POINTS)),
    Field("per", N_("Cho mỗi"), Amount(least=1, most=1_000_000_000)),
)
_PER: Final = (("order", N_("Mỗi đơn")), ("visit", N_("Mỗi ngày ghé")), ("unit", N_("Mỗi món")))
_GROUPS: Final = (
    ("campaign", N_("Chiến dịch")), ("birthday", N_("Sinh nhật")), ("membership", N_("Thẻ trả phí")),
    ("tier", N_("Hạng")),
)  # fmt: skip

SECTIONS: Final = (
    Section(
        "",
        (
            Field("name", N_("Tên luật"), Words(most=60), wide=True),
            Field("", N_("Khi"), TRIGGERS, wide=True),
        ),
    ),
    Section(
        N_("Cho gì"),
        (
            Field("flat", N_("Điểm tặng"), Number(most=100_000, of=POINTS), hint=N_("Không nhân hệ số")),
            Field("per", N_("Tặng cho"), Choice(_PER), only=_ORDERS, wide=True),
            Field("base", N_("Tỷ lệ tích riêng"), Maybe(_RATE, {"points": 2, "per": 10_000}), only=_ORDERS, wide=True),
            Field("multiplier", N_("Hệ số nhân"), Maybe(
                (Field("", N_("Nhân điểm"), Multiplier(most=5)),), {"num": 2, "den": 1}), only=_ORDERS, wide=True),
            Field("group", N_("Nhóm hệ số"), Choice(_GROUPS),
                  hint=N_("Cùng nhóm lấy hệ số lớn nhất, khác nhóm nhân với nhau"),
                  only=(*_ORDERS, ("multiplier", SET)), wide=True),
        ),
    ),
    Section(
        N_("Cho ai và món nào"),
        (
            tiers_for(), plans_for(),
            Field("picks", N_("Món được tính"), picks().kind, only=_ORDERS, wide=True),
            Field("minimum_spend", N_("Mua ít nhất"), Amount(), only=_ORDERS),
            Field("minimum_qty", N_("Số món ít nhất"), Pieces(), only=_ORDERS),
            Field("streak", N_("Số lần ghé liên tiếp"), Number(most=366, of=N_("lần")), only=_ORDERS),
        ),
    ),
    when(),
    Section(
        N_("Khi nhiều luật cùng đúng"),
        (
            Field("priority", N_("Thứ tự"), Number(most=10_000), hint=N_("Số nhỏ xét trước")),
            Field("exclusive", N_("Dừng ở luật này, không xét luật sau"), Flag(), wide=True),
        ),
    ),
)  # fmt: skip


def _detail(rule: Mapping[str, Any]) -> str:
    parts = []
    if rule.get("flat"):
        parts.append(_("tặng {points} điểm").format(points=number(rule["flat"])))
    if rule.get("multiplier"):
        parts.append(_("nhân {times} lần").format(times=Multiplier().write(rule["multiplier"])))
    if rule.get("base"):
        parts.append(_("tỷ lệ riêng"))
    return " · ".join(parts)


RULES_PART: Final = Part(
    "rules", N_("Luật tích điểm"), "percent",
    (Page("rules", N_("Luật tích điểm"), SECTIONS, path="rules", blank=Rule("", "", flat=10), verb=N_("Thêm luật"),
          empty=N_("Chưa có luật riêng nào: mọi đơn tích theo tỷ lệ chung."), detail=_detail),),
)  # fmt: skip
