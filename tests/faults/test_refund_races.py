"""Two processes give the same goods back at the same moment: never more comes back than was sold."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.selling.refunds import GiveBack
from tests.support.forked import needs_fork
from tests.support.racers import Deeds, Racer, race
from tests.support.shop import OWNER, Shop

pytestmark = [needs_fork, pytest.mark.slow, pytest.mark.timeout(900)]
ROUNDS = 40
GOODS = "3 x PHỞ @ 100000"


def returning(sales: list[str], *, exchanges: bool) -> Deeds:
    """Give back of one sale per round, by refund or, in two rounds of four, for other goods.

    An exchange takes longer: each way is told first as often as last, or the slower one might never be in time.
    """

    def deeds(shop: Shop) -> Iterator[Callable[[], str]]:
        for number, sale_id in enumerate(sales):
            deed = exchange(shop, sale_id, number) if exchanges and number % 4 > 1 else refund(shop, sale_id, number)
            yield lambda deed=deed: "done" if deed() else "nothing"

    return deeds


def asked(shop: Shop, sale_id: str, number: int) -> GiveBack:
    sale = shop.desk.sales.get(sale_id)
    return replace(shop.returning(sale, "2 x PHỞ"), id=f"back-{os.getpid()}-{number}")


def refund(shop: Shop, sale_id: str, number: int) -> Callable[[], object]:
    command = asked(shop, sale_id, number)
    return lambda: shop.desk.refunds.refund(command)


def exchange(shop: Shop, sale_id: str, number: int) -> Callable[[], object]:
    given = shop.desk.refunds.exchange(asked(shop, sale_id, number))
    command = shop.command(f"1 x PHỞ @ 100000; by {OWNER}")
    made = replace(command, order=command.order.with_exchange(given))
    return lambda: shop.desk.sales.complete(made)


@pytest.mark.parametrize("exchanges", [False, True])
def test_two_of_three_come_back_once(shop: Shop, full: bool, exchanges: bool) -> None:
    rounds = ROUNDS * 10 if full else ROUNDS
    sales = [shop.sold(GOODS).id for _ in range(rounds)]
    shop.close()

    both = [Racer(shop.folder, seed, returning(sales, exchanges=exchanges and seed == 31)) for seed in (31, 32)]
    said: Counter[str] = Counter()
    wins = [0, 0]
    for number in range(rounds):
        answers = race(both, number)
        assert answers.count("done") == 1, answers
        wins[answers.index("done")] += 1
        said.update(answers)
    for one in both:
        one.end()

    losers = {Code.INVALID_QUANTITY.value, Code.EXCHANGE_CHANGED.value}
    assert set(said) <= {"done", *losers} and said["done"] == rounds
    assert min(wins) > 0, "neither was always too late: they did race"
    assert shop.rows("SELECT max(back) FROM (SELECT sum(l.qty) AS back FROM refund_line l JOIN refund r "
                     "ON r.id = l.refund_id GROUP BY r.sale_id)") == [(2_000,)]  # fmt: skip
    assert shop.rows("SELECT count(*), max(number) FROM refund") == [(rounds, rounds)]
    assert Verification(shop.till).run().ok
