"""What the screen of the receipts' design shows, and what it is told to draw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pos_desktop.documents.design import Block, Lines, ReceiptDesign
from pos_desktop.ui.models.views import ChipView
from pos_desktop.wording import _


@dataclass(frozen=True, slots=True)
class Sight:
    """How the design is looked at: dots of the paper, its language, and whose receipt."""

    width: int
    language: str
    is_guest: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """Paper as dots: rows of whole bytes, the leftmost dot the highest bit, 1 for white."""

    width: int
    height: int
    dots: bytes


Draw = Callable[[ReceiptDesign, Sight], Drawn]
"""Draws the trial receipt; on a worker."""
Print = Callable[[ReceiptDesign, Sight], str]
"""Prints it on the till's printer; on a worker. Gives what is wrong, "" for nothing."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed and chosen; texts as they stand in their fields, a line of paper on each line."""

    logo: bytes | None = None
    header: str = ""
    promotion: str = ""
    footer: str = ""
    hidden: frozenset[Block] = frozenset()

    @property
    def design(self) -> ReceiptDesign:
        """The design that it makes."""
        return ReceiptDesign(
            self.logo, split(self.header), split(self.promotion), split(self.footer), self.hidden
        )  # fmt: skip

    def text(self, where: Lines) -> str:
        """What stands in one field."""
        return {Lines.HEADER: self.header, Lines.PROMOTION: self.promotion, Lines.FOOTER: self.footer}[where]


def split(text: str) -> tuple[str, ...]:
    """The lines of a field that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def draft_of(design: ReceiptDesign) -> Draft:
    """The fields of a design."""
    return Draft(
        design.logo, "\n".join(design.header), "\n".join(design.promotion), "\n".join(design.footer), design.hidden
    )


@dataclass(frozen=True, slots=True)
class BlockView:
    """One switch; one that is not `enabled` depends on another that is off."""

    block: Block
    words: str
    is_on: bool
    enabled: bool


@dataclass(frozen=True, slots=True)
class DesignView:
    """Fields, switches and how the paper is looked at; each error stands where it was caused, "" for none."""

    texts: Mapping[Lines, str]
    text_errors: Mapping[Lines, str]
    footer_now: str
    has_logo: bool
    logo_error: str
    blocks: tuple[BlockView, ...]
    sight: Sight
    widths: tuple[ChipView, ...]
    languages: tuple[ChipView, ...]
    customers: tuple[ChipView, ...]
    error: str
    can_save: bool
    can_reset: bool
    can_try: bool
    busy: bool
    taking: bool
    trying: bool


def block_words() -> dict[Block, str]:
    """What each switch is called."""
    return {
        Block.ADDRESS: _("Địa chỉ"), Block.PHONE: _("Số điện thoại"), Block.CASHIER: _("Tên thu ngân"),
        Block.ORDER_NOTE: _("Ghi chú của đơn"), Block.UNIT_PRICES: _("Đơn giá từng món"),
        Block.LINE_NOTES: _("Ghi chú của món"), Block.REDUCTIONS: _("Từng khoản giảm giá"),
        Block.TAXES: _("Bảng thuế GTGT"), Block.MEMBER: _("Khung điểm thành viên"),
        Block.WAY_UP: _("Còn bao nhiêu lên hạng"), Block.EXPIRING: _("Điểm sắp hết hạn"),
        Block.CLAIM: _("Mã tích điểm cho khách lẻ"), Block.CODE: _("Mã QR của hoá đơn"),
    }  # fmt: skip
