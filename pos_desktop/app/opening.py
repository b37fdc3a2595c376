"""Opens the shop of a data folder for the window: what runs on the worker before anybody can sign in."""

import sqlite3
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pos_desktop.app.logs import logger
from pos_desktop.cli.opening import check_database
from pos_desktop.cli.options import Options
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.core.ids import ids_by
from pos_desktop.services.desk import Desk, desk_of
from pos_desktop.services.office.proofs.soundness import look
from pos_desktop.services.office.sample import fill_if_empty, sample_clock
from pos_desktop.services.office.training import Training
from pos_desktop.services.shop.opening import NewShop, create_shop, has_shop, open_till
from pos_desktop.storage.engine import has_wal_reset_fix


def make_folder(folder: Path) -> None:
    """Make the data folder; FOLDER_UNUSABLE where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(Trouble.FOLDER_UNUSABLE, path=str(folder)) from error


def fill_with_sample(folder: Path) -> None:
    """Put the sample shop into an empty folder; a shop that is there already stays."""
    fill_if_empty(folder)


def make_shop(folder: Path, new: NewShop) -> None:
    """Make a new, empty shop in the folder."""
    create_shop(folder, new).db.close()


def open_shop(options: Options, register: str) -> Desk | None:
    """Open the shop that this start asks for, None where the folder holds none yet; raises as `open_desk` does."""
    check_database(options)
    make_folder(options.folder)
    if options.demo:
        fill_with_sample(options.folder)
    return open_desk(options.folder, register) if has_shop(options.folder) else None


def open_desk(folder: Path, register: str) -> Desk:
    """Open the shop with every service; in a sample shop the clock stands where its history ends.

    Raises:
        Rejected: NO_SHOP.
        EnvironmentProblem: the database or the keys cannot be read.
    """
    till = open_till(folder, code=register)
    look(till)
    with suppress(EnvironmentProblem):  # what a lesson has left keeps nobody from selling
        Training(till).clear_up()
    _log_the_engine()
    if till.shop.is_sample:
        clock = sample_clock(till)
        till = replace(till, clock=clock, ids=ids_by(clock.now))
    return desk_of(till)


def _log_the_engine() -> None:
    """Say once a start which SQLite this is, where it may have the WAL-reset bug (`doctor` says so too)."""
    if not has_wal_reset_fix():
        version = ", ".join(sqlite3.sqlite_version.split("."))  # with dots it would be blotted out like a number
        logger().info("SQLite %s may have the WAL-reset bug: one writing connection alone checkpoints", version)
