"""Every test of the window runs without a screen."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from pos_desktop.ui import layout, theme
from tests.support.keys import Hands
from tests.support.little_till import LittleTill

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def dressed(qapp):
    """The application in the light theme at scale 1, as it is again after the test."""
    look = theme.Theme()
    look.motion = False
    look.apply(qapp, "light", 1.0)
    yield look
    look.apply(qapp, "light", 1.0)


@pytest.fixture
def stage(qtbot):
    """Put widgets in a window on show."""
    kept = []

    def put(*widgets, width=600, height=500):
        window = QWidget()
        window.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout.column(window, *widgets)
        window.resize(width, height)
        kept.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        window.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is window)
        return window

    yield put


@pytest.fixture
def till(qtbot):
    """A small window with everything that a stray key could do harm to; the focus is at home."""
    window = LittleTill()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window)
    return window


@pytest.fixture
def hands(qapp):
    """A scanner and a person at the keyboard, watched by a scan filter."""
    hands = Hands()
    yield hands
    hands.leave()
