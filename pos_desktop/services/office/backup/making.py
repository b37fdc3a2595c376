"""Makes a backup while the shop sells on: copied, proved, sealed, read again, and only then under its name."""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.gateways import goods_pictures, sealing
from pos_desktop.gateways.folders import folder_problem
from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
from pos_desktop.gateways.sealing import Pair, Sealer
from pos_desktop.gateways.whole_files import sync_folder
from pos_desktop.services.office.backup import contents
from pos_desktop.services.office.backup.candidate import Manifest, check_file, workshop
from pos_desktop.services.office.proofs.verification import Verdict, Verification
from pos_desktop.services.till import Till
from pos_desktop.storage import copies
from pos_desktop.storage.copies import Progress, Stopped
from pos_desktop.storage.opening import FILE_NAME, open_db
from pos_desktop.storage.queries.goods import pictures

WHOLE: Final = 1_000
"""Parts of the way that a progress tells."""
_COPIED, _PROVED, _SEALED = 400, 750, 900


@dataclass(frozen=True, slots=True)
class Made:
    """A backup under its name; `key` alone opens it without the passphrase."""

    path: Path
    taken_at: datetime
    size: int
    digest: str
    sales: int
    problems: int
    key: bytes


def span(on_progress: Progress, first: int, last: int) -> Progress:
    """A stretch of the whole way, for a part that tells its own."""

    def told(done: int, whole: int) -> bool:
        return on_progress(first + (last - first) * done // max(whole, 1), WHOLE)

    return told


def make(till: Till, pair: Pair, target: Path, on_progress: Progress) -> Made:
    """Back the shop up into the file `target`, whose folder is there or is made; told of `WHOLE`.

    The unsealed copy never leaves the data folder.

    Raises:
        Rejected: BACKUP_DAMAGED, BACKUP_STRANGE: the shop's own file is; NOT_IN_TRAINING; nothing was made.
        EnvironmentProblem: FILE_UNWRITABLE, DATABASE_FULL and the rest; nothing was made.
        Stopped: `on_progress` said no; nothing was made.
    """
    till.refuse_in_training()
    with workshop(till.db.path.parent) as bench:
        copy, taken_at = bench / FILE_NAME, till.now().astimezone(UTC)
        copies.copy(till.db.path, copy, span(on_progress, 0, _COPIED))
        verdict = _proved(till, copy, span(on_progress, _COPIED, _PROVED))
        keys = json.loads((till.db.path.parent / KEYS_FILE).read_text(encoding="utf-8"))
        manifest = Manifest(
            till.shop.id, taken_at.isoformat(), copy.stat().st_size, verdict.sales, len(verdict.problems), keys
        )
        making = target.with_name(f"{target.name}.making")
        try:
            key, plain = _seal(copy, making, pair, till, manifest, span(on_progress, _PROVED, _SEALED))
            digest = _read_again(making, key, plain, span(on_progress, _SEALED, WHOLE))
            making.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise _unwritable(target, error) from error
        finally:
            with suppress(OSError):
                making.unlink()
    on_progress(WHOLE, WHOLE)  # too late to stop it
    return Made(target, taken_at, target.stat().st_size, digest, verdict.sales, len(verdict.problems), key)


def _proved(till: Till, copy: Path, on_progress: Progress) -> Verdict:
    """The copy is whole and ours; whether the books tie is told, for a shop whose books do not needs backups too."""
    check_file(copy)
    of_copy = replace(till, db=open_db(copy))
    try:
        verdict = Verification(of_copy).watched(on_progress)
    finally:
        of_copy.db.close()
    if verdict is None:
        raise Stopped
    copies.make_single(copy)
    return verdict


def _seal(
    copy: Path, making: Path, pair: Pair, till: Till, manifest: Manifest, on_progress: Progress
) -> tuple[bytes, str]:
    """Gives the file's key, and the digest of all that was sealed."""
    told = {"shop": till.shop.id, "name": till.shop.name, "taken_at": manifest.taken_at}
    text = json.dumps(asdict(manifest), ensure_ascii=False).encode()
    folder = till.db.path.parent / goods_pictures.FOLDER
    digest, done = hashlib.sha256(), 0
    making.parent.mkdir(parents=True, exist_ok=True)
    making.unlink(missing_ok=True)
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        sealer = Sealer(file, pair, told)
        for piece in contents.pieces(text, copy, folder, _pictures(till)):
            sealer.write(piece)
            digest.update(piece)
            done += len(piece)
            _go_on(on_progress, min(done, manifest.size), manifest.size)
        sealer.finish()
    return sealer.key, digest.hexdigest()


def _pictures(till: Till) -> list[str]:
    """Names of the pictures that the shop's goods have."""
    with till.db.read() as tx:
        return pictures(tx)


def _read_again(making: Path, key: bytes, plain: str, on_progress: Progress) -> str:
    """What lies on the disk opens, and is what was sealed; the digest of the sealed file."""
    digest, whole, done = hashlib.sha256(), making.stat().st_size, 0
    with making.open("rb") as file:
        sealing.read_head(file)
        for chunk in sealing.opened(file, key):
            digest.update(chunk)
            done += len(chunk)
            _go_on(on_progress, min(done, whole), whole)
        if digest.hexdigest() != plain:
            raise OSError(str(making))
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()


def _go_on(on_progress: Progress, done: int, whole: int) -> None:
    if not on_progress(done, whole):
        raise Stopped


def _unwritable(target: Path, error: OSError) -> EnvironmentProblem:
    problem = folder_problem(target.parent, error)
    if problem.code is Trouble.DATABASE_FULL:
        return problem
    return EnvironmentProblem(Trouble.FILE_UNWRITABLE, path=str(target))
