"""A receipt with everything on it, and a member's token."""

from printing.paper.document import (
    Align,
    Bar,
    Cut,
    Document,
    Element,
    Frame,
    ItemLine,
    Mark,
    Pair,
    Qr,
    Rule,
    RuleStyle,
    Size,
    Space,
    Text,
    Title,
)

CARD_TOKEN = "29112345678010123456789012345678"
RECEIPT_CODE = "28000001000231774512098341665023"


def money(amount: int) -> str:
    """The shop's way to write đồng, in miniature."""
    sign = "−" if amount < 0 else ""
    return f"{sign}{abs(amount):,}".replace(",", ".") + "\u00a0₫"


def receipt(*, mark: str = "", items: tuple[ItemLine, ...] = ()) -> Document:
    """A café's receipt to a member, 267.000 ₫ before discount."""
    lines = items or (
        ItemLine("2", "Cà phê sữa đá", money(29_000), money(58_000), ("Ít đường, thêm đá",)),
        ItemLine("1", "Phở bò tái nạm gầu gân sách đặc biệt tô lớn", money(95_000), money(95_000)),
        ItemLine("0,35", "Hạt cà phê Cầu Đất rang mộc", money(240_000), money(84_000)),
        ItemLine("1", "Trà đào cam sả", money(30_000), money(30_000), (), (("Giảm 10 %", money(-3_000)),)),
    )
    head: tuple[Element, ...] = (Mark(mark), Space()) if mark else ()
    return Document((*head, *_shop(), *lines, *_sums(), *_member(), *_foot(), Cut()), title="K1-000231")


def _shop() -> tuple[Element, ...]:
    return (
        Title("Quán Cà Phê Đường Tàu"),
        Text("12 Phùng Hưng, Hoàn Kiếm, Hà Nội", align=Align.CENTER, size=Size.SMALL),
        Text("MST 0101234567 · 024 3828 1234", align=Align.CENTER, size=Size.SMALL),
        Space(),
        Text("HÓA ĐƠN BÁN HÀNG", bold=True, align=Align.CENTER, size=Size.LARGE),
        Pair("Số K1-000231", "22/11/2026 09:41", size=Size.SMALL),
        Pair("Thu ngân: Hương", "Quầy 1", size=Size.SMALL),
        Rule(RuleStyle.SOLID),
    )


def _sums() -> tuple[Element, ...]:
    return (
        Rule(),
        Pair("Tiền hàng", money(267_000)),
        Pair("Giảm giá", money(-3_000)),
        Pair("Điểm đổi (60 điểm)", money(-60_000)),
        Rule(RuleStyle.HEAVY),
        Pair("TỔNG CỘNG", money(204_000), bold=True, size=Size.HUGE),
        Rule(RuleStyle.HEAVY),
        Pair("Tiền mặt", money(250_000)),
        Pair("Tiền thừa", money(46_000), bold=True),
        Space(),
        Pair("Thuế GTGT 8 % trong giá", money(15_111), size=Size.SMALL),
    )


def _member() -> tuple[Element, ...]:
    return (
        Frame(
            (
                Pair("Đặng Thị Hường", "Hạng Vàng", bold=True),
                Pair("Điểm đã dùng", "60 điểm"),
                Pair("Điểm được cộng", "29 điểm"),
                Pair("Số dư", "1.240 điểm", bold=True),
                Bar((62, 100), "còn 3.800.000\u00a0₫ lên hạng Kim cương"),
                Text("120 điểm hết hạn ngày 15/12/2026", size=Size.SMALL, align=Align.CENTER),
            )
        ),
    )


def _foot() -> tuple[Element, ...]:
    return (
        Qr(RECEIPT_CODE, "K1-000231"),
        Space(),
        Text("Cảm ơn quý khách, hẹn gặp lại!", align=Align.CENTER, bold=True),
    )
