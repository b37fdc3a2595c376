"""The QR by which a bill is paid by transfer, for any paper that asks for money."""

from collections.abc import Iterator

from pos_desktop.selling.vietqr import parse
from pos_desktop.wording import Wording
from printing.paper.document import Paper, Qr, Space


def vietqr_block(payload: str, words: Wording) -> Iterator[Paper]:
    """The code with its amount and purpose under it; nothing where the shop has no account."""
    if payload:
        asked = parse(payload)
        told = words.gettext("Quét để chuyển khoản {money}, nội dung {code}")
        yield Space()
        yield Qr(payload, told.format(money=words.money(asked.amount or 0), code=asked.purpose))
