"""Puts the scale of this till into use where goods are weighed."""

from pos_desktop.core.errors import EnvironmentProblem
from pos_desktop.gateways.scales import Scale, parse_scale
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.sale.controller import SaleController


def use_scale(sale: SaleController, address: str, outside: Ops) -> None:
    """Let weights come from the scale at `address`, "" for none; a scale is slow, so it is asked `outside`."""
    try:
        known = parse_scale(address)
    except EnvironmentProblem as problem:
        sale.failed(problem)
        return
    if known is not None:
        scale = Scale(known)
        sale.weigh = lambda then, failed: outside.run(scale.read, then=then, failed=failed)
