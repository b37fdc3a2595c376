"""The slip that welcomes a member: the card to scan, the tier, how points come and go, and what was agreed to."""

from collections.abc import Iterator
from dataclasses import dataclass

from pos_desktop.core.money import Money
from pos_desktop.documents.slip import SlipText
from pos_desktop.wording import Wording


@dataclass(frozen=True, slots=True)
class WelcomeSlip:
    """A member with a card; `token` are its 32 digits, "" of who has none.

    `earn` is so many points for so many đồng, `point_value` what one is worth in đồng, `minimum` the least to redeem.
    """

    code: str
    name: str
    token: str
    tier: str
    available: int
    programme: str
    earn: tuple[int, Money]
    point_value: Money
    minimum: int
    agreed: bool | None
    """Whether the member wants to hear of offers; None where nobody asked."""


def of_welcome(new: WelcomeSlip, words: Wording) -> SlipText:
    """For a member who has just joined, or who wants the card on paper."""
    name = ((words.gettext("Khách"), new.name),) if new.name else ()
    return SlipText(
        words.gettext("CHÀO MỪNG THÀNH VIÊN"),
        (
            *name, (words.gettext("Mã thành viên"), new.code), (words.gettext("Hạng"), new.tier),
            (words.gettext("Điểm hiện có"), words.points(new.available)),
        ),
        tuple(_remarks(new, words)), new.token, words.gettext("Đưa mã này mỗi lần mua hàng để tích điểm"),
    )  # fmt: skip


def _remarks(new: WelcomeSlip, words: Wording) -> Iterator[str]:
    points, per = new.earn
    if points:
        text = words.gettext("Chương trình «{name}»: mỗi {money} được {points}, hạng cao hơn được nhiều hơn.")
        yield text.format(name=new.programme, money=words.money(per), points=words.points(points))
    text = words.gettext("Khi trả tiền, {points} trừ được {money}; đổi từ {least}.")
    least = words.points(max(new.minimum, 1))
    yield text.format(points=words.points(1), money=words.money(new.point_value), least=least)
    if new.agreed:
        yield words.gettext("Quý khách đồng ý nhận tin ưu đãi. Muốn thôi, chỉ cần báo thu ngân.")
    elif new.agreed is not None:
        yield words.gettext("Quý khách không nhận tin ưu đãi: cửa hàng không gửi tin nào.")
