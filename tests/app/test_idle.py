"""The idle lock: warned, then locked; a touch begins afresh."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from pos_desktop.app.idle import WARN_MS, Idle


def timers(idle):
    return {timer.interval(): timer for timer in idle.findChildren(QTimer)}


def test_it_warns_twenty_seconds_before_it_locks(qapp):
    idle = Idle(5)
    assert sorted(timers(idle)) == [300_000 - WARN_MS, 300_000]
    told = []
    idle.warned.connect(lambda: told.append("warned"))
    idle.expired.connect(lambda: told.append("expired"))
    for interval in sorted(timers(idle)):
        timers(idle)[interval].timeout.emit()
    assert told == ["warned", "expired"]
    idle.stop()
    assert not any(timer.isActive() for timer in idle.findChildren(QTimer))


@pytest.mark.parametrize(("kind", "touches"), [(QEvent.Type.KeyPress, True), (QEvent.Type.Paint, False)])
def test_only_a_hand_keeps_it_awake(qapp, kind, touches):
    idle = Idle(5)
    idle.stop()
    event = QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier) if touches else QEvent(kind)
    assert idle.eventFilter(QObject(), event) is False
    assert any(timer.isActive() for timer in idle.findChildren(QTimer)) is touches
    idle.stop()


def test_a_shop_may_do_without(qapp):
    idle = Idle(0)
    idle.touch()
    assert not any(timer.isActive() for timer in idle.findChildren(QTimer))
