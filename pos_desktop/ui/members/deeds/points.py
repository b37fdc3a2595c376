"""Points by hand: adjusted, given a longer life, brought back, given to a cause."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.lots import Lot
from pos_desktop.services.members.benefits.giving import Give, Given
from pos_desktop.services.members.points.adjusting import Adjust, Adjusted, Revive
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.ui.approval.controller import ApprovalWanted
from pos_desktop.ui.members.deeds.deed import Approvable, Deed, Office
from pos_desktop.ui.members.view import FieldKind, FieldView
from pos_desktop.ui.models.views import AmountView, ChipView, Tone
from pos_desktop.wording import _, date, language, money, number, points, signed_points

if TYPE_CHECKING:
    from pos_desktop.storage.queries.member_details import DeadLot

UP, DOWN = "up", "down"
LONGER_DAYS = 30


class AdjustPoints(Approvable):
    """Add points or take some away."""

    def __init__(self, office: Office, about: MemberDetail) -> None:
        super().__init__(office, about)
        self.texts["way"] = UP

    def title(self) -> str:
        """What it is called."""
        return _("Điều chỉnh điểm")

    def verb(self) -> str:
        """The verb with its number, as soon as there is one."""
        asked = self.whole_or("points")
        words = _("Cộng {points}") if self._is_up else _("Trừ {points}")
        return words.format(points=points(asked)) if asked else self.title()

    def fields(self) -> tuple[FieldView, ...]:
        """Which way, how many, and why."""
        ways = (ChipView(UP, _("Cộng thêm")), ChipView(DOWN, _("Trừ bớt")))
        return (
            self.field("way", _("Cộng hay trừ"), FieldKind.CHOICE, options=ways),
            self.field("points", _("Số điểm"), FieldKind.NUMBER), self.reason(),
        )  # fmt: skip

    def lines(self) -> tuple[AmountView, ...]:
        """Now, the change, and after it; what is owed is paid first."""
        balance, change = self.about.picture.balance, self._change
        paid = min(balance.debt, change) if change > 0 else 0
        told = [AmountView(_("Điểm dùng được bây giờ"), points(balance.available))]
        if change:
            tone = Tone.PAY if change > 0 else Tone.WARN
            told.append(AmountView(_("Điều chỉnh"), signed_points(change), tone))
        if paid:
            told.append(AmountView(_("Trả phần điểm đang nợ trước"), points(paid), Tone.WARN))
        after = balance.available + change - paid
        if change and after >= 0:
            told.append(AmountView(_("Điểm dùng được sau đó"), points(after), Tone.LOYALTY))
        return tuple(told)

    def notes(self) -> tuple[str, ...]:
        """Which points go first, and that somebody else has to stand for so many."""
        first = () if self._is_up or not self._change else (_("Trừ vào các lô hết hạn sớm nhất trước."),)
        over = abs(self._change) > self.about.programme.adjust_points and not self.office.person.rights.alone
        return (*first, *((_("Nhiều như vậy thì cần người khác duyệt."),) if over else ()))

    def asks(self) -> ApprovalWanted:
        """So many points for this member, in a sentence."""
        words = _("Cộng {points} cho {name}") if self._is_up else _("Trừ {points} của {name}")
        row, asked = self.about.picture.row, abs(self._change)
        told = words.format(points=points(asked), name=row.name or row.code)
        return ApprovalWanted("points", self.about.account_id, self.staff_id, asked, told)

    def work(self) -> Callable[[], Any]:
        """The adjustment."""
        asked = self.whole("points")
        command = Adjust(
            self.id, self.about.account_id, asked if self._is_up else -asked, self.text("reason"), self.staff_id,
            approval=self.approval,
        )  # fmt: skip
        return partial(self.office.desk.adjusting.adjust, command)

    def told(self, result: Adjusted) -> str:
        """What is there now."""
        words = _("{change}: còn {points}")
        return words.format(change=signed_points(result.points), points=points(result.available))

    @property
    def _is_up(self) -> bool:
        return self.text("way") == UP

    @property
    def _change(self) -> int:
        asked = self.whole_or("points")
        return asked if self._is_up else -asked


class ExtendLot(Deed):
    """Give a lot that lives a later last day."""

    def __init__(self, office: Office, about: MemberDetail, lot_id: Id) -> None:
        super().__init__(office, about)
        self._lot = next(lot for lot in about.picture.lots if lot.id == lot_id)
        self.texts["day"] = date(_must(self._lot) + timedelta(days=LONGER_DAYS))

    def title(self) -> str:
        """What it is called."""
        return _("Gia hạn lô điểm")

    def fields(self) -> tuple[FieldView, ...]:
        """Until when, and why."""
        return (self.field("day", _("Dùng được đến hết ngày")), self.reason())

    def lines(self) -> tuple[AmountView, ...]:
        """The points, and both days."""
        told = [
            AmountView(_("Số điểm trong lô"), points(self._lot.left), Tone.LOYALTY),
            AmountView(_("Hết hạn hiện nay"), date(_must(self._lot))),
        ]
        new = self.day_or_none()
        return (*told, AmountView(_("Hết hạn mới"), date(new), Tone.PAY)) if new else tuple(told)

    def work(self) -> Callable[[], Any]:
        """The longer life."""
        command = Revive(self.id, self._lot.id, self.day(), self.text("reason"), self.staff_id)
        return partial(self.office.desk.adjusting.extend, command)

    def told(self, result: Adjusted) -> str:
        """How many points live longer."""
        return _("Đã gia hạn {points}").format(points=points(result.points))


class ReinstateLot(Deed):
    """Bring back points that expired."""

    def __init__(self, office: Office, about: MemberDetail, lot_id: Id) -> None:
        super().__init__(office, about)
        self._lot: DeadLot = next(lot for lot in about.dead if lot.id == lot_id)
        self.texts["day"] = date(about.picture.account.day + timedelta(days=LONGER_DAYS))

    def title(self) -> str:
        """What it is called."""
        return _("Phục hồi điểm hết hạn")

    def fields(self) -> tuple[FieldView, ...]:
        """Until when, and why."""
        return (self.field("day", _("Dùng được đến hết ngày")), self.reason())

    def lines(self) -> tuple[AmountView, ...]:
        """What comes back, and what of it pays a debt."""
        balance = self.about.picture.balance
        paid = min(balance.debt, self._lot.points)
        told = [
            AmountView(_("Điểm đã hết hạn ngày {day}").format(day=date(self._lot.expired_on)),
                       points(self._lot.points)),
            AmountView(_("Điểm dùng được bây giờ"), points(balance.available)),
        ]  # fmt: skip
        if paid:
            told.append(AmountView(_("Trả phần điểm đang nợ trước"), points(paid), Tone.WARN))
        after = balance.available + self._lot.points - paid
        return (*told, AmountView(_("Điểm dùng được sau đó"), points(after), Tone.LOYALTY))

    def work(self) -> Callable[[], Any]:
        """The points' return."""
        command = Revive(self.id, self._lot.id, self.day(), self.text("reason"), self.staff_id)
        return partial(self.office.desk.adjusting.reinstate, command)

    def told(self, result: Adjusted) -> str:
        """How many came back."""
        return _("Đã phục hồi {points}").format(points=points(result.points))


class GivePoints(Deed):
    """Give points to a cause."""

    def __init__(self, office: Office, about: MemberDetail) -> None:
        super().__init__(office, about)
        self.texts["cause"] = about.programme.causes[0].id

    def title(self) -> str:
        """What it is called."""
        return _("Quyên góp điểm")

    def fields(self) -> tuple[FieldView, ...]:
        """To whom, and how many."""
        causes = tuple(ChipView(cause.id, cause.name) for cause in self.about.programme.causes)
        least = next((one.minimum for one in self.about.programme.causes if one.id == self.text("cause")), 1)
        hint = _("Ít nhất {points}.").format(points=points(least)) if least > 1 else ""
        return (
            self.field("cause", _("Quyên góp cho"), FieldKind.CHOICE, options=causes),
            self.field("points", _("Số điểm"), FieldKind.NUMBER, hint=hint),
        )  # fmt: skip

    def lines(self) -> tuple[AmountView, ...]:
        """Points before and after, and what the shop then owes."""
        asked, available = self.whole_or("points"), self.about.picture.balance.available
        told = [AmountView(_("Điểm dùng được bây giờ"), points(available))]
        if asked:
            value = self.about.programme.value_of(asked)
            told.append(AmountView(_("Cửa hàng chuyển cho bên nhận"), money(value), Tone.PAY))
        if 0 < asked <= available:
            told.append(AmountView(_("Điểm dùng được sau đó"), points(available - asked), Tone.LOYALTY))
        return tuple(told)

    def work(self) -> Callable[[], Any]:
        """The gift."""
        command = Give(
            self.id, self.about.account_id, self.text("cause"), self.whole("points"), self.staff_id,
            printer=self.office.printer, language=language(),
        )  # fmt: skip
        return partial(self.office.desk.giving.give, command)

    def told(self, result: Given) -> str:
        """What was given to whom."""
        words = _("Đã quyên góp {points} điểm cho «{cause}»")
        return words.format(points=number(result.points), cause=result.cause)

    def paper(self, result: Given) -> str:
        """The slip for the member."""
        return SlipOf.GIFT.subject(result.donation_id)


def _must(lot: Lot) -> Any:
    """The last day of a lot that has one."""
    assert lot.expires_on is not None
    return lot.expires_on
