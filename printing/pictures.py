"""Makes small pictures of those that strangers gave, in a process of its own that may die of them."""

import io
import multiprocessing
from contextlib import suppress
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from printing.paper.document import MOST_PICTURE, Picture

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
SIDE = 160
"""Of what comes of it, in dots: tiles show it at half of that."""
_SECONDS = 20
_WORKED_ON = (2_000, 2_000)
"""Dots of a logo while its edge is sought: the largest that is taken would not fit the memory three times."""
_DARKEST = 48
_FAINTEST = 24
"""How dark (of 255) a dot must be to count: what is paler leaves no trace on thermal paper."""
_MEMORY = 1 << 30
_KINDS = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"))


class Fault(StrEnum):
    """Why there is no picture."""

    KIND = "kind"
    SIZE = "size"
    DAMAGED = "damaged"
    EMPTY = "empty"


class Use(StrEnum):
    """What a picture is made for."""

    TILE = "tile"
    LOGO = "logo"


class BadPicture(ValueError):
    """What was given makes no picture. Attributes: `fault`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def small(content: bytes) -> bytes:
    """A square PNG of `SIDE` dots, cut from the middle of a PNG, JPEG or WebP.

    Raises:
        BadPicture: another kind of file, too many bytes or dots, damaged, or not done within twenty seconds.
    """
    return _made(content, Use.TILE)


def logo(content: bytes) -> bytes:
    """A PNG in black and white for the head of receipts, of at most `MOST_PICTURE` dots, from a PNG, JPEG or WebP.

    Raises:
        BadPicture: as for `small`.
    """
    return _made(content, Use.LOGO)


def is_logo(content: bytes) -> bool:
    """Whether this is a whole PNG as `logo` makes them, so small that it is opened here without fear."""
    from PIL import Image

    try:
        told = Picture(content)
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if picture.mode != "1" or picture.size != (told.width, told.height):
                return False
            picture.load()
    except (ValueError, OSError, SyntaxError):
        return False
    return True


def _made(content: bytes, use: Use) -> bytes:
    kind = kind_of(content)
    if kind is None:
        raise BadPicture(Fault.KIND)
    if len(content) > MOST_BYTES:
        raise BadPicture(Fault.SIZE)
    # spawn: nothing of this process goes along, neither memory nor open files
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_apart, args=(theirs, content, kind, use), daemon=True)
    child.start()
    theirs.close()
    try:
        answer = ours.recv() if ours.poll(_SECONDS) else Fault.DAMAGED.value
    except EOFError:  # it died of it
        answer = Fault.DAMAGED.value
    finally:
        child.kill()
        child.join()
        ours.close()
    if isinstance(answer, str):
        raise BadPicture(Fault(answer))
    return bytes(answer)


def kind_of(content: bytes) -> str | None:
    """`PNG`, `JPEG` or `WEBP` by how a file begins; None for anything else, whatever its name says."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for begin, kind in _KINDS if content.startswith(begin)), None)


def _apart(answers: Connection, content: bytes, kind: str, use: Use) -> None:
    """Runs in the other process."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        answers.send(decoded(content, kind, use))
    except BadPicture as bad:
        answers.send(bad.fault.value)
    except BaseException:  # whatever a decoder does: it is one picture less
        answers.send(Fault.DAMAGED.value)


def decoded(content: bytes, kind: str, use: Use = Use.TILE) -> bytes:
    """The small picture, made here; raises `BadPicture`, or whatever the decoder raises."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own bound is below; the library only warns of what is a little over its own
    with Image.open(io.BytesIO(content), formats=[kind]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise BadPicture(Fault.SIZE)
        picture.load()
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    if use is Use.LOGO:
        return _logo(upright)
    return _png(ImageOps.fit(upright, (SIDE, SIDE), Image.Resampling.LANCZOS))


def _logo(upright: "Image") -> bytes:
    """On white, without its empty edge, as large as the box allows but never larger than it came; grey is dithered."""
    from PIL import Image, ImageOps

    upright.thumbnail(_WORKED_ON, Image.Resampling.BOX)
    white = Image.new("RGBA", upright.size, "white")
    grey = Image.alpha_composite(white, upright).convert("L")
    inked = ImageOps.invert(grey).point(lambda dot: 255 if dot >= _FAINTEST else 0).getbbox()
    if inked is None:
        raise BadPicture(Fault.EMPTY)
    grey = grey.crop(inked)
    grey.thumbnail(MOST_PICTURE, Image.Resampling.LANCZOS)
    return _png(grey.point(_plain).convert("1"))


def _plain(dot: int) -> int:
    """What is all but black or white becomes so: dithered, it would be specks."""
    return 0 if dot <= _DARKEST else 255 if dot >= 255 - _FAINTEST else dot


def _png(picture: "Image") -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
