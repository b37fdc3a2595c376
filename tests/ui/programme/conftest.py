"""The settings of a café's programme with stand-ins for its services."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication

from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.programme.controller import ProgrammeController
from pos_desktop.ui.programme.screen import ProgrammeScreen
from pos_desktop.ui.programme.year import YearController
from tests.ui.programme.fakes import FakeProgrammes, FakeYearTest, setting


def raise_again(error):
    raise error


@dataclass
class Office:
    """The controllers, and everything that they told."""

    programmes: FakeProgrammes = field(default_factory=FakeProgrammes)
    year_test: FakeYearTest = field(default_factory=FakeYearTest)
    toasts: list = field(default_factory=list)
    acts: list = field(default_factory=list)
    questions: list = field(default_factory=list)
    left: list = field(default_factory=list)
    failures: list = field(default_factory=list)

    def __post_init__(self):
        ops = InlineOps(bug=raise_again)
        self.controller = ProgrammeController(self.programmes, ops, setting(), pause_ms=0)
        self.year = YearController(self.year_test, ops)
        self.controller.toast.connect(lambda view, act: (self.toasts.append(view), self.acts.append(act)))
        self.controller.ask.connect(lambda view, accept: self.questions.append((view, accept)))
        self.controller.left.connect(lambda: self.left.append(True))
        self.controller.failed.connect(self.failures.append)

    @property
    def view(self):
        return self.controller.view

    def at(self, text):
        """A path of the programme."""
        return ("programme", *(int(part) if part.isdigit() else part for part in text.split(".")))

    def pass_time(self):
        """Let the pause before the preview pass."""
        for _ in range(4):
            QApplication.processEvents()


@pytest.fixture
def office(qapp):
    made = Office()
    made.controller.load()
    made.pass_time()
    return made


@pytest.fixture
def screen(dressed, qtbot, office):
    made = ProgrammeScreen(office.controller, office.year)
    qtbot.addWidget(made)
    made.resize(1024, 708)
    made.show()
    office.controller.refresh()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made)
    return made
