"""A disk that is full at any write: a clear trouble, no half sale, and the same sale when there is room again."""

import os
import shutil
from pathlib import Path

import pytest

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.gateways import keys
from tests.support.forked import needs_fork, run
from tests.support.refusals import in_trouble
from tests.support.shop import Shop

pytestmark = [needs_fork, pytest.mark.crash]
TEXT = "1 x PHỞ @ 100000; member Lan by card; redeem 50; cash 100000"


def sell_on_a_full_disk(folder: Path, room: int) -> dict[str, object]:
    """Sell with `room` bytes left in the write-ahead log, then with enough."""
    import resource

    shop = Shop(folder, seed=room + 2)
    shop.desk.days.begin()
    command = shop.command(TEXT, printer="bar")
    shop.desk.orders.save(command.order, command.staff_id, reserved=50)
    before = [shop.count(table) for table in ("sale", "entry", "journal", "operation", "outbox")]
    wal = (folder / "shop.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal + room, resource.RLIM_INFINITY))
    trouble = None
    try:
        shop.desk.sales.complete(command)
    except EnvironmentProblem as problem:
        trouble = problem.code
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    after = [shop.count(table) for table in ("sale", "entry", "journal", "operation", "outbox")]
    open_again = shop.desk.orders.recover() == command.order
    answer = shop.desk.sales.complete(command)
    books = shop.books()
    shop.close()
    return {
        "trouble": trouble, "untouched": before == after, "open order": open_again, "repeat": answer.is_repeat,
        "number": answer.sale.number, "tie": books.tie,
    }  # fmt: skip


def test_at_every_write(shop, tmp_path, full):
    shop.granted("Lan", 10_000)
    shop.sold(TEXT)
    shop.close()
    page = 4_096 + 24  # a page with its frame in the log
    troubles = 0
    for step in range(80 if full else 12):
        room = step * page * (1 if full else 4) + (step % 3) * 1_000
        folder = Path(shutil.copytree(shop.folder, tmp_path / f"full{step}"))
        told = run(lambda folder=folder, room=room: sell_on_a_full_disk(folder, room))
        troubles += told["trouble"] is not None
        assert told["tie"]
        assert told["number"] == "K1-000002", "no number is lost"
        if told["trouble"]:
            assert told["trouble"] is Trouble.DATABASE_FULL
            assert (told["untouched"], told["open order"], told["repeat"]) == (True, True, False)
        else:
            assert told["repeat"]
    assert troubles >= 4, "the disk was full"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_keys_on_a_full_disk_leave_no_half_file(tmp_path, monkeypatch):
    def on_a_full_disk(descriptor, *how, **more):
        os.close(descriptor)
        return open("/dev/full", *how, **more)

    with monkeypatch.context() as disk, in_trouble(Trouble.DATABASE_FULL):
        disk.setattr(keys.os, "fdopen", on_a_full_disk)
        keys.make_keys(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert keys.make_keys(tmp_path) == keys.load_keys(tmp_path)
