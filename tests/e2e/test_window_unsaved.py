"""The till locks itself while the owner edits the programme: the draft waits for the owner alone."""

from pos_desktop.app.hands import wait_until
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.programme.screen import ProgrammeScreen
from tests.e2e.test_window_programme import PER, opened, type_rate


def come_back(till, name):
    wait_until(lambda: till.is_on(LoginScreen), "login")
    till.sign_in(name)
    till.wait_for_sale()
    till.window.menu.offices["programme"].trigger()
    wait_until(lambda: till.is_on(ProgrammeScreen), "the settings")
    return till.window.area.currentWidget()


def test_the_owner_goes_on_where_the_till_locked_itself(start):
    till, screen = opened(start)
    type_rate(screen, "5000")
    till.program.flow.lock_idle()
    screen = come_back(till, "Mộc")
    wait_until(lambda: till.window.is_asking, "whether to go on")
    till.window._confirm.verb.click()
    wait_until(screen.foot.isVisible, "the programme")
    wait_until(lambda: screen.form.editor(PER).edit.text() == "5.000", "the draft")


def test_a_manager_sees_nothing_of_the_owner_s_draft(start):
    till, screen = opened(start)
    type_rate(screen, "5000")
    till.program.flow.lock_idle()
    screen = come_back(till, "Hoa")
    wait_until(screen.foot.isVisible, "the programme")
    assert not till.window.is_asking
    assert screen.form.editor(PER).edit.text() != "5.000"
