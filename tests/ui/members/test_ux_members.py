"""Every tab and sheet of the members' screen fits its panel, can be hit, read and named (UX-01, 02, 03, 19)."""

import pytest

from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.partners import Partner
from pos_desktop.ui import theme
from pos_desktop.ui.members.screen import MembersScreen
from pos_desktop.ui.models.views import TopBarView
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.window import Target, Window
from pos_desktop.wording import set_language
from tests.support.shop import Shop, copy_of
from tests.ui.members.conftest import ANH, BINH, Desk
from tests.ui.test_ux_states import LONG, PANELS, Tour

DEEDS = (
    "adjust",
    "give",
    "neighbour",
    "claim",
    "pin",
    "birthday",
    "tier",
    "holder",
    "reissue",
    ("save", "pdf"),
    "merge",
    "why",
)


@pytest.fixture(scope="module", params=PANELS, ids=lambda panel: f"{panel[0]}x{panel[1]}-{panel[3]}-{panel[4]}")
def tour(request, qapp, cafe_template, tmp_path_factory):
    """A walk through the tabs and the sheets on one panel."""
    width, height, scale, language, mode = request.param
    look = theme.Theme()
    look.motion = False
    look.apply(qapp, mode, scale)
    set_language(language)
    shop = Shop(copy_of(cafe_template, tmp_path_factory.mktemp("members") / "shop"))
    _fill(shop)
    desk = Desk(shop)
    screen = MembersScreen(desk.controller)
    window = Window(ScanFilter())
    window.resize(width, height)
    window.show_top(TopBarView("Cà phê Mộc – Quận 3", "Ca 121 · mở 07:00", "Hoa", mark="MẪU · 21/11/2026"))
    window.show_screen(screen, Target(desk.controller.scan))
    window.show()
    made = Tour(window, (width, height), scale)
    for walk in (_look_around, _tabs, _sheets):
        walk(made, desk, screen)
    yield made
    window.close()
    window.deleteLater()
    shop.close()
    set_language("vi")
    look.apply(qapp, "light", 1.0)


def _fill(shop):
    shop.enrolled(ANH, "0912345234")
    shop.enrolled(LONG, "0912345999")
    shop.enrolled(BINH, "0987654321")
    shop.granted(LONG, 912_345)
    shop.granted(BINH, 300)
    shop.under(
        causes=(Cause("school", "Quỹ học bổng cho trẻ em vùng cao", "Trường Hoa Sen, VCB 123"),),
        partners=(Partner("bakery", "Bánh mì Sáu Cây Bàng", 7, 12, "", 3, 100_000),),
    )
    shop.sold(f"1 x PHỞ @ 2470000; member {LONG}")


def _look_around(tour, desk, screen):
    tour.look("list")
    desk.controller.search("khong co ai")
    tour.look("nobody found")
    desk.controller.filter("gold")
    desk.controller.search("")
    tour.look("nobody in the tier")
    desk.controller.filter("")
    desk.controller.enrol()
    desk.deeds.confirm()
    tour.look("a new member, refused")
    desk.deeds.close()


def _tabs(tour, desk, screen):
    desk.show(LONG).fill("merge", other="van binh")
    desk.deeds.pick(desk.shop.member(BINH).row.account_id)
    tour.look("the merge")
    desk.deeds.type("reason", "một người")
    desk.deeds.confirm()
    for name in ("Bé Na", LONG):
        desk.fill("holder", name=name, points="200")
        desk.deeds.confirm()
    bar = screen.panel.area.verticalScrollBar()
    for tab in desk.controller.view.tabs:
        desk.controller.choose_tab(tab.id)
        tour.look(f"tab {tab.id}")
        bar.setValue(bar.maximum())
        tour.look(f"tab {tab.id}, its end")


def _sheets(tour, desk, screen):
    for key in DEEDS:
        desk.controller.do(key)
        if key == "adjust":
            desk.deeds.type("points", "912345")
        tour.look(f"{key}")
        if key not in ("why", "reissue", ("save", "pdf")):
            desk.deeds.confirm()
            tour.look(f"{key}, refused")
    who = desk.controller.detail.holders[0].holder.id
    for what in ("reissue", "retire"):
        desk.controller.do(("holder-card", who, what))
        tour.look(f"holder {what}")
    desk.controller.back()


def test_every_state_was_seen(tour):
    assert len(tour.states) == len(set(tour.states)) > 30


def test_every_state_fits_the_panel(tour):
    assert tour.too_large == []


def test_every_button_can_be_hit(tour):
    assert tour.too_small == []
    assert tour.too_near == []


def test_no_text_is_cut(tour):
    assert tour.cut == []


def test_everything_that_can_be_used_has_a_name(tour):
    assert tour.nameless == []
