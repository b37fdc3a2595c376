"""Two members who are one person: merged after a look at what it does, and parted again."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pos_desktop.core.ids import Id
from pos_desktop.services.members.merging import UNDO_DAYS, Merge, Merged, MergePicture, PartPicture, Unmerge, Unmerged
from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.ui.members.deeds.deed import Deed, Office, WrongField
from pos_desktop.ui.members.view import FieldKind, FieldView
from pos_desktop.ui.models.views import AmountView, Tone
from pos_desktop.wording import _, date, number, points


class MergeMembers(Deed):
    """Another member becomes part of this one."""

    danger = True
    previews = True

    def title(self) -> str:
        """What it is called."""
        return _("Gộp hồ sơ")

    def verb(self) -> str:
        """Who becomes part of whom."""
        if self.other is None:
            return _("Gộp hồ sơ")
        return _("Gộp {code} vào {kept}").format(code=self.other.code, kept=self.about.picture.row.code)

    def fields(self) -> tuple[FieldView, ...]:
        """Who, and why."""
        hint = _("Tìm theo tên, số điện thoại, hoặc quét thẻ của hồ sơ trùng.")
        return (self.field("other", _("Hồ sơ trùng sẽ gộp vào đây"), FieldKind.MEMBER, hint=hint), self.reason())

    def look(self) -> Callable[[], Any] | None:
        """What the merge would do."""
        if self.other is None:
            return None
        return partial(self.office.desk.merging.preview, self.other.account_id, self.about.account_id)

    def lines(self) -> tuple[AmountView, ...]:
        """What goes over, and the tier of both together."""
        seen: MergePicture | None = self.seen
        if seen is None:
            return ()
        after = self.about.picture.balance.available + seen.points
        tier = (
            seen.tier_after
            if seen.tier_before == seen.tier_after
            else _("{before}, lên {after}").format(before=seen.tier_before, after=seen.tier_after)
        )
        owed = (AmountView(_("Điểm nợ chuyển sang"), points(seen.debt), Tone.WARN),) if seen.debt else ()
        return (
            AmountView(_("Điểm chuyển sang"), points(seen.points), Tone.PAY),
            AmountView(_("Số lô điểm, giữ nguyên hạn"), number(len(seen.lots))), *owed,
            AmountView(_("Điểm sau khi gộp"), points(after), Tone.LOYALTY), AmountView(_("Hạng"), tier),
            AmountView(_("Thẻ và số điện thoại theo sang"),
                       f"{number(seen.cards)} · {', '.join(seen.phones) or '–'}"),
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """Gifts that come once and were had twice; and that it can be undone."""
        seen: MergePicture | None = self.seen
        if seen is None:
            return ()
        twice = _("Quà chỉ tặng một lần mà cả hai hồ sơ đã nhận: {points}, ngày {day}.")
        told = (twice.format(points=points(one.points), day=date(one.on)) for one in seen.second)
        return (*told, _("Có thể tách ra trong {days} ngày.").format(days=number(UNDO_DAYS)))

    def work(self) -> Callable[[], Any]:
        """The merge."""
        if self.other is None:
            raise WrongField("other", _("Chọn hồ sơ sẽ gộp vào đây."))
        command = Merge(self.id, self.other.account_id, self.about.account_id, self.text("reason"), self.staff_id)
        return partial(self.office.desk.merging.merge, command)

    def told(self, result: Merged) -> str:
        """What is there now."""
        return _("Đã gộp, còn {points}").format(points=points(result.available))


class PartMembers(Deed):
    """Undo a merge."""

    danger = True
    previews = True

    def __init__(self, office: Office, about: MemberDetail, account_id: Id) -> None:
        super().__init__(office, about)
        self._merge = next(merge for merge in about.merged if merge.account_id == account_id)

    def title(self) -> str:
        """What it is called."""
        return _("Tách hồ sơ {code}").format(code=self._merge.code)

    def verb(self) -> str:
        """What its button says."""
        return _("Tách ra")

    def fields(self) -> tuple[FieldView, ...]:
        """Why."""
        return (self.reason(),)

    def look(self) -> Callable[[], Any] | None:
        """What the parting would do."""
        return partial(self.office.desk.merging.preview_unmerge, self._merge.account_id)

    def lines(self) -> tuple[AmountView, ...]:
        """Who goes, since when they were part of this one, and what they take along."""
        day = self.office.desk.till.day_of(self._merge.at)
        who = (
            AmountView(_("Hồ sơ được tách"), self._merge.name or self._merge.code),
            AmountView(_("Đã gộp ngày"), date(day)),
        )  # fmt: skip
        seen: PartPicture | None = self.seen
        if seen is None:
            return who
        gone = (AmountView(_("Đã tiêu, không trở về"), points(seen.missing), Tone.WARN),) if seen.missing else ()
        owed = (AmountView(_("Điểm nợ đi theo"), points(seen.debt), Tone.WARN),) if seen.debt else ()
        left = self.about.picture.balance.available - seen.points
        return (
            *who, AmountView(_("Điểm trở về hồ sơ được tách"), points(seen.points), Tone.PAY), *gone, *owed,
            AmountView(_("Điểm còn lại ở đây"), points(left), Tone.LOYALTY),
        )  # fmt: skip

    def notes(self) -> tuple[str, ...]:
        """What comes back."""
        return (_("Điểm còn lại của các lô đã chuyển sẽ trở về; phần đã tiêu thì không. Thẻ và số điện thoại cũ "
                  "lại mở hồ sơ cũ."),)  # fmt: skip

    def work(self) -> Callable[[], Any]:
        """The parting."""
        command = Unmerge(self.id, self._merge.account_id, self.text("reason"), self.staff_id)
        return partial(self.office.desk.merging.unmerge, command)

    def told(self, result: Unmerged) -> str:
        """What came back, and what did not."""
        if result.missing:
            words = _("Đã tách: {points} trở về, {missing} đã tiêu")
            return words.format(points=points(result.points), missing=points(result.missing))
        return _("Đã tách: {points} trở về").format(points=points(result.points))

    def goes_to(self, result: Unmerged) -> Id | None:
        """Who is there again."""
        return result.account_id
