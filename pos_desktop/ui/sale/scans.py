"""Says what a scanned or typed code asks for: a member, an item, a choice, or nothing and why."""

from collections.abc import Container
from dataclasses import dataclass

from pos_desktop.core.codes import CodeKind, classify
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.catalogue import CatalogueIndex, Found
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """One of: a code of ours by its `kind`, `found` items (several when they share it), `refusal` in words."""

    kind: CodeKind = CodeKind.PRODUCT
    code: str = ""
    found: tuple[Found, ...] = ()
    refusal: str = ""
    unknown: str = ""
    """The code, where it may be one of goods that the shop has not yet."""


OURS = frozenset({CodeKind.CARD, CodeKind.VOUCHER, CodeKind.PARTNER, CodeKind.CLAIM})
"""Codes that somebody of the shop, or a neighbour, has signed and that mean something on the order."""


def read(text: str, index: CatalogueIndex, words: Container[str] = ()) -> Reading:
    """Read a code; looks at the catalogue in memory and nowhere else. `words` are the campaigns' shared codes."""
    scanned = classify(text)
    if scanned.kind in OURS:
        return Reading(scanned.kind, scanned.text)
    if scanned.text.upper() in words:
        return Reading(CodeKind.VOUCHER, scanned.text.upper())
    if words := _foreign(scanned.kind):
        return Reading(refusal=words)
    try:
        found = index.find(scanned.text)
    except Rejected as refusal:
        unknown = scanned.text if refusal.code is Code.UNKNOWN_ITEM else ""
        return Reading(refusal=sentence(refusal), unknown=unknown)
    if len(found) > 1:
        ambiguous = Rejected(Code.AMBIGUOUS_CODE, text=scanned.text, count=len(found))
        return Reading(found=found, refusal=sentence(ambiguous))
    return Reading(found=found)


def _foreign(kind: CodeKind) -> str:
    """What a code is that can be neither goods nor a card, and what to do; "" for goods."""
    words = {
        CodeKind.RECEIPT: _("Đây là mã hoá đơn, không phải hàng. Quét hàng hoặc thẻ thành viên."),
        CodeKind.BADGE: _("Đây là thẻ nhân viên, không phải thẻ thành viên."),
        CodeKind.LINK: _("Đây là mã liên kết, không phải hàng. Quét mã vạch trên hàng."),
        CodeKind.WIFI: _("Đây là mã Wi-Fi, không phải hàng. Quét mã vạch trên hàng."),
        CodeKind.BANK_QR: _("Đây là mã chuyển khoản ngân hàng, không phải hàng. Quét mã vạch trên hàng."),
        CodeKind.UNREADABLE: sentence(Rejected(Code.UNREADABLE_CODE)),
    }
    return words.get(kind, "")
