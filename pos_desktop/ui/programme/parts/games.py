"""Trò chơi: stamp cards, streaks, missions and the lucky wheel."""

from collections.abc import Mapping
from typing import Any, Final

from pos_desktop.loyalty.games import Mission, MissionGoal, StampCard, Streak, StreakUnit
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.selling.conditions import When
from pos_desktop.ui.form.kinds import SET, Amount, Choice, Field, First, Number, Rows, Section, Switch, Words
from pos_desktop.ui.programme.parts.page import Page, Part, one_of, picks, when
from pos_desktop.ui.programme.parts.points import POINTS
from pos_desktop.wording import _, number
from pos_desktop.wording.messages import N_

_NAME: Final = Field("name", N_("Tên"), Words(most=60))
_STAMPS: Final = (
    Section(
        "",
        (
            _NAME,
            Field("needed", N_("Đủ"), Number(least=2, most=1_000, of=N_("tem"))),
            one_of("reward", N_("Thì được"), "rewards", hint=N_("Quà khai ở mục Ưu đãi và quà")),
            Field("per", N_("Một tem cho"), Choice((("unit", N_("Mỗi món")), ("order", N_("Mỗi đơn")))), wide=True),
            picks(),
        ),
    ),
    when(),
)
_STREAKS: Final = (
    Section(
        "",
        (
            _NAME,
            Field("needed", N_("Ghé liên tiếp"), Number(least=2, most=366)),
            Field("reward_points", N_("Được tặng"), Number(least=1, most=1_000_000, of=POINTS)),
            Field("unit", N_("Tính theo"), Choice((("day", N_("Ngày")), ("week", N_("Tuần")))), wide=True),
        ),
    ),
)
_GOALS: Final = (("visits", N_("Số ngày ghé")), ("spend", N_("Tiền mua")), ("items", N_("Số món")))
_MISSIONS: Final = (
    Section(
        "",
        (
            _NAME,
            Field("target", N_("Mục tiêu"), Number(least=1, most=999_999_999_999)),
            Field("reward_points", N_("Được tặng"), Number(least=1, most=1_000_000, of=POINTS)),
            Field("goal", N_("Tính"), Choice(_GOALS), wide=True),
            Field("picks", N_("Món được tính"), picks().kind, only=(("goal", ("items",)),), wide=True),
        ),
    ),
    when("within", N_("Trong thời gian")),
)
_PRIZE_KINDS: Final = Switch(
    (
        (N_("Điểm"), {"points": 10, "voucher": "", "gift": "", "stock": 100, "cost": 1_000}),
        (N_("Phiếu"), {"points": 0, "voucher": First("vouchers"), "gift": "", "stock": 100, "cost": 10_000}),
        (N_("Quà"), {"points": 0, "voucher": "", "gift": N_("Món quà"), "stock": 10, "cost": 50_000}),
        (N_("Không trúng"), {"points": 0, "voucher": "", "gift": "", "stock": None, "cost": 0}),
    ),
    by=("points", "voucher", "gift"),
)
_GIVES: Final = (("stock", (None,)),)
_PRIZE: Final = (
    _NAME,
    Field("weight", N_("Phần trên vòng quay"), Number(least=1, most=1_000_000),
          hint=N_("Cơ hội là phần này chia cho tổng các phần")),
    Field("", N_("Trúng gì"), _PRIZE_KINDS, wide=True),
    Field("points", N_("Điểm"), Number(least=1, most=1_000_000, of=POINTS), only=(("points", SET),)),
    Field("voucher", N_("Phiếu"), Choice(offered="vouchers"), only=(("voucher", SET),), wide=True),
    Field("gift", N_("Tên quà"), Words(most=60), only=(("gift", SET),)),
    Field("stock", N_("Số lượng"), Number(least=1, most=1_000_000), only=(("cost", SET),)),
    Field("cost", N_("Giá vốn một phần"), Amount(least=1), only=(("cost", SET),)),
)  # fmt: skip
_BLANK_PRIZE: Final = {
    "id": "", "name": "", "weight": 10, "points": 10, "voucher": "", "gift": "", "stock": 100, "cost": 1_000,
}  # fmt: skip
_WHEEL: Final = (
    Section(
        "",
        (
            _NAME,
            Field("budget", N_("Ngân sách"), Amount(least=1), hint=N_("Hết là vòng quay chỉ còn ô không trúng")),
            Field("per_spend", N_("Một lượt cho mỗi"), Amount(), hint=N_("0 là mỗi đơn một lượt")),
            Field("most_tickets", N_("Nhiều nhất mỗi đơn"), Number(least=1, most=100, of=N_("lượt"))),
            Field("prizes", N_("Các ô trên vòng quay"), Rows(_PRIZE, _BLANK_PRIZE, N_("Thêm ô"), most=24), wide=True),
        ),
    ),
    when(),
)


def _needed(words: str) -> Any:
    return lambda game: _(words).format(count=number(game["needed"]))


def _goal(mission: Mapping[str, Any]) -> str:
    return dict((key, _(label)) for key, label in _GOALS).get(str(mission["goal"]), "")


def _prizes(wheel: Mapping[str, Any]) -> str:
    return _("{count} ô").format(count=number(len(wheel["prizes"])))


_NEW_WHEEL: Final = Wheel(
    "", "", (Prize("prize-1", "", 10, points=10, stock=100, cost=1_000), Prize("prize-2", "", 90)), 1_000_000
)
GAMES_PART: Final = Part(
    "games", N_("Trò chơi"), "dices",
    (
        Page("stamps", N_("Thẻ tem"), _STAMPS, path="stamp_cards", blank=StampCard("", "", 10, ""),
             verb=N_("Thêm thẻ tem"), empty=N_("Chưa có thẻ tem nào, như «10 ly tặng 1»."),
             detail=_needed(N_("{count} tem"))),
        Page("streaks", N_("Ghé liên tiếp"), _STREAKS, path="streaks", blank=Streak("", "", 5, StreakUnit.DAY, 50),
             verb=N_("Thêm chuỗi"),
             empty=N_("Chưa thưởng cho khách ghé liên tiếp."), detail=_needed(N_("{count} lần"))),
        Page("missions", N_("Nhiệm vụ"), _MISSIONS, path="missions",
             blank=Mission("", "", MissionGoal.VISITS, 5, 100, When()), verb=N_("Thêm nhiệm vụ"),
             empty=N_("Chưa có nhiệm vụ nào."), detail=_goal),
        Page("wheels", N_("Vòng quay"), _WHEEL, path="wheels", blank=_NEW_WHEEL, verb=N_("Thêm vòng quay"),
             empty=N_("Chưa có vòng quay may mắn."), detail=_prizes),
    ),
)  # fmt: skip
