"""Lessons at the till: a copy of the shop in a folder of its own, in which everything can be done and nothing counts.

Made anew for each lesson, so that it is always today's catalogue, and thrown away at its end.
"""

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, update

from pos_desktop.core.errors import EnvironmentProblem
from pos_desktop.core.ids import Id
from pos_desktop.gateways.folders import folder_problem, is_there
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.office.training_copy import make, original
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.db import Db
from pos_desktop.storage.opening import FILE_NAME, open_db
from pos_desktop.storage.queries import shops
from pos_desktop.storage.schema.records import journal as journal_rows
from pos_desktop.storage.schema.shop import register, staff

FOLDER = "training"


class Training:
    """Begins and ends lessons on a real till."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self.folder: Path = till.db.path.parent / FOLDER

    def begin(self, staff_id: Id) -> Till:
        """Copy the shop and give the till of the copy, its shift open; the real journal is told.

        Raises:
            Rejected: NOT_ALLOWED for who may not sell.
            EnvironmentProblem: the copy cannot be written; nothing has begun.
        """
        with self._till.db.read() as tx:
            require(tx, staff_id, "sell")
        self.clear_up()
        with self._till.db.read() as tx:
            copied = original(tx, self._till)
        lesson = make(self.folder, self._till, copied, staff_id)
        try:
            self._tell(Event.TRAINING_BEGUN, staff_id, {})
        except EnvironmentProblem:
            lesson.db.close()
            throw_away(self.folder)
            raise
        return lesson

    def end(self, lesson: Till, staff_id: Id | None) -> None:
        """End the lesson, tell the real journal, and throw the copy away; `staff_id` may be a person of the copy."""
        wrong = self._count_back(lesson.db)
        lesson.db.close()
        self._tell(Event.TRAINING_ENDED, staff_id, _told(wrong))
        throw_away(self.folder)

    def clear_up(self) -> None:
        """Throw away what a lesson has left that was cut short, and tell its end; its wrong PINs count all the same."""
        if is_there(self.folder / FILE_NAME):
            with suppress(EnvironmentProblem):  # a torn copy tells nothing
                left = open_db(self.folder / FILE_NAME)
                wrong = self._count_back(left)
                left.close()
                self._tell(Event.TRAINING_ENDED, None, {"way": "cut", **_told(wrong)})
        if is_there(self.folder):
            throw_away(self.folder)

    def _tell(self, event: Event, staff_id: Id | None, body: dict[str, Any]) -> None:
        with self._till.db.write() as tx:
            known = shops.staff_by_id(tx, staff_id) if staff_id else None
            journal.append(tx, self._till, event, self._till.shop.id, body, known.id if known else None)

    def _count_back(self, lesson: Db) -> dict[Id, int]:
        """Count wrong PINs of the copy against the real people: a lesson is no place to guess. Gives how many each."""
        with lesson.read() as tx:
            wrong = _wrong_pins(tx)
            people = [(row.id, row.failed_pins, row.locked_until) for row in tx.execute(select(staff))]
            (till,) = tx.execute(select(register.c.failed_pins, register.c.locked_until)).all()
        # The till counts more than those: a PIN that was chosen and that somebody else has was guessed as well.
        with self._till.db.write() as tx:
            for one, failed, locked_until in people:
                _raise_to(tx, staff, one, failed, locked_until)
            _raise_to(tx, register, self._till.register.id, till.failed_pins, till.locked_until)
        return wrong


def throw_away(folder: Path) -> None:
    """Take a copy away with all that lies beside it, the shop first; FOLDER_UNUSABLE where the system keeps it."""
    try:
        (folder / FILE_NAME).unlink(missing_ok=True)
        shutil.rmtree(folder)
    except OSError as error:
        raise folder_problem(folder, error) from error


def _told(wrong: dict[Id, int]) -> dict[str, Any]:
    return {"wrong_pins": wrong} if wrong else {}


def _wrong_pins(tx: Connection) -> dict[Id, int]:
    counted = select(journal_rows.c.subject_id, func.count()).where(journal_rows.c.kind == Event.WRONG_PIN.value)
    return {one: int(count) for one, count in tx.execute(counted.group_by(journal_rows.c.subject_id)).all()}


def _raise_to(tx: Connection, table: Any, row_id: Id, failed: int, locked_until: datetime | None) -> None:
    """Never less than was counted already: a right PIN in a lesson forgives nothing outside."""
    tx.execute(update(table).where(table.c.id == row_id, table.c.failed_pins < failed).values(failed_pins=failed))
    if locked_until is not None:
        later = table.c.locked_until.is_(None) | (table.c.locked_until < locked_until)
        tx.execute(update(table).where(table.c.id == row_id, later).values(locked_until=locked_until))
