"""Small pictures of goods, made safely of what people choose."""

from pos_desktop.core.errors import Code, Rejected
from printing import pictures
from printing.pictures import BadPicture, Fault

MOST_BYTES = pictures.MOST_BYTES
_CODES = {Fault.KIND: Code.PICTURE_KIND, Fault.SIZE: Code.PICTURE_SIZE, Fault.DAMAGED: Code.PICTURE_DAMAGED}


def small(content: bytes) -> bytes:
    """A small square PNG; PICTURE_KIND, PICTURE_SIZE, PICTURE_DAMAGED."""
    try:
        return pictures.small(content)
    except BadPicture as bad:
        raise Rejected(_CODES[bad.fault]) from bad
