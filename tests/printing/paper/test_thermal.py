import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops

import printing
from printing.devices.profiles import DEFAULT, PROFILES, PrinterProfile, profile_of
from printing.paper import thermal
from printing.paper.document import Cut, Document, Drawer, ItemLine, Mark, Pair, Text
from printing.virtual.decoder import DrawerPulse, Init, Raster, decode
from tests.printing.samples import RECEIPT_CODE, money, receipt
from tests.printing.test_clean import ATTACKS


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


def test_four_hundred_lines_go_in_slices_with_the_total_at_the_end():
    lines = tuple(
        ItemLine("1", f"Món số {n}", "", money(10_000), ("ghi chú " * 60,) if n == 7 else ()) for n in range(400)
    )
    raw = thermal.render(receipt(items=lines), DEFAULT)
    decoded = decode(raw)

    rasters = [event for event in decoded.events if isinstance(event, Raster)]
    assert len(rasters) > 10
    assert max(raster.height for raster in rasters) <= DEFAULT.slice_height
    assert decoded.strange == [] and decoded.cuts == 1
    (drawn,) = thermal.pictures(receipt(items=lines), DEFAULT)
    assert same(decoded.pieces[0].image(), drawn)


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
