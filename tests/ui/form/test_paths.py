"""Plain values are changed by path, and the old ones stay as they were."""

from pos_desktop.ui.form.paths import added, get, path_of, put, removed

PLAIN = {"earn": {"per": 10_000}, "tiers": [{"name": "Bạc"}, {"name": "Vàng"}], "day": None}


def test_a_path_is_keys_and_places():
    assert path_of("tiers.1.name") == ("tiers", 1, "name")
    assert path_of("") == ()


def test_values_are_found_or_missing():
    assert get(PLAIN, ("tiers", 1, "name")) == "Vàng"
    assert get(PLAIN, ("tiers", 2, "name")) is None
    assert get(PLAIN, ("day", "month")) is None
    assert get(PLAIN, ()) is PLAIN


def test_a_change_leaves_the_old_value_alone():
    changed = put(PLAIN, ("tiers", 0, "name"), "Đồng")

    assert get(changed, ("tiers", 0, "name")) == "Đồng"
    assert get(PLAIN, ("tiers", 0, "name")) == "Bạc"
    assert changed["earn"] is PLAIN["earn"]


def test_what_is_missing_on_the_way_is_made():
    assert put({"referral": None}, ("referral", "minimum"), 5) == {"referral": {"minimum": 5}}


def test_lists_grow_and_shrink():
    grown = added(PLAIN, ("tiers",), {"name": "Đồng"}, 0)
    assert [tier["name"] for tier in grown["tiers"]] == ["Đồng", "Bạc", "Vàng"]
    assert [tier["name"] for tier in removed(grown, ("tiers", 1))["tiers"]] == ["Đồng", "Vàng"]
    assert added({}, ("rules",), 1) == {"rules": [1]}
