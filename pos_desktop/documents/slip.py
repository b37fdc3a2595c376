"""Slips: a title, lines and perhaps a code to scan, for what is handed out beside a receipt."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from pos_desktop.core.clock import zone
from pos_desktop.core.money import Money
from pos_desktop.documents.receipt import ReceiptHead, shop_title
from pos_desktop.selling.shift import CashMovementKind
from pos_desktop.wording import Wording
from printing.paper.document import Align, Cut, Document, Element, Mark, Pair, Paper, Qr, Rule, Size, Space, Text


@dataclass(frozen=True, slots=True)
class SlipText:
    """What a slip says, in the language of its paper: pairs of label and figure, remarks under them, a code.

    `number` is by what people call it, "" for none.
    """

    title: str
    pairs: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    code: str = ""
    caption: str = ""
    number: str = ""


def slip(
    text: SlipText, shop: ReceiptHead, words: Wording, at: datetime, *, is_sample: bool = False, copy: int = 0
) -> Document:
    """Build a slip; one of a sample shop says so at both ends, and so does every later print."""
    marks = tuple(_marks(words, copy, is_sample=is_sample))
    ending: tuple[Element, ...] = (*((Space(), *marks) if marks else ()), Cut())
    elements: tuple[Element, ...] = (*marks, *_body(text, shop, words, at), *ending)
    return Document(elements, title=text.number or text.title, language=words.language)


def _marks(words: Wording, copy: int, *, is_sample: bool) -> Iterator[Paper]:
    if is_sample:
        yield Mark(words.gettext("MẪU"))
    if copy:
        yield Mark(words.gettext("BẢN IN LẠI {copy}").format(copy=copy))


def _body(text: SlipText, shop: ReceiptHead, words: Wording, at: datetime) -> Iterator[Paper]:
    yield from shop_title(shop)
    yield Space()
    yield Text(text.title, Size.LARGE, bold=True, align=Align.CENTER)
    yield _when(text, words, words.datetime_(at.astimezone(zone(shop.time_zone))))
    yield Rule()
    for label, figure in text.pairs:
        yield Pair(label, figure)
    for remark in text.remarks:
        yield Space()
        yield Text(remark, Size.SMALL)
    if text.code:
        yield Space()
        yield Qr(text.code, text.caption or text.code)


def _when(text: SlipText, words: Wording, at: str) -> Paper:
    if not text.number:
        return Text(at, Size.SMALL, align=Align.CENTER)
    return Pair(words.gettext("Số {number}").format(number=text.number), at, size=Size.SMALL)


@dataclass(frozen=True, slots=True)
class GiftSlip:
    """Points that a member gave to a cause, and what they had left, None where that is not known any more."""

    number: str
    member: str
    cause: str
    payee: str
    points: int
    value: Money
    available: int | None = None


def of_gift(gift: GiftSlip, words: Wording) -> SlipText:
    """For a member who gave points to a cause."""
    left = ((words.gettext("Điểm hiện có"), words.points(gift.available)),) if gift.available is not None else ()
    who = ((words.gettext("Khách"), gift.member),) if gift.member else ()
    return SlipText(
        words.gettext("PHIẾU QUYÊN GÓP ĐIỂM"),
        (
            *who,
            (words.gettext("Quyên góp cho"), gift.cause),
            (words.gettext("Số điểm"), words.points(gift.points)),
            (words.gettext("Thành tiền"), words.money(gift.value)),
            *left,
        ),
        (
            words.gettext("Cửa hàng chuyển số tiền này cho: {payee}").format(payee=gift.payee),
            words.gettext("Cảm ơn quý khách đã góp một phần."),
        ),
        number=gift.number,
    )


@dataclass(frozen=True, slots=True)
class NeighbourSlip:
    """A voucher of ours that a neighbour takes through `expires_on`; `code` are its 32 digits."""

    number: str
    partner: str
    value: Money
    expires_on: date
    code: str


def of_partner_voucher(voucher: NeighbourSlip, words: Wording) -> SlipText:
    """For a member who takes a voucher to a neighbour."""
    return SlipText(
        words.gettext("PHIẾU MUA HÀNG"),
        (
            (words.gettext("Dùng tại"), voucher.partner),
            (words.gettext("Trị giá"), words.money(voucher.value)),
            (words.gettext("Dùng đến hết ngày"), words.date(voucher.expires_on)),
        ),
        (words.gettext("Phiếu dùng một lần, không đổi thành tiền."),),
        voucher.code,
        words.gettext("Đưa mã này cho thu ngân"),
        voucher.number,
    )


@dataclass(frozen=True, slots=True)
class VoucherSlip:
    """A voucher of ours that a member was given; `minimum` is the least order in đồng, `code` its 32 digits."""

    name: str
    member: str
    minimum: Money
    valid_from: date | None
    expires_on: date | None
    code: str


def of_voucher(given: VoucherSlip, words: Wording) -> SlipText:
    """For a member who was given a voucher by hand."""
    pairs = (
        (words.gettext("Khách"), given.member),
        (words.gettext("Dùng từ ngày"), words.date(given.valid_from) if given.valid_from else ""),
        (words.gettext("Dùng đến hết ngày"), words.date(given.expires_on) if given.expires_on else ""),
        (words.gettext("Đơn từ"), words.money(given.minimum) if given.minimum else ""),
    )
    return SlipText(
        words.gettext("PHIẾU TẶNG"), ((words.gettext("Phiếu"), given.name), *(pair for pair in pairs if pair[1])),
        code=given.code, caption=words.gettext("Đưa mã này cho thu ngân"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DrawSlip:
    """A draw of a wheel.

    `chance` is (weight, whole) as it was stated, None for «nothing»; `text` is what the HMAC of the draw was taken of;
    `code` are the digits of a voucher that was won, usable through `expires_on`.
    """

    number: str
    wheel: str
    prize: str
    points: int
    gift: str
    ticket: int
    text: str
    commitment: str
    chance: tuple[int, int] | None = None
    code: str = ""
    expires_on: date | None = None


def of_draw(draw: DrawSlip, words: Wording) -> SlipText:
    """For a member who drew a wheel: with these lines and the seed anybody can compute the draw again."""
    told = SlipText(
        words.gettext("PHIẾU QUAY THƯỞNG"),
        (
            (words.gettext("Vòng quay"), draw.wheel), (words.gettext("Lượt quay"), words.number(draw.ticket)),
            (words.gettext("Trúng"), draw.prize), *_won(draw, words),
        ),
        (
            words.gettext("Mã cam kết: {commitment}").format(commitment=draw.commitment),
            words.gettext("Mã lượt quay: {text}").format(text=draw.text),
        ),
        number=draw.number,
    )  # fmt: skip
    return replace(told, code=draw.code, caption=words.gettext("Đưa mã này cho thu ngân")) if draw.code else told


def _won(draw: DrawSlip, words: Wording) -> Iterator[tuple[str, str]]:
    if draw.points:
        yield words.gettext("Điểm được cộng"), words.points(draw.points)
    if draw.gift and draw.gift != draw.prize:
        yield words.gettext("Quà"), draw.gift
    if draw.expires_on:
        yield words.gettext("Dùng đến hết ngày"), words.date(draw.expires_on)
    if draw.chance:
        yield words.gettext("Cơ hội trúng"), _chance(*draw.chance, words)


def _chance(weight: int, whole: int, words: Wording) -> str:
    return f"{words.number(weight)}/{words.number(whole)}"


def of_round(wheel: str, odds: tuple[tuple[str, int, int], ...], commitment: str, words: Wording) -> SlipText:
    """For the counter before anybody draws: the chance of each prize as (name, weight, whole), and the commitment."""
    chances = tuple((name, _chance(weight, whole, words)) for name, weight, whole in odds)
    return SlipText(
        words.gettext("NIÊM PHONG VÒNG QUAY"),
        ((words.gettext("Vòng quay"), wheel), (words.gettext("Giải"), words.gettext("Cơ hội trúng")), *chances),
        (
            words.gettext("Mã cam kết: {commitment}").format(commitment=commitment),
            words.gettext("Mã cam kết niêm phong vòng quay này. Khi đóng vòng, cửa hàng công bố mã gốc."),
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SeedSlip:
    """A round that is over: its seed in hexadecimal, and how many tickets were drawn."""

    wheel: str
    round_id: str
    draws: int
    commitment: str
    seed: str


def of_seed(over: SeedSlip, words: Wording) -> SlipText:
    """For the counter when a round is over."""
    return SlipText(
        words.gettext("MÃ GỐC CỦA VÒNG QUAY"),
        ((words.gettext("Vòng quay"), over.wheel), (words.gettext("Số lượt đã quay"), words.number(over.draws))),
        (
            words.gettext("Mã cam kết: {commitment}").format(commitment=over.commitment),
            words.gettext("Mã gốc của vòng quay đã đóng: {seed}").format(seed=over.seed),
            words.gettext("Mã vòng quay: {round}").format(round=over.round_id),
            words.gettext("SHA-256 của mã gốc phải đúng bằng mã cam kết đã in trước khi quay."),
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CashSlip:
    """Cash that a person moved by hand in a shift of a register, or a drawer that was opened without a sale."""

    kind: CashMovementKind
    amount: Money
    reason: str
    staff: str
    register: str
    shift: int


def of_cash(moved: CashSlip, words: Wording) -> SlipText:
    """For the drawer: somebody signs it."""
    titles = {
        CashMovementKind.PAID_IN: words.gettext("PHIẾU NỘP TIỀN VÀO KÉT"),
        CashMovementKind.PAID_OUT: words.gettext("PHIẾU CHI TỪ KÉT"),
        CashMovementKind.DROP: words.gettext("PHIẾU CẤT TIỀN VÀO KÉT SẮT"),
        CashMovementKind.NO_SALE: words.gettext("PHIẾU MỞ KÉT KHÔNG BÁN"),
    }
    amount = ((words.gettext("Số tiền"), words.money(abs(moved.amount))),) if moved.amount else ()
    return SlipText(
        titles[moved.kind],
        (
            *amount,
            (words.gettext("Người làm"), moved.staff),
            (words.gettext("Quầy"), words.gettext("{register} · ca {number}").format(
                register=moved.register, number=moved.shift)),
        ),
        (words.gettext("Lý do: {reason}").format(reason=moved.reason), words.gettext("Ký tên:")),
    )  # fmt: skip
