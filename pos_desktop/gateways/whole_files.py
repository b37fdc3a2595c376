"""Writes files of one's own whole or not at all, and puts them on the disk."""

import os
from contextlib import suppress
from pathlib import Path

from pos_desktop.gateways.folders import folder_problem


def write_whole(path: Path, content: bytes) -> None:
    """Write a file of one's own (0600) whole or not at all, and on the disk."""
    making = path.with_name(path.name + ".making")
    try:
        making.unlink(missing_ok=True)
        descriptor = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        making.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            making.unlink()
        raise folder_problem(path.parent, error) from error


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system lets us."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
