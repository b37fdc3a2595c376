"""Monthly statements on A4: what a cause is owed, and what runs between us and a neighbour."""

from collections.abc import Iterator

from pos_desktop.documents.marks import ORIGINAL, Standing, marks_of
from pos_desktop.documents.receipt_page import foot_of_page, letterhead, signatures
from pos_desktop.documents.statements import SERIAL, CausePaper, MonthHead, PartnerPaper
from pos_desktop.loyalty.partners import Tally
from pos_desktop.wording import Wording
from pos_desktop.wording.amounts import money_in_words
from printing.paper.document import Align
from printing.pdf.blocks import Block, Facts, Heading, Pages, Paragraph, Sums, Table
from printing.pdf.sheets import sheets_pdf

LEFT, RIGHT = Align.LEFT, Align.RIGHT


def cause_pdf(told: CausePaper, head: MonthHead, words: Wording, standing: Standing = ORIGINAL) -> bytes:
    """The month of a cause, for who receives its money."""
    title = words.gettext("BẢN KÊ QUYÊN GÓP")
    return sheets_pdf(_pages(head, title, tuple(_of_cause(told, words)), words, standing))


def partner_pdf(told: PartnerPaper, head: MonthHead, words: Wording, standing: Standing = ORIGINAL) -> bytes:
    """The month with a neighbour, for them."""
    title = words.gettext("BẢN KÊ PHIẾU ĐỐI TÁC")
    return sheets_pdf(_pages(head, title, tuple(_of_partner(told, words)), words, standing))


def _pages(head: MonthHead, title: str, body: tuple[Block, ...], words: Wording, standing: Standing) -> Pages:
    month = words.gettext("Tháng {month}").format(month=f"{head.month:%m/%Y}")
    end = words.gettext("Tính đến hết ngày {day}").format(day=words.date(head.end))
    blocks = (
        letterhead(head.shop, words),
        Heading(title, (month, end)),
        *body,
        signatures((words.gettext("Cửa hàng"), words.gettext("Bên nhận")), words),
    )
    return Pages(f"{title} {head.month:%Y-%m}", blocks, marks_of(standing, words), foot_of_page(words))


def _of_cause(told: CausePaper, words: Wording) -> Iterator[Block]:
    sums = told.sums
    yield Facts(((words.gettext("Quyên góp cho"), told.cause.name), (words.gettext("Người nhận"), told.cause.payee)))
    heads = (words.gettext("Ngày"), words.gettext("Điểm"), words.gettext("Thành tiền"))
    rows = tuple((words.date(gift.on), words.number(gift.points), words.money(gift.value)) for gift in told.gifts)
    total = (words.gettext("Cộng"), words.number(sums.points), words.money(sums.value))
    yield Table(heads, (1, 1, 1), (LEFT, RIGHT, RIGHT), rows, total)
    label = words.gettext("Đã chuyển ngày {day}")
    paid = tuple((label.format(day=words.date(one.on)), words.money(-one.amount)) for one in told.payments)
    given = words.gettext("Khách quyên góp {points}").format(points=words.points(sums.points))
    brought = (words.gettext("Tháng trước chuyển sang"), words.money(sums.brought))
    yield from _owed((brought, (given, words.money(sums.value)), *paid),
                     words.gettext("CÒN PHẢI CHUYỂN"), sums.due, words)  # fmt: skip


def _of_partner(told: PartnerPaper, words: Wording) -> Iterator[Block]:
    yield Facts((
        (words.gettext("Tên đối tác"), told.name),
        (words.gettext("Phiếu chúng tôi phát, dùng ở bên bạn"), _tally(told.issued, words)),
        (words.gettext("Phiếu của bên bạn, chúng tôi đã nhận"), _tally(told.taken, words)),
    ))  # fmt: skip
    heads = (words.gettext("Ngày"), words.gettext("Phiếu số"), words.gettext("Trị giá"))
    rows = tuple((words.date(line.on), line.code[SERIAL], words.money(line.value)) for line in told.lines)
    yield Table(heads, (1, 1, 1), (LEFT, RIGHT, RIGHT), rows,
                (words.gettext("Cộng"), words.number(len(rows)), words.money(told.taken.value)))  # fmt: skip
    share = (words.gettext("Bên phát trả lại"), words.percent(told.share))
    yield from _owed((share,), words.gettext("BÊN BẠN PHẢI TRẢ"), told.due, words)
    yield Paragraph(words.gettext("Phần chúng tôi phải trả tính theo bản kê của bên bạn."), is_small=True)


def _owed(rows: tuple[tuple[str, str], ...], label: str, due: int, words: Wording) -> Iterator[Block]:
    yield Sums((*rows, (label, words.money(due))), bold=len(rows))
    if due >= 0:
        told = words.gettext("Số tiền bằng chữ: {told}.")
        yield Paragraph(told.format(told=money_in_words(due, words)))


def _tally(tally: Tally, words: Wording) -> str:
    count = words.ngettext("{count} phiếu", "{count} phiếu", tally.count).format(count=words.number(tally.count))
    return f"{count} · {words.money(tally.value)}"
