"""What the words of the command line ask for; knows neither Qt nor Typer, so that both doors open fast."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

VALUE_OPTIONS = ("--data", "--database", "--printer", "--lang", "--theme", "--user")
CLI_FLAGS = ("--help", "-h", "--version")


@dataclass(frozen=True, slots=True)
class Options:
    """Options of one start; an empty text means that nobody asked, so settings or defaults decide."""

    data: Path
    database: str = ""
    printer: str = ""
    language: str = ""
    theme: str = ""
    demo: bool = False
    user: str = ""


def is_for_commands(words: Sequence[str]) -> bool:
    """Whether there is a command word (or a call for help) among the words, wherever the options stand."""
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word in VALUE_OPTIONS:
            skip = True
        elif word in CLI_FLAGS or not word.startswith("-"):
            return True
    return False


def parse_options(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> Options:
    """Read the window's options; the environment stands in for those that are left out.

    Raises:
        SystemExit: with status 2 for a word that is no option.
    """
    found = _parser().parse_args(list(words))
    data = found.data or environment.get("POS_DATA", "")
    return Options(
        data=Path(data).expanduser().absolute() if data else default_folder(),
        database=found.database or environment.get("POS_DATABASE", ""),
        printer=found.printer or environment.get("POS_PRINTER", ""),
        language=found.lang or _choice(environment.get("POS_LANG", ""), ("vi", "en")),
        theme=found.theme or "",
        demo=found.demo,
        user=found.user or "",
    )


def default_folder() -> Path:
    """Where this machine's shop lives when nobody says otherwise."""
    import platformdirs

    return Path(platformdirs.user_data_dir("khach-quen", appauthor=False))


def _choice(text: str, allowed: tuple[str, ...]) -> str:
    return text if text in allowed else ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pos-desktop", allow_abbrev=False)
    parser.add_argument("--data", metavar="DIR")
    parser.add_argument("--database", metavar="URL")
    parser.add_argument("--printer", metavar="URI")
    parser.add_argument("--lang", choices=("vi", "en"))
    parser.add_argument("--theme", choices=("light", "dark", "auto"))
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--user", metavar="NAME")
    return parser
