"""What a member may owe and owes: a limit set, a debt given up."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pos_desktop.core.money import MOST_MONEY
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.services.selling.credit import CreditChanged, CreditPicture, SetLimit, WriteOff
from pos_desktop.ui.members.deeds.deed import Deed, Office
from pos_desktop.ui.members.view import FieldKind, FieldView
from pos_desktop.ui.models.views import AmountView, Tone
from pos_desktop.wording import _, money


class SetCreditLimit(Deed):
    """How much a member may owe in all."""

    def __init__(self, office: Office, about: MemberDetail) -> None:
        super().__init__(office, about)
        if (limit := credit_of(about).limit) is not None:
            self.texts["limit"] = str(limit)

    def title(self) -> str:
        """What it is called."""
        return _("Đặt hạn mức nợ")

    def fields(self) -> tuple[FieldView, ...]:
        """How much; why is optional."""
        return (
            self.field("limit", _("Nợ nhiều nhất"), FieldKind.NUMBER, hint=_("0 là không ghi nợ nữa.")), self.reason(),
        )  # fmt: skip

    def lines(self) -> tuple[AmountView, ...]:
        """What is owed now."""
        return (AmountView(_("Đang nợ"), money(credit_of(self.about).owed)),)

    def work(self) -> Callable[[], Any]:
        """The limit."""
        amount = self.whole("limit", least=0, most=MOST_MONEY)
        command = SetLimit(self.id, self.about.account_id, amount, self.staff_id, self.text("reason"))
        return partial(self.office.desk.credit.set_limit, command)

    def told(self, result: CreditChanged) -> str:
        """What holds now."""
        return _("Hạn mức nợ: {money}").format(money=money(result.picture.limit or 0))


class WriteOffDebt(Deed):
    """All that a member owes is given up."""

    danger = True

    def title(self) -> str:
        """What it is called."""
        return _("Xoá nợ {money}").format(money=money(credit_of(self.about).owed))

    def fields(self) -> tuple[FieldView, ...]:
        """Why."""
        return (self.reason(),)

    def lines(self) -> tuple[AmountView, ...]:
        """Every sale of which something is owed."""
        numbers = {own.id: own.number for own in self.about.sales}
        return tuple(
            AmountView(numbers.get(one.sale_id, _("Hoá đơn cũ")), money(one.left), Tone.WARN)
            for one in credit_of(self.about).sales
        )

    def notes(self) -> tuple[str, ...]:
        """What it means for points."""
        return (_("Hoá đơn được xoá nợ không tích điểm."),)

    def work(self) -> Callable[[], Any]:
        """The debt is given up."""
        command = WriteOff(self.id, self.about.account_id, self.text("reason"), self.staff_id)
        return partial(self.office.desk.credit.write_off, command)

    def told(self, _result: CreditChanged) -> str:
        """That it is done."""
        return _("Đã xoá nợ.")


def credit_of(about: MemberDetail) -> CreditPicture:
    """What the member owes and may owe."""
    return about.credit or CreditPicture(0, None)
