"""Writes rows of a printer's own letters as bytes: looks and pages are set only where they change."""

from collections.abc import Callable, Iterator, Sequence

from printing.devices.profiles import Letters, PrinterProfile
from printing.paper import commands
from printing.paper.alphabets import runs
from printing.paper.document import Paper
from printing.paper.rows import Drawn, Row, rows


def lettered(
    elements: Sequence[Paper], profile: PrinterProfile, page: int | None, draw: Callable[[Paper], bytes]
) -> tuple[bytes, int | None]:
    """Return the bytes of one piece of paper, and the page of letters that is set after it; `draw` makes pictures."""
    parts: list[bytes] = []
    look = Row("")
    for row in rows(elements, profile.columns, profile.letters):
        if isinstance(row, Drawn):
            parts += (*_changed(look, Row("")), draw(row.element))
            look = Row("")
            continue
        parts += _changed(look, row)
        look = row
        for wanted, run in runs(row.text, profile.letters, page, profile.page):
            if wanted is not None and wanted != page:
                parts.append(commands.page(wanted))
                page = wanted
            parts.append(run)
        parts.append(commands.LINE_END)
    parts += _changed(look, Row(""))
    return b"".join(parts), page


def begun(profile: PrinterProfile) -> bytes:
    """What has to be said before the first letter above 0x7F."""
    return commands.HAN_OFF if profile.letters is Letters.TCVN else b""


def _changed(before: Row, now: Row) -> Iterator[bytes]:
    if before.bold != now.bold:
        yield commands.bold(now.bold)
    if (before.wide, before.tall) != (now.wide, now.tall):
        yield commands.size(now.wide, now.tall)
    if before.reverse != now.reverse:
        yield commands.reverse(now.reverse)
