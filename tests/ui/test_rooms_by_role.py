"""The permission matrix at the window: every entry of the menu and the buttons behind it, by every role."""

import pytest

from pos_desktop.app.offices import every, visit
from pos_desktop.app.offices.visit import Premises
from pos_desktop.app.workers import Workers
from pos_desktop.core.errors import Rejected
from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.permissions import RIGHTS, Role
from pos_desktop.services.shop.people import People
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.window import Window
from pos_desktop.ui.window_menu import OFFICES
from tests.support.counter import inline
from tests.support.little_devices import LittleDevices
from tests.support.shop import CASHIER, QUICK, Shop

ROOMS = {
    "catalogue": "catalogue", "tables": "sell",
    "shift": "shift", "receipts": "", "members": "", "programme": "programme", "books": "reports", "users": "people",
    "stock": "stock", "shop": "settings", "receipt_design": "settings",
    "transfers": "transfers", "kitchen": "catalogue", "devices": "sell", "journal": "journal",
    "backup": "export", "staff_risk": "reports", "reports": "reports", "figures": "reports",
}  # fmt: skip
"""The right that each entry of the menu asks for; "" lets everybody look, whose buttons differ."""
MEMBERS = {
    "adjust": "points", "give": "points", "claim": "points", "voucher": "points", "reissue": "members",
    "pin": "members", "groups": "members", "merge": "members", "holder": "members", "tier": "members",
    "birthday": "members",
    "erase": "erase", "limit": "credit", "export": "export", "consent": "sell",
}  # fmt: skip
"""Buttons of the screen of members, each with its right."""


def premises(shop: Shop, window: Window, workers: Workers, role: Role) -> Premises:
    with shop.till.db.write() as tx:
        person = People(shop.till, QUICK).add(tx, f"Ai {role.value}", role, "615283")
    nothing = lambda *_: None  # noqa: E731
    return Premises(
        window, shop.desk, inline(), workers, person, "lp", nothing, nothing, nothing, nothing, nothing, LittleDevices()
    )  # fmt: skip


@pytest.fixture
def window(dressed, qtbot):
    made = Window(ScanFilter())
    qtbot.addWidget(made)
    return made


@pytest.fixture
def enter(shop, window, qtbot, monkeypatch):
    """Goes where an entry of the menu leads, as somebody in a role, and waits for the screen."""
    monkeypatch.setattr(visit.Visit, "long_reads", lambda self: self.premises.ops)

    workers = Workers()

    def go(role, name):
        made = every.VISITS[name](premises(shop, window, workers, role), window)
        made.open()
        qtbot.waitUntil(lambda: made.screen is not None)
        qtbot.addWidget(made.screen)
        return made

    yield go
    workers.stop()


def test_whoever_adds_an_entry_says_whose_it_is():
    assert set(ROOMS) == set(OFFICES)


@pytest.mark.parametrize("name", list(ROOMS))
def test_every_entry_of_the_menu(enter, name):
    right, refused = ROOMS[name], set()
    for role in Role:
        try:
            assert enter(role, name).screen is not None
        except Rejected as refusal:
            assert (refusal.code, refusal.params["right"]) == ("NOT_ALLOWED", right)
            refused.add(role)
    assert refused == {role for role in Role if right and not getattr(RIGHTS[role], right)}


def buttons(controller) -> set[str]:
    """What the screen of members offers, tab after tab."""
    found = set()
    for tab in controller.view.tabs:
        controller.choose_tab(tab.id)
        lines = [line.deed for section in controller.view.sections for line in section.lines if line.deed]
        offered = [chip for section in controller.view.sections for chip in section.deeds]
        found |= {chip.id for chip in (*controller.view.deeds, *lines, *offered)}
    return {key[0] if isinstance(key, tuple) else key for key in found}


@pytest.mark.parametrize("role", list(Role))
def test_the_buttons_of_a_member(shop, enter, role):
    shop.under(causes=(Cause("school", "Trường", "Quỹ"),), vouchers=(VoucherTemplate("t", "Trà", Benefit(amount=1)),))
    shop.granted("Lan Anh", 100)
    offered = buttons(enter(role, "members").controller)
    assert offered & set(MEMBERS) == {name for name, right in MEMBERS.items() if getattr(RIGHTS[role], right)}


@pytest.mark.parametrize("role", [role for role in Role if RIGHTS[role].shift])
def test_the_buttons_of_the_shift(enter, role):
    view = enter(role, "shift")._controller.view
    assert view.may_set is RIGHTS[role].settings
    assert view.takes_over, f"the shift is {CASHIER}'s"
