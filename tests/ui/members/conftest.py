"""The screen of members of a small café; work happens at once."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication

from pos_desktop.app.offices.members import office_of
from pos_desktop.services.members.roster import Roster
from pos_desktop.services.shop.approvals import Approve
from pos_desktop.ui.members.controller import MembersController
from pos_desktop.ui.members.screen import MembersScreen
from pos_desktop.ui.models.views import TopBarView
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.window import Target, Window
from tests.support.counter import inline
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, Shop

ANH, BINH, DAO = "Nguyễn Thị Ngọc Ánh", "Nguyễn Văn Bình", "Lê Thị Đào"
PHONES = {ANH: "0912345234", BINH: "0987654321", DAO: "0901112678"}


@dataclass
class Desk:
    """The controller of somebody's visit, with everything that it told."""

    shop: Shop
    name: str = MANAGER
    said: list = field(default_factory=list)
    sounds: list = field(default_factory=list)
    left: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    has_owner: bool = True

    def __post_init__(self):
        desk = self.shop.desk
        office = office_of(desk, self.shop.person(self.name), "lp", self.approve)
        ops = inline()
        self.controller = MembersController(Roster(desk.till, office.person.rights), ops, ops, office)
        self.controller.toast.connect(lambda view, _act: self.said.append(view.text))
        self.controller.sound.connect(self.sounds.append)
        self.controller.left.connect(lambda: self.left.append(True))
        self.controller.load()

    def approve(self, wanted, then):
        """The owner types the PIN at once, unless nobody is there."""
        self.asked.append(wanted)
        if self.has_owner:
            owner = self.shop.person(OWNER).id
            asked = Approve(f"a{len(self.asked)}", wanted.right, wanted.subject, wanted.asked_by, owner, wanted.amount)
            then(self.shop.desk.approvals.by_pin(asked, PINS[OWNER]))

    @property
    def deeds(self):
        return self.controller.deeds

    @property
    def names(self):
        return [row.name for row in self.controller.roster.rows]

    def show(self, name):
        self.controller.choose(self.shop.member(name).row.account_id)
        return self

    def fill(self, key, **texts):
        """Open a deed and type into it."""
        self.controller.do(key)
        for field_, text in texts.items():
            self.deeds.type(field_, text)
        return self.deeds.view

    def lines(self):
        """What the open deed says that will happen."""
        return {line.label: line.amount for line in self.deeds.view.lines}

    def errors(self):
        return {field_.key: field_.error for field_ in self.deeds.view.fields if field_.error}

    def section(self, tab, title=""):
        self.controller.choose_tab(tab)
        return next(part for part in self.controller.view.sections if part.title == title)


@pytest.fixture
def people(cafe):
    for name, phone in PHONES.items():
        cafe.enrolled(name, phone)
    cafe.granted(ANH, 1_240)
    cafe.granted(BINH, 300)
    return cafe


@pytest.fixture
def desk(qapp, people):
    """A manager at the screen."""
    return Desk(people)


@pytest.fixture
def cashier(qapp, people):
    """A cashier at the screen."""
    return Desk(people, CASHIER)


@pytest.fixture
def window(dressed, qtbot, desk):
    """The screen in its window, with the focus at home."""
    made = Window(ScanFilter())
    made.screen_ = MembersScreen(desk.controller)
    made.resize(1024, 768)
    made.show_top(TopBarView("Cà phê Thử", "Ca 1", "Hoa"))
    made.show_screen(made.screen_, Target(desk.controller.scan))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.go_home()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made.screen_)
    return made
