"""Paints the order for its customer: the lines, the newest always in sight, the sums below, the member beside."""

from typing import Final

from PySide6.QtCore import QRectF

from pos_desktop.ui import theme
from pos_desktop.ui.customer.easel import LEAST_FONT, Easel
from pos_desktop.ui.customer.view import BoughtView, CustomerView, GuestView, Phase
from pos_desktop.ui.models.views import AmountView, Tone
from pos_desktop.ui.widgets.labels import colour_of
from pos_desktop.ui.widgets.member import paint_progress
from pos_desktop.ui.widgets.paint import CENTRE, LEFT, RIGHT
from pos_desktop.wording import ngettext

HEAD, NAME, DETAIL, SUM, DUE, NOTE = 24, 28, 20, 21, 64, 20
LEAST_DUE: Final = 48
LEAST_CODE: Final = 260
CODE: Final = 320


def paint_order(easel: Easel, body: QRectF, view: CustomerView) -> None:
    """The whole order; beside it the member, or how to pay."""
    has_side = view.member is not None or view.phase is Phase.PAY
    gap = easel.px(20)
    side = max(round(0.38 * body.width()), LEAST_CODE + easel.px(40)) if has_side else 0
    left = body.adjusted(0, 0, -(side + gap) if has_side else 0, 0)
    easel.card(left, "surface", "border")
    pad = easel.px(24)
    _paint_bill(easel, left.adjusted(pad, easel.px(16), -pad, -easel.px(16)), view)
    if has_side:
        _paint_side(easel, QRectF(body.right() - side, body.top(), side, body.height()), view)


# the lines and what they come to


def _paint_bill(easel: Easel, place: QRectF, view: CustomerView) -> None:
    head = QRectF(place.left(), place.top(), place.width(), easel.line(HEAD))
    easel.text(head, view.shop, easel.font(HEAD, theme.BOLD), "text", shrink_to=LEAST_FONT)
    top = _paint_sums(easel, place, view)
    lines = QRectF(place.left(), head.bottom() + easel.px(6), place.width(), top - head.bottom() - easel.px(14))
    _paint_lines(easel, lines, view.lines)


def _paint_sums(easel: Easel, place: QRectF, view: CustomerView) -> float:
    """From the bottom up; gives where the sums begin."""
    bottom = place.bottom()
    if view.note:
        high = easel.line(NOTE)
        line = QRectF(place.left(), bottom - high, place.width(), high)
        easel.text(line, view.note, easel.font(NOTE, theme.MEDIUM), "loyalty", shrink_to=LEAST_FONT)
        bottom -= high
    high = max(round(1.25 * LEAST_DUE), easel.px(1.25 * DUE))
    _paint_due(easel, QRectF(place.left(), bottom - high, place.width(), high), view.due)
    bottom -= high
    for row in reversed(view.rows):
        high = easel.line(SUM)
        _pair(easel, QRectF(place.left(), bottom - high, place.width(), high), row, SUM)
        bottom -= high
    bottom -= easel.px(8)
    easel.painter.fillRect(QRectF(place.left(), bottom, place.width(), 1), easel.colour("border"))
    return bottom


def _paint_due(easel: Easel, place: QRectF, due: AmountView) -> None:
    font = easel.font(DUE, theme.BOLD, least=LEAST_DUE)
    easel.text(place, due.amount, font, "text", RIGHT, shrink_to=LEAST_DUE)
    label = easel.beside(place, due.amount, font)
    easel.text(label, due.label, easel.font(HEAD, theme.BOLD), "text", LEFT, shrink_to=LEAST_FONT)


def _pair(easel: Easel, place: QRectF, view: AmountView, units: float, *, indent: float = 0) -> None:
    """A label and its amount; the amount is never cut."""
    font = easel.font(units)
    tone = "text2" if view.tone is Tone.TEXT else colour_of(view.tone)
    easel.text(place, view.amount, font, tone, RIGHT)
    room = easel.beside(place, view.amount, font).adjusted(easel.px(indent), 0, 0, 0)
    easel.text(room, view.label, font, tone, LEFT)


def _height(easel: Easel, line: BoughtView) -> float:
    return easel.line(NAME) + len(line.details) * easel.line(DETAIL)


def in_sight(easel: Easel, place: QRectF, lines: tuple[BoughtView, ...]) -> int:
    """How many of the newest lines there is room for; where not all fit, one row tells of the others."""
    heights = [_height(easel, line) for line in lines]
    room = place.height() if sum(heights) <= place.height() else place.height() - easel.line(DETAIL)
    count = 0
    for height in reversed(heights):
        room -= height
        if room < 0:
            break
        count += 1
    return count


def _paint_lines(easel: Easel, place: QRectF, lines: tuple[BoughtView, ...]) -> None:
    count, top = in_sight(easel, place, lines), place.top()
    if hidden := len(lines) - count:
        words = ngettext("và {count} dòng ở trên", "và {count} dòng ở trên", hidden).format(count=hidden)
        row = QRectF(place.left(), top, place.width(), easel.line(DETAIL))
        easel.text(row, words, easel.font(DETAIL), "text2")
        top += row.height()
    for line in lines[hidden:]:
        _paint_line(easel, QRectF(place.left(), top, place.width(), easel.line(NAME)), line)
        top += _height(easel, line)


def _paint_line(easel: Easel, row: QRectF, line: BoughtView) -> None:
    ink = colour_of(line.tone)
    easel.text(row, line.amount, easel.font(NAME), ink, RIGHT)
    room = easel.beside(row, line.amount, easel.font(NAME))
    easel.text(room, line.name, easel.font(NAME, theme.MEDIUM), ink, LEFT)
    top = row.bottom()
    for detail in line.details:
        place = QRectF(row.left(), top, row.width(), easel.line(DETAIL))
        _pair(easel, place, detail, DETAIL, indent=28)
        top += place.height()


# the member, and how to pay


def _paint_side(easel: Easel, place: QRectF, view: CustomerView) -> None:
    easel.card(place, "loyaltySoft" if view.member else "primarySoft")
    pad = easel.px(20)
    inner = place.adjusted(pad, pad, -pad, -pad)
    if view.phase is Phase.PAY:
        inner.setBottom(_paint_ways(easel, inner, view, is_alone=view.member is None))
    if view.member is not None:
        _paint_member(easel, inner, view.member)


def _paint_ways(easel: Easel, place: QRectF, view: CustomerView, *, is_alone: bool) -> float:
    """What the customer is to do, at the bottom of a place or in the middle of an empty one; gives where it begins."""
    font = easel.font(36 if is_alone and not view.code else 24, theme.BOLD)
    words = 2 * round(1.4 * font.pixelSize())
    side = min(place.width(), max(LEAST_CODE, easel.px(CODE)), place.height() - words) if view.code else 0
    high = side + (easel.px(10) if side else 0) + words
    top = place.center().y() - high / 2 if is_alone else place.bottom() - high
    if view.code:
        easel.code(QRectF(round(place.center().x() - side / 2), round(top), side, side), view.code)
    below = QRectF(place.left(), top + high - words, place.width(), words)
    easel.paragraph(below, view.caption, font, "text", most=2)
    return top - easel.px(8)


def _paint_member(easel: Easel, place: QRectF, member: GuestView) -> None:
    """Greeting, tier, points and the way to the next tier, as many of them as there is room for."""
    greet, badge, points = easel.line(28), easel.line(18), easel.line(56)
    bar, told = easel.px(12), easel.line(19)
    has_way = member.progress is not None and place.height() >= greet + badge + points + bar + told + easel.px(30)
    has_tier = place.height() >= greet + badge + points + easel.px(10)
    top = place.top()
    easel.text(QRectF(place.left(), top, place.width(), greet), member.greeting, easel.font(28, theme.BOLD), "text",
               CENTRE, shrink_to=LEAST_FONT)  # fmt: skip
    top += greet + easel.px(4)
    if has_tier:
        line = QRectF(place.left(), top, place.width(), badge)
        easel.card(line, f"{member.tier.colour}Soft")
        easel.text(line, member.tier.name, easel.font(18, theme.BOLD), member.tier.colour, CENTRE)
        top += badge + easel.px(4)
    if top + points <= place.bottom():
        easel.text(QRectF(place.left(), top, place.width(), points), member.points, easel.font(56, theme.BOLD),
                   "loyalty", CENTRE, shrink_to=LEAST_FONT)  # fmt: skip
        top += points + easel.px(6)
    if has_way:
        assert member.progress is not None
        paint_progress(easel.painter, QRectF(place.left(), top, place.width(), bar), member.progress)
        line = QRectF(place.left(), top + bar + easel.px(6), place.width(), told)
        easel.text(line, member.progress_text, easel.font(19), "text2", CENTRE, shrink_to=LEAST_FONT)
