"""The sample shop that ships is the one that the program makes, and opens as it should."""

import lzma
import sqlite3
from pathlib import Path

import pytest

from pos_desktop.services.desk import desk_of
from pos_desktop.services.office import sample
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.shop.opening import open_till
from pos_desktop.storage.guards import APPEND_ONLY
from pos_desktop.storage.opening import FILE_NAME

FIRST_DAYS = 25


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    raw = sqlite3.connect(path)
    tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {}
    for table in tables:
        found[table] = sorted(raw.execute(f"SELECT * FROM {table}"), key=repr)
    raw.close()
    return found


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop's file as it ships."""
    path = tmp_path_factory.mktemp("shipped") / FILE_NAME
    path.write_bytes(lzma.decompress((sample.ASSETS / sample.PACKED).read_bytes()))
    return path


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_program_makes_the_very_rows_that_ship(tmp_path: Path, shipped: Path, full: bool) -> None:
    """All of them with `--full`; else what the first days left for ever."""
    if full:
        sample.make_sample(tmp_path).db.close()
        tables = set(rows_of(shipped))
    else:
        story = sample.begin(tmp_path)
        story.tell(FIRST_DAYS)
        story.desk.till.db.close()
        tables = {*APPEND_ONLY} & {*rows_of(shipped)}

    mine, theirs = rows_of(tmp_path / FILE_NAME), rows_of(shipped)
    assert set(mine) == set(theirs)
    assert len(mine["sale"]) > 9 * FIRST_DAYS
    for table in sorted(tables):
        strange = sorted({*mine[table]} - {*theirs[table]}, key=repr)
        assert not strange, f"{table}: run `python3 run.py sample`"
        assert not full or len(mine[table]) == len(theirs[table]), f"{table}: run `python3 run.py sample`"


def test_it_is_small_and_its_books_are_right(tmp_path: Path) -> None:
    assert (sample.ASSETS / sample.PACKED).stat().st_size <= 3_000_000
    sample.open_sample(tmp_path / "shop")
    till = open_till(tmp_path / "shop")
    verdict = Verification(till).run()
    till.db.close()

    assert verdict.ok, verdict.problems
    assert verdict.sales > 1_000


def test_it_has_what_it_promises(tmp_path: Path) -> None:
    sample.open_sample(tmp_path / "shop")
    till = open_till(tmp_path / "shop")
    desk = desk_of(till)
    index = desk.catalogue.load().index
    people = {person.name: person for person in desk.people.all()}
    with till.db.read() as tx:
        tiers = set(tx.exec_driver_sql("SELECT tier FROM account").scalars())

    assert len(index.items) >= 60
    assert len(index.categories) == 9
    assert {name: person.role for name, person in people.items()} == {name: role for name, role, _ in sample.STAFF}
    assert all(desk.people.sign_in(people[name].id, pin) for name, _, pin in sample.STAFF)
    assert tiers == {"member", "silver", "gold", "diamond"}
    assert desk.shifts.current() is None
    till.db.close()


def test_it_shows_whole_selling(tmp_path: Path) -> None:
    sample.open_sample(tmp_path / "shop")
    till = open_till(tmp_path / "shop")
    desk = desk_of(till)
    wares, owner = desk.catalogue.load(), desk.people.by_name("Mộc").id
    by_sku = {item.sku: item for item in wares.index.items}
    tables = [table for area in desk.tables.plan() for table in area.tables]

    assert [group.name for group in by_sku["TS001"].options] == ["Cỡ", "Đường", "Đá", "Thêm"]
    assert by_sku["PZ001"].options[0].halves
    assert [slot.name for slot in by_sku["CB001"].slots] == ["Nước", "Bánh"]
    assert by_sku["KH001"].open_price
    assert by_sku["MA001"].asks_serial
    assert {by_sku[sku].family for sku in ("AO001", "AO002", "AO003")} == {"Áo thun Mộc"}
    assert [use.qty for use in by_sku["BI024"].uses] == [24_000]
    assert len(by_sku["TS001"].uses) == 3
    assert len(desk.price_lists.every(owner)) == 2
    assert len(tables) == 20
    assert {station.name for station in desk.stations.layout().stations} == {"Pha chế", "Bếp"}
    till.db.close()


def test_today_is_the_day_after_its_history_and_runs_on(tmp_path: Path) -> None:
    from datetime import timedelta

    sample.open_sample(tmp_path / "shop")
    till = open_till(tmp_path / "shop")
    first = sample.sample_clock(till)
    again = sample.sample_clock(till)

    assert till.day_of(first.now()) == sample.LAST_DAY + timedelta(days=1)
    assert abs(again.now() - first.now()) < timedelta(seconds=5)
    till.db.close()
