"""Slips of stored money: a gift card for whoever receives it, and a wallet that was topped up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pos_desktop.core.money import Money
from pos_desktop.documents.slip import SlipText
from pos_desktop.wording import Wording


@dataclass(frozen=True, slots=True)
class GiftCardSlip:
    """A gift card right after a sale put `loaded` and `bonus` on it; it held `before`. `code` are its 32 digits.

    Nothing on it tells who bought it, for how much else, or on which receipt: it goes to somebody else.
    """

    digits: str
    before: Money
    loaded: Money
    bonus: Money
    balance: Money
    expires_on: date | None
    code: str


def of_gift_card(card: GiftCardSlip, words: Wording) -> SlipText:
    """For who receives the card."""
    return SlipText(
        words.gettext("THẺ QUÀ TẶNG"),
        (
            (words.gettext("Thẻ số"), f"•••• {card.digits}"), *_gift_sums(card, words),
            *_last_day(card.expires_on, words),
        ),
        (
            words.gettext("Dùng được nhiều lần đến khi hết số dư."),
            words.gettext("Ai giữ mã này thì dùng được thẻ: giữ như tiền mặt."),
        ),
        card.code, words.gettext("Quét mã này khi thanh toán"),
    )  # fmt: skip


def _gift_sums(card: GiftCardSlip, words: Wording) -> Iterator[tuple[str, str]]:
    if card.before or card.balance != card.loaded + card.bonus:
        yield words.gettext("Số dư trước"), words.money(card.before)
        yield words.gettext("Nạp thêm"), words.signed_money(card.loaded + card.bonus)
    yield words.gettext("Trị giá"), words.money(card.balance)


@dataclass(frozen=True, slots=True)
class TopUpSlip:
    """A member's wallet in a sale that put money on it, in đồng; `number` is the receipt's.

    `used` is what the same sale took from it for other goods; `balance` what it held then, bonus included.
    """

    number: str
    member: str
    before: Money
    loaded: Money
    bonus: Money
    used: Money
    balance: Money
    expires_on: date | None


def of_top_up(wallet: TopUpSlip, words: Wording) -> SlipText:
    """For the member whose wallet it is."""
    who = ((words.gettext("Khách"), wallet.member),) if wallet.member else ()
    bonus = ((words.gettext("Tặng thêm"), words.signed_money(wallet.bonus)),) if wallet.bonus else ()
    used = ((words.gettext("Trả bằng ví"), words.money(-wallet.used)),) if wallet.used else ()
    return SlipText(
        words.gettext("PHIẾU NẠP VÍ"),
        (
            *who, (words.gettext("Số dư trước"), words.money(wallet.before)),
            (words.gettext("Tiền nạp"), words.signed_money(wallet.loaded)), *bonus, *used,
            (words.gettext("Số dư sau"), words.money(wallet.balance)), *_last_day(wallet.expires_on, words),
        ),
        (words.gettext("Trả bằng ví: đưa thẻ thành viên hoặc đọc số điện thoại cho thu ngân."),),
        number=wallet.number,
    )  # fmt: skip


def _last_day(last: date | None, words: Wording) -> Iterator[tuple[str, str]]:
    yield words.gettext("Hạn dùng"), words.date(last) if last else words.gettext("không hết hạn")
