"""Small pictures of goods and the shop's logo, made safely of what people choose."""

from collections.abc import Callable

from pos_desktop.core.errors import Code, Rejected
from printing import pictures
from printing.pictures import BadPicture, Fault

MOST_BYTES = pictures.MOST_BYTES
_CODES = {
    Fault.KIND: Code.PICTURE_KIND, Fault.SIZE: Code.PICTURE_SIZE, Fault.DAMAGED: Code.PICTURE_DAMAGED,
    Fault.EMPTY: Code.PICTURE_EMPTY,
}  # fmt: skip


def small(content: bytes) -> bytes:
    """A small square PNG; PICTURE_KIND, PICTURE_SIZE, PICTURE_DAMAGED."""
    return _made(pictures.small, content)


def logo(content: bytes) -> bytes:
    """A PNG in black and white for the head of receipts; PICTURE_EMPTY too, where nothing of it would be seen."""
    return _made(pictures.logo, content)


def is_logo(content: bytes) -> bool:
    """Whether this may stand on a receipt: made by `logo`, or as small and plain as what it makes."""
    return pictures.is_logo(content)


def _made(make: Callable[[bytes], bytes], content: bytes) -> bytes:
    try:
        return make(content)
    except BadPicture as bad:
        raise Rejected(_CODES[bad.fault]) from bad
