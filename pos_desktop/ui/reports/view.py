"""Puts the report into words: its head, its tiles with their comparison, its charts, and the rows of its tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_desktop.insight.tables import Table, Unit
from pos_desktop.services.office.reports.flows import DRAWN, heights_of
from pos_desktop.services.office.reports.loyalty import Figure, LoyaltyTiles
from pos_desktop.ui.models.charts import ChartView, SeriesView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.reports.cards import COLOURS, TABLES, TILES
from pos_desktop.ui.reports.days import DaysView
from pos_desktop.wording import _, number
from pos_desktop.wording import loyalty_report_words as words

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
    days: DaysView
    cards: tuple[CardView, ...]


def loading(key: str) -> CardView:
    """A card of which nothing is known yet."""
    return CardView(key, _title(key), is_loading=True)


def failed(key: str, trouble: str) -> CardView:
    """A card that could not be read."""
    return CardView(key, _title(key), trouble=trouble)


def told(key: str, found: Table | LoyaltyTiles) -> CardView:
    """A card that was read."""
    if isinstance(found, LoyaltyTiles):
        return CardView(
            TILES, "", tiles=tuple(_tiles(found)), notes=words.notes(found.is_open, found.read_at, found.changed_days)
        )
    if found.is_empty:
        return CardView(key, _title(key), empty=_("Không có gì trong những ngày này."))
    note = words.note(found.note) if found.note else ""
    if key in DRAWN:
        return CardView(key, _title(key), note=note, chart=chart(found, DRAWN[key]))
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
    cells = zip(table.rows[at].cells, table.columns, strict=True)
    return tuple(words.cell(value, column.unit.value) for value, column in cells)


def chart(table: Table, drawn: Sequence[str]) -> ChartView:
    """A table as bars over its first column; what goes out hangs under the axis."""
    series = tuple(SeriesView(words.column(key), COLOURS[key], heights_of(table, key)) for key in drawn)
    tips = tuple(_tip(table, at) for at in range(len(table.rows)))
    labels = tuple(words.label(row.cells[0], table.columns[0].unit.value) for row in table.rows)
    return ChartView(labels, series, tips, " ".join(tips))


def _tip(table: Table, at: int) -> str:
    first, *rest = row_words(table, at)
    names = (words.column(column.key) for column in table.columns[1:])
    return f"{first}: " + ", ".join(f"{name} {value}" for name, value in zip(names, rest, strict=True)) + "."


def _title(key: str) -> str:
    return "" if key == TILES else words.title(key)


def _tiles(found: LoyaltyTiles) -> Sequence[TileView]:
    return [_tile(figure) for figure in found.figures]


def _tile(figure: Figure) -> TileView:
    change = figure.change or 0
    tone = Tone.PAY if change > 0 else Tone.DANGER if change < 0 else Tone.MUTED
    return TileView(figure.key, words.title(figure.key), words.figure(figure.value, figure.unit.value),
                    words.compared(figure.key, figure.change, figure.unit.value, figure.beside), tone)  # fmt: skip
