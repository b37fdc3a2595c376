"""The members' report on a receipt printer: its figures, and the books of points of the same days."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from pos_desktop.core.ids import Id
from pos_desktop.documents.slip import SlipText
from pos_desktop.insight.tables import Unit
from pos_desktop.loyalty.liability import Column, Movement
from pos_desktop.services.office.loyalty_books import Books
from pos_desktop.services.office.loyalty_workbook import signed_points_of
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.office.reports.loyalty import Figure, LoyaltyFigures
from pos_desktop.services.till import Till
from pos_desktop.wording import Wording
from pos_desktop.wording.loyalty_report_words import BOOKS, TITLES

NOTHING: Final = "-"


def loyalty_subject(first: date, last: date, reader: Id) -> str:
    """The subject of the short form; its figures are those of the moment at which it is printed."""
    return SlipOf.LOYALTY.subject(first.isoformat(), last.isoformat(), reader)


def short_form(till: Till, rest: str, words: Wording) -> SlipText:
    """What a subject names, without its kind; NOT_ALLOWED where who asked may not read reports any more."""
    first, last, reader = rest.split(":")
    days = date.fromisoformat(first), date.fromisoformat(last)
    tiles = LoyaltyFigures(till).tiles(*days, reader)
    move = Books(till).range(*days).movement
    pairs = (*_figures(tiles.figures, words), *_books(move, words))
    told = words.gettext("Khớp sổ đến từng điểm") if move.ties else words.gettext("Sổ điểm lệch, xem báo cáo A4")
    open_ = (words.gettext("Ngày còn mở, số liệu tạm tính"),) if tiles.is_open else ()
    named = " – ".join(words.date(day) for day in dict.fromkeys(days))
    return SlipText(words.gettext("Báo cáo thành viên"), ((words.gettext("Ngày"), named), *pairs), (told, *open_))


def _figures(figures: tuple[Figure, ...], words: Wording) -> Iterator[tuple[str, str]]:
    """Each figure, with what it was on the same weekdays before."""
    for one in figures:
        yield words.gettext(TITLES[one.key]), _told(one.value, one.unit, words)
        if one.before is not None:
            yield words.gettext("· cùng thứ trước đó"), _told(one.before, one.unit, words)


def _told(value: int | None, unit: Unit, words: Wording) -> str:
    if value is None:
        return NOTHING
    return {Unit.MONEY: words.money, Unit.SHARE: words.percent}.get(unit, words.number)(value)


def _books(move: Movement, words: Wording) -> Iterator[tuple[str, str]]:
    yield words.gettext("Điểm đầu kỳ"), words.number(move.opening)
    for column in Column:
        if points := signed_points_of(move, column):
            yield words.gettext(BOOKS[column.value]), words.number(points)
    yield words.gettext("Điểm cuối kỳ"), words.number(move.closing)
