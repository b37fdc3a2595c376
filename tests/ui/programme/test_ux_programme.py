"""Every page of the settings fits its panel, can be hit, read and named (UX-01, UX-02, UX-03, UX-19)."""

from types import SimpleNamespace

import pytest

from pos_desktop.services.members.benefits.partner_keys import KeptKey, MadeKey
from pos_desktop.services.members.benefits.wheels import Closed, RoundPicture
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.programme.beside import BesideController, BesidePorts
from pos_desktop.ui.programme.screen import ProgrammeScreen
from pos_desktop.ui.programme.trial import KINDS, path_of
from tests.ui.programme.conftest import Office, raise_again
from tests.ui.programme.fakes import FULL
from tests.ui.tour import PANELS, EveryState, framed, on_panel, panel_name, throw_away


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def tour(request, qapp):
    """A walk through all pages on one panel."""
    with on_panel(qapp, request.param) as show:
        office = Office()
        office.programmes.versions.append(FULL)
        beside = BesideController(_ports(), InlineOps(bug=raise_again))
        screen = ProgrammeScreen(office.controller, office.year, beside)
        made = show(framed(screen, "Mộc"))
        made.look("loading")
        office.controller.load()
        beside.load()
        office.pass_time()
        for walk in (_pages, _wrong, _sheets):
            walk(made, office, screen)
        yield made


def _ports():
    """Every partner has a key, every wheel has a round that runs."""
    keys = tuple(KeptKey(one.id, one.name, "639E 6D08") for one in FULL.partners)
    rounds = tuple(RoundPicture("1", one.id, one.name, "0f" * 32, (), 1_204, 9_912_345) for one in FULL.wheels)
    closed = Closed("1", "", "0f" * 32, "ab" * 32, 1_204)
    keeper = SimpleNamespace(
        all=lambda: keys, make=lambda _partner, _staff: MadeKey(" ".join(["0F0F"] * 8), "639E 6D08")
    )
    wheels = SimpleNamespace(running=lambda: rounds, close_round=lambda _command: closed)
    return BesidePorts(keeper, wheels, lambda: [one.id for one in FULL.wheels], lambda: "1", print, "hoa", "lp")


def _pages(tour, office, screen):
    bar = screen._body.verticalScrollBar()
    for part in office.view.parts:
        office.controller.choose_part(part.key)
        for page in office.view.pages:
            office.controller.choose_page(page.id)
            entries = office.view.entries.entries if office.view.entries else (None,)
            for at in sorted({0, len(entries) // 2, len(entries) - 1}):
                office.controller.choose_entry(at)
                throw_away()
                tour.look(f"{part.key} {page.id} {at}")
                while bar.value() < bar.maximum():
                    bar.setValue(bar.value() + bar.pageStep() * 3 // 4)
                    tour.look(f"{part.key} {page.id} {at}, down to {bar.value()}")


def _wrong(tour, office, screen):
    office.controller.choose_part("points")
    for editor in screen.form.editors():
        if hasattr(editor, "type"):
            editor.type("không")
    tour.look("everything wrong")
    office.controller.load()
    for name, text in (("amount", "1.000.000.000"), ("minute", "14:30"), ("points", "100.000.000")):
        office.controller.type(path_of(name), KINDS[name], text)
    office.controller.pick(path_of("skus"), ["BM"])
    tour.look("a large order on trial")
    office.controller.choose_part("rules")
    office.controller.add_entry()
    tour.look("a new rule")
    office.controller.remove_entry()
    office.controller.choose_part("tiers")
    office.controller.choose_page("table")
    office.controller.choose_entry(1)
    screen.form.editor(office.at("tiers.1.threshold")).type("3.000.000")
    office.pass_time()
    tour.look("members move")
    office.programmes.versions.append(FULL.__class__(version=9))
    office.controller.save()
    tour.look("a newer version elsewhere")
    office.controller.keep_mine()
    office.pass_time()


def _sheets(tour, office, screen):
    controller = screen._beside_controller
    controller.ask.connect(lambda _view, accept: accept())
    for part, page, deeds in (("partners", "partners", ("make", "enter")), ("games", "wheels", ("close",))):
        office.controller.choose_part(part)
        office.controller.choose_page(page)
        for deed in deeds:
            controller.do(deed)
            tour.look(f"{page} {deed}")
            controller.close()
    screen.foot.movers.click()
    tour.look("who moves")
    screen.movers.close_sheet()
    screen.year.click()
    tour.look("the last year")
    screen.year_sheet.close_sheet()
    office.controller.choose_part("rules")
    office.controller.choose_entry(0)
    screen.form.editor(office.at("rules.0.picks")).taken.verb.click()
    tour.look("the catalogue")
    screen.picking.close_sheet()
    office.controller.choose_part("points")
    screen.form.editor(office.at("earn.per")).pad.click()
    tour.look("the pad")
    screen.pad.dismiss()


def test_every_page_was_seen(tour):
    assert len(tour.states) == len(set(tour.states)) > 80


class TestEveryState(EveryState):
    """Pages and sheets."""
