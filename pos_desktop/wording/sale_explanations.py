"""«Vì sao?» of one sale in plain words: how each line earned, what was added, what bounded the money off."""

from collections.abc import Iterator
from fractions import Fraction

from pos_desktop.loyalty.sale_explanation import (
    Bound,
    GivenLater,
    MoneyOff,
    Returned,
    SaleExplanation,
    SoldEarning,
    TakenOff,
    WhyNot,
)  # fmt: skip
from pos_desktop.wording.explanations import part
from pos_desktop.wording.messages import N_
from pos_desktop.wording.texts import Wording

WHY_NOT: dict[WhyNot, str] = {
    WhyNot.WARE: N_("thẻ quà, nạp ví và gói hội viên không tích điểm"),
    WhyNot.ITEM: N_("món này không tích điểm"),
    WhyNot.DISCOUNTED: N_("chương trình không tích điểm cho món đã giảm giá"),
    WhyNot.FREE: N_("không trả bằng tiền"),
}
BOUNDS: dict[Bound, str] = {
    Bound.WISH: N_("Đơn đổi đúng số điểm đã chọn."),
    Bound.BALANCE: N_("Đơn đổi hết số điểm khách có, tròn bội số."),
    Bound.CAP: N_("Đơn đổi đến trần của chương trình, tròn bội số."),
    Bound.MINIMUM: N_("Số điểm đổi được dưới mức tối thiểu nên không đổi."),
    Bound.REST: N_("Điểm trả hết phần còn lại của đơn."),
}
LIMITS: dict[str, str] = {
    "orders_per_day": N_("Hôm đó khách đã đủ số đơn được tích điểm."),
    "minutes_apart": N_("Đơn quá gần đơn tích điểm trước đó."),
    "points_per_day": N_("Hôm đó khách đã tích đủ số điểm của một ngày."),
}
SOURCES: dict[str, str] = {
    "promotion": N_("Khuyến mãi {name}"),
    "perk": N_("Quyền lợi {name}"),
    "reward": N_("Ưu đãi {name}"),
    "voucher": N_("Phiếu {name}"),
}
WAYS: dict[str, str] = {
    "receipt": N_("Khách nhận điểm ngày {day} bằng mã trên hoá đơn."),
    "later": N_("{name} ghi hoá đơn này cho khách ngày {day}."),
    "move": N_("{name} chuyển hoá đơn này về đúng người mua ngày {day}."),
}


def head(told: SaleExplanation, words: Wording) -> str:
    """Whose the sale is, with the tier that counted: `TV000012 Nguyễn Ánh, hạng Vàng`."""
    if not told.code:
        return words.gettext("Khách lẻ, không tích điểm")
    who = f"{told.code} {told.name}".strip()
    return words.gettext("{who}, hạng {tier}").format(who=who, tier=told.tier) if told.tier else who


def line(sold: SoldEarning, words: Wording) -> str:
    """How one line earned: `58.000 ₫ × 1 điểm cho 10.000 ₫ × 1,5 (hạng Vàng)`."""
    if sold.why_not:
        return words.gettext("Không tích: {reason}").format(reason=words.gettext(WHY_NOT[sold.why_not]))
    if sold.source is None:
        return words.gettext("Tính trên {amount}").format(amount=words.money(sold.amount))
    told = [words.money(sold.basis), rate(sold.rate, words)]
    if sold.source.kind != "base":
        told[1] += f" ({part(sold.source, words)})"
    told += [f"{times(factor, words)} ({part(piece, words)})" for piece, factor in sold.factors]
    text = " × ".join(told)
    if len(sold.factors) > 1:
        text += words.gettext("; nhân tối đa {times}").format(times=times(sold.multiplier, words))
    return text


def rate(points_per_dong: Fraction, words: Wording) -> str:
    """Points for money, such as `1 điểm cho 10.000 ₫`."""
    text = words.gettext("{points} cho {money}")
    money = words.money(points_per_dong.denominator)
    return text.format(points=words.points(points_per_dong.numerator), money=money)


def times(factor: Fraction, words: Wording) -> str:
    """A multiplier: `1,5`, or as a fraction where it has no three decimals."""
    thousandths = factor * 1000
    exact = thousandths.denominator == 1
    return words.quantity(thousandths.numerator) if exact else f"{factor.numerator}/{factor.denominator}"


def total(told: SaleExplanation, words: Wording) -> tuple[str, ...]:
    """What was added up, and what limited it."""
    return tuple(_total(told, words))


def _total(told: SaleExplanation, words: Wording) -> Iterator[str]:
    parts = ", ".join(part(step, words) for step in told.steps)
    if parts:
        yield words.gettext("Cộng lại, bỏ phần lẻ một lần: {parts}").format(parts=parts)
    if told.limited:
        yield words.gettext(LIMITS[told.limited])
    if told.code and not told.has_facts:
        yield words.gettext("Hoá đơn cũ: chỉ còn giữ phần cộng của từng quy tắc.")
    if told.given_later:
        yield given_later(told.given_later, words)


def given_later(later: GivenLater, words: Wording) -> str:
    """How the sale came to its member after it was made."""
    return words.gettext(WAYS[later.way]).format(day=words.date(later.day), name=later.by or "…")


def money_off(off: MoneyOff, words: Wording) -> tuple[str, ...]:
    """What was redeemed, and what the most was."""
    return tuple(_money_off(off, words))


def _money_off(off: MoneyOff, words: Wording) -> Iterator[str]:
    if off.points:
        text = words.gettext("Đổi {points}, trừ {value} ({each} một điểm)")
        yield text.format(points=words.points(off.points), value=words.money(off.value),
                          each=words.money(off.point_value))  # fmt: skip
    text = words.gettext("Khách có {available}; trần {cap} của {before} là {most}; bội số {step}, ít nhất {minimum}")
    yield text.format(
        available=words.points(off.available), cap=words.percent(off.cap), before=words.money(off.before),
        most=words.points(off.cap_points), step=words.number(off.step), minimum=words.points(off.minimum),
    )  # fmt: skip
    if off.points or off.bound is Bound.MINIMUM:
        yield words.gettext(BOUNDS[off.bound])


def taken_off(off: TakenOff, words: Wording) -> tuple[str, str]:
    """A deal as a label and what it took off; a reward also says what it cost."""
    label = words.gettext(SOURCES[off.source]).format(name=off.name)
    if off.points:
        label = words.gettext("{label} ({points})").format(label=label, points=words.points(off.points))
    return label, words.money(-off.amount)


def returned(back: Returned, words: Wording) -> str:
    """A refund: its number, day, money, and points both ways."""
    text = words.gettext("Phiếu hoàn {number} ngày {day}: {money}, thu lại {clawed}, trả lại {restored}")
    return text.format(
        number=back.number, day=words.date(back.day), money=words.money(back.money),
        clawed=words.points(back.clawed), restored=words.points(back.restored),
    )  # fmt: skip
