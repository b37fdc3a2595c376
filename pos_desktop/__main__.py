"""The program's door: a command word goes to the commands, none opens the window."""

import sys
from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit status."""
    from pos_desktop.app.options import is_for_commands, parse_options

    given = list(sys.argv[1:] if words is None else words)
    if is_for_commands(given):
        from pos_desktop.cli.main import main as run_command

        return run_command(given)
    options = parse_options(given)
    from pos_desktop.app.run import run_window

    return run_window(options)


if __name__ == "__main__":
    sys.exit(main())
