"""Which items the catalogue shows: a category, what a search found, or the few that share a code."""

from collections.abc import Hashable, Sequence

from pos_desktop.core.ids import Id
from pos_desktop.selling.catalogue import CatalogueIndex, Found, Item
from pos_desktop.selling.price_lists import Lists, listed
from pos_desktop.ui.models.views import ChipView, TileView
from pos_desktop.ui.sale import view


class Shelf:
    """Keeps what was made for the screen, so that a scan makes no tile anew."""

    def __init__(self, index: CatalogueIndex) -> None:
        self.index = index
        self.category: Hashable = view.ALL
        self.text = ""
        self.choice: tuple[Found, ...] = ()
        self.family = ""
        """Name under which the items to choose from stand together; "" where they share a code."""
        self._at = 0
        self._lists: Lists = ()
        self.outs: frozenset[Id] = frozenset()
        """Items of which nothing is left."""
        self._made: tuple[tuple[ChipView, ...], tuple[TileView, ...]] | None = None

    @property
    def chips(self) -> tuple[ChipView, ...]:
        """The categories."""
        return self._views()[0]

    @property
    def tiles(self) -> tuple[TileView, ...]:
        """The items on show; the same object until something else is on show."""
        return self._views()[1]

    @property
    def chosen(self) -> Hashable:
        """The chip that is down; none while a search is on show."""
        return None if self.text or self.choice else self.category

    @property
    def marked(self) -> Hashable | None:
        """The hit of a search that Enter takes, None without a search or a hit."""
        return self.tiles[min(self._at, len(self.tiles) - 1)].id if self.text and self.tiles else None

    def mark_next(self, by: int) -> None:
        """Mark the next hit, or the one before."""
        self._at = max(0, min(self._at + by, len(self.tiles) - 1))

    def items(self) -> Sequence[Item]:
        """The items on show."""
        if self.choice:
            return [found.item for found in self.choice]
        if self.text:
            return self.index.search(self.text)
        return one_of_each(self.index.in_category(None if self.category == view.ALL else str(self.category)))

    def show(self, *, category: Hashable | None = None, text: str = "", choice: tuple[Found, ...] = ()) -> None:
        """Show a category (the present one if none is given), a search, or a choice."""
        self.category = self.category if category is None else category
        self.text, self.choice, self._at, self._made = text.strip(), choice, 0, None
        self.family = ""

    def show_family(self, item: Item) -> bool:
        """Show the variants and units of an item's family, where its tile stands for all of them."""
        kin = () if self.text or self.choice or not item.family else self.index.family(item.family)
        if len(kin) < 2:
            return False
        self.show(choice=tuple(map(Found, kin)))
        self.family = item.family
        return True

    def found(self, item_id: str) -> Found | None:
        """What tapping an item means: as the code that is being chosen for says, else one of it."""
        item = self.index.get(item_id)
        chosen = next((found for found in self.choice if found.item.id == item_id), None)
        return chosen or (Found(item) if item else None)

    def stock(self, index: CatalogueIndex) -> None:
        """Take up another catalogue."""
        self.index = index
        if self.category not in {chip.id for chip in view.chips(index)}:
            self.category = view.ALL
        self.refresh()

    def sell_by(self, lists: Lists) -> None:
        """Show the prices of these lists."""
        if lists != self._lists:
            self._lists, self._made = lists, None

    def mark_out(self, outs: frozenset[Id]) -> None:
        """Say on the tiles of which items nothing is left."""
        if outs != self.outs:
            self.outs = outs
            self.refresh()

    def refresh(self) -> None:
        """Make the texts anew, in another language."""
        self._made = None

    def _views(self) -> tuple[tuple[ChipView, ...], tuple[TileView, ...]]:
        if self._made is None:
            items, is_bare = self.items(), not self.text and not self.choice
            tiles = view.tiles([listed(item, self._lists) for item in items], self.index.family if is_bare else None,
                               self.outs)  # fmt: skip
            self._made = view.chips(self.index), tiles
        return self._made


def one_of_each(items: Sequence[Item]) -> list[Item]:
    """The items with one of each family, the first."""
    kept: dict[str, Item] = {}
    for item in items:
        kept.setdefault(f"family {item.family}" if item.family else item.id, item)
    return list(kept.values())
