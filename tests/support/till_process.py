"""Runs the program's commands in a process of their own and talks to `sell` line by line."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

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
    """Run one command to its end."""
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

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, request: dict[str, Any] | str) -> dict[str, Any]:
        """Send one line, a request or raw text, and wait for its answer."""
        line = request if isinstance(request, str) else json.dumps(request, ensure_ascii=False)
        print(line, file=_open(self._process.stdin), flush=True)
        answer = _open(self._process.stdout).readline()
        assert answer, f"the program ended with {self._process.wait()} instead of answering {line}"
        told: dict[str, Any] = json.loads(answer)
        return told

    def close(self) -> int:
        """End the input; the exit status."""
        _open(self._process.stdin).close()
        return self._process.wait(timeout=30)


@contextmanager
def sell(*arguments: str | Path, **more: str) -> Iterator[Till]:
    """Start `sell` on a data folder, and end it whatever happens; what it says to people goes to our own stderr."""
    with subprocess.Popen(
        command(*arguments, "sell"),
        env=environment(**more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            yield Till(process)
        finally:
            process.kill()


def _open(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
