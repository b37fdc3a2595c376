"""State of the first choice and of the form for a new shop; knows no widget."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.text import name as clean_name
from pos_desktop.services.pins import check_pin
from pos_desktop.services.shop.opening import NewShop
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """`errors` by field (`name`, `owner`, `pin`, `again`); `message` is about the whole."""

    errors: dict[str, str] = field(default_factory=dict)
    message: str = ""
    busy: bool = False


class WelcomeController(QObject):
    """Makes the shop that was chosen.

    Signals: `changed(WelcomeView)`, `made()` when there is a shop in the folder.

    Args:
        new: makes a new shop; runs on the worker.
        sample: fills the folder with the sample shop; runs on the worker.
    """

    changed = Signal(object)
    made = Signal()

    def __init__(
        self, ops: Ops, *, new: Callable[[NewShop], object], sample: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._ops, self._new, self._sample = ops, new, sample
        self._busy = False

    def open_sample(self) -> None:
        """The sample shop."""
        if not self._busy:
            self._run(self._sample)

    def open_new(self, *, name: str, owner: str, pin: str, again: str) -> None:
        """A new shop; what is wrong with a field is said under it."""
        if self._busy:
            return
        errors = _errors(name, owner, pin, again)
        if errors:
            self.changed.emit(WelcomeView(errors))
        else:
            self._run(self._new, NewShop(name, owner, pin))

    def _run(self, work: Callable[..., object], *args: object) -> None:
        self._busy = True
        self.changed.emit(WelcomeView(busy=True))
        self._ops.run(work, *args, then=self._done, failed=self._refuse)

    def _done(self, _made: object) -> None:
        self._busy = False
        self.made.emit()

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        message = sentence(error) if isinstance(error, Rejected | EnvironmentProblem) else ""
        self.changed.emit(WelcomeView(message=message))


def _errors(name: str, owner: str, pin: str, again: str) -> dict[str, str]:
    checks: dict[str, Callable[[], object]] = {
        "name": lambda: clean_name(name),
        "owner": lambda: clean_name(owner, 40),
        "pin": lambda: check_pin(pin),
    }
    errors = {}
    for part, check in checks.items():
        try:
            check()
        except Rejected as refusal:
            errors[part] = sentence(refusal)
    if "pin" not in errors and again != pin:
        errors["again"] = _("Hai lần gõ chưa giống nhau.")
    return errors
