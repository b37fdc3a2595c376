"""What a promised slip says: built from its subject when the printer claims it, so that it tells what is true then."""

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.documents.explanation import sale_slip, statement
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.services.desk import Desk
from pos_desktop.wording import Wording
from printing.document import Document


def slip_of(desk: Desk, subject_id: Id, head: ReceiptHead, words: Wording) -> Document:
    """The slip of a sale (why its points) or of an account (why its balance).

    Raises:
        Rejected: UNKNOWN_MEMBER when the subject is neither.
    """
    is_sample = desk.till.shop.is_sample
    try:
        return sale_slip(desk.explaining.sale(subject_id), head, words, is_sample=is_sample)
    except Rejected as refusal:
        if refusal.code is not Code.UNKNOWN_SALE:
            raise
    return statement(desk.explaining.account(subject_id), head, words, is_sample=is_sample)
