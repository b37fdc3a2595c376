"""Pictures from strangers: scaled in a process of their own, refused by name."""

import io
import struct
import zlib

import pytest
from PIL import Image

from printing import pictures
from printing.pictures import SIDE, BadPicture, Fault, decoded, kind_of, small


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
