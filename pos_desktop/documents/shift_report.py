"""X and Z reports on paper, from what was kept of them alone: printed again they say the same to the letter."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pos_desktop.core.clock import zone
from pos_desktop.core.money import Money
from pos_desktop.documents.receipt import TAX_ALIGNS, TAX_WEIGHTS
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.shift_report import (
    Anchor,
    DrawerSum,
    RefundsSum,
    ReportKind,
    SalesSum,
    ShiftReport,
    TenderSum,
    Totals,
)
from pos_desktop.selling.tax import TaxSum
from pos_desktop.wording import Wording
from pos_desktop.wording.tenders import tender_name
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
    Size,
    Space,
    Text,
    Title,
)

GROUP = 4
"""Digits of a MAC that stand together, so that a person can read them out."""


def shift_report(report: ShiftReport, words: Wording, copy: int = 0) -> Document:
    """Build an X or a Z.

    Args:
        copy: 0 for the original; every later print says which copy it is, around the same content.
    """
    marks = tuple(_marks(report, words, copy))
    ending: tuple[Element, ...] = (*((Space(), *marks) if marks else ()), Cut())
    return Document((*marks, *content(report, words), *ending), title=_title(report, words), language=words.language)


def content(report: ShiftReport, words: Wording) -> tuple[Paper, ...]:
    """What every print of the report says alike."""
    figures = report.figures
    return (
        *_head(report, words), *_sales(figures.sales, report, words), *_refunds(figures.refunds, words),
        *_points(report, words), *_drawer(figures.drawer, report, words), *_watched(report, words),
        *_totals(report.totals, words), *_anchor(report.anchor, words),
    )  # fmt: skip


def _marks(report: ShiftReport, words: Wording, copy: int) -> Iterator[Paper]:
    if report.head.is_sample:
        yield Mark(words.gettext("MẪU"))
    if copy:
        yield Mark(words.gettext("BẢN IN LẠI {copy}").format(copy=copy))


def _title(report: ShiftReport, words: Wording) -> str:
    if report.kind is ReportKind.X:
        return words.gettext("Báo cáo giữa ca X")
    return words.gettext("Báo cáo Z số {number}").format(number=report.number)


def _head(report: ShiftReport, words: Wording) -> Iterator[Paper]:
    head = report.head
    tax_code = head.tax_code and words.gettext("Mã số thuế {code}").format(code=head.tax_code)
    yield Title(head.shop)
    for line in filter(None, (head.address, tax_code)):
        yield Text(line, Size.SMALL, align=Align.CENTER)
    yield Space()
    yield Text(_title(report, words), Size.LARGE, bold=True, align=Align.CENTER)
    if report.kind is ReportKind.X:
        yield Text(words.gettext("Ca còn mở, chưa chốt"), Size.SMALL, align=Align.CENTER)
    yield Pair(
        words.gettext("Quầy {register} · ca {number}").format(register=head.register, number=report.shift),
        words.gettext("Ngày {date}").format(date=words.date(report.business_date)), bold=True,
    )  # fmt: skip
    yield _moment(words.gettext("Mở ca"), report.opened_by, report.opened_at, report, words)
    made = words.gettext("Chốt ca") if report.kind is ReportKind.Z else words.gettext("Xem lúc")
    yield _moment(made, report.made_by, report.made_at, report, words)


def _moment(label: str, name: str, at: datetime, report: ShiftReport, words: Wording) -> Pair:
    local = words.datetime_(at.astimezone(zone(report.head.time_zone)))
    return Pair(f"{label}: {name}", local, size=Size.SMALL)


def _section(title: str) -> Iterator[Paper]:
    yield Rule()
    yield Text(title, bold=True)


def _sums(pairs: Iterable[tuple[str, Money]], words: Wording) -> Iterator[Paper]:
    """Amounts of which those that are nothing are left out."""
    for label, amount in pairs:
        if amount:
            yield Pair(label, words.money(amount))


def _numbers(first: int | None, last: int | None, register: str, words: Wording) -> Iterator[Paper]:
    if first is not None and last is not None:
        text = f"{register}-{first:06d} – {register}-{last:06d}" if first != last else f"{register}-{first:06d}"
        yield Pair(words.gettext("Số hoá đơn"), text, size=Size.SMALL)


def _sales(sales: SalesSum, report: ShiftReport, words: Wording) -> Iterator[Paper]:
    yield from _section(words.gettext("Bán hàng"))
    yield Pair(words.gettext("Số lượt bán"), words.number(sales.count))
    yield from _numbers(sales.first, sales.last, report.head.register, words)
    yield Pair(words.gettext("Tiền hàng"), words.money(sales.goods))
    yield from _sums((
        (words.gettext("Khuyến mãi"), -sales.by_rule), (words.gettext("Giảm giá tại quầy"), -sales.by_hand),
        (words.gettext("Giảm bằng điểm"), -sales.points_value),
    ), words)  # fmt: skip
    names = {
        Ware.TIP: words.gettext("Tiền tip"), Ware.DEPOSIT: words.gettext("Tiền đặt cọc"),
        Ware.DEBT: words.gettext("Thu nợ"),
    }  # fmt: skip
    yield from _sums(((names[one.ware], -one.amount) for one in sales.apart), words)
    yield Pair(words.gettext("Doanh thu gộp"), words.money(sales.revenue), bold=True)
    yield from _sums(((words.gettext("Làm tròn tiền mặt"), sales.rounding),), words)
    if sales.apart or sales.rounding:
        yield Pair(words.gettext("Tổng thu"), words.money(sales.due + sales.rounding))
    yield from _tenders(sales.tenders, words)
    yield from _taxes(sales.taxes, words)


def _tenders(tenders: tuple[TenderSum, ...], words: Wording) -> Iterator[Paper]:
    for one in tenders:
        label = f"{tender_name(one.kind, words)} ({words.number(one.count)})"
        yield Pair(label, words.money(one.amount), size=Size.SMALL)


def _refunds(refunds: RefundsSum, words: Wording) -> Iterator[Paper]:
    yield from _section(words.gettext("Hoàn và huỷ"))
    yield Pair(words.gettext("Số lượt hoàn"), words.number(refunds.refunds))
    yield Pair(words.gettext("Số lượt huỷ"), words.number(refunds.voids))
    yield Pair(words.gettext("Tiền trả lại"), words.money(refunds.money), bold=True)
    yield from _sums(((words.gettext("Làm tròn tiền mặt"), refunds.rounding),), words)
    yield from _tenders(refunds.tenders, words)
    yield from _taxes(refunds.taxes, words)


def _taxes(taxes: tuple[TaxSum, ...], words: Wording) -> Iterator[Paper]:
    if not taxes:
        return
    heads = (words.gettext("Thuế suất"), words.gettext("Chưa thuế"), words.gettext("Tiền thuế"))
    yield Space()
    yield Columns(heads, TAX_WEIGHTS, TAX_ALIGNS, size=Size.SMALL)
    for tax in taxes:
        rate = words.gettext("Không chịu thuế") if tax.rate is None else words.percent(tax.rate * 100)
        yield Columns((rate, words.money(tax.net), words.money(tax.tax)), TAX_WEIGHTS, TAX_ALIGNS, size=Size.SMALL)


def _points(report: ShiftReport, words: Wording) -> Iterator[Paper]:
    points = report.figures.points
    yield from _section(words.gettext("Điểm"))
    for label, amount in (
        (words.gettext("Điểm tích"), points.issued), (words.gettext("Điểm đổi"), points.redeemed),
        (words.gettext("Điểm thu lại"), points.clawed), (words.gettext("Điểm trả lại"), points.restored),
    ):  # fmt: skip
        yield Pair(label, words.points(amount), size=Size.SMALL)


def _drawer(drawer: DrawerSum, report: ShiftReport, words: Wording) -> Iterator[Paper]:
    yield from _section(words.gettext("Két tiền"))
    yield Pair(words.gettext("Tiền đầu ca"), words.money(drawer.opening_float))
    yield from _sums((
        (words.gettext("Thu tiền mặt"), drawer.sales), (words.gettext("Trả lại tiền mặt"), -drawer.refunds),
        (words.gettext("Nộp vào két"), drawer.paid_in), (words.gettext("Chi từ két"), -drawer.paid_out),
        (words.gettext("Cất vào két sắt"), -drawer.dropped),
    ), words)  # fmt: skip
    yield Pair(words.gettext("Phải có"), words.money(drawer.expected), bold=True)
    if report.counted is None or report.variance is None:
        return
    yield Pair(words.gettext("Đếm được"), words.money(report.counted), bold=True)
    yield Pair(words.gettext("Chênh lệch"), words.signed_money(report.variance), bold=True)
    if report.note:
        yield Text(words.gettext("Ghi chú: {note}").format(note=report.note), Size.SMALL)


def _watched(report: ShiftReport, words: Wording) -> Iterator[Paper]:
    """What an owner looks at first."""
    figures = report.figures
    yield from _section(words.gettext("Cần xem"))
    yield Pair(words.gettext("Mở két không bán"), words.number(figures.drawer.no_sales), size=Size.SMALL)
    yield Pair(words.gettext("Dòng sửa giá"), words.number(figures.sales.overrides), size=Size.SMALL)
    dropped = words.number(figures.dropped_orders)
    if figures.dropped_due:
        dropped = f"{dropped} · {words.money(figures.dropped_due)}"
    yield Pair(words.gettext("Đơn bỏ không thu tiền"), dropped, size=Size.SMALL)


def _totals(totals: Totals, words: Wording) -> Iterator[Paper]:
    yield from _section(words.gettext("Luỹ kế từ khi mở quầy"))
    for label, text in (
        (words.gettext("Doanh thu gộp"), words.money(totals.sales)),
        (words.gettext("Tiền trả lại"), words.money(totals.refunds)),
        (words.gettext("Điểm tích"), words.points(totals.points_issued)),
        (words.gettext("Điểm đổi"), words.points(totals.points_spent)),
    ):
        yield Pair(label, text, size=Size.SMALL)


def _anchor(anchor: Anchor, words: Wording) -> Iterator[Paper]:
    """Whoever keeps this paper can prove that nothing was cut off the journal: `verify --anchor`."""
    yield from _section(words.gettext("Nhật ký"))
    yield Pair(words.gettext("Số dòng"), words.number(anchor.count), size=Size.SMALL)
    yield Pair(words.gettext("Dòng cuối"), str(anchor.seq), size=Size.SMALL)
    yield Text(words.gettext("Mã niêm phong"), Size.SMALL)
    groups = [anchor.mac[at : at + GROUP] for at in range(0, len(anchor.mac), GROUP)]
    for at in range(0, len(groups), GROUP):
        yield Text(" ".join(groups[at : at + GROUP]), Size.SMALL, align=Align.CENTER)
