import logging
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops

import printing
from printing.devices.profiles import DEFAULT, PROFILES, PrinterProfile, profile_of
from printing.fonts import faces
from printing.paper import thermal
from printing.paper.document import Cut, Document, Drawer, Frame, ItemLine, Mark, Pair, Qr, Text
from printing.paper.layout import lay_out, qr_module
from printing.paper.sheet import Run
from printing.qr import QUIET_ZONE, side
from printing.virtual.decoder import decode
from printing.virtual.events import Beeps, CodeContent, Density, DrawerPulse, Feed, Init, PaperCut, Raster
from tests.printing.samples import RECEIPT_CODE, money, receipt
from tests.printing.test_clean import ATTACKS

VIETQR = (
    "00020101021238540010A00000072701240006970436011001234567890208QRIBFTTA5303704540"
    "65285355802VN62180814TT K1 0002316304ABCD"
)


def same(one, other):
    return one.size == other.size and ImageChops.difference(one.convert("L"), other.convert("L")).getbbox() is None


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES.keys())
def test_a_receipt_comes_out_as_it_was_drawn(profile):
    decoded = decode(thermal.render(receipt(), profile))

    assert decoded.strange == []
    assert decoded.events[0] == Init()
    (piece,) = decoded.pieces
    (drawn,) = thermal.pictures(receipt(), profile)
    assert same(piece.image(), drawn)
    assert piece.image().width == profile.width_dots
    assert piece.cut is profile.cutter
    assert piece.fed_lines == 6
    assert [code.text for code in zxingcpp.read_barcodes(piece.image().convert("L"))] == [RECEIPT_CODE]


def test_the_drawer_opens_only_when_asked():
    assert decode(thermal.render(receipt(), DEFAULT)).drawer_pulses == []

    pulse = decode(thermal.drawer_pulse(DEFAULT))
    assert pulse.drawer_pulses == [DrawerPulse(2)]
    assert pulse.pieces == [] and pulse.strange == []

    both = decode(thermal.render(Document((Drawer(5), Text("A"))), DEFAULT))
    assert both.drawer_pulses == [DrawerPulse(5)]
    assert both.cuts == 1


def test_pieces_are_cut_apart():
    decoded = decode(thermal.render(Document((Text("A"), Cut(), Cut(), Text("B"), Cut())), DEFAULT))

    assert [piece.cut for piece in decoded.pieces] == [True, True]


LINES = tuple(
    ItemLine("1", f"Món số {n}.", "", money(10_000), ("ghi chú " * 60,) if n == 7 else ()) for n in range(1, 401)
)


@pytest.mark.parametrize("name", ["80mm", "80mm-512", "58mm"])
def test_four_hundred_lines_go_in_slices_with_the_total_at_the_end(name):
    profile = PROFILES[name]
    raw = thermal.render(receipt(items=LINES), profile)
    decoded = decode(raw)

    rasters = [event for event in decoded.events if isinstance(event, Raster)]
    assert len(rasters) > 10
    assert max(raster.height for raster in rasters) <= profile.slice_height
    assert {raster.width for raster in rasters} == {profile.width_dots}
    assert decoded.strange == [] and decoded.cuts == profile.cutter
    (drawn,) = thermal.pictures(receipt(items=LINES), profile)
    assert same(decoded.pieces[0].image(), drawn)
    runs = [box for box in lay_out(receipt(items=LINES).elements[:-1], profile.width_dots, faces()).boxes
            if isinstance(box, Run) and box.text.startswith("Món số")]  # fmt: skip
    assert [run.text for run in runs] == [line.name for line in LINES]
    assert all(above.baseline < below.baseline < drawn.height for above, below in pairwise(runs))
    assert all(drawn.crop((run.x, run.baseline - 9, run.x + 60, run.baseline)).getextrema()[0] == 0 for run in runs)


@pytest.mark.parametrize("letters", ["tcvn", "ascii"])
@pytest.mark.parametrize("name", ["80mm", "80mm-512", "58mm"])
def test_four_hundred_lines_of_letters_are_all_there(name, letters):
    profile = profile_of(f"{name};letters={letters}")
    decoded = decode(thermal.render(receipt(items=LINES), profile))

    assert decoded.strange == [] and len(decoded.pieces) == 1
    text = decoded.pieces[0].text
    found = [int(number) for number in re.findall(r"^1 +M[óo]n s[ốo] (\d+)\. +10\.000 [đd]$", text, re.MULTILINE)]
    assert found == list(range(1, 401))
    assert re.search(r"10\.000 [đd]\n-+\n.*204\.000 [đd]\n", text, re.DOTALL)
    assert max(map(len, text.splitlines())) == profile.columns


def test_nothing_is_said_of_density_and_beeps_where_nothing_is_asked():
    plain = {type(event) for event in decode(thermal.render(receipt(), DEFAULT)).events}

    assert plain == {Init, Raster, Feed, PaperCut}


@pytest.mark.parametrize("step", [-6, -1, 1, 6])
@pytest.mark.parametrize("letters", ["raster", "tcvn"])
def test_density_is_set_before_the_first_dot(step, letters):
    events = decode(thermal.render(receipt(), profile_of(f"80mm;density={step};letters={letters}"))).events

    assert events[:2] == [Init(), Density(step)]
    assert events.count(Density(step)) == 1


def test_the_kitchen_is_called_once_the_paper_is_there():
    profile = profile_of("80mm;buzzer=3")
    events = decode(thermal.render(Document((Text("A"), Cut(), Text("B"), Cut())), profile)).events

    assert events[-1] == Beeps(3, 4) and isinstance(events[-2], PaperCut)
    assert sum(isinstance(event, Beeps) for event in events) == 1


def test_a_drawer_opens_in_silence():
    profile = profile_of("80mm;buzzer=3;density=2;letters=tcvn;pin=5")

    assert decode(thermal.drawer_pulse(profile)).events == [Init(), DrawerPulse(5)]


@pytest.mark.parametrize("paper", ["80mm", "80mm-512", "58mm"])
def test_the_printer_draws_the_code_itself_where_it_can(paper):
    drawn, native = (decode(thermal.render(receipt(), profile_of(f"{paper}{qr}"))) for qr in ("", ";qr=yes"))

    assert native.strange == []
    assert [event.raw for event in native.events if isinstance(event, CodeContent)] == [RECEIPT_CODE.encode()]
    assert not any(isinstance(event, CodeContent) for event in drawn.events)
    (piece,), width = native.pieces, PROFILES[paper].width_dots
    assert [code.text for code in zxingcpp.read_barcodes(piece.image(width).convert("L"))] == [RECEIPT_CODE]
    # the paper is the same but for the code's own quiet zone
    assert piece.image(width).size == drawn.pieces[0].image().size


def test_a_code_in_a_frame_stays_a_picture():
    decoded = decode(thermal.render(Document((Frame((Qr("1" * 32, "A"),)),)), profile_of("80mm;qr=yes")))

    assert {type(event) for event in decoded.events} == {Init, Raster, Feed, PaperCut}


@pytest.mark.parametrize("paper", ["80mm", "80mm-512", "58mm"])
@pytest.mark.parametrize("content", [RECEIPT_CODE, VIETQR, "K1"])
def test_a_code_is_as_large_as_an_arm_s_length_asks(paper, content):
    width = PROFILES[paper].width_dots
    module, modules = qr_module(content, width), side(content)

    assert modules * module / 8 >= 29, "millimetres"
    assert (modules + 2 * QUIET_ZONE) * module <= width


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_a_hostile_name_prints_and_does_nothing_else(attack):
    decoded = decode(
        thermal.render(Document((ItemLine("1", attack, attack, attack, (attack,)), Mark(attack))), DEFAULT)
    )

    assert {type(event).__name__ for event in decoded.events} == {"Init", "Raster", "Feed", "PaperCut"}


@settings(max_examples=40)
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_name_is_only_dots(name, note):
    profile = PROFILES["58mm"]
    decoded = decode(thermal.render(Document((ItemLine("1", name, "", note), Pair(note, name))), profile))

    assert {type(event).__name__ for event in decoded.events} <= {"Init", "Raster", "Feed"}


def test_black_dots_are_few_enough_for_the_paper():
    (drawn,) = thermal.pictures(receipt(), DEFAULT)
    black = drawn.histogram()[0]

    assert 0.03 < black / (drawn.width * drawn.height) < 0.2


def test_a_narrower_slice_is_kept():
    profile = PrinterProfile("small buffer", 384, 32, slice_height=128)
    rasters = [e for e in decode(thermal.render(receipt(), profile)).events if isinstance(e, Raster)]

    assert {raster.height for raster in rasters[:-1]} == {128}


@pytest.mark.parametrize("wrong", [{"width_dots": 570}, {"drawer_pin": 3}, {"slice_height": 2000}])
def test_impossible_profiles_are_refused(wrong):
    with pytest.raises(ValueError, match="impossible"):
        PrinterProfile(**{"name": "x", "width_dots": 576, "columns": 48} | wrong)


def test_profiles_are_found_by_name():
    assert profile_of("58mm").width_dots == 384
    with pytest.raises(ValueError):
        profile_of("90mm")


def test_rendering_says_nothing_and_leaves_no_handler(capsys):
    handlers = list(logging.getLogger().handlers)
    thermal.render(receipt(), DEFAULT)

    assert capsys.readouterr().out == ""
    assert logging.getLogger().handlers == handlers


def test_the_library_leaves_no_folder_and_no_handler_behind(tmp_path):
    script = (
        "import logging; from pathlib import Path; from printing.devices import escpos_door; import sys;"
        "assert 'escpos' not in sys.modules and 'reportlab' not in sys.modules and 'qrcode' not in sys.modules;"
        "import printing.paper.thermal, printing.pdf.papers, printing.devices.spool, printing.devices.transports;"
        "assert 'escpos' not in sys.modules and 'reportlab' not in sys.modules and 'qrcode' not in sys.modules;"
        f"escpos_door.keep_cache_in(Path({str(tmp_path / 'cache')!r}));"
        "escpos_door.printers(); assert not logging.getLogger().handlers"
    )
    (tmp_path / "temp").mkdir()
    environment = {"TMPDIR": str(tmp_path / "temp"), "PYTHONPATH": str(Path(printing.__file__).parent.parent)}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, cwd=tmp_path)

    assert list((tmp_path / "temp").iterdir()) == []
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".pickle"]
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_raw_bytes_leave_through_one_door():
    sources = Path(printing.__file__).parent.rglob("*.py")
    users = {path.name for path in sources if re.search(r"\._raw\b", path.read_text("utf-8"))}

    assert users == {"drivers.py"}
