"""Every test of the window runs without a screen."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def dressed(qapp):
    """The application in the light theme at scale 1, as it is again after the test."""
    from pos_desktop.ui import theme

    look = theme.Theme()
    look.motion = False
    look.apply(qapp, "light", 1.0)
    return look
