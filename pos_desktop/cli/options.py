"""The options that every start of the program knows, before or after the command's name."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pos_desktop.core.errors import EnvironmentProblem, Trouble

APP_NAME = "khach-quen"
_WITH_VALUE = ("data", "database", "printer", "lang", "theme", "user")
_CHOICES = {"lang": ("vi", "en"), "theme": ("light", "dark", "auto")}


class WrongUse(Exception):
    """The command line cannot be understood; exit status 2."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for; empty text where nothing was."""

    data: str = ""
    database: str = ""
    printer: str = ""
    lang: str = ""
    theme: str = ""
    user: str = ""
    demo: bool = False

    @property
    def folder(self) -> Path:
        """The shop's data folder; FOLDER_UNUSABLE when it is in the home of somebody unknown."""
        if self.data:
            try:
                return Path(self.data).expanduser()
            except RuntimeError as error:
                raise EnvironmentProblem(Trouble.FOLDER_UNUSABLE, path=self.data) from error
        from platformdirs import user_data_path

        return user_data_path(APP_NAME, appauthor=False)


def parse(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> tuple[Options, list[str]]:
    """Split a command line into the options of every start and the rest; POS_DATA and its like stand in.

    Raises:
        WrongUse: an option without its value, or with one that it does not know.
    """
    options = Options(
        data=environment.get("POS_DATA", ""), database=environment.get("POS_DATABASE", ""),
        printer=environment.get("POS_PRINTER", ""), lang=_language(environment.get("POS_LANG", "")),
    )  # fmt: skip
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        name, _, value = word.removeprefix("--").partition("=")
        if word == "--demo":
            options = replace(options, demo=True)
        elif word.startswith("--") and name in _WITH_VALUE:
            found: dict[str, Any] = {name: _value(name, value if "=" in word else next(words, None))}
            options = replace(options, **found)
        else:
            rest.append(word)
    return options, rest


def _language(text: str) -> str:
    return text if text in _CHOICES["lang"] else ""


def _value(name: str, value: str | None) -> str:
    if value is None:
        raise WrongUse(f"--{name} ?")
    known = _CHOICES.get(name)
    if known and value not in known:
        raise WrongUse(f"--{name} {'|'.join(known)}")
    return value
