"""Scales: what they say, byte by byte, and one behind a real terminal line."""

import os
import sys
import threading

import pytest

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.gateways.scales import Scale, ScaleAddress, parse_scale


class Fake:
    """A line that says what was put on it, then nothing."""

    def __init__(self, said: bytes) -> None:
        self.said, self.asked, self.is_closed = said, b"", False

    def write(self, data: bytes) -> int:
        self.asked += data
        return len(data)

    def read(self, size: int) -> bytes:
        more, self.said = self.said[:size], self.said[size:]
        return more

    def close(self) -> None:
        self.is_closed = True


def weighed(protocol, said):
    line = Fake(said)
    try:
        return Scale(ScaleAddress(protocol, "x"), lambda _address: line).read()
    except Rejected as refusal:
        return refusal.code
    except EnvironmentProblem as problem:
        return problem.code
    finally:
        assert line.is_closed
        assert line.asked == (b"W" if protocol == "toledo" else b"")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"\x0200.350\r", 350), (b"\x02 1.2\r", 1_200), (b"\x0212.345N\r", 12_345), (b"\x02.0055\r", 6),
        (b"5\r\x0200.350\r", 350), (b"\x02?\x61\r", Code.SCALE_MOVING), (b"\x02?\x42\r", Code.SCALE_OVER),
        (b"\x02?\x44\r", Code.SCALE_EMPTY), (b"\x0200.000\r", Code.SCALE_EMPTY), (b"", Trouble.SCALE_SILENT),
        (b"\x0200.35", Trouble.SCALE_SILENT), (b"junk" * 200, Trouble.SCALE_SILENT),
    ],
)  # fmt: skip
def test_toledo_8217(said, told):
    assert weighed("toledo", said) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"ST,GS,+  0.350kg\r\n", 350), (b"ST,NT,+  1.5  kg \r\n", 1_500), (b"ST,GS,   245.6 g\r\n", 246),
        (b".350kg\r\nST,GS,\x01\x80,  12.34 kg\r\n", 12_340), (b"US,GS,+  0.350kg\r\n", Code.SCALE_MOVING),
        (b"OL,GS,+  ------kg\r\n", Code.SCALE_OVER), (b"ST,GS,-  0.020kg\r\n", Code.SCALE_EMPTY),
        (b"ST,GS,+  0.000kg\r\n", Code.SCALE_EMPTY), (b"hello\r\n", Trouble.SCALE_SILENT),
    ],
)  # fmt: skip
def test_cas(said, told):
    assert weighed("cas", said) == told


def test_addresses():
    assert parse_scale(" ") is None
    assert parse_scale("toledo:/dev/ttyUSB0") == ScaleAddress("toledo", "/dev/ttyUSB0")
    assert parse_scale("cas:COM3?baud=2400") == ScaleAddress("cas", "COM3", 2400)
    for wrong in ("COM3", "toledo:", "kern:/dev/ttyS0", "cas:COM3?baud=x"):
        with pytest.raises(EnvironmentProblem) as refused:
            parse_scale(wrong)
        assert refused.value.code is Trouble.SCALE_ADDRESS


def test_a_scale_that_is_not_there_is_silent(tmp_path):
    with pytest.raises(EnvironmentProblem) as problem:
        Scale(ScaleAddress("toledo", str(tmp_path / "none"))).read()
    assert problem.value.code is Trouble.SCALE_SILENT


@pytest.mark.skipif(sys.platform != "linux", reason="terminals of Linux")
def test_a_scale_at_a_terminal_line():
    ours, theirs = os.openpty()

    def answer():
        assert os.read(ours, 1) == b"W"
        os.write(ours, b"\x0200.725\r")

    scale = threading.Thread(target=answer)
    scale.start()
    try:
        assert Scale(ScaleAddress("toledo", os.ttyname(theirs))).read() == 725
    finally:
        scale.join(2)
        os.close(ours)
        os.close(theirs)
    assert not scale.is_alive()
