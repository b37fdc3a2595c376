"""Puts tickets into words: pure functions from what the kitchen was told to what its display shows."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pos_desktop.core.ids import Id
from pos_desktop.selling.kitchen import TicketKind
from pos_desktop.services.selling.kitchen import Card, CardLine, Shown
from pos_desktop.ui.models.views import ChipView, EmptyView, Tone
from pos_desktop.wording import _, current, quantity
from pos_desktop.wording.kitchen import course_words, for_whom, type_words

ALL: Final = ""
KEYS: Final = 9
"""So many cards have a number key."""
MINUS: Final = "\u2212"
MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DishView:
    """One line: how many of what, its wishes below it, and its state in words."""

    id: Id
    text: str
    wishes: tuple[str, ...]
    note: str
    is_done: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """One ticket. `state` says in words what `tone` says in colour; `key` is the number that bumps it, "" for none."""

    id: Id
    title: str
    detail: str
    elapsed: str
    state: str
    tone: Tone
    dishes: tuple[DishView, ...]
    note: str
    verb: str
    key: str
    is_held: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class BoardView:
    """Everything on the display; `recall` names the ticket that «Gọi lại» brings back, "" for none."""

    chips: tuple[ChipView, ...]
    chosen: Hashable
    cards: tuple[CardView, ...]
    recall: str
    counts: str
    empty: EmptyView | None


def board(shown: Shown, station: Id, now: datetime) -> BoardView:
    """The display of a station, or of all for `ALL`, at a moment."""
    waiting = [card for card in shown.waiting if station in (ALL, card.station_id)]
    done = [card for card in shown.done if station in (ALL, card.station_id)]
    cards = tuple(_card(card, now, at, with_station=station == ALL) for at, card in enumerate(waiting, 1))
    late = sum(card.is_late for card in cards)
    counts = _("{count} phiếu, {late} trễ").format(count=len(cards), late=late) if cards else ""
    return BoardView(
        chips(shown), station, cards, _title(done[0]) if done else "", counts, None if cards else _empty(shown)
    )  # fmt: skip


def chips(shown: Shown) -> tuple[ChipView, ...]:
    """Every station, and all of them."""
    return (ChipView(ALL, _("Tất cả trạm")), *(ChipView(row.id, row.name) for row in shown.stations))


def _empty(shown: Shown) -> EmptyView:
    if not shown.stations:
        return EmptyView("coffee", _("Chưa có trạm bếp"), _("Thêm trạm ở menu, mục Trạm bếp"))
    return EmptyView("circle-check", _("Không có món nào đang chờ"), _("Món mới tự hiện ở đây"))


def _title(card: Card) -> str:
    return for_whom(card.table, card.label, card.number, current())


def _card(card: Card, now: datetime, at: int, *, with_station: bool) -> CardView:
    told = [card.station] if with_station else []
    told += [type_words(card.order_type, current())]
    told += [course_words(card.course, current())] if card.course else []
    title = _title(card)
    told += [card.number] if title != card.number else []
    state, tone = _state(card, now)
    return CardView(
        card.id, title, " · ".join(told), _elapsed(card, now), state, tone,
        tuple(_dish(line, card.kind) for line in card.lines), card.note, _verb(card),
        str(at) if at <= KEYS else "", card.fired_at is None,
        card.kind is not TicketKind.VOID and _is_late(card, now),
    )  # fmt: skip


def _state(card: Card, now: datetime) -> tuple[str, Tone]:
    if card.fired_at is None:
        return _("Chờ gọi món"), Tone.MUTED
    if card.kind is TicketKind.VOID:
        return _("Huỷ món"), Tone.DANGER
    if _is_late(card, now):
        return _("Trễ"), Tone.DANGER
    if card.kind is TicketKind.CHANGE:
        return _("Thay đổi"), Tone.WARN
    return "", Tone.TEXT


def _is_late(card: Card, now: datetime) -> bool:
    return card.fired_at is not None and now - card.fired_at > timedelta(seconds=card.late_after)


def _elapsed(card: Card, now: datetime) -> str:
    minutes = max(timedelta(), now - (card.fired_at or card.at)) // MINUTE
    return _("{minutes} phút").format(minutes=minutes)


def _verb(card: Card) -> str:
    if card.fired_at is None:
        return _("Làm luôn")
    return _("Đã biết") if card.kind is TicketKind.VOID else _("Xong")


def _dish(line: CardLine, kind: TicketKind) -> DishView:
    many, is_gone = quantity(abs(line.qty)), line.qty < 0
    sign = MINUS if is_gone else "+" if kind is TicketKind.CHANGE else ""
    wishes = (*line.options, *([_("Lý do: {reason}").format(reason=line.reason)] if line.reason else []))
    return DishView(line.id, f"{sign}{many}  {line.name}", wishes, line.note, line.done_at is not None, is_gone)
