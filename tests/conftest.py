"""What all tests share."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.support.compiled_once import share_compiled
from tests.support.known_pins import remember_pins

if TYPE_CHECKING:
    from tests.support.shop import Shop

settings.register_profile(
    "quick", max_examples=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
settings.register_profile("full", settings.get_profile("quick"), max_examples=2000, derandomize=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="the long counts: more kills, more rounds, more random sales")


def pytest_configure(config: pytest.Config) -> None:
    share_compiled()
    remember_pins()
    settings.load_profile("full" if config.getoption("--full") else "quick")


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the long counts were asked for (`run.py test --full`)."""
    return bool(request.config.getoption("--full"))


@pytest.fixture(autouse=True)
def no_stray_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log that no test looked at is a failure; `caplog.clear()` says that it was looked at."""
    yield
    strays = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not strays, strays


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop made once; tests copy it."""
    from tests.support.shop import prepare

    folder = tmp_path_factory.mktemp("template") / "shop"
    prepare(folder)
    return folder


@pytest.fixture
def shop(template: Path, tmp_path: Path) -> "Iterator[Shop]":
    """A real shop, nine in the morning of 2026-03-02, its shift open."""
    from tests.support.shop import Shop, copy_of

    opened = Shop(copy_of(template, tmp_path / "shop"))
    yield opened
    opened.close()


@pytest.fixture
def sample_shop(template: Path, tmp_path: Path) -> "Iterator[Shop]":
    """The same shop marked as a sample: its clock may jump."""
    from tests.support.shop import Shop, copy_of

    opened = Shop(copy_of(template, tmp_path / "sample"), is_sample=True)
    yield opened
    opened.close()
