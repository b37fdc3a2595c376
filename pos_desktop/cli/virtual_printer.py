"""`virtual-printer`: a printer of bytes alone; in a window where there is a screen, else as files in a folder."""

import errno
import os
import queue
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pos_desktop.cli.options import APP_NAME, Options
from pos_desktop.core.clock import SystemClock
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.gateways.folders import folder_problem
from pos_desktop.wording import _, number

if TYPE_CHECKING:
    from printing.virtual.album import Album
    from printing.virtual.machine import VirtualPrinter
    from printing.virtual.onlooker import Seen
    from printing.virtual.told import Told

WIDTHS = (576, 512, 384)
USUAL_PORT = 9100
EVERYWHERE = ("0.0.0.0", "::")
_NO_SCREEN = ("offscreen", "minimal")
_WAIT = 0.2
"""How long Ctrl+C may wait on Windows, where nothing wakes a thread that waits."""
_MOST_WAITING = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for. `folder` is where jobs are kept, `once` after how many jobs to end, 0 for never."""

    host: str
    port: int
    folder: Path
    width: int
    once: int


window: list[Callable[[Options, Asked], int]] = []
"""What shows it in a window; the program's door puts it here, for commands know no Qt."""


def virtual_printer(
    ctx: typer.Context, port: Annotated[int, typer.Option("--port", min=0, max=65535)] = USUAL_PORT,
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    folder: Annotated[Path | None, typer.Option("--folder")] = None,
    width: Annotated[int, typer.Option("--width", metavar="576|512|384")] = WIDTHS[0],
    once: Annotated[int, typer.Option("--once", min=0, metavar="N")] = 0,
) -> int:  # fmt: skip
    """Listen as a network printer does; Ctrl+C ends it."""
    if width not in WIDTHS:
        raise typer.BadParameter("--width")
    if not _may_be_host(host):
        raise typer.BadParameter("--host")
    asked = Asked(host, port, folder or usual_folder(), width, once)
    if window and not once and has_screen():
        return window[0](ctx.obj, asked)
    return serve(asked)


def _may_be_host(host: str) -> bool:
    """The system takes no name for all addresses, of which nobody would be warned."""
    try:
        return bool(host.strip()) and "\0" not in host and bool(host.encode("idna"))
    except UnicodeError:
        return False


def has_screen() -> bool:
    """Whether a window can be shown; elsewhere than on Linux a screen is taken for granted."""
    if os.environ.get("QT_QPA_PLATFORM", "") in _NO_SCREEN:
        return False
    return not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def usual_folder() -> Path:
    """A new folder in the user's documents, named by the time."""
    from platformdirs import user_documents_path

    now = SystemClock().now().astimezone()
    return user_documents_path() / f"{APP_NAME}-virtual-printer" / f"{now:%Y-%m-%d-%H%M%S}"


def open_printer(asked: Asked, tell: "Callable[[Told], None]") -> "VirtualPrinter":
    """Take the port.

    Raises:
        EnvironmentProblem: PORT_TAKEN, PORT_UNUSABLE.
    """
    from printing.virtual.machine import VirtualPrinter

    try:
        printer = VirtualPrinter(host=asked.host, port=asked.port, tell=tell)
    except OSError as error:
        is_taken = (
            error.errno in (errno.EADDRINUSE, errno.EACCES) if os.name == "nt" else error.errno == errno.EADDRINUSE
        )
        trouble = Trouble.PORT_TAKEN if is_taken else Trouble.PORT_UNUSABLE
        raise EnvironmentProblem(trouble, host=asked.host, port=asked.port) from error
    printer.keeps_jobs, printer.pause = False, 2.0
    return printer


def open_album(folder: Path) -> "Album":
    """The folder in which the jobs are kept.

    Raises:
        EnvironmentProblem: FOLDER_UNUSABLE, DATABASE_FULL.
    """
    from printing.virtual.album import Album

    try:
        return Album(folder.expanduser().absolute())
    except OSError as error:
        raise folder_problem(folder, error) from error


def serve(asked: Asked) -> int:
    """Print into the folder until it is ended or enough jobs came; gives the exit status.

    Raises:
        EnvironmentProblem: as `open_album` and `open_printer`.
    """
    from printing.virtual.onlooker import Onlooker

    album = open_album(asked.folder)
    seen: queue.Queue[Seen] = queue.Queue(_MOST_WAITING)
    printer = open_printer(asked, Onlooker(album, asked.width, seen.put))
    former = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with printer:
            _greet(asked, printer.port, album.folder)
            _follow(seen, asked.once)
    except KeyboardInterrupt:
        print(_("Máy in ảo đã tắt."), file=sys.stderr)
    finally:
        signal.signal(signal.SIGTERM, former)
    return 0


def _greet(asked: Asked, port: int, folder: Path) -> None:
    """Say where it listens and where the pictures go."""
    if asked.host in EVERYWHERE:
        print(_("Ai trong mạng cũng in được vào máy in ảo này."), file=sys.stderr)
    text = _("Máy in ảo chờ ở tcp://{host}:{port}. Ảnh và dữ liệu lưu ở {folder}. Bấm Ctrl+C để tắt.")
    print(text.format(host=asked.host, port=port, folder=folder), file=sys.stderr, flush=True)


def _follow(seen: "queue.Queue[Seen]", once: int) -> None:
    """Name each file that was written, until there are enough."""
    from printing.virtual.told import Ended

    jobs = 0
    while not once or jobs < once:
        try:
            one = seen.get(timeout=_WAIT)
        except queue.Empty:
            continue
        if not isinstance(one.told, Ended):
            continue
        jobs += 1
        if one.kept:
            print(one.kept.picture or one.kept.raw, flush=True)
        if not one.told.whole:
            text = _("Bản in {number} bị đứt giữa chừng.")
            print(text.format(number=number(one.told.job)), file=sys.stderr)
        if one.problem:
            print(_("Không lưu được bản in: {reason}").format(reason=one.problem), file=sys.stderr)
