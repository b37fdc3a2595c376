"""The first choice: a new shop is made as typed, what is wrong stands under its field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.trouble.screen import TroubleScreen
from pos_desktop.ui.welcome.controller import WelcomeController
from pos_desktop.ui.welcome.screen import WelcomeScreen

GOOD = {"name": "Quán Sen", "owner": "Sen", "pin": "482615", "again": "482615"}


class Maker:
    def __init__(self):
        self.shops, self.samples, self.problem = [], 0, None

    def new(self, shop):
        if self.problem:
            raise self.problem
        self.shops.append(shop)

    def sample(self):
        self.samples += 1


@pytest.fixture
def maker():
    return Maker()


@pytest.fixture
def screen(dressed, qtbot, maker):
    controller = WelcomeController(InlineOps(), new=maker.new, sample=maker.sample)
    made = WelcomeScreen(controller)
    made.controller = controller
    qtbot.addWidget(made)
    made.show()
    return made


def fill(screen, **texts):
    screen.new.verb.click()
    for part, text in (GOOD | texts).items():
        screen.form.fields[part].edit.setText(text)
    QTest.keyClick(screen.form.fields["again"].edit, Qt.Key.Key_Return)


def error_under(screen, part):
    return screen.form.fields[part].edit.accessibleDescription()


def test_the_sample_is_one_tap(screen, maker, qtbot):
    with qtbot.waitSignal(screen.controller.made):
        screen.sample.verb.click()

    assert maker.samples == 1


def test_a_new_shop_is_made_as_typed(screen, maker, qtbot):
    with qtbot.waitSignal(screen.controller.made):
        fill(screen)

    assert [(shop.name, shop.owner, shop.pin) for shop in maker.shops] == [("Quán Sen", "Sen", "482615")]


@pytest.mark.parametrize(
    ("part", "wrong"),
    [("name", " "), ("name", "x" * 81), ("owner", ""), ("pin", "1234"), ("pin", "12a4"), ("again", "482616")],
)
def test_what_is_wrong_stands_under_its_field_and_nothing_is_made(screen, maker, part, wrong):
    texts = {part: wrong} | ({"again": wrong} if part == "pin" else {})
    fill(screen, **texts)

    assert error_under(screen, part)
    assert [other for other in GOOD if other != part and error_under(screen, other)] == []
    assert (maker.shops, screen.form.fields[part].edit.hasFocus()) == ([], True)


def test_what_the_machine_refuses_is_said_and_can_be_tried_again(screen, maker):
    maker.problem = EnvironmentProblem(Trouble.FOLDER_UNUSABLE, path="/x")
    fill(screen)
    assert "/x" in screen.form.message.text()
    maker.problem = None

    screen.form.verb.click()

    assert len(maker.shops) == 1


def test_escape_goes_back_to_the_choice(screen):
    screen.new.verb.click()
    assert screen.form.isVisible()
    QTest.keyClick(screen.form.fields["name"].edit, Qt.Key.Key_Escape)
    assert screen.new.isVisible()


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_says_what_happened_and_retry_only_where_it_helps(dressed, qtbot, trouble):
    for retry in (True, False):
        screen = TroubleScreen(EnvironmentProblem(trouble, retry=retry))
        qtbot.addWidget(screen)
        screen.show()

        assert screen.verb.isVisible() is retry
        assert screen._sentence.text().endswith(".")
        assert trouble.value in screen._code.text()


def test_enter_tries_again_once(dressed, qtbot):
    screen, tries = TroubleScreen(EnvironmentProblem(Trouble.DATABASE_LOCKED)), []
    qtbot.addWidget(screen)
    screen.retried.connect(lambda: tries.append(1))
    screen.show()
    QTest.keyClick(screen, Qt.Key.Key_Return)
    QTest.keyClick(screen, Qt.Key.Key_Return)
    assert tries == [1]
    screen.show_problem(EnvironmentProblem(Trouble.DATABASE_LOCKED))
    QTest.keyClick(screen, Qt.Key.Key_Return)
    assert tries == [1, 1]
