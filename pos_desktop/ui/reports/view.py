"""Puts the report into words: its head, its tiles with their comparison, its charts, and the rows of its tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day

from pos_desktop.insight.tables import Cell, Table, Unit
from pos_desktop.services.office.reports.loyalty import Figure, LoyaltyTiles
from pos_desktop.ui.models.views import ChipView, Tone
from pos_desktop.ui.reports.cards import CHARTS, TABLES, TILES, ChartCard
from pos_desktop.ui.widgets.chart import ChartView, SeriesView
from pos_desktop.wording import _, date, month_day, number
from pos_desktop.wording import loyalty_report_words as words
from pos_desktop.wording.report_words import cell

SPANS = (1, 7, 30, 0)
SHOWN = 5
"""Rows of a table that its card shows; the whole list is one press away."""


@dataclass(frozen=True, slots=True)
class TileView:
    """A figure, how it compares, and a word beside it."""

    key: str
    name: str
    figure: str
    beside: str = ""
    tone: Tone = Tone.MUTED


@dataclass(frozen=True, slots=True)
class CardView:
    """A card: `is_loading` while nothing is known; `trouble` says why it was not read, `empty` that it has nothing."""

    key: str
    title: str
    is_loading: bool = False
    trouble: str = ""
    empty: str = ""
    count: str = ""
    note: str = ""
    chart: ChartView | None = None
    heads: tuple[str, ...] = ()
    numeric: tuple[bool, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    opens: bool = False
    tiles: tuple[TileView, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportView:
    """What the screen shows."""

    title: str
    days: str
    spans: tuple[ChipView, ...]
    span: int
    may_go_on: bool
    cards: tuple[CardView, ...]


def frame(first: Day, last: Day, span: int, today: Day, cards: tuple[CardView, ...]) -> ReportView:
    """The head of the screen over its cards."""
    begin = month_day(first) if first.year == last.year else date(first)
    days = date(last) if first == last else f"{begin} – {date(last)}"
    spans = tuple(ChipView(length, _span(length, is_today=last == today)) for length in SPANS)
    return ReportView(_("Báo cáo thành viên"), days, spans, span, last < today, cards)


def _span(length: int, *, is_today: bool) -> str:
    if length == 0:
        return _("Ngày khác")
    if length == 1:
        return _("Hôm nay") if is_today else _("Ngày")
    return _("{count} ngày").format(count=length)


def loading(key: str) -> CardView:
    """A card of which nothing is known yet."""
    return CardView(key, _title(key), is_loading=True)


def failed(key: str, trouble: str) -> CardView:
    """A card that could not be read."""
    return CardView(key, _title(key), trouble=trouble)


def told(key: str, found: Table | LoyaltyTiles) -> CardView:
    """A card that was read."""
    if isinstance(found, LoyaltyTiles):
        return CardView(TILES, "", tiles=tuple(_tiles(found)), notes=tuple(_notes(found)))
    if found.is_empty:
        return CardView(key, _title(key), empty=_("Không có gì trong những ngày này."))
    note = words.note(found.note) if found.note else ""
    if key in CHARTS:
        return CardView(key, _title(key), note=note, chart=chart(found, CHARTS[key]))
    return _listed(key, found, note)


def _listed(key: str, found: Table, note: str) -> CardView:
    """The first rows of a table, with the columns that there is room for."""
    shown = [at for at, column in enumerate(found.columns) if column.key in TABLES[key]]
    columns = [found.columns[at] for at in shown]
    rows = (row_words(found, at) for at in range(min(SHOWN, len(found.rows))))
    return CardView(
        key, _title(key), count=number(len(found.rows) if found.whole is None else found.whole), note=note,
        heads=tuple(words.column(column.key) for column in columns),
        numeric=tuple(column.unit not in (Unit.TEXT, Unit.WORD) for column in columns),
        rows=tuple(tuple(cells[at] for at in shown) for cells in rows), opens=bool(found.behind),
    )  # fmt: skip


def row_words(table: Table, at: int) -> tuple[str, ...]:
    """A row as people read it."""
    return tuple(
        cell_words(value, column.unit) for value, column in zip(table.rows[at].cells, table.columns, strict=True)
    )


def cell_words(value: Cell, unit: Unit) -> str:
    """A cell as people read it."""
    return words.word(str(value)) if unit is Unit.WORD and value is not None else cell(value, unit.value)


def chart(table: Table, card: ChartCard) -> ChartView:
    """A table as bars over its first column; what is in `card.down` hangs under the axis."""
    places = {column.key: at for at, column in enumerate(table.columns)}
    series = tuple(
        SeriesView(
            words.column(key), colour, tuple(_height(row.cells[places[key]], key in card.down) for row in table.rows)
        )
        for key, colour in card.colours
        if key in places
    )
    tips = tuple(_tip(table, at) for at in range(len(table.rows)))
    return ChartView(
        tuple(_label(row.cells[0], table.columns[0].unit) for row in table.rows), series, tips, " ".join(tips)
    )


def _height(value: Cell, is_down: bool) -> int:
    height = value if isinstance(value, int) else 0
    return -abs(height) if is_down else height


def _label(value: Cell, unit: Unit) -> str:
    return month_day(value) if isinstance(value, Day) else cell_words(value, unit)


def _tip(table: Table, at: int) -> str:
    first, *rest = row_words(table, at)
    names = (words.column(column.key) for column in table.columns[1:])
    return f"{first}: " + ", ".join(f"{name} {value}" for name, value in zip(names, rest, strict=True)) + "."


def _title(key: str) -> str:
    return "" if key == TILES else words.title(key)


def _tiles(found: LoyaltyTiles) -> Sequence[TileView]:
    return [_tile(figure) for figure in found.figures]


def _tile(figure: Figure) -> TileView:
    beside, tone = words.beside(figure.key, figure.beside), Tone.MUTED
    if figure.change is not None:
        beside = " · ".join(
            part for part in (words.change(figure.change, is_share=figure.unit is Unit.SHARE), beside) if part
        )
        tone = Tone.PAY if figure.change > 0 else Tone.DANGER if figure.change < 0 else Tone.MUTED
    return TileView(figure.key, words.title(figure.key), _figure(figure), beside, tone)


def _figure(figure: Figure) -> str:
    """A tile's name says already that it counts points."""
    return cell_words(figure.value, Unit.COUNT if figure.unit is Unit.POINTS else figure.unit)


def _notes(found: LoyaltyTiles) -> Sequence[str]:
    notes = [_("So với cùng thứ trước đó")]
    if found.is_open:
        notes.append(_("Ngày còn mở, số liệu tạm tính đến {at}").format(at=f"{found.read_at:%H:%M}"))
    if found.changed_days:
        days = ", ".join(month_day(day) for day in found.changed_days)
        notes.append(_("Có hoàn tiền về sau cho ngày {days}").format(days=days))
    return notes
