"""Takes products and members over from files of other programs: a preview of every row, then all or nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.gateways.kiotviet import CustomerRow, ForeignFile, ProductRow, read_customers, read_products
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.office import falling_due, member_file, product_file
from pos_desktop.services.office.member_file import MemberPlan
from pos_desktop.services.office.member_intake import Intake
from pos_desktop.services.office.preview import ImportKind, Outcome, Preview, PreviewRow
from pos_desktop.services.office.product_file import ProductPlan
from pos_desktop.services.office.product_links import write as link
from pos_desktop.services.shop import items
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import imports, product_links, shops
from pos_desktop.storage.schema.records import imported_file

_MOST_FILE_NAME = 120


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote, and the topics that it changed."""

    id: Id
    counts: dict[Outcome, int]
    points: int
    topics: tuple[str, ...]


class Imports:
    """Previews write nothing; `commit` writes what its preview showed, or nothing at all."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def preview_products(self, path: Path) -> Preview:
        """Read and judge a product file.

        Raises:
            Rejected: what keeps the whole file from being read (see `gateways.kiotviet`), IMPORT_NO_ROWS,
                ALREADY_IMPORTED (`day`).
            EnvironmentProblem: FILE_UNREADABLE.
        """
        return self._preview(ImportKind.PRODUCTS, read_products(path))

    def preview_members(self, path: Path) -> Preview:
        """Read and judge a customer file; raises what `preview_products` raises."""
        return self._preview(ImportKind.MEMBERS, read_customers(path))

    def _preview(self, kind: ImportKind, source: ForeignFile[Any]) -> Preview:
        if not source.rows:
            raise Rejected(Code.IMPORT_NO_ROWS)
        with self._till.db.read() as tx:
            self._check_new(tx, kind, source.digest)
            plans = self._plans(tx, kind, source)
        return Preview(kind, source, _shown(plans))

    def check_rights(self, preview: Preview, person: Person) -> None:
        """Refuse who may not import this: files are for managers, points that come with members for owners.

        Raises:
            Rejected: NOT_ALLOWED.
        """
        self.check_person(person)
        if any(row.points for row in preview.rows):
            with self._till.db.read() as tx:
                require(tx, person.id, "opening_points")

    def check_person(self, person: Person) -> None:
        """Refuse who may import nothing at all; NOT_ALLOWED."""
        with self._till.db.read() as tx:
            require(tx, person.id, "import_files")

    def commit(self, preview: Preview, person: Person) -> Imported:
        """Write what the preview showed, in one transaction.

        Raises:
            Rejected: NOT_ALLOWED, IMPORT_ROWS (`count` of refused rows), ALREADY_IMPORTED,
                IMPORT_MOVED when the shop has changed so that other things would be written than were shown.
        """
        self.check_rights(preview, person)
        if preview.refused:
            raise Rejected(Code.IMPORT_ROWS, count=preview.refused)
        with self._till.db.write() as tx:
            falling_due.run_if_due(tx, self._till)
            self._check_new(tx, preview.kind, preview.source.digest)
            plans = self._plans(tx, preview.kind, preview.source)
            if _shown(plans) != preview.rows:
                raise Rejected(Code.IMPORT_MOVED)
            return self._write(tx, preview, plans, person)

    def _check_new(self, tx: Connection, kind: ImportKind, digest: str) -> None:
        if at := imports.imported_at(tx, kind, digest):
            raise Rejected(Code.ALREADY_IMPORTED, day=self._till.day_of(at).isoformat())

    def _plans(
        self, tx: Connection, kind: ImportKind, source: ForeignFile[Any]
    ) -> list[ProductPlan] | list[MemberPlan]:
        if kind is ImportKind.PRODUCTS:
            products: tuple[ProductRow, ...] = source.rows
            return product_file.plan(products, source.width, shops.items(tx), product_links.known(tx))
        customers: tuple[CustomerRow, ...] = source.rows
        return member_file.plan(customers, source.width, imports.known_members(tx), self._till.today())

    def _write(
        self, tx: Connection, preview: Preview, plans: list[ProductPlan] | list[MemberPlan], person: Person
    ) -> Imported:
        written, import_id = Written(tx), self._till.ids()
        file_name = preview.source.name[:_MOST_FILE_NAME]
        if preview.kind is ImportKind.PRODUCTS:
            self._write_products(written, [plan for plan in plans if isinstance(plan, ProductPlan)], file_name)
        else:
            intake = Intake(written, self._till, operation_id=f"import:{import_id}", reason=file_name,
                            staff_id=person.id)  # fmt: skip
            intake.write([plan for plan in plans if isinstance(plan, MemberPlan)])
        counts = preview.counts
        summary = {"counts": {outcome.value: count for outcome, count in counts.items()}, "points": preview.points}
        written.insert(imported_file, {
            "id": import_id, "kind": preview.kind.value, "digest": preview.source.digest, "file_name": file_name,
            "row_count": len(preview.rows), "at": self._till.now(), "staff_id": person.id, "summary": summary,
        })  # fmt: skip
        told = {"what": preview.kind.value, "file": file_name, "digest": preview.source.digest, **summary}
        journal.append(tx, self._till, Event.IMPORT, import_id, told, person.id, written=written)
        topics = ("catalogue",) if preview.kind is ImportKind.PRODUCTS else ("members",)
        return Imported(import_id, counts, preview.points, topics)

    def _write_products(self, written: Written, plans: list[ProductPlan], file_name: str) -> None:
        every = [(plan.facts, plan.links) for plan in plans if plan.facts]
        if every:
            ids = items.put_all(written, self._till, [facts for facts, _links in every], reason=file_name)
            linked = [(item_id, links) for item_id, (_facts, links) in zip(ids, every, strict=True) if links]
            if linked:
                link(written, self._till, linked, shops.item_ids(written.tx))
            items.catalogue_changed(written.tx)


def _shown(plans: list[ProductPlan] | list[MemberPlan]) -> tuple[PreviewRow, ...]:
    return tuple(plan.shown for plan in plans)
