"""Puts a backup in the place of the shop: a new epoch begins, and who was erased since stays erased."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from pos_desktop.core.clock import Clock
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id, ids_by
from pos_desktop.gateways import goods_pictures, sealing
from pos_desktop.gateways.backup_book import change_book, load_book
from pos_desktop.gateways.erased import read_erased
from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
from pos_desktop.gateways.sealing import Pair
from pos_desktop.selling.permissions import Role
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.members.erasing import erase_again
from pos_desktop.services.office.backup import placing
from pos_desktop.services.office.backup.candidate import (
    Manifest,
    by_passphrase,
    head_of,
    proved,
    unseal,
    workshop,
)
from pos_desktop.services.office.backup.making import WHOLE, span
from pos_desktop.services.office.sample import sample_clock
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage import copies
from pos_desktop.storage.copies import Progress
from pos_desktop.storage.opening import FILE_NAME
from pos_desktop.storage.queries import shops
from pos_desktop.storage.schema.shop import restoration


@dataclass(frozen=True, slots=True)
class Restored:
    """What took the shop's place: how old it is, its epoch, and how many people were erased again."""

    taken_at: datetime
    epoch: int
    sales: int
    erased: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A backup that was opened beside the shop and proved. Attributes: `till` works on it, and is nobody's till."""

    folder: Path
    bench: Path
    till: Till
    manifest: Manifest
    sales: int
    pair: Pair

    def place(self, staff_id: Id) -> Restored:
        """Put it in the place of the shop; `staff_id` is who wants it, and may be nobody in the backup.

        Every till on the old shop has to be closed; the candidate's own is afterwards.

        Raises:
            EnvironmentProblem: DATABASE_LOCKED while somebody has the old shop open; it is as it was.
        """
        old = _look_back(self.folder)
        epoch, erased = self._begin_epoch(old, staff_id)
        self.till.db.close()
        copies.make_single(self.bench / FILE_NAME)
        made = self.bench / "shop"
        made.mkdir(mode=0o700)
        for name in (FILE_NAME, KEYS_FILE, goods_pictures.FOLDER):
            with suppress(FileNotFoundError):  # not every backup has pictures
                (self.bench / name).rename(made / name)
        placing.place(self.folder, made)
        self._keep_pair()
        return Restored(self.manifest.moment, epoch, self.sales, erased)

    def _begin_epoch(self, old: "_Old", staff_id: Id) -> tuple[int, int]:
        till = self.till
        with till.db.write() as tx:
            written = Written(tx)
            erased = erase_again(written, till, old.erased)
            newest = tx.execute(select(func.max(restoration.c.epoch))).scalar() or 0
            epoch, row_id = max(newest, old.epoch) + 1, till.ids()
            known = shops.staff_by_id(tx, staff_id)
            by = known.id if known else next(row.id for row in shops.staff_list(tx) if row.role is Role.OWNER)
            written.insert(restoration, {
                "id": row_id, "epoch": epoch, "taken_at": self.manifest.moment, "at": till.now(), "staff_id": by,
            })  # fmt: skip
            told = {"epoch": epoch, "taken_at": self.manifest.taken_at, "erased": erased, "by": staff_id}
            journal.append(tx, till, Event.RESTORED, row_id, told, by, written=written)
        with till.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")  # nothing of who was erased stays between the rows
        return epoch, erased

    def _keep_pair(self) -> None:
        """On a new machine the backups go on under the same passphrase."""
        if load_book(self.folder).pair is None:
            with suppress(EnvironmentProblem):  # it is asked for again
                change_book(self.folder, lambda book: replace(book, pair=self.pair))


@contextmanager
def candidate(
    folder: Path, file: Path, passphrase: str, on_progress: Progress, clock: Clock | None = None
) -> Iterator[Candidate]:
    """Open a backup beside the shop of `folder`, which need not have one yet, and prove it; told of `making.WHOLE`.

    Nothing of the shop is touched. What is not placed is gone afterwards.

    Raises:
        Rejected: BACKUP_FOREIGN, BACKUP_DAMAGED, WRONG_PASSPHRASE, BACKUP_STRANGE, BACKUP_UNSOUND; BACKUP_OTHER where
            `folder` holds another shop.
        EnvironmentProblem: FILE_UNREADABLE, DATABASE_FULL, DATABASE_NEWER, FOLDER_UNUSABLE.
        Stopped: `on_progress` said no.
    """
    head = head_of(file)
    with workshop(folder) as bench:
        manifest = unseal(file, by_passphrase(passphrase), bench, span(on_progress, 0, 500))
        _check_same(folder, manifest)
        with proved(bench, manifest, span(on_progress, 500, WHOLE), clock) as (opened, verdict):
            till = opened if clock else _in_its_time(opened)
            pair = Pair(sealing.public_of(sealing.unlocked(head.lock, passphrase)), head.lock)
            yield Candidate(folder, bench, till, manifest, verdict.sales, pair)


def _in_its_time(till: Till) -> Till:
    """A sample shop lives in its own days."""
    if not till.shop.is_sample:
        return till
    clock = sample_clock(till)
    return replace(till, clock=clock, ids=ids_by(clock.now))


def _check_same(folder: Path, manifest: Manifest) -> None:
    shop_id = _look_back(folder).shop_id
    if shop_id and shop_id != manifest.shop_id:
        raise Rejected(Code.BACKUP_OTHER)


@dataclass(frozen=True, slots=True)
class _Old:
    """What the shop that goes tells, as far as it can be read: whose it is, its epoch, who was erased."""

    shop_id: str
    epoch: int
    erased: dict[str, dict[str, str]]


def _look_back(folder: Path) -> _Old:
    """Of the database, and of the file beside it, for a database that nothing can read."""
    shop_id, epoch, erased = "", 0, read_erased(folder)
    if (folder / FILE_NAME).exists():
        with suppress(sqlite3.Error), closing(_read_only(folder / FILE_NAME)) as raw:
            shop_id = raw.execute("SELECT id FROM shop").fetchone()[0]
            for row in raw.execute("SELECT member_id, at, reason, staff_id FROM erasure").fetchall():
                names = ("member_id", "at", "reason", "staff_id")
                erased.setdefault(row[0], dict(zip(names, row, strict=True)))
            epoch = raw.execute("SELECT coalesce(max(epoch), 0) FROM restoration").fetchone()[0]
    return _Old(shop_id, epoch, erased)


def _read_only(path: Path) -> sqlite3.Connection:
    """Without a journal beside it the file is all there is, and nothing is made beside it."""
    journal = path.with_name(f"{path.name}-wal")
    mode = "mode=ro" if journal.exists() and journal.stat().st_size else "mode=ro&immutable=1"
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)
    raw.execute("PRAGMA trusted_schema=OFF")
    return raw
