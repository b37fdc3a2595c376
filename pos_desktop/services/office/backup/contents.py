"""What lies one after the other inside the seal of a backup: the manifest, the database, and pictures up to the end."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.gateways import goods_pictures

_PIECE: Final = 1 << 20
_NAME, _LENGTH = 36, 4
"""Bytes before each picture: its name, and how long it is."""


def framed(text: bytes) -> bytes:
    """A text with its length before it."""
    return len(text).to_bytes(_LENGTH, "big") + text


def pieces(manifest: bytes, database: Path, pictures: Path, names: Iterable[str]) -> Iterator[bytes]:
    """All that is sealed; pictures that are gone or damaged are left out."""
    yield framed(manifest)
    with database.open("rb") as plain:
        while piece := plain.read(_PIECE):
            yield piece
    for name in names:
        content = goods_pictures.kept(pictures, name)
        if content is not None:
            yield name.encode() + framed(content)


class Contents:
    """Reads what was sealed, part by part; BACKUP_DAMAGED wherever less is there than was said."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._have = chunks, b""

    def pieces(self, size: int) -> Iterator[bytes]:
        """The next `size` bytes."""
        while size:
            if self.is_over():
                raise Rejected(Code.BACKUP_DAMAGED)
            piece, self._have = self._have[:size], self._have[size:]
            size -= len(piece)
            yield piece

    def text(self, most: int) -> bytes:
        """What was `framed`, `most` bytes of it at most."""
        length = int.from_bytes(self._take(_LENGTH), "big")
        if length > most:
            raise Rejected(Code.BACKUP_DAMAGED)
        return self._take(length)

    def keep_pictures(self, folder: Path) -> None:
        """Write the pictures that follow up to the end; backups of older programs have none. BACKUP_DAMAGED."""
        while not self.is_over():
            name = self._take(_NAME)
            content = self.text(goods_pictures.MOST_BYTES)
            if name != goods_pictures.name_of(content).encode():
                raise Rejected(Code.BACKUP_DAMAGED)
            goods_pictures.keep(folder, content)

    def is_over(self) -> bool:
        """Whether nothing follows."""
        while not self._have:
            chunk = next(self._chunks, None)
            if chunk is None:
                return True
            self._have = chunk
        return False

    def _take(self, size: int) -> bytes:
        return b"".join(self.pieces(size))
