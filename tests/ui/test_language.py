"""The kit's own texts follow a switch of language while the window is open."""

import pytest
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.language import switch_language
from pos_desktop.ui.models import views as v
from pos_desktop.ui.widgets import bars, cart, entry, reward_row, sheet
from pos_desktop.wording import language

LINE = v.LineView(1, "1", "Bạc xỉu", "32.000 ₫")
REWARD = v.RewardView("max", "Đổi điểm", "\u221210.000 ₫")


@pytest.fixture
def window(dressed, qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    lines = cart.CartList()
    lines.show_view(v.CartView((LINE,), (REWARD,), selected=1))
    parts = [lines, entry.Keypad(extra="enter"), entry.SearchField(), bars.TopBar(), sheet.Sheet(window)]
    layout.column(window, *parts[:4])
    yield window
    switch_language(qapp, "vi")


def names(window):
    kinds = (cart.Button, entry.SearchField)
    return sorted(child.accessibleName() for kind in kinds for child in window.findChildren(kind))


def test_every_text_of_the_kit_is_said_anew(window, qapp, monkeypatch):
    for module in (cart, entry, bars, reward_row, sheet):
        monkeypatch.setattr(module, "_", lambda text: f"«{text}»")

    switch_language(qapp, "en")

    spoken = {name for name in names(window) if name and not name.isdigit()}
    assert spoken
    assert {name for name in spoken if not name.startswith("«")} == set()
    assert language() == "en"
