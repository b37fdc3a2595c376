"""Holds hundreds of random operations through `sell` against the oracle, field by field.

One run sells alone; a second one also returns, voids, adjusts and ends shifts. `POS_ORACLE_OPERATIONS=5000` is the long
form; `POS_ORACLE_SEED` draws another shop.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.support.answer_matching import differences
from tests.support.oracle import Answer, Oracle, Request
from tests.support.random_returns import RETURNING
from tests.support.random_till import RandomTill, shelf
from tests.support.till_process import Till, run, sell, write_products

OPERATIONS = int(os.environ.get("POS_ORACLE_OPERATIONS", "400"))
SEED = int(os.environ.get("POS_ORACLE_SEED", "83"))
OPENING = {
    "id": "opening",
    "lines": [{"code": "OR0006", "qty": 1}],
    "tenders": "exact",
    "at": "2025-09-01T06:00:00+07:00",
}
MUST_HAPPEN_SELLING = {
    *("ABOVE_CAP", "BELOW_MINIMUM", "CARD_REQUIRED", "INSUFFICIENT_POINTS", "NOT_A_STEP", "UNDERPAID", "ID_REUSED"),
    *("INVALID_AMOUNT", "INVALID_QUANTITY", "INVALID_CARD", "INVALID_PHONE", "UNKNOWN_ITEM", "UNKNOWN_MEMBER"),
    *("answered again", "earned nothing by the day's limit", "redeemed", "sale to a guest", "sale to a member"),
    *(
        "upgraded",
        "grace began",
        "fell",
        "renewed at review",
        "renewed in grace",
        "lot expired",
        "spent from several lots",
    ),
}
MUST_HAPPEN_RETURNING = {
    *("ALREADY_REFUNDED", "UNKNOWN_SALE", "INVALID_QUANTITY", "INSUFFICIENT_POINTS", "previewed", "void"),
    *("wholly returned in parts", "sale of last year returned", "refilled another tender", "points given back"),
    *("restored to a lot of its own", "restored points expired", "what had expired was not taken again"),
    *("taken from other lots", "debt made", "debt paid", "adjusted up", "adjusted down", "tier fell by a return"),
}
MUST_HAPPEN_WITH_SHIFTS = {"shift closed", "void after the shift"}
WRITES = {"sale", "enrol", *RETURNING}
UNKNOWN_OPERATION = {"id": "no such operation", "op": "no such operation"}
PROBES = {
    "refund": {"sale": "KHONG-000001", "lines": "all", "to": "cash", "reason": "thử"},
    "void": {"sale": "KHONG-000001", "reason": "thử"},
    "adjust": {"member": "0562 000 017", "points": 1, "reason": "thử"},
    "shift": {"action": "close", "counted": 0},
}
"""Requests that change nothing; whoever answers them otherwise than an unknown operation knows the operation."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120 + OPERATIONS // 4)]


@dataclass
class Played:
    """One whole run: what was asked, what came back, and where the two disagree."""

    folder: Path
    oracle: Oracle
    asked: list[Request] = field(default_factory=list)
    given: list[Answer] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    operations: tuple[str, ...] = ()
    status: int = -1

    def ask(self, till: Till, request: Request) -> Answer:
        """Ask the program and the oracle, and keep what differs."""
        expected, given = self.oracle.answer(request), till.ask(request)
        self.oracle.learn(request, given)
        self.asked.append(request)
        self.given.append(given)
        if found := list(differences(expected, given)):
            self.disagreements.append("\n  ".join((f"{request}", *found)))
        return given


def sample_shop(folder: Path) -> Path:
    """A sample shop in `folder` that also sells the oracle's items."""
    products = folder / "products.csv"
    write_products(products, shelf())
    imported = run("--demo", "--data", folder / "shop", "import", "products", products, "--yes")
    assert imported.returncode == 0, imported.stderr
    return folder / "shop"


def opened(oracle: Oracle, till: Till) -> None:
    """Sell once, to see where the numbering stands."""
    first = till.ask(OPENING)
    assert re.fullmatch(r"[A-Z0-9]+-\d{6}", first["number"])
    oracle.next_number = first["number"]
    assert not list(differences(oracle.answer(OPENING), first))


def known_operations(folder: Path) -> tuple[str, ...]:
    """The operations beside the sale that this program's `sell` knows."""
    with sell("--data", folder) as till:
        unknown = till.ask(UNKNOWN_OPERATION)["code"]
        asked = {name: till.ask({"id": f"probe {name}", "op": name, **PROBES[name]}) for name in RETURNING}
    return tuple(name for name, answer in asked.items() if answer.get("code") != unknown)


@pytest.fixture(scope="module", params=["selling", "returning"])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Some hundred operations from September 2025 to the end of 2027, in one process."""
    play = Played(sample_shop(tmp_path_factory.mktemp("oracle")), Oracle(shelf()))
    if request.param == "returning" and not (operations := known_operations(play.folder)):
        pytest.skip("this program's `sell` sells alone")
    play.operations = operations if request.param == "returning" else ()
    wanted = OPERATIONS * 3 // 2 if play.operations else OPERATIONS
    with sell("--data", play.folder) as till:
        opened(play.oracle, till)
        drawn = RandomTill(SEED, shelf(), play.oracle, count=wanted, operations=play.operations)
        for asked in drawn.requests():
            play.ask(till, asked)
        for member in list(play.oracle.members.values()):
            play.ask(till, {"id": f"last {member.phone}", "op": "member", "find": member.phone})
        play.status = till.close()
    return play


def test_every_field_is_as_the_pages_say(played: Played) -> None:
    shown = "\n".join(played.disagreements[:5])
    assert not played.disagreements, f"{len(played.disagreements)} of {len(played.asked)} differ, the first:\n{shown}"


def test_the_run_met_what_it_was_made_for(played: Played) -> None:
    must = MUST_HAPPEN_SELLING
    if played.operations:
        must = MUST_HAPPEN_RETURNING | (MUST_HAPPEN_WITH_SHIFTS if "shift" in played.operations else set())
    assert set(+played.oracle.seen) >= must
    assert played.oracle.today.year == 2027


def test_refusals_are_told_by_the_exit_status(played: Played) -> None:
    assert played.status == 1


def test_a_breakdown_adds_up(played: Played) -> None:
    sales = [answer for answer in played.given if "breakdown" in answer]
    assert sales
    for sale in sales:
        assert sum(part["points"] for part in sale["breakdown"]) == sale["earned"]
        assert sum(line["points"] for line in sale["lines"]) == sale["earned"]


def test_the_whole_run_may_be_sent_again(played: Played) -> None:
    """A killed run that is sent again gets its first answers, and changes nothing."""
    asked = [(request, answer) for request, answer in _in_pairs(played) if answer["ok"]]
    writes = [(request, answer) for request, answer in asked if _is_written(request)]
    with sell("--data", played.folder) as till:
        for request, first in writes:
            assert till.ask(request) == first
        till.ask({"id": "now", "op": "clock", "at": played.oracle.now.isoformat()})
        for request, first in asked[-len(played.oracle.members) :]:
            assert till.ask(request) == first
        assert till.close() == 0


def _is_written(request: Request) -> bool:
    return request.get("op", "sale") in WRITES and not request.get("preview")


def _in_pairs(played: Played) -> Iterator[tuple[Request, Answer]]:
    return zip(played.asked, played.given, strict=True)


def test_a_cashier_discounts_up_to_ten_percent(tmp_path: Path) -> None:
    oracle = Oracle(shelf(), discount_limit=Fraction(10, 100))
    given: list[bool] = []
    with sell("--data", sample_shop(tmp_path), "--user", "Lan", POS_PIN="482615") as till:
        opened(oracle, till)
        for place, request in enumerate(_discounted()):
            answer = till.ask({"id": f"discount {place}", **request})
            assert not list(differences(oracle.answer({"id": f"discount {place}", **request}), answer)), request
            given.append(answer["ok"])
    assert given == [True, False, False] * 2 + [True, False] * 2


def test_a_cashier_may_not_return(tmp_path: Path) -> None:
    folder = sample_shop(tmp_path)
    if "refund" not in known_operations(folder):
        pytest.skip("this program's `sell` sells alone")
    with sell("--data", folder, "--user", "Lan", POS_PIN="482615") as till:
        number = till.ask(OPENING)["number"]
        answer = till.ask({"id": "Lan returns", "op": "refund", **PROBES["refund"], "sale": number})
    assert (answer["ok"], answer["code"]) == (False, "NOT_ALLOWED")


def _discounted() -> Iterator[dict[str, Any]]:
    """Sales of 2 × 29.000 ₫ (`OR0006`) with discounts at the edge of the right, on the line and on the order."""
    for percent in ("10%", "10.01%", "100%"):
        yield {"lines": [{"code": "OR0006", "qty": 2, "discount": percent}], "tenders": "exact"}
    for percent in ("10%", "10.01%", "100%"):
        yield {"lines": [{"code": "OR0006", "qty": 2}], "discount": percent, "tenders": "exact"}
    for amount in (5_800, 5_801):
        yield {"lines": [{"code": "OR0006", "qty": 2, "discount": amount}], "tenders": "exact"}
    for amount in (5_800, 5_801):
        yield {"lines": [{"code": "OR0006", "qty": 2}], "discount": amount, "tenders": "exact"}


def test_a_line_that_is_no_request_is_refused_and_the_next_goes_on(tmp_path: Path) -> None:
    with sell("--data", sample_shop(tmp_path)) as till:
        for broken in ('{"op": "sale", ', "[]", '"sale"', '{"id": 7, "op": "sale"}', "không phải"):
            answer = till.ask(broken)
            assert (answer["ok"], answer["code"]) == (False, "MALFORMED"), broken
        assert till.ask(OPENING)["ok"]
