"""The books of points fit their panel, can be hit, read and named in both languages and themes."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.loyalty.rows import Problem
from pos_desktop.ui import theme
from pos_desktop.ui.books.screen import BooksScreen
from pos_desktop.ui.models.views import TopBarView
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.window import Target, Window
from pos_desktop.wording import set_language
from tests.ui.books.test_books import BOOKS, MOVE, VERDICT, Office
from tests.ui.books.test_statements import CAUSE, Statements
from tests.ui.test_ux_states import LONG, PANELS, Tour


@pytest.fixture(scope="module", params=PANELS, ids=lambda panel: f"{panel[0]}x{panel[1]}-{panel[3]}-{panel[4]}")
def tour(request, qapp):
    """A walk through all states on one panel."""
    width, height, scale, language, mode = request.param
    _throw_away()
    look = theme.Theme()
    look.motion = False
    look.apply(qapp, mode, scale)
    set_language(language)
    office = Office()
    office.statements = Statements()
    screen = BooksScreen(office.controller, office.proof, office.statements.controller)
    window = Window(ScanFilter())
    window.resize(width, height)
    window.show_top(TopBarView("Cà phê Mộc – Quận 3", "Ca 121 · mở 07:00", "Mộc", mark="MẪU · 21/11/2026"))
    window.show_screen(screen, Target())
    window.show()
    made = Tour(window, (width, height), scale)
    made.look("loading")
    _walk(made, office, screen)
    yield made
    window.close()
    window.deleteLater()
    set_language("vi")
    look.apply(qapp, "light", 1.0)


def _walk(tour, office, screen):
    office.controller.load()
    _throw_away()
    tour.look("a day")
    office.controller.choose_span(365)
    _throw_away()
    tour.look("a year")
    wrong = replace(MOVE, closing=1)
    office.books.found = replace(BOOKS, movement=wrong, days=(wrong,), ageing=())
    office.controller.load()
    _throw_away()
    tour.look("books that do not tie")
    bar = screen._body.verticalScrollBar()
    bar.setValue(bar.maximum())
    tour.look("the foot")
    office.books.refusal = EnvironmentProblem(Trouble.DATABASE_LOCKED)
    office.controller.load()
    tour.look("trouble")
    office.prover.between.append(lambda done: tour.look("the proof runs") if done == 2 else None)
    screen.prove.click()
    _throw_away()
    tour.look("the verdict")
    office.prover.between.clear()
    problems = tuple(Problem(kind, "lot", "0197630548", "replayed 3, kept 5") for kind in ("lot", "balance", "chain"))
    office.prover.verdict = replace(VERDICT, problems=problems)
    office.proof.start()
    _throw_away()
    tour.look("a bad verdict")
    screen.sheet.close_sheet()
    office.statements.found.causes_ = (replace(CAUSE, cause=replace(CAUSE.cause, name=LONG)), CAUSE, CAUSE)
    screen.months.click()
    _throw_away()
    tour.look("the statements of a month")
    office.statements.found.refusal = EnvironmentProblem(Trouble.DATABASE_LOCKED)
    office.statements.controller.go(-1)
    _throw_away()
    tour.look("statements that cannot be read")


def _throw_away():
    """Rows of earlier states go, as they do where a loop runs."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_every_state_was_seen(tour):
    assert len(tour.states) == 11


def test_every_state_fits_the_panel(tour):
    assert tour.too_large == []


def test_every_button_can_be_hit(tour):
    assert tour.too_small == []
    assert tour.too_near == []


def test_no_text_is_cut(tour):
    assert tour.cut == []


def test_everything_that_can_be_used_has_a_name(tour):
    assert tour.nameless == []
