"""State of the scale's page: its address, and what it said when it was last asked to weigh; knows no widget."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.quantity import Quantity
from pos_desktop.gateways.scales import parse_scale
from pos_desktop.ui.devices.port import Outside, TillDevices
from pos_desktop.ui.devices.standing import Light, Standing, lost, not_set, ready
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, quantity
from pos_desktop.wording.messages import sentence


@dataclass(frozen=True, slots=True)
class ScaleView:
    """The page; `told` is the weight, or why there is none."""

    standing: Standing
    address: str
    address_error: str
    told: str
    is_weighing: bool
    is_changed: bool
    may_change: bool


class ScaleController(QObject):
    """The till's scale. Signals: `changed(ScaleView)`, `formed()` when the field holds something else."""

    changed = Signal(object)
    formed = Signal()

    def __init__(
        self, devices: TillDevices, outside: Outside, far: Ops, *, may_change: bool, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._devices, self._outside, self._far, self._may_change = devices, outside, far, may_change
        self._address = devices.settings.scales
        self._wrong: EnvironmentProblem | None = None
        self._weight: Quantity | None = None
        self._problem: Exception | None = None
        self._is_weighing = False

    @property
    def view(self) -> ScaleView:
        """The page, in the language in force."""
        return ScaleView(
            self.standing, self._address, sentence(self._wrong) if self._wrong else "", self._told(),
            self._is_weighing, self.is_changed, self._may_change,
        )  # fmt: skip

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not kept yet."""
        return self._address.strip() != self._devices.settings.scales

    @property
    def standing(self) -> Standing:
        """How the scale is, as far as it was tried."""
        if not self._devices.settings.scales:
            return not_set()
        if isinstance(self._problem, EnvironmentProblem):
            return lost()
        if self._weight is None and self._problem is None:
            return Standing(Light.OFF, _("Chưa thử"))
        return ready()  # a scale that is empty or still moves has answered

    def _told(self) -> str:
        if isinstance(self._problem, Rejected | EnvironmentProblem):
            return sentence(self._problem)
        return _("Trên cân: {weight} kg").format(weight=quantity(self._weight)) if self._weight is not None else ""

    def write(self, address: str) -> None:
        """The address was typed."""
        self._address, self._wrong = address, None
        self.refresh()

    def resume(self, address: str) -> None:
        """Go on with what was typed before the till locked itself."""
        self.write(address)
        self.formed.emit()

    def save(self) -> None:
        """Weigh there from now on."""
        try:
            parse_scale(self._address)
        except EnvironmentProblem as wrong:
            self._wrong = wrong
        else:
            if self._may_change and self.is_changed:
                self._weight = self._problem = None
                self._devices.change(scales=self._address.strip())
        self.refresh()

    def weigh(self) -> None:
        """Ask the scale that is set what lies on it."""
        if self._is_weighing or not self._devices.settings.scales:
            return
        self._is_weighing, self._weight, self._problem = True, None, None
        self.refresh()
        self._far.run(self._outside.weigh, self._devices.settings.scales, then=self._weighed, failed=self._failed)

    def _weighed(self, weight: Quantity) -> None:
        self._is_weighing, self._weight = False, weight
        self.refresh()

    def _failed(self, problem: Exception) -> None:
        self._is_weighing, self._problem = False, problem
        self.refresh()

    def refresh(self) -> None:
        """Tell the page again."""
        self.changed.emit(self.view)
