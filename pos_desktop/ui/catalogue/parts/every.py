"""Every segment of the catalogue, and what their fields choose from."""

from collections.abc import Mapping, Sequence
from typing import Final

from pos_desktop.ui.catalogue.parts.categories import CATEGORIES, VAT
from pos_desktop.ui.catalogue.parts.items import ITEMS, VAT_NAMES
from pos_desktop.ui.catalogue.parts.lists import LISTS
from pos_desktop.ui.catalogue.parts.menu import COMBOS, GROUPS
from pos_desktop.ui.catalogue.port import Everything, Segment
from pos_desktop.ui.form.kinds import Option
from pos_desktop.wording import _

SEGMENTS: Final[tuple[Segment, ...]] = (ITEMS, CATEGORIES, GROUPS, COMBOS, LISTS, VAT)


def offers(every: Everything) -> Mapping[str, Sequence[Option]]:
    """Choices that the catalogue itself names, in the language in force."""
    groups = tuple((page.id, page.name) for page in every.groups if page.active)
    return {
        "categories": tuple((row.id, row.name) for row in every.categories), "vat": vat_groups(every),
        "groups": groups, "stations": every.stations, "tiers": every.tiers,
        "lists": tuple((page.prices.id, page.prices.name) for page in every.lists),
    }  # fmt: skip


def vat_groups(every: Everything) -> tuple[Option, ...]:
    """VAT groups with the rate that holds today."""
    now = {
        row.group: row.rate for row in every.rates
        if row.valid_from <= every.today and (row.valid_to is None or every.today <= row.valid_to)
    }  # fmt: skip
    return tuple((group, _rate_name(group, rate)) for group, rate in now.items())


def _rate_name(group: str, rate: int | None) -> str:
    name = _(VAT_NAMES.get(group, group))
    return name if rate is None or f"{rate}%" in name else f"{name} {rate}%"
