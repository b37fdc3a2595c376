"""Several processes fill one empty folder at once: one of them does, the folder is whole, nothing is left over."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pos_desktop.core.clock import SetClock
from pos_desktop.core.errors import EnvironmentProblem, Rejected, Trouble
from pos_desktop.gateways import folders
from pos_desktop.gateways.keys import PUBLIC_KEYS, load_keys
from pos_desktop.services.office import sample
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.shop.opening import NewShop, create_shop, open_till
from tests.support.forked import Child, as_nobody, needs_fork, run
from tests.support.orders import OPENED
from tests.support.refusals import in_trouble
from tests.support.shop import QUICK

pytestmark = needs_fork
NEW = NewShop("Quán", "An", "2580")


@pytest.fixture
def quick_hash(monkeypatch):
    """The real hash takes a fifth of a second."""
    import argon2

    monkeypatch.setattr(argon2, "PasswordHasher", lambda **_: QUICK)


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """What each work returned, all begun by one signal in processes of their own."""
    signal, start = os.pipe()

    def waiting(work: Callable[[], Any]) -> Callable[[Any], Any]:
        def run_it(_say: Any) -> Any:
            os.close(start)
            os.read(signal, 1)
            return work()

        return run_it

    children = [Child(waiting(work)) for work in works]
    os.close(start)
    told = [child.end()[1].value for child in children]
    os.close(signal)
    return told


def code_of(work: Callable[[], Any]) -> str:
    try:
        work()
    except (Rejected, EnvironmentProblem) as error:
        return error.code.value
    return "done"


def make(folder: Path) -> None:
    create_shop(folder, NEW, clock=SetClock(OPENED)).db.close()


def show(folder: Path) -> None:
    """What a command with --demo does first."""
    sample.fill_if_empty(folder)
    till = open_till(folder, clock=SetClock(OPENED))
    sample.sample_clock(till)
    till.db.close()


SQLITES_OWN = {"shop.db-wal", "shop.db-shm"}
"""Two processes that close at the same moment may each leave these to the other; the next opening takes them."""


def files(folder: Path) -> list[str]:
    return sorted({path.name for path in folder.iterdir()} - SQLITES_OWN)


@pytest.mark.usefixtures("quick_hash")
def test_one_new_shop_wins(tmp_path, full):
    for step in range(100 if full else 3):
        folder = tmp_path / f"shop{step}"

        told = at_once([lambda folder=folder: code_of(lambda: make(folder))] * 3)

        assert sorted(told) == ["SHOP_EXISTS", "SHOP_EXISTS", "done"]
        assert files(folder) == ["keys.json", "shop.db"]
        till = open_till(folder, clock=SetClock(OPENED))
        assert Verification(till).run().ok
        till.db.close()


def test_one_fills_the_sample_and_the_others_go_on(tmp_path, full):
    for step in range(30 if full else 2):
        folder = tmp_path / f"shop{step}"

        assert at_once([lambda folder=folder: code_of(lambda: show(folder))] * 3) == ["done"] * 3

        assert files(folder) == ["keys.json", "shop.db"]
        till = open_till(folder)
        assert till.shop.is_sample
        till.db.close()


@pytest.mark.usefixtures("quick_hash")
def test_who_stops_while_making_does_not_keep_the_folder_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "PATIENCE_SECONDS", 0.1)
    with folders.claimed(tmp_path / "shop"):
        assert run(lambda: code_of(lambda: make(tmp_path / "shop"))) == Trouble.DATABASE_LOCKED
    assert run(lambda: code_of(lambda: make(tmp_path / "shop"))) == "done"


@pytest.mark.usefixtures("quick_hash")
def test_a_real_shop_never_takes_the_sample_s_keys(tmp_path):
    """They are left where the filling of a sample was cut short."""
    (tmp_path / "keys.json").write_bytes(PUBLIC_KEYS.read_bytes())
    public = load_keys(tmp_path)
    make(tmp_path)
    assert load_keys(tmp_path) != public


@pytest.mark.parametrize("room", [0, 1_000, 500_000])
def test_a_sample_on_a_full_disk_leaves_no_half_one(tmp_path, room):
    folder = tmp_path / "shop"

    def fill() -> str:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        return code_of(lambda: sample.fill_if_empty(folder))

    assert run(fill) == Trouble.DATABASE_FULL, "the disk was full"
    assert files(folder) == []
    sample.fill_if_empty(folder)
    assert files(folder) == ["keys.json", "shop.db"]


@pytest.mark.usefixtures("quick_hash")
def test_a_new_shop_on_a_full_disk_leaves_no_half_one(tmp_path):
    def fill() -> str:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
        return code_of(lambda: make(tmp_path))

    assert run(fill) == Trouble.DATABASE_FULL, "the disk was full"
    assert files(tmp_path) == ["keys.json"]
    make(tmp_path)
    assert files(tmp_path) == ["keys.json", "shop.db"]


@pytest.mark.parametrize("work", [make, show, open_till], ids=["make", "show", "open"])
def test_a_folder_that_nobody_may_enter(tmp_path, work):
    (tmp_path / "shut").mkdir(mode=0)
    assert as_nobody(lambda: code_of(lambda: work(tmp_path / "shut"))) == Trouble.FOLDER_UNUSABLE


@pytest.mark.parametrize("work", [make, show, open_till], ids=["make", "show", "open"])
@pytest.mark.parametrize("name", ["file", "file/below", "x" * 5_000])
def test_a_folder_that_can_be_none(tmp_path, name, work):
    (tmp_path / "file").touch()
    with in_trouble(Trouble.FOLDER_UNUSABLE):
        work(tmp_path / name)
