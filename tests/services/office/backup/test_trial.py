"""The trial restore: the newest sealed file is opened and proved each night, and nobody has to believe in it."""

from pathlib import Path

import pytest

from pos_desktop.core.errors import Code, Trouble
from tests.support.backups import backed_up, backups_of, go_on
from tests.support.shop import Shop


def test_a_good_backup_is_proved_and_told(later: Shop, file: Path) -> None:
    backups = backups_of(later)
    assert backups.is_trial_due(), "nothing was ever tried"
    outcome = backups.try_newest(go_on)

    assert outcome is not None
    assert (outcome.name, outcome.code) == (file.name, "")
    state = backups.state()
    assert state.tried == outcome
    assert state.backups[0].record is not None
    assert state.backups[0].record.proved_at == outcome.at
    assert not backups.is_trial_due()
    assert not list(later.folder.glob("*.making"))


def test_a_file_that_rotted_on_the_disk_is_told(later: Shop, file: Path) -> None:
    backups = backups_of(later)
    backups.try_newest(go_on)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    outcome = backups.try_newest(go_on)

    assert outcome is not None
    assert outcome.code == Code.BACKUP_DAMAGED
    assert backups.state().backups[0].record.proved_at == "", "what was proved once is not for ever"
    file.unlink()
    gone = backups.try_newest(go_on)
    assert gone is not None
    assert gone.code == Trouble.FILE_UNREADABLE


def test_stopped_it_tells_nothing(later: Shop, file: Path) -> None:
    backups, told = backups_of(later), list[int]()
    assert backups.try_newest(lambda done, _whole: bool(told.append(done))) is None
    assert told
    assert backups.state().tried is None


@pytest.mark.parametrize(
    ("now", "is_due"),
    [
        ("2026-03-02 12:30", False),  # tried half an hour ago
        ("2026-03-02 23:00", False),
        ("2026-03-03 02:00", True),  # a night, and a new backup
        ("2026-03-03 12:00", False),
        ("2026-03-04 02:00", True),
        ("2026-03-04 12:00", True),  # off all night
    ],
)
def test_when_it_is_due(later: Shop, file: Path, now: str, *, is_due: bool) -> None:
    backups = backups_of(later)
    backups.try_newest(go_on)
    later.on("2026-03-02 12:10")
    backed_up(later)
    later.on(now)

    assert backups.is_trial_due() is is_due


def test_nothing_to_try_is_nothing_due(shop: Shop) -> None:
    backups = backups_of(shop)

    assert not backups.is_trial_due()
    assert backups.try_newest(go_on) is None
