"""What all tests share."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="the long counts: more kills, more rounds, more random sales")


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the long counts were asked for (`run.py test --full`)."""
    return bool(request.config.getoption("--full"))
