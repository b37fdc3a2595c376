"""The owner opens a wheel and prints a statement in the real window, and both come out of a real printer's port."""

import pytest

from pos_desktop.app.hands import wait_until
from pos_desktop.services.members.benefits.giving import Give
from pos_desktop.ui.books.screen import BooksScreen
from pos_desktop.ui.programme.screen import ProgrammeScreen
from printing.virtual.machine import VirtualPrinter
from tests.support.live_till import LiveTill


@pytest.fixture
def paper():
    with VirtualPrinter() as printer:
        yield printer


def visited(till: LiveTill, name, kind):
    till.sign_in("Mộc")
    till.wait_for_sale()
    till.window.menu.offices[name].trigger()
    wait_until(lambda: till.is_on(kind), name)
    return till.window.area.currentWidget()


def test_the_owner_opens_a_wheel_and_its_seal_comes_out(start, paper):
    till = start(printer=paper.uri)
    screen = visited(till, "programme", ProgrammeScreen)
    wait_until(screen.foot.isVisible, "the programme")
    screen._controller.choose_part("games")
    screen._controller.choose_page("wheels")
    wait_until(lambda: "open" in screen.beside.buttons and screen.beside.isVisible(), "the card of the wheel")
    screen.beside.buttons["open"].click()
    wait_until(lambda: paper.jobs, "the seal")
    wait_until(lambda: "close" in screen.beside.buttons, "a round that runs")
    assert len(till.desk.wheels.running()) == 1


def test_the_owner_prints_the_month_of_a_cause(start, paper):
    till = start(printer=paper.uri)
    screen = visited(till, "books", BooksScreen)
    desk = till.desk
    member = desk.members.find(till.card())
    (cause, *_) = desk.giving.causes()
    desk.giving.give(Give("gift", member.row.account_id, cause.id, 20, desk.people.by_name("Mộc").id))

    screen.months.click()
    wait_until(lambda: screen.statements.parties, "the statement")
    screen.statements.parties[0].verb.click()
    wait_until(lambda: paper.jobs, "the paper")
    assert till.toast == "Đang in bản kê"
