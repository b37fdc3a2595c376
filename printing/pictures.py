"""Makes a small picture of one that a stranger gave, in a process of its own that may die of it."""

import io
import multiprocessing
from contextlib import suppress
from enum import StrEnum
from multiprocessing.connection import Connection

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
SIDE = 160
"""Of what comes of it, in dots: tiles show it at half of that."""
_SECONDS = 20
_MEMORY = 1 << 30
_KINDS = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"))


class Fault(StrEnum):
    """Why there is no picture."""

    KIND = "kind"
    SIZE = "size"
    DAMAGED = "damaged"


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
    kind = kind_of(content)
    if kind is None:
        raise BadPicture(Fault.KIND)
    if len(content) > MOST_BYTES:
        raise BadPicture(Fault.SIZE)
    # spawn: nothing of this process goes along, neither memory nor open files
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_apart, args=(theirs, content, kind), daemon=True)
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


def _apart(answers: Connection, content: bytes, kind: str) -> None:
    """Runs in the other process."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        answers.send(decoded(content, kind))
    except BadPicture as bad:
        answers.send(bad.fault.value)
    except BaseException:  # whatever a decoder does: it is one picture less
        answers.send(Fault.DAMAGED.value)


def decoded(content: bytes, kind: str) -> bytes:
    """The small picture, made here; raises `BadPicture`, or whatever the decoder raises."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own bound is below; the library only warns of what is a little over its own
    with Image.open(io.BytesIO(content), formats=[kind]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise BadPicture(Fault.SIZE)
        picture.load()
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    fitted = ImageOps.fit(upright, (SIDE, SIDE), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    fitted.save(file, "PNG", optimize=True)
    return file.getvalue()
