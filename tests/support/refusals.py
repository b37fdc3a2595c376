"""What a test says when it expects a no."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble


@contextmanager
def refused(code: Code, **params: object) -> Iterator[None]:
    """Expect a rule to say no with this code, and with these parameters among its own."""
    with pytest.raises(Rejected) as caught:
        yield
    assert caught.value.code is code
    assert params.items() <= caught.value.params.items()


@contextmanager
def in_trouble(code: Trouble) -> Iterator[None]:
    """Expect the machine's trouble."""
    with pytest.raises(EnvironmentProblem) as caught:
        yield
    assert caught.value.code is code
