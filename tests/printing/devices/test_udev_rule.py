"""The udev rule that is shipped is for printers, and for nothing else that is plugged in."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

RULE = Path(__file__).parents[3] / "assets" / "udev" / "70-khach-quen-printers.rules"


def keys():
    (line,) = [line for line in RULE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {key: (does, told) for key, does, told in re.findall(r'([A-Z{}_]+)\s*(==|!=|\+=|=)\s*"([^"]*)"', line)}


@pytest.mark.parametrize(
    ("interfaces", "is_printer"),
    [(":070102:", True), (":070101:", True), (":ff0000:070102:", True), (":070102:080650:", True), (":080650:", False),
     (":030101:030000:", False), (":e00701:", False), ("", False)],
)  # fmt: skip
def test_the_rule_is_for_printers(interfaces, is_printer):
    does, pattern = keys()["ENV{ID_USB_INTERFACES}"]

    assert does == "=="
    assert fnmatchcase(interfaces, pattern) is is_printer


def test_who_sits_there_may_and_nobody_else():
    rule = keys()

    assert rule["TAG"] == ("+=", "uaccess")
    assert rule["MODE"] == ("=", "0660")
    assert RULE.name < "73-seat-late.rules", "the tag is read there"
