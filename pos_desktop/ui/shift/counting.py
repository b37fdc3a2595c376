"""State of counting a drawer note by note; knows no widget."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.selling.shift import MOST_NOTES, NOTES, Cash
from pos_desktop.wording import _, money, number

LOOSE = 0
"""The field of what lies there beside the notes."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: a note with how many are typed and what they come to; of `LOOSE` the typed đồng."""

    note: Money
    label: str
    typed: str
    amount: str


@dataclass(frozen=True, slots=True)
class CountView:
    """All fields, and what they come to together."""

    fields: tuple[FieldView, ...]
    label: str
    total: str


class Counting(QObject):
    """What somebody has counted so far. Signals: `changed(CountView)`."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._typed: dict[Money, int] = {}

    @property
    def cash(self) -> Cash:
        """What was counted."""
        notes = tuple((note, self._typed[note]) for note in NOTES if self._typed.get(note))
        return Cash(notes, self._typed.get(LOOSE, 0))

    @property
    def view(self) -> CountView:
        """What the panel shows, in the language in force."""
        fields = tuple(self._field(note) for note in (*NOTES, LOOSE))
        return CountView(fields, _("Đếm được"), money(self.cash.amount))

    def put(self, note: Money, text: str) -> None:
        """Take what stands in a field now; what no drawer holds is cut."""
        digits = "".join(character for character in text if character.isascii() and character.isdigit())
        most = MOST_NOTES if note else MOST_MONEY // 1_000
        count = min(int(digits or "0"), most)
        if count != self._typed.get(note, 0):
            self._typed[note] = count
            self.refresh()

    def clear(self) -> None:
        """Begin anew."""
        self._typed.clear()
        self.refresh()

    def refresh(self) -> None:
        """Tell the panel again."""
        self.changed.emit(self.view)

    def _field(self, note: Money) -> FieldView:
        typed = self._typed.get(note, 0)
        if note == LOOSE:
            return FieldView(note, _("Tiền lẻ"), str(typed or ""), money(typed) if typed else "")
        return FieldView(note, number(note), str(typed or ""), money(note * typed) if typed else "")
