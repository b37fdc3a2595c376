"""The whole program without a screen, on copies of the sample shop."""

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.live_till import LiveTill

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> "Path":
    """The sample shop as it ships; tests copy it."""
    from tests.support.live_till import make_sample

    folder = tmp_path_factory.mktemp("sample") / "shop"
    make_sample(folder)
    return folder


@pytest.fixture
def shop_folder(sample: "Path", tmp_path: "Path") -> "Path":
    """A sample shop of the test's own."""
    from tests.support.live_till import copy_sample

    return copy_sample(sample, tmp_path / "shop")


@pytest.fixture
def start(qapp: object, shop_folder: "Path") -> "Iterator[Callable[..., LiveTill]]":
    """Starts the program on the test's shop."""
    from tests.support.live_till import LiveTill

    tills = []

    def begin(**options: str) -> LiveTill:
        tills.append(LiveTill(shop_folder, **options))
        return tills[-1]

    yield begin
    for till in tills:
        till.close()
