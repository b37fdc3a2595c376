"""«Vì sao?» on paper: a member's balance line by line, or the points of one sale."""

from collections.abc import Iterator

from pos_desktop.core.clock import zone
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.loyalty.explanation import Explanation, Line
from pos_desktop.loyalty.sale_explanation import SaleExplanation
from pos_desktop.wording import Wording
from pos_desktop.wording import explanations as told_in
from pos_desktop.wording import sale_explanations as sale_in
from printing.paper.document import (
    Align,
    Cut,
    Document,
    Frame,
    Mark,
    Pair,
    Paper,
    Rule,
    RuleStyle,
    Size,
    Space,
    Text,
    Title,
)

MOST_LINES = 60
"""A slip tells the newest rows; what came before stands as one sum, and is on the screen and in `why`."""


def statement(told: Explanation, shop: ReceiptHead, words: Wording, *, is_sample: bool = False) -> Document:
    """A member's balance: rows with the balance after each, the lots that stand, and the tier."""
    who = f"{told.code} {told.name}".strip()
    elements = (
        *_marked(words, is_sample=is_sample),
        *_head(shop, words.gettext("VÌ SAO CÓ SỐ ĐIỂM NÀY")), Pair(who, words.date(told.day), bold=True),
        *_merged(told, words), Rule(RuleStyle.SOLID), *_lines(told.lines, words), Rule(RuleStyle.HEAVY),
        *(Pair(name, value, bold=True) for name, value in told_in.sums(told, words)), *_lots(told, words),
        Space(), Frame(tuple(Text(text, Size.SMALL) for text in told_in.tier(told.tier, words))),
        *_marked(words, is_sample=is_sample), Cut(),
    )  # fmt: skip
    return Document(elements, title=told.code, language=words.language)


def sale_slip(told: SaleExplanation, shop: ReceiptHead, words: Wording, *, is_sample: bool = False) -> Document:
    """The points of one sale: how each line earned, what was added, what bounded the money off."""
    at = words.datetime_(told.at.astimezone(zone(shop.time_zone)))
    elements = (
        *_marked(words, is_sample=is_sample),
        *_head(shop, words.gettext("VÌ SAO ĐƯỢC SỐ ĐIỂM NÀY")), Pair(told.number, at, size=Size.SMALL),
        Text(sale_in.head(told, words), bold=True), Rule(RuleStyle.SOLID), *_earned(told, words),
        Rule(RuleStyle.HEAVY), Pair(words.gettext("Điểm tích được"), words.points(told.earned), bold=True),
        *(Text(text, Size.SMALL) for text in sale_in.total(told, words)), *_spent(told, words),
        *(Text(sale_in.returned(back, words), Size.SMALL) for back in told.refunds),
        *_marked(words, is_sample=is_sample), Cut(),
    )  # fmt: skip
    return Document(elements, title=told.number, language=words.language)


def _marked(words: Wording, *, is_sample: bool) -> Iterator[Paper]:
    if is_sample:
        yield Mark(words.gettext("MẪU"))


def _head(shop: ReceiptHead, title: str) -> Iterator[Paper]:
    yield Title(shop.name)
    yield Text(title, Size.LARGE, bold=True, align=Align.CENTER)
    yield Space()


def _merged(told: Explanation, words: Wording) -> Iterator[Paper]:
    for one in told.merged:
        text = words.gettext("Đã gộp với {who}").format(who=f"{one.code} {one.name}".strip())
        yield Text(text, Size.SMALL)


def _lines(lines: tuple[Line, ...], words: Wording) -> Iterator[Paper]:
    if not lines:
        yield Text(words.gettext("Chưa có điểm nào được ghi."))
    earlier, shown = lines[:-MOST_LINES], lines[-MOST_LINES:]
    if earlier:
        label = words.gettext("Mang sang từ {count} dòng trước").format(count=words.number(len(earlier)))
        yield Pair(label, words.points(earlier[-1].balance), size=Size.SMALL)
    for line in shown:
        yield from _line(line, words)


def _line(line: Line, words: Wording) -> Iterator[Paper]:
    yield Pair(words.date(line.day), words.signed_points(line.points), bold=True)
    yield Text(told_in.happened(line, words), Size.SMALL)
    for note in told_in.notes(line, words):
        yield Text(note, Size.SMALL)
    yield Pair(words.gettext("Còn"), words.points(line.balance), size=Size.SMALL)


def _lots(told: Explanation, words: Wording) -> Iterator[Paper]:
    if told.lots:
        yield Space()
        yield Text(words.gettext("Điểm đang có, dùng trước là lô đầu"), Size.SMALL, bold=True)
    for lot in told.lots:
        yield Pair(*told_in.lot(lot, words), size=Size.SMALL)


def _earned(told: SaleExplanation, words: Wording) -> Iterator[Paper]:
    for line in told.lines:
        yield Pair(f"{line.name} × {words.quantity(line.qty)}", words.points(line.points))
        if told.code:
            yield Text(sale_in.line(line, words), Size.SMALL)


def _spent(told: SaleExplanation, words: Wording) -> Iterator[Paper]:
    if told.money_off or told.taken_off:
        yield Space()
    if told.money_off:
        for text in sale_in.money_off(told.money_off, words):
            yield Text(text, Size.SMALL)
    for off in told.taken_off:
        yield Pair(*sale_in.taken_off(off, words), size=Size.SMALL)
