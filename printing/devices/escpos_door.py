"""Loads python-escpos when it is first needed, without the traces that its import leaves."""

import atexit
import importlib
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

_CACHE = "ESCPOS_CAPABILITIES_PICKLE_DIR"
_lock = threading.Lock()


def keep_cache_in(folder: Path) -> None:
    """Let python-escpos keep its table of printers in `folder`, made 0700 because the table is unpickled at start."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    os.environ[_CACHE] = str(folder)


def printers() -> ModuleType:
    """Return `escpos.printer`; the first call takes most of a second."""
    with _lock:
        if _CACHE not in os.environ:
            folder = Path(tempfile.mkdtemp(prefix="printers-"))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            keep_cache_in(folder)
        with _stray_folders_caught(Path(os.environ[_CACHE])), _no_root_handler():
            return importlib.import_module("escpos.printer")


def paper(width_dots: int) -> Any:
    """Return python-escpos' Dummy printer for paper of this width; its `output` is the bytes."""
    module = printers()
    profile = importlib.import_module("escpos.capabilities").Profile(features={"paperFullCut": True})
    # Without a width the library prints a complaint to stdout, where `sell` speaks JSON.
    profile.profile_data = profile.profile_data | {"media": {"width": {"pixels": width_dots}}}
    return module.Dummy(profile=profile)


@contextmanager
def _stray_folders_caught(folder: Path) -> Iterator[None]:
    """The import makes a temporary folder even when it is told not to: make it here, and remove it."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        for stray in folder.glob("tmp*"):
            shutil.rmtree(stray, ignore_errors=True)


@contextmanager
def _no_root_handler() -> Iterator[None]:
    """The import calls logging.basicConfig(), which does nothing while the root logger has a handler."""
    shield = logging.NullHandler()
    root = logging.getLogger()
    root.addHandler(shield)
    try:
        yield
    finally:
        root.removeHandler(shield)
