"""Two processes redeem the same points of one file at the same moment: one wins, every time."""

from collections.abc import Callable, Iterator

import pytest

from pos_desktop.core.errors import Code
from tests.support.forked import needs_fork
from tests.support.racers import Deeds, Racer, race
from tests.support.shop import Shop

pytestmark = [needs_fork, pytest.mark.slow, pytest.mark.timeout(900)]
ROUNDS = 60
POINTS = 60


def selling(rounds: int) -> Deeds:
    """Sell one prepared order per round."""

    def deeds(shop: Shop) -> Iterator[Callable[[], str]]:
        for number in range(rounds):
            command = shop.command(f"1 x PHỞ @ 100000; member M{number}; redeem {POINTS}")
            yield lambda command=command: shop.desk.sales.complete(command).sale.number

    return deeds


def test_one_winner_in_every_round(shop, full):
    rounds = ROUNDS * 25 if full else ROUNDS
    for number in range(rounds):
        shop.granted(f"M{number}", POINTS)
    shop.item({"name": "PHỞ", "qty": "1", "price": "100000", "vat": None, "plain": None})
    shop.close()

    racers = [Racer(shop.folder, seed, selling(rounds)) for seed in (11, 12)]
    wins, answers = [0, 0], []
    for number in range(rounds):
        said = race(racers, number)
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
