"""A shop that has done everything, and somebody who forges a copy of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.forger import Forger
from tests.support.full_history import lived
from tests.support.shop import Shop, copy_of


@pytest.fixture(scope="session")
def told(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with a history in which every covered table has rows."""
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("told") / "shop"), is_sample=True)
    lived(shop)
    shop.close()
    return shop.folder


@pytest.fixture
def forger(told: Path, tmp_path: Path) -> Iterator[Forger]:
    shop = Shop(copy_of(told, tmp_path / "forged"), is_sample=True)
    with shop.till.db.engine.connect() as tx:
        raw = tx.connection.driver_connection
        assert raw
        raw.execute("PRAGMA ignore_check_constraints=ON")
        raw.execute("PRAGMA foreign_keys=OFF")
        tx.begin()
        yield Forger(shop, tx)
    shop.close()
