"""Writes the «Thử» line in words: what the order on trial holds, when it is bought, and what the engine makes of it."""

from collections.abc import Mapping
from typing import Any, Final

from pos_desktop.core.errors import Rejected
from pos_desktop.core.occasion import LunarDay
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.shop.trial import Cause, Trial, TrialOrder
from pos_desktop.ui.form.kinds import Amount, Date, Minute, Number, Typed
from pos_desktop.ui.form.paths import Path
from pos_desktop.ui.programme.draft import TRIAL, Draft
from pos_desktop.ui.programme.port import Trials
from pos_desktop.ui.programme.view import TrialView
from pos_desktop.wording import _, ngettext, number, signed_money, signed_points
from pos_desktop.wording.messages import sentence

KINDS: Final[Mapping[str, Typed]] = {
    "amount": Amount(least=1, most=1_000_000_000), "points": Number(most=100_000_000),
    "day": Date(may_be_empty=True), "minute": Minute(),
}  # fmt: skip
"""What is typed in the line, by the name of the value."""


MOST_LETTERS: Final = 20
"""Of a name on the button that shows what the order holds: there is room for no more."""


def path_of(name: str) -> Path:
    """Where a value of the line is kept."""
    return (*TRIAL, name)


def trial_view(draft: Draft, programme: Programme | None, trials: Trials, names: Mapping[str, str]) -> TrialView:
    """The order on trial, and what the engine makes of it; `names` are those of goods and categories."""
    trial = draft.plain["trial"]
    tiers = [(tier["code"], tier["name"] or "–") for tier in draft.plain["programme"]["tiers"]]
    tier = trial["tier"] if any(code == trial["tier"] for code, _name in tiers) else tiers[0][0] if tiers else ""
    wrong = frozenset(name for name in KINDS if path_of(name) in draft.wrong)
    day = draft.trial_day
    shown = {**trial, "day": day.isoformat() if day else None}
    texts = {name: draft.drafts.get(path_of(name), kind.write(shown[name])) for name, kind in KINDS.items()}
    result, lunar = "", ""
    if programme is not None and day is not None and not wrong:
        order = TrialOrder(trial["amount"], tier, trial["points"], day, trial["minute"], tuple(trial["skus"]),
                           tuple(trial["categories"]))  # fmt: skip
        result, lunar = _outcome(programme, order, trials)
    return TrialView(**texts, goods=_goods(trial, names), tiers=tiers, tier=tier, result=result, lunar=lunar,
                     wrong=wrong)  # fmt: skip


def _goods(trial: Mapping[str, Any], names: Mapping[str, str]) -> str:
    held = [names.get(key, key) for key in (*trial["categories"], *trial["skus"])]
    if not held:
        return _("Món bất kỳ")
    if len(held) > 1:
        return ngettext("{count} món", "{count} món", len(held)).format(count=number(len(held)))
    return held[0] if len(held[0]) <= MOST_LETTERS else held[0][: MOST_LETTERS - 1].rstrip() + "…"


def _outcome(programme: Programme, order: TrialOrder, trials: Trials) -> tuple[str, str]:
    try:
        found = trials.run(programme, order)
    except Rejected as refusal:
        return sentence(refusal), ""
    return _told(found), _lunar(found.lunar) if found.lunar else ""


def _told(found: Trial) -> str:
    if found.redeems:
        told = _("tích {earns} điểm, đổi tối đa {redeems} điểm = {value}").format(
            earns=number(found.earns), redeems=number(found.redeems), value=signed_money(-found.value)
        )
    else:
        told = _("tích {earns} điểm, chưa đổi được điểm").format(earns=number(found.earns))
    causes = ", ".join(map(_cause, found.causes))
    return _("{told}. Áp dụng: {causes}").format(told=told, causes=causes) if causes else told


def _cause(cause: Cause) -> str:
    brought = signed_money(-cause.off) if cause.off else signed_points(cause.points)
    return f"{cause.name} {brought}"


def _lunar(day: LunarDay) -> str:
    words = _("{day}/{month} nhuận âm lịch") if day.is_leap else _("{day}/{month} âm lịch")
    return words.format(day=day.day, month=day.month)
