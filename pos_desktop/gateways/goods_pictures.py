"""Reads and keeps small pictures of goods under the digest of what they show; one that is damaged counts as gone."""

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from pos_desktop.gateways.folders import folder_problem
from pos_desktop.gateways.whole_files import sync_folder, write_whole

FOLDER: Final = "pictures"
"""Inside the shop's data folder."""
MOST_BYTES: Final = 1 << 20
"""Of a small picture; ours are a tenth of it."""
_NAME: Final = re.compile(r"[0-9a-f]{32}\.png", re.ASCII)


def name_of(content: bytes) -> str:
    """The name under which a picture is kept."""
    return f"{hashlib.sha256(content).hexdigest()[:32]}.png"


def is_whole(name: str, content: bytes) -> bool:
    """Whether this is the picture of that name, unchanged."""
    return len(content) <= MOST_BYTES and name == name_of(content)


def kept(folder: Path, name: str) -> bytes | None:
    """A picture's bytes; None where it is gone, damaged or cannot be read, or the name is none of ours."""
    if not _NAME.fullmatch(name):
        return None
    try:
        with (folder / name).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return None
    return content if is_whole(name, content) else None


def keep(folder: Path, content: bytes) -> str:
    """Keep a picture, once; a damaged one of its name is mended. Gives its name; FOLDER_UNUSABLE, DATABASE_FULL."""
    name = name_of(content)
    if kept(folder, name) is None:
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:  # something else lies there, or the disk is full
            raise folder_problem(folder, error) from error
        write_whole(folder / name, content)
    return name


def copy(names: Iterable[str], source: Path, target: Path) -> None:
    """Copy what is whole of these pictures, for a folder that is thrown away; what finds no room is left out."""
    with suppress(OSError):
        target.mkdir(mode=0o700, exist_ok=True)
    for name in names:
        content = kept(source, name)
        if content is not None:
            with suppress(OSError):
                (target / name).write_bytes(content)


def move(source: Path, target: Path) -> None:
    """Move all pictures of a folder, if it is there, into another; what was moved before a cut is not there again."""
    with suppress(OSError):
        target.mkdir(mode=0o700, exist_ok=True)
        for picture in list(source.iterdir()):
            picture.replace(target / picture.name)
        sync_folder(target)
