"""The part of a receipt between the points and the foot: gifts, cards, vouchers, the guest's claim, wheels."""

from collections.abc import Iterator

from pos_desktop.documents.enclosed import CardLeft, Committed, Enclosed, Slip
from pos_desktop.wording import Wording
from printing.paper.document import Align, Pair, Paper, Qr, Rule, Size, Space, Text

HALF = 32
"""A SHA-256 takes two lines."""


def enclosures(enclosed: Enclosed, words: Wording) -> Iterator[Paper]:
    """What goes out with the sale; nothing where there is nothing."""
    for given in enclosed.given:
        told = words.signed_points(-given.points) if given.points else words.gettext("Miễn phí")
        yield Pair(words.gettext("Quà tặng: {name}").format(name=given.name), told)
    for card in enclosed.cards:
        yield from _card(card, words)
    for slip in enclosed.slips:
        yield from _slip(slip, words)
    for committed in enclosed.committed:
        yield from _committed(committed, words)
    if enclosed.claim:
        yield from _claim(enclosed, words)


def _card(card: CardLeft, words: Wording) -> Iterator[Paper]:
    label = words.gettext("Ví trả trước còn")
    if card.digits:
        label = words.gettext("Thẻ quà tặng {digits} còn").format(digits=card.digits)
    yield Space()
    yield Pair(label, words.money(card.balance), bold=True)
    if card.expires_on:
        day = words.date(card.expires_on)
        yield Text(words.gettext("Dùng đến hết ngày {day}").format(day=day), Size.SMALL)
    if card.code:
        yield Qr(card.code, words.gettext("Quét mã này khi thanh toán"))


def _slip(slip: Slip, words: Wording) -> Iterator[Paper]:
    yield Rule()
    yield Text(words.gettext("Phiếu tặng: {name}").format(name=slip.name), bold=True, align=Align.CENTER)
    if life := _life(slip, words):
        yield Text(life, Size.SMALL, align=Align.CENTER)
    yield Qr(slip.code, words.gettext("Đưa mã này cho thu ngân"))


def _life(slip: Slip, words: Wording) -> str:
    first, last = (words.date(day) if day else "" for day in (slip.valid_from, slip.expires_on))
    if first and last:
        return words.gettext("Dùng từ {first} đến hết {last}").format(first=first, last=last)
    return words.gettext("Dùng đến hết ngày {day}").format(day=last) if last else ""


def _committed(committed: Committed, words: Wording) -> Iterator[Paper]:
    yield Space()
    yield Text(words.gettext("{wheel}: mã cam kết trước khi quay").format(wheel=committed.wheel), Size.SMALL)
    yield Text(committed.digest[:HALF], Size.SMALL)
    yield Text(committed.digest[HALF:], Size.SMALL)


def _claim(enclosed: Enclosed, words: Wording) -> Iterator[Paper]:
    told = words.gettext("Chưa tích điểm cho đơn này? Đưa mã dưới đây cho thu ngân trong {minutes} phút.")
    yield Rule()
    yield Text(told.format(minutes=words.number(enclosed.claim_minutes)), Size.SMALL, align=Align.CENTER)
    yield Qr(enclosed.claim, words.gettext("Mã tích điểm"))
