"""Sums of money in words, as papers that are signed have them."""

from collections.abc import Iterator

from pos_desktop.wording.texts import Wording

THOUSAND, BILLION = 1_000, 1_000_000_000
_VI = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_VI_GROUPS = ("triệu", "nghìn", "")
_EN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EN_GROUPS = ("", "thousand", "million", "billion", "trillion", "quadrillion")


def money_in_words(amount: int, words: Wording) -> str:
    """`Một trăm linh năm nghìn đồng`; ValueError below zero, for nobody is paid such a sum."""
    if amount < 0:
        raise ValueError(amount)
    told = _vietnamese(amount) if words.language == "vi" else _english(amount)
    return f"{told[0].upper()}{told[1:]} đồng"


def _vietnamese(value: int) -> str:
    if value == 0:
        return _VI[0]
    above, rest = divmod(value, BILLION)
    told = [_vietnamese(above), "tỷ"] if above else []
    return " ".join((*told, *_below_billion(rest, is_begun=bool(above))))


def _below_billion(value: int, *, is_begun: bool) -> Iterator[str]:
    """Groups of three; what follows another group says its hundreds also where there are none."""
    groups = (value // (THOUSAND * THOUSAND), value // THOUSAND % THOUSAND, value % THOUSAND)
    for group, name in zip(groups, _VI_GROUPS, strict=True):
        if group:
            yield from _group(group, is_begun=is_begun)
            yield from (name,) if name else ()
            is_begun = True


def _group(value: int, *, is_begun: bool) -> Iterator[str]:
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    if hundreds or is_begun:
        yield from (_VI[hundreds], "trăm")
        if not tens and ones:
            yield "linh"
    if tens == 1:
        yield "mười"
    elif tens:
        yield from (_VI[tens], "mươi")
    if ones:
        yield _ones(tens, ones)


def _ones(tens: int, ones: int) -> str:
    if tens and ones == 5:
        return "lăm"
    return "mốt" if tens > 1 and ones == 1 else _VI[ones]


def _english(value: int) -> str:
    if value == 0:
        return _EN[0]
    told: list[str] = []
    for name in _EN_GROUPS:
        value, group = divmod(value, THOUSAND)
        if group:
            told.insert(0, f"{_hundreds(group)} {name}".strip())
    return " ".join(told)


def _hundreds(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    told = [f"{_EN[hundreds]} hundred"] if hundreds else []
    if rest:
        tens, ones = divmod(rest, 10)
        small = f"{_EN_TENS[tens]}-{_EN[ones]}" if ones else _EN_TENS[tens]
        told.append(_EN[rest] if rest < len(_EN) else small)
    return " ".join(told)
