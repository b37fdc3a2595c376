"""ESC/POS commands that python-escpos does not make, or makes with others around them."""

LINE_END = b"\n"
HAN_OFF = b"\x1c."
"""FS .: machines made for China else read two letters above 0x7F as one of theirs."""
_MODEL_2, _LEVEL_M = 50, 49
_MOST_MODULE = 16


def density(step: int) -> bytes:
    """GS ( K, function 49: darker above 0, from -6 to 6."""
    return b"\x1d(K\x02\x00\x31" + bytes((step & 0xFF,))


def page(number: int) -> bytes:
    """ESC t: the page of letters above 0x7F."""
    return b"\x1bt" + bytes((number,))


def bold(on: bool) -> bytes:
    """ESC E."""
    return b"\x1bE" + bytes((on,))


def reverse(on: bool) -> bytes:
    """GS B: white on black."""
    return b"\x1dB" + bytes((on,))


def size(wide: int, tall: int) -> bytes:
    """GS !: letters so many times as wide and as tall, 1 to 8."""
    return b"\x1d!" + bytes(((wide - 1) << 4 | (tall - 1),))


def qr(data: str, module: int) -> bytes:
    """GS ( k: the printer draws the code itself, centred, at error level M, with `module` dots to the module."""
    raw = data.encode()
    parts = (
        _symbol(65, bytes((_MODEL_2, 0))), _symbol(67, bytes((min(max(module, 1), _MOST_MODULE),))),
        _symbol(69, bytes((_LEVEL_M,))), _symbol(80, b"0" + raw), _symbol(81, b"0"),
    )  # fmt: skip
    return centred(b"".join(parts))


def centred(drawn: bytes) -> bytes:
    """ESC a: what is drawn stands in the middle of the paper."""
    return b"\x1ba\x01" + drawn + b"\x1ba\x00"


def _symbol(function: int, values: bytes) -> bytes:
    length = len(values) + 2
    return b"\x1d(k" + length.to_bytes(2, "little") + b"1" + bytes((function,)) + values
