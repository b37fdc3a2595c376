"""Prints a trial paper past the queue, when its printer is free."""

from typing import Final

from pos_desktop.wording.printers import tried_words
from printing.devices.alone import open_alone
from printing.devices.named import Named
from printing.devices.spool import JobState, Outcome, send
from printing.paper.document import Document

PATIENCE: Final = 10.0
"""Seconds that somebody who waits for a trial lets the printer finish what it has."""


def try_paper(printer: Named, document: Document) -> Outcome:
    """Print it: nobody's receipt, so that nothing is kept of it."""
    from printing.paper import thermal  # python-escpos and Pillow take a second to come

    payload = thermal.render(document, printer.profile)
    return send(lambda: open_alone(printer.uri, PATIENCE), payload, printer.profile)


def wrong_words(outcome: Outcome) -> str:
    """What is wrong and what to do about it, "" where the printer took the paper."""
    return "" if outcome.state in (JobState.PRINTED, JobState.SENT) else tried_words(outcome)
