"""State of setting the programme up: the draft, what is chosen, whom it moves, saving; knows no widget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.plain import to_plain
from pos_desktop.loyalty.programme import Programme
from pos_desktop.ui.form.kinds import Typed
from pos_desktop.ui.form.paths import Path, get, put
from pos_desktop.ui.form.state import Shelf, State
from pos_desktop.ui.models.views import ChipView, ConfirmView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.programme import faults, telling
from pos_desktop.ui.programme.draft import DAY, ROOT, Draft, draft_of
from pos_desktop.ui.programme.parts.every import PARTS
from pos_desktop.ui.programme.parts.page import Page, Part
from pos_desktop.ui.programme.port import Impact, Programmes, Trials
from pos_desktop.ui.programme.trial import trial_view
from pos_desktop.ui.programme.view import ProgrammeView
from pos_desktop.wording import _, date, number
from pos_desktop.wording.messages import sentence

PREVIEW_PAUSE_MS: Final = 600
TRIAL_AMOUNT: Final = 267_000
TRIAL_POINTS: Final = 1_240


@dataclass(frozen=True, slots=True)
class Setting:
    """What the settings need of the till: the business date, a trial, goods to pick from, and who is at work."""

    today: Day
    trials: Trials
    shelf: Shelf
    staff_id: Id


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The newest programme, the version in force today, and the number of the next one."""

    programme: Programme
    in_force: int
    next_version: int


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft that was left, and the version that it began with."""

    draft: Draft
    base_version: int


class ProgrammeController(QObject):
    """Edits the programme and keeps it as a new version.

    Signals: `changed(ProgrammeView)`, `left()` when the screen may go, `saved(Programme)`, `toast(ToastView, act)`,
    `ask(ConfirmView, accept)`, `failed(Exception)` when there is nothing to edit.
    """

    changed = Signal(object)
    left = Signal()
    saved = Signal(object)
    toast = Signal(object, object)
    ask = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self, programmes: Programmes, ops: Ops, setting: Setting, parent: QObject | None = None, *,
        parts: Sequence[Part] = PARTS, pause_ms: int = PREVIEW_PAUSE_MS,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._programmes, self._ops, self.setting, self._parts = programmes, ops, setting, tuple(parts)
        self._draft: Draft | None = None
        self._programme: Programme | None = None
        self._errors: dict[Path, str] = {}
        self._impact: Impact | None = None
        self._part, self._chosen = self._parts[0], dict[str, int]()
        self._page: dict[str, str] = {}
        self._base_version, self._in_force, self._busy, self._conflict = 0, 0, False, False
        self._pause = QTimer(self, interval=pause_ms, singleShot=True, timeout=self._preview)
        self._asked = 0
        self._resumed: Unfinished | None = None

    # what is on show

    @property
    def is_loaded(self) -> bool:
        """Whether there is a programme to edit."""
        return self._draft is not None

    @property
    def draft(self) -> Draft:
        """What is being edited."""
        assert self._draft is not None
        return self._draft

    @property
    def programme(self) -> Programme | None:
        """The edited programme, where it can be."""
        return self._programme

    @property
    def page(self) -> Page:
        """The page on show."""
        chosen = self._page.get(self._part.key)
        return next((page for page in self._part.pages if page.key == chosen), self._part.pages[0])

    @property
    def entry(self) -> int | None:
        """The place of the chosen definition; None where the page has none."""
        count = len(get(self.draft.plain, (*ROOT, *self.page.keys)) or ()) if self.page.is_list else 0
        return min(self._chosen.get(self.page.path, 0), count - 1) if count else None

    @property
    def view(self) -> ProgrammeView:
        """What the screen shows, in the language in force."""
        draft, page, entry = self.draft, self.page, self.entry
        base = (*ROOT, *page.keys, entry) if entry is not None else ROOT
        version = draft.plain["programme"]["version"]
        return ProgrammeView(
            telling.part_views(self._parts, self._errors), self._part.key, _(self._part.label),
            telling.versions(self._in_force, self._base_version),
            tuple(ChipView(each.key, _(each.label)) for each in self._part.pages), page.key,
            () if page.is_list and entry is None else page.sections, base,
            State(draft.plain, draft.drafts, self._errors), telling.offers(draft.plain["programme"]),
            telling.list_view(page, draft, entry, self._errors) if page.is_list else None,
            trial_view(draft, self._programme, self.setting.trials, self.setting.shelf.names),
            telling.impact_view(draft, self._impact, self.setting.today),
            _("Lưu bản {version}").format(version=number(version)), _("Huỷ") if draft.is_changed else _("Đóng"),
            can_save=self._may_save, busy=self._busy,
            conflict=_("Bản {version} vừa được lưu ở nơi khác.").format(version=number(version)) if self._conflict
            else "",
            fault=self._fault, problem=telling.problem_of(self._errors), names=self.setting.shelf.names,
            entry=str(get(draft.plain, base).get("id", "")) if entry is not None else "",
        )  # fmt: skip

    @property
    def _fault(self) -> str:
        place = faults.first_fault(self._parts, self._errors)
        return faults.told(place, self.draft.plain, self._errors[place.path]) if place else ""

    def refresh(self) -> None:
        """Tell the screen again, after a switch of language."""
        if self.is_loaded:
            self.changed.emit(self.view)

    # loading

    def load(self) -> None:
        """Read the programme in force."""
        self._ops.run(self._load, then=self._begin, failed=self.failed.emit)

    def _load(self) -> _Loaded:
        programmes = self._programmes
        return _Loaded(programmes.newest(), programmes.current().version, programmes.next_version())

    def _begin(self, loaded: _Loaded) -> None:
        tomorrow = self.setting.today + timedelta(days=1)
        self._draft = draft_of(loaded.programme, loaded.next_version, tomorrow, TRIAL_AMOUNT, TRIAL_POINTS)
        self._base_version, self._in_force = loaded.programme.version, loaded.in_force
        self._conflict, self._impact = False, None
        self._judge()
        waiting, self._resumed = self._resumed, None
        if waiting is not None:
            self.resume(waiting)

    @property
    def unfinished(self) -> Unfinished | None:
        """What would be lost now."""
        changed = self._draft is not None and self._draft.is_changed and not self._busy
        return Unfinished(self.draft, self._base_version) if changed else None

    def resume(self, unfinished: Unfinished) -> None:
        """Go on with a draft; where a newer version was saved meanwhile, it is asked which one holds."""
        if not self.is_loaded:
            self._resumed = unfinished
            return
        self._conflict = unfinished.base_version != self._base_version
        self._become(unfinished.draft)

    # looking around

    def choose_part(self, key: str) -> None:
        """Show another part."""
        self._part = next(part for part in self._parts if part.key == key)
        self.refresh()

    def choose_page(self, key: str) -> None:
        """Show another page of the part."""
        self._page[self._part.key] = key
        self.refresh()

    def choose_entry(self, at: int) -> None:
        """Show another definition of the list."""
        self._chosen[self.page.path] = at
        self.refresh()

    def show_fault(self) -> Path:
        """Go to the page of the first fault; gives its path, () where nothing is wrong."""
        place = faults.first_fault(self._parts, self._errors)
        if place is None:
            return ()
        self._part, self._page[place.part.key] = place.part, place.page.key
        if place.entry is not None:
            self._chosen[place.page.path] = place.entry
        self.refresh()
        return place.path

    # changing

    def type(self, path: Path, kind: Typed, text: str) -> None:
        """Take what was typed into a field, the «Thử» line's and the day's too."""
        self._become(self.draft.typed(path, kind, text))

    def pick(self, path: Path, value: Any) -> None:
        """Take what was picked."""
        self._become(self.draft.chosen(path, value))

    def add(self, path: Path, value: Any) -> None:
        """Put one more into a list within the form."""
        self._become(self.draft.added(path, value))

    def remove(self, path: Path) -> None:
        """Take one out of a list within the form."""
        self._become(self.draft.removed(path))

    def add_entry(self) -> None:
        """Put a new definition at the end of the list, and show it."""
        self._insert({**to_plain(self.page.blank), "name": ""}, None)

    def copy_entry(self) -> None:
        """Put a copy of the chosen definition behind it, and show it."""
        at = self.entry
        if at is None:
            return
        page = self.page
        original = get(self.draft.plain, (*ROOT, *page.keys, at))
        bare = {name: "" for name in ("id", "code") if name in original}
        name = _("{name} (bản sao)").format(name=original.get("name", ""))
        self._insert({**original, **bare, "name": name}, at + 1)

    def remove_entry(self) -> None:
        """Take the chosen definition away; a toast brings it back."""
        at, before = self.entry, self.draft
        if at is None:
            return
        path = (*ROOT, *self.page.keys, at)
        name = get(before.plain, path).get("name") or _("Chưa đặt tên")
        self._become(before.removed(path))
        view = ToastView(ToastKind.UNDO, _("Đã bỏ «{name}».").format(name=name), _("Hoàn tác"))
        self.toast.emit(view, lambda: self._become(before))

    def _insert(self, value: Any, at: int | None) -> None:
        path = (*ROOT, *self.page.keys)
        count = len(get(self.draft.plain, path) or ())
        self._chosen[self.page.path] = count if at is None else at
        self._become(self.draft.added(path, value, at))

    def _become(self, draft: Draft) -> None:
        if self._busy:
            return
        old, self._draft = self._draft, draft
        is_same = old is not None and all(get(draft.plain, path) == get(old.plain, path) for path in (ROOT, DAY))
        self._judge(again=not is_same)

    def _judge(self, *, again: bool = True) -> None:
        """See whether the programme can be, and after a pause whom it moves."""
        self._programme, self._errors = self.draft.errors()
        if again:
            self._impact, self._asked = None, self._asked + 1
            self._pause.stop()
            if self._programme is not None and self.draft.day is not None:
                self._pause.start()
        self.refresh()

    def _preview(self) -> None:
        asked, day = self._asked, self.draft.day
        if self._programme is not None and day is not None:
            self._ops.run(self._programmes.preview, self._programme, day,
                          then=lambda impact: self._moved(asked, impact))  # fmt: skip

    def _moved(self, asked: int, impact: Impact) -> None:
        if isValid(self) and asked == self._asked:
            self._impact = impact
            self.refresh()

    # saving and leaving

    @property
    def _may_save(self) -> bool:
        draft = self.draft
        is_late = draft.day is not None and draft.day >= self.setting.today
        return self._programme is not None and draft.is_changed and is_late and not (self._busy or self._conflict)

    def save(self) -> None:
        """Keep the draft as a new version."""
        day, programme = self.draft.day, self._programme
        if not self._may_save or programme is None or day is None:
            return
        self._busy = True
        self.refresh()
        self._ops.run(self._programmes.save, programme, day, self.setting.staff_id, self._base_version,
                      then=self._kept, failed=self._refused)  # fmt: skip

    def _kept(self, programme: Programme) -> None:
        self._busy = False
        view = ToastView(ToastKind.INFO, telling.saved(programme, date(self.draft.day or self.setting.today)))
        self.saved.emit(programme)
        self.left.emit()
        self.toast.emit(view, None)  # on the screen that comes: it clears what was said before

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Rejected) and error.code is Code.PROGRAMME_CHANGED:
            self._conflict = True
        elif isinstance(error, Rejected | EnvironmentProblem):
            self.toast.emit(ToastView(ToastKind.WARN, sentence(error)), None)
        self.refresh()

    def take_newer(self) -> None:
        """Somebody saved a newer version: begin again from that one."""
        self.load()

    def keep_mine(self) -> None:
        """Somebody saved a newer version: keep what is on show, as the version after it."""
        self._ops.run(self._load, then=self._rebase)

    def _rebase(self, loaded: _Loaded) -> None:
        self._conflict, self._base_version, self._in_force = False, loaded.programme.version, loaded.in_force
        plain = put(self.draft.plain, (*ROOT, "version"), loaded.next_version)
        kept = {**to_plain(loaded.programme), "version": loaded.next_version}
        self._become(Draft(plain, kept, self.draft.drafts, self.draft.wrong))

    def leave(self, then: Callable[[], None] | None = None) -> None:
        """Go, after a question where something would be lost; `then` is what follows, `left` by default."""
        go = then or self.left.emit
        if self._busy:
            return
        if self._draft is None or not self.draft.is_changed:
            go()
            return
        lines = (_("Những gì vừa sửa trong chương trình chưa được lưu."),)
        self.ask.emit(ConfirmView(_("Bỏ các thay đổi?"), lines, _("Bỏ thay đổi"), _("Sửa tiếp")), go)
