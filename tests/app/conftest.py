"""Every test of the application runs without a screen."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def log(tmp_path):
    """The program's log in a folder of its own; gives a function that reads it."""
    from pos_desktop.app import logs

    logs.open_log(tmp_path)
    yield lambda: (tmp_path / "logs" / "till.log").read_text("utf-8")
    logs.close_log()
