"""The devices of a till without a window, and printers and scales that answer as they are told."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from pos_desktop.app.settings import Settings
from pos_desktop.ui.devices.standing import Asked
from printing.devices.spool import JobState, Outcome
from printing.devices.status import Condition


class LittleSerial(QObject):
    heard = Signal(str)


class LittleDevices(QObject):
    """What is set, kept in memory alone; `panels_there` are the other screens."""

    changed = Signal()

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.serial = LittleSerial(self)
        self.scanner_is_there = self.customer_is_open = False
        self.customer_trouble = ""
        self.panels_there: list[str] = []

    def change(self, **fields: object) -> None:
        self.settings = replace(self.settings, **fields)
        self.changed.emit()

    def panels(self) -> list[str]:
        return self.panels_there


class Told:
    """`Outside` that answers as it is told; `calls` are what was asked of it."""

    def __init__(self, **answers: object) -> None:
        usual = {"ask": Asked(Condition.READY), "try_printer": Outcome(JobState.PRINTED), "plugged": [], "search": []}
        self._answers = {**usual, **answers}
        self.calls: list[tuple[str, tuple[object, ...]]] = []

    def __getattr__(self, name: str):
        def answer(*args: object) -> object:
            self.calls.append((name, args))
            told = self._answers[name]
            if isinstance(told, Exception):
                raise told
            return told

        return answer
