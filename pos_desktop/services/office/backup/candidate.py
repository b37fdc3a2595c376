"""Opens a sealed backup into a folder of its own and proves it, long before anything of the shop is touched."""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from pos_desktop.core.clock import Clock, SystemClock
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.gateways import goods_pictures, sealing
from pos_desktop.gateways.folders import folder_problem
from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
from pos_desktop.gateways.sealing import Head
from pos_desktop.gateways.whole_files import write_whole
from pos_desktop.services.office.backup.contents import Contents
from pos_desktop.services.office.proofs.verification import Verdict, Verification
from pos_desktop.services.shop.opening import open_till
from pos_desktop.services.till import Till
from pos_desktop.storage import copies
from pos_desktop.storage.copies import Progress, Stopped
from pos_desktop.storage.opening import FILE_NAME
from pos_desktop.storage.schema import VERSION

MOST_MANIFEST: Final = 1 << 20
PREFIX: Final = "backup-"
SUFFIX: Final = ".making"
LEFT_BEHIND_SECONDS: Final = 86_400
"""After a day nobody works in a folder any more whose process died."""

Opener = Callable[[Head, bytes], bytes]
"""Gives the key of a sealed file, of its head and the head's text."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself inside its seal; `keys` is what stands in `keys.json`."""

    shop_id: str
    taken_at: str
    size: int
    sales: int
    problems: int
    keys: dict[str, Any]

    @property
    def moment(self) -> datetime:
        """When the copy was taken, UTC."""
        return datetime.fromisoformat(self.taken_at).astimezone(UTC)


def by_passphrase(passphrase: str) -> Opener:
    """Opens what this passphrase has locked; WRONG_PASSPHRASE."""
    return lambda head, text: sealing.key_of(head, text, sealing.unlocked(head.lock, passphrase))


def by_key(key: bytes) -> Opener:
    """Opens the one file whose key this is."""
    return lambda _head, _text: key


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A folder of one's own (0700) inside the data folder, gone afterwards; what an earlier cut left goes too.

    Raises:
        EnvironmentProblem: FOLDER_UNUSABLE, DATABASE_FULL.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        own = Path(tempfile.mkdtemp(SUFFIX, PREFIX, folder))
    except OSError as error:
        raise folder_problem(folder, error) from error
    try:
        yield own
    except OSError as error:
        raise folder_problem(folder, error) from error
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _sweep(folder: Path) -> None:
    now = SystemClock().now().timestamp()
    for old in folder.glob(f"{PREFIX}*{SUFFIX}"):
        with suppress(OSError):
            if now - old.stat().st_mtime > LEFT_BEHIND_SECONDS:
                shutil.rmtree(old, ignore_errors=True)


def head_of(file: Path) -> Head:
    """What anybody may read of a sealed file.

    Raises:
        Rejected: BACKUP_FOREIGN, BACKUP_DAMAGED.
        EnvironmentProblem: FILE_UNREADABLE.
    """
    with _reading(file) as stream:
        return sealing.read_head(stream)[0]


def unseal(file: Path, opener: Opener, into: Path, on_progress: Progress) -> Manifest:
    """Write what is sealed into a folder, database, keys and pictures; told bytes of the file.

    Raises:
        Rejected: BACKUP_FOREIGN, BACKUP_DAMAGED, WRONG_PASSPHRASE.
        EnvironmentProblem: FILE_UNREADABLE, DATABASE_FULL.
        Stopped: `on_progress` said no.
    """
    whole = _size_of(file)
    _check_space(into, whole)
    with _reading(file) as stream:
        key = opener(*sealing.read_head(stream))
        contents = Contents(_told(sealing.opened(stream, key), whole, on_progress))
        manifest = _manifest(contents.text(MOST_MANIFEST))
        write_whole(into / KEYS_FILE, json.dumps(manifest.keys, indent=1).encode())
        _write(into / FILE_NAME, contents.pieces(manifest.size))
        contents.keep_pictures(into / goods_pictures.FOLDER)
    return manifest


@contextmanager
def proved(
    into: Path, manifest: Manifest, on_progress: Progress, clock: Clock | None = None, code: str = "K1",
) -> Iterator[tuple[Till, Verdict]]:  # fmt: skip
    """Open an unsealed shop and prove it: whole, with no part in its schema that is not ours, and its books as told.

    An older schema is brought to the newest first.

    Raises:
        Rejected: BACKUP_DAMAGED, BACKUP_STRANGE for a schema with parts of somebody else's, BACKUP_UNSOUND where the
            books do not tie though they did when the backup was taken.
        EnvironmentProblem: DATABASE_NEWER.
        Stopped: `on_progress` said no.
    """
    check_file(into / FILE_NAME)
    with _damage_told():
        till = open_till(into, clock=clock, code=code)
    try:
        _check_schema(till)
        verdict = Verification(till).watched(on_progress)
        if verdict is None:
            raise Stopped
        if len(verdict.problems) > manifest.problems:
            raise Rejected(Code.BACKUP_UNSOUND, count=len(verdict.problems))
        yield till, verdict
    finally:
        till.db.close()


def _check_schema(till: Till) -> None:
    """After an older one was brought to the newest."""
    with till.db.read() as tx:
        raw = tx.connection.driver_connection
        if raw is None or copies.schema_of(raw) != copies.own_schema():
            raise Rejected(Code.BACKUP_STRANGE)


def check_file(path: Path) -> None:
    """Look at a database from outside, before it is opened as a shop.

    Raises:
        Rejected: BACKUP_DAMAGED, BACKUP_STRANGE.
        EnvironmentProblem: DATABASE_NEWER.
    """
    with _damage_told(), copies.looked_at(path) as raw:
        version = copies.version_of(raw)
        if version is None or version < 1 or not copies.is_sound(raw):
            raise Rejected(Code.BACKUP_DAMAGED)
        if version > VERSION:
            raise EnvironmentProblem(Trouble.DATABASE_NEWER, retry=False, found=version, known=VERSION)
        if not copies.is_harmless(raw) or (version == VERSION and copies.schema_of(raw) != copies.own_schema()):
            raise Rejected(Code.BACKUP_STRANGE)


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise Rejected(Code.BACKUP_DAMAGED) from error
    except EnvironmentProblem as problem:
        if problem.code in (Trouble.DATABASE_DAMAGED, Trouble.DATABASE_FOREIGN, Trouble.KEYS_UNREADABLE):
            raise Rejected(Code.BACKUP_DAMAGED) from problem
        raise


@contextmanager
def _reading(file: Path) -> Iterator[IO[bytes]]:
    try:
        with file.open("rb") as stream:
            yield stream
    except OSError as error:
        if error.filename is not None and str(error.filename) != str(file):
            raise
        raise EnvironmentProblem(Trouble.FILE_UNREADABLE, path=str(file)) from error


def _size_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError as error:
        raise EnvironmentProblem(Trouble.FILE_UNREADABLE, path=str(file)) from error


def _check_space(into: Path, size: int) -> None:
    """The database and what its proof and its erasures write beside it."""
    if shutil.disk_usage(into).free < 2 * size:
        raise EnvironmentProblem(Trouble.DATABASE_FULL, path=str(into))


def _told(chunks: Iterator[bytes], whole: int, on_progress: Progress) -> Iterator[bytes]:
    done = 0
    for chunk in chunks:
        done += len(chunk)
        if not on_progress(min(done, whole), whole):
            raise Stopped
        yield chunk


def _manifest(text: bytes) -> Manifest:
    try:
        manifest = Manifest(**json.loads(text))
        whole = all(type(value) is int for value in (manifest.size, manifest.sales, manifest.problems))
        if not whole or manifest.size < 0 or not isinstance(manifest.keys, dict) or manifest.moment is None:
            raise ValueError(manifest.size)
    except (ValueError, TypeError, RecursionError):
        raise Rejected(Code.BACKUP_DAMAGED) from None
    return manifest


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    with path.open("xb") as file:
        path.chmod(0o600)
        for piece in pieces:
            file.write(piece)
