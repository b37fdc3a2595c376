"""The catalogue as the till keeps it in memory, and when to read it again."""

from dataclasses import dataclass

from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.catalogue import CatalogueIndex
from pos_desktop.selling.tax import VatTable
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import shops


@dataclass(frozen=True, slots=True)
class Wares:
    """What selling needs in memory: items, VAT rates, the programme of today."""

    version: int
    index: CatalogueIndex
    vat: VatTable
    programme: Programme


class Catalogue:
    """Reads the catalogue."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def load(self) -> Wares:
        """Everything, in one read."""
        with self._till.db.read() as tx:
            return Wares(
                shops.catalogue_version(tx), CatalogueIndex(shops.items(tx)), shops.vat_table(tx),
                shops.programme_at(tx, self._till.today()),
            )  # fmt: skip

    def newer_than(self, wares: Wares) -> Wares | None:
        """The catalogue again when it, or with the day the programme, has moved; None when neither has."""
        with self._till.db.read() as tx:
            programme = shops.programme_at(tx, self._till.today())
            moved = (shops.catalogue_version(tx), programme.version) != (wares.version, wares.programme.version)
        return self.load() if moved else None
