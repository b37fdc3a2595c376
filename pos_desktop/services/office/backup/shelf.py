"""The folders where backups lie: their names, which of them there are, and which go."""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pos_desktop.core.clock import zone
from pos_desktop.core.errors import EnvironmentProblem, Rejected, Trouble
from pos_desktop.gateways.backup_book import Book, Record
from pos_desktop.gateways.folders import folder_problem
from pos_desktop.gateways.whole_files import sync_folder
from pos_desktop.services.office.backup import rotation
from pos_desktop.services.office.backup.candidate import head_of
from pos_desktop.services.till import ShopFacts

FOLDER: Final = "backups"
ENDING: Final = ".kqbackup"
_WRITTEN: Final = "%Y-%m-%d-%H%M%S"
_MOMENT: Final = r"([0-9]{4}(?:-[0-9]{2}){2}-[0-9]{6})(?:-[0-9]{1,3})?"
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that lies in a folder; `record` is what is kept of it where it was made here."""

    path: Path
    taken_at: datetime
    size: int
    record: Record | None


def folder_of(book: Book, data_folder: Path) -> Path:
    """Where automatic backups go."""
    return Path(book.folder) if book.folder else data_folder / FOLDER


def place_of(record: Record, data_folder: Path) -> Path:
    """The folder of a backup that was made here."""
    return Path(record.folder) if record.folder else data_folder / FOLDER


def name_of(shop: ShopFacts, at: datetime) -> str:
    """A file's name: whose, and when by the shop's clock."""
    return f"{_head(shop)}{at.astimezone(zone(shop.time_zone)).strftime(_WRITTEN)}{ENDING}"


def free_path(folder: Path, name: str) -> Path:
    """A path with this name, or one with a number behind it where there is such a file."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / name.replace(ENDING, f"-{number}{ENDING}")
    return path


def taken_by_name(shop: ShopFacts, name: str) -> datetime | None:
    """When a backup of this shop was taken, by the shop's clock; None for every other file."""
    found = re.fullmatch(re.escape(_head(shop)) + _MOMENT + re.escape(ENDING), name)
    if not found:
        return None
    with suppress(ValueError):
        return datetime.strptime(found[1], _WRITTEN).replace(tzinfo=zone(shop.time_zone))
    return None


def _head(shop: ShopFacts) -> str:
    """Two shops may share a folder."""
    return f"khach-quen-{shop.id[-6:].lower()}-"


def backups(shop: ShopFacts, book: Book, folders: Iterable[Path]) -> list[Backup]:
    """The shop's backups in some folders, the newest first; a folder that is not there has none."""
    records = {record.name: record for record in book.records}
    found = []
    for folder in folders:
        with suppress(OSError):
            for path in folder.iterdir():
                if taken := taken_by_name(shop, path.name):
                    found.append(Backup(path, taken, path.stat().st_size, records.get(path.name)))
    return sorted(found, key=lambda one: (one.taken_at, one.path.name), reverse=True)


def rotate(shop: ShopFacts, folder: Path) -> set[str]:
    """Take away what is older than needed, and nothing that is not this shop's; the names that stay."""
    found = backups(shop, Book(), [folder])
    stay = rotation.kept(one.taken_at for one in found)
    for one in found:
        if one.taken_at not in stay:
            with suppress(OSError):  # it goes with the next one
                one.path.unlink()
    return {one.path.name for one in found if one.taken_at in stay}


def copy_to(path: Path, folder: Path) -> Path:
    """Copy a sealed file to another medium, whole or not at all.

    Raises:
        EnvironmentProblem: FOLDER_UNUSABLE (a stick that is not plugged in), DATABASE_FULL.
    """
    target, making = folder / path.name, folder / f"{path.name}.making"
    try:
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        shutil.copyfile(path, making)
        if digest_of(making) != digest_of(path):
            raise OSError(folder)
        making.replace(target)
        sync_folder(folder)
    except OSError as error:
        with suppress(OSError):
            making.unlink()
        raise folder_problem(folder, error) from error
    return target


def digest_of(path: Path, going_on: Callable[[], object] = lambda: None) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            going_on()
    return digest.hexdigest()


def check_target(path: Path) -> None:
    """Refuse to overwrite anything but a backup; FILE_UNWRITABLE."""
    if not path.exists():
        return
    try:
        head_of(path)
    except (Rejected, EnvironmentProblem):
        raise EnvironmentProblem(Trouble.FILE_UNWRITABLE, path=str(path)) from None
