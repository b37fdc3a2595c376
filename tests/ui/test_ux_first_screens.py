"""The screens before selling fit every panel, can be hit, read and named, inside the real window."""

import pytest

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.services.desk import desk_of
from pos_desktop.ui.login.controller import LoginController
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.models.views import TopBarView
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.shift.controller import ShiftController
from pos_desktop.ui.shift.screen import ShiftScreen
from pos_desktop.ui.trouble.screen import TroubleScreen
from pos_desktop.ui.welcome.controller import WelcomeController
from pos_desktop.ui.welcome.screen import WelcomeScreen
from pos_desktop.ui.window import Target, Window
from pos_desktop.wording import _
from tests.support.shifts import closed
from tests.support.shop import Shop, copy_of
from tests.ui.tour import PANELS, EveryState, on_panel, panel_name


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def tour(request, qapp, template, tmp_path_factory):
    """A walk through the first screens on one panel."""
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("first") / "shop"))
    with on_panel(qapp, request.param) as show:
        window = Window(ScanFilter())
        window.show_training(True)
        made = show(window)
        for walk in (_welcome, _trouble, _sign_in, _open_shift):
            walk(made, window, desk_of(shop.till))
        yield made
    shop.close()


def _welcome(tour, window, _desk):
    controller = WelcomeController(InlineOps(), new=lambda _new: None, sample=lambda: None)
    screen = WelcomeScreen(controller)
    window.show_screen(screen, Target())
    tour.look("choice")
    screen.new.verb.click()
    tour.look("form")
    controller.open_new(name="", owner="", pin="1234", again="")
    tour.look("form with errors")


def _trouble(tour, window, _desk):
    for code in Trouble:
        screen = TroubleScreen(EnvironmentProblem(code, path="/srv/cua-hang/ca-phe-moc", version="3.7.17"))
        window.show_screen(screen, Target())
        tour.look(f"trouble {code}")


def _sign_in(tour, window, desk):
    controller = LoginController(desk, InlineOps())
    screen = LoginScreen(controller)
    controller.load()
    mark = _("MẪU · {date}").format(date="01/09/2025")
    window.show_top(TopBarView(desk.till.shop.name, "", "", mark))
    window.show_screen(screen, Target())
    tour.look("login")
    for _try in range(6):
        controller.digit("135790")
        controller.submit()
        tour.look("wrong PIN")
    assert controller.view.waiting


def _open_shift(tour, window, desk):
    closed(desk)
    controller = ShiftController(desk, InlineOps(), desk.people.all()[0])
    window.show_top(TopBarView(desk.till.shop.name, "", "Lan thu ngân", trouble=_("Máy in không phản hồi.")))
    window.show_screen(ShiftScreen(controller), Target())
    tour.look("float")
    controller.type("999999999999")
    tour.look("longest float")
    controller.open()
    tour.look("doubted float")


def test_every_state_was_seen(tour):
    assert len(tour.states) == len(set(tour.states)) + 5 >= 20  # the wrong PIN is looked at six times


class TestEveryState(EveryState):
    """Before selling."""
