"""State and calls of the virtual printer's window; it knows no widgets, and no sockets either."""

from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, Signal

from pos_desktop.ui.models.views import ChipView, Tone
from pos_desktop.ui.virtual_printer.view import ChoiceView, PanelView, PaperPart, SwitchView
from pos_desktop.wording import _, number

PAPERS: Final = ("ok", "low", "out")
SPEEDS: Final = (0, 5_000, 1_000, 200)
DROPS: Final = ("", "fin", "rst")
MOST_DIGITS: Final = 8


class Machine(Protocol):
    """What the window does to the printer; nothing of it takes time."""

    @property
    def address(self) -> str: ...

    @property
    def folder(self) -> str: ...

    def set(self, switch: str, position: Any) -> None:
        """Turn a switch: `paper`, `bytes_per_second`, or one of `SWITCHES`."""

    def drop_after(self, job_bytes: int | None, *, reset: bool = False) -> None:
        """Break the line after so many bytes of a job; None for never."""

    def keep_in(self, folder: str) -> str:
        """Keep jobs in another folder from now on; gives what is wrong with it, or ""."""

    def open_folder(self) -> None:
        """Show the folder as the system does."""


def switch_words() -> dict[str, str]:
    """The switches that are on or off, in the order of their keys."""
    return {
        "cover_open": _("Mở nắp"), "cutter_error": _("Kẹt dao cắt"), "offline": _("Tạm dừng"),
        "mute": _("Không trả lời"), "garbage": _("Trả lời bậy"), "hanging": _("Treo máy"),
        "refuse": _("Đóng cổng"), "asb": _("Tự báo (ASB)"),
    }  # fmt: skip


class VirtualPrinterController(QObject):
    """Signals: `changed()` when `view` is another one, `printed(parts)`, `answered(line)`, `cleared()`."""

    changed = Signal()
    printed = Signal(object)
    answered = Signal(str)
    cleared = Signal()

    def __init__(self, machine: Machine, on: Sequence[str] = ()) -> None:
        """`on`: the switches that are on at the start."""
        super().__init__()
        self._machine = machine
        self._on = set(on)
        self._paper, self._speed, self._drop, self._drop_at = PAPERS[0], SPEEDS[0], DROPS[0], "0"
        self._drop_error = ""
        self._jobs = self._torn = 0

    @property
    def view(self) -> PanelView:
        """Everything beside the paper."""
        state, tone = self._state()
        counts = _("Bản in: {jobs}. Bị đứt: {torn}.").format(jobs=number(self._jobs), torn=number(self._torn))
        switches = tuple(
            SwitchView(id_, label, str(at), id_ in self._on)
            for at, (id_, label) in enumerate(switch_words().items(), 1)
        )
        return PanelView(
            state, tone, self._machine.address, counts, self._machine.folder, self._paper_choice(), switches,
            self._speed_choice(), self._drop_choice(), self._drop_at, self._drop_error,
        )  # fmt: skip

    def _state(self) -> tuple[str, Tone]:
        """How it is, the most serious thing first."""
        words = switch_words()
        for switch in ("refuse", "hanging", "cover_open", "cutter_error", "offline", "mute", "garbage"):
            if switch in self._on:
                return words[switch], Tone.DANGER
        if self._paper != "ok":
            return _("Hết giấy") if self._paper == "out" else _("Sắp hết giấy"), self._paper_tone()
        return _("Sẵn sàng"), Tone.PAY

    def _paper_tone(self) -> Tone:
        return Tone.DANGER if self._paper == "out" else Tone.WARN

    def _paper_choice(self) -> ChoiceView:
        words = {"ok": _("Đủ giấy"), "low": _("Sắp hết"), "out": _("Hết giấy")}
        return ChoiceView(_("Giấy"), _chips(words), self._paper)

    def _speed_choice(self) -> ChoiceView:
        words = {speed: _("{count} byte").format(count=number(speed)) if speed else _("Tối đa") for speed in SPEEDS}
        return ChoiceView(_("Tốc độ nhận mỗi giây"), _chips(words), self._speed)

    def _drop_choice(self) -> ChoiceView:
        words = {"": _("Không"), "fin": "FIN", "rst": "RST"}
        return ChoiceView(_("Ngắt kết nối ở byte thứ"), _chips(words), self._drop)

    # what a person does

    def toggle(self, switch: str) -> None:
        """Turn a switch that is on or off."""
        self._on ^= {switch}
        self._machine.set(switch, switch in self._on)
        self._say(switch_words()[switch], _("bật") if switch in self._on else _("tắt"))

    def choose_paper(self, paper: str) -> None:
        """Put paper in, or take it out."""
        self._paper = paper
        self._machine.set("paper", paper)
        self._say(*self._chosen(self._paper_choice()))

    def choose_speed(self, speed: int) -> None:
        """Take so many bytes a second; 0 for as many as come."""
        self._speed = speed
        self._machine.set("bytes_per_second", speed)
        self._say(*self._chosen(self._speed_choice()))

    def choose_drop(self, drop: str) -> None:
        """Break the line, once, at the byte that stands there: "" for not at all, "fin" or "rst"."""
        self._drop = drop if not self._drop_error else ""
        self._arm()
        self._say(*self._chosen(self._drop_choice()))

    def type_drop_at(self, text: str) -> None:
        """At which byte."""
        self._drop_at = text.strip()
        is_number = self._drop_at.isascii() and self._drop_at.isdigit() and len(self._drop_at) <= MOST_DIGITS
        self._drop_error = "" if is_number else _("Gõ một số từ 0 trở lên.")
        if self._drop_error:
            self._drop = ""
        self._arm()
        self.changed.emit()

    def _arm(self) -> None:
        self._machine.drop_after(int(self._drop_at) if self._drop else None, reset=self._drop == "rst")

    def turn(self, which: str) -> None:
        """The next position of `paper`, `speed` or `drop`, for the keyboard."""
        turns: dict[str, tuple[Callable[[Any], None], tuple[Any, ...], Any]] = {
            "paper": (self.choose_paper, PAPERS, self._paper),
            "speed": (self.choose_speed, SPEEDS, self._speed),
            "drop": (self.choose_drop, DROPS, self._drop),
        }
        choose, positions, now = turns[which]
        choose(positions[(positions.index(now) + 1) % len(positions)])

    def keep_in(self, folder: str) -> None:
        """Keep jobs in another folder."""
        if problem := self._machine.keep_in(folder):
            self.answered.emit(problem)
        self.changed.emit()

    def open_folder(self) -> None:
        """Show the jobs that were kept."""
        self._machine.open_folder()

    def clear(self) -> None:
        """Throw the paper away; the files stay."""
        self.cleared.emit()

    def _chosen(self, choice: ChoiceView) -> tuple[str, str]:
        return choice.label, next(chip.label for chip in choice.views if chip.id == choice.down)

    def _say(self, switch: str, position: str) -> None:
        self.answered.emit(f"{switch}: {position}")
        self.changed.emit()

    # what the printer does

    def take(self, parts: Sequence[PaperPart], lines: Sequence[str], *, jobs: int, torn: int, dropped: bool) -> None:
        """Show what came out and what it answered; how many jobs are over by now, and whether the line was broken."""
        if parts:
            self.printed.emit(tuple(parts))
        for line in lines:
            self.answered.emit(line)
        if dropped:
            self._drop = ""
        if (jobs, torn) != (self._jobs, self._torn) or dropped:
            self._jobs, self._torn = jobs, torn
            self.changed.emit()

    def tell_switch(self, switch: str, *, on: bool) -> None:
        """A switch turned by itself, or could not be turned."""
        self._on = self._on | {switch} if on else self._on - {switch}
        self.changed.emit()


def _chips(words: dict[Any, str]) -> tuple[ChipView, ...]:
    return tuple(ChipView(id_, label) for id_, label in words.items())
