"""One shop with a backup, made once; tests copy both."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.backups import backed_up
from tests.support.shop import Shop, copy_of

MEMBER, PHONE = "Trịnh Hoài Thương", "0977112233"


@pytest.fixture(scope="session")
def with_backup(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed shop: a member, a sale, a backup, and one sale after it."""
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("backup") / "shop"))
    shop.enrolled(MEMBER, PHONE)
    shop.granted(MEMBER, 300)
    shop.sold(f"2 x PHỞ @ 100000; member {MEMBER}; redeem 60")
    backed_up(shop)
    shop.on("2026-03-02 11:00")
    shop.sold(f"1 x TRÀ @ 20000; member {MEMBER}")
    shop.close()
    return shop.folder


@pytest.fixture
def later(with_backup: Path, tmp_path: Path) -> Iterator[Shop]:
    """That shop, noon of the same day."""
    shutil.copytree(with_backup, tmp_path / "later")
    shop = Shop(tmp_path / "later", seed=7)
    shop.on("2026-03-02 12:00")
    yield shop
    shop.close()


@pytest.fixture
def file(later: Shop) -> Path:
    """Its backup."""
    return next((later.folder / "backups").iterdir())
