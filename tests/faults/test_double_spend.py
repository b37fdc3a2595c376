"""Two processes redeem the same points of one file at the same moment: one wins, every time."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_desktop.core.errors import Code, Rejected
from tests.support.forked import Child, needs_fork
from tests.support.shop import Shop

pytestmark = [needs_fork, pytest.mark.slow, pytest.mark.timeout(900)]
ROUNDS = 60
POINTS = 60


class Racer:
    """A till in a process of its own that sells one prepared order per round, when told."""

    def __init__(self, folder: Path, seed: int, rounds: int) -> None:
        self._orders, told = os.pipe()
        self._told = told

        def live(say: Callable[[str], None]) -> str:
            os.close(told)
            shop = Shop(folder, seed=seed)
            say("ready")
            for number in range(rounds):
                command = shop.command(f"1 x PHỞ @ 100000; member M{number}; redeem {POINTS}")
                say("steady")
                os.read(self._orders, 1)
                try:
                    say(shop.desk.sales.complete(command).sale.number)
                except Rejected as no:
                    say(no.code.value)
            shop.close()
            return "done"

        self.child = Child(live)
        os.close(self._orders)
        assert self.child.first_line() == "ready"

    def go(self) -> None:
        os.write(self._told, b"x")

    def end(self) -> None:
        os.close(self._told)
        assert self.child.end()[1].value == "done"


def test_one_winner_in_every_round(shop, full):
    rounds = ROUNDS * 25 if full else ROUNDS
    for number in range(rounds):
        shop.granted(f"M{number}", POINTS)
    shop.item({"name": "PHỞ", "qty": "1", "price": "100000", "vat": None, "plain": None})
    shop.close()

    racers = [Racer(shop.folder, seed, rounds) for seed in (11, 12)]
    wins, answers = [0, 0], []
    for number in range(rounds):
        assert [racer.child.first_line() for racer in racers] == ["steady", "steady"]
        for racer in racers if number % 2 else reversed(racers):
            racer.go()
        said = [racer.child.first_line() for racer in racers]
        wins[said.index(Code.INSUFFICIENT_POINTS) ^ 1] += 1
        answers.append(set(said))
    for racer in racers:
        racer.end()

    for both in answers:
        assert Code.INSUFFICIENT_POINTS in both
        assert len(both) == 2, "one receipt number beside the refusal"
    assert min(wins) > 0, "neither was always too late: they did race"
    assert shop.count("sale") == rounds
    assert [left for (left,) in shop.rows("SELECT DISTINCT balance FROM account")] == [9], "9 earned, 60 spent once"
    assert shop.rows("SELECT min(number), max(number), count(DISTINCT number) FROM sale") == [(1, rounds, rounds)]
    assert shop.books().tie
