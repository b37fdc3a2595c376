"""Who a member is: enrolled by phone, a PIN, a birthday, a tier by hand, the people of a shared card."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from pos_desktop.core.ids import Id
from pos_desktop.services.members.erasing import Erase, Erased
from pos_desktop.services.members.households import AddHolder, ChangeHolder, HolderCard
from pos_desktop.services.members.members import Enrol, Enrolled
from pos_desktop.services.members.points.tiers_by_hand import EndTier, GiveTier, TierSet
from pos_desktop.services.members.proofs import ChangeBirthday, SetPin
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.ui.members.deeds.deed import Deed, Office, WrongField
from pos_desktop.ui.members.view import FieldKind, FieldView
from pos_desktop.ui.models.views import AmountView, ChipView, Tone
from pos_desktop.wording import _, date, number, points

TIER_DAYS = 90
LEAST_DIGITS = 3
YES, NO = "yes", "no"


class EnrolMember(Deed):
    """A new member; a phone is enough."""

    def __init__(self, office: Office, phone: str = "") -> None:
        super().__init__(office, None)
        self.texts = {"phone": phone if sum(c.isdigit() for c in phone) >= LEAST_DIGITS else "", "marketing": NO}

    def title(self) -> str:
        """What it is called."""
        return _("Thêm thành viên")

    def verb(self) -> str:
        """What its button says."""
        return _("Tạo thành viên")

    def fields(self) -> tuple[FieldView, ...]:
        """Phone, and what may be known besides."""
        answers = (ChipView(NO, _("Không đồng ý")), ChipView(YES, _("Đồng ý")))
        return (
            self.field("phone", _("Số điện thoại")), self.field("name", _("Tên (không bắt buộc)")),
            self.field("birthday", _("Ngày sinh (không bắt buộc)"), hint=_("Như 21/11/1990.")),
            self.field("marketing", _("Đồng ý nhận tin khuyến mãi"), FieldKind.CHOICE, options=answers),
        )  # fmt: skip

    def work(self) -> Callable[[], Any]:
        """The enrolment."""
        born = self.day("birthday") if self.text("birthday").strip() else None
        command = Enrol(
            self.id, self.text("phone"), self.text("name").strip(), born, marketing=self.text("marketing") == YES,
            staff_id=self.staff_id,
        )  # fmt: skip
        return partial(self.office.desk.members.enrol, command)

    def told(self, result: Enrolled) -> str:
        """The new member's code."""
        if result.is_doubtful:
            return _("Đã tạo, nhưng số này không thuộc nhà mạng nào: hỏi lại khách")
        return _("Đã tạo thành viên {code}").format(code=result.code)

    def goes_to(self, result: Enrolled) -> Id | None:
        """The new member."""
        return result.account_id

    def paper(self, result: Enrolled) -> str:
        """The card on paper, for who wants it: nothing is printed by itself."""
        return SlipOf.WELCOME.subject(result.member_id)


class SetMemberPin(Deed):
    """The member types a PIN, the first or another."""

    def title(self) -> str:
        """What it is called."""
        has_pin = self.about.person is not None and self.about.person.has_pin
        return _("Đổi mã PIN của khách") if has_pin else _("Đặt mã PIN cho khách")

    def fields(self) -> tuple[FieldView, ...]:
        """The PIN, twice."""
        hint = _("4 chữ số, khách tự gõ. Không lặp một số, không đếm liền nhau, không phải ngày sinh.")
        return (
            self.field("pin", _("Mã PIN mới"), FieldKind.PIN, hint=hint),
            self.field("again", _("Gõ lại mã PIN"), FieldKind.PIN),
        )  # fmt: skip

    def work(self) -> Callable[[], Any]:
        """The PIN; both must be the same."""
        if self.text("pin") != self.text("again"):
            raise WrongField("again", _("Hai lần gõ khác nhau."))
        command = SetPin(self.id, self.about.picture.row.id, self.text("pin"), self.staff_id)
        return partial(self.office.desk.proofs.set_pin, command)

    def told(self, result: Any) -> str:
        """That it counts."""
        return _("Đã đặt mã PIN; nếu mã cũ đang bị khoá thì đã mở")


class SetBirthday(Deed):
    """Put a birthday right."""

    def __init__(self, office: Office, about: MemberDetail) -> None:
        super().__init__(office, about)
        person = about.person
        self.texts["birthday"] = date(person.birthday) if person and person.birthday else ""
        self.texts["lunar"] = YES if person and person.is_lunar else NO

    def title(self) -> str:
        """What it is called."""
        return _("Đổi ngày sinh")

    def fields(self) -> tuple[FieldView, ...]:
        """The day, and by which calendar."""
        calendars = (ChipView(NO, _("Dương lịch")), ChipView(YES, _("Âm lịch")))
        hint = _("Như 21/11/1990; để trống nếu khách không muốn cho biết.")
        return (
            self.field("birthday", _("Ngày sinh"), hint=hint),
            self.field("lunar", _("Mừng sinh nhật theo"), FieldKind.CHOICE, options=calendars),
        )  # fmt: skip

    def lines(self) -> tuple[AmountView, ...]:
        """How often it was changed."""
        changes = self.about.person.birthday_changes if self.about.person else 0
        return (AmountView(_("Số lần đã đổi"), number(changes), Tone.WARN if changes else Tone.TEXT),)

    def notes(self) -> tuple[str, ...]:
        """What another change costs."""
        if self.about.person is not None and self.about.person.birthday_changes:
            return (_("Đã đổi một lần rồi: đổi nữa thì năm nay không có quà sinh nhật."),)
        return ()

    def work(self) -> Callable[[], Any]:
        """The birthday."""
        born = self.day("birthday") if self.text("birthday").strip() else None
        command = ChangeBirthday(
            self.id, self.about.picture.row.id, born, self.staff_id, self.text("lunar") == YES
        )  # fmt: skip
        return partial(self.office.desk.proofs.change_birthday, command)


class GiveTierByHand(Deed):
    """A tier from today until a day."""

    def __init__(self, office: Office, about: MemberDetail) -> None:
        super().__init__(office, about)
        self.texts["tier"] = about.programme.tiers[-1].code
        self.texts["day"] = date(about.picture.account.day + timedelta(days=TIER_DAYS))

    def title(self) -> str:
        """What it is called."""
        return _("Đặt hạng bằng tay")

    def fields(self) -> tuple[FieldView, ...]:
        """Which tier, until when, why."""
        tiers = tuple(ChipView(tier.code, tier.name) for tier in self.about.programme.tiers)
        return (
            self.field("tier", _("Hạng"), FieldKind.CHOICE, options=tiers),
            self.field("day", _("Đến hết ngày")), self.reason(),
        )  # fmt: skip

    def lines(self) -> tuple[AmountView, ...]:
        """The tier before and while it lasts."""
        now = self.about.picture.standing.after_name
        chosen = self.about.programme.tier(self.text("tier")).name
        return (AmountView(_("Hạng bây giờ"), now), AmountView(_("Hạng từ hôm nay"), chosen, Tone.LOYALTY))

    def notes(self) -> tuple[str, ...]:
        """What holds after it."""
        return (_("Hết hạn thì khách trở lại hạng đã đạt bằng mua hàng."),)

    def work(self) -> Callable[[], Any]:
        """The tier."""
        command = GiveTier(
            self.id, self.about.account_id, self.text("tier"), self.day(), self.text("reason"), self.staff_id
        )  # fmt: skip
        return partial(self.office.desk.tiers_by_hand.give, command)

    def told(self, result: TierSet) -> str:
        """The tier now."""
        return _("Hạng bây giờ: {tier}").format(tier=result.tier)


class EndTierByHand(Deed):
    """The tier that was reached holds again."""

    danger = True

    def title(self) -> str:
        """What it is called."""
        return _("Bỏ hạng đặt bằng tay")

    def fields(self) -> tuple[FieldView, ...]:
        """Why."""
        return (self.reason(),)

    def lines(self) -> tuple[AmountView, ...]:
        """The tier before and after."""
        picture, manual = self.about.picture, self.about.picture.account.manual
        until = (AmountView(_("Đang đặt đến hết ngày"), date(manual.until)),) if manual else ()
        reached = self.about.programme.tier(picture.standing.before.code).name
        return (AmountView(_("Hạng bây giờ"), picture.standing.after_name), *until,
                AmountView(_("Hạng sau đó"), reached, Tone.LOYALTY))  # fmt: skip

    def work(self) -> Callable[[], Any]:
        """The end."""
        command = EndTier(self.id, self.about.account_id, self.text("reason"), self.staff_id)
        return partial(self.office.desk.tiers_by_hand.end, command)

    def told(self, result: TierSet) -> str:
        """The tier now."""
        return _("Hạng bây giờ: {tier}").format(tier=result.tier)


class KeepHolder(Deed):
    """A person of a household or office card: a new one, or what they may from now on."""

    def __init__(self, office: Office, about: MemberDetail, holder_id: Id = "") -> None:
        super().__init__(office, about)
        self._known = next((one for one in about.holders if one.holder.id == holder_id), None)
        if self._known is not None:
            limit = self._known.holder.points_per_month
            self.texts = {"name": self._known.holder.name, "points": "" if limit is None else number(limit)}

    def title(self) -> str:
        """What it is called."""
        return _("Sửa người dùng chung") if self._known else _("Thêm người dùng chung thẻ")

    def fields(self) -> tuple[FieldView, ...]:
        """Who, and how much."""
        return (
            self.field("name", _("Tên")),
            self.field("points", _("Đổi nhiều nhất mỗi tháng (điểm)"), FieldKind.NUMBER,
                       hint=_("Để trống nếu không giới hạn.")),
            self.field("phone", _("Số điện thoại (không bắt buộc)"),
                       hint=_("Để trống thì người này không còn số riêng.") if self._known else ""),
        )  # fmt: skip

    def lines(self) -> tuple[AmountView, ...]:
        """What was redeemed this month."""
        return (AmountView(_("Tháng này đã đổi"), points(self._known.used)),) if self._known else ()

    def notes(self) -> tuple[str, ...]:
        """That a card comes with it."""
        return () if self._known else (_("Người này có một thẻ riêng, mở cùng tài khoản điểm."),)

    def work(self) -> Callable[[], Any]:
        """The person."""
        limit = self.whole("points", 0, 1_000_000) if self.text("points").strip() else None
        about = (self.text("name"), self.staff_id, limit, self.text("phone").strip())
        households = self.office.desk.households
        if self._known is not None:
            return partial(households.change, ChangeHolder(self.id, self._known.holder.id, *about))
        return partial(households.add, AddHolder(self.id, self.about.picture.row.id, *about))


class HolderDeed(Deed):
    """A new card for a person who shares one, or the end of it."""

    danger = True

    def __init__(self, office: Office, about: MemberDetail, holder_id: Id, what: str) -> None:
        super().__init__(office, about)
        self._known = next(one for one in about.holders if one.holder.id == holder_id)
        self._retires = what == "retire"

    def title(self) -> str:
        """What it is called."""
        words = _("Bỏ {name} khỏi thẻ") if self._retires else _("Cấp thẻ mới cho {name}")
        return words.format(name=self._known.holder.name)

    def verb(self) -> str:
        """What its button says."""
        return _("Bỏ khỏi thẻ") if self._retires else _("Cấp thẻ mới")

    def lines(self) -> tuple[AmountView, ...]:
        """What was redeemed this month."""
        return (AmountView(_("Tháng này đã đổi"), points(self._known.used)),)

    def notes(self) -> tuple[str, ...]:
        """What stops working."""
        return (_("Các thẻ cũ của người này không còn mở được gì."),)

    def work(self) -> Callable[[], Any]:
        """The card, or the end."""
        households, command = self.office.desk.households, HolderCard(self.id, self._known.holder.id, self.staff_id)
        return partial(households.retire if self._retires else households.reissue, command)

    def told(self, result: Any) -> str:
        """What holds now."""
        words = _("Đã bỏ {name} khỏi thẻ") if self._retires else _("Đã cấp thẻ mới cho {name}")
        return words.format(name=self._known.holder.name)


class EraseMember(Deed):
    """All that is known of a member goes; points and receipts stay under the code."""

    danger = True

    def title(self) -> str:
        """What it is called."""
        return _("Xoá dữ liệu của {name}").format(name=self.about.picture.row.code)

    def verb(self) -> str:
        """What its button says."""
        return _("Xoá dữ liệu")

    def fields(self) -> tuple[FieldView, ...]:
        """Why."""
        return (self.reason(),)

    def notes(self) -> tuple[str, ...]:
        """What goes and what stays; it cannot come back."""
        return (
            _("Tên, số điện thoại, ngày sinh, ghi chú và mọi thẻ của khách bị xoá hẳn, không lấy lại được."),
            _("Hoá đơn và sổ điểm vẫn còn dưới mã {code}.").format(code=self.about.picture.row.code),
        )  # fmt: skip

    def work(self) -> Callable[[], Any]:
        """The erasure."""
        command = Erase(self.id, self.about.account_id, self.text("reason"), self.staff_id)
        return partial(self.office.desk.erasing.erase, command)

    def told(self, _result: Erased) -> str:
        """That it is done."""
        return _("Đã xoá dữ liệu của khách.")
