"""The books of points fit their panel, can be hit, read and named in both languages and themes."""

from dataclasses import replace

import pytest

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.loyalty.rows import Problem
from pos_desktop.ui.books.screen import BooksScreen
from tests.ui.books.test_books import BOOKS, MOVE, VERDICT, Office
from tests.ui.books.test_statements import CAUSE, Statements
from tests.ui.tour import LONG, PANELS, EveryState, framed, on_panel, panel_name, throw_away


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def tour(request, qapp):
    """A walk through all states on one panel."""
    with on_panel(qapp, request.param) as show:
        office = Office()
        office.statements = Statements()
        screen = BooksScreen(office.controller, office.proof, office.statements.controller)
        made = show(framed(screen, "Mộc"))
        made.look("loading")
        _walk(made, office, screen)
        yield made


def _walk(tour, office, screen):
    office.controller.load()
    throw_away()
    tour.look("a day")
    office.controller.choose_span(365)
    throw_away()
    tour.look("a year")
    wrong = replace(MOVE, closing=1)
    office.books.found = replace(BOOKS, movement=wrong, days=(wrong,), ageing=())
    office.controller.load()
    throw_away()
    tour.look("books that do not tie")
    bar = screen._body.verticalScrollBar()
    bar.setValue(bar.maximum())
    tour.look("the foot")
    office.books.refusal = EnvironmentProblem(Trouble.DATABASE_LOCKED)
    office.controller.load()
    tour.look("trouble")
    office.prover.between.append(lambda done: tour.look("the proof runs") if done == 2 else None)
    screen.prove.click()
    throw_away()
    tour.look("the verdict")
    office.prover.between.clear()
    problems = tuple(Problem(kind, "lot", "0197630548", "replayed 3, kept 5") for kind in ("lot", "balance", "chain"))
    office.prover.verdict = replace(VERDICT, problems=problems)
    office.proof.start()
    throw_away()
    tour.look("a bad verdict")
    screen.sheet.close_sheet()
    office.statements.found.causes_ = (replace(CAUSE, cause=replace(CAUSE.cause, name=LONG)), CAUSE, CAUSE)
    screen.months.click()
    throw_away()
    tour.look("the statements of a month")
    office.statements.found.refusal = EnvironmentProblem(Trouble.DATABASE_LOCKED)
    office.statements.controller.go(-1)
    throw_away()
    tour.look("statements that cannot be read")


def test_every_state_was_seen(tour):
    assert len(tour.states) == 11


class TestEveryState(EveryState):
    """The books, the proof and the statements."""
