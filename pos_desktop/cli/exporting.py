"""`pos-desktop export`: rows of the shop as a file, handed out once the journal knows of it."""

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import BinaryIO

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.gateways.drafts import DraftFile
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.exports import Exports, Form, Wanted, What
from pos_desktop.services.shop.people import Person
from pos_desktop.wording import _, number


def run_export(desk: Desk, person: Person, wanted: Wanted, output: str) -> None:
    """Write the rows to the file `output`, or to standard output where it is empty.

    Nobody has a byte before the journal's row is on the disk.

    Raises:
        Rejected: NOT_ALLOWED, MALFORMED.
        EnvironmentProblem: FILE_UNWRITABLE, and what else keeps the rows from being read or kept.
    """
    if output:
        count = _to_file(desk, person, wanted, Path(output))
    else:
        count = _to_stream(desk, person, wanted, sys.stdout.buffer)
    print(_("Đã xuất {count} dòng.").format(count=number(count)), file=sys.stderr)


def wanted_of(desk: Desk, what: str, form: Form, since: date | None, through: date | None) -> Wanted:
    """What is asked for; from the shop's first day through today where nothing is said."""
    return Wanted(What(what), form, since or Exports(desk.till).first_day(), through or desk.till.today())


def _to_file(desk: Desk, person: Person, wanted: Wanted, path: Path) -> int:
    draft = DraftFile(path)
    try:
        count = _made(desk, person, wanted, draft.file)
    except BaseException:
        draft.drop()
        raise
    draft.keep()
    return count


def _to_stream(desk: Desk, person: Person, wanted: Wanted, out: BinaryIO) -> int:
    try:
        with tempfile.TemporaryFile() as draft:
            count = _made(desk, person, wanted, draft)
            draft.seek(0)
            shutil.copyfileobj(draft, out)
            out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise EnvironmentProblem(Trouble.FILE_UNWRITABLE, path="<stdout>") from error
    return count


def _made(desk: Desk, person: Person, wanted: Wanted, out: BinaryIO) -> int:
    exports = Exports(desk.till)
    made = exports.write(wanted, person.id, out)
    if made is None:
        raise ValueError("nobody stopped it")
    return exports.record(made, person.id).count
