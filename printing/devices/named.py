"""Reads a printer as one line of text: where it is, and what it can do."""

from dataclasses import dataclass

from printing.devices.address import BadPrinterUri, parse_uri
from printing.devices.profiles import DEFAULT, PrinterProfile, profile_of, text_of


@dataclass(frozen=True, slots=True)
class Named:
    """A printer's URI and its profile."""

    uri: str
    profile: PrinterProfile = DEFAULT

    @property
    def text(self) -> str:
        """What `named` reads."""
        return self.uri if self.profile == DEFAULT else f"{self.uri}#{text_of(self.profile)}"


def named(text: str, usual: PrinterProfile = DEFAULT) -> Named:
    """Read `tcp://192.168.1.50#58mm;buzzer=2`; without a profile it is `usual`. BadPrinterUri where it is none."""
    uri, hash_, profile = text.partition("#")
    parse_uri(uri)
    try:
        return Named(uri, profile_of(profile) if hash_ else usual)
    except ValueError:
        raise BadPrinterUri(text) from None
