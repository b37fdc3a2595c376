"""A backup while another process sells: it is the shop at one moment, with every sale that was acknowledged before."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from pos_desktop.services.office.backup.restoring import candidate
from pos_desktop.storage import copies
from tests.support.backups import PASSPHRASE, backed_up, go_on
from tests.support.forked import Child, needs_fork
from tests.support.shop import Shop, copy_of

pytestmark = [needs_fork, pytest.mark.crash]

SALES_MEANWHILE = 5


def test_it_is_the_shop_at_one_moment(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_of(template, tmp_path / "shop")
    child = Child(lambda say: sell(folder, say))
    before = [int(child.first_line()) for _ in range(3)][-1]
    monkeypatch.setattr(copies, "STEP", 5)
    while_copied: list[int] = []

    def watched(done: int, _whole: int) -> bool:
        """Wait in the middle of the copy until more was sold; what it said may lie in the pipe for a while."""
        if not while_copied and done > 100:
            sold = sales_in(shop)
            while_copied.append(sold)
            while while_copied[-1] < sold + SALES_MEANWHILE:
                while_copied.append(int(child.first_line()))
        return True

    shop = Shop(folder, seed=2)
    try:
        made = backed_up(shop, watched)
    finally:
        child.kill()
        _, ended = child.end()
        shop.close()

    assert ended.was_killed
    assert while_copied[-1] >= while_copied[0] + SALES_MEANWHILE, "it was sold while the copy was being made"
    with candidate(tmp_path / "other", made.path, PASSPHRASE, go_on) as found:
        with found.till.db.read() as tx:
            numbers = list(tx.exec_driver_sql("SELECT number FROM sale ORDER BY number").scalars())
            sums = tx.exec_driver_sql("SELECT (SELECT sum(due) FROM sale), (SELECT sum(amount) FROM tender)").one()
        assert numbers == list(range(1, len(numbers) + 1))
        assert before <= len(numbers) <= while_copied[0]
        assert sums == (20_000 * len(numbers), 20_000 * len(numbers))
        assert found.manifest.problems == 0


def sales_in(shop: Shop) -> int:
    """How many sales the shop has now."""
    with shop.till.db.read() as tx:
        return int(tx.exec_driver_sql("SELECT count(*) FROM sale").scalar_one())


def sell(folder: Path, say: object) -> None:
    shop = Shop(folder, seed=1)
    for number in count(1):
        shop.clock.set(shop.clock.now() + timedelta(seconds=1))
        shop.sold("1 x TRÀ @ 20000; cash 20000")
        say(str(number))  # type: ignore[operator]
