"""Two periods side by side: rows meet by their names, days by their place, and every figure has its change."""

from datetime import date

from pos_desktop.insight.periods import before, beside
from pos_desktop.insight.tables import Behind, Column, Row, Table, Unit

NAME, COUNT = Column("name", Unit.TEXT), Column("sales", Unit.COUNT, adds_up=True)


def table(*rows, first=NAME):
    return Table("t", (first, COUNT), tuple(Row(cells, "id") for cells in rows), Behind.ITEM)


def test_as_many_days_just_before():
    assert before(date(2026, 11, 1), date(2026, 11, 30)) == (date(2026, 10, 2), date(2026, 10, 31))
    assert before(date(2026, 3, 1), date(2026, 3, 1)) == (date(2026, 2, 28), date(2026, 2, 28))


def test_rows_meet_by_name_and_who_is_gone_comes_last():
    found = beside(table(("a", 30), ("b", 5)), table(("b", 10), ("c", 4)))
    assert [column.key for column in found.columns] == ["name", "sales", "sales.before", "sales.change"]
    assert [row.cells for row in found.rows] == [
        ("a", 30, 0, None), ("b", 5, 10, -5_000), ("c", 0, 4, -10_000),
    ]  # fmt: skip
    assert found.sums == (None, 35, 14, None)
    assert found.behind is Behind.ITEM


def test_days_meet_by_their_place():
    day = Column("day", Unit.DAY)
    now = table((date(2026, 3, 3), 4), (date(2026, 3, 4), 6), first=day)
    then = table((date(2026, 3, 1), 2), (date(2026, 3, 2), 6), first=day)
    assert [row.cells[1:] for row in beside(now, then).rows] == [(4, 2, 10_000), (6, 6, 0)]
