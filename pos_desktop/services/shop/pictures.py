"""Keeps pictures of goods in the shop's folder, each under the digest of what it shows."""

from pathlib import Path

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.core.ids import Id
from pos_desktop.documents import pictures
from pos_desktop.gateways import goods_pictures
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till


class Pictures:
    """Use cases of who keeps the catalogue."""

    def __init__(self, till: Till) -> None:
        self._till = till

    @property
    def folder(self) -> Path:
        """Where they are kept."""
        return self._till.db.path.parent / goods_pictures.FOLDER

    def take(self, path: Path, by: Id) -> str:
        """Make a small picture of a chosen file and keep it; gives its name, for `Facts.picture`.

        Raises:
            Rejected: NOT_ALLOWED with the right `catalogue`; PICTURE_KIND, PICTURE_SIZE, PICTURE_DAMAGED.
            EnvironmentProblem: FILE_UNREADABLE, and what keeps the folder from being written.
        """
        with self._till.db.read() as tx:
            require(tx, by, "catalogue")
        small = pictures.small(picture_file(path))
        return goods_pictures.keep(self.folder, small)


def picture_file(path: Path) -> bytes:
    """What a chosen file holds, up to one byte more than is taken; FILE_UNREADABLE."""
    try:
        with path.open("rb") as file:
            return file.read(pictures.MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentProblem(Trouble.FILE_UNREADABLE, path=str(path)) from error
