"""Digests cut out of journal bodies are those that a parser reads there, whatever else the bodies hold."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.services.office.proofs.seen import Seen
from pos_desktop.storage.types import canonical

ONCE, AGAIN = ("sale", "operation"), ("item", "staff")
LENGTH = 24
ids = st.text("ab0-:{}[],\"\\'\n\u2028ế", max_size=6)
digests = st.text("0123456789abcdef", min_size=LENGTH, max_size=LENGTH)
rows = st.dictionaries(st.sampled_from([*ONCE, *AGAIN]), st.dictionaries(ids, digests))
odd = st.recursive(
    st.none() | st.integers() | ids | st.sampled_from(['"rows":{"sale":{"a":"b"}}', "rows"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ids | st.just("rows"), inner, max_size=3), max_leaves=6,
)  # fmt: skip
others = st.dictionaries(ids | st.sampled_from(["lines", "rowsx", 'x"rows', "tenders"]), odd, max_size=3)
bodies = st.lists(st.tuples(others, rows), max_size=6)


def parsed(wholes: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The digests by table as `json` reads them: all of them where rows are seen once, else the newest ones."""
    newest: dict[str, dict[str, str]] = {}
    every: dict[str, list[str]] = {}
    for whole in wholes:
        for table, digests in json.loads(canonical(whole)).get("rows", {}).items():
            newest.setdefault(table, {}).update(digests)
            every.setdefault(table, []).extend(digests.values())
    return {table: every[table] if table in ONCE else list(newest[table].values()) for table in newest}


def cut(wholes: list[dict[str, Any]]) -> dict[str, list[str]] | None:
    """The same by `Seen`; None where it shows that it could not tell."""
    seen = Seen(ONCE, LENGTH)
    try:
        seen.bodies([canonical(whole).encode() for whole in wholes])
        told = {table: seen.taken(table).hex() for table in (*ONCE, *AGAIN)}
    except ValueError:
        return None
    if seen.is_left or any(len(kept) % LENGTH for kept in told.values()):
        return None
    return {
        table: [kept[at : at + LENGTH] for at in range(0, len(kept), LENGTH)] for table, kept in told.items() if kept
    }


@given(bodies)
def test_what_is_cut_is_what_is_parsed(made):
    wholes = [{**other, **({"rows": kept} if kept else {})} for other, kept in made]
    told = cut(wholes)
    if told is not None:
        assert told == {table: kept for table, kept in parsed(wholes).items() if kept}


DIGEST, NEWER = "a" * LENGTH, "b" * LENGTH


@pytest.mark.parametrize(
    ("whole", "found"),
    [
        ({}, {}),
        ({"due": 5, "rows": {"sale": {"1": DIGEST, "2": NEWER}}, "tenders": [["cash", 5]]}, {"sale": [DIGEST, NEWER]}),
        ({"rows": {"item": {}, "sale": {"1": DIGEST}}}, {"sale": [DIGEST]}),
        ({"rows": {"operation": {'sell:"}}': DIGEST}}}, {"operation": [DIGEST]}),
        ({"lines": [['"rows":{"sale":{"9":"', DIGEST]], "rows": {"sale": {"1": NEWER}}}, {"sale": [NEWER]}),
        ({"a": {"rows": {"sale": {"9": DIGEST}}}}, {}),
        ({"a": {"rows": {"sale": {"9": DIGEST}}}, "rows": {"sale": {"1": NEWER}}}, {"sale": [NEWER]}),
        ({"reason": DIGEST}, {}),
        ({"x\\": 1, "rows": {"sale": {"1": DIGEST}}}, {"sale": [DIGEST]}),
    ],
    ids=str,
)
def test_bodies_that_could_mislead(whole, found):
    assert cut([whole]) == found


def test_rows_that_may_change_count_as_they_were_seen_last():
    wholes = [{"rows": {"item": {"1": DIGEST, "2": DIGEST}}}, {"rows": {"item": {"1": NEWER}}}]
    assert cut(wholes) == {"item": [NEWER, DIGEST]}
