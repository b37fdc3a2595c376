"""Backups in tests: a passphrase that costs nothing to try, and what lies in a data folder."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from pos_desktop.gateways.sealing import Cost
from pos_desktop.services.office.backup.backups import Backups
from pos_desktop.services.office.backup.making import Made
from pos_desktop.services.office.backup.restoring import Restored, candidate
from pos_desktop.storage.copies import Progress
from tests.support.shop import OWNER, Shop

QUICK = Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "cà phê sữa đá"


def go_on(_done: int, _whole: int) -> bool:
    return True


def backups_of(shop: Shop) -> Backups:
    return Backups(shop.till, QUICK)


def backed_up(shop: Shop, on_progress: Progress = go_on) -> Made:
    """Back up into the usual folder; the passphrase is set first where there is none."""
    backups, owner = backups_of(shop), shop.person(OWNER).id
    if not backups.state().has_passphrase:
        backups.set_passphrase(PASSPHRASE, owner)
    made = backups.make(on_progress, owner)
    assert made is not None
    return made


def restored(shop: Shop, file: Path, passphrase: str = PASSPHRASE) -> Restored:
    """Put a backup in the place of the shop, which is open again afterwards."""
    owner = shop.person(OWNER).id
    shop.close()
    with candidate(shop.folder, file, passphrase, go_on, shop.clock) as found:
        done = found.place(owner)
    shop.reopen()
    return done


def lying_in(folder: Path) -> dict[str, str]:
    """Every file by name with its digest, of a shop that is closed."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}  # fmt: skip


def altered(file: Path, change: Callable[[bytearray], object]) -> Path:
    """A changed copy beside a file."""
    content = bytearray(file.read_bytes())
    change(content)
    changed = file.with_name("changed")
    changed.write_bytes(content)
    return changed
