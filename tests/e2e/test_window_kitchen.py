"""The kitchen beside the real window: goods told by key, made on the display, which the till's lock leaves alone."""

from dataclasses import replace

from PySide6.QtCore import Qt

from pos_desktop.app.hands import wait_until
from pos_desktop.services.shop.stations import PutStation
from pos_desktop.ui.keys import Action
from pos_desktop.ui.login.screen import LoginScreen

DEAD = "tcp://127.0.0.1:9"


def display(till):
    (kitchen,) = [room for room in till.program.flow.children() if type(room).__name__ == "KitchenRoom"]
    return kitchen.display


def test_goods_are_told_and_made_while_a_printer_is_dead(start):
    till = start()
    till.sign_in("Hoa")
    till.wait_for_sale()
    desk, owner = till.desk, till.program.flow.person.id
    layout = desk.stations.layout()
    bar = layout.stations[0]
    facts = layout.facts(bar.id)
    till.program._ops.run(desk.stations.put, PutStation("put", replace(facts, printer=DEAD), owner, bar.id))
    made = next(item for item in desk.catalogue.load().index.items if item.station == bar.id)
    till.sale.change(till.order.add(made))
    cart = till.program.flow.selling._screen.cart
    wait_until(cart.kitchen.isVisible, "something to tell")
    till.window.menu.kitchen.trigger()
    board = display(till).screen
    assert board.isVisible()
    till.window.activateWindow()
    till.program.flow.selling._screen.act(Action.KITCHEN)
    wait_until(lambda: board.cards, "the ticket on the display")
    wait_until(lambda: "Máy in bếp" in till.window.top._trouble.text(), "the dead printer in the top bar")
    till.hands.key(Qt.Key.Key_F12)
    wait_until(lambda: till.is_on(LoginScreen), "the lock")
    assert board.isVisible()
    next(iter(board.cards.values())).done.click()
    wait_until(lambda: not board.cards, "the ticket made")
    assert till.rows("SELECT count(*) AS n FROM kitchen_ticket WHERE done_at IS NOT NULL")[0]["n"] == 1
    till.window.close()
    assert display(till).screen is None
