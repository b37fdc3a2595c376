"""A Saturday in the sample café through its window: tables, goods made to wish, three stations, a happy hour."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.app import opening
from pos_desktop.app.hands import wait_until
from pos_desktop.core.clock import Clock, ShiftedClock
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.stations import PutStation, StationFacts
from pos_desktop.ui.keys import Action
from tests.support.live_till import LiveTill

if TYPE_CHECKING:
    from pos_desktop.core.ids import Id

OPENS = datetime(2025, 9, 6, 6, 30, tzinfo=UTC)
"""Half past one in the afternoon of a Saturday in Việt Nam; the happy hour begins at two."""
HAPPY = datetime(2025, 9, 6, 7, 0, tzinfo=UTC)
DEAD = "tcp://127.0.0.1:9"
FOOD = ("TS001", "PZ001", "CB001", "CF001", "CF003", "TR001", "DA003", "DA004", "DA007", "BA003")


class SaturdayClock(ShiftedClock):
    """A running clock whose hands somebody moves on between two guests."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, OPENS - clock.now())

    def put(self, at: datetime) -> None:
        """Go on from `at`."""
        self._by += at - self.now()


@contextmanager
def on_saturday(folder: Path, monkeypatch: Any) -> Iterator[tuple[LiveTill, SaturdayClock]]:
    """The till on that day, its manager signed in."""
    clocks: list[SaturdayClock] = []

    def clock_of(till: Any, base: Clock | None = None) -> Clock:
        clocks.append(SaturdayClock(base or till.clock))
        return clocks[-1]

    monkeypatch.setattr(opening, "sample_clock", clock_of)
    desk = opening.open_desk(folder, "K1")
    desk.days.begin(confirmed=True)
    add_third_station(desk)
    desk.till.db.close()
    till = LiveTill(folder)
    try:
        till.sign_in("Hoa")
        till.wait_for_sale()
        yield till, clocks[-1]
    finally:
        till.close()


def add_third_station(desk: Desk) -> None:
    """Cakes and coffee are made apart; the kitchen's printer is dead."""
    owner = desk.people.by_name("Mộc").id
    layout = desk.stations.layout()
    kitchen = next(row for row in layout.stations if row.name == "Bếp")
    dead = replace(layout.facts(kitchen.id), printer=DEAD)
    desk.stations.put(PutStation("saturday:dead", dead, owner, kitchen.id))
    categories = {category.name: category.id for category in desk.catalogue.load().index.categories}
    bakery = StationFacts("Bánh", categories=(categories["Bánh"], categories["Cà phê"], categories["Trà"]))
    desk.stations.put(PutStation("saturday:third", bakery, owner))


class Service:
    """One waiter at the window."""

    def __init__(self, till: LiveTill, random: Random) -> None:
        self.till, self.random = till, random
        self.items = {item.sku: item for item in till.desk.catalogue.load().index.items}
        self.seated: dict[str, Id] = {}
        self.paid = 0

    def guests(self, table: str) -> None:
        """Guests sit down at a free table, order, and what they want is told to the stations."""
        self._tap_table(table)
        sheet = self._floor().guests
        wait_until(sheet.isVisible, f"how many at {table}")
        QTest.mouseClick(sheet.buttons[self.random.randint(0, 3)], Qt.MouseButton.LeftButton)
        wait_until(lambda: self.till.order.table == table and self.till.sale.step == "sale", f"an order at {table}")
        self._wait_for_sale()
        for sku in self.random.choices(FOOD, k=self.random.randint(1, 4)):
            self._add(sku)
        self._act(Action.KITCHEN)
        wait_until(lambda: all(self._sent(line) for line in self.till.order.lines), "all told to the kitchen")
        self.seated[table] = self.till.order.id
        self._hold()

    def more(self, table: str) -> None:
        """The guests at a table want one thing more."""
        self._go_on(table)
        self._add(self.random.choice(FOOD))
        self._act(Action.KITCHEN)
        wait_until(lambda: all(self._sent(line) for line in self.till.order.lines), "all told to the kitchen")
        self._hold()

    def pay(self, table: str) -> None:
        """The guests at a table pay in cash."""
        self._go_on(table)
        self.till.pay()
        del self.seated[table]
        self.paid += 1

    def _go_on(self, table: str) -> None:
        self._tap_table(table)
        wait_until(lambda: self.till.order.id == self.seated[table], f"the order of {table}")
        self._wait_for_sale()

    def _tap_table(self, table: str) -> None:
        self.till.window.menu.offices["tables"].trigger()
        wait_until(lambda: self._floor() is not None and self._floor().canvas.buttons, "the floor")
        floor = self._floor()
        area = 0 if int(table) <= 12 else 1
        self.till.program.flow.visiting.visit.controller.choose_area(area)
        button = next(one for one in floor.canvas.buttons.values() if one.view.name == table)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _floor(self) -> Any:
        visit = self.till.program.flow.visiting.visit
        return getattr(visit, "_floor", None)

    def _wait_for_sale(self) -> None:
        wait_until(lambda: self.till.program.flow.visiting.visit is None, "the sale")
        self.till.wait_for_sale()

    def _add(self, sku: str) -> None:
        sale, item = self.till.sale, self.items[sku]
        before = len(self.till.order.lines), sum(line.qty for line in self.till.order.lines)
        sale.add_item(item.id)
        if item.options or item.slots:
            self.till.hands.enter()
        changed = lambda: (len(self.till.order.lines), sum(line.qty for line in self.till.order.lines)) != before  # noqa: E731
        wait_until(changed, f"{sku} on the order")

    def _sent(self, line: Any) -> bool:
        return not self.items[line.sku].station or line.sent == line.qty

    def _act(self, action: Action) -> None:
        self.till.program.flow.selling._screen.act(action)

    def _hold(self) -> None:
        order = self.till.order.id
        self._act(Action.HOLD)
        wait_until(lambda: self.till.order.id != order and not self.till.sale.is_closing, "the order held")


def lived(till: LiveTill, clock: SaturdayClock, orders: int, seed: int = 20250906) -> Service:
    """So many orders at twenty tables; the happy hour begins when half of them have come."""
    random = Random(seed)
    service = Service(till, random)
    tables = [str(number) for number in range(1, 21)]
    for number in range(orders):
        if number == orders // 2:
            clock.put(HAPPY + timedelta(minutes=1))
            till.sale.look_for_news()
        free = [table for table in tables if table not in service.seated]
        if not free or (service.seated and random.randrange(3) == 0):
            service.pay(random.choice(sorted(service.seated)))
            free = [table for table in tables if table not in service.seated]
        service.guests(random.choice(free))
        if random.randrange(4) == 0:
            service.more(random.choice(sorted(service.seated)))
    for table in sorted(service.seated):
        service.pay(table)
    return service
