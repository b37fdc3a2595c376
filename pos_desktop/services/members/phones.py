"""One phone, one spelling: any way of writing a number becomes E.164."""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.selling.permissions import Rights

REGION = "VN"
_TYPED = re.compile(r"\+?[0-9]{6,16}", re.ASCII)
_OLD_PREFIXES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037", "0168": "038",
    "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
"""Eleven-digit mobile numbers of before September 2018, which old member lists still hold."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it is kept; `is_doubtful` when it is possible but in no operator's range."""

    e164: str
    is_doubtful: bool = False


def parse_phone(text: str) -> Phone:
    """Read a phone number: 09…, +84…, 84…, 0084…, with blanks, dots, dashes or full-width digits.

    Raises:
        Rejected: INVALID_PHONE when it cannot be a number at all.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKC", text) if c not in " .-()\u00a0/")
    if not _TYPED.fullmatch(bare):
        raise Rejected(Code.INVALID_PHONE)
    try:
        number = phonenumbers.parse(_modern(bare), REGION)
    except phonenumbers.NumberParseException:
        raise Rejected(Code.INVALID_PHONE) from None
    if not phonenumbers.is_possible_number(number):
        raise Rejected(Code.INVALID_PHONE)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(e164, not phonenumbers.is_valid_number(number))


def _modern(bare: str) -> str:
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    elif bare.startswith("84") and len(bare) in (11, 12):
        bare = "+" + bare
    national = "0" + bare[3:] if bare.startswith("+84") else bare
    if len(national) == 11 and national[:4] in _OLD_PREFIXES:
        return _OLD_PREFIXES[national[:4]] + national[4:]
    return bare


def national(e164: str) -> str:
    """A Vietnamese number as people write it: 0912345678; others stay as they are."""
    return "0" + e164[3:] if e164.startswith("+84") else e164


def masked(e164: str) -> str:
    """What a screen shows without the right to more: the last three digits; "" of none."""
    return "•••• " + e164[-3:] if e164 else ""


def shown(e164: str, rights: Rights) -> str:
    """The number as it leaves the services: whole for who has the right `phones`, for others as `masked`."""
    return e164 if rights.phones else masked(e164)
