from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.clock import SetClock
from pos_desktop.core.ids import compose, ids_by, seeded_ids

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
milliseconds = st.integers(0, (1 << 48) - 1)
bits = st.integers(0, (1 << 74) - 1)


@given(milliseconds, bits)
def test_an_id_is_a_version_7_uuid(ms, random_bits):
    made = UUID(compose(ms, random_bits))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == ms


@given(milliseconds, milliseconds, bits, bits)
def test_later_ids_sort_later(first, second, some, others):
    if first < second:
        assert compose(first, some) < compose(second, others)


@given(bits, bits)
def test_no_random_bit_is_lost(some, others):
    assert (compose(1, some) == compose(1, others)) is (some == others)


def test_the_example_of_the_rfc():
    assert UUID(compose(0x017F22E279B0, 0xCC3 << 62 | 0x18C4DC0C0C07398F)) == UUID(
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F"
    )


def test_seeded_ids_repeat_and_others_do_not():
    clock = SetClock(START)
    first, again, other = seeded_ids(clock.now, 7), seeded_ids(clock.now, 7), seeded_ids(clock.now, 8)
    assert [first() for _ in range(20)] == [again() for _ in range(20)]
    assert first() != other()


def test_ids_follow_the_clock_and_never_meet():
    clock = SetClock(START)
    make = ids_by(clock.now)
    made = [make() for _ in range(1000)]
    clock.set(START + timedelta(milliseconds=1))
    assert len(set(made)) == 1000
    assert max(made) < make()


@pytest.mark.parametrize("source", [ids_by, lambda now: seeded_ids(now, 7)], ids=["random", "seeded"])
def test_ids_of_one_millisecond_sort_by_their_making(source):
    make = source(SetClock(START).now)
    made = [make() for _ in range(1000)]
    assert made == sorted(made)
    assert {UUID(one).version for one in made} == {7}
