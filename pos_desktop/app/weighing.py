"""Puts the scale of this till into use where goods are weighed."""

from collections.abc import Callable
from typing import Any

from pos_desktop.core.errors import EnvironmentProblem
from pos_desktop.gateways.scales import Scale, parse_scale
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.sale.controller import SaleController

Read = Callable[[Callable[[Any], Any], Callable[[Exception], Any]], Any]
"""Asks the scale; takes what is done with the weight, and with what went wrong."""


def reading(address: str, outside: Ops) -> Read | None:
    """How the scale at `address` is asked, `outside` because it is slow; None for "" and what is no address."""
    try:
        known = parse_scale(address)
    except EnvironmentProblem:
        return None
    if known is None:
        return None
    scale = Scale(known)
    return lambda then, failed: outside.run(scale.read, then=then, failed=failed)


def use_scale(sale: SaleController, address: str, outside: Ops) -> None:
    """Let weights come from the scale at `address`, "" for none; a wrong address is told."""
    try:
        parse_scale(address)
    except EnvironmentProblem as problem:
        sale.failed(problem)
        return
    if (read := reading(address, outside)) is not None:
        sale.weigh = read
