"""A member's statement of points for a period: as a slip of the till's printer, and on A4."""

from collections.abc import Iterator

from pos_desktop.documents.marks import ORIGINAL, Standing, marks_of
from pos_desktop.documents.receipt import ReceiptHead, shop_title
from pos_desktop.documents.receipt_page import foot_of_page, letterhead
from pos_desktop.loyalty.points_statement import Dying, PointsStatement
from pos_desktop.wording import Wording
from pos_desktop.wording import explanations as told_in
from printing.paper.document import (
    Align,
    Cut,
    Document,
    Element,
    Frame,
    Mark,
    Pair,
    Paper,
    Rule,
    RuleStyle,
    Size,
    Space,
    Text,
)
from printing.pdf.blocks import Block, Facts, Heading, Pages, Paragraph, Sums, Table
from printing.pdf.sheets import sheets_pdf

WEIGHTS, ALIGNS = (4, 16, 5, 5), (Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT)
MOST_LINES = 80
"""A slip tells the newest rows; what came before stands as one sum, and is on the A4."""


def points_slip(
    told: PointsStatement, shop: ReceiptHead, words: Wording, standing: Standing = ORIGINAL
) -> Document:  # fmt: skip
    """The statement for the member's hand."""
    marks = tuple(Mark(mark) for mark in marks_of(standing, words))
    ending: tuple[Paper, ...] = (Space(), *marks) if marks else ()
    sums = tuple(Pair(label, value, bold=True) for label, value in _sums(told, words))
    elements: tuple[Element, ...] = (
        *marks, *shop_title(shop), Space(), Text(_title(words), Size.LARGE, bold=True, align=Align.CENTER),
        Text(_period(told, words), Size.SMALL, align=Align.CENTER), *_who(told, words), Rule(RuleStyle.SOLID),
        Pair(words.gettext("Điểm đầu kỳ"), words.points(told.opening), bold=True), *_lines(told, words),
        Rule(RuleStyle.HEAVY), *sums, *_dying(told, words), Space(),
        Frame(tuple(Text(text, Size.SMALL) for text in told_in.tier(told.told.tier, words))),
        *ending, Cut(),
    )  # fmt: skip
    return Document(elements, title=f"{_title(words)} {told.told.code}", language=words.language)


def points_pdf(told: PointsStatement, shop: ReceiptHead, words: Wording, standing: Standing = ORIGINAL) -> bytes:
    """The statement on pages of A4."""
    return sheets_pdf(points_page(told, shop, words, standing))


def points_page(
    told: PointsStatement, shop: ReceiptHead, words: Wording, standing: Standing = ORIGINAL
) -> Pages:  # fmt: skip
    """The blocks of the pages."""
    account = told.told
    who = ((words.gettext("Thành viên"), account.name or account.code), (words.gettext("Mã thành viên"), account.code))
    blocks: tuple[Block, ...] = (
        letterhead(shop, words), Heading(_title(words), (_period(told, words),)), Facts(who),
        _table(told, words), Sums(_sums(told, words)), *_dying_table(told, words),
        Paragraph(words.gettext("Hạng"), is_title=True),
        *(Paragraph(text) for text in told_in.tier(account.tier, words)),
    )  # fmt: skip
    return Pages(f"{_title(words)} {account.code}", blocks, marks_of(standing, words), foot_of_page(words))


def _title(words: Wording) -> str:
    return words.gettext("SAO KÊ ĐIỂM")


def _period(told: PointsStatement, words: Wording) -> str:
    text = words.gettext("Từ ngày {first} đến hết ngày {last}")
    return text.format(first=words.date(told.first), last=words.date(told.last))


def _who(told: PointsStatement, words: Wording) -> Iterator[Paper]:
    yield Pair(told.told.name or words.gettext("Thành viên"), told.told.code, bold=True)
    for one in told.told.merged:
        yield Text(words.gettext("Đã gộp với {who}").format(who=f"{one.code} {one.name}".strip()), Size.SMALL)


def _lines(told: PointsStatement, words: Wording) -> Iterator[Paper]:
    if not told.lines:
        yield Text(words.gettext("Trong kỳ không có điểm nào được ghi."), Size.SMALL)
    earlier, shown = told.lines[:-MOST_LINES], told.lines[-MOST_LINES:]
    if earlier:
        label = words.gettext("Mang sang từ {count} dòng trước").format(count=words.number(len(earlier)))
        yield Pair(label, words.points(earlier[-1].balance), size=Size.SMALL)
    for line in shown:
        yield Pair(words.date(line.day), words.signed_points(line.points), bold=True)
        yield Pair(told_in.happened(line, words), words.number(line.balance), size=Size.SMALL)


def _sums(told: PointsStatement, words: Wording) -> tuple[tuple[str, str], ...]:
    rows = [
        (words.gettext("Cộng vào trong kỳ"), words.signed_points(told.added)),
        (words.gettext("Trừ đi trong kỳ"), words.signed_points(-told.taken)),
    ]
    if told.moved_debt:
        rows.append((words.gettext("Ghi sang phần nợ"), words.signed_points(told.moved_debt)))
    rows.append((words.gettext("Điểm cuối kỳ"), words.points(told.closing)))
    if told.debt:
        rows.append((words.gettext("Còn nợ"), words.points(told.debt)))
    return tuple(rows)


def _dying(told: PointsStatement, words: Wording) -> Iterator[Paper]:
    if told.dying:
        yield Space()
        yield Text(words.gettext("Điểm đang có, theo tháng hết hạn"), Size.SMALL, bold=True)
    for one in told.dying:
        yield Pair(_month(one, words), words.points(one.points), size=Size.SMALL)


def _month(one: Dying, words: Wording) -> str:
    return f"{one.month:%m/%Y}" if one.month else words.gettext("Không có ngày hết hạn cố định")


def _dying_table(told: PointsStatement, words: Wording) -> Iterator[Block]:
    if told.dying:
        rows = tuple((_month(one, words), words.points(one.points)) for one in told.dying)
        heads = (words.gettext("Tháng hết hạn"), words.gettext("Điểm"))
        yield Paragraph(words.gettext("Điểm đang có, theo tháng hết hạn"), is_title=True)
        yield Table(heads, (3, 1), (Align.LEFT, Align.RIGHT), rows)


def _table(told: PointsStatement, words: Wording) -> Table:
    heads = (words.gettext("Ngày"), words.gettext("Nội dung"), words.gettext("Điểm"), words.gettext("Còn"))
    opening = ("", words.gettext("Điểm đầu kỳ"), "", words.number(told.opening))
    rows = tuple(
        (
            words.date(line.day), told_in.happened(line, words), words.signed_points(line.points),
            words.number(line.balance),
        )
        for line in told.lines
    )  # fmt: skip
    closing = ("", words.gettext("Điểm cuối kỳ"), "", words.number(told.closing))
    return Table(heads, WEIGHTS, ALIGNS, (opening, *rows), closing)
