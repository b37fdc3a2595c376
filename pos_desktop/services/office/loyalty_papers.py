"""The members' report as a file: what the screen shows, and the books of points day by day, on A4."""

from collections.abc import Iterator
from datetime import date

from pos_desktop.core.ids import Id
from pos_desktop.documents.loyalty_report import ChartPart, LoyaltyPaper, TablePart, report_pdf
from pos_desktop.documents.marks import Standing
from pos_desktop.insight.tables import Table, Unit
from pos_desktop.loyalty.liability import Movement
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.loyalty_books import Books, PointBooks
from pos_desktop.services.office.loyalty_workbook import column_names, signed_points_of
from pos_desktop.services.office.papers import Drawn
from pos_desktop.services.office.print_worker import head_of
from pos_desktop.services.office.reports.flows import DRAWN, heights_of
from pos_desktop.services.office.reports.loyalty import LoyaltyFigures, LoyaltyTiles
from pos_desktop.wording import _, current, date_range, money, number, percent
from pos_desktop.wording import loyalty_report_words as words
from printing.pdf.charts import Series

MOST_ROWS = 15
"""Rows of a table of people on paper; the screen and the workbook have all."""
PEOPLE = ("tier_moves", "at_risk", "top_members", "newcomers", "expiring_soon", "debts")


class LoyaltyPapers:
    """Draws the report for who has the right `reports`, in the language in force; changes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._till = desk, desk.till
        self._figures = LoyaltyFigures(desk.till)

    def pdf(self, first: date, last: date, reader: Id) -> Drawn:
        """The report of these business dates; NOT_ALLOWED, MALFORMED."""
        tiles = self._figures.tiles(first, last, reader)
        books = Books(self._till).range(first, last)
        parts = (*self._charts(first, last, reader), *_books(books), *self._people(first, last, reader))
        head = head_of(self._till.shop, self._desk.receipt_design.current())
        notes = words.notes(tiles.is_open, tiles.read_at, tiles.changed_days)
        paper = LoyaltyPaper(head, date_range(first, last), notes, tuple(_figures(tiles)), parts)
        shop = self._till.shop
        content = report_pdf(paper, current(), Standing(shop.is_sample, shop.is_training))
        return Drawn(f"bao-cao-thanh-vien-{first:%Y%m%d}-{last:%Y%m%d}", content)

    def _charts(self, first: date, last: date, reader: Id) -> Iterator[ChartPart | TablePart]:
        for key in DRAWN:
            table: Table = getattr(self._figures, key)(first, last, reader)
            yield _empty(key) if table.is_empty else _chart(table)

    def _people(self, first: date, last: date, reader: Id) -> Iterator[TablePart]:
        for key in PEOPLE:
            table: Table = getattr(self._figures, key)(first, last, reader)
            yield _empty(key) if table.is_empty else _listed(table)


def _figures(tiles: LoyaltyTiles) -> Iterator[tuple[str, str]]:
    for one in tiles.figures:
        unit = one.unit.value
        told = (words.figure(one.value, unit), words.compared(one.key, one.change, unit, one.beside))
        yield words.title(one.key), " · ".join(filter(None, told))


def _empty(key: str) -> TablePart:
    return TablePart(words.title(key), (), (), (), _("Không có gì trong những ngày này."))


def _chart(table: Table) -> ChartPart:
    series = tuple(Series(words.column(key), heights_of(table, key)) for key in DRAWN[table.key])
    labels = tuple(words.label(row.cells[0], table.columns[0].unit.value) for row in table.rows)
    return ChartPart(words.title(table.key), labels, series)


def _listed(table: Table) -> TablePart:
    whole = len(table.rows) if table.whole is None else table.whole
    left = whole - min(MOST_ROWS, len(table.rows))
    rest = _("Còn {count} dòng nữa, xem trên màn hình.").format(count=number(left)) if left else ""
    note = words.note(table.note) if table.note else ""
    numeric = tuple(column.unit not in (Unit.TEXT, Unit.WORD) for column in table.columns)
    heads = tuple(words.column(column.key) for column in table.columns)
    rows = tuple(
        tuple(words.cell(value, column.unit.value) for value, column in zip(row.cells, table.columns, strict=True))
        for row in table.rows[:MOST_ROWS]
    )
    return TablePart(words.title(table.key), heads, numeric, rows, " ".join(filter(None, (note, rest))))


def _books(books: PointBooks) -> Iterator[TablePart]:
    """The books day by day with the day that does not tie, what is owed by month, and what never comes back."""
    names = column_names()
    heads = (_("Ngày"), _("Đầu kỳ"), *names.values(), _("Cuối kỳ"))
    wrong = [words.label(day.first, "day") for day in books.days if not day.ties]
    told = _("Khớp sổ đến từng điểm") if not wrong else _("Lệch sổ: {days}").format(days=", ".join(wrong))
    yield TablePart(_("Sổ điểm"), heads, (False, *(True,) * (len(heads) - 1)), tuple(map(_day, books.days)), told)
    ages = tuple((_month(age.month), number(age.points), money(age.value)) for age in books.ageing)
    share = books.breakage.share
    lost = _("chưa đủ số liệu") if share is None else percent(share)
    note = _("Điểm bỏ phí của quán: {share}. Dự tính khách sẽ dùng: {value}.").format(
        share=lost, value=money(books.expected_vnd)
    )  # fmt: skip
    yield TablePart(_("Nghĩa vụ điểm"), (_("Hết hạn"), _("Điểm"), _("Giá trị")), (False, True, True), ages, note)


def _day(move: Movement) -> tuple[str, ...]:
    moved = (number(signed_points_of(move, column)) for column in column_names())
    mark = "" if move.ties else " (!)"
    return (words.label(move.first, "day") + mark, number(move.opening), *moved, number(move.closing))


def _month(month: date | None) -> str:
    return _("Không hết hạn") if month is None else f"{month:%m/%Y}"
