"""The kitchen's display: oldest first, late in words and in colour, bumped and called back by hand and by key."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from pos_desktop.selling.kitchen import TicketKind
from pos_desktop.selling.lines import OrderType
from pos_desktop.services.selling.kitchen import Cancel, Card, CardLine, Send, Shown, StationRow
from pos_desktop.services.shop.stations import PutStation, StationFacts
from pos_desktop.ui.kitchen.controller import KitchenController
from pos_desktop.ui.kitchen.screen import KitchenScreen
from pos_desktop.ui.models.views import Tone
from tests.support.counter import inline
from tests.support.orders import OPENED
from tests.support.shop import MANAGER, OWNER, Shop
from tests.ui.tour import LONG, EveryState


@pytest.fixture
def kitchen(cafe: Shop) -> Shop:
    """Two stations, with an order of each that is three minutes old."""
    for name, category in (("Pha chế", "Cà phê"), ("Bếp bánh", "Bánh")):
        made = {made.name: made.id for made in cafe.desk.stations.layout().categories}
        facts = StationFacts(name, late_after=300, categories=(made[category],))
        cafe.desk.stations.put(PutStation(cafe.till.ids(), facts, cafe.person(OWNER).id))
    return cafe


def sent(shop: Shop, *skus: str, **more):
    index, order = shop.desk.catalogue.load().index, shop.desk.orders.new(1)
    for sku in skus:
        order = order.add(index.find(sku)[0].item)
    order = replace(order, **more)
    told = shop.desk.kitchen.send(Send(shop.till.ids(), order, shop.person().id)).order
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE open_order SET state = 'held'")  # the next guest orders
    return told


def pass_minutes(shop: Shop, minutes: int) -> None:
    shop.clock.set(shop.till.now() + timedelta(minutes=minutes))


@pytest.fixture
def board(kitchen):
    ops = inline()
    return KitchenController(kitchen.till, kitchen.desk.kitchen, ops, ops)


def cards(board) -> list[tuple[str, str]]:
    return [(card.title, card.state) for card in board.view.cards]


def test_the_oldest_comes_first_and_is_late_in_words_and_colour(kitchen, board):
    sent(kitchen, "CFSD", table="5", label="Anh Bình")
    pass_minutes(kitchen, 4)
    sent(kitchen, "BM")
    pass_minutes(kitchen, 2)
    board.look()
    first, second = board.view.cards
    assert (first.title, first.elapsed, first.state, first.tone) == ("Bàn 5 · Anh Bình", "6 phút", "Trễ", Tone.DANGER)
    assert (second.title, second.elapsed, second.state) == ("K1-2", "2 phút", "")
    assert board.view.counts == "2 phiếu, 1 trễ"
    board.choose(second.detail and kitchen.desk.stations.layout().stations[1].id)
    assert [card.title for card in board.view.cards] == ["K1-2"]


def test_it_tells_only_what_is_otherwise(kitchen, board):
    told, arrived = [], []
    board.changed.connect(told.append)
    board.arrived.connect(lambda: arrived.append(True))
    for _look in range(3):
        board.look()
    assert (len(told), arrived) == (1, [])
    sent(kitchen, "CFSD")
    board.look()
    board.look()
    assert (len(told), arrived) == (2, [True])


def test_what_is_held_and_what_is_cancelled_say_so(kitchen, board):
    order = sent(kitchen, "CFSD")
    again = replace(order, lines=(*order.lines, replace(order.lines[0], key=2, course=2, sent=0)), next_key=3)
    told = kitchen.desk.kitchen.send(Send("held", again, kitchen.person().id)).order
    kitchen.desk.kitchen.cancel(Cancel("less", told, told.without(1), "khách đổi ý", kitchen.person(MANAGER).id))
    board.look()
    assert cards(board) == [("K1-1", ""), ("K1-3", "Huỷ món"), ("K1-2", "Chờ gọi món")]
    assert board.view.cards[1].dishes[0].wishes == ("Lý do: khách đổi ý",)
    board.bump_at(3)  # the kitchen begins what is held
    assert dict(cards(board))["K1-2"] == "Thay đổi"


def test_bumped_and_called_back_by_key(qtbot, dressed, kitchen, board):
    sent(kitchen, "CFSD", "BX")
    sent(kitchen, "BM", table="2")
    screen = KitchenScreen(board)
    qtbot.addWidget(screen)
    screen.resize(1024, 768)
    screen.show()
    board.look()
    qtbot.keyClick(screen, Qt.Key.Key_2)
    assert [card.view.title for card in screen.cards.values()] == ["K1-1"]
    assert screen.recall.text() == "Gọi lại Bàn 2"
    qtbot.keyClick(screen, Qt.Key.Key_0)
    assert [card.view.title for card in screen.cards.values()] == ["K1-1", "Bàn 2"]
    first = next(iter(screen.cards.values()))
    first.dish_bumped.emit(first.view.id, first.view.dishes[0].id)
    assert [dish.is_done for dish in screen.cards[first.view.id].view.dishes] == [True, False]
    screen.cards[first.view.id].done.click()
    qtbot.keyClick(screen, Qt.Key.Key_Right)
    assert screen.stations.chips()[1].isChecked()
    assert not board.view.cards


def test_an_empty_kitchen_says_what_to_do(cafe, dressed, qtbot):
    ops = inline()
    board = KitchenController(cafe.till, cafe.desk.kitchen, ops, ops)
    screen = KitchenScreen(board)
    qtbot.addWidget(screen)
    board.look()
    assert board.view.empty.title == "Chưa có trạm bếp"


def ticket(number: int, minutes: int, *lines: CardLine, **more) -> Card:
    at = OPENED - timedelta(minutes=minutes)
    known = {
        "kind": TicketKind.ORDER, "course": 0, "at": at, "fired_at": at, "done_at": None, "table": "", "label": "",
        "order_type": OrderType.DINE_IN, "note": "", "staff": "Lan",
    }  # fmt: skip
    return Card(str(number), f"K1-{number}", "o", "bar", "Pha chế", 600, lines=lines, **{**known, **more})


def dish(name: str, qty: int = 1_000, *options: str, note: str = "", reason: str = "") -> CardLine:
    return CardLine(name, qty, name, options, note, reason, None)


class TestDisplay(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel):
        shown = [Shown((), (), ())]
        ops = inline()
        till, kitchen = SimpleNamespace(now=lambda: OPENED), SimpleNamespace(display=lambda: shown[0])
        board = KitchenController(till, kitchen, ops, ops)
        tour = panel(KitchenScreen(board))
        board.look()
        tour.look("no station")
        shown[0] = Shown((StationRow("bar", "Pha chế", "", 600, 0, True),), (
            ticket(1, 14, dish(LONG, 2_000, "Ít đường", LONG, note=LONG), table="Sân thượng 12", label=LONG),
            ticket(2, 3, dish("Bạc xỉu", -1_000), dish("Bạc xỉu", 1_000, "Ít đá"), kind=TicketKind.CHANGE),
            ticket(3, 2, dish("Trà vải", -2_000, reason="khách đổi ý"), kind=TicketKind.VOID, table="7", note=LONG),
            ticket(4, 1, dish("Bánh flan", 3_000), course=2, fired_at=None),
        ), (ticket(9, 20, dish("Trà"), table="3"),))  # fmt: skip
        board.look()
        tour.look("late, changed, void and held")
        return tour
