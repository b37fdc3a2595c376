"""Puts an explanation into what the sheet shows; the sentences are those of the printed one."""

from collections.abc import Iterator
from dataclasses import dataclass

from pos_desktop.core.clock import zone
from pos_desktop.loyalty.explanation import Explanation, Line
from pos_desktop.loyalty.sale_explanation import SaleExplanation
from pos_desktop.ui.models.views import AmountView, Tone
from pos_desktop.wording import _, current, date, datetime_, number, points, quantity, signed_points
from pos_desktop.wording import explanations as told_in
from pos_desktop.wording import sale_explanations as sale_in

MOST_LINES = 60
"""The newest rows; what came before stands as one sum, as it does on paper."""


@dataclass(frozen=True, slots=True)
class StepView:
    """One row: what it came to on the right, and below its name what there is to say of it."""

    title: str
    amount: str
    below: tuple[str, ...] = ()
    after: str = ""
    tone: Tone = Tone.TEXT


@dataclass(frozen=True, slots=True)
class WhyView:
    """What the sheet shows: sums first, then the rows, then sentences about the tier."""

    title: str
    head: str
    sums: tuple[AmountView, ...]
    steps: tuple[StepView, ...]
    notes: tuple[str, ...]
    can_print: bool
    verb: str


def of_account(told: Explanation, *, can_print: bool) -> WhyView:
    """A member's balance: the newest row first, so that the last question is answered first."""
    words = current()
    sums = tuple(AmountView(label, value, Tone.LOYALTY) for label, value in told_in.sums(told, words))
    lots = tuple(AmountView(*told_in.lot(lot, words), Tone.MUTED) for lot in told.lots)
    head = f"{told.name or told.code} · {date(told.day)}"
    return WhyView(
        _("Vì sao có số điểm này?"), head, sums + lots, tuple(_steps(told.lines)), told_in.tier(told.tier, words),
        can_print, _("In giải thích"),
    )  # fmt: skip


def _steps(lines: tuple[Line, ...]) -> Iterator[StepView]:
    words = current()
    earlier, shown = lines[:-MOST_LINES], lines[-MOST_LINES:]
    for line in reversed(shown):
        after = _("Còn {points}").format(points=points(line.balance))
        below = (told_in.happened(line, words), *told_in.notes(line, words))
        tone = Tone.PAY if line.points > 0 else Tone.WARN
        yield StepView(date(line.day), signed_points(line.points), below, after, tone)
    if earlier:
        label = _("Mang sang từ {count} dòng trước").format(count=number(len(earlier)))
        yield StepView(label, points(earlier[-1].balance))


def of_sale(told: SaleExplanation, *, can_print: bool, time_zone: str) -> WhyView:
    """The points of one sale: how each line earned, what was added, what was redeemed."""
    words = current()
    at = datetime_(told.at.astimezone(zone(time_zone)))
    sums = [AmountView(_("Điểm tích được"), points(told.earned), Tone.LOYALTY)]
    sums += [AmountView(*sale_in.taken_off(off, words)) for off in told.taken_off]
    steps = tuple(
        StepView(f"{line.name} × {quantity(line.qty)}", points(line.points), (sale_in.line(line, words),))
        for line in told.lines
    )
    notes = (*sale_in.total(told, words), *(sale_in.money_off(told.money_off, words) if told.money_off else ()),
             *(sale_in.returned(back, words) for back in told.refunds))  # fmt: skip
    head = f"{told.number} · {at} · {sale_in.head(told, words)}"
    return WhyView(
        _("Vì sao được số điểm này?"), head, tuple(sums), steps, notes, can_print, _("In giải thích")
    )  # fmt: skip
