"""The groups that a member stands in, by which promotions and price lists ask."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pos_desktop.services.members.grouping import Grouped, SetGroups
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.ui.form.typed import Names
from pos_desktop.ui.members.deeds.deed import Deed, Office
from pos_desktop.ui.members.view import FieldView
from pos_desktop.wording import _


class SetMemberGroups(Deed):
    """Put a member into groups, and out of all others."""

    def __init__(self, office: Office, about: MemberDetail) -> None:
        super().__init__(office, about)
        self.texts["name"] = Names().write(about.picture.account.groups)

    def title(self) -> str:
        """What it is called."""
        return _("Nhóm khách")

    def verb(self) -> str:
        """What its button says."""
        return _("Lưu nhóm")

    def fields(self) -> tuple[FieldView, ...]:
        """Their names, with commas between them."""
        hint = _("Ví dụ Công ty, Sỉ. Nhiều nhóm cách nhau bằng dấu phẩy; để trống là không nhóm nào.")
        return (self.field("name", _("Nhóm khách"), hint=hint),)

    def work(self) -> Callable[[], Any]:
        """The groups as they are to be."""
        groups = tuple(Names().read(self.text("name")))
        command = SetGroups(self.id, self.about.picture.row.id, groups, self.staff_id)
        return partial(self.office.desk.grouping.set, command)

    def told(self, result: Grouped) -> str:
        """Which they are now."""
        return _("Nhóm khách: {names}").format(names=", ".join(result.groups)) if result.groups else _("Không nhóm nào")
