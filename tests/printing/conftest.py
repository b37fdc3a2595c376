from collections.abc import Iterator

import pytest

from printing.virtual.machine import VirtualPrinter


@pytest.fixture
def paper() -> Iterator[VirtualPrinter]:
    """A printer on the network."""
    with VirtualPrinter() as printer:
        yield printer
