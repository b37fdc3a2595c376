"""Finds the bursts of a wedge scanner among the keys of the whole window, and keeps their Enter from pressing anything.

A scanner types like a person, only faster. Outside text fields printable keys are held until it is clear who typed
them; inside, they pass, and a burst gives the field its earlier text back. Gaps are those of the events' own time
stamps: the clock at processing time would split a burst whenever our own code stalls.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from pos_desktop.ui.fields import Edit, FieldMemory, text_field

HOLD_MS: Final = 70  # a person's key waits at most this long outside text fields
PAUSE_MS: Final = 100  # ends a scan of a scanner that sends no suffix
ECHO_MS: Final = 120  # the LF of CR+LF comes within this time
TAIL_MS: Final = 300  # the Enter of a broken burst comes within this time
SETTLE_MS: Final = 10  # lets keys that wait in the system's queue arrive before a burst is judged by a timer
MOST_WAITS: Final = 5  # so often it waits again because its own timer came late
TYPED_BY_HAND: Final = 2  # this many fast keys are a person's; more are a scanner's
MODAL_OPEN: Final = "modalOpen"  # property of a window that shows one of our own modals
CUSTOMERS: Final = "customers"  # property and name of the window that the customer sees

_SUFFIX_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_MODIFIER_KEYS: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_KEYS: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_TAPS: Final = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)


def monotonic_ms() -> int:
    """Milliseconds of a clock that never jumps."""
    return time.monotonic_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """What the shop told about its scanner on the Devices screen.

    `gap_ms`: most time between two keys of one burst; `min_length`: fewest characters of a code; `prefix`, `suffix`:
    characters that the scanner puts around the code besides Enter or Tab; `suffixless`: it sends neither of them;
    `repeat_ms`: the same code again within this time is a double trigger (0: count every one).
    """

    gap_ms: int = 60
    min_length: int = 4
    prefix: str = ""
    suffix: str = ""
    suffixless: bool = False
    repeat_ms: int = 300

    def code(self, burst: str) -> str | None:
        """Give the code inside a burst, or None if it is too short to be one."""
        code = burst.removeprefix(self.prefix).removesuffix(self.suffix)
        return code if len(code) >= self.min_length else None


@dataclass(slots=True)
class _Burst:
    """Fast keys in a row: `held` are still ours, `decided` were replayed or thrown away."""

    held: list[tuple[QWidget, QKeyEvent]] = field(default_factory=list)
    decided: int = 0
    last: int | None = None

    @property
    def text(self) -> str:
        return "".join(event.text() for _, event in self.held)


@dataclass(slots=True)
class _Typed:
    """Fast keys that went into a text field, and what the field held before."""

    memory: FieldMemory
    text: str = ""
    last: int = 0


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What becomes of a suffix key: passed on, or swallowed with or without a code."""

    swallow: bool
    code: str | None = None
    broken: bool = False


_PASS: Final = _Verdict(swallow=False)


class ScanFilter(QObject):
    """Application-wide event filter; `QApplication.installEventFilter(scan_filter)` puts it to work.

    Signals:
        scanned(str): a whole code was read, in whatever widget.
        refused(str): a code was read while a modal was open; it is not queued.
        broken(): part of a code was read and thrown away ("Mã đọc chưa đủ - quét lại").

    Args:
        settings: see `ScanSettings`; may be replaced at any time through the attribute of the same name.
        clock: milliseconds for events without a time stamp of their own (synthetic ones).

    Attributes: `paused`: nothing is scanned on this screen, so even the fastest keys are a person's.
    """

    scanned = Signal(str)
    refused = Signal(str)
    broken = Signal()

    def __init__(
        self,
        settings: ScanSettings | None = None,
        *,
        clock: Callable[[], int] = monotonic_ms,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings or ScanSettings()
        self.paused = False
        self._clock = clock
        self._burst = _Burst()
        self._typed: _Typed | None = None
        self._echo_from: int | None = None
        self._thrown_at: int | None = None
        self._last_code: tuple[str, int] | None = None
        self._verdict: tuple[int, int, _Verdict] | None = None
        self._seen: tuple[int, QEvent.Type, QObject | None] = (0, QEvent.Type.None_, None)
        self._focus_when_held: QWidget | None = None
        self._replayed = 0
        self._waits = 0
        self._armed = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._time_is_up)

    # what Qt calls

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        """Tell Qt whether the event stops here."""
        kind = event.type()
        if kind not in _KEYS:
            if kind in _TAPS and self._burst.held and not is_of_customers(receiver):
                self._settle()
            return False
        if self.paused or not isinstance(receiver, QWidget) or not isinstance(event, QKeyEvent):
            return False
        address = shiboken6.getCppPointer(event)[0]
        if address == self._replayed or self._is_propagated(receiver, address, kind):
            return False
        swallow = (self._foresee if kind == QEvent.Type.ShortcutOverride else self._press)(receiver, event)
        if swallow:
            event.accept()  # an ignored one would go on to the parent
        return swallow

    def _is_propagated(self, receiver: QWidget, address: int, kind: QEvent.Type) -> bool:
        """Whether this is one key on its way up from a child, which was judged there."""
        last_address, last_kind, last_receiver = self._seen
        self._seen = (address, kind, receiver)
        return (
            (address, kind) == (last_address, last_kind)
            and isinstance(last_receiver, QWidget)
            and shiboken6.isValid(last_receiver)
            and receiver.isAncestorOf(last_receiver)
        )

    def hear(self, code: str) -> None:
        """Take a code from a scanner that types nothing, on a line of its own."""
        window = QApplication.activeWindow()
        if window is not None and not self.paused:
            self._announce(window, _Verdict(swallow=True, code=self.settings.code(code)), self._clock())

    # one key

    def _foresee(self, receiver: QWidget, event: QKeyEvent) -> bool:
        """Judge a key before any shortcut can take it: F8 is eaten as a shortcut and never arrives as a press."""
        foreseen, self._verdict = self._verdict, None
        if event.key() in _MODIFIER_KEYS:
            return False
        if self._is_suffix(event):
            at = self._time_of(event)
            if foreseen is None or foreseen[:2] != (event.key(), at):  # Qt may ask a widget twice
                foreseen = (event.key(), at, self._judge_suffix(receiver, event))
            self._verdict = foreseen
            return foreseen[2].swallow
        if not self._is_printable(event):
            self._interrupt()
        return False

    def _press(self, receiver: QWidget, event: QKeyEvent) -> bool:
        foreseen, self._verdict = self._verdict, None
        if event.key() in _MODIFIER_KEYS:
            return False
        if self._is_suffix(event):
            verdict = foreseen[2] if foreseen and foreseen[0] == event.key() else self._judge_suffix(receiver, event)
            self._announce(receiver, verdict, self._time_of(event))
            return verdict.swallow
        if not self._is_printable(event):
            self._interrupt()
            return False
        self._echo_from = None
        edit = text_field(receiver)
        return self._hold(receiver, event) if edit is None else self._watch(edit, event)

    def _is_suffix(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_J and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return self._is_echo(self._time_of(event))  # a line feed, as some scanners type it
        is_end = event.key() in _SUFFIX_KEYS or event.text() == "\n"
        return is_end and not event.modifiers() & _COMMANDS

    def _is_printable(self, event: QKeyEvent) -> bool:
        """Whether a scanner may have sent this key; a held-down key repeats as fast, but only a person holds it."""
        text = event.text()
        if not text or not text.isprintable() or event.modifiers() & _COMMANDS or event.isAutoRepeat():
            return False
        # A space presses a focused button; no code begins with one.
        typed = self._typed.last if self._typed else None
        return text != " " or self._is_near(self._burst.last, event) or self._is_near(typed, event)

    def _interrupt(self) -> None:
        """Another key came: what was typed before it is settled, and an Enter after it is a person's."""
        self._settle()
        self._burst, self._typed = _Burst(), None
        self._echo_from = self._thrown_at = None

    # outside text fields

    def _hold(self, receiver: QWidget, event: QKeyEvent) -> bool:
        self._typed = None
        if not self._is_near(self._burst.last, event):
            self._settle()
            self._burst = _Burst()
        if not self._burst.held:
            self._focus_when_held = QApplication.focusWidget()
        copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        copy.setTimestamp(event.timestamp())
        self._burst.held.append((receiver, copy))
        self._burst.last = self._time_of(event)
        self._wait((PAUSE_MS if self.settings.suffixless else HOLD_MS) - SETTLE_MS)
        return True

    def _settle(self) -> None:
        """Decide about held keys that no suffix followed: a person's go on their way, a scanner's are thrown away."""
        self._timer.stop()
        burst = self._burst
        if not burst.held:
            return
        held, burst.held = burst.held, []
        burst.decided += len(held)
        if burst.decided <= TYPED_BY_HAND:
            self._replay(held)
        else:
            self._thrown_at = burst.last
            self.broken.emit()

    def _replay(self, held: list[tuple[QWidget, QKeyEvent]]) -> None:
        for receiver, event in held:
            target = self._target(receiver)
            if target is not None:
                self._replayed = shiboken6.getCppPointer(event)[0]
                QApplication.sendEvent(target, event)
                self._replayed = 0

    def _target(self, receiver: QWidget) -> QWidget | None:
        """Give the widget that a held key belongs to: its receiver, unless a key before it moved the focus."""
        focus = QApplication.focusWidget()
        if shiboken6.isValid(receiver) and (focus is None or focus is self._focus_when_held):
            return receiver
        return focus

    # inside text fields

    def _watch(self, edit: Edit, event: QKeyEvent) -> bool:
        self._settle()
        self._burst = _Burst()
        if self._typed is None or not self._typed.memory.is_of(edit) or not self._is_near(self._typed.last, event):
            self._typed = _Typed(FieldMemory(edit))
        self._typed.text += event.text()
        self._typed.last = self._time_of(event)
        if self.settings.suffixless:
            self._wait(PAUSE_MS - SETTLE_MS)
        return False

    # the end of a burst

    def _judge_suffix(self, receiver: QWidget, event: QKeyEvent) -> _Verdict:
        now = self._time_of(event)
        if text_field(receiver) is not None:
            verdict = self._end_in_field(event)
        elif self._is_near(self._burst.last, event):
            verdict = self._end_outside()
        else:
            self._settle()
            is_tail = self._thrown_at is not None and 0 <= now - self._thrown_at <= TAIL_MS
            verdict = _Verdict(swallow=is_tail)
        if verdict.swallow:
            self._echo_from = now
            self._burst, self._typed, self._thrown_at = _Burst(), None, None
            self._timer.stop()
            return verdict
        if self._is_echo(now):
            return _Verdict(swallow=True)
        self._interrupt()
        return _PASS

    def _end_in_field(self, event: QKeyEvent) -> _Verdict:
        typed = self._typed
        if typed is None or not self._is_near(typed.last, event) or not self.settings.code(typed.text):
            return _PASS
        typed.memory.restore()
        return _Verdict(swallow=True, code=self.settings.code(typed.text))

    def _end_outside(self) -> _Verdict:
        """Any suffix right behind a printable key is a scanner's; without its whole code it was the tail of one."""
        whole = self.settings.code(self._burst.text) if not self._burst.decided else None
        return _Verdict(swallow=True, code=whole, broken=whole is None and bool(self._burst.held))

    def _announce(self, receiver: QWidget, verdict: _Verdict, now: int) -> None:
        if verdict.broken:
            self.broken.emit()
        if verdict.code is None or self._is_double(verdict.code, now):
            return
        self._last_code = (verdict.code, now)
        (self.refused if _under_modal(receiver) else self.scanned).emit(verdict.code)

    def _is_double(self, code: str, now: int) -> bool:
        if self._last_code is None or self._last_code[0] != code:
            return False
        return 0 <= now - self._last_code[1] < self.settings.repeat_ms

    # time

    def _time_of(self, event: QInputEvent) -> int:
        return event.timestamp() or self._clock()

    def _is_near(self, last: int | None, event: QInputEvent) -> bool:
        return last is not None and 0 <= self._time_of(event) - last <= self.settings.gap_ms

    def _is_echo(self, now: int) -> bool:
        return self._echo_from is not None and 0 <= now - self._echo_from <= ECHO_MS

    def _wait(self, ms: int, waits: int = 0) -> None:
        self._waits = waits
        self._armed.start()
        self._timer.start(ms)

    def _time_is_up(self) -> None:
        """Judge a burst by its silence, but not while keys may wait behind a stall of our own."""
        late = self._armed.elapsed() - self._timer.interval()
        if self._waits == 0 or (late > SETTLE_MS and self._waits < MOST_WAITS):
            self._wait(SETTLE_MS, self._waits + 1)
        elif self._typed is not None and self.settings.suffixless:
            self._end_by_pause_in_field(self._typed)
        elif self.settings.suffixless and not self._burst.decided and self.settings.code(self._burst.text):
            self._end_by_pause()
        else:
            self._settle()

    def _end_by_pause(self) -> None:
        burst, self._burst = self._burst, _Burst()
        receiver = self._target(burst.held[0][0]) or QApplication.activeWindow()
        if receiver is not None and burst.last is not None:
            self._announce(receiver, _Verdict(swallow=True, code=self.settings.code(burst.text)), burst.last)

    def _end_by_pause_in_field(self, typed: _Typed) -> None:
        self._typed = None
        code = self.settings.code(typed.text)
        if code is not None and typed.memory.is_alive:
            typed.memory.restore()
            self._announce(typed.memory.edit, _Verdict(swallow=True, code=code), typed.last)


def is_of_customers(receiver: QObject) -> bool:
    """Whether an event went to the customer's window: no cashier did anything."""
    if isinstance(receiver, QWidget):
        return bool(receiver.window().property(CUSTOMERS))
    return receiver.objectName() == f"{CUSTOMERS}Window"  # as Qt names the system's window of a widget


def _under_modal(receiver: QWidget) -> bool:
    return QApplication.activeModalWidget() is not None or bool(receiver.window().property(MODAL_OPEN))
