"""All that is kept of a member as two files, for the member who asks for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pos_desktop.services.members.exporting import Export, Exported
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.ui.members.deeds.deed import Deed, Office, WrongField
from pos_desktop.ui.members.view import FieldView
from pos_desktop.wording import _, language


class ExportMember(Deed):
    """One file for people, one for programs."""

    def __init__(self, office: Office, about: MemberDetail) -> None:
        super().__init__(office, about)
        self.texts["folder"] = str(Path.home())

    def title(self) -> str:
        """What it is called."""
        return _("Xuất dữ liệu của {name}").format(name=self.about.picture.row.code)

    def verb(self) -> str:
        """What its button says."""
        return _("Xuất dữ liệu")

    def fields(self) -> tuple[FieldView, ...]:
        """Where to."""
        return (self.field("folder", _("Thư mục")),)

    def notes(self) -> tuple[str, ...]:
        """What is in the files, and whom they are for."""
        return (
            _("Một tệp PDF để đọc và một tệp JSON cho máy, có mọi điều cửa hàng giữ về khách."),
            _("Chỉ giao cho chính khách, rồi xoá hai tệp khỏi máy này."),
        )  # fmt: skip

    def work(self) -> Callable[[], Any]:
        """Both files."""
        folder, save = Path(self.text("folder").strip()), self.office.save_file
        if save is None or not folder.is_dir():
            raise WrongField("folder", _("Không có thư mục này."))
        command = Export(self.id, self.about.account_id, self.staff_id, language())

        def export() -> Exported:
            exported = self.office.desk.exporting.export(command)
            for form, content in (("pdf", exported.pdf), ("json", exported.json)):
                save(folder / f"{exported.name}.{form}", content)
            return exported

        return export

    def told(self, result: Exported) -> str:
        """Where it is."""
        return _("Đã lưu {path}").format(path=Path(self.text("folder").strip()) / f"{result.name}.pdf")
