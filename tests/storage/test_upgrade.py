"""A shop of the first release, brought to the newest schema: every row is there, and it goes on selling."""

import lzma
import os
import shutil
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from pos_desktop.core.errors import Trouble
from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.selling.refunds import GiveBack
from pos_desktop.storage import opening
from pos_desktop.storage.opening import FILE_NAME, open_db
from pos_desktop.storage.schema import VERSION
from tests.support.forked import Child, needs_fork
from tests.support.refusals import in_trouble
from tests.support.shifts import opened
from tests.support.shop import Shop, copy_of

RELEASED = Path(__file__).with_name("released")
OWNER = "Mộc"
CACHES = "SELECT id, balance, debt, tier, tier_until, seq, lifetime_earned FROM account ORDER BY id"
LOTS = "SELECT id, account_id, points, left_points, usable_from, expires_on FROM lot ORDER BY id"
MADE = {"activity", "counter", "alembic_version", "stock_level"}
"""Tables that the upgrade itself fills or counts on."""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file and the keys as the first release had them."""
    folder = tmp_path_factory.mktemp("released")
    (folder / FILE_NAME).write_bytes(lzma.decompress((RELEASED / "shop-v1.db.xz").read_bytes()))
    shutil.copy2(RELEASED / "keys-v1.json", folder / KEYS_FILE)
    return folder


@pytest.fixture(scope="module")
def upgraded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same shop, opened by the program of today."""
    folder = copy_of(released, tmp_path_factory.mktemp("upgraded") / "shop")
    open_db(folder / FILE_NAME).close()
    return folder


@pytest.fixture
def shop(upgraded: Path, tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(copy_of(upgraded, tmp_path / "shop"), is_sample=True)
    opened.on("2025-09-01 09:00")
    yield opened
    opened.close()


def asked(folder: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        return connection.execute(question).fetchall()


def counts(folder: Path) -> Counter[str]:
    tables = [name for (name,) in asked(folder, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return Counter({table: asked(folder, f"SELECT count(*) FROM {table}")[0][0] for table in tables})


def test_it_was_a_shop_of_the_first_schema(released: Path) -> None:
    assert asked(released, "PRAGMA user_version") == [(1,)]
    assert counts(released)["sale"] > 1_000


def test_every_row_is_there_and_the_old_file_beside_it(released: Path, upgraded: Path) -> None:
    old, new = counts(released), counts(upgraded)
    assert asked(upgraded, "PRAGMA user_version") == [(VERSION,)]
    assert {table: new[table] for table in old if table not in MADE} == {
        table: rows for table, rows in old.items() if table not in MADE
    }
    assert {table for table, rows in new.items() if rows and not old[table]} == {"activity", "stock_level", "stale_day"}
    assert new["counter"] == old["counter"] + 2 * new["register"]
    assert asked(upgraded, CACHES) == asked(released, CACHES)
    assert asked(upgraded, LOTS) == asked(released, LOTS)
    kept = upgraded / "shop.v1.bak"
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_what_counts_for_tiers_is_that_of_the_sales(upgraded: Path) -> None:
    bought = "SELECT account_id, account_seq, business_date, basis, earned, id FROM sale WHERE account_id IS NOT NULL"
    counted = "SELECT account_id, seq, on_date, spend, points, sale_id FROM activity WHERE kind = 'sale' AND visits = 1"
    assert sorted(asked(upgraded, counted)) == sorted(asked(upgraded, bought))
    newest = "SELECT account_id, max(business_date) FROM sale WHERE account_id IS NOT NULL GROUP BY 1 ORDER BY 1"
    active = "SELECT id, active_on FROM account WHERE active_on IS NOT NULL ORDER BY id"
    assert asked(upgraded, active) == asked(upgraded, newest)


def test_its_books_are_proved_by_the_digests_that_the_old_program_wrote(shop: Shop) -> None:
    verdict = Verification(shop.till).run()
    assert verdict.ok, verdict.problems[:5]
    assert verdict.sales > 1_000 and verdict.journal > verdict.sales


def old_sale(shop: Shop, where: str) -> Any:
    found = shop.rows(f"SELECT * FROM sale WHERE {where} ORDER BY number DESC LIMIT 1")
    assert found, f"no old sale {where}"
    return found[0]


def give_back(shop: Shop, sale: Any, **more: Any) -> Any:
    opened(shop.desk, 0, shop.person(OWNER).id)
    return shop.desk.refunds.refund(GiveBack(f"back-{sale.id}", sale.id, shop.person(OWNER).id, **more)).refund


def test_a_member_of_old_goes_on_buying(shop: Shop) -> None:
    sale = old_sale(shop, "account_id IS NOT NULL AND earned > 0")
    picture = shop.desk.members.picture(sale.account_id)
    opened(shop.desk, 0, shop.person(OWNER).id)
    made = shop.sold(f"3 x PHỞ @ 100000; member {picture.row.name}; by {OWNER}")
    assert made.earned > 0
    assert shop.desk.members.picture(sale.account_id).balance.available == picture.balance.available + made.earned
    assert shop.books().tie


@pytest.mark.parametrize("tier", ["Thành viên", "Bạc", "Vàng"])
def test_an_old_sale_comes_back_to_the_point_by_the_tier_that_it_had(shop: Shop, tier: str) -> None:
    """What was true at the sale was not kept then; the tier before it was."""
    told = f"json_extract(loyalty, '$.tier_before') = '{tier}'"
    sale = old_sale(shop, f"account_id IS NOT NULL AND earned > 0 AND points = 0 AND {told}")
    back = give_back(shop, sale)
    assert (back.money, back.clawed) == (sale.due, sale.earned)
    assert shop.books().tie


def test_points_that_an_old_sale_took_come_back(shop: Shop) -> None:
    sale = old_sale(shop, "points > 0")
    assert give_back(shop, sale).restored == sale.points
    assert shop.books().tie


def test_an_old_sale_of_a_guest_comes_back(shop: Shop) -> None:
    sale = old_sale(shop, "account_id IS NULL")
    assert give_back(shop, sale).money == sale.due
    assert shop.books().tie


def test_an_older_program_refuses_the_newer_file(upgraded: Path, tmp_path: Path, monkeypatch: Any) -> None:
    folder = copy_of(upgraded, tmp_path / "newer")
    before = (folder / FILE_NAME).read_bytes()
    monkeypatch.setattr(opening, "VERSION", 1)
    with in_trouble(Trouble.DATABASE_NEWER):
        open_db(folder / FILE_NAME)
    assert (folder / FILE_NAME).read_bytes() == before


@needs_fork
@pytest.mark.crash
def test_an_upgrade_that_was_killed_leaves_the_old_shop_and_can_be_made_again(
    released: Path, upgraded: Path, tmp_path: Path, full: bool
) -> None:
    statements = statements_of(copy_of(released, tmp_path / "whole"))
    assert statements > 100
    tries = range(0, statements, 10) if full else [round(n * (statements - 1) / 2) for n in range(3)]
    for step in tries:
        folder = copy_of(released, tmp_path / f"cut{step}")

        def work(_say: Any, folder: Path = folder, step: int = step) -> None:
            die_before(step)
            open_db(folder / FILE_NAME)

        assert Child(work).end()[1].was_killed
        assert asked(folder, "PRAGMA user_version") == [(1,)]
        assert counts(folder) == counts(released) and asked(folder, CACHES) == asked(released, CACHES)
        open_db(folder / FILE_NAME).close()
        assert counts(folder) == counts(upgraded)
        shutil.rmtree(folder)


def die_before(statement: int) -> None:
    """Die before the n-th statement of this process."""
    left = count(statement, -1)
    event.listen(
        Engine, "before_cursor_execute", lambda *_: os.kill(os.getpid(), signal.SIGKILL) if next(left) == 0 else None
    )


def statements_of(folder: Path) -> int:
    """How many statements an upgrade sends."""
    sent: list[int] = []

    def keep(*_: Any) -> None:
        sent.append(1)

    event.listen(Engine, "before_cursor_execute", keep)
    open_db(folder / FILE_NAME).close()
    event.remove(Engine, "before_cursor_execute", keep)
    return len(sent)
