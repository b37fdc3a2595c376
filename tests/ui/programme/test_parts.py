"""The tables of fields and the programme fit each other: nothing of a rule is out of the owner's reach."""

from dataclasses import fields

import pytest

from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty.programme import Programme
from pos_desktop.ui.form.kinds import Choice, Flag, Maybe, Picked, Recurring, Rows, Several, Switch, Typed
from pos_desktop.ui.form.paths import get
from pos_desktop.ui.programme.checks import definition_in, errors_of, hints_of
from pos_desktop.ui.programme.parts.every import PARTS
from pos_desktop.ui.programme.parts.page import NO_PICKS
from tests.ui.programme.fakes import FULL

ICONS = {part.icon for part in PARTS}
PAGES = [page for part in PARTS for page in part.pages]
GIVEN = {("version",), ("partners", "key"), ("stored", "bonuses", "when", "order_types")}
"""What nobody types: the version's number, neighbours' keys, which are kept elsewhere, and the kind of order of a
top-up, which is none."""


def leaves(kind, path=()):
    """Every value that a definition holds, places of lists left out; ids and codes are made by the program."""
    for name, hint in hints_of(kind).items():
        inner = definition_in(hint)
        if inner is not None and inner.__name__ not in ("Picks", "Ratio"):
            yield from leaves(inner, (*path, name))
        elif name != "id" and not (name == "code" and kind.__name__ in ("Tier", "Plan")):
            yield (*path, name)


def reachable():
    """Every path that a field changes, places left out; a switch reaches all that its ways set."""
    found = set()

    def walk(table, base):
        for each in table:
            path = tuple(key for key in (*base, *each.keys) if isinstance(key, str))
            if isinstance(each.kind, Rows | Maybe):
                walk(each.kind.fields, path)
            elif isinstance(each.kind, Switch):
                found.update((*path, name) for _label, patch in each.kind.ways for name in patch)
            found.add(path)

    for page in PAGES:
        for section in page.sections:
            walk(section.fields, page.keys)
    return found


def test_every_value_of_the_programme_has_a_field():
    missing = sorted(set(leaves(Programme)) - reachable() - GIVEN)
    assert missing == []


def test_the_walk_sees_values_without_fields():
    assert set(leaves(Programme)) >= {("earn", "per"), ("tiers", "perks", "when", "hours", "start"), *GIVEN}
    assert ("no", "such", "path") not in reachable()


@pytest.mark.parametrize("page", [page for page in PAGES if page.is_list], ids=lambda page: page.key)
def test_a_new_definition_can_be_read_and_written(page):
    plain = to_plain(page.blank)

    assert from_plain(type(page.blank), plain) == page.blank
    assert page.detail(plain) is not None
    assert get(to_plain(Programme()), page.keys) is not None


def switches(table, base=()):
    for each in table:
        if isinstance(each.kind, Switch):
            yield each.kind
        if isinstance(each.kind, Rows | Maybe):
            yield from switches(each.kind.fields)


@pytest.mark.parametrize(
    "switch", [found for page in PAGES for section in page.sections for found in switches(section.fields)]
)
def test_a_switch_knows_the_way_that_was_chosen(switch):
    before: dict = {}
    for at, (_label, patch) in enumerate(switch.ways):
        before = {**before, **patch}
        assert switch.way(before) == at


def test_every_field_shows_its_value_in_a_full_programme():
    """Every kind can write what the programme holds, and read it back."""
    plain = to_plain(FULL)
    checked = 0
    for page in PAGES:
        entries = get(plain, page.keys) if page.is_list else [plain]
        for own in entries:
            for section in page.sections:
                checked += sum(map(lambda each: reads_back(each, own), section.fields))
    assert checked > 100


def reads_back(each, own):
    value = get(own, each.keys)
    if not each.is_shown(own) or not isinstance(each.kind, Typed):
        assert isinstance(each.kind, Typed | Choice | Flag | Several | Switch | Picked | Recurring | Rows | Maybe)
        return 0
    written = each.kind.write(value)
    assert (each.kind.read(written) if written else value) == value, each.path
    return 1


def test_the_full_programme_is_sound_and_uses_every_field():
    assert errors_of(to_plain(FULL))[1] == {}
    empty = [f.name for f in fields(Programme) if getattr(FULL, f.name) in ((), None)]
    assert empty == []


def test_buying_anything_to_get_anything_is_told_on_both_sides():
    plain = to_plain(FULL)
    at = next(at for at, each in enumerate(plain["promotions"]) if each["buy_get"])
    plain["promotions"][at]["buy_get"] |= {"buy": NO_PICKS, "get": NO_PICKS}

    assert errors_of(plain)[1] == {
        ("promotions", at, "buy_get", "buy"): "Chọn món khách phải mua.",
        ("promotions", at, "buy_get", "get"): "Chọn món khách được giảm.",
    }


def test_a_shared_code_has_no_days_of_its_own():
    """It lives by «Từ ngày» and «Đến hết ngày»: days after each issue would say what never happens."""
    page = next(page for part in PARTS for page in part.pages if page.key == "vouchers")
    fields = {field.path: field for section in page.sections for field in section.fields}
    for code, shown in (("", True), ("TET2026", False)):
        plain = {"kind": "multi", "code": code}
        assert [fields[name].is_shown(plain) for name in ("days_valid", "starts_after_days")] == [shown, shown]
    assert page.detail({"kind": "multi", "code": "TET2026"}) == "TET2026 · Nhiều lần"
