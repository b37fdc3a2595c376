"""Sets a report beside that of another period: the same rows, each figure with what it was before and its change."""

from datetime import date, timedelta

from pos_desktop.insight.compare import change
from pos_desktop.insight.tables import Cell, Column, Row, Table, Unit

BEFORE, CHANGE = ".before", ".change"


def before(first: date, last: date) -> tuple[date, date]:
    """As many days, just before `first`."""
    length = last - first + timedelta(days=1)
    return first - length, last - length


def beside(now: Table, then: Table) -> Table:
    """Both in one: after each column that adds up come what it was and its change; rows meet by what does not add up.

    Rows that were only before come last, with zeros now. Days and hours meet by their place in the period.
    """
    names = [at for at, column in enumerate(now.columns) if not column.adds_up]
    figures = [at for at, column in enumerate(now.columns) if column.adds_up]
    by_place = now.columns[0].unit is Unit.DAY
    old = {_key(row, names, place if by_place else None): row for place, row in enumerate(then.rows)}
    made = []
    for place, row in enumerate(now.rows):
        made.append(_both(row, old.pop(_key(row, names, place if by_place else None), None), figures))
    made += [] if by_place else [_gone(row, figures) for row in old.values()]
    columns = tuple(part for column in now.columns for part in _columns(column))
    return Table(now.key, columns, tuple(made), now.behind, None, now.note)


def _key(row: Row, names: list[int], place: int | None) -> tuple[Cell, ...]:
    return tuple(row.cells[at] for at in names) if place is None else (place,)


def _columns(column: Column) -> tuple[Column, ...]:
    if not column.adds_up:
        return (column,)
    return (column, Column(column.key + BEFORE, column.unit, adds_up=True), Column(column.key + CHANGE, Unit.SHARE))


def _both(now: Row, then: Row | None, figures: list[int]) -> Row:
    cells: list[Cell] = []
    for at, cell in enumerate(now.cells):
        cells.append(cell)
        if at in figures:
            old, new = _whole(then.cells[at] if then else 0), _whole(cell)
            cells += [old, change(new, old)]
    return Row(tuple(cells), now.id)


def _gone(then: Row, figures: list[int]) -> Row:
    empty = tuple(0 if at in figures else cell for at, cell in enumerate(then.cells))
    return _both(Row(empty, then.id), then, figures)


def _whole(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
