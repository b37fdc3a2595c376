"""The stand-alone verifier: where it lies, what it has to know of the schema, and how it is run as its own process."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from pos_desktop.storage import witness
from pos_desktop.storage.types import Json, Moment, canonical

SCRIPT = Path(__file__).resolve().parents[2] / "assets" / "auditor" / "verify_journal.py"


def run(file: Path, *words: str) -> tuple[int, dict[str, Any]]:
    """Run the script away from the program; gives its status and its verdict."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(file), "--json", "--lang", "en", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    return done.returncode, json.loads(done.stdout) if done.stdout else {"stderr": done.stderr}


def tables() -> dict[str, dict[str, Any]]:
    """What the script has to know of every covered table, as the program's own rules say it."""
    return {table.name: _about(table) for table in sorted(witness.COVERED, key=lambda table: table.name)}


def _about(table: Table) -> dict[str, Any]:
    columns = [column for column in table.columns if column.name not in witness.COVERED[table]]
    added = {name: witness.default_of(table.c[name]) for name in sorted(witness.ADDED.get(table, ()))}
    told = {
        "without": sorted(witness.COVERED[table]),
        "json": sorted(column.name for column in columns if isinstance(column.type, Json)),
        "moments": sorted(column.name for column in columns if isinstance(column.type, Moment)),
        "added": {name: canonical(value) if isinstance(value, dict | list) else value for name, value in added.items()},
    }
    return {name: value for name, value in told.items() if value}


def text_of_tables() -> str:
    """The same as it stands in the script: a line for each table."""
    lines = [f' "{name}":{json.dumps(about, separators=(",", ":"))}' for name, about in tables().items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def written_anew() -> str:
    """The script with the tables as they are now."""
    before, _, rest = SCRIPT.read_text("utf-8").partition('json.loads("""')
    return f'{before}json.loads("""{text_of_tables()}"""{rest.partition(chr(34) * 3)[2]}'


if __name__ == "__main__":  # after a change of the schema
    SCRIPT.write_text(written_anew(), "utf-8")
