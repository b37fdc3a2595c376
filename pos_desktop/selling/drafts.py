"""An open order as plain values and back: what the autosave keeps and a crash gives back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from pos_desktop.core import plain as definitions
from pos_desktop.selling.exchange import Exchange
from pos_desktop.selling.lines import Discount, LineOption, OrderLine, OrderType, Use, Ware
from pos_desktop.selling.order import Identified, Order, Redeem
from pos_desktop.selling.vouchers import HeldVoucher

_ADDED: dict[str, Any] = {
    "exchange": None, "tables": (), "guests": 0, "label": "", "due_at": None, "deposit": "", "coupons": (),
    "fired": (), "waives_service": False,
}  # fmt: skip
_LINE_ADDED: dict[str, Any] = {
    "uses": (), "bundle": 0, "pieces": 1, "price_list": "", "serial": "", "course": 0, "sent": 0,
    "station": "", "told_options": (), "told_note": "",
}  # fmt: skip
_OPTION_ADDED: dict[str, Any] = {"choice": "", "half": 0, "uses": ()}
"""Fields that came after the first orders: where they say nothing, an order reads, and counts as sent, as before."""


def to_plain(order: Order) -> dict[str, Any]:
    """JSON-ready values of an order."""
    plain = asdict(order)
    plain["opened_at"] = order.opened_at.isoformat()
    plain["due_at"] = order.due_at.isoformat() if order.due_at else None
    plain["vouchers"] = definitions.to_plain(order.vouchers)
    plain["exchange"] = definitions.to_plain(order.exchange) if order.exchange else None
    plain["lines"] = [_without_defaults(line, _LINE_ADDED) for line in plain["lines"]]
    for line in plain["lines"]:
        line["options"] = [_without_defaults(option, _OPTION_ADDED) for option in line["options"]]
    return _without_defaults(plain, _ADDED)


def from_plain(plain: dict[str, Any]) -> Order:
    """The order that `to_plain` wrote."""
    known = {key: value for key, value in plain.items() if key in Order.__dataclass_fields__}
    return Order(**{
        **known,
        "opened_at": datetime.fromisoformat(plain["opened_at"]),
        "lines": tuple(_line(line) for line in plain["lines"]),
        "discount": _discount(plain["discount"]),
        "identified": Identified(plain["identified"]),
        "redeem": Redeem(plain["redeem"]) if isinstance(plain["redeem"], str) else plain["redeem"],
        "order_type": OrderType(plain["order_type"]),
        "rewards": tuple(plain.get("rewards", ())),
        "exchange": definitions.from_plain(Exchange, plain["exchange"]) if plain.get("exchange") else None,
        "vouchers": tuple(definitions.from_plain(HeldVoucher, voucher) for voucher in plain.get("vouchers", ())),
        "due_at": datetime.fromisoformat(plain["due_at"]) if plain.get("due_at") else None,
        "tables": tuple(plain.get("tables", ())),
        "coupons": tuple(plain.get("coupons", ())),
        "fired": tuple(plain.get("fired", ())),
    })  # fmt: skip


def _line(plain: dict[str, Any]) -> OrderLine:
    known = {key: value for key, value in plain.items() if key in OrderLine.__dataclass_fields__}
    options = tuple(LineOption(**{**option, "uses": _uses(option)}) for option in plain["options"])
    return OrderLine(**{
        **known, "discount": _discount(plain["discount"]), "options": options,
        "ware": Ware(plain.get("ware", Ware.GOODS)), "uses": _uses(plain),
        "told_options": tuple(plain.get("told_options", ())),
    })  # fmt: skip


def _uses(plain: dict[str, Any]) -> tuple[Use, ...]:
    return tuple(Use(**use) for use in plain.get("uses", ()))


def _discount(plain: dict[str, Any] | None) -> Discount | None:
    return Discount(**plain) if plain else None


def _without_defaults(plain: dict[str, Any], added: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in plain.items() if name not in added or value != added[name]}
