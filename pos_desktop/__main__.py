"""The program's door: a command word goes to the commands, none opens the window."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_desktop.cli.options import Options
    from pos_desktop.cli.virtual_printer import Asked

WRONG_USE, ENVIRONMENT = 2, 3
SWEEP = "--sweep"
"""How a built program calls itself as the second process of `verify`; nobody types it."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit status. Commands never load Qt, the window never loads Typer."""
    from pos_desktop.cli.options import WrongUse, parse

    given = list(sys.argv[1:] if words is None else words)
    if "--multiprocessing-fork" in given:  # how a built program begins the process that decodes a picture
        import multiprocessing

        multiprocessing.freeze_support()
    if given == [SWEEP]:
        return _sweep()
    try:
        options, rest = parse(given)
    except WrongUse as mistake:
        print(f"pos-desktop: {mistake}", file=sys.stderr)
        return WRONG_USE
    if rest:
        from pos_desktop.cli.main import main as run_command
        from pos_desktop.cli.virtual_printer import window

        window[:] = [_open_virtual_printer]
        return run_command(given)
    return _open_window(options)


def _sweep() -> int:
    from pos_desktop.services.office.proofs.swift import answer

    answer()
    return 0


def _open_window(options: "Options") -> int:
    from pos_desktop.core.errors import EnvironmentProblem

    try:
        _ = options.folder  # without one there is no place for a window's settings and log
    except EnvironmentProblem as problem:
        from pos_desktop.wording.messages import sentence

        print(f"{problem.code}: {sentence(problem)}", file=sys.stderr)
        return ENVIRONMENT
    from pos_desktop.app.run import run_window

    return run_window(options)


def _open_virtual_printer(options: "Options", asked: "Asked") -> int:
    from pos_desktop.app.virtual_printer import run_virtual_printer

    return run_virtual_printer(options, asked)


if __name__ == "__main__":
    sys.exit(main())
