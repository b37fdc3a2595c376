"""Members whose data was erased, in `erased.jsonl` of the data folder: what a restored backup must not bring back."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from pos_desktop.gateways.folders import folder_problem

FILE_NAME: Final = "erased.jsonl"


def keep_erased(folder: Path, rows: list[dict[str, str]]) -> None:
    """Note erasures: `member_id`, `at`, `reason`, `staff_id` each; what is noted already is noted once more."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        descriptor = os.open(folder / FILE_NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise folder_problem(folder, error) from error


def read_erased(folder: Path) -> dict[str, dict[str, str]]:
    """Noted erasures by member; a line that is cut or none of ours is passed over."""
    found: dict[str, dict[str, str]] = {}
    try:
        lines = (folder / FILE_NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return found
    for line in lines:
        with suppress(ValueError, TypeError, KeyError, RecursionError):
            row = {name: str(json.loads(line)[name]) for name in ("member_id", "at", "reason", "staff_id")}
            found.setdefault(row["member_id"], row)
    return found
