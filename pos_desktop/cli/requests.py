"""Reads one line of `sell`: strict JSON into plain, checked values; MALFORMED names the field that cannot be."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from pos_desktop.cli import dining
from pos_desktop.cli.dining import Dining
from pos_desktop.cli.made import AS_USUAL, Made, made_of
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money, positive
from pos_desktop.core.quantity import ONE, Quantity, checked, parse_quantity
from pos_desktop.core.rates import parse_percent
from pos_desktop.core.text import note
from pos_desktop.selling.order import MOST_LINES, Discount, OrderType, Redeem, Ware
from pos_desktop.selling.refund import RefundTo, Returned
from pos_desktop.selling.tenders import Tender, TenderKind

MOST_LINE = 1_000_000
MOST_ID = 64
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LineRequest:
    """One line to sell; of what is no goods, `code` is the gift card to load or the plan, `amount` what is loaded."""

    code: str
    qty: Quantity
    discount: Discount | None
    note: str
    ware: Ware = Ware.GOODS
    amount: Money = 0
    price: Money | None = None
    """What one costs here, where it is not the item's own price."""
    made: Made = AS_USUAL
    """How the goods are made."""


@dataclass(frozen=True, slots=True)
class SaleRequest:
    """An order to sell at once; `tenders` None is «exact»."""

    lines: tuple[LineRequest, ...]
    discount: Discount | None
    member: str
    member_pin: str
    redeem: int | Redeem | None
    tenders: tuple[Tender, ...] | None
    note: str
    vouchers: tuple[str, ...] = ()
    rewards: tuple[str, ...] = ()
    order_type: OrderType = OrderType.TAKE_AWAY
    exchange: "RefundRequest | None" = None
    """Goods that come back and pay for these."""
    dining: Dining = dining.AS_USUAL


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """A member to be."""

    phone: str
    name: str
    birthday: date | None
    gender: str
    referrer: str
    consent: bool | None


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """A sale to give back; `lines` None is everything that is left."""

    sale: str
    lines: tuple[Returned, ...] | None
    to: RefundTo
    reason: str
    preview: bool = False


def parse_line(line: str) -> dict[str, Any]:
    """One JSON object; NaN, duplicate keys, half characters and anything else are MALFORMED."""
    if len(line) > MOST_LINE:
        raise malformed("line")
    try:
        value = json.loads(line, parse_constant=_refuse, object_pairs_hook=_unique, parse_float=_Decimal)
        json.dumps(value, ensure_ascii=False).encode()  # half a character cannot be kept
    except (ValueError, RecursionError):
        raise malformed("line") from None
    if not isinstance(value, dict):
        raise malformed("line")
    return value


class _Decimal(str):
    """A JSON number with a point, kept as it was written: no float ever holds a quantity."""

    __slots__ = ()


def malformed(field: str) -> Rejected:
    """The refusal of a field that cannot be read."""
    return Rejected(Code.MALFORMED, field=field)


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("duplicate key")
    return dict(pairs)


def operation_id(body: Mapping[str, Any], *, required: bool = True) -> str | None:
    """The operation's name: 1 to 64 printable characters."""
    value = body.get("id")
    if value is None and not required:
        return None
    if not isinstance(value, str) or isinstance(value, _Decimal) or not 1 <= len(value) <= MOST_ID:
        raise malformed("id")
    if not value.isprintable() or any("\ud800" <= c <= "\udfff" for c in value):
        raise malformed("id")
    return value


def moment(body: Mapping[str, Any], field: str = "at") -> datetime | None:
    """An ISO 8601 moment with its offset."""
    value = body.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise malformed(field)
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise malformed(field) from None
    if at.tzinfo is None or not 2000 <= at.year <= 2999:
        raise malformed(field)
    return at


def sale_request(body: Mapping[str, Any]) -> SaleRequest:
    """Read a `sale`."""
    lines = _list(body, "lines")
    if not lines or len(lines) > MOST_LINES:
        raise malformed("lines")
    return SaleRequest(
        lines=tuple(_line(line) for line in lines),
        discount=_discount(body.get("discount"), "discount"),
        member=_text(body, "member"), member_pin=_text(body, "member_pin"), redeem=_redeem(body.get("redeem")),
        tenders=_tenders(body.get("tenders", "exact")), note=note(_text(body, "note")),
        vouchers=_texts(body, "vouchers"), rewards=_texts(body, "rewards"),
        order_type=_known(OrderType, body.get("order_type", "take_away"), lambda: malformed("order_type")),
        exchange=_exchange(body.get("exchange")), dining=dining.read(body),
    )  # fmt: skip


def _exchange(value: Any) -> "RefundRequest | None":
    if value is None:
        return None
    if not isinstance(value, dict) or "preview" in value:
        raise malformed("exchange")
    return refund_request(value)


def count(body: Mapping[str, Any], field: str) -> int:
    """A whole number, 1 where nothing is said."""
    value = body.get(field, 1)
    if not isinstance(value, int) or isinstance(value, bool):
        raise malformed(field)
    return value


def enrol_request(body: Mapping[str, Any]) -> EnrolRequest:
    """Read an `enrol`."""
    consent = body.get("consent")
    if consent is not None and not isinstance(consent, bool):
        raise malformed("consent")
    return EnrolRequest(
        _text(body, "phone"), _text(body, "name"), _birthday(body), _text(body, "gender"), _text(body, "referrer"),
        consent,
    )  # fmt: skip


def refund_request(body: Mapping[str, Any]) -> RefundRequest:
    """Read a `refund`."""
    preview, to = body.get("preview", False), body.get("to", "original")
    if not isinstance(preview, bool):
        raise malformed("preview")
    way = _known(RefundTo, to, lambda: malformed("to"))
    return RefundRequest(text(body, "sale"), _returned(body.get("lines", "all")), way, _text(body, "reason"), preview)


def void_request(body: Mapping[str, Any]) -> RefundRequest:
    """Read a `void`: the whole sale, back to where its money came from."""
    return RefundRequest(text(body, "sale"), None, RefundTo.ORIGINAL, _text(body, "reason"))


def adjust_request(body: Mapping[str, Any]) -> tuple[int, str]:
    """Points (below zero to take) and the reason of an `adjust`."""
    points = body.get("points")
    if not isinstance(points, int) or isinstance(points, bool) or points == 0:
        raise Rejected(Code.INVALID_AMOUNT, field="points")
    return points, _text(body, "reason")


def points(body: Mapping[str, Any]) -> int:
    """A number of points, above 0."""
    value = body.get("points")
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise Rejected(Code.INVALID_AMOUNT, field="points")
    return value


def _returned(value: Any) -> tuple[Returned, ...] | None:
    if value == "all":
        return None
    if not isinstance(value, list):
        raise malformed("lines")
    return tuple(_returned_line(line) for line in value)


def _returned_line(value: Any) -> Returned:
    line = value.get("line") if isinstance(value, dict) else None
    if not isinstance(line, int) or isinstance(line, bool):
        raise malformed("lines")
    return Returned(line, _qty(value.get("qty", 1)))


def text(body: Mapping[str, Any], field: str) -> str:
    """A required text."""
    value = _text(body, field)
    if not value:
        raise malformed(field)
    return value


def optional(body: Mapping[str, Any], field: str) -> str:
    """A text that may be left out; empty then."""
    return _text(body, field)


def _text(body: Mapping[str, Any], field: str) -> str:
    value = body.get(field)
    if value is None:
        return ""
    if not isinstance(value, str) or isinstance(value, _Decimal):
        raise malformed(field)
    return value


def _list(body: Mapping[str, Any], field: str) -> list[Any]:
    value = body.get(field)
    if not isinstance(value, list):
        raise malformed(field)
    return value


def _line(value: Any) -> LineRequest:
    if not isinstance(value, dict):
        raise malformed("lines")
    ware = next((ware for name, ware in _WARES.items() if name in value), None)
    if ware is not None:
        return _ware_line(value, ware)
    code, qty = text(value, "code"), _qty(value.get("qty", 1))
    discount, remark = _discount(value.get("discount"), "discount"), note(_text(value, "note"))
    return LineRequest(code, qty, discount, remark, price=_price(value.get("price")), made=made_of(value))


def _price(value: Any) -> Money | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Rejected(Code.INVALID_AMOUNT, field="price")
    return value


_WARES = {"gift_card": Ware.GIFT_CARD, "top_up": Ware.TOP_UP, "plan": Ware.MEMBERSHIP,
          "debt": Ware.DEBT}  # fmt: skip
"""Fields of which one makes a line that sells no goods."""
_WARE_FIELDS = {Ware.GIFT_CARD: {"gift_card", "code"}, Ware.TOP_UP: {"top_up"}, Ware.MEMBERSHIP: {"plan"},
                Ware.DEBT: {"debt"}}  # fmt: skip


def _ware_line(value: Mapping[str, Any], ware: Ware) -> LineRequest:
    if set(value) - _WARE_FIELDS[ware] - {"discount", "note"}:
        raise malformed("lines")
    discount, remark = _discount(value.get("discount"), "discount"), note(_text(value, "note"))
    if ware is Ware.MEMBERSHIP:
        return LineRequest(text(value, "plan"), ONE, discount, remark, ware)
    amount = value[ware.value]
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise Rejected(Code.INVALID_AMOUNT, field=ware.value)
    return LineRequest(_text(value, "code"), ONE, discount, remark, ware, positive(amount))


def _texts(body: Mapping[str, Any], field: str) -> tuple[str, ...]:
    values = body.get(field) or []
    if not isinstance(values, list) or not all(type(value) is str and value for value in values):
        raise malformed(field)
    return tuple(values)


def _qty(value: Any) -> Quantity:
    if isinstance(value, bool):
        raise malformed("qty")
    if isinstance(value, int):
        return checked(value * ONE)
    if isinstance(value, str):
        return parse_quantity(str(value))
    raise malformed("qty")


def _discount(value: Any, field: str) -> Discount | None:
    if value is None or value == "0%":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return Discount(amount=positive(value)) if value else None
    if isinstance(value, str) and not isinstance(value, _Decimal):
        return Discount(percent=parse_percent(value))
    raise Rejected(Code.INVALID_AMOUNT, field=field)


def _redeem(value: Any) -> int | Redeem | None:
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        if value <= 0:
            raise Rejected(Code.INVALID_AMOUNT, field="redeem")
        return value
    if isinstance(value, str) and value in ("max", "rest"):
        return Redeem(value)
    raise Rejected(Code.INVALID_AMOUNT, field="redeem")


def _tenders(value: Any) -> tuple[Tender, ...] | None:
    if value == "exact":
        return None
    if not isinstance(value, list):
        raise malformed("tenders")
    return tuple(_tender(tender) for tender in value)


def _tender(value: Any) -> Tender:
    if not isinstance(value, dict):
        raise malformed("tenders")
    kind = _known(
        TenderKind, value.get("type"), lambda: Rejected(Code.UNKNOWN_TENDER, type=str(value.get("type"))[:40])
    )
    amount = value.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise Rejected(Code.INVALID_AMOUNT, field="amount")
    return Tender(kind, positive(amount), note(_text(value, "ref"), 80))


def _known(make: Callable[[Any], T], value: Any, refuse: Callable[[], Exception]) -> T:
    try:
        return make(value)
    except ValueError:
        raise refuse() from None


def _birthday(body: Mapping[str, Any]) -> date | None:
    value = _text(body, "birthday")
    return _known(date.fromisoformat, value, lambda: Rejected(Code.INVALID_BIRTHDAY)) if value else None
