"""The members' report on A4: figures, charts, the books of points and the tables, already in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from pos_desktop.documents.marks import ORIGINAL, Standing, marks_of
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.documents.receipt_page import foot_of_page, letterhead
from pos_desktop.wording import Wording
from printing.paper.document import Align
from printing.pdf.blocks import Block, Facts, Heading, Pages, Paragraph, Table
from printing.pdf.charts import Bars, Series, reach, round_ticks
from printing.pdf.sheets import sheets_pdf


@dataclass(frozen=True, slots=True)
class ChartPart:
    """A chart: its title, a word under each bar, and its series."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table in words; `numeric` columns stand at the right. `word` is said under its rows."""

    title: str
    heads: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    word: str = ""


@dataclass(frozen=True, slots=True)
class LoyaltyPaper:
    """What the paper says. `notes` stand under the title: what it is compared with, and that a day is still open."""

    head: ReceiptHead
    days: str
    notes: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    parts: tuple[ChartPart | TablePart, ...]


def report_pdf(paper: LoyaltyPaper, words: Wording, standing: Standing = ORIGINAL) -> bytes:
    """The report as a PDF; the same report is the same bytes."""
    title = words.gettext("BÁO CÁO THÀNH VIÊN")
    blocks = (
        letterhead(paper.head, words), Heading(title, (paper.days, *paper.notes)), Facts(paper.figures),
        *(block for part in paper.parts for block in _part(part, words)),
    )  # fmt: skip
    return sheets_pdf(Pages(f"{title} {paper.days}", blocks, marks_of(standing, words), foot_of_page(words)))


def _part(part: ChartPart | TablePart, words: Wording) -> Iterator[Block]:
    if isinstance(part, ChartPart):
        ticks = tuple((height, words.number(height)) for height in round_ticks(*reach(part.series)))
        yield Bars(part.title, part.labels, part.series, ticks)
        return
    yield Paragraph(part.title, is_title=True)
    if part.rows:
        aligns = tuple(Align.RIGHT if is_number else Align.LEFT for is_number in part.numeric)
        weights = tuple(2 if is_number else 3 for is_number in part.numeric)
        yield Table(part.heads, weights, aligns, part.rows)
    if part.word:
        yield Paragraph(part.word, is_small=True)
