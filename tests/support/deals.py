"""A tiny language of deals: `10%`; `20% on TRÀ`; `100% on 1 BÁNH`; `buy 2 TRÀ get 1 BÁNH`; `combo 60000: 1 A + 1 B`.

Goods are names joined by `or`, or `anything`. `only` before a deal makes it exclusive, `times 2` after one limits it,
`most 20000` after a benefit caps it. Several deals are divided by semicolons, in the order of their turn.
"""

import re

from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import WHOLE, parse_percent
from pos_desktop.selling.benefits import Benefit, BuyGet, Combo, ComboPart, Effect, Reach
from pos_desktop.selling.conditions import EVERYTHING, Picks
from pos_desktop.selling.deals import Deal, DealSource
from tests.support.orders import sku_of

_DEAL = re.compile(r"(?P<only>only )?(?P<effect>.+?)(?: times (?P<times>\d+))?")
_COMBO = re.compile(r"combo (?P<price>\d+): (?P<parts>.+)")
_BUY_GET = re.compile(r"buy (?P<buy>\d+) (?P<what>.+?) get (?P<get>\d+) (?P<which>.+?)(?: at (?P<percent>[0-9.]+%))?")
_BENEFIT = re.compile(
    r"(?P<is_price>price )?(?P<much>[0-9.]+%?)"
    r"(?: on (?P<cheapest>cheapest )?(?:(?P<units>\d+) )?(?P<goods>.+?))?(?: most (?P<most>\d+))?"
)


def picks(text: str) -> Picks:
    """`TRÀ or CÀ PHÊ`, or `anything`."""
    return EVERYTHING if text == "anything" else Picks(skus=tuple(sku_of(name) for name in text.split(" or ")))


def deals(text: str, source: DealSource = DealSource.PROMOTION) -> tuple[Deal, ...]:
    """The deals of a text, called `d1`, `d2` and so on."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    return tuple(_deal(f"d{number}", part, source) for number, part in enumerate(parts, start=1))


def effect(text: str) -> Effect:
    """One effect, without what is said around it."""
    if combo := _COMBO.fullmatch(text):
        parts = (part.split(" ", 1) for part in combo["parts"].split(" + "))
        return Combo(tuple(ComboPart(picks(name), int(qty) * ONE) for qty, name in parts), int(combo["price"]))
    if rule := _BUY_GET.fullmatch(text):
        percent = parse_percent(rule["percent"]) if rule["percent"] else WHOLE
        bought, got = int(rule["buy"]) * ONE, int(rule["get"]) * ONE
        return BuyGet(picks(rule["what"]), bought, picks(rule["which"]), got, percent)
    return benefit(text)


def benefit(text: str) -> Benefit:
    """An effect that is a benefit."""
    said = _BENEFIT.fullmatch(text)
    assert said, text
    much = said["much"]
    reach = Reach.ORDER if not said["goods"] else Reach.CHEAPEST if said["cheapest"] else Reach.ITEMS
    return Benefit(
        percent=parse_percent(much) if much.endswith("%") else 0,
        amount=0 if much.endswith("%") or said["is_price"] else int(much),
        price=int(much) if said["is_price"] else None,
        reach=reach, picks=picks(said["goods"] or "anything"),
        units=int(said["units"] or 0) * ONE, most=int(said["most"] or 0),
    )  # fmt: skip


def _deal(name: str, text: str, source: DealSource) -> Deal:
    said = _DEAL.fullmatch(text)
    assert said, text
    return Deal(source, name, text, effect(said["effect"]), bool(said["only"]), int(said["times"] or 0))
