"""Files of the catalogue: goods and price lists in and out, labels; asked for by a dialog, done on a worker."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from pos_desktop.app.offices.slips import promise
from pos_desktop.app.offices.visit import Premises
from pos_desktop.cli.cards import write_private
from pos_desktop.cli.importing import problem_line
from pos_desktop.documents.labels import MOST, Portion, labels_pdf, portion_pdf
from pos_desktop.services.office.imports import Imports
from pos_desktop.services.office.label_slips import label_subject, labelled, portion_subject
from pos_desktop.services.office.preview import Outcome, Preview
from pos_desktop.services.office.price_file import PriceBook, PriceBooks
from pos_desktop.services.office.product_export import ProductExport, ending_of
from pos_desktop.ui.catalogue.controller import CatalogueController
from pos_desktop.ui.catalogue.labels import LabelOrder
from pos_desktop.ui.models.views import ConfirmView, ToastKind, ToastView
from pos_desktop.wording import _, language, number

Choose = Callable[[str, str, str], str]
"""Asks for a file: title, name to begin with, what endings it may have; "" for none."""
MOST_PROBLEMS = 8


class CatalogueFiles(QObject):
    """Does what the buttons under the list ask for; `opens` and `saves` ask where."""

    def __init__(
        self, premises: Premises, controller: CatalogueController, opens: Choose, saves: Choose, parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._at, self._controller, self._opens, self._saves = premises, controller, opens, saves

    def do(self, deed: str) -> None:
        """One of the screen's `DEEDS`."""
        {"import": self._import, "export": self._export, "labels": self._labels, "picture": self._picture}[deed]()

    @property
    def _of_prices(self) -> bool:
        return self._controller.view.segment == "lists"

    def _say(self, words: str, kind: ToastKind = ToastKind.INFO) -> None:
        self._at.window.toast(ToastView(kind, words), None)

    # out

    def _export(self) -> None:
        name = "bang-gia.xlsx" if self._of_prices else "hang-hoa.xlsx"
        if not (chosen := self._saves(_("Xuất ra tệp"), name, "Excel (*.xlsx);;CSV (*.csv)")):
            return
        path, export, by = Path(chosen), ProductExport(self._at.desk.till), self._at.person.id
        make = export.price_book if self._of_prices else export.products
        self._at.ops.run(lambda: _written(path, make(ending_of(path), by)), then=self._was_written)

    def _labels(self) -> None:
        every, ids = self._controller.every, self._controller.for_labels()
        rows = [row for row in every.goods if row.id in ids] if every else []
        if not 0 < len(rows) <= MOST:
            self._say(_("Chọn từ 1 đến {most} mặt hàng để in tem.").format(most=number(MOST)), ToastKind.WARN)
            return
        known = {row.id: row for row in every.goods} if every else {}
        self._controller.labels.open(tuple(labelled(row, known.get(row.base_id)) for row in rows))

    def print_labels(self, order: LabelOrder) -> None:
        """Save the sheets, or promise the labels to the receipt printer, a job for each item."""
        plan = order.plan
        if plan is None:
            subjects = [label_subject(item.item_id, order.copies) for item in order.items]
            self._promise(subjects)
        elif chosen := self._saves(_("Lưu tem giá"), "tem-gia.pdf", "PDF (*.pdf)"):
            make = lambda: _written(Path(chosen), labels_pdf(order.items, plan))  # noqa: E731 - the work
            self._at.ops.run(make, then=self._was_written)

    def _promise(self, subjects: list[str]) -> None:
        """Labels are printed in the order of the list."""
        words = language()
        self._at.ops.run(lambda: [promise(self._at, subject, words) for subject in subjects][-1],
                         then=lambda _done: self._say(_("Đang in tem")))  # fmt: skip

    def print_portion(self, portion: Portion) -> None:
        """Print the label of what was weighed; without a printer write it, under the name of its code."""
        if self._at.printer:
            self._promise([portion_subject(portion)])
        elif chosen := self._saves(_("Lưu tem giá"), f"tem-{portion.code}.pdf", "PDF (*.pdf)"):
            self._at.ops.run(lambda: _written(Path(chosen), portion_pdf(portion)), then=self._was_written)

    def _was_written(self, path: Path) -> None:
        self._say(_("Đã lưu {file}").format(file=path.name))

    # in

    def _picture(self) -> None:
        """Put a picture to the item on show; saving keeps it."""
        if not (chosen := self._opens(_("Chọn ảnh"), "", "PNG, JPEG, WebP (*.png *.jpg *.jpeg *.webp)")):
            return
        take, by = self._at.desk.pictures.take, self._at.person.id
        self._at.ops.run(take, Path(chosen), by, then=lambda name: self._controller.pick(("picture",), name))

    def _import(self) -> None:
        if not (chosen := self._opens(_("Nhập từ tệp"), "", "Excel, CSV (*.xlsx *.csv)")):
            return
        path, till, person = Path(chosen), self._at.desk.till, self._at.person
        if self._of_prices:
            books = PriceBooks(till)
            self._at.ops.run(books.preview, path, person.id, then=lambda book: self._ask_prices(books, book))
        else:
            self._at.ops.run(self._previewed, path, then=self._ask)

    def _previewed(self, path: Path) -> Preview:
        imports = Imports(self._at.desk.till)
        imports.check_person(self._at.person)
        return imports.preview_products(path)

    def _ask(self, preview: Preview) -> None:
        counts = preview.counts
        words = _("Mới {new}, thay đổi {changed}, như cũ {same}, bị từ chối {refused}")
        told = words.format(
            new=number(counts[Outcome.NEW]), changed=number(counts[Outcome.CHANGED] + counts[Outcome.FIX]),
            same=number(counts[Outcome.UNCHANGED]), refused=number(preview.refused),
        )  # fmt: skip
        problems = tuple(problem_line(row) for row in preview.problems[:MOST_PROBLEMS])
        if preview.refused:
            self._refuse((told, *problems))
            return
        imports, person = Imports(self._at.desk.till), self._at.person
        view = ConfirmView(_("Nhập hàng từ «{file}»?").format(file=preview.source.name), (told, *problems),
                           _("Nhập"), _("Thôi"), danger=False)  # fmt: skip
        commit = lambda: self._at.ops.run(imports.commit, preview, person, then=self._taken)  # noqa: E731 - the verb
        self._at.window.confirm(view, commit)

    def _ask_prices(self, books: PriceBooks, book: PriceBook) -> None:
        told = _("{changed} món đổi giá, {refused} dòng bị từ chối")
        lines = [told.format(changed=number(book.changed), refused=number(book.refused))]
        if book.new:
            lines.append(_("Bảng giá mới, chưa dùng: {names}").format(names=", ".join(book.new)))
        lines += [problem_line(row) for row in book.rows if row.remarks][:MOST_PROBLEMS]
        if book.refused:
            self._refuse(tuple(lines))
            return
        view = ConfirmView(_("Nhập bảng giá từ «{file}»?").format(file=book.name), tuple(lines), _("Nhập"), _("Thôi"),
                           danger=False)  # fmt: skip
        commit = lambda: self._at.ops.run(books.commit, book, self._at.person.id, then=self._taken)  # noqa: E731
        self._at.window.confirm(view, commit)

    def _refuse(self, lines: tuple[str, ...]) -> None:
        """Nothing is taken of a file that has a wrong row."""
        self._at.play("error")
        view = ConfirmView(_("Tệp có dòng sai, chưa nhập gì"), lines, _("Chọn tệp khác"), _("Đóng"), danger=False)
        self._at.window.confirm(view, self._import)

    def _taken(self, _done: object) -> None:
        self._say(_("Đã nhập xong"))
        self._controller.load()


def _written(path: Path, content: bytes) -> Path:
    write_private(path, content)
    return path
