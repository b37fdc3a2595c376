"""The named workers of one window: `till` (writes, short reads), `reports`, `outside`, others, one per printer."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Protocol


class PrintThread(Protocol):
    """What the window wants of a printer's worker."""

    def start(self) -> None: ...

    def retire(self) -> None: ...

    def stop(self) -> bool: ...

    def wake(self) -> None: ...


class Workers:
    """Starts and ends the workers; lives as long as the window. Nothing is taken once `is_stopped`.

    `outside` has the bank and the scale, `trials` papers that are tried: a printer that hangs must hold neither.
    """

    def __init__(self) -> None:
        self.till = ThreadPoolExecutor(max_workers=1, thread_name_prefix="till")
        self.reports = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reports")
        self.outside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outside")
        self.trials = ThreadPoolExecutor(max_workers=1, thread_name_prefix="trials")
        self.backups = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backups")
        self._printers: list[PrintThread] = []
        self.is_stopped = False

    def add_printer(self, printer: PrintThread) -> None:
        """Start a printer's worker."""
        self._printers.append(printer)
        printer.start()

    def drop_printer(self, printer: PrintThread) -> bool:
        """End one printer's worker, on any thread; it waits for the job at hand, but not for ever: then False."""
        with suppress(ValueError):  # it may be dropped already, or everything ends
            self._printers.remove(printer)
        return printer.stop()

    def wake_printers(self) -> None:
        """There may be a new job."""
        for printer in list(self._printers):
            printer.wake()

    def stop(self) -> None:
        """Finish what was begun: the last save of the order must reach the disk."""
        self.is_stopped = True
        printers, self._printers = self._printers, []
        for printer in printers:  # all at once: several may hang
            printer.retire()
        for printer in printers:
            printer.stop()
        self.reports.shutdown(wait=True, cancel_futures=True)
        self.backups.shutdown(wait=True, cancel_futures=True)
        # What the bank answers now is asked for again at the next start; a trial is nobody's paper.
        self.trials.shutdown(wait=False, cancel_futures=True)
        self.outside.shutdown(wait=False, cancel_futures=True)
        self.till.shutdown(wait=True)
