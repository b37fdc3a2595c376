"""What comes out of the virtual printer: strips while it comes, files when it is over."""

import pytest
from PIL import Image

from printing.virtual.album import Album
from printing.virtual.decoder import decode
from printing.virtual.onlooker import Onlooker
from printing.virtual.roll import LINE_DOTS
from printing.virtual.strips import MOST_ROWS, Paper, Strip
from printing.virtual.told import Ended, Opened, Printed
from printing.virtual.unfinished import fresh_rows

BLACK = b"\xff"


def raster(width, height, dots=BLACK):
    return b"\x1dv0\x00" + bytes([width // 8, 0, height, 0]) + dots * (width // 8 * height)


def strips_of(raw, width=384):
    paper = Paper(width)
    return [strip for event in decode(raw).events for strip in paper.take(event)]


@pytest.mark.parametrize(
    ("width", "row"), [(384, BLACK * 48), (512, BLACK * 48 + bytes(16)), (576, BLACK * 48 + bytes(24))]
)
def test_a_narrow_picture_lies_at_the_left(width, row):
    assert strips_of(raster(384, 2), width) == [Strip(width, 2, row * 2)]


def test_what_is_wider_than_the_paper_is_cut_off_and_what_is_set_right_is_right():
    assert strips_of(raster(576, 2)) == [Strip(384, 2, BLACK * 96)]
    assert strips_of(b"\x1ba\x02" + raster(8, 1)) == [Strip(384, 1, bytes(47) + BLACK)]


def test_letters_codes_and_feeds_come_out_too():
    line, blank = strips_of(b"Ca phe\x1bd\x02")
    assert line.height < blank.height == 60
    assert (any(line.dots), any(blank.dots)) == (True, False)
    assert not any(line.dots[at] for at in range(20, 48)), "to the right of the letters the paper is white"


def test_a_line_without_end_is_as_long_as_the_paper():
    (line,) = strips_of(b"M" * 100_000 + b"\n")
    assert (line.width, line.height) == (384, 30)


@pytest.mark.parametrize(
    "raw",
    [b"\x1bd\xff" * 2_000, b"\n" * 40_000, b"x\x1dV\x00" * 9_000, raster(8, 255) * 2_000],
    ids=("feeds", "lines", "cuts", "pictures"),
)
def test_a_roll_has_an_end(raw):
    rows = sum(strip.height for strip in strips_of(raw))
    assert MOST_ROWS // 2 <= rows <= MOST_ROWS + 255 * LINE_DOTS


def test_a_code_larger_than_any_printers_is_as_large_as_usual():
    usual, huge = (
        strips_of(b"\x1d(k\x03\x001C" + size + b"\x1d(k\x04\x001P0a\x1d(k\x03\x001Q0") for size in (b"\x03", b"\xff")
    )
    assert usual == huge != []


def test_a_picture_comes_out_row_by_row_and_only_once():
    raw = raster(384, 10)
    paper = Paper(384)
    some, more = fresh_rows(raw[: 8 + 48 * 3 + 5], 0), fresh_rows(raw[: 8 + 48 * 7], 3)
    (whole,) = decode(raw).events

    grown = [*paper.grow(some), *paper.grow(more), *paper.take(whole), *paper.take(whole)]

    assert [strip.height for strip in grown] == [3, 4, 3, 10]
    assert b"".join(strip.dots for strip in grown) == BLACK * 48 * 20
    assert fresh_rows(raw[:8], 0) is fresh_rows(raw[: 8 + 48 * 7], 7) is fresh_rows(b"Ca phe sua", 0) is None


@pytest.fixture
def seen():
    return []


@pytest.fixture
def onlooker(tmp_path, seen):
    return Onlooker(Album(tmp_path / "out"), 384, seen.append)


def play(onlooker, raw, *, whole=True, job=1):
    onlooker(Opened(job, "127.0.0.1"))
    for event in decode(raw).events:
        onlooker(Printed(job, event, b""))
    onlooker(Ended(job, raw, whole))


def test_each_job_is_kept_as_bytes_and_as_a_picture(onlooker, seen, tmp_path):
    two = raster(384, 10) + b"\x1dV\x00" + raster(384, 5) + b"\x1dV\x00"
    play(onlooker, two)
    play(onlooker, b"\x1bp\x00\x19\x19")
    play(onlooker, two[:-20], whole=False)

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "0001.bin", "0001.png", "0002.bin", "0003-torn.bin", "0003-torn.png",
    ]  # fmt: skip
    assert (tmp_path / "out" / "0001.bin").read_bytes() == two
    with Image.open(tmp_path / "out" / "0001.png") as picture:
        assert (picture.size, picture.getpixel((0, 9)), picture.getpixel((0, 12))) == ((384, 10 + 24 + 5), 0, 190)
    assert [one.kept.raw.name for one in seen if one.kept] == ["0001.bin", "0002.bin", "0003-torn.bin"]
    assert sum(strip.height for one in seen for strip in one.strips) == 10 + 5 + 10


def test_numbers_go_on_from_what_lies_there(tmp_path):
    (tmp_path / "0041-torn.bin").write_bytes(b"")
    (tmp_path / "notes.bin").write_bytes(b"")
    assert Album(tmp_path).keep(b"x", [], whole=True).raw.name == "0042.bin"


def test_a_folder_that_is_gone_is_told_and_nothing_ends(onlooker, seen, tmp_path):
    (tmp_path / "out").rmdir()
    play(onlooker, raster(384, 2))
    assert seen[-1].kept is None
    assert seen[-1].problem
