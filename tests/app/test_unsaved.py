"""What was being written when the till locked itself: the same person gets it back, another one never sees it."""

from types import SimpleNamespace

import pytest

from pos_desktop.app.unsaved import Unsaved

LAN, HOA = SimpleNamespace(id="lan"), SimpleNamespace(id="hoa")


class Visit:
    """A visit with something on its form, or nothing."""

    def __init__(self, value=None):
        self.value, self.resumed = value, []

    def unsaved(self):
        return self.value

    def resume(self, value):
        self.resumed.append(value)


class Window:
    def __init__(self):
        self.asked = []

    def confirm(self, view, accept):
        self.asked.append((view, accept))


@pytest.fixture
def window():
    return Window()


@pytest.fixture
def unsaved(window):
    return Unsaved(window)


def test_the_same_person_is_offered_it_once_and_takes_it(unsaved, window):
    unsaved.keep(LAN, "programme", Visit("nháp"))
    unsaved.arrive(LAN)
    unsaved.offer("members", Visit())
    assert window.asked == []
    back = Visit()
    unsaved.offer("programme", back)
    unsaved.offer("programme", back)
    ((view, accept),) = window.asked
    assert (view.title, back.resumed) == ("Sửa tiếp phần đang dở?", [])
    accept()
    assert back.resumed == ["nháp"]


def test_another_person_never_sees_it_nor_the_first_one_afterwards(unsaved, window):
    unsaved.keep(LAN, "programme", Visit("nháp"))
    unsaved.arrive(HOA)
    unsaved.offer("programme", Visit())
    unsaved.arrive(LAN)
    unsaved.offer("programme", Visit())
    assert window.asked == []


@pytest.mark.parametrize("visit", [None, Visit()])
def test_nothing_to_lose_is_nothing_to_offer(unsaved, window, visit):
    unsaved.keep(LAN, "programme", Visit("cũ"))
    unsaved.keep(LAN, "programme", visit)
    unsaved.offer("programme", Visit())
    assert window.asked == []
