"""A file that is there whole or not at all: written under another name beside it, for its owner's eyes alone."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pos_desktop.core.errors import EnvironmentProblem, Trouble


class DraftFile:
    """Write into `file`, then `keep` it or `drop` it; what stood at `path` before stays until it is kept.

    Raises:
        EnvironmentProblem: FILE_UNWRITABLE, here and in `keep`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        target = path.resolve()  # a link stays a link
        try:
            if target.exists() and not target.is_file():
                raise OSError(f"no plain file: {target}")
            descriptor, self._draft = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
            self.file: BinaryIO = os.fdopen(descriptor, "wb")
        except OSError as error:
            raise EnvironmentProblem(Trouble.FILE_UNWRITABLE, path=str(path)) from error

    def keep(self) -> Path:
        """Put it in its place, on the disk; gives the place."""
        try:
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
            Path(self._draft).replace(self.path.resolve())
        except OSError as error:
            self.drop()
            raise EnvironmentProblem(Trouble.FILE_UNWRITABLE, path=str(self.path)) from error
        return self.path

    def drop(self) -> None:
        """Leave nothing of it."""
        with suppress(OSError):
            self.file.close()
        with suppress(OSError):
            Path(self._draft).unlink()
