"""Says what a scanned or typed code asks for: a member, an item, a choice, or nothing and why."""

from dataclasses import dataclass

from pos_desktop.core.codes import CodeKind, classify
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.catalogue import CatalogueIndex, Found
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """One of: `card` to look up, `found` items (several when they share the code), `refusal` in words."""

    card: str = ""
    found: tuple[Found, ...] = ()
    refusal: str = ""


def read(text: str, index: CatalogueIndex) -> Reading:
    """Read a code; looks at the catalogue in memory and nowhere else."""
    scanned = classify(text)
    if scanned.kind is CodeKind.CARD:
        return Reading(card=scanned.text)
    if words := _foreign(scanned.kind):
        return Reading(refusal=words)
    try:
        found = index.find(scanned.text)
    except Rejected as refusal:
        return Reading(refusal=sentence(refusal))
    if len(found) > 1:
        ambiguous = Rejected(Code.AMBIGUOUS_CODE, text=scanned.text, count=len(found))
        return Reading(found=found, refusal=sentence(ambiguous))
    return Reading(found=found)


def _foreign(kind: CodeKind) -> str:
    """What a code is that can be neither goods nor a card, and what to do; "" for goods."""
    words = {
        CodeKind.RECEIPT: _("Đây là mã hoá đơn, không phải hàng. Quét hàng hoặc thẻ thành viên."),
        CodeKind.VOUCHER: _("Đây là mã phiếu, không phải hàng. Quét hàng hoặc thẻ thành viên."),
        CodeKind.PARTNER: _("Đây là mã phiếu, không phải hàng. Quét hàng hoặc thẻ thành viên."),
        CodeKind.BADGE: _("Đây là thẻ nhân viên, không phải thẻ thành viên."),
        CodeKind.CLAIM: _("Đây là mã nhận điểm, không phải hàng. Quét hàng hoặc thẻ thành viên."),
        CodeKind.LINK: _("Đây là mã liên kết, không phải hàng. Quét mã vạch trên hàng."),
        CodeKind.WIFI: _("Đây là mã Wi-Fi, không phải hàng. Quét mã vạch trên hàng."),
        CodeKind.BANK_QR: _("Đây là mã chuyển khoản ngân hàng, không phải hàng. Quét mã vạch trên hàng."),
        CodeKind.UNREADABLE: sentence(Rejected(Code.UNREADABLE_CODE)),
    }
    return words.get(kind, "")
