"""The page that a printer is tried with: letters, a ruler over the whole width, a QR, and what is set of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pos_desktop.core.clock import DEFAULT_ZONE, zone
from pos_desktop.wording import Wording
from printing.devices.named import Named
from printing.devices.profiles import text_of
from printing.paper.document import (
    Align,
    Columns,
    Cut,
    Document,
    Element,
    Frame,
    Pair,
    Qr,
    Rule,
    RuleStyle,
    Size,
    Space,
    Text,
    Title,
)

LETTERS: Final = (
    "a à á ả ã ạ ă ằ ắ ẳ ẵ ặ â ầ ấ ẩ ẫ ậ", "e è é ẻ ẽ ẹ ê ề ế ể ễ ệ", "i ì í ỉ ĩ ị",
    "o ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ", "u ù ú ủ ũ ụ ư ừ ứ ử ữ ự", "y ỳ ý ỷ ỹ ỵ", "đ ₫",
)  # fmt: skip
"""Every letter that only Vietnamese has, with the vowels they come of."""
STEP: Final = 96
"""Dots between two marks of the ruler: 12 mm."""


@dataclass(frozen=True, slots=True)
class TestPage:
    """What is printed: for whom, on which printer, when, and a code for the scanner to be tried with."""

    __test__ = False  # no case for pytest

    shop: str
    printer: Named
    at: datetime
    code: str
    is_training: bool = False
    time_zone: str = DEFAULT_ZONE


def test_page(page: TestPage, words: Wording) -> Document:
    """Build the page."""
    at = page.at.astimezone(zone(page.time_zone))
    small = Size.SMALL
    elements: tuple[Element, ...] = (
        Title(page.shop),
        Text(words.gettext("TRANG IN THỬ"), size=Size.LARGE, bold=True, align=Align.CENTER),
        Text(f"{at:%H:%M:%S %d/%m/%Y}", align=Align.CENTER),
        *((Text(words.gettext("TẬP HUẤN"), bold=True, align=Align.CENTER),) if page.is_training else ()),
        Space(),
        *_ruler(page.printer.profile.width_dots, words),
        *(Text(line) for line in LETTERS),
        *(Text(line.upper()) for line in LETTERS),
        Space(),
        Text(words.gettext("Rõ, thẳng, không đứt nét là máy in tốt."), bold=True),
        Pair(words.gettext("Cà phê sữa đá"), words.money(29_000), bold=True),
        Qr(page.code, words.gettext("Quét mã này ở ô thử máy quét")),
        Text(page.code, align=Align.CENTER, size=small),
        Rule(),
        Text(words.gettext("Địa chỉ: {uri}").format(uri=page.printer.uri), size=small),
        Text(words.gettext("Kiểu máy: {profile}").format(profile=text_of(page.printer.profile)), size=small),
        Cut(),
    )
    return Document(elements, words.gettext("TRANG IN THỬ"), words.language)


test_page.__test__ = False  # type: ignore[attr-defined]


def _ruler(dots: int, words: Wording) -> tuple[Element, ...]:
    """A frame over the whole width: where an edge is missing, the paper is set too wide."""
    marks = tuple(str(at) for at in range(0, dots, STEP))
    told = words.gettext("Khung này phải đủ hai cạnh: {dots} điểm, {mm} mm").format(dots=dots, mm=dots // 8)
    return (
        Columns(marks, (1,) * len(marks), size=Size.SMALL),
        Rule(RuleStyle.HEAVY),
        Frame((Text(told, size=Size.SMALL, align=Align.CENTER),)),
    )
