"""Slips: a title, lines and perhaps a code to scan, for what is handed out beside a receipt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pos_desktop.core.clock import zone
from pos_desktop.core.money import Money
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.wording import Wording
from printing.document import Align, Cut, Document, Element, Mark, Pair, Paper, Qr, Rule, Size, Space, Text, Title


@dataclass(frozen=True, slots=True)
class SlipText:
    """What a slip says, in the language of its paper: pairs of label and figure, remarks under them, a code."""

    title: str
    pairs: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    code: str = ""
    caption: str = ""


def slip(text: SlipText, shop: ReceiptHead, words: Wording, at: datetime, *, is_sample: bool = False) -> Document:
    """Build a slip; one of a sample shop says so at both ends."""
    marks: tuple[Paper, ...] = (Mark(words.gettext("MẪU")),) if is_sample else ()
    ending: tuple[Element, ...] = (*((Space(), *marks) if marks else ()), Cut())
    elements: tuple[Element, ...] = (*marks, *_body(text, shop, words, at), *ending)
    return Document(elements, title=text.title, language=words.language)


def _body(text: SlipText, shop: ReceiptHead, words: Wording, at: datetime) -> Iterator[Paper]:
    yield Title(shop.name)
    yield Space()
    yield Text(text.title, Size.LARGE, bold=True, align=Align.CENTER)
    yield Text(words.datetime_(at.astimezone(zone(shop.time_zone))), Size.SMALL, align=Align.CENTER)
    yield Rule()
    for label, figure in text.pairs:
        yield Pair(label, figure)
    for remark in text.remarks:
        yield Text(remark, Size.SMALL)
    if text.code:
        yield Space()
        yield Qr(text.code, text.caption or text.code)


def of_gift(cause: str, payee: str, points: int, value: Money, available: int, words: Wording) -> SlipText:
    """For a member who gave points to a cause."""
    return SlipText(
        words.gettext("PHIẾU QUYÊN GÓP ĐIỂM"),
        (
            (words.gettext("Quyên góp cho"), cause),
            (words.gettext("Số điểm"), words.points(points)),
            (words.gettext("Thành tiền"), words.money(value)),
            (words.gettext("Điểm hiện có"), words.points(available)),
        ),
        (words.gettext("Cửa hàng chuyển số tiền này cho: {payee}").format(payee=payee),),
    )


def of_partner_voucher(partner: str, value: Money, expires_on: date, code: str, words: Wording) -> SlipText:
    """For a member who takes a voucher to a neighbour."""
    return SlipText(
        words.gettext("PHIẾU MUA HÀNG"),
        (
            (words.gettext("Dùng tại"), partner),
            (words.gettext("Trị giá"), words.money(value)),
            (words.gettext("Dùng đến hết ngày"), words.date(expires_on)),
        ),
        (words.gettext("Phiếu dùng một lần, không đổi thành tiền."),),
        code,
        words.gettext("Đưa mã này cho thu ngân"),
    )


def of_draw(wheel: str, prize: str, points: int, ticket: int, commitment: str, words: Wording) -> SlipText:
    """For a member who drew a wheel: with ticket and commitment anybody can compute the draw again."""
    won = ((words.gettext("Điểm được cộng"), words.points(points)),) if points else ()
    return SlipText(
        wheel,
        ((words.gettext("Trúng"), prize), *won, (words.gettext("Lượt quay"), words.number(ticket))),
        (words.gettext("Mã cam kết: {commitment}").format(commitment=commitment),),
    )


def of_round(wheel: str, odds: tuple[tuple[str, int, int], ...], commitment: str, words: Wording) -> SlipText:
    """For the counter before anybody draws: the chance of each prize as (name, weight, whole), and the commitment."""
    chances = tuple((name, f"{words.number(weight)}/{words.number(whole)}") for name, weight, whole in odds)
    return SlipText(
        wheel, ((words.gettext("Giải"), words.gettext("Cơ hội trúng")), *chances),
        (words.gettext("Mã cam kết: {commitment}").format(commitment=commitment),),
    )  # fmt: skip


def of_seed(wheel: str, seed: str, commitment: str, words: Wording) -> SlipText:
    """For the counter when a round is over."""
    return SlipText(
        wheel, (),
        (
            words.gettext("Mã cam kết: {commitment}").format(commitment=commitment),
            words.gettext("Mã gốc của lượt quay đã đóng: {seed}").format(seed=seed),
        ),
    )  # fmt: skip
