"""Paints what stands still: the shop while nobody buys, and the thanks after a sale with its one question."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF

from pos_desktop.ui import theme
from pos_desktop.ui.customer.easel import LEAST_FONT, Easel, rows
from pos_desktop.ui.customer.order_part import CODE, LEAST_CODE
from pos_desktop.ui.customer.view import CustomerView, PaidView
from pos_desktop.ui.widgets.paint import CENTRE, LEFT, RIGHT, rounded

SCORES: Final = 5
SCORE, SCORE_GAP = 92, 20
LEAST_SCORE: Final = 48
LEAST_CHANGE: Final = 64
_CIRCLES = (("primarySoft", 0.10, 190), ("loyaltySoft", 0.38, 150), ("paySoft", 0.64, 210), ("warnSoft", 0.92, 160))
"""Colours of the picture at the foot: token, how far across, and radius in units."""


def paint_idle(easel: Easel, body: QRectF, view: CustomerView) -> None:
    """The shop's name and line over its colours; beside them the QR by which one becomes a member."""
    gap = easel.px(20)
    side = max(round(0.38 * body.width()), LEAST_CODE + easel.px(40)) if view.code else 0
    card = body.adjusted(0, 0, -(side + gap) if side else 0, 0)
    easel.card(card, "surface", "border")
    _paint_colours(easel, card)
    pad = easel.px(48)
    inner = card.adjusted(pad, 0, -pad, 0)
    name, words = easel.font(60, theme.BOLD), easel.font(32)
    top = card.top() + 0.22 * card.height()
    top = easel.paragraph(QRectF(inner.left(), top, inner.width(), 0), view.shop, name, "text", most=2)
    easel.paragraph(QRectF(inner.left(), top + easel.px(16), inner.width(), 0), view.words, words, "text2", most=3)
    if side:
        _paint_invitation(easel, QRectF(body.right() - side, body.top(), side, body.height()), view)


def _paint_colours(easel: Easel, card: QRectF) -> None:
    painter = easel.painter
    painter.save()
    painter.setClipPath(rounded(card.adjusted(1, 1, -1, -1), easel.px(16)))
    painter.setPen(easel.colour("surface"))
    for token, across, radius in _CIRCLES:
        painter.setBrush(easel.colour(token))
        middle = QPointF(card.left() + across * card.width(), card.bottom() + easel.px(20))
        painter.drawEllipse(middle, easel.px(radius), easel.px(radius))
    painter.restore()


def _paint_invitation(easel: Easel, place: QRectF, view: CustomerView) -> None:
    easel.card(place, "loyaltySoft")
    pad = easel.px(20)
    font = easel.font(28, theme.BOLD)
    words = 2 * round(1.4 * font.pixelSize())
    side = min(place.width() - 2 * pad, max(LEAST_CODE, easel.px(CODE)))
    top = place.center().y() - (side + easel.px(20) + words) / 2
    easel.code(QRectF(round(place.center().x() - side / 2), round(top), side, side), view.code)
    below = QRectF(place.left() + pad, top + side + easel.px(20), place.width() - 2 * pad, words)
    easel.paragraph(below, view.caption, font, "text", most=2)


def paint_paid(easel: Easel, body: QRectF, view: PaidView) -> None:
    """Thanks, what goes back, what the sale gave, and what the customer thought of it."""
    easel.card(body, "surface", "border")
    pad = easel.px(24)
    inner = body.adjusted(pad, easel.px(16), -pad, -easel.px(16))
    tick, thanks, label, taken = easel.px(56), easel.line(38), easel.line(24), easel.line(22)
    amount = max(round(1.25 * LEAST_CHANGE), easel.px(110))
    places = rows(inner, (tick, thanks, label, amount, taken if view.taken else 0), easel.px(4))
    middle = places[0].center().x()
    easel.icon(QRectF(middle - tick / 2, places[0].top(), tick, tick), "circle-check", "pay")
    easel.text(places[1], view.thanks, easel.font(38, theme.BOLD), "text", CENTRE, shrink_to=LEAST_FONT)
    easel.text(places[2], view.label, easel.font(24), "text2", CENTRE)
    easel.text(places[3], view.amount, easel.font(92, theme.BOLD, least=LEAST_CHANGE), "pay", CENTRE,
               shrink_to=LEAST_CHANGE)  # fmt: skip
    if view.taken:
        easel.text(places[4], view.taken, easel.font(22), "text2", CENTRE)
    if view.told or view.earned:
        _paint_earned(easel, places[4].bottom() + easel.px(10), inner, view)
    if view.ask is not None:
        _paint_question(easel, inner, view)


def _paint_earned(easel: Easel, top: float, inner: QRectF, view: PaidView) -> None:
    high = easel.line(30) + easel.px(10)
    band = QRectF(inner.left(), top, inner.width(), high)
    easel.card(band, "loyaltySoft")
    words = "   ".join(part for part in (view.earned, view.told) if part)
    room = band.adjusted(easel.px(16), 0, -easel.px(16), 0)
    easel.text(room, words, easel.font(28, theme.BOLD), "loyalty", CENTRE, shrink_to=LEAST_FONT)


def _paint_question(easel: Easel, inner: QRectF, view: PaidView) -> None:
    assert view.ask is not None
    places = score_places(inner, easel.unit)
    if view.ask.thanks:
        line = QRectF(inner.left(), places[0].top(), inner.width(), places[0].height())
        easel.text(line, view.ask.thanks, easel.font(30, theme.BOLD), "pay", CENTRE, shrink_to=LEAST_FONT)
        return
    high = easel.line(24)
    above = QRectF(inner.left(), places[0].top() - high - easel.px(6), inner.width(), high)
    easel.text(above, view.ask.question, easel.font(24, theme.MEDIUM), "text", CENTRE, shrink_to=LEAST_FONT)
    ends = QRectF(places[0].left(), places[0].bottom() + easel.px(4), places[-1].right() - places[0].left(),
                  easel.line(18))  # fmt: skip
    easel.text(ends, view.ask.low, easel.font(18), "text2", LEFT)
    easel.text(ends, view.ask.high, easel.font(18), "text2", RIGHT)


def score_places(inner: QRectF, unit: float) -> list[QRectF]:
    """Where the five scores are tapped, at the foot of the card."""
    side, gap = max(LEAST_SCORE, round(SCORE * unit)), round(SCORE_GAP * unit)
    foot = round(1.4 * max(LEAST_FONT, round(18 * unit))) + round(4 * unit)
    left = inner.center().x() - (SCORES * side + (SCORES - 1) * gap) / 2
    return [QRectF(left + at * (side + gap), inner.bottom() - foot - side, side, side) for at in range(SCORES)]
