from printing.virtual.decoder import Letters, Truncated, Unknown, decode


def test_what_no_receipt_of_ours_contains_is_listed():
    decoded = decode(b"\x1b@Ca phe\x1bE\x01\x1c.")

    assert Letters(b"Ca phe") in decoded.strange
    assert Unknown(b"\x1bE") in decoded.strange
    assert len(decoded.strange) >= 3


def test_a_picture_that_ends_too_early_is_truncated():
    (strange,) = decode(b"\x1dv0\x00\x02\x00\x10\x00" + b"\xff" * 31).strange

    assert isinstance(strange, Truncated)


def test_cuts_and_pulses_are_counted():
    decoded = decode(b"\x1bp\x00\x19\x19\x1bp\x31\x19\x19\x1bd\x06\x1dV\x00\x1dVB\x00")

    assert [pulse.pin for pulse in decoded.drawer_pulses] == [2, 5]
    assert decoded.cuts == 2
    assert decoded.strange == []
