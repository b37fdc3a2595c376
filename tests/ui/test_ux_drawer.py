"""Every state of the shift fits its panel, can be hit, read and named, inside the real window (UX-01, 02, 03, 19)."""

import pytest

from pos_desktop.selling.shift import CashMovementKind as Kind
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.shop.settings import SetBlind
from pos_desktop.services.shop.shifts import MoveCash
from pos_desktop.ui import theme
from pos_desktop.ui.models.views import TopBarView
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.shift.controller import ShiftController
from pos_desktop.ui.shift.drawer import DrawerController
from pos_desktop.ui.shift.drawer_screen import DrawerScreen
from pos_desktop.ui.shift.moving import ShiftOffice
from pos_desktop.ui.shift.screen import ShiftScreen
from pos_desktop.ui.window import Target, Window
from pos_desktop.wording import set_language
from tests.support.shop import OWNER, Shop, copy_of
from tests.ui.test_ux_states import PANELS, Tour

LONG = "mua đá viên cho quầy nước, trả anh Tư giao hàng buổi sáng, có biên nhận kẹp trong sổ"


@pytest.fixture(scope="module", params=PANELS, ids=lambda panel: f"{panel[0]}x{panel[1]}-{panel[3]}-{panel[4]}")
def tour(request, qapp, template, tmp_path_factory):
    """A walk through a shift on one panel."""
    width, height, scale, language, mode = request.param
    look = theme.Theme()
    look.motion = False
    look.apply(qapp, mode, scale)
    set_language(language)
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("drawer") / "shop"))
    window = Window(ScanFilter())
    window.show_training(True)
    window.resize(width, height)
    window.show()
    window.show_top(TopBarView(shop.till.shop.name, "Ca 1", OWNER))
    made = Tour(window, (width, height), scale)
    walk(made, window, shop)
    yield made
    window.close()
    window.deleteLater()
    shop.close()
    set_language("vi")
    look.apply(qapp, "light", 1.0)


def walk(tour, window, shop):
    owner = shop.person(OWNER)
    for kind, amount in ((Kind.PAID_IN, 20_000_000), (Kind.PAID_OUT, 35_000), (Kind.NO_SALE, 0)):
        shop.desk.shifts.move(MoveCash(shop.till.ids(), owner.id, kind, amount, LONG))
    order = shop.order("2 x PHỞ @ 50000")
    shop.desk.orders.save(order, owner.id)
    waiting = shop.desk.orders.promise_tender(order, Tender(TenderKind.BANK_QR, 50_000))
    shop.sold("1 x PHỞ @ 50000", printer="receipt")
    controller = DrawerController(ShiftOffice(shop.desk, InlineOps(), owner, "receipt", lambda *_asked: None))
    window.show_screen(DrawerScreen(controller), Target())
    controller.load()
    tour.look("overview")
    for kind in (Kind.DROP, Kind.NO_SALE):
        controller.move(kind)
        controller.moving.confirm()
        tour.look(f"moving {kind}")
        controller.moving.close()
    shop.desk.settings.set_blind(SetBlind("s1", False, owner.id))
    controller.load()
    controller.hand_over()
    tour.look("handing over, the books in sight")
    controller.back()
    shop.desk.settings.set_blind(SetBlind("s2", True, owner.id))
    controller.load()
    controller.close_shift()
    tour.look("blocked")
    shop.desk.orders.resolve_tender(waiting, confirmed=False)
    controller.load()
    tour.look("orders left")
    controller.drop(order.id)
    for note, count in ((500_000, "99999"), (20_000, "99999"), (0, "999999999")):
        controller.counting.put(note, count)
    tour.look("counted")
    controller.compare()
    controller.finish()
    tour.look("difference without a note")
    controller.give_note(LONG)
    controller.finish()
    tour.look("done")
    opening = ShiftController(shop.desk, InlineOps(), owner)
    screen = ShiftScreen(opening)
    window.show_screen(screen, Target())
    screen.other.click()
    opening.counting.put(500_000, "99999")
    tour.look("float by notes")


def test_every_state_was_seen(tour):
    assert len(set(tour.states)) == 10


def test_every_state_fits_the_panel(tour):
    assert tour.too_large == []


def test_every_button_can_be_hit(tour):
    assert tour.too_small == []
    assert tour.too_near == []


def test_no_text_is_cut(tour):
    assert tour.cut == []


def test_everything_that_can_be_used_has_a_name(tour):
    assert tour.nameless == []
