"""Consent of a member: the text to read out, their answer as they give it, and taking it back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pos_desktop.services.members.consenting import Said, Say
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.ui.members.deeds.deed import Deed, Office, WrongField
from pos_desktop.ui.members.view import FieldKind, FieldView
from pos_desktop.ui.models.views import ChipView
from pos_desktop.wording import _, consents

YES, NO = "yes", "no"


class AskConsent(Deed):
    """Read the text out and keep the answer; neither is chosen beforehand."""

    def __init__(self, office: Office, about: MemberDetail, purpose: str) -> None:
        super().__init__(office, about)
        self.purpose = purpose

    def title(self) -> str:
        """What it is about."""
        return consents.purpose_name(self.purpose)

    def verb(self) -> str:
        """What its button says."""
        return _("Ghi câu trả lời")

    def fields(self) -> tuple[FieldView, ...]:
        """What the member said."""
        answers = (ChipView(YES, _("Khách đồng ý")), ChipView(NO, _("Khách không đồng ý")))
        return (self.field("given", _("Khách trả lời"), FieldKind.CHOICE, options=answers),)

    def notes(self) -> tuple[str, ...]:
        """The text, word for word."""
        return (_("Đọc cho khách nghe: «{text}»").format(text=consents.consent_text(self.purpose)),)

    def work(self) -> Callable[[], Any]:
        """The answer."""
        if self.text("given") not in (YES, NO):
            raise WrongField("given", _("Hỏi khách rồi chọn câu trả lời."))
        return self.say(given=self.text("given") == YES)

    def say(self, *, given: bool) -> Callable[[], Any]:
        """The answer as the services keep it."""
        command = Say(self.id, self.about.account_id, self.purpose, given, self.staff_id)
        return partial(self.office.desk.consenting.say, command)

    def told(self, result: Said) -> str:
        """What counts now."""
        return _("Đã ghi: khách đồng ý") if result.given else _("Đã ghi: khách không đồng ý")


class WithdrawConsent(AskConsent):
    """Take back what was given; it counts from now on."""

    def verb(self) -> str:
        """What its button says."""
        return _("Rút lại đồng ý")

    def fields(self) -> tuple[FieldView, ...]:
        """Nobody has to give a reason."""
        return ()

    def notes(self) -> tuple[str, ...]:
        """What holds afterwards."""
        return (_("Từ bây giờ cửa hàng không làm việc này nữa. Điểm và hạng của khách không đổi."),)

    def work(self) -> Callable[[], Any]:
        """The withdrawal."""
        return self.say(given=False)

    def told(self, _result: Said) -> str:
        """What counts now."""
        return _("Đã rút lại đồng ý")
