"""Keys beside the database: old files still load, neighbours' keys are added whole or not at all."""

import json

import pytest

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.gateways.keys import FILE_NAME, PUBLIC_KEYS, holds_public_keys, keep_partner_key, load_keys, make_keys
from tests.support.refusals import in_trouble

KEY = bytes(range(16))


def test_a_file_of_before_loads_and_signs_wheels(tmp_path):
    made = make_keys(tmp_path)
    plain = json.loads((tmp_path / FILE_NAME).read_text("utf-8"))
    assert set(plain) == {"codes", "chain", "pepper"}
    kept = load_keys(tmp_path)
    assert kept == made
    assert kept.partners == {}
    assert len(kept.wheel) == 32
    assert kept.wheel not in (kept.pepper, load_keys(PUBLIC_KEYS.parent).wheel)


def test_a_neighbour_s_key_is_kept_beside_the_others(tmp_path):
    keys = make_keys(tmp_path)
    keep_partner_key(tmp_path, keys, 7, KEY)
    keep_partner_key(tmp_path, keys, 31, b"\xff" * 32)
    keep_partner_key(tmp_path, keys, 7, KEY * 2)
    assert keys.partners == {7: KEY * 2, 31: b"\xff" * 32}
    assert load_keys(tmp_path) == keys
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_key_that_cannot_be_written_changes_nothing(tmp_path, monkeypatch):
    keys = make_keys(tmp_path)
    before = (tmp_path / FILE_NAME).read_bytes()
    tried = []

    def full(_descriptor):
        tried.append(_descriptor)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pos_desktop.gateways.keys.os.fsync", full)
    with in_trouble(Trouble.DATABASE_FULL):
        keep_partner_key(tmp_path, keys, 7, KEY)
    assert tried, "the fault must have fired"
    assert keys.partners == {}
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_an_existing_file_is_never_overwritten(tmp_path):
    make_keys(tmp_path)
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(EnvironmentProblem):
        make_keys(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("partners", ['{"x": "00"}', '{"7": "zz"}', '["7"]', '{"7": 7}'])
def test_partners_that_are_no_keys_are_named(tmp_path, partners):
    make_keys(tmp_path)
    path = tmp_path / FILE_NAME
    path.write_text(path.read_text("utf-8").rstrip()[:-1] + f', "partners": {partners}}}', "utf-8")
    with in_trouble(Trouble.KEYS_UNREADABLE):
        load_keys(tmp_path)


def test_the_sample_s_keys_are_known_with_neighbours_too(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(PUBLIC_KEYS.read_bytes())
    assert holds_public_keys(tmp_path)
    keep_partner_key(tmp_path, load_keys(tmp_path), 7, KEY)
    assert holds_public_keys(tmp_path)
    (tmp_path / FILE_NAME).write_text("no keys", "utf-8")
    assert not holds_public_keys(tmp_path)
