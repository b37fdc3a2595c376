"""Tills in processes of their own that do one prepared thing per round, each when it is told, so that they race."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pos_desktop.core.errors import Rejected
from tests.support.forked import Child
from tests.support.shop import Shop

HEAD_START, HEAD_STARTS = 0.004, 6
"""Seconds, and how many of them at most."""
Deeds = Callable[[Shop], Iterator[Callable[[], str]]]
"""What a till does round by round; each answers in a word, a refusal with its code."""


class Racer:
    """One till; `child` says "steady" before every round, and afterwards its answer."""

    def __init__(self, folder: Path, seed: int, deeds: Deeds) -> None:
        self._orders, told = os.pipe()
        self._told = told

        def live(say: Callable[[str], None]) -> str:
            os.close(told)
            shop = Shop(folder, seed=seed)
            say("ready")
            for deed in deeds(shop):
                say("steady")
                os.read(self._orders, 1)
                try:
                    say(deed())
                except Rejected as no:
                    say(no.code.value)
            shop.close()
            return "done"

        self.child = Child(live)
        os.close(self._orders)
        assert self.child.first_line() == "ready"

    def go(self) -> None:
        """Let it do what it has prepared."""
        os.write(self._told, b"x")

    def end(self) -> None:
        """Wait for its end."""
        os.close(self._told)
        assert self.child.end()[1].value == "done"


def race(racers: list[Racer], number: int) -> list[str]:
    """One round; who is told first changes from round to round, and by how much. Gives the answers in their order.

    On a busy machine one of two that are told at once may never be in time.
    """
    assert [racer.child.first_line() for racer in racers] == ["steady"] * len(racers)
    for racer in racers if number % 2 else reversed(racers):
        racer.go()
        time.sleep(number // 4 % HEAD_STARTS * HEAD_START)
    return [racer.child.first_line() for racer in racers]
