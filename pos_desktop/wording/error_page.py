"""`python -m pos_desktop.wording.error_page`: writes docs/errors.md, the table of all codes and their sentences."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from string import Formatter

from pos_desktop.core.errors import Code, Trouble
from pos_desktop.wording.messages import REFUSALS, TROUBLES
from pos_desktop.wording.texts import in_language

PAGE = Path(__file__).resolve().parents[2] / "docs" / "errors.md"
_HEAD = """\
# Error codes

Made by `python -m pos_desktop.wording.error_page`; do not edit.

`sell` answers `{"ok": false, "code": …, "message": …, "params": …}`: the code and its parameters are stable, the
message is for people and in the chosen language. Money is in đồng, points and counts are whole numbers, `seconds` is
in seconds. A sentence names the parameters that it shows; a code may carry more.
"""
_REFUSED = "\n## Refused\n\nA rule said no; nothing was written. The exit status of a command is 1.\n\n"
_TROUBLE = "\n## The environment\n\nThe machine cannot at the moment; nothing was written. The exit status is 3.\n\n"
_COLUMNS = "| Code | Parameters shown | Tiếng Việt | English |\n|---|---|---|---|\n"


def page() -> str:
    """The page as it must stand in docs."""
    return _HEAD + _REFUSED + _table(Code, REFUSALS) + _TROUBLE + _table(Trouble, TROUBLES)


def parameters(sentence: str) -> dict[str, str]:
    """The parameters that a sentence shows, each with how it is written ("" as it is)."""
    return {name: spec or "" for _, name, spec, _ in Formatter().parse(sentence) if name}


def _table(codes: Iterable[StrEnum], sentences: Mapping[Code, str] | Mapping[Trouble, str]) -> str:
    english = in_language("en")
    told = {str(code): sentence for code, sentence in sentences.items()}
    return _COLUMNS + "".join(_line(code, told[code], english.gettext(told[code])) for code in codes)


def _line(code: str, vietnamese: str, english: str) -> str:
    shown = ", ".join(f"`{name}`" for name in parameters(vietnamese))
    return f"| `{code}` | {shown} | {_plain(vietnamese)} | {_plain(english)} |\n"


def _plain(sentence: str) -> str:
    """The sentence with its parameters by name alone."""
    return "".join(text + (f"*{name}*" if name else "") for text, name, _, _ in Formatter().parse(sentence))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
