from collections.abc import Iterator

import pytest

from tests.support.fake_printer import FakePrinter


@pytest.fixture
def paper() -> Iterator[FakePrinter]:
    """A printer on the network."""
    with FakePrinter() as printer:
        yield printer
