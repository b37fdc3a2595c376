"""What a till keeps about its backups in `backup.json` (0600) of the data folder: key pair, folders, proofs."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from pos_desktop.gateways.folders import claimed
from pos_desktop.gateways.sealing import Lock, Pair
from pos_desktop.gateways.whole_files import write_whole

FILE_NAME: Final = "backup.json"


@dataclass(frozen=True, slots=True)
class Record:
    """A backup that was made here, in `folder` (empty: the usual one). Times are ISO 8601; `digest` is the SHA-256 of
    the sealed file, `second` the folder of its second copy, `problems` how many faults the books themselves had.
    """

    name: str
    folder: str
    taken_at: str
    size: int
    digest: str
    sales: int
    problems: int = 0
    second: str = ""
    proved_at: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the last try ended; `code` is empty when it went well."""

    at: str
    name: str = ""
    code: str = ""
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """All of it. `folder` and `second` are what the owner chose, empty for the usual one and for none.

    `opens` is the key of the newest backup alone, so that it can be tried without the passphrase: it opens nothing that
    does not lie in the data folder anyhow.
    """

    pair: Pair | None = None
    folder: str = ""
    second: str = ""
    records: tuple[Record, ...] = ()
    opens: tuple[str, str] | None = None
    made: Outcome | None = None
    tried: Outcome | None = None


def load_book(folder: Path) -> Book:
    """What is kept; an empty book where nothing is, or nothing that can be read."""
    try:
        return _from_plain(json.loads((folder / FILE_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Book()


def change_book(folder: Path, change: Callable[[Book], Book]) -> Book:
    """Read, change and write as a whole, one process at a time.

    Raises:
        EnvironmentProblem: FOLDER_UNUSABLE, DATABASE_FULL, DATABASE_LOCKED; the old book stays.
    """
    with claimed(folder):
        book = change(load_book(folder))
        write_whole(folder / FILE_NAME, json.dumps(asdict(book), ensure_ascii=False, indent=1).encode())
    return book


def _from_plain(plain: dict[str, Any]) -> Book:
    pair, opens = plain["pair"], plain["opens"]
    return Book(
        Pair(pair["public"], Lock(**pair["lock"])) if pair else None, plain["folder"], plain["second"],
        tuple(Record(**record) for record in plain["records"]), (opens[0], opens[1]) if opens else None,
        *(Outcome(**plain[name]) if plain[name] else None for name in ("made", "tried")),
    )  # fmt: skip
