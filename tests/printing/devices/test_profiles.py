"""A printer's profile as one line of text: what is written is read again, and nothing else is taken."""

import pytest

from printing.devices.address import BadPrinterUri
from printing.devices.named import Named, named
from printing.devices.profiles import DEFAULT, PROFILES, Letters, PrinterProfile, known_profile, profile_of, text_of

WHOLE = "58mm;cutter=yes;pin=5;status=no;slice=256;density=-3;buzzer=2;letters=tcvn;page=27;qr=yes"


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_a_preset_is_its_name(name: str) -> None:
    assert profile_of(name) == PROFILES[name]
    assert text_of(PROFILES[name]) == name


def test_every_option_is_written_and_read() -> None:
    profile = profile_of(WHOLE)
    assert profile == PrinterProfile(
        "58mm", 384, 32, cutter=True, drawer_pin=5, answers_status=False, slice_height=256, density=-3, buzzer=2,
        letters=Letters.TCVN, page=27, native_qr=True,
    )  # fmt: skip
    assert text_of(profile) == WHOLE


@pytest.mark.parametrize(
    "text",
    ["", "90mm", "80mm;", "80mm;pin", "80mm;pin=3", "80mm;pin=x", "80mm;cutter=maybe", "80mm;density=7",
     "80mm;buzzer=10", "80mm;letters=viscii", "80mm;width_dots=8", "80mm;slice=0", "80mm;page=255",
     "80mm;pin=2;pin=5", "80mm;pin=٥", "80mm;buzzer=0_2", "80mm;page= 30", "80mm;page=30\n", "80mm;page=" + "9" * 5000],
)  # fmt: skip
def test_what_is_no_profile_is_not_taken(text: str) -> None:
    with pytest.raises(ValueError):
        profile_of(text)
    assert known_profile(text) is DEFAULT


def test_a_printer_is_named_in_one_line() -> None:
    there = named("tcp://10.0.0.7#58mm;buzzer=2")
    assert there == Named("tcp://10.0.0.7", profile_of("58mm;buzzer=2"))
    assert named(there.text) == there
    assert named("tcp://10.0.0.7").text == "tcp://10.0.0.7"
    assert named("tcp://10.0.0.7", PROFILES["58mm"]).profile is PROFILES["58mm"]


@pytest.mark.parametrize("text", ["", "10.0.0.7", "tcp://10.0.0.7#90mm", "tcp://10.0.0.7#", "#80mm"])
def test_what_names_no_printer_is_not_taken(text: str) -> None:
    with pytest.raises(BadPrinterUri):
        named(text)
