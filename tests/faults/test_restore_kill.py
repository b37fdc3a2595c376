"""`kill -9` at every step of a restoration: the old shop opens or the new one, and never something between them."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_desktop.gateways.keys import load_keys
from pos_desktop.services.office.backup import placing
from pos_desktop.services.office.backup.restoring import candidate
from tests.support.backups import PASSPHRASE, backed_up, go_on
from tests.support.forked import Child, needs_fork
from tests.support.shop import OWNER, Shop, copy_of

pytestmark = [needs_fork, pytest.mark.crash]

STEPS = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "sqlite3.connect")
MARK = 7
"""A partner's key that only the old shop has, so that the two have different key files."""


@pytest.fixture(scope="module")
def ready(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed shop whose backup has one sale, and which has two, another key and a journal beside it; its owner."""
    from pos_desktop.gateways.keys import keep_partner_key

    shop = Shop(copy_of(template, tmp_path_factory.mktemp("kill") / "shop"))
    shop.sold("1 x TRÀ @ 20000")
    backed_up(shop)
    shop.sold("1 x PHỞ @ 100000")
    keep_partner_key(shop.folder, shop.till.keys, MARK, b"k" * 16)
    owner = shop.person(OWNER).id
    shop.close()
    return shop.folder, owner


def restore(folder: Path, owner: str, before_place: Callable[[], None]) -> None:
    file = next((folder / "backups").iterdir())
    with candidate(folder, file, PASSPHRASE, go_on) as found:
        before_place()
        found.place(owner)


def dying(step: int, own: list[int]) -> Callable[[], None]:
    """From now on this process dies just before its step number `step`."""

    def hook(event: str, _args: object) -> None:
        if event in STEPS:
            own.append(1)
            if len(own) > step:
                os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(hook)


def state_of(folder: Path) -> str:
    """Open the shop that is there, and prove it."""
    shop = Shop(folder)
    try:
        assert shop.books().tie
        facts = (shop.count("sale"), shop.count("restoration"), MARK in load_keys(folder).partners)
    finally:
        shop.close()
    assert facts in ((2, 0, True), (1, 1, False)), facts
    return "old" if facts[0] == 2 else "new"


def test_killed_at_any_step_one_whole_shop_opens(ready: tuple[Path, str], tmp_path: Path, full: bool) -> None:
    template, owner = ready
    seen: list[str] = []
    every = 1 if full else 3
    for step in range(0, 1_000, every):
        folder = tmp_path / str(step)
        shutil.copytree(template, folder)
        _, ended = Child(lambda _say, at=step, where=folder: restore(where, owner, dying(at, []))).end()
        seen.append(state_of(folder))
        assert not (folder / placing.READY).exists()
        shutil.rmtree(folder)
        if not ended.was_killed:
            break
    assert ended.signal == 0
    assert len(seen) > 8 // every, "it was killed at many steps"
    assert seen[-1] == "new"
    assert seen == sorted(seen, reverse=True), "once decided, decided"
    assert seen.count("old") > 3 // every
    assert seen.count("new") > 3 // every


def test_a_second_cut_while_it_is_being_finished(ready: tuple[Path, str], tmp_path: Path) -> None:
    """The power goes in the middle of a restoration, and again in every step of the opening that would finish it."""
    template, owner = ready
    decided = tmp_path / "decided"
    shutil.copytree(template, decided)
    _, ended = Child(lambda _say: restore(decided, owner, _die_when_decided)).end()
    assert ended.was_killed
    assert (decided / placing.READY).exists()
    for step in range(100):
        folder = tmp_path / f"again {step}"
        shutil.copytree(decided, folder)
        _, ended = Child(lambda _say, at=step, where=folder: _finish(where, dying(at, []))).end()
        assert state_of(folder) == "new"
        if not ended.was_killed:
            break
    assert step > 3


def _die_when_decided() -> None:
    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "os.rename" and str(args[0]).endswith(f"{placing.READY}/shop.db"):
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _finish(folder: Path, before: Callable[[], None]) -> None:
    before()
    placing.finish(folder)


def test_what_a_candidate_leaves_is_swept(ready: tuple[Path, str], tmp_path: Path) -> None:
    template, owner = ready
    folder = tmp_path / "swept"
    shutil.copytree(template, folder)
    _, ended = Child(lambda _say: restore(folder, owner, lambda: os.kill(os.getpid(), signal.SIGKILL))).end()
    assert ended.was_killed
    left = list(folder.glob("backup-*.making"))
    assert len(left) == 1, "the bench of the killed process"
    os.utime(left[0], (0, 0))
    restore(folder, owner, lambda: None)
    assert not list(folder.glob("backup-*.making"))
