"""Puts a restored shop in the place of the old one: one rename decides, and who opens the folder next finishes.

Until `restored.ready` has its name the old shop opens; from then on the new one does, whenever the power goes.
"""

import os
import shutil
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.gateways import goods_pictures
from pos_desktop.gateways.folders import claimed, is_there
from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
from pos_desktop.gateways.whole_files import sync_folder
from pos_desktop.storage import copies
from pos_desktop.storage.opening import FILE_NAME

READY: Final = "restored.ready"
OLD: Final = "before-restore"
"""Where the shop lies that was there before the last restoration."""
KEPT: Final = timedelta(days=30)
"""After a month nobody goes back to it, and it holds people who were erased since."""
JOURNALS: Final = (f"{FILE_NAME}-wal", f"{FILE_NAME}-shm")
_CANNOT_BE_HELD: Final = (Trouble.DATABASE_DAMAGED, Trouble.FOLDER_UNUSABLE, Trouble.DATABASE_READ_ONLY)


def place(folder: Path, made: Path) -> None:
    """Put the shop in `made`, a folder inside `folder` with a closed database and its keys, in the place of the old.

    Every other process on the old shop is kept from writing meanwhile, and finds it gone afterwards.

    Raises:
        EnvironmentProblem: DATABASE_LOCKED while somebody has the old shop open and in use; nothing has changed then.
    """
    with claimed(folder), ExitStack() as stack:
        _settle(folder)
        if (folder / FILE_NAME).exists():
            _hold(stack, folder / FILE_NAME)
        shutil.rmtree(folder / OLD, ignore_errors=True)
        sync_folder(made)
        made.rename(folder / READY)
        sync_folder(folder)
        _settle(folder)


def finish(folder: Path) -> None:
    """Finish what a cut has left of a restoration that was decided; asks nothing and needs nothing else."""
    if not is_there(folder / READY):
        return
    with claimed(folder):
        _settle(folder)


def let_go_of_old(folder: Path, now: datetime) -> None:
    """Take the shop away that was put aside more than a month ago."""
    with suppress(OSError):
        if now.timestamp() - (folder / OLD).stat().st_mtime > KEPT.total_seconds():
            shutil.rmtree(folder / OLD, ignore_errors=True)


def _hold(stack: ExitStack, path: Path) -> None:
    """A damaged shop cannot be held, and nobody can sell in it. Windows moves no file that anybody holds."""
    try:
        stack.enter_context(copies.held(path))
        if os.name == "nt":
            stack.close()
    except EnvironmentProblem as problem:
        if problem.code not in _CANNOT_BE_HELD:
            raise


def _settle(folder: Path) -> None:
    """Every step may have been done before; the new database comes when the old is gone, and the keys last.

    Pictures come first: they bear the names of what they show, and the old shop's stay for who goes back to it.
    """
    ready = folder / READY
    if not ready.exists():
        return
    if (ready / goods_pictures.FOLDER).exists():
        goods_pictures.move(ready / goods_pictures.FOLDER, folder / goods_pictures.FOLDER)
    if (ready / FILE_NAME).exists():
        _put_aside(folder)
        (ready / FILE_NAME).replace(folder / FILE_NAME)
    if (ready / KEYS_FILE).exists():
        (ready / KEYS_FILE).replace(folder / KEYS_FILE)
    sync_folder(folder)
    shutil.rmtree(ready)
    sync_folder(folder)


def _put_aside(folder: Path) -> None:
    """A journal that lay beside another database would be played into it."""
    old = folder / OLD
    if not any((folder / name).exists() for name in (KEYS_FILE, *JOURNALS, FILE_NAME)):
        return  # a new machine
    old.mkdir(mode=0o700, exist_ok=True)
    if (folder / KEYS_FILE).exists() and not (old / KEYS_FILE).exists():
        shutil.copy2(folder / KEYS_FILE, old / KEYS_FILE)
    for name in (*JOURNALS, FILE_NAME):
        with suppress(FileNotFoundError):
            (folder / name).replace(old / name)
    sync_folder(old)
    sync_folder(folder)
