"""The look at a shop before it sells: a damaged file stops it, books that do not tie are told.

Quick on purpose (docs/reliability.md): the whole proof is `verify`.
"""

from sqlalchemy import Connection

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.services.office.proofs.chain import broken_links
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import books, witnessed

LAST_ROWS = 200
"""Journal rows whose chain is recomputed at every start: about a day."""


def look(till: Till) -> list[str]:
    """What is wrong with the books, in the words of `verify`'s kinds; empty when nothing is.

    Raises:
        EnvironmentProblem: DATABASE_DAMAGED when the file itself is; KEYS_UNREADABLE when the keys are another shop's.
    """
    with till.db.read() as tx:
        _check_file(tx, till)
        rows = witnessed.last_journal_rows(tx, till.register.id, LAST_ROWS)
        broken = list(broken_links(rows, till.keys.chain, from_the_first=False))
        if rows and len(broken) == len(rows):
            raise EnvironmentProblem(Trouble.KEYS_UNREADABLE, retry=False, path="keys.json")
        return [*(["chain"] if broken else []), *(["conservation"] if books.untied_accounts(tx) else [])]


def _check_file(tx: Connection, till: Till) -> None:
    answers = list(tx.exec_driver_sql("PRAGMA quick_check(1)").scalars())
    if answers != ["ok"] or tx.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise EnvironmentProblem(Trouble.DATABASE_DAMAGED, retry=False, path=str(till.db.path))
