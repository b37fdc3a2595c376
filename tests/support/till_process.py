"""Runs the program's commands in a process of their own and talks to `sell` line by line."""

import csv
import json
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from tests.support import nursery
from tests.support.oracle_pricing import USUAL_VAT, Item

COLUMNS = ("Loại hàng", "Nhóm hàng(3 Cấp)", "Mã hàng", "Mã vạch", "Tên hàng", "Giá bán", "ĐVT", "Thuế suất")


def command(*arguments: str | Path) -> list[str]:
    """The program as a shop's other software starts it."""
    return [sys.executable, "-m", "pos_desktop", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    """This process's environment without the options that stand in for the program's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("POS_")}
    return {**kept, "PYTHONIOENCODING": "utf-8", **more}


def run(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end, in a process that need not load the program first."""
    with open(os.devnull) as nothing, tempfile.TemporaryFile() as out:
        return run_on(nothing.fileno(), out.fileno(), *arguments, **more)


def run_on(given: int, told: int, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end with these files as its standard input and output."""
    words = [*map(str, arguments)]
    with tempfile.TemporaryFile() as err:
        ended = nursery.Started(words, environment(**more), (given, told, err.fileno()))
        try:
            status = ended.wait(timeout=120)
        finally:
            ended.kill()
        return subprocess.CompletedProcess(words, status, _text(told), _text(err.fileno()))


def _text(file: int) -> str:
    """All of a file; nothing of what is none."""
    if not stat.S_ISREG(os.fstat(file).st_mode):
        return ""
    return os.pread(file, os.fstat(file).st_size, 0).decode()


def run_anew(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end as a shop does: a new interpreter loads the program."""
    return subprocess.run(
        command(*arguments), env=environment(**more), stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        check=False, timeout=120,
    )  # fmt: skip


def write_products(path: Path, items: Sequence[Item]) -> None:
    """Write a product file as the imports page has it, with the optional VAT column."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for item in items:
            # Nothing told about VAT is the shop's usual group.
            vat = "" if item.vat == USUAL_VAT and not item.barcode else item.vat
            told = (item.sku, item.barcode, item.name, item.price, item.unit, vat)
            rows.writerow(("Hàng hóa", "Hàng của phép thử", *told))


class Till:
    """`sell`, asked one line at a time."""

    def __init__(self, process: nursery.Started, asks: IO[str], answers: IO[str]) -> None:
        self._process, self._asks, self._answers = process, asks, answers

    def ask(self, request: dict[str, Any] | str) -> dict[str, Any]:
        """Send one line, a request or raw text, and wait for its answer."""
        line = request if isinstance(request, str) else json.dumps(request, ensure_ascii=False)
        print(line, file=self._asks, flush=True)
        answer = self._answers.readline()
        assert answer, f"the program ended with {self._process.wait()} instead of answering {line}"
        told: dict[str, Any] = json.loads(answer)
        return told

    def close(self) -> int:
        """End the input; the exit status."""
        self._asks.close()
        return self._process.wait(timeout=30)


@contextmanager
def sell(*arguments: str | Path, **more: str) -> Iterator[Till]:
    """Start `sell` on a data folder, and end it whatever happens; what it says to people goes to our own stderr."""
    (asked, asks), (answers, answered) = os.pipe(), os.pipe()
    with ExitStack() as open_:
        writer = open_.enter_context(open(asks, "w", encoding="utf-8"))
        reader = open_.enter_context(open(answers, encoding="utf-8"))
        process = nursery.Started([*map(str, arguments), "sell"], environment(**more), (asked, answered, 2))
        open_.callback(process.kill)
        os.close(asked)
        os.close(answered)
        yield Till(process, writer, reader)
