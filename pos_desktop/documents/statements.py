"""Monthly statements on paper: what a cause is owed, and what runs between us and a neighbour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pos_desktop.core.days import end_of_month
from pos_desktop.core.money import Money
from pos_desktop.core.rates import Percent
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.loyalty.giving import Cause, CauseMonth, Gift, Payment
from pos_desktop.loyalty.partner_statements import TakenLine
from pos_desktop.loyalty.partners import Tally
from pos_desktop.wording import Wording
from printing.paper.document import (
    Align,
    Columns,
    Cut,
    Document,
    Element,
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

WEIGHTS = (4, 4, 5)
ALIGNS = (Align.LEFT, Align.RIGHT, Align.RIGHT)
SERIAL = slice(7, 13)
"""Where a neighbour's code has the number of the voucher; the rest of it stays off the paper."""
SIGNATURE = 8


@dataclass(frozen=True, slots=True)
class CausePaper:
    """A cause in a month: its sums, and the days that made them."""

    cause: Cause
    sums: CauseMonth
    gifts: tuple[Gift, ...]
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class PartnerPaper:
    """A neighbour in a month: vouchers of ours for them, theirs that were taken here, and what they owe for those."""

    name: str
    issued: Tally
    taken: Tally
    share: Percent
    due: Money
    lines: tuple[TakenLine, ...]


@dataclass(frozen=True, slots=True)
class MonthHead:
    """Whose statement it is, of which month, and the business date on which it is printed."""

    shop: ReceiptHead
    month: date
    today: date
    is_sample: bool = False

    @property
    def end(self) -> date:
        """The last day that is told."""
        return min(end_of_month(self.month), self.today)


def cause_statement(told: CausePaper, head: MonthHead, words: Wording) -> Document:
    """The month of a cause, for who receives its money."""
    return _document(head, words, words.gettext("BẢN KÊ QUYÊN GÓP"), told.cause.name, tuple(_of_cause(told, words)))


def partner_statement(told: PartnerPaper, head: MonthHead, words: Wording) -> Document:
    """The month with a neighbour, for them."""
    return _document(head, words, words.gettext("BẢN KÊ PHIẾU ĐỐI TÁC"), told.name, tuple(_of_partner(told, words)))


def _document(
    head: MonthHead, words: Wording, title: str, name: str, body: tuple[Paper, ...]
) -> Document:  # fmt: skip
    marks = (Mark(words.gettext("MẪU")),) if head.is_sample else ()
    elements: tuple[Element, ...] = (
        *marks, *_head(head, title, name, words), *body, *_signatures(words), *marks, Cut(),
    )  # fmt: skip
    return Document(elements, title=f"{title} {head.month:%Y-%m}", language=words.language)


def _head(head: MonthHead, title: str, name: str, words: Wording) -> Iterator[Paper]:
    yield Title(head.shop.name)
    for line in filter(None, (head.shop.address, head.shop.phone)):
        yield Text(line, Size.SMALL, align=Align.CENTER)
    yield Space()
    yield Text(title, Size.LARGE, bold=True, align=Align.CENTER)
    yield Text(words.gettext("Tháng {month}").format(month=f"{head.month:%m/%Y}"), bold=True, align=Align.CENTER)
    yield Text(words.gettext("Tính đến hết ngày {day}").format(day=words.date(head.end)), Size.SMALL,
               align=Align.CENTER)  # fmt: skip
    yield Rule()
    yield Text(name, bold=True)


def _of_cause(told: CausePaper, words: Wording) -> Iterator[Paper]:
    sums = told.sums
    if told.cause.payee:
        yield Text(words.gettext("Người nhận tiền: {payee}").format(payee=told.cause.payee), Size.SMALL)
    yield Space()
    yield Pair(words.gettext("Tháng trước chuyển sang"), words.money(sums.brought))
    yield Rule()
    if told.gifts:
        heads = (words.gettext("Ngày"), words.gettext("Điểm"), words.gettext("Thành tiền"))
        yield Columns(heads, WEIGHTS, ALIGNS, bold=True, size=Size.SMALL)
    for gift in told.gifts:
        cells = (words.date(gift.on), words.number(gift.points), words.money(gift.value))
        yield Columns(cells, WEIGHTS, ALIGNS, size=Size.SMALL)
    yield Pair(words.gettext("Khách quyên góp {points}").format(points=words.points(sums.points)),
               words.money(sums.value))  # fmt: skip
    for paid in told.payments:
        label = words.gettext("Đã chuyển ngày {day}").format(day=words.date(paid.on))
        yield Pair(label, words.money(-paid.amount))
    yield Rule(RuleStyle.HEAVY)
    yield Pair(words.gettext("CÒN PHẢI CHUYỂN"), words.money(sums.due), bold=True)
    yield Rule(RuleStyle.HEAVY)


def _of_partner(told: PartnerPaper, words: Wording) -> Iterator[Paper]:
    yield Space()
    yield Text(words.gettext("Phiếu chúng tôi phát, dùng ở bên bạn"), bold=True, size=Size.SMALL)
    yield _tally(told.issued, words)
    yield Space()
    yield Text(words.gettext("Phiếu của bên bạn, chúng tôi đã nhận"), bold=True, size=Size.SMALL)
    yield _tally(told.taken, words)
    yield Rule()
    if told.lines:
        heads = (words.gettext("Ngày"), words.gettext("Phiếu số"), words.gettext("Trị giá"))
        yield Columns(heads, WEIGHTS, ALIGNS, bold=True, size=Size.SMALL)
    for line in told.lines:
        cells = (words.date(line.on), line.code[SERIAL], words.money(line.value))
        yield Columns(cells, WEIGHTS, ALIGNS, size=Size.SMALL)
    yield Pair(words.gettext("Bên phát trả lại"), words.percent(told.share))
    yield Rule(RuleStyle.HEAVY)
    yield Pair(words.gettext("BÊN BẠN PHẢI TRẢ"), words.money(told.due), bold=True)
    yield Rule(RuleStyle.HEAVY)
    yield Text(words.gettext("Phần chúng tôi phải trả tính theo bản kê của bên bạn."), Size.SMALL)


def _tally(tally: Tally, words: Wording) -> Pair:
    count = words.ngettext("{count} phiếu", "{count} phiếu", tally.count).format(count=words.number(tally.count))
    return Pair(count, words.money(tally.value))


def _signatures(words: Wording) -> Iterator[Paper]:
    yield Space()
    yield Columns((words.gettext("Cửa hàng"), words.gettext("Bên nhận")), (1, 1), (Align.CENTER, Align.CENTER),
                  size=Size.SMALL)  # fmt: skip
    yield Space(SIGNATURE)
