"""What a promised slip says: built from its subject when the printer claims it; explanations tell what is true then."""

from datetime import date

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.documents.bill import bill
from pos_desktop.documents.explanation import sale_slip, statement
from pos_desktop.documents.kitchen import KitchenPaper, kitchen_paper
from pos_desktop.documents.marks import Standing
from pos_desktop.documents.points_statement import points_slip
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.documents.refund import refund_paper
from pos_desktop.documents.shift_report import shift_report
from pos_desktop.documents.slip import slip
from pos_desktop.documents.statements import CausePaper, MonthHead, PartnerPaper, cause_statement, partner_statement
from pos_desktop.loyalty.points_statement import PointsStatement, statement_of
from pos_desktop.selling.kitchen import Told
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.deed_slips import told_of
from pos_desktop.services.office.label_slips import labels_of
from pos_desktop.services.office.loyalty_slip import short_form
from pos_desktop.services.office.outbox import ONCE, SlipOf
from pos_desktop.services.selling.billing import priced_now
from pos_desktop.wording import Wording
from printing.paper.document import Document


def slip_of(
    desk: Desk, subject: str, head: ReceiptHead, words: Wording, copy: int = 0, *, is_elsewhere: bool = False
) -> Document:
    """The slip of a subject: a sale (why its points), an account (why its balance), or what `SlipOf` names.

    `copy` counts later prints of what comes once; explanations and statements are new every time. A ticket of the
    kitchen that comes out at another printer than its station's (`is_elsewhere`) says so.

    Raises:
        Rejected: UNKNOWN_MEMBER when the subject is nothing, UNKNOWN_CAUSE, UNKNOWN_PARTNER, UNKNOWN_WHEEL,
            PARTNER_KEY, UNKNOWN_REPORT, UNKNOWN_TICKET, STORED_UNKNOWN, NOT_ALLOWED of a report.
    """
    kind, colon, rest = subject.partition(":")
    if not colon:
        return _explanation(desk, subject, head, words)
    about = SlipOf(kind)
    if about is SlipOf.SHIFT_REPORT:
        return shift_report(desk.shifts.report(rest).report, words, copy)
    if about is SlipOf.REFUND:
        return refund_paper(desk.receipts.refund(rest), head, words, copy)
    if about is SlipOf.KITCHEN:
        return _ticket(desk, rest, words, copy, is_elsewhere=is_elsewhere)
    if about in ONCE:
        text, at = told_of(desk.till, about, rest, words)
        return slip(text, head, words, at, is_sample=desk.till.shop.is_sample, copy=copy)
    return _of_now(desk, about, rest, head, words)


def _of_now(desk: Desk, about: SlipOf, rest: str, head: ReceiptHead, words: Wording) -> Document:
    """What is new every time that it is printed."""
    if about is SlipOf.BILL:
        priced, at = priced_now(desk.till, rest), desk.till.now()
        payload = desk.transfers.bill_payload(priced.order.id, priced.due)
        return bill(priced, head, words, at, is_sample=desk.till.shop.is_sample, payload=payload)
    if about is SlipOf.LABEL:
        return labels_of(desk.till, rest, words)
    if about is SlipOf.LOYALTY:
        text = short_form(desk.till, rest, words)
        return slip(text, head, words, desk.till.now(), is_sample=desk.till.shop.is_sample)
    if about is SlipOf.POINTS:
        return points_slip(points_of(desk, rest), head, words, Standing(desk.till.shop.is_sample))
    return _month(desk, about, rest, head, words)


def points_subject(account_id: Id, first: date, last: date) -> str:
    """The subject of a member's statement of points."""
    return SlipOf.POINTS.subject(first.isoformat(), last.isoformat(), account_id)


def points_of(desk: Desk, rest: str) -> PointsStatement:
    """The statement that a subject names, without its kind; UNKNOWN_MEMBER."""
    first, last, account_id = rest.split(":")
    return statement_of(desk.explaining.account(account_id), date.fromisoformat(first), date.fromisoformat(last))


def _ticket(desk: Desk, ticket_id: Id, words: Wording, copy: int, *, is_elsewhere: bool) -> Document:
    card, shop = desk.kitchen.ticket(ticket_id), desk.till.shop
    paper = KitchenPaper(
        card.number, card.station, card.kind, card.course, card.fired_at or card.at, card.order_type,
        tuple(Told(0, "", line.name, line.qty, line.options, line.note, line.reason) for line in card.lines),
        card.table, card.label, card.note, card.staff, shop.time_zone,
    )  # fmt: skip
    return kitchen_paper(paper, words, copy, is_sample=shop.is_sample, is_elsewhere=is_elsewhere)


def _explanation(desk: Desk, subject_id: Id, head: ReceiptHead, words: Wording) -> Document:
    is_sample = desk.till.shop.is_sample
    try:
        return sale_slip(desk.explaining.sale(subject_id), head, words, is_sample=is_sample)
    except Rejected as refusal:
        if refusal.code is not Code.UNKNOWN_SALE:
            raise
    return statement(desk.explaining.account(subject_id), head, words, is_sample=is_sample)


def month_subject(about: SlipOf, month: date, party: str) -> str:
    """The subject of a statement: `party` is a cause or a partner by id."""
    return about.subject(f"{month:%Y-%m}", party)


def _month(desk: Desk, about: SlipOf, rest: str, head: ReceiptHead, words: Wording) -> Document:
    text, _colon, party = rest.partition(":")
    month, till = date.fromisoformat(f"{text}-01"), desk.till
    top = MonthHead(head, month, till.today(), till.shop.is_sample)
    if about is SlipOf.CAUSE_MONTH:
        return cause_statement(cause_paper(desk, month, party), top, words)
    return partner_statement(partner_paper(desk, month, party), top, words)


def cause_paper(desk: Desk, month: date, cause_id: str) -> CausePaper:
    """A cause in a month; UNKNOWN_CAUSE."""
    for one in desk.giving.statement(month):
        if one.cause.id == cause_id:
            return CausePaper(one.cause, one.month, one.gifts, one.payments)
    raise Rejected(Code.UNKNOWN_CAUSE)


def partner_paper(desk: Desk, month: date, partner_id: str) -> PartnerPaper:
    """A neighbour in a month; UNKNOWN_PARTNER, PARTNER_KEY."""
    for one in desk.partners.months(month):
        if one.partner == partner_id:
            return PartnerPaper(one.name, one.issued, one.taken, one.share, one.due, one.lines)
    raise Rejected(Code.UNKNOWN_PARTNER)
