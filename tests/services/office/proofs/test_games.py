"""The proof of games and giving: each planted lie is found, and named."""

import pytest

from pos_desktop.loyalty.giving import Cause
from pos_desktop.services.members.benefits.giving import Give
from pos_desktop.services.members.benefits.wheels import CloseRound
from pos_desktop.services.office.proofs import games
from tests.services.members.benefits.test_wheels import POINTS, drawn, opened
from tests.support.shop import MANAGER


@pytest.fixture
def played(shop):
    shop.under(causes=(Cause("school", "Trường học", "Quỹ"),))
    opened(shop, POINTS)
    sale = shop.sold("1 x PHỞ @ 1000000; member Lan")
    for _ in range(3):
        drawn(shop, sale)
    shop.desk.giving.give(Give("gift", shop.member("Lan").row.account_id, "school", 10, shop.person().id))
    shop.desk.wheels.close_round(CloseRound("close", "lucky", shop.person(MANAGER).id))
    return shop


def told(shop, sql=""):
    with shop.till.db.write() as tx:
        for table in ("wheel_draw", "wheel_round", "donation", "entry"):
            for what in ("update", "delete", "closed", "frozen"):
                tx.exec_driver_sql(f"DROP TRIGGER IF EXISTS tr_{table}_{what}")
        if sql:
            assert tx.exec_driver_sql(sql).rowcount >= 1
    with shop.till.db.read() as tx:
        return [(problem.kind, problem.table) for problem in games.problems(tx, shop.till)]


def test_an_honest_shop_has_no_problem(played):
    assert played.books().tie
    assert told(played) == []


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE wheel_draw SET prize = 'nothing', cost = 0 WHERE ticket = 2", ("conservation", "wheel_draw")),
        ("UPDATE wheel_draw SET cost = 1 WHERE ticket = 1", ("conservation", "wheel_draw")),
        ("UPDATE wheel_draw SET points = 2000 WHERE ticket = 3", ("conservation", "wheel_draw")),
        ("UPDATE wheel_draw SET ticket = 9 WHERE ticket = 3", ("gap", "wheel_draw")),
        ("UPDATE wheel_round SET seed = upper(substr(commitment, 1, 64))", ("conservation", "wheel_round")),
        ("UPDATE wheel_round SET seed = 'no seed'", ("conservation", "wheel_round")),
        ("UPDATE wheel_round SET seed = ''", ("conservation", "wheel_round")),
        ("UPDATE donation SET points = 9", ("conservation", "donation")),
        ("UPDATE donation SET entry_id = 'none'", ("conservation", "donation")),
    ],
)
def test_a_lie_is_found(played, sql, found):
    assert found in told(played, sql)


def test_an_open_round_is_proved_by_the_shop_s_key(shop):
    opened(shop, POINTS)
    drawn(shop, shop.sold("1 x PHỞ @ 100000; member Lan"))
    assert told(shop) == []
    assert ("conservation", "wheel_draw") in told(shop, "UPDATE wheel_draw SET prize = 'nothing', cost = 0")
