"""Points that become a voucher for a neighbour; it is worth nothing without its paper."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pos_desktop.loyalty.partners import MOST_VALUE, UNIT, points_for
from pos_desktop.services.members.benefits.partners import DAYS_VALID, IssuedForPartner, IssueForPartner
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.ui.members.deeds.deed import Deed, Office, WrongField
from pos_desktop.ui.members.view import FieldKind, FieldView
from pos_desktop.ui.models.views import AmountView, ChipView, Tone
from pos_desktop.wording import _, language, money, number, points


class IssueForNeighbour(Deed):
    """A voucher of ours that a neighbour takes."""

    def __init__(self, office: Office, about: MemberDetail) -> None:
        super().__init__(office, about)
        self.texts["partner"] = about.programme.partners[0].id

    def title(self) -> str:
        """What it is called."""
        return _("Đổi điểm lấy phiếu đối tác")

    def verb(self) -> str:
        """What its button says."""
        return _("Đổi và in phiếu")

    def fields(self) -> tuple[FieldView, ...]:
        """Where it is good, and what it is worth."""
        partners = tuple(ChipView(one.id, one.name) for one in self.about.programme.partners)
        hint = _("Chẵn nghìn, nhiều nhất {most}.").format(most=money(MOST_VALUE))
        return (
            self.field("partner", _("Dùng tại"), FieldKind.CHOICE, options=partners),
            self.field("points", _("Trị giá phiếu"), FieldKind.NUMBER, hint=hint),
        )

    def lines(self) -> tuple[AmountView, ...]:
        """Points before, what the voucher costs, and points after."""
        available, cost = self.about.picture.balance.available, self._cost()
        told = [AmountView(_("Điểm dùng được bây giờ"), points(available))]
        if cost:
            told.append(AmountView(_("Điểm phải đổi"), points(cost), Tone.WARN))
        if 0 < cost <= available:
            told.append(AmountView(_("Điểm dùng được sau đó"), points(available - cost), Tone.LOYALTY))
        return tuple(told)

    def notes(self) -> tuple[str, ...]:
        """That it is taken once."""
        words = _("Phiếu dùng một lần, trong {days} ngày, tại cửa hàng đối tác.")
        return (words.format(days=number(DAYS_VALID)),)

    def work(self) -> Callable[[], Any]:
        """The voucher, on paper."""
        value = self.whole("points", UNIT, MOST_VALUE)
        if value % UNIT:
            raise WrongField("points", _("Nhập số chẵn nghìn."))
        if not self.office.printer:
            raise WrongField("points", _("Chưa chọn máy in: phiếu này phải in ra giấy."))
        command = IssueForPartner(
            self.id, self.about.account_id, self.text("partner"), value, self.staff_id,
            printer=self.office.printer, language=language(),
        )  # fmt: skip
        return partial(self.office.desk.partners.issue, command)

    def told(self, result: IssuedForPartner) -> str:
        """What was issued, and what it cost."""
        words = _("Đang in phiếu {value} dùng tại {partner}, đã đổi {points}")
        return words.format(value=money(result.value), partner=result.partner, points=points(result.points))

    def paper(self, result: IssuedForPartner) -> str:
        """The voucher itself."""
        return SlipOf.NEIGHBOUR.subject(result.voucher_id)

    def _cost(self) -> int:
        """Points for what is typed."""
        return points_for(self.whole_or("points"), self.about.programme.point_value)
