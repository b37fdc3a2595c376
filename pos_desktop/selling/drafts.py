"""An open order as plain values and back: what the autosave keeps and a crash gives back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from pos_desktop.core import plain as definitions
from pos_desktop.selling.exchange import Exchange
from pos_desktop.selling.lines import Discount, LineOption, OrderLine, OrderType, Ware
from pos_desktop.selling.order import Identified, Order, Redeem
from pos_desktop.selling.vouchers import HeldVoucher


def to_plain(order: Order) -> dict[str, Any]:
    """JSON-ready values of an order."""
    plain = asdict(order)
    plain["opened_at"] = order.opened_at.isoformat()
    plain["vouchers"] = definitions.to_plain(order.vouchers)
    if order.exchange is None:
        del plain["exchange"]  # an order without one reads, and counts as sent before, as it always did
    else:
        plain["exchange"] = definitions.to_plain(order.exchange)
    return plain


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
    })  # fmt: skip


def _line(plain: dict[str, Any]) -> OrderLine:
    known = {key: value for key, value in plain.items() if key in OrderLine.__dataclass_fields__}
    options = tuple(LineOption(**option) for option in plain["options"])
    ware = Ware(plain.get("ware", Ware.GOODS))
    return OrderLine(**{**known, "discount": _discount(plain["discount"]), "options": options, "ware": ware})


def _discount(plain: dict[str, Any] | None) -> Discount | None:
    return Discount(**plain) if plain else None
