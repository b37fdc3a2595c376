from dataclasses import fields, replace

import pytest

from pos_desktop.core.chain import GENESIS, ChainedRow, mac

KEY = b"k" * 32
ROW = ChainedRow("r1", "1", "2026-03-02T02:00:00.000000+00:00", "s1", "sale", "x1", '{"due":1}')


def test_a_mac_is_64_hexadecimal_digits_and_repeats():
    assert len(mac(KEY, GENESIS, ROW)) == len(GENESIS) == 64
    assert mac(KEY, GENESIS, ROW) == mac(KEY, GENESIS, ROW)


@pytest.mark.parametrize("field", [field.name for field in fields(ChainedRow)])
def test_every_field_is_covered(field):
    assert mac(KEY, GENESIS, replace(ROW, **{field: "other"})) != mac(KEY, GENESIS, ROW)


def test_key_and_place_are_covered():
    assert mac(b"j" * 32, GENESIS, ROW) != mac(KEY, GENESIS, ROW)
    assert mac(KEY, "f" * 64, ROW) != mac(KEY, GENESIS, ROW)


def test_a_border_between_fields_cannot_move():
    left, right = replace(ROW, staff_id="ab", kind="c"), replace(ROW, staff_id="a", kind="bc")
    assert mac(KEY, GENESIS, left) != mac(KEY, GENESIS, right)
