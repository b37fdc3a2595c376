"""The backups of one till: who may make them, where they go, when they are due, and what became of the last one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from pos_desktop.core.clock import SystemClock, zone
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.core.ids import Id
from pos_desktop.gateways import sealing
from pos_desktop.gateways.backup_book import Book, Outcome, Record, change_book, load_book
from pos_desktop.gateways.sealing import USUAL_COST, Cost, Pair
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.office.backup import making, placing, shelf
from pos_desktop.services.office.backup.candidate import by_key, proved, unseal, workshop
from pos_desktop.services.office.backup.making import Made, span
from pos_desktop.services.office.backup.shelf import Backup
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.copies import Progress, Stopped
from pos_desktop.storage.schema.drawer import shift_report

NIGHT: Final = range(1, 6)
"""Hours of the shop's clock in which the newest backup is tried."""
AGAIN: Final = timedelta(hours=3)
"""After so long, or after the next Z, a backup that failed is tried again."""
UNTRIED: Final = timedelta(hours=36)
"""A till that is off at night tries in the day."""


@dataclass(frozen=True, slots=True)
class BackupState:
    """What a person wants to know about the backups. `folder` and `second` are where they go."""

    has_passphrase: bool
    folder: Path
    second: str
    backups: tuple[Backup, ...]
    made: Outcome | None
    tried: Outcome | None


class Backups:
    """Makes, keeps and tries backups."""

    def __init__(self, till: Till, cost: Cost = USUAL_COST) -> None:
        self._till, self._cost = till, cost
        self._home = till.db.path.parent

    @property
    def home(self) -> Path:
        """The shop's data folder."""
        return self._home

    def state(self) -> BackupState:
        """Everything that is known, the newest backup first; folders are looked into."""
        book = load_book(self._home)
        folder = shelf.folder_of(book, self._home)
        folders = {folder, *(shelf.place_of(record, self._home) for record in book.records)}
        found = shelf.backups(self._till.shop, book, sorted(folders))
        return BackupState(book.pair is not None, folder, book.second, tuple(found), book.made, book.tried)

    def chosen_folder(self) -> str:
        """The folder that the owner chose for automatic backups; empty for the usual one."""
        return load_book(self._home).folder

    # what the owner decides

    def set_passphrase(self, passphrase: str, staff_id: Id) -> None:
        """From now on backups open with this passphrase; older ones keep theirs. Nobody can read it anywhere.

        Raises:
            Rejected: NOT_ALLOWED without the right `restore`, WEAK_PASSPHRASE.
        """
        with self._till.db.read() as tx:
            require(tx, staff_id, "restore")
        pair = sealing.make_pair(passphrase, self._cost)
        self._tell(Event.BACKUP_PASSPHRASE, {}, staff_id, "restore")
        change_book(self._home, lambda book: replace(book, pair=pair))

    def set_folders(self, folder: str, second: str, staff_id: Id) -> None:
        """Where automatic backups go, and where their second copies; empty for the usual folder and for none.

        Raises:
            Rejected: NOT_ALLOWED without the right `export`.
            EnvironmentProblem: FOLDER_UNUSABLE for one that is not there.
        """
        for chosen in filter(None, (folder, second)):
            if not Path(chosen).is_dir():
                raise EnvironmentProblem(Trouble.FOLDER_UNUSABLE, path=chosen)
        self._tell(Event.BACKUP_FOLDERS, {"folder": folder, "second": second}, staff_id, "export")
        change_book(self._home, lambda book: replace(book, folder=folder, second=second))

    def check_passphrase(self, passphrase: str) -> None:
        """Whether it is the one that opens the backups made now; WRONG_PASSPHRASE, PASSPHRASE_NEEDED for none yet."""
        sealing.unlocked(self._pair().lock, passphrase)

    # making

    def make(
        self, on_progress: Progress, staff_id: Id | None = None, target: Path | None = None, pair: Pair | None = None
    ) -> Made | None:
        """Back the shop up into `target`, by default into the folder; None when `on_progress` said no.

        Told of `making.WHOLE`. `staff_id` is who wants it; nobody for one that is made by itself.

        Raises:
            Rejected: NOT_ALLOWED without the right `export` and in lessons, PASSPHRASE_NEEDED, and what `making.make`
                refuses.
            EnvironmentProblem: what keeps it from being made; nothing was made.
        """
        if self._till.shop.is_training:
            raise Rejected(Code.NOT_ALLOWED, right="export")
        if staff_id:
            with self._till.db.read() as tx:
                require(tx, staff_id, "export")
        book = load_book(self._home)
        path = target or self._next_path(book)
        shelf.check_target(path)
        try:
            made = making.make(self._till, pair or self._pair(), path, on_progress)
        except Stopped:
            return None
        if staff_id or target:
            self._tell(Event.BACKED_UP, {"file": path.name, "digest": made.digest}, staff_id, "export")
        if target is None:
            self._keep(made)
        return made

    def make_if_due(self, on_progress: Progress) -> Made | None:
        """What the window does after each Z and each night; whatever goes wrong is kept in `state().made`."""
        if not self.is_due():
            return None
        try:
            return self.make(on_progress)
        except (Rejected, EnvironmentProblem) as error:
            failed = self._outcome("", error)
            change_book(self._home, lambda book: replace(book, made=failed))
            return None

    def is_due(self) -> bool:
        """Whether there is a passphrase, and a Z that no backup has yet; after a failure only some hours later."""
        book = load_book(self._home)
        if book.pair is None or self._till.shop.is_training:
            return False
        with self._till.db.read() as tx:
            closed = tx.execute(select(func.max(shift_report.c.at)).where(shift_report.c.kind == "z")).scalar()
        newest = max((datetime.fromisoformat(record.taken_at) for record in book.records), default=None)
        if closed is None or (newest is not None and closed <= newest):
            return False
        failed_at = datetime.fromisoformat(book.made.at) if book.made and book.made.code else None
        return failed_at is None or closed > failed_at or self._till.now() - failed_at > AGAIN

    def _next_path(self, book: Book) -> Path:
        folder = shelf.folder_of(book, self._home)
        return shelf.free_path(folder, shelf.name_of(self._till.shop, self._till.now()))

    def _pair(self) -> Pair:
        pair = load_book(self._home).pair
        if pair is None:
            raise Rejected(Code.PASSPHRASE_NEEDED)
        return pair

    def _keep(self, made: Made) -> None:
        """Note it, copy it to the other medium, and let old ones go; what fails here takes no backup away."""
        book = load_book(self._home)
        outcome, second = self._outcome(made.path.name), ""
        if book.second:
            try:
                second = str(shelf.copy_to(made.path, Path(book.second)).parent)
            except EnvironmentProblem as problem:
                outcome = self._outcome(made.path.name, problem)
        record = Record(made.path.name, book.folder, made.taken_at.isoformat(), made.size, made.digest,
                        made.sales, made.problems, second)  # fmt: skip
        placing.let_go_of_old(self._home, SystemClock().now())
        stay = shelf.rotate(self._till.shop, made.path.parent)
        if second:
            shelf.rotate(self._till.shop, Path(second))
        change_book(self._home, lambda book: replace(
            book, records=(*_staying(book.records, record, stay), record), opens=(record.name, made.key.hex()),
            made=outcome,
        ))  # fmt: skip

    # trying

    def is_trial_due(self) -> bool:
        """Whether it is night and the newest backup was not tried, or nothing was tried for long."""
        book, now = load_book(self._home), self._till.now()
        if book.opens is None:
            return False
        if book.tried is None or now - datetime.fromisoformat(book.tried.at) > UNTRIED:
            return True
        return book.tried.name != book.opens[0] and now.astimezone(zone(self._till.shop.time_zone)).hour in NIGHT

    def try_newest(self, on_progress: Progress) -> Outcome | None:
        """Restore the newest backup from its sealed file into a folder of its own and prove it; None when stopped.

        The file is opened with the key that was kept for it; the way from the passphrase to that key was proved when
        the passphrase was set.
        """
        book = load_book(self._home)
        if book.opens is None:
            return None
        name, key = book.opens
        record = next(record for record in book.records if record.name == name)
        try:
            self._try(shelf.place_of(record, self._home) / name, bytes.fromhex(key), on_progress)
        except Stopped:
            return None
        except (Rejected, EnvironmentProblem) as error:
            return self._tried(name, error)
        return self._tried(name)

    def _try(self, file: Path, key: bytes, on_progress: Progress) -> None:
        with workshop(self._home) as bench:
            manifest = unseal(file, by_key(key), bench, span(on_progress, 0, 400))
            with proved(bench, manifest, span(on_progress, 400, making.WHOLE), self._till.clock) as (_till, verdict):
                if verdict.sales != manifest.sales:
                    raise Rejected(Code.BACKUP_UNSOUND, count=1)

    def _tried(self, name: str, error: Rejected | EnvironmentProblem | None = None) -> Outcome:
        outcome = self._outcome(name, error)
        change_book(self._home, lambda book: replace(
            book, tried=outcome,
            records=tuple(replace(one, proved_at="" if error else outcome.at) if one.name == name else one
                          for one in book.records),
        ))  # fmt: skip
        return outcome

    # telling

    def _outcome(self, name: str, error: Rejected | EnvironmentProblem | None = None) -> Outcome:
        at = self._till.now().astimezone(UTC).isoformat()
        if error is None:
            return Outcome(at, name)
        return Outcome(at, name, error.code.value, {key: str(value) for key, value in error.params.items()})

    def _tell(self, event: Event, body: dict[str, str], staff_id: Id | None, right: str) -> None:
        with self._till.db.write() as tx:
            if staff_id:
                require(tx, staff_id, right)
            journal.append(tx, self._till, event, self._till.shop.id, dict(body), staff_id)


def error_of(outcome: Outcome) -> Rejected | EnvironmentProblem | None:
    """What went wrong, to be told; None where nothing did."""
    if outcome.code in set(Code):
        return Rejected(Code(outcome.code), **outcome.params)
    if outcome.code in set(Trouble):
        return EnvironmentProblem(Trouble(outcome.code), **outcome.params)
    return None


def _staying(records: Iterable[Record], newest: Record, stay: set[str]) -> list[Record]:
    """What is kept of earlier ones: of this folder those whose files stay, of others all."""
    return [one for one in records if one.name != newest.name and (one.folder != newest.folder or one.name in stay)]
