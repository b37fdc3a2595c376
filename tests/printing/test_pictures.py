"""Pictures from strangers: scaled in a process of their own, refused by name."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageDraw

from printing import pictures
from printing.paper.document import MOST_PICTURE_BYTES
from printing.pictures import SIDE, BadPicture, Fault, Use, decoded, is_logo, kind_of, logo, small


def file_of(kind: str, size=(300, 200), **more) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (200, 120, 40)).save(file, kind, **more)
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it has so many dots, and holds none of them."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_three_kinds_become_small_squares(kind):
    made = decoded(file_of(kind), kind_of(file_of(kind)))
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size) == ("PNG", (SIDE, SIDE))


def test_it_is_done_in_another_process():
    assert small(file_of("PNG")) == decoded(file_of("PNG"), "PNG")


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (SVG, Fault.KIND), (file_of("GIF"), Fault.KIND), (b"", Fault.KIND), (b"MZ\x90", Fault.KIND),
        (b"\x89PNG\r\n\x1a\n" + bytes(pictures.MOST_BYTES), Fault.SIZE),
    ],
)  # fmt: skip
def test_what_is_refused_before_it_is_decoded(content, fault):
    with pytest.raises(BadPicture) as refused:
        small(content)
    assert refused.value.fault is fault


def test_a_bomb_is_refused_by_what_it_says_of_itself():
    with pytest.raises(BadPicture) as refused:
        decoded(bomb(20_000, 20_000), "PNG")
    assert refused.value.fault is Fault.SIZE


def test_a_cut_picture_is_damaged_and_the_till_goes_on():
    with pytest.raises(BadPicture) as refused:
        small(file_of("JPEG", (2_000, 2_000), quality=95)[:4_000])
    assert refused.value.fault is Fault.DAMAGED


def inked(size=(900, 500), mode="RGBA", ink=(120, 60, 20, 255)) -> bytes:
    """A dark spot in an empty picture."""
    picture = Image.new(mode, size)
    ImageDraw.Draw(picture).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill=ink)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def test_a_logo_is_black_and_white_and_fits_its_box_without_its_empty_edge():
    made = decoded(inked((4_000, 4_000)), "PNG", Use.LOGO)
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "1", (240, 240))
    assert len(made) <= MOST_PICTURE_BYTES
    with Image.open(io.BytesIO(decoded(inked((80, 40)), "PNG", Use.LOGO))) as picture:
        assert picture.size == (21, 11), "no larger than it came"


def test_a_logo_of_a_logo_is_the_same_and_known_as_one():
    made = logo(inked())
    assert decoded(made, "PNG", Use.LOGO) == made
    assert is_logo(made)


def test_grey_is_dithered_and_the_darkest_noise_still_fits():
    noise = Image.frombytes("L", (400, 240), random.Random(7).randbytes(400 * 240))
    file = io.BytesIO()
    noise.save(file, "PNG")
    made = decoded(file.getvalue(), "PNG", Use.LOGO)
    with Image.open(io.BytesIO(made)) as picture:
        assert 0.4 < sum(dot == 0 for dot in picture.get_flattened_data()) / (400 * 240) < 0.6
    assert len(made) <= MOST_PICTURE_BYTES


@pytest.mark.parametrize("ink", [(0, 0, 0, 0), (250, 250, 245, 255)], ids=["clear", "pale"])
def test_what_leaves_no_trace_on_paper_is_refused(ink):
    with pytest.raises(BadPicture) as refused:
        decoded(inked(ink=ink), "PNG", Use.LOGO)
    assert refused.value.fault is Fault.EMPTY


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (SVG, Fault.KIND), (b"\x89PNG\r\n\x1a\n" + bytes(pictures.MOST_BYTES), Fault.SIZE),
        (bomb(20_000, 20_000), Fault.SIZE), (file_of("JPEG", (2_000, 2_000), quality=95)[:4_000], Fault.DAMAGED),
    ],
)  # fmt: skip
def test_a_hostile_logo_is_refused_by_name(content, fault):
    with pytest.raises(BadPicture) as refused:
        logo(content)
    assert refused.value.fault is fault


def second_head(content: bytes, width: int, height: int) -> bytes:
    """A PNG that says another size in a second head."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return content[:33] + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + content[33:]


def test_nothing_else_passes_for_a_logo():
    made = decoded(inked(), "PNG", Use.LOGO)
    others = [b"", SVG, made[:-40], file_of("PNG", (40, 40)), file_of("GIF"), made + bytes(MOST_PICTURE_BYTES),
              second_head(made, 30_000, 30_000)]  # fmt: skip
    assert [is_logo(other) for other in others] == [False] * len(others)
