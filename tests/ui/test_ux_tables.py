"""The floor, its drawing, and the sheets of orders, in every state, on every panel (UX-01, 02, 03, 19)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_desktop.selling.charges import Rate
from pos_desktop.selling.lines import OrderType
from pos_desktop.services.selling.bookings import Book
from pos_desktop.services.selling.tables import Area, ChangeFloor, PlacedTable, at_tables
from pos_desktop.services.shop.charging import SetService
from pos_desktop.ui.tables.controller import TablesController
from pos_desktop.ui.tables.editor import FloorEditor
from pos_desktop.ui.tables.editor_screen import EditorScreen
from pos_desktop.ui.tables.screen import TablesScreen
from pos_desktop.ui.tables.view import Mode
from tests.support.counter import Counter, Stand, inline, open_cafe
from tests.support.shop import MANAGER, Shop, copy_of
from tests.ui.tour import LONG, EveryState, framed


@pytest.fixture(scope="module")
def full_shop(template, tmp_path_factory, qapp):
    folder = copy_of(template, tmp_path_factory.mktemp("tables") / "shop")
    open_cafe(folder)
    shop = Shop(folder)
    desk, boss = shop.desk, shop.person(MANAGER)
    tables = tuple(PlacedTable("", f"A{n}", x=4 * (n % 5), y=4 * (n // 5), shape="round" if n % 2 else "square")
                   for n in range(12))  # fmt: skip
    areas = (Area("", "Trong nhà tầng trệt", tables), Area("", "Sân vườn", ()))
    plan = desk.tables.change(ChangeFloor("floor", areas, boss.id))
    seat(shop, plan, 0, 4, label=LONG[:40])
    seat(shop, plan, 0, 2)
    billed = seat(shop, plan, 3, 12)
    desk.tables.bill(billed, boss.id, "", "vi", 1_290_000)
    now = shop.clock.now()
    for at, minutes in ((5, 30), (7, -20)):
        ids = (plan[0].tables[at].id,)
        desk.bookings.book(Book(f"b{at}", LONG[:60], "0912345678", 12, now + timedelta(minutes=max(minutes, 0)), ids,
                                boss.id, note=LONG[:60]))  # fmt: skip
    desk.charging.set_service(SetService("s", {OrderType.TAKE_AWAY: Rate(percent=500)}, boss.id))
    shop.clock.set(now + timedelta(minutes=95))
    yield shop
    shop.close()


def seat(shop, plan, at, guests, **more):
    counter = Counter(shop, inline())
    counter.scan("CFSD", "HR")
    order = at_tables(counter.sale.basket.order, (plan[0].tables[at].id,), plan)
    order = replace(order, guests=guests, **more)
    counter.sale.change(order)
    counter.sale.hold()
    return order


class TestFloor(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel, full_shop):
        person = full_shop.person(MANAGER)
        controller = TablesController(full_shop.desk, inline(), person, lambda _work: None, "lp")
        screen = TablesScreen(controller)
        tour = panel(framed(screen, MANAGER))
        tour.look("loading")
        controller.load()
        controller.stop()
        tour.look("every state")
        controller.tap(controller.view.tables[1].id)
        tour.look("how many guests")
        controller.dismiss()
        controller.tap(controller.view.tables[0].id)
        tour.look("which order")
        controller.choose_mode(Mode.MOVE)
        tour.look("moving")
        screen.booking.ask()
        screen.booking.save.click()
        tour.look("a booking without anything")
        return tour


class TestDrawing(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel, full_shop):
        editor = FloorEditor(full_shop.desk, inline(), full_shop.person(MANAGER))
        tour = panel(framed(EditorScreen(editor), MANAGER))
        editor.begin(full_shop.desk.tables.plan())
        tour.look("nothing marked")
        editor.add()
        tour.look("a table more")
        editor.rename("A0")
        editor.save()
        tour.look("refused")
        return tour


class TestOrders(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel, full_shop):
        counter = Counter(full_shop, inline())
        tour = panel(Stand(counter))
        hands = counter.hands
        hands.held.open()
        tour.look("the list of what waits")
        hands.held.drop()
        tour.look("no reason")
        hands.held.close()
        counter.scan("CFSD", "HR", "BM")
        hands.held.open()
        tour.look("to be merged")
        hands.held.close()
        hands.details.open()
        tour.look("the order itself")
        hands.details.write("hour", "25:00")
        hands.details.write("tip", "xin")
        hands.details.save()
        tour.look("wrong")
        hands.details.close()
        hands.divide.open()
        hands.divide.step(1, 1)
        tour.look("lines are picked")
        hands.divide.close()
        counter.sale.drop()
        return tour
