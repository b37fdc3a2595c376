"""What means of payment are called, on screens and on paper alike."""

from pos_desktop.core.money import Money
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.wording.texts import Wording


def tender_name(kind: TenderKind, words: Wording) -> str:
    """A means of payment as customers know it."""
    names = {
        TenderKind.CASH: words.gettext("Tiền mặt"),
        TenderKind.CARD: words.gettext("Thẻ"),
        TenderKind.BANK_QR: words.gettext("Chuyển khoản"),
        TenderKind.EWALLET: words.gettext("Ví điện tử"),
        TenderKind.GIFT_CARD: words.gettext("Thẻ quà tặng"),
        TenderKind.WALLET: words.gettext("Ví trả trước"),
        TenderKind.EXCHANGE: words.gettext("Đổi hàng"),
        TenderKind.ON_CREDIT: words.gettext("Ghi nợ"),
    }
    return names[kind]


def rounding_text(rounding: Money, words: Wording) -> str:
    """By how much cash was rounded, on screens; "" where it was not."""
    if not rounding:
        return ""
    return words.gettext("Làm tròn tiền mặt {money}").format(money=words.signed_money(rounding))
