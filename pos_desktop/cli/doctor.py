"""`doctor`: looks at the machine and the data folder, changes nothing, and works where nothing is there yet."""

import importlib.metadata
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pos_desktop.cli import doctor_printer, doctor_shop
from pos_desktop.cli.findings import Finding, Look, bad, doubtful, good, looked, told
from pos_desktop.cli.options import Options
from pos_desktop.core.errors import EnvironmentProblem
from pos_desktop.services.shop.opening import is_shared_folder
from pos_desktop.storage.engine import check_sqlite_version, has_wal_reset_fix, make_engine, wrong_pragmas
from pos_desktop.wording import _, number
from printing.fonts import Weight, faces, shipped

LEAST_PYTHON = (3, 11)
LEAST_FREE = 200_000_000
"""Bytes; a busy shop writes some 50 MB a year, and backups as much again."""


def examine(options: Options) -> list[Finding]:
    """Look at everything that a till needs."""
    folder = options.folder
    looks: dict[str, Look] = {
        "program": _versions, "sqlite": _sqlite, "fonts": _fonts, "folder": partial(_folder, folder),
        "shop": partial(doctor_shop.look, folder), "printer": partial(doctor_printer.look, folder, options.printer),
        "backup": partial(_backups, folder),
    }  # fmt: skip
    return [finding for name, look in looks.items() for finding in looked(name, look)]


def _backups(folder: Path) -> Iterator[Finding]:
    from pos_desktop.cli.backups import look

    return look(folder)


def show(findings: list[Finding]) -> None:
    """A table for people."""
    table = Table(_("Phần"), _("Kết quả"), _("Chi tiết"), box=None)
    for finding in findings:
        table.add_row(_label(finding.name), _verdict(finding), finding.text)
    Console(highlight=False, markup=False).print(table)


def _verdict(finding: Finding) -> str:
    if not finding.ok:
        return _("Hỏng")
    return _("Chú ý") if finding.warning else _("Tốt")


def _label(name: str) -> str:
    labels = {
        "program": _("Chương trình"), "python": "Python", "qt": "Qt", "sqlalchemy": "SQLAlchemy", "sqlite": "SQLite",
        "fonts": _("Phông chữ"), "folder": _("Thư mục dữ liệu"), "space": _("Chỗ trống"), "shop": _("Cửa hàng"),
        "database": _("Cơ sở dữ liệu"), "keys": _("Tệp khoá"), "clock": _("Đồng hồ"), "window": _("Cửa sổ"),
        "backup": _("Sao lưu"), "trial": _("Thử khôi phục"),
        "printer": _("Máy in"), "fallback": _("Máy in dự phòng"),
    }  # fmt: skip
    return labels.get(name, name)


def _versions() -> Iterator[Finding]:
    yield good("program", f"Khách Quen {_version('khach-quen') or '?'}")
    python = f"{platform.python_version()} · {platform.system()} {platform.machine()}"
    right = sys.version_info >= LEAST_PYTHON
    yield good("python", python) if right else bad("python", _("{python}: cần từ 3.11.").format(python=python))
    # The distribution is asked, not the package: Qt is never loaded here.
    qt = _version("PySide6-Essentials")
    yield good("qt", f"PySide6 {qt}") if qt else doubtful("qt", _("Không thấy PySide6: chỉ dùng được các lệnh."))
    yield good("sqlalchemy", _version("SQLAlchemy") or "?")


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _sqlite() -> Iterator[Finding]:
    version = sqlite3.sqlite_version
    try:
        check_sqlite_version()
    except EnvironmentProblem as problem:
        yield told("sqlite", problem)
        return
    if wrong := _refused_settings():
        yield bad("sqlite", _("{version} không nhận thiết lập {wrong}.").format(version=version, wrong=wrong))
    elif has_wal_reset_fix():
        yield good("sqlite", version)
    else:
        text = _("{version} có thể mắc lỗi WAL-reset, hiếm gặp. Cập nhật lên bản từ 3.51.3 khi có.")
        yield doubtful("sqlite", text.format(version=version))


def _refused_settings() -> str:
    """Settings that this SQLite does not take, tried on a file that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(Path(folder) / "probe.db")
        with closing(engine.connect().execution_options(isolation_level="AUTOCOMMIT")) as connection:
            wrong = ", ".join(wrong_pragmas(connection))
        engine.dispose()
        return wrong


def _fonts() -> Iterator[Finding]:
    missing = [weight.value for weight in Weight if not _loads(weight)]
    if missing:
        text = _("Thiếu {names} trong {path}: không in được.")
        yield bad("fonts", text.format(names=", ".join(missing), path=shipped()))
    else:
        yield good("fonts", _("Roboto, {count} độ đậm").format(count=len(Weight)))


def _loads(weight: Weight) -> bool:
    try:
        return faces().width("Ế", 24, weight) > 0
    except OSError:
        return False


def _folder(folder: Path) -> Iterator[Finding]:
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    usable = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    if not usable:
        yield bad("folder", _("Không ghi được vào {path}.").format(path=there))
    elif is_shared_folder(folder):
        text = _("{path} ở trên mạng hoặc được đồng bộ: dữ liệu có thể hỏng. Chuyển về ổ đĩa của máy.")
        yield doubtful("folder", text.format(path=folder))
    elif there != folder.absolute():
        yield good("folder", _("{path} chưa có, sẽ được tạo.").format(path=folder))
    else:
        yield good("folder", str(folder))
    yield _space(there)


def _space(there: Path) -> Finding:
    free = shutil.disk_usage(there).free
    text = _("Còn trống {size} MB").format(size=number(free // 1_000_000))
    return good("space", text) if free >= LEAST_FREE else bad("space", text)
