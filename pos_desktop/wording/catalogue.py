"""`python -m pos_desktop.wording.catalogue`: collects the texts of the program and compiles the English catalogue.

With `--check` it writes nothing and only tells what is out of date or missing.
"""

import ast
import io
import string
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pos_desktop.wording.texts import CATALOGUES, DOMAIN

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
PO = CATALOGUES / "en" / "LC_MESSAGES" / f"{DOMAIN}.po"
HEADERS = (
    ("Language", "en"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
)

Text = str | tuple[str, ...]
"""A text, or its forms for one and for many."""


class UndatedCatalog(Catalog):
    """A catalogue whose headers tell no dates and no versions, so that the same texts are the same file."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The headers of the compiled file."""
        return list(HEADERS)


def texts() -> set[Text]:
    """Every text of the program."""
    found = extract_from_dir(ROOT / "pos_desktop", [("**.py", "python")], keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found if message}


def refreshed(old: Catalog) -> Catalog:
    """The catalogue of today's texts with the translations that `old` knows; texts that are gone are dropped."""
    new = UndatedCatalog(locale="en", domain=DOMAIN, fuzzy=False)
    for message in sorted(texts(), key=str):
        known = old.get(message if isinstance(message, str) else message[0])
        new.add(message, known.string if known and not known.fuzzy else "")
    return new


def built_texts() -> list[str]:
    """Where a text is put together before it is looked up, so that no catalogue can know it: `file:line`."""
    found = []
    for path in sorted((ROOT / "pos_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in KEYWORDS and any(map(_is_built, node.args)):
                found.append(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}")
    return found


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _is_built(argument: ast.expr) -> bool:
    return isinstance(argument, ast.JoinedStr | ast.BinOp) or (
        isinstance(argument, ast.Call) and _called(argument) == "format"
    )


def read(path: Path = PO) -> Catalog:
    """The kept catalogue; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale="en", domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale="en", domain=DOMAIN)


def po_text(catalog: Catalog) -> bytes:
    """The catalogue as text for people; without places, so that moving a screen changes nothing here."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, omit_header=True, no_location=True)
    head = "".join(f'"{name}: {value}\\n"\n' for name, value in HEADERS)
    return f'msgid ""\nmsgstr ""\n{head}\n'.encode() + buffer.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue compiled for the program."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def missing(catalog: Catalog) -> list[str]:
    """Texts without an English sentence."""
    return [_source(message.id) for message in catalog if message.id and not all(_forms(message.string))]


def misfilled(catalog: Catalog) -> list[str]:
    """Texts whose English sentence asks for other parameters, or writes them otherwise."""
    return [
        _source(message.id)
        for message in catalog
        if message.id and any(_fields(form) != _fields(_source(message.id)) for form in _forms(message.string) if form)
    ]


def _source(message: Text | list[str]) -> str:
    return message if isinstance(message, str) else message[-1]


def _forms(written: Text | list[str] | None) -> Text | list[str]:
    return (written or "",) if isinstance(written, str) or written is None else written or ("",)


def _fields(text: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name is not None}


def is_current(catalog: Catalog, path: Path = PO) -> bool:
    """Tell whether the kept files, text and compiled, are what today's texts make."""
    kept = [file.read_bytes() if file.exists() else b"" for file in (path, path.with_suffix(".mo"))]
    return kept == [po_text(catalog), mo_bytes(catalog)]


def write(catalog: Catalog, path: Path = PO) -> None:
    """Keep the catalogue, as text for people and compiled for the program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po_text(catalog))
    path.with_suffix(".mo").write_bytes(mo_bytes(catalog))


def main(arguments: list[str]) -> int:
    """Refresh and compile, or with `--check` only look; names what has no English sentence yet, and ends with 1."""
    catalog = refreshed(read())
    if "--check" not in arguments:
        write(catalog)
    wrong = [*missing(catalog), *misfilled(catalog), *built_texts()]
    for text in wrong:
        print(text, file=sys.stderr)
    return 1 if wrong or not is_current(catalog) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
