"""What the screen asks of the services: the kept programme, whom a change moves, saving, and trying it on the past."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.shop.trial import Trial, TrialOrder


class Mover(Protocol):
    """A member whose tier a change would move; tiers as codes."""

    @property
    def member_code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...


class Impact(Protocol):
    """Whom a change moves, of how many members."""

    @property
    def movers(self) -> Sequence[Mover]: ...
    @property
    def members(self) -> int: ...


class Programmes(Protocol):
    """Versions of the loyalty programme; see services/shop/programmes.py."""

    def current(self) -> Programme: ...
    def newest(self) -> Programme: ...
    def next_version(self) -> int: ...
    def preview(self, programme: Programme, day: date) -> Impact: ...
    def save(self, programme: Programme, valid_from: date, staff_id: Id, base_version: int) -> Programme: ...


class Trials(Protocol):
    """The order on trial; see services/shop/trial.py."""

    def run(self, programme: Programme, wanted: TrialOrder) -> Trial: ...


class YearTest(Protocol):
    """The shop's last twelve months under another programme; see services/office/what_if.py."""

    def run(self, changed: Programme, on_progress: Callable[[int, int], bool] | None = None) -> Any: ...
