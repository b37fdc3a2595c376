"""Keeps what somebody was writing when the till locked itself, for as long as nobody else signs in."""

from dataclasses import dataclass
from typing import Any

from pos_desktop.app.offices.visit import Visit
from pos_desktop.core.ids import Id
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.models.views import ConfirmView
from pos_desktop.ui.window import Window
from pos_desktop.wording import _


@dataclass(frozen=True, slots=True)
class _Kept:
    staff_id: Id
    place: str
    value: Any


class Unsaved:
    """At most one unfinished form, in memory alone."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._kept: _Kept | None = None

    def keep(self, person: Person, place: str, visit: Visit | None) -> None:
        """Remember what a visit would lose."""
        value = visit.unsaved() if visit is not None else None
        self._kept = _Kept(person.id, place, value) if value is not None else None

    def arrive(self, person: Person) -> None:
        """Somebody signed in: what another person was writing is not theirs to see."""
        if self._kept is not None and self._kept.staff_id != person.id:
            self._kept = None

    def offer(self, place: str, visit: Visit) -> None:
        """Ask, where they come back to what they were writing."""
        kept = self._kept
        if kept is None or kept.place != place:
            return
        self._kept = None
        lines = (_("Quầy đã tự khoá khi bạn đang sửa."),)
        view = ConfirmView(_("Sửa tiếp phần đang dở?"), lines, _("Sửa tiếp"), _("Bỏ thay đổi"), danger=False)
        self._window.confirm(view, lambda: visit.resume(kept.value))
