"""Keeps pictures of goods in the shop's folder, each under the digest of what it shows."""

import hashlib
from pathlib import Path
from typing import Final

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.core.ids import Id
from pos_desktop.documents import pictures
from pos_desktop.gateways.whole_files import write_whole
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till

FOLDER: Final = "pictures"


class Pictures:
    """Use cases of who keeps the catalogue."""

    def __init__(self, till: Till) -> None:
        self._till = till

    @property
    def folder(self) -> Path:
        """Where they are kept."""
        return self._till.db.path.parent / FOLDER

    def take(self, path: Path, by: Id) -> str:
        """Make a small picture of a chosen file and keep it; gives its name, for `Facts.picture`.

        Raises:
            Rejected: NOT_ALLOWED with the right `catalogue`; PICTURE_KIND, PICTURE_SIZE, PICTURE_DAMAGED.
            EnvironmentProblem: FILE_UNREADABLE, and what keeps the folder from being written.
        """
        with self._till.db.read() as tx:
            require(tx, by, "catalogue")
        small = pictures.small(_read(path))
        name = f"{hashlib.sha256(small).hexdigest()[:32]}.png"
        self.folder.mkdir(mode=0o700, exist_ok=True)
        if not (self.folder / name).exists():
            write_whole(self.folder / name, small)
        return name


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(pictures.MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentProblem(Trouble.FILE_UNREADABLE, path=str(path)) from error
