"""The order of the tiles of one category: moved by a drag or a key, kept at once."""

from typing import TYPE_CHECKING

from pos_desktop.services.shop.goods import MoveTiles
from pos_desktop.ui.catalogue import port
from pos_desktop.ui.catalogue.port import Everything

if TYPE_CHECKING:
    from pos_desktop.ui.catalogue.controller import CatalogueController


class Tiles:
    """Those on show in a `CatalogueController`."""

    def __init__(self, catalogue: "CatalogueController") -> None:
        self._catalogue = catalogue

    def move(self, key: str, place: int) -> None:
        """Put the tile of an item to another place among those of its category."""
        at, ids = self._catalogue, [row.key for row in self._catalogue.shown]
        if not at.can_order or key not in ids or not 0 <= place < len(ids) or ids[place] == key:
            return
        ids.remove(key)
        ids.insert(place, key)
        command = MoveTiles(at.desk.till.ids(), tuple(ids), at.person.id)
        at.ops.run(self._moved_by, command, then=at.take, failed=at._failed)

    def _moved_by(self, command: MoveTiles) -> Everything:
        self._catalogue.desk.goods.move_tiles(command)
        return port.read(self._catalogue.desk, self._catalogue.person.id)

    def step(self, by: int) -> None:
        """Move the tile of the item on show one place on, or back."""
        ids, key = [row.key for row in self._catalogue.shown], self._catalogue.view.chosen
        if key in ids:
            self.move(str(key), ids.index(str(key)) + by)
