"""Every test of the window runs without a screen."""

import os
from zlib import crc32

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from pos_desktop.ui import layout, theme
from tests.support.counter import Counter, Stand, inline, open_cafe
from tests.support.keys import Hands
from tests.support.little_till import LittleTill
from tests.support.loyal_cafe import enrich
from tests.support.shop import Shop, copy_of
from tests.ui.tour import PANELS, on_panel, panel_name

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(config, items):
    """Walk every screen on the first panel and on one more by turns; on all of them with `--full`."""
    if config.getoption("--full"):
        return
    spared = [item for item in items if _is_spared(item)]
    if spared:
        config.hook.pytest_deselected(items=spared)
        items[:] = [item for item in items if item not in set(spared)]


def _is_spared(item):
    given = getattr(item, "callspec", None)
    panels = [value for value in given.params.values() if value in PANELS] if given else []
    turn = 1 + crc32(item.path.name.encode()) % (len(PANELS) - 1)
    return any(panel not in (PANELS[0], PANELS[turn]) for panel in panels)


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def panel(request, qapp):
    """A panel that a tour of screens is walked on; every module's tours go panel by panel."""
    with on_panel(qapp, request.param) as show:
        yield show


@pytest.fixture
def dressed(qapp):
    """The application in the light theme at scale 1, as it is again after the test.

    Windows of earlier tests go first: no loop has run that would have deleted them, and a theme dresses them all.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
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


@pytest.fixture(scope="session")
def cafe_template(template, tmp_path_factory):
    """The shop of the tests with goods on its shelf; tests copy it."""
    folder = copy_of(template, tmp_path_factory.mktemp("cafe") / "shop")
    open_cafe(folder)
    return folder


@pytest.fixture
def cafe(cafe_template, tmp_path):
    """A café of one's own, its shift open."""
    opened = Shop(copy_of(cafe_template, tmp_path / "cafe"))
    yield opened
    opened.close()


@pytest.fixture
def counter(qapp, cafe):
    """A cashier's controllers; work happens at once."""
    return Counter(cafe, inline())


@pytest.fixture
def stand(qtbot, dressed, counter, hands):
    """The selling screen between its bars, with a scanner and a person at the keyboard."""
    window = Stand(counter)
    qtbot.addWidget(window)
    window.resize(1024, 768)
    hands.filter.scanned.connect(counter.sale.scan)
    window.show()
    window.activateWindow()
    window.screen_.go_home()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.screen_)
    return window


@pytest.fixture
def loyal(qapp, cafe):
    """A cashier's controllers in a café whose programme has something of every kind."""
    enrich(cafe)
    return Counter(cafe, inline())


@pytest.fixture
def anh(loyal):
    """A member with 1.240 points; gives her name."""
    loyal.shop.enrolled("Nguyễn Thị Ngọc Ánh", "0912345234")
    loyal.shop.granted("Nguyễn Thị Ngọc Ánh", 1_240)
    return "Nguyễn Thị Ngọc Ánh"
