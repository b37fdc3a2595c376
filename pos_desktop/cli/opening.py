"""Opens the shop that a command is about, and says who gives the command."""

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import GetPassWarning, getpass

from pos_desktop.cli.options import Options
from pos_desktop.core.clock import MovableClock, SystemClock
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.services.desk import Desk, desk_of
from pos_desktop.services.office import sample
from pos_desktop.services.shop.opening import open_till
from pos_desktop.services.shop.people import Person
from pos_desktop.storage.opening import FILE_NAME

OWNER_OF_SAMPLE = "Mộc"


@contextmanager
def opened(options: Options) -> Iterator[tuple[Desk, MovableClock]]:
    """The desk of the shop in the data folder, and its clock; `--demo` fills an empty folder first."""
    check_database(options)
    if options.demo:
        sample.fill_if_empty(options.folder)
    clock = MovableClock(SystemClock())
    till = open_till(options.folder, clock=clock)
    if till.shop.is_sample:
        clock.follow(sample.sample_clock(till, SystemClock()))
    try:
        yield desk_of(till), clock
    finally:
        till.db.close()


def check_database(options: Options) -> None:
    """Many tills on PostgreSQL come later; until then only the folder's own SQLite file is served."""
    own = f"sqlite:///{options.folder / FILE_NAME}"
    if options.database and options.database != own:
        raise EnvironmentProblem(Trouble.DATABASE_KIND, retry=False, url=options.database.partition("@")[2][:80])


def signed_in(desk: Desk, options: Options) -> Person:
    """Who gives the command: `--user` with a PIN from POS_PIN or a prompt; the sample's owner needs none."""
    if not options.user:
        if desk.till.shop.is_sample:
            return desk.people.by_name(OWNER_OF_SAMPLE)
        raise Rejected(Code.UNKNOWN_USER, name="")
    person = desk.people.by_name(options.user)
    return desk.people.sign_in(person.id, pin_of(options.user))


def pin_of(name: str) -> str:
    """The PIN of a person from POS_PIN, or typed unseen at the terminal; PIN_NEEDED where there is none.

    Standard input is left alone: it holds orders.
    """
    return secret("POS_PIN", f"PIN ({name}): ", Code.PIN_NEEDED)


def secret(variable: str, question: str, missing: Code) -> str:
    """What an environment variable holds, or what is typed unseen at the terminal; `missing` where there is neither."""
    kept = os.environ.get(variable)
    if kept is not None:
        return kept
    if not has_terminal():
        raise Rejected(missing)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)  # what follows it would read standard input
            return getpass(question)
    except (EOFError, OSError, GetPassWarning):
        raise Rejected(missing) from None


def has_terminal() -> bool:
    """Whether somebody sits there who can be asked."""
    if os.name == "nt":
        return sys.stdin.isatty()
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))  # the device file is there without a terminal too
    except OSError:
        return False
    return True
