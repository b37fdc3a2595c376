"""The kitchen of the sample shop: drinks are made at the bar, cakes in the oven, goods from the shelf by nobody."""

from typing import Final

from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.stations import PutStation, StationFacts

STATIONS: Final = (
    ("Pha chế", 480, ("Cà phê", "Trà", "Đá xay & sữa")),
    ("Bếp bánh", 900, ("Bánh", "Đồ ăn")),
)
"""Name, seconds until it is late, and names of the categories that are made there, where the shop has them."""


def set_up_kitchen(desk: Desk, staff_id: str) -> None:
    """Make the stations, without printers: their tickets show on the display, and nothing waits to be printed."""
    ids = {made.name: made.id for made in desk.stations.layout().categories}
    for name, late_after, wanted in STATIONS:
        categories = tuple(ids[each] for each in wanted if each in ids)
        facts = StationFacts(name, late_after=late_after, categories=categories)
        desk.stations.put(PutStation(desk.till.ids(), facts, staff_id))
