"""Every tab and sheet of the members' screen fits its panel, can be hit, read and named (UX-01, 02, 03, 19)."""

import pytest

from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.partners import Partner
from pos_desktop.ui.members.screen import MembersScreen
from pos_desktop.ui.window import Target
from tests.support.shop import Shop, copy_of
from tests.ui.members.conftest import ANH, BINH, Desk
from tests.ui.members.test_cards import cards_of
from tests.ui.tour import LONG, PANELS, EveryState, framed, on_panel, panel_name

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
    ("consent", "marketing"),
    ("withdraw", "partners"),
    "export",
    "erase",
    "why",
)


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def tour(request, qapp, cafe_template, tmp_path_factory):
    """A walk through the tabs and the sheets on one panel."""
    shop = Shop(copy_of(cafe_template, tmp_path_factory.mktemp("members") / "shop"))
    _fill(shop)
    with on_panel(qapp, request.param) as show:
        desk = Desk(shop)
        desk.cards = cards_of(desk, "")
        screen = MembersScreen(desk.controller, desk.cards)
        made = show(framed(screen, "Hoa", Target(desk.controller.scan)))
        for walk in (_look_around, _tabs, _sheets, _cards):
            walk(made, desk, screen)
        yield made
    shop.close()


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


def _cards(tour, desk, screen):
    screen.print_cards.click()
    desk.cards.type_since("31/02/2026")
    tour.look("cards of the list, no such day")
    desk.show(LONG)
    desk.cards.choose("several")
    desk.cards.pick(desk.shop.member(BINH).row.account_id)
    tour.look("cards of picked ones")
    screen.cards_sheet.close_sheet()


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


class TestEveryState(EveryState):
    """Tabs, sheets and deeds."""
