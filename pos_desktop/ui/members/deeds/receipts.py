"""Receipts that get an owner late or another one, draws of the wheel, vouchers issued by hand, cards."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pos_desktop.core.ids import Id
from pos_desktop.services.members.benefits.vouchers import IssueVouchers
from pos_desktop.services.members.benefits.wheels import Draw, Drawn
from pos_desktop.services.members.points.attaching import Attach, Attached, Move
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.ui.members.deeds.deed import Deed, Office, WrongField
from pos_desktop.ui.members.view import FieldKind, FieldView
from pos_desktop.ui.models.views import AmountView, ChipView, Tone
from pos_desktop.wording import _, language, money, number, percent, points

PNG, PDF = "png", "pdf"
WHOLE = 10_000


class MoveSale(Deed):
    """A receipt that was put on the wrong member's account."""

    danger = True

    def __init__(self, office: Office, about: MemberDetail, sale_id: Id) -> None:
        super().__init__(office, about)
        self._sale = next(sale for sale in about.sales if sale.id == sale_id)

    def title(self) -> str:
        """What it is called."""
        return _("Chuyển hoá đơn {number}").format(number=self._sale.number)

    def verb(self) -> str:
        """What its button says."""
        return _("Chuyển hoá đơn")

    def fields(self) -> tuple[FieldView, ...]:
        """Whose it is, and why."""
        hint = _("Tìm theo tên, số điện thoại, hoặc quét thẻ.")
        return (self.field("other", _("Hoá đơn này là của ai"), FieldKind.MEMBER, hint=hint), self.reason())

    def lines(self) -> tuple[AmountView, ...]:
        """The money, and the points that are taken back here."""
        return (
            AmountView(_("Tiền hoá đơn"), money(self._sale.due)),
            AmountView(_("Thu lại ở đây"), points(self._sale.earned), Tone.WARN),
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """How the other one's points are found, and what goes with the receipt."""
        return (
            _("Người nhận được tích điểm theo quy tắc của ngày bán và hạng của họ hôm nay."),
            _("Gói hội viên, điểm thưởng, tem và phiếu chưa dùng của hoá đơn này cũng chuyển theo."),
        )  # fmt: skip

    def work(self) -> Callable[[], Any]:
        """The move."""
        if self.other is None:
            raise WrongField("other", _("Chọn thành viên nhận hoá đơn."))
        command = Move(self.id, self._sale.number, self.other.account_id, self.text("reason"), self.staff_id)
        return partial(self.office.desk.attaching.move, command)

    def told(self, result: Attached) -> str:
        """Both sides, and what nobody can take back."""
        words = _("Đã chuyển: bên này mất {clawed}, bên kia được {earned}")
        told = words.format(clawed=points(result.clawed), earned=points(result.brought))
        if not result.stays:
            return told
        return _("{told}. Đã dùng hoặc đã trao, giữ nguyên: {stays}").format(told=told, stays=", ".join(result.stays))


class ClaimSale(Deed):
    """A guest's receipt that the member claims."""

    def __init__(self, office: Office, about: MemberDetail, claim: str = "") -> None:
        super().__init__(office, about)
        self.texts["claim"] = claim

    def title(self) -> str:
        """What it is called."""
        return _("Tích điểm cho hoá đơn")

    def fields(self) -> tuple[FieldView, ...]:
        """Which receipt, and why where it is late."""
        minutes = number(self.about.programme.claim_minutes)
        hint = _("Cần khi đã quá {minutes} phút từ lúc thanh toán.").format(minutes=minutes)
        return (
            self.field("claim", _("Số hoá đơn hoặc mã trên hoá đơn"), hint=_("Như K1-000231, hoặc quét mã.")),
            self.field("reason", _("Lý do (giữ mãi trong sổ)"), hint=hint),
        )  # fmt: skip

    def work(self) -> Callable[[], Any]:
        """The claim."""
        if not self.text("claim").strip():
            raise WrongField("claim", _("Còn trống."))
        command = Attach(
            self.id, self.text("claim").strip(), self.about.account_id, self.staff_id, self.text("reason")
        )  # fmt: skip
        return partial(self.office.desk.attaching.attach, command)

    def told(self, result: Attached) -> str:
        """What it brought."""
        return _("Đã tích {points}").format(points=points(result.brought))


class DrawTicket(Deed):
    """Turn a wheel for a receipt of today."""

    def __init__(self, office: Office, about: MemberDetail, sale_id: Id, wheel: str) -> None:
        super().__init__(office, about)
        self._own = next(own for own in about.tickets if own.sale.id == sale_id)
        self._ticket = next(one for one in self._own.tickets if one.wheel == wheel)

    def title(self) -> str:
        """What it is called."""
        return _("Quay «{name}»").format(name=self._ticket.name)

    def verb(self) -> str:
        """What its button says."""
        return _("Quay thưởng")

    def lines(self) -> tuple[AmountView, ...]:
        """The receipt, and how many draws it has."""
        return (
            AmountView(_("Hoá đơn"), self._own.sale.number), AmountView(_("Lượt quay còn"), number(self._ticket.left))
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """The seal of the round, printed before the draw."""
        return (_("Niêm phong của vòng: {commitment}").format(commitment=self._ticket.commitment[:16]),)

    def work(self) -> Callable[[], Any]:
        """The draw."""
        command = Draw(
            self.id, self._own.sale.id, self.about.account_id, self.staff_id, self._ticket.wheel,
            printer=self.office.printer, language=language(),
        )  # fmt: skip
        return partial(self.office.desk.wheels.draw, command)

    def told(self, result: Drawn) -> str:
        """What was drawn, and how likely it was."""
        won = next((one for one in result.odds if one.prize == result.prize), None)
        if won is None:
            return _("Quay được: {prize}").format(prize=result.name)
        share = percent(won.weight * WHOLE // won.whole)
        return _("Quay được: {prize} (cơ hội {share})").format(prize=result.name, share=share)

    def paper(self, result: Drawn) -> str:
        """The slip for the member."""
        return SlipOf.DRAW.subject(result.draw_id)


class IssueVoucher(Deed):
    """Vouchers given by hand."""

    def __init__(self, office: Office, about: MemberDetail) -> None:
        super().__init__(office, about)
        self.texts = {"template": _templates(about)[0].id, "count": "1"}

    def title(self) -> str:
        """What it is called."""
        return _("Tặng phiếu")

    def fields(self) -> tuple[FieldView, ...]:
        """Which, and how many."""
        kinds = tuple(ChipView(one.id, one.name) for one in _templates(self.about))
        return (
            self.field("template", _("Loại phiếu"), FieldKind.CHOICE, options=kinds),
            self.field("count", _("Số phiếu"), FieldKind.NUMBER),
        )  # fmt: skip

    def lines(self) -> tuple[AmountView, ...]:
        """How many the member then has."""
        have = len(self.about.vouchers)
        return (
            AmountView(_("Phiếu đang có"), number(have)),
            AmountView(_("Phiếu sau đó"), number(have + self.whole_or("count")), Tone.LOYALTY),
        )  # fmt: skip

    def work(self) -> Callable[[], Any]:
        """The vouchers, on paper: nobody could use them without their codes."""
        count = self.whole("count", 1, 1000)
        if not self.office.printer:
            raise WrongField("count", _("Chưa chọn máy in: phiếu này phải in ra giấy."))
        command = IssueVouchers(
            self.id, self.text("template"), self.staff_id, self.about.account_id, count,
            printer=self.office.printer, language=language(),
        )  # fmt: skip
        return partial(self.office.desk.vouchers.issue, command)

    def told(self, result: Any) -> str:
        """How many there are."""
        return _("Đang in {count} phiếu tặng").format(count=number(len(result)))

    def paper(self, result: Any) -> str:
        """The voucher; where there are several, each has a slip of its own."""
        return SlipOf.VOUCHER.subject(result[0].id) if len(result) == 1 else ""


class ReissueCard(Deed):
    """A new card; the lost one opens nothing any more."""

    danger = True

    def title(self) -> str:
        """What it is called."""
        return _("Cấp thẻ mới") if self.about.card else _("Cấp thẻ")

    def notes(self) -> tuple[str, ...]:
        """What stops working."""
        if not self.about.card:
            return ()
        return (_("Mọi thẻ cũ của thành viên này không còn mở được gì; điểm vẫn giữ nguyên."),)

    def work(self) -> Callable[[], Any]:
        """The card."""
        return partial(self.office.desk.members.reissue_card, self.about.picture.row.id, self.staff_id)

    def told(self, result: Any) -> str:
        """That it is there."""
        return _("Đã cấp thẻ mới")


class SaveCard(Deed):
    """The card as a picture or a page: the member's, or that of a person who shares it."""

    def __init__(self, office: Office, about: MemberDetail, form: str, holder_id: Id = "") -> None:
        super().__init__(office, about)
        self._form, name = form, about.picture.row.code
        self._card = about.card
        if holder_id:
            at, known = next((at, one) for at, one in enumerate(about.holders, 1) if one.holder.id == holder_id)
            self._card, name = known.card, f"{name}-{at}"
        self.texts["path"] = str(Path.home() / f"{name}.{form}")

    def title(self) -> str:
        """What it is called."""
        return _("Lưu thẻ thành PDF") if self._form == PDF else _("Lưu thẻ thành ảnh")

    def verb(self) -> str:
        """What its button says."""
        return _("Lưu thẻ")

    def fields(self) -> tuple[FieldView, ...]:
        """Where to."""
        return (self.field("path", _("Tệp")),)

    def notes(self) -> tuple[str, ...]:
        """What the file is."""
        return (_("Ai có tệp này thì dùng được thẻ: chỉ gửi cho chính khách."),)

    def work(self) -> Callable[[], Any]:
        """The file."""
        path = Path(self.text("path").strip())
        if self.office.save_card is None or path.suffix.lower() != f".{self._form}":
            raise WrongField("path", _("Tên tệp phải kết thúc bằng .{form}").format(form=self._form))
        return partial(self.office.save_card, self._card, path)

    def told(self, result: Any) -> str:
        """Where it is."""
        return _("Đã lưu {path}").format(path=result)


def _templates(about: MemberDetail) -> list[Any]:
    """Kinds of vouchers that may be given by hand: those without a shared code."""
    return [one for one in about.programme.vouchers if not one.code]
