"""`python -m pos_desktop.wording.catalogue`: collects the texts of the program and compiles the English catalogue."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pos_desktop.wording.texts import CATALOGUES, DOMAIN

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
PO = CATALOGUES / "en" / "LC_MESSAGES" / f"{DOMAIN}.po"


def texts() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Every text of the program with the file that says it, in a stable order."""
    found = extract_from_dir(ROOT / "pos_desktop", [("**.py", "python")], keywords=KEYWORDS)
    for filename, _, message, _, _ in sorted(found, key=lambda entry: (entry[0], entry[1])):
        if message:
            yield f"pos_desktop/{Path(filename).as_posix()}", message


def refreshed(old: Catalog) -> Catalog:
    """The catalogue of today's texts with the translations that `old` knows; texts that are gone are dropped."""
    new = Catalog(locale="en", domain=DOMAIN, fuzzy=False)
    places: dict[str | tuple[str, ...], set[str]] = {}
    for place, message in texts():
        places.setdefault(message, set()).add(place)
    for message in sorted(places, key=str):
        known = old.get(message if isinstance(message, str) else message[0])
        string = known.string if known and not known.fuzzy else ""
        new.add(message, string, locations=[(place, 0) for place in sorted(places[message])])
    return new


def read(path: Path = PO) -> Catalog:
    """The kept catalogue; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale="en", domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale="en", domain=DOMAIN)


def po_text(catalog: Catalog) -> bytes:
    """The catalogue as text without dates, so that the same texts are the same file."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, omit_header=True, include_lineno=False)
    head = b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
    head += b'"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    head += b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    return head + buffer.getvalue()


def missing(catalog: Catalog) -> list[str]:
    """Texts without an English sentence."""
    return [str(message.id) for message in catalog if message.id and not all(_strings(message.string))]


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string or "",) if isinstance(string, str) or string is None else tuple(string) or ("",)


def write(catalog: Catalog, path: Path = PO) -> None:
    """Keep the catalogue, as text for people and compiled for the program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po_text(catalog))
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, read(path))


def main() -> int:
    """Refresh and compile; names what has no English sentence yet, and ends with 1 for it."""
    catalog = refreshed(read())
    write(catalog)
    for text in missing(catalog):
        print(text, file=sys.stderr)
    return 1 if missing(catalog) else 0


if __name__ == "__main__":
    sys.exit(main())
