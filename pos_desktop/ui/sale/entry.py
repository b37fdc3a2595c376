"""A number being typed over the catalogue: a quantity, a weight, a discount, or points to redeem."""

from dataclasses import dataclass, replace
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money, parse_money
from pos_desktop.core.rates import parse_percent
from pos_desktop.selling.kitchen import LAST_COURSE
from pos_desktop.selling.order import Discount
from pos_desktop.ui.models.views import ChipView, NumberView
from pos_desktop.ui.sale.kitchen import course_name
from pos_desktop.wording import _, money, number, points, quantity
from pos_desktop.wording.messages import sentence

MOST_DIGITS = 9
MOST_SERIAL = 40


class Asked(StrEnum):
    """What the number is."""

    QUANTITY = "quantity"
    WEIGHT = "weight"
    DISCOUNT = "discount"
    POINTS = "points"
    TOP_UP = "top_up"
    GIFT_CARD = "gift_card"
    DEBT = "debt"
    OPEN_PRICE = "open_price"
    SERIAL = "serial"
    COURSE = "course"


class Scope(StrEnum):
    """What a discount is taken off."""

    ORDER = "order"
    LINE = "line"


class Unit(StrEnum):
    """What a discount is counted in."""

    PERCENT = "percent"
    MONEY = "money"
    PRICE = "price"
    """Not a discount: what one of the line costs instead."""


PRESETS = {Unit.PERCENT: ("5", "10"), Unit.MONEY: ("5000", "10000", "20000"), Unit.PRICE: ()}

SCALE = "scale"
"""Not a usual amount: read the scale."""

LOADS = (Asked.TOP_UP, Asked.GIFT_CARD)
"""Amounts that are put on a card or into a wallet."""

COURSES = tuple(str(course) for course in range(LAST_COURSE + 1))
USUAL_COURSES = COURSES[:4]

TOP_UPS = ("100000", "200000", "500000")


@dataclass(frozen=True, slots=True)
class Entry:
    """State of the number. `subject` names what it is about, `ghost` shows until something is typed.

    `card` is the gift card that is loaded, "" for a new one, and `held` its money in đồng.
    `refused` are the usual discounts that are too much for the person or the order.
    """

    asked: Asked
    typed: str = ""
    subject: str = ""
    ghost: str = ""
    hint: str = ""
    scope: Scope = Scope.ORDER
    unit: Unit = Unit.PERCENT
    has_line: bool = False
    may_price: bool = False
    """Whether the line may be sold at another price."""
    removable: bool = False
    has_scale: bool = False
    """Whether a scale can tell the weight."""
    item_id: str = ""
    card: str = ""
    held: Money = 0
    refused: frozenset[str] = frozenset()
    problem: Rejected | None = None

    @property
    def extra(self) -> str:
        """What the pad offers besides digits: a comma for parts, three zeros for money."""
        if self.asked is Asked.WEIGHT or (self.asked is Asked.DISCOUNT and self.unit is Unit.PERCENT):
            return ","
        return "000" if self.asked in (Asked.DISCOUNT, Asked.OPEN_PRICE, Asked.DEBT, *LOADS) else ""

    @property
    def text(self) -> str:
        """What was typed as the rules read it: `12.5%`, `5000`, `0.35`."""
        plain = self.typed.replace(",", ".")
        return plain + "%" if self.asked is Asked.DISCOUNT and self.unit is Unit.PERCENT else plain

    def type(self, text: str) -> "Entry":
        """More digits, or the comma where there may be one; a serial number has letters too."""
        if self.asked is Asked.SERIAL:
            wanted = text.isascii() and text.isprintable() and len(self.typed) + len(text) <= MOST_SERIAL
            return replace(self, typed=self.typed + text.upper(), problem=None) if wanted else self
        if text in (",", "."):
            if self.extra != "," or "," in self.typed:
                return self
            return replace(self, typed=(self.typed or "0") + ",", problem=None)
        if self.asked is Asked.COURSE:  # another digit is another course
            return replace(self, typed=text, problem=None) if text in COURSES else self
        if not (text.isascii() and text.isdigit()) or len(self.typed) + len(text) > MOST_DIGITS:
            return self
        return replace(self, typed=(self.typed if self.typed != "0" else "") + text, problem=None)

    def erase(self, *, everything: bool = False) -> "Entry":
        """Take the last character back, or all."""
        return replace(self, typed="" if everything else self.typed[:-1], problem=None)

    def choose(self, choice: str) -> "Entry":
        """Choose a scope or a unit; what was typed means something else then."""
        if choice in list(Scope):
            unit = Unit.PERCENT if self.unit is Unit.PRICE else self.unit
            return replace(self, scope=Scope(choice), unit=unit, typed="", problem=None)
        return replace(self, unit=Unit(choice), typed="", problem=None)


@dataclass(frozen=True, slots=True)
class EntryView:
    """What the sheet shows; `error` takes the place of `hint`.

    `scopes` and `units` are rows of chips, empty where there is nothing to choose.
    """

    title: str
    subject: str
    number: NumberView
    extra: str
    verb: str
    can_confirm: bool
    hint: str = ""
    error: str = ""
    scopes: tuple[ChipView, ...] = ()
    scope: str = ""
    units: tuple[ChipView, ...] = ()
    unit: str = ""
    presets: tuple[tuple[str, str], ...] = ()
    remove: str = ""


def view_of(entry: Entry) -> EntryView:
    """Put the entry into words."""
    titles = {
        Asked.QUANTITY: (_("Số lượng"), _("Số lượng mới"), _("Đặt số lượng")),
        Asked.WEIGHT: (_("Khối lượng"), _("Số ki-lô-gam"), _("Đặt khối lượng")),
        Asked.DISCOUNT: (_("Giảm giá"), _("Mức giảm"), _("Giảm")),
        Asked.POINTS: (_("Đổi điểm"), _("Số điểm muốn đổi"), _("Đổi điểm")),
        Asked.TOP_UP: (_("Nạp tiền"), _("Số tiền nạp"), _("Nạp tiền")),
    }
    titles[Asked.GIFT_CARD] = (_("Thẻ quà tặng"), _("Số tiền trên thẻ"), _("Bán thẻ quà"))
    titles[Asked.DEBT] = (_("Thu nợ"), _("Số tiền khách trả"), _("Thu nợ"))
    titles[Asked.OPEN_PRICE] = (_("Nhập giá"), _("Giá của một món"), _("Thêm vào đơn"))
    titles[Asked.COURSE] = (_("Lượt ra món"), _("Lượt số"), _("Đặt lượt"))
    titles[Asked.SERIAL] = (_("Số sê-ri"), _("Số trên máy"), _("Thêm vào đơn"))
    if entry.unit is Unit.PRICE:
        titles[Asked.DISCOUNT] = (_("Sửa giá"), _("Giá của một món"), _("Đặt giá"))
    if entry.card:
        titles[Asked.GIFT_CARD] = (_("Thẻ quà tặng"), _("Số tiền nạp"), _("Nạp thẻ quà"))
    title, label, verb = titles[entry.asked]
    error = _said(entry.problem) if entry.problem else ""
    shown = NumberView(label, _shown(entry), ghost=entry.ghost, active=True)
    return EntryView(
        title, entry.subject, shown, entry.extra, verb, bool(entry.typed), entry.hint, error,
        _scopes(entry), entry.scope, _units(entry), entry.unit, _presets(entry), _remove(entry),
    )  # fmt: skip


def _said(problem: Rejected) -> str:
    """Why a number cannot be; an amount out of bounds is told with its bounds."""
    params = problem.params
    if problem.code is Code.INVALID_AMOUNT and "least" in params and "most" in params:
        least, most = int(str(params["least"])), int(str(params["most"]))
        return _("Số tiền từ {least} đến {most}.").format(least=money(least), most=money(most))
    return sentence(problem)


def decimal_mark() -> str:
    """What stands between a whole and its parts in the language in force."""
    return quantity(1500)[1]


def _shown(entry: Entry) -> str:
    if not entry.typed:
        return ""
    if entry.asked in (Asked.SERIAL, Asked.COURSE):
        return course_name(int(entry.typed)) if entry.asked is Asked.COURSE else entry.typed
    typed = entry.typed.replace(",", decimal_mark())
    if entry.asked is Asked.DISCOUNT:
        return f"{typed}%" if entry.unit is Unit.PERCENT else money(int(entry.typed))
    if entry.asked is Asked.POINTS:
        return points(int(entry.typed))
    if entry.asked in (Asked.OPEN_PRICE, Asked.DEBT, *LOADS):
        return money(int(entry.typed))
    return typed if "," in entry.typed else number(int(entry.typed))


def _scopes(entry: Entry) -> tuple[ChipView, ...]:
    if entry.asked is not Asked.DISCOUNT or not entry.has_line:
        return ()
    return ChipView(Scope.ORDER, _("Cả đơn")), ChipView(Scope.LINE, _("Món đang chọn"))


def _units(entry: Entry) -> tuple[ChipView, ...]:
    if entry.asked is not Asked.DISCOUNT:
        return ()
    price = (ChipView(Unit.PRICE, _("Giá mới")),) if entry.may_price and entry.scope is Scope.LINE else ()
    return (ChipView(Unit.PERCENT, _("Phần trăm")), ChipView(Unit.MONEY, _("Số tiền")), *price)


def _presets(entry: Entry) -> tuple[tuple[str, str], ...]:
    if entry.has_scale:
        return ((SCALE, _("Cân lại")),)
    if entry.asked is Asked.COURSE:
        return tuple((course, course_name(int(course))) for course in USUAL_COURSES)
    if entry.asked is Asked.DEBT:
        return ((str(entry.held), _("Trả hết")),)
    if entry.asked in LOADS:
        return tuple((amount, money(int(amount))) for amount in TOP_UPS)
    if entry.asked is not Asked.DISCOUNT:
        return ()
    return tuple((p, f"{p}%" if entry.unit is Unit.PERCENT else money(int(p)))
                 for p in PRESETS[entry.unit] if p not in entry.refused)  # fmt: skip


def _remove(entry: Entry) -> str:
    if not entry.removable:
        return ""
    if entry.unit is Unit.PRICE:
        return _("Về giá gốc")
    return _("Bỏ đổi điểm") if entry.asked is Asked.POINTS else _("Bỏ giảm giá")


def discount_of(text: str) -> Discount | None:
    """Read a discount: `10%`, `5000`, or nothing for none; INVALID_AMOUNT otherwise."""
    if not text:
        return None
    return Discount(percent=parse_percent(text)) if text.endswith("%") else Discount(amount=parse_money(text))
