"""The program's door: which words open the window, and what a command never loads."""

import subprocess
import sys

import pytest

from pos_desktop import __main__ as door


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], False),
        (["--data", "sell"], False),
        (["--demo", "--theme=dark"], False),
        (["--data", "x", "sell"], True),
        (["doctor", "--data", "x"], True),
        (["--help"], True),
    ],
)
def test_a_command_word_goes_to_the_commands_wherever_it_stands(monkeypatch, words, command):
    import pos_desktop.app.run
    import pos_desktop.cli.main

    calls = []
    monkeypatch.setattr(pos_desktop.cli.main, "main", lambda given: calls.append(("command", given)) or 0)
    monkeypatch.setattr(pos_desktop.app.run, "run_window", lambda options: calls.append(("window", options)) or 0)

    assert door.main(words) == 0
    assert calls[0][0] == ("command" if command else "window")


def test_a_folder_of_nobody_opens_no_window(capsys):
    assert door.main(["--data", "~nobodyx/foo"]) == 3
    assert capsys.readouterr().err.startswith("FOLDER_UNUSABLE: ")


def test_an_option_that_is_not_known_is_wrong_use(capsys):
    assert door.main(["--lang", "fr"]) == 2
    assert "--lang" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "absent"), [(["--help"], "PySide6"), (["--theme", "pink"], "typer")])
def test_neither_side_loads_the_other(words, absent):
    code = f"""
import sys
from pos_desktop.__main__ import main
try:
    main({words!r})
except SystemExit:
    pass
sys.exit({absent!r} in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
