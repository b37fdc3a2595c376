"""Phiếu & thẻ trả trước and Thẻ hội viên trả phí: vouchers, stored value with its bonuses, paid plans."""

from collections.abc import Mapping
from typing import Any, Final

from pos_desktop.loyalty.membership import Plan
from pos_desktop.loyalty.stored_value import TopUpBonus
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.selling.benefits import Benefit
from pos_desktop.ui.form.kinds import (
    SET,
    Amount,
    Field,
    Maybe,
    Multiplier,
    Number,
    Section,
    Share,
    Switch,
    Words,
    under,
)
from pos_desktop.ui.programme.parts.deals import BENEFIT, NO_LIMIT, TIMES
from pos_desktop.ui.programme.parts.page import Page, Part, when
from pos_desktop.ui.programme.parts.points import DAYS, MONTHS, POINTS
from pos_desktop.ui.programme.parts.tiers import PERKS
from pos_desktop.wording import _, money
from pos_desktop.wording.messages import N_

_VOUCHER_KINDS: Final = Switch(
    (
        (N_("Một lần"), {"kind": "single", "uses": 0, "per_member": 0, "code": "", "starts_after_days": 0}),
        (N_("Nhiều lần"), {"kind": "multi", "uses": 100, "per_member": 0, "starts_after_days": 0}),
        (N_("Mỗi khách"), {"kind": "per_member", "uses": 0, "per_member": 1, "starts_after_days": 0}),
        (N_("Cho lần sau"), {"kind": "next_order", "uses": 0, "per_member": 0, "code": "", "starts_after_days": 1}),
    ),
    by=("kind",),
)
_SHARED: Final = (("kind", ("multi", "per_member")),)
_NO_CODE: Final = (("code", ("",)),)  # a shared code lives by its days alone
_VOUCHER: Final = (
    Section(
        "",
        (
            Field("name", N_("Tên phiếu"), Words(most=60)),
            Field("minimum", N_("Đơn từ"), Amount()),
            Field("", N_("Dùng được"), _VOUCHER_KINDS, wide=True),
            Field("uses", N_("Tổng số lần"), Number(most=1_000_000, of=TIMES), hint=NO_LIMIT, only=_SHARED),
            Field("per_member", N_("Mỗi khách"), Number(most=1_000, of=TIMES), only=(("kind", ("per_member",)),)),
            Field("code", N_("Mã chung"), Words(may_be_empty=True, most=16),
                  hint=N_("Như TET2026, hạn là «Đến hết ngày» ở dưới; trống là mỗi phiếu một mã"),
                  only=_SHARED, wide=True),
            Field("starts_after_days", N_("Dùng được sau"), Number(most=3_650, of=DAYS), only=_NO_CODE),
            Field("days_valid", N_("Dùng trong"), Number(most=3_650, of=DAYS), hint=NO_LIMIT, only=_NO_CODE),
        ),
    ),
    Section(N_("Giá trị"), under("benefit", BENEFIT)),
    when(),
)  # fmt: skip
_TOP_UP: Final = Switch(
    (
        (N_("Tặng tiền"), {"bonus": 50_000, "percent": 0}),
        (N_("Tặng phần trăm"), {"bonus": 0, "percent": 1_000}),
    ),
    by=("bonus", "percent"),
)
_BONUS: Final = (
    Section(
        "",
        (
            Field("name", N_("Tên ưu đãi nạp"), Words(most=60)),
            Field("from_amount", N_("Nạp từ"), Amount(least=1)),
            Field("", N_("Khách được"), _TOP_UP, wide=True),
            Field("bonus", N_("Tặng thêm"), Amount(least=1), only=(("bonus", SET),)),
            Field("percent", N_("Tặng thêm"), Share(least=1), only=(("percent", SET),)),
        ),
    ),
    when(leave_out=("order_types",)),
)
_TERMS: Final = (
    Section(
        N_("Thẻ quà tặng và ví trả trước"),
        (
            Field("stored.least", N_("Mỗi lần nạp ít nhất"), Amount(least=1)),
            Field("stored.most", N_("Nhiều nhất trong thẻ"), Amount(least=1)),
            Field("stored.expires_months", N_("Hết hạn sau lần nạp cuối"),
                  Number(may_be_empty=True, least=1, most=120, of=MONTHS), hint=N_("Để trống là không hết hạn")),
        ),
    ),
)  # fmt: skip


def _voucher_detail(voucher: Mapping[str, Any]) -> str:
    """How often it may be used, and the code by which cashiers know it."""
    way = _VOUCHER_KINDS.way(voucher)
    kind = "" if way is None else _(_VOUCHER_KINDS.ways[way][0])
    return " · ".join(part for part in (str(voucher.get("code", "")), kind) if part)


def _bonus_detail(bonus: Mapping[str, Any]) -> str:
    return _("nạp từ {amount}").format(amount=money(bonus["from_amount"]))


STORED_PART: Final = Part(
    "stored", N_("Phiếu, trả trước"), "wallet",
    (
        Page("vouchers", N_("Mẫu phiếu"), _VOUCHER, path="vouchers",
             blank=VoucherTemplate("", "", Benefit(percent=1_000)), verb=N_("Thêm phiếu"),
             empty=N_("Chưa có mẫu phiếu nào."), detail=_voucher_detail),
        Page("bonuses", N_("Nạp tiền được tặng"), _BONUS, path="stored.bonuses",
             blank=TopUpBonus("", "", 500_000, 50_000), verb=N_("Thêm mức nạp"),
             empty=N_("Nạp tiền chưa được tặng thêm."), detail=_bonus_detail),
        Page("terms", N_("Thẻ và ví"), _TERMS),
    ),
)  # fmt: skip

_PERIODS: Final = Switch(
    (
        (N_("Mỗi tháng"), {"period": "monthly", "months": 0}), (N_("Mỗi năm"), {"period": "yearly", "months": 0}),
        (N_("Một lần"), {"period": "once", "months": 0}),
    ),
    by=("period",),
)  # fmt: skip
_PLAN: Final = (
    Section(
        "",
        (
            Field("name", N_("Tên thẻ"), Words(most=60)),
            Field("price", N_("Giá bán"), Amount(least=1)),
            Field("welcome_points", N_("Tặng khi mua"), Number(most=100_000, of=POINTS)),
            Field("", N_("Trả tiền"), _PERIODS, wide=True),
            Field("months", N_("Dùng trong"), Number(most=120, of=MONTHS), hint=N_("0 là trọn đời"),
                  only=(("period", ("once",)),)),
        ),
    ),
    Section(
        N_("Quyền lợi"),
        (
            Field("multiplier", N_("Nhân điểm khi mua hàng"),
                  Maybe((Field("", N_("Nhân điểm"), Multiplier(most=5)),), {"num": 2, "den": 1}), wide=True),
            PERKS,
        ),
    ),
)  # fmt: skip


def _plan_detail(plan: Mapping[str, Any]) -> str:
    way = _PERIODS.way(plan)
    parts = (money(plan["price"]), _(_PERIODS.ways[way][0]) if way is not None else "")
    return " · ".join(part for part in parts if part)


PLANS_PART: Final = Part(
    "plans", N_("Thẻ trả phí"), "id-card",
    (Page("plans", N_("Thẻ hội viên trả phí"), _PLAN, path="plans", blank=Plan("", "", 199_000),
          verb=N_("Thêm thẻ"), empty=N_("Chưa bán thẻ hội viên nào."), detail=_plan_detail),),
)  # fmt: skip
