"""What the devices' screen asks of the outside; each takes a second or more and runs on a thread of its own."""

from collections.abc import Callable
from threading import Event
from typing import Protocol

from pos_desktop.core.quantity import Quantity
from pos_desktop.ui.devices.standing import Asked
from printing.devices.discovery import Found
from printing.devices.named import Named
from printing.devices.spool import Outcome

Progress = Callable[[int, int], object]


class Outside(Protocol):
    """The devices themselves."""

    def ask(self, printer: Named) -> Asked:
        """How a printer is; never longer than a few seconds."""

    def try_printer(self, printer: Named) -> Outcome:
        """Print the test page."""

    def plugged(self) -> list[Found]:
        """Printers that this machine knows."""

    def search(self, range_text: str, stop: Event, progress: Progress) -> list[Found]:
        """Printers that listen on a range of addresses. ValueError where it is none."""

    def weigh(self, address: str) -> Quantity:
        """What lies on the scale. Rejected, EnvironmentProblem as `gateways.scales` has them."""


class Kept(Protocol):
    """What is set of this till's devices (`app.settings.Settings`)."""

    @property
    def printer(self) -> str: ...
    @property
    def profile(self) -> str: ...
    @property
    def fallback(self) -> str: ...
    @property
    def scales(self) -> str: ...
    @property
    def sounds(self) -> bool: ...
    @property
    def volume(self) -> int: ...
    @property
    def scanner(self) -> str: ...
    @property
    def scan_pause(self) -> bool: ...
    @property
    def scan_repeat_ms(self) -> int: ...
    @property
    def scale(self) -> int: ...
    @property
    def theme(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def customer_display(self) -> str: ...


class TillDevices(Protocol):
    """Who keeps what is set, and puts it in force."""

    @property
    def settings(self) -> Kept: ...

    def change(self, **fields: object) -> None:
        """Keep settings otherwise, in force at once."""

    @property
    def scanner_is_there(self) -> bool:
        """Whether the serial scanner's line is open."""

    @property
    def customer_trouble(self) -> str:
        """What is wrong with the customer's screen, "" for nothing."""

    @property
    def customer_is_open(self) -> bool:
        """Whether the customer's screen is open."""

    def panels(self) -> list[str]:
        """Names of the screens that the till is not on."""
