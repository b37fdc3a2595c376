"""The rows of a picture that are there already while the rest of it is still to come."""

from printing.virtual.events import Raster

_HEAD = b"\x1dv0"
_HEAD_BYTES = 8


def fresh_rows(rest: bytes, seen: int) -> Raster | None:
    """The whole rows beyond the first `seen` of the picture that `rest` begins with; None where there are no more."""
    if len(rest) <= _HEAD_BYTES or not rest.startswith(_HEAD):
        return None
    across = rest[4] + 256 * rest[5]
    rows = (len(rest) - _HEAD_BYTES) // across if across else 0
    if rows <= seen:
        return None
    return Raster(across * 8, rows - seen, rest[_HEAD_BYTES + seen * across : _HEAD_BYTES + rows * across])
