"""A customer's screen beside a cashier's controllers."""

from datetime import date

import pytest

from pos_desktop.services.members.members import Enrol
from pos_desktop.services.selling.feedback import Feedback
from pos_desktop.services.selling.transfers import modules_of
from pos_desktop.ui.customer.controller import CustomerController
from pos_desktop.ui.customer.view import Shop

JOIN = "https://cafemoc.example/hoi-vien"
PHONE = "0938765417"
YEAR = "1987"
NAME = f"chị Nguyễn Thị Ngọc Ánh {PHONE}"


class Customer:
    """The controller of the customer's screen, and every view that it told."""

    def __init__(self, counter):
        self.counter = counter
        self.views = []
        self.controller = CustomerController(counter.hands, Feedback(counter.shop.till), counter.ops)
        self.controller.changed.connect(self.views.append)
        self.controller.open(True)
        self.shop()

    def shop(self, *, is_resting=False, **more):
        """What the till says of itself."""
        code = modules_of(JOIN)
        shop = Shop("Cà phê Thử", more.pop("words", ""), more.pop("code", code), **more)
        self.controller.show_shop(shop, is_resting=is_resting)

    @property
    def view(self):
        """What is on show once everything was gathered."""
        self.controller.refresh()
        return self.views[-1]


@pytest.fixture
def customer(counter):
    return Customer(counter)


@pytest.fixture
def member(counter):
    """A member born on this day, whose phone a cashier also wrote into the name, as cashiers do."""
    shop = counter.shop
    born = date(int(YEAR), 3, 2)  # today
    shop.desk.members.enrol(Enrol(shop.till.ids(), PHONE, NAME, born, staff_id=shop.person().id))
    counter.shop.granted(NAME, 900)
    return counter.shop.member(NAME)
