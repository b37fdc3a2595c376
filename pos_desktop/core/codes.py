"""What a scanned or typed code is: its kind by prefix and length, its check digit, and signed digit codes.

All codes that we print are digits (they survive Telex and VNI keyboards): `29` member card, `28` receipt,
`27` voucher and gift card, `26` staff badge, `25` claim, `24` a neighbour's voucher;
in-store EAN-13 `21` carries grams, `22` a price.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected

CARD_LENGTH = 32
MAC_LENGTH = 19
LONGEST_CODE = 64
MOST_EPOCHS = 100
"""A shop that was restored more often than this has its codes looked up as those of the first."""
_SIGNED_KINDS = {"29": "card", "28": "receipt", "27": "voucher", "26": "badge", "25": "claim", "24": "partner"}


class CodeKind(StrEnum):
    """What the dispatcher does with a code."""

    CARD = "card"
    RECEIPT = "receipt"
    VOUCHER = "voucher"
    GIFT_CARD = "gift_card"
    """A 27 that is signed as a gift card (`kind_of_27`); `classify` looks at no signature and calls it a voucher."""
    BADGE = "badge"
    CLAIM = "claim"
    PARTNER = "partner"
    WEIGHED = "weighed"
    PRICED = "priced"
    PRODUCT = "product"
    LINK = "link"
    WIFI = "wifi"
    BANK_QR = "bank_qr"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Embedding:
    """Where an in-store EAN-13 keeps its figures: prefix, then a five-digit item, then five digits of value."""

    weight_prefix: str = "21"
    price_prefix: str = "22"
    price_unit: int = 100


@dataclass(frozen=True, slots=True)
class Scanned:
    """A code with its kind; `item` and `value` only for weighed (thousandths) and priced (đồng) goods."""

    kind: CodeKind
    text: str
    item: str = ""
    value: int = 0


def ean_check_digit(body: str) -> int:
    """Check digit of an EAN-8, UPC-A or EAN-13 without its last digit (GS1 General Specifications 7.9)."""
    return -sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body))) % 10


def is_ean(text: str) -> bool:
    """Tell whether `text` looks like an EAN-8, UPC-A or EAN-13, right or wrong check digit alike."""
    return len(text) in (8, 12, 13) and text.isascii() and text.isdigit()


def has_right_check_digit(text: str) -> bool:
    """Tell whether the last digit of an EAN fits the others."""
    return ean_check_digit(text[:-1]) == int(text[-1])


def classify(text: str, embedding: Embedding = Embedding()) -> Scanned:
    """Say what a scanned code is. Never looks anything up; an EAN may still be nobody's product."""
    code = text.strip()
    if not code or len(code) > LONGEST_CODE or not code.isprintable():
        return Scanned(_foreign(code), code)
    if len(code) == CARD_LENGTH and code.isascii() and code.isdigit() and code[:2] in _SIGNED_KINDS:
        return Scanned(CodeKind(_SIGNED_KINDS[code[:2]]), code)
    if is_ean(code) and len(code) == 13 and has_right_check_digit(code):
        return _in_store(code, embedding)
    return Scanned(_foreign(code), code)


def weighed_code(plu: str, grams: int, embedding: Embedding = Embedding()) -> str:
    """The in-store EAN-13 of so many grams of an item; INVALID_QUANTITY below one and from a hundred kilograms on."""
    if not 0 < grams < 100_000:
        raise Rejected(Code.INVALID_QUANTITY)
    return _with_check_digit(f"{embedding.weight_prefix}{plu}{grams:05d}")


def priced_code(plu: str, price: int, embedding: Embedding = Embedding()) -> str:
    """The in-store EAN-13 of an item at a price in đồng; INVALID_AMOUNT for one that the five digits cannot hold."""
    units, rest = divmod(price, embedding.price_unit)
    if rest or not 0 < units < 100_000:
        raise Rejected(Code.INVALID_AMOUNT)
    return _with_check_digit(f"{embedding.price_prefix}{plu}{units:05d}")


def _with_check_digit(body: str) -> str:
    return f"{body}{ean_check_digit(body)}"


def _in_store(code: str, embedding: Embedding) -> Scanned:
    item, value = code[2:7], int(code[7:12])
    if code.startswith(embedding.weight_prefix):
        return Scanned(CodeKind.WEIGHED, code, item, value)
    if code.startswith(embedding.price_prefix):
        return Scanned(CodeKind.PRICED, code, item, value * embedding.price_unit)
    return Scanned(CodeKind.PRODUCT, code)


def _foreign(code: str) -> CodeKind:
    lowered = code[:12].casefold()
    if lowered.startswith(("http://", "https://", "www.")):
        return CodeKind.LINK
    if lowered.startswith("wifi:"):
        return CodeKind.WIFI
    if code.startswith("000201") and "A000000727" in code:
        return CodeKind.BANK_QR
    return CodeKind.UNREADABLE if not code or len(code) > LONGEST_CODE or not code.isprintable() else CodeKind.PRODUCT


@dataclass(frozen=True, slots=True)
class Keyring:
    """Signing keys by their one-digit id; the newest signs, all of them are believed."""

    keys: Mapping[int, bytes]

    @property
    def newest(self) -> int:
        """Id of the key that signs new codes."""
        return max(self.keys)


def sign(body: str, keys: Keyring, key_id: int, purpose: str) -> str:
    """Append the 19-digit HMAC-SHA256 of `body` for `purpose`; the body says its key id itself."""
    digest = hmac.new(keys.keys[key_id], f"{purpose}|{body}".encode(), hashlib.sha256).digest()
    return body + str(int.from_bytes(digest[:16], "big") % 10**MAC_LENGTH).zfill(MAC_LENGTH)


def is_signed(code: str, keys: Keyring, key_id: int, purpose: str) -> bool:
    """Tell whether `code` ends in the HMAC that its body deserves."""
    return key_id in keys.keys and hmac.compare_digest(sign(code[:-MAC_LENGTH], keys, key_id, purpose), code)


def _key_of(code: str, keys: Keyring, kind: CodeKind, purpose: str, refusal: Code) -> int:
    """Id of the key that signed a code of a kind; `refusal` when a single digit is not ours."""
    if classify(code).kind is not kind or not is_signed(code, keys, int(code[2]), purpose):
        raise Rejected(refusal)
    return int(code[2])


def _numbered(first: str, number: int, register: int, keys: Keyring, purpose: str) -> str:
    key_id = keys.newest
    return sign(f"{first}{key_id}{register:03d}{number:07d}", keys, key_id, purpose)


def _purpose_in(epoch: int, purpose: str) -> str:
    """After each restored backup numbers are given out again, and their codes have to differ."""
    return f"{purpose}:{epoch}" if epoch else purpose


def epoch_of(code: str, keys: Keyring) -> int | None:
    """After how many restorations a receipt's or a claim's code was printed; None when a single digit is not ours."""
    kind = classify(code).kind
    if kind not in (CodeKind.RECEIPT, CodeKind.CLAIM):
        return None
    epochs = range(MOST_EPOCHS)
    return next((n for n in epochs if is_signed(code, keys, int(code[2]), _purpose_in(n, kind.value))), None)


@dataclass(frozen=True, slots=True)
class CardCode:
    """What a member card says: which key signed it, the card's random number, and its serial (revocable)."""

    key_id: int
    number: str
    serial: int


def card_token(card: CardCode, keys: Keyring) -> str:
    """The 32 digits of a member card: 29, key id 1, number 8, serial 2, HMAC 19."""
    return sign(f"29{card.key_id}{card.number}{card.serial:02d}", keys, card.key_id, "member-card")


def read_card(code: str, keys: Keyring) -> CardCode:
    """Check a member card's signature and read it.

    Raises:
        Rejected: INVALID_CARD when a single digit is not ours.
    """
    key_id = _key_of(code, keys, CodeKind.CARD, "member-card", Code.INVALID_CARD)
    return CardCode(key_id, code[3:11], int(code[11:13]))


@dataclass(frozen=True, slots=True)
class BadgeCode:
    """What a staff badge says: which key signed it, the person's random number, and its serial (revocable)."""

    key_id: int
    number: str
    serial: int


def badge_token(badge: BadgeCode, keys: Keyring) -> str:
    """The 32 digits of a staff badge: 26, key id 1, number 8, serial 2, HMAC 19."""
    return sign(f"26{badge.key_id}{badge.number}{badge.serial:02d}", keys, badge.key_id, "staff-badge")


def read_badge(code: str, keys: Keyring) -> BadgeCode:
    """Check a badge's signature and read it.

    Raises:
        Rejected: UNKNOWN_BADGE when a single digit is not ours.
    """
    key_id = _key_of(code, keys, CodeKind.BADGE, "staff-badge", Code.UNKNOWN_BADGE)
    return BadgeCode(key_id, code[3:11], int(code[11:13]))


def receipt_token(register_number: int, number: int, keys: Keyring, epoch: int = 0) -> str:
    """The 32 digits of a receipt's QR: 28, key id 1, register 3, receipt number 7, HMAC 19.

    `epoch` is how many backups had been restored when it was sold.
    """
    return _numbered("28", number, register_number, keys, _purpose_in(epoch, "receipt"))


def read_receipt(code: str, keys: Keyring) -> tuple[int, int]:
    """Check a receipt's signature and read its register and number.

    Raises:
        Rejected: UNKNOWN_SALE when a single digit is not ours.
    """
    _check_numbered(code, keys, CodeKind.RECEIPT, Code.UNKNOWN_SALE)
    return int(code[3:6]), int(code[6:13])


def claim_token(register_number: int, number: int, keys: Keyring, epoch: int = 0) -> str:
    """The 32 digits by which the buyer claims a receipt's points: 25, then as `receipt_token`."""
    return _numbered("25", number, register_number, keys, _purpose_in(epoch, "claim"))


def _check_numbered(code: str, keys: Keyring, kind: CodeKind, refusal: Code) -> None:
    if classify(code).kind is not kind or epoch_of(code, keys) is None:
        raise Rejected(refusal)


def read_claim(code: str, keys: Keyring) -> tuple[int, int]:
    """Check a claim's signature and read the register and the number of its receipt.

    Raises:
        Rejected: INVALID_CLAIM when a single digit is not ours.
    """
    _check_numbered(code, keys, CodeKind.CLAIM, Code.INVALID_CLAIM)
    return int(code[3:6]), int(code[6:13])


@dataclass(frozen=True, slots=True)
class VoucherCode:
    """What a voucher says: which key signed it, and its ten random digits."""

    key_id: int
    number: str


def voucher_token(voucher: VoucherCode, keys: Keyring) -> str:
    """The 32 digits of a voucher: 27, key id 1, number 10, HMAC 19."""
    return sign(f"27{voucher.key_id}{voucher.number}", keys, voucher.key_id, "voucher")


def read_voucher(code: str, keys: Keyring) -> VoucherCode:
    """Check a voucher's signature and read it; a gift card begins with 27 as well, but is signed as such.

    Raises:
        Rejected: INVALID_VOUCHER when a single digit is not ours.
    """
    key_id = _key_of(code, keys, CodeKind.VOUCHER, "voucher", Code.INVALID_VOUCHER)
    return VoucherCode(key_id, code[3:13])


@dataclass(frozen=True, slots=True)
class GiftCardCode:
    """What a gift card says: which key signed it, and its ten random digits."""

    key_id: int
    number: str


def gift_card_token(card: GiftCardCode, keys: Keyring) -> str:
    """The 32 digits of a gift card: 27, key id 1, number 10, HMAC 19."""
    return sign(f"27{card.key_id}{card.number}", keys, card.key_id, "gift-card")


def read_gift_card(code: str, keys: Keyring) -> GiftCardCode:
    """Check a gift card's signature and read it.

    Raises:
        Rejected: STORED_UNKNOWN when a single digit is not ours.
    """
    key_id = _key_of(code, keys, CodeKind.VOUCHER, "gift-card", Code.STORED_UNKNOWN)
    return GiftCardCode(key_id, code[3:13])


def kind_of_27(code: str, keys: Keyring) -> CodeKind:
    """What a code that begins with 27 was signed as: VOUCHER or GIFT_CARD; UNREADABLE when it is none of ours."""
    if classify(code).kind is not CodeKind.VOUCHER:
        return CodeKind.UNREADABLE
    signed = (CodeKind.VOUCHER, "voucher"), (CodeKind.GIFT_CARD, "gift-card")
    return next((kind for kind, purpose in signed if is_signed(code, keys, int(code[2]), purpose)), CodeKind.UNREADABLE)
