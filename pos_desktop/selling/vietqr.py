"""VietQR: writes what a bank's app reads off a code (EMVCo merchant-presented, NAPAS profile), and reads it again."""

from dataclasses import dataclass

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.text import ascii_folded

MOST_PURPOSE = 25
"""Characters that every bank carries through."""
MOST_ACCOUNT = 19
BIN_DIGITS = 6
_NAPAS, _TO_ACCOUNT = "A000000727", "QRIBFTTA"
_DONG, _VIETNAM = "704", "VN"
_CRC = "6304"
_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -.")
"""What no bank drops or changes in a purpose."""


@dataclass(frozen=True, slots=True)
class VietQr:
    """What a code asks for: `bank` is the six digits of its BIN. Without an amount the payer types one (static)."""

    bank: str
    account: str
    amount: Money | None = None
    purpose: str = ""


def payload(asked: VietQr) -> str:
    """The text of the code.

    Raises:
        Rejected: BANK_ACCOUNT for a BIN or an account that cannot be one; INVALID_AMOUNT for nothing or less.
    """
    check_account(asked.bank, asked.account)
    if asked.amount is not None and asked.amount <= 0:
        raise Rejected(Code.INVALID_AMOUNT, least=1)
    to = _field("00", asked.bank) + _field("01", asked.account)
    said = purpose(asked.purpose)
    body = (
        _field("00", "01") + _field("01", "11" if asked.amount is None else "12")
        + _field("38", _field("00", _NAPAS) + _field("01", to) + _field("02", _TO_ACCOUNT)) + _field("53", _DONG)
        + (_field("54", str(asked.amount)) if asked.amount is not None else "") + _field("58", _VIETNAM)
        + (_field("62", _field("08", said)) if said else "") + _CRC
    )  # fmt: skip
    return body + crc16(body)


def check_account(bank: str, account: str) -> None:
    """Refuse what can be no bank's BIN or no account; BANK_ACCOUNT."""
    digits = bank.isascii() and bank.isdigit() and len(bank) == BIN_DIGITS
    if not digits or not (account.isascii() and account.isalnum() and 1 <= len(account) <= MOST_ACCOUNT):
        raise Rejected(Code.BANK_ACCOUNT)


def purpose(code: str, rest: str = "") -> str:
    """What stands on the transfer: the order's code first, at most 25 characters that every bank carries through."""
    folded = ascii_folded(f"{code} {rest}")
    return " ".join("".join(c for c in folded if c in _SAFE).split())[:MOST_PURPOSE].strip()


def parse(text: str) -> VietQr:
    """Read a code that asks for a transfer to an account.

    Raises:
        Rejected: UNREADABLE_CODE for another code, a wrong check sum or a torn text.
    """
    if len(text) < len(_CRC) or text[-8:-4] != _CRC or crc16(text[:-4]) != text[-4:].upper():
        raise Rejected(Code.UNREADABLE_CODE)
    fields = _fields(text)
    of_napas = _fields(fields.get("38", ""))
    to = _fields(of_napas.get("01", ""))
    amount = fields.get("54", "")
    if of_napas.get("00") != _NAPAS or fields.get("53") != _DONG or (amount and not amount.isdigit()):
        raise Rejected(Code.UNREADABLE_CODE)
    said = _fields(fields.get("62", "")).get("08", "")
    return VietQr(to.get("00", ""), to.get("01", ""), int(amount) if amount else None, said)


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE over the UTF-8 bytes, as four hexadecimal digits."""
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _bit in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{crc:04X}"


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def _fields(text: str) -> dict[str, str]:
    """Tags and values, one after the other; UNREADABLE_CODE where a length leads out of the text."""
    found, at = {}, 0
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + 4]
        if not (length.isascii() and length.isdigit()) or at + 4 + int(length) > len(text):
            raise Rejected(Code.UNREADABLE_CODE)
        found[tag], at = text[at + 4 : at + 4 + int(length)], at + 4 + int(length)
    return found
