"""Looks at the shop in a data folder without opening it for writing: database, keys, clock, window."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from pos_desktop.cli.busy import is_busy
from pos_desktop.cli.findings import Finding, bad, doubtful, good, told
from pos_desktop.core.clock import DEFAULT_ZONE, SystemClock, zone
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.gateways.keys import FILE_NAME as KEYS_FILE
from pos_desktop.gateways.keys import load_keys
from pos_desktop.storage.db import trouble_of
from pos_desktop.storage.engine import APPLICATION_ID
from pos_desktop.storage.opening import FILE_NAME
from pos_desktop.storage.schema import VERSION
from pos_desktop.wording import _, datetime_, number

BUSY_SECONDS = 2.0
"""How long another program may keep the database for itself; a sale is written in milliseconds."""

LOCK_FILE = "window.lock"
"""Qt's lock of the window; its first line is the process."""

PLAUSIBLE_YEARS = range(2025, 2100)


def look(folder: Path) -> Iterator[Finding]:
    """Everything about the shop in `folder`; its absence is no fault."""
    path, shop = folder / FILE_NAME, None
    if path.exists() and is_busy(path, BUSY_SECONDS):
        yield doubtful("database", _("Đang bận vì một chương trình khác: chưa biết có nguyên vẹn không."))
    elif path.exists():
        try:
            with closing(_read_only(path)) as connection:
                yield from _database(path, connection)
                shop = _shop(connection)
        except sqlite3.Error as error:
            yield _broken(path, error)
    else:
        yield good("database", _("Chưa có cửa hàng trong thư mục này."))
    yield _keys(folder, needed=path.exists())
    yield _clock(*(shop or (DEFAULT_ZONE, True, None)))
    yield _window(folder)


def _read_only(path: Path) -> sqlite3.Connection:
    """Without a journal beside it the file is all there is, and may be read without making one."""
    journal = path.with_name(path.name + "-wal")
    mode = "mode=ro" if journal.exists() and journal.stat().st_size else "mode=ro&immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=2)


def _database(path: Path, connection: sqlite3.Connection) -> Iterator[Finding]:
    ask = ("application_id", "user_version", "page_count", "page_size")
    application, version, pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ask)
    if application != APPLICATION_ID:
        yield told("database", EnvironmentProblem(Trouble.DATABASE_FOREIGN, path=str(path)))
    elif version > VERSION:
        yield told("database", EnvironmentProblem(Trouble.DATABASE_NEWER, found=version, known=VERSION))
    elif connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        yield told("database", EnvironmentProblem(Trouble.DATABASE_DAMAGED, path=str(path)))
    else:
        text = _("Nguyên vẹn, lược đồ {version}, {size} kB.").format(version=version, size=number(pages * size // 1000))
        if version < VERSION:
            yield doubtful("database", text + " " + _("Sẽ được nâng cấp khi mở."))
        elif not _is_wal(path):
            yield doubtful("database", text + " " + _("Chưa ở chế độ WAL; sẽ được đặt lại khi mở."))
        else:
            yield good("database", text)


def _is_wal(path: Path) -> bool:
    """By the file's header (sqlite.org/fileformat.html, 1.3.3): an immutable look tells the mode wrong."""
    with path.open("rb") as file:
        return file.read(20)[18:] == b"\2\2"


def _broken(path: Path, error: sqlite3.Error) -> Finding:
    return told("database", EnvironmentProblem(trouble_of(error) or Trouble.DATABASE_DAMAGED, path=str(path)))


def _shop(connection: sqlite3.Connection) -> tuple[str, bool, datetime | None] | None:
    """Time zone, whether it is a sample, and the last thing that happened; None in an empty file."""
    row = connection.execute("SELECT time_zone, is_sample FROM shop").fetchone()
    last = connection.execute("SELECT max(at) FROM journal").fetchone()[0]
    if row is None:
        return None
    return row[0], bool(row[1]), datetime.fromisoformat(last).astimezone(UTC) if last else None


def _keys(folder: Path, *, needed: bool) -> Finding:
    path = folder / KEYS_FILE
    if not path.exists() and not needed:
        return good("keys", _("Chưa có, sẽ được tạo cùng cửa hàng."))
    try:
        load_keys(folder)
    except EnvironmentProblem as problem:
        return told("keys", problem)
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        text = _("Người khác đọc được {path} (quyền {mode}). Đặt lại quyền 600.")
        return bad("keys", text.format(path=path, mode=f"{mode:03o}"))
    return good("keys", _("Đọc được, chỉ chủ máy thấy."))


def _clock(time_zone: str, is_sample: bool, last: datetime | None) -> Finding:
    now = SystemClock().now()
    told_now = f"{datetime_(now.astimezone(zone(time_zone)))} ({time_zone})"
    if now.year not in PLAUSIBLE_YEARS:
        return bad("clock", _("Đồng hồ máy chỉ {now}. Đặt lại giờ.").format(now=told_now))
    if last and now < last and not is_sample:
        before = datetime_(last.astimezone(zone(time_zone)))
        return bad("clock", _("Đồng hồ máy chỉ {now}, trước lần ghi sổ cuối {last}.").format(now=told_now, last=before))
    return good("clock", told_now)


def _window(folder: Path) -> Finding:
    process = window_process(folder)
    if process is not None:
        return good("window", _("Đang mở ở tiến trình {process}.").format(process=process))
    if (folder / LOCK_FILE).exists():
        return good("window", _("Không có cửa sổ nào đang mở; lần trước kết thúc đột ngột."))
    return good("window", _("Không có cửa sổ nào đang mở."))


def window_process(folder: Path) -> int | None:
    """The process whose window is open on this folder; None where there is none, or only the lock of a dead one."""
    try:
        process = int((folder / LOCK_FILE).read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return process if os.name != "posix" or _lives(process) else None


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
