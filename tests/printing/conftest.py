from collections.abc import Iterator

import pytest

from printing.virtual.machine import FakePrinter


@pytest.fixture
def paper() -> Iterator[FakePrinter]:
    """A printer on the network."""
    with FakePrinter() as printer:
        yield printer
