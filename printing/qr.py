"""Makes QR codes: error level M, digits in numeric mode, so that a card of 32 digits is the smallest code there is."""

from functools import lru_cache
from io import BytesIO

from PIL import Image

Matrix = tuple[tuple[bool, ...], ...]
QUIET_ZONE = 4


@lru_cache(maxsize=64)
def matrix(data: str) -> Matrix:
    """Return rows of dark (True) modules without quiet zone; ValueError when `data` is empty or too long."""
    import qrcode
    from qrcode.exceptions import DataOverflowError

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    try:
        code.add_data(_coded(data), optimize=0)
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise ValueError(f"{len(data)} characters do not fit a QR code") from error
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def _coded(data: str) -> object:
    """One segment with the mode written down: the library's own guess may split the text."""
    from qrcode import util

    if not data:
        raise ValueError("an empty QR code")
    numeric = data.isascii() and data.isdigit()
    raw = data.encode()
    return util.QRData(raw, mode=util.MODE_NUMBER if numeric else util.optimal_mode(raw), check_data=False)


def side(data: str) -> int:
    """Modules along one side, without quiet zone."""
    return len(matrix(data))


def picture(data: str, module: int, quiet: int = QUIET_ZONE) -> Image.Image:
    """Return a 1-bit picture with `module` dots to the module and `quiet` modules of white around."""
    rows = matrix(data)
    size = len(rows) + 2 * quiet
    small = Image.new("1", (size, size), 1)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                small.putpixel((x + quiet, y + quiet), 0)
    return small.resize((size * module, size * module), Image.Resampling.NEAREST)


def png(data: str, module: int = 8) -> bytes:
    """Return the code as a PNG file."""
    file = BytesIO()
    picture(data, module).save(file, "PNG")
    return file.getvalue()
