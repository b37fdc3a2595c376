"""What is typed and chosen of the receipt printer, and the two lines of text that come of it."""

from dataclasses import dataclass, replace

from printing.devices.address import BadPrinterUri, parse_uri
from printing.devices.named import Named, named
from printing.devices.profiles import MOST_BEEPS, MOST_DENSITY, PROFILES, PrinterProfile, known_profile, text_of

NOWHERE = ("", "none")
PAPERS = ("80mm", "80mm-512", "58mm")
MOST_PAGE = 254


@dataclass(frozen=True, slots=True)
class Draft:
    """Address, profile and fallback as they are typed."""

    uri: str = ""
    profile: PrinterProfile = PROFILES["80mm"]
    fallback: str = ""

    @property
    def is_set(self) -> bool:
        """Whether there is a printer at all."""
        return self.uri.strip() not in NOWHERE

    @property
    def printer(self) -> Named:
        """The printer. BadPrinterUri."""
        parse_uri(self.uri.strip())
        return Named(self.uri.strip(), self.profile)

    @property
    def has_address(self) -> bool:
        """Whether the address is one, or none is wanted."""
        return not self.is_set or _is_printer(self.uri.strip())

    @property
    def has_fallback(self) -> bool:
        """Whether the fallback's address is one, or none is wanted."""
        return self.fallback.strip() in NOWHERE or _is_printer(self.fallback.strip())

    def on(self, paper: str) -> "Draft":
        """The same printer with other paper."""
        preset = PROFILES[paper]
        return self.having(name=paper, width_dots=preset.width_dots, columns=preset.columns, cutter=preset.cutter)

    def having(self, **fields: object) -> "Draft":
        """The same printer with something else of its profile."""
        return replace(self, profile=replace(self.profile, **fields))  # type: ignore[arg-type]

    def step(self, field: str, by: int) -> "Draft":
        """One more or less of `density`, `buzzer` or `page`; no further than there is."""
        least, most = {"density": (-MOST_DENSITY, MOST_DENSITY), "buzzer": (0, MOST_BEEPS), "page": (0, MOST_PAGE)}[
            field
        ]
        return self.having(**{field: max(least, min(most, getattr(self.profile, field) + by))})

    def settings(self) -> dict[str, object]:
        """The fields of till.json."""
        uri = self.uri.strip() if self.is_set else ""
        fallback = "" if self.fallback.strip() in NOWHERE else self.fallback.strip()
        return {"printer": uri, "profile": text_of(self.profile), "fallback": fallback}


def draft_of(uri: str, profile: str, fallback: str) -> Draft:
    """What is kept, as a draft."""
    known = known_profile(profile)
    if known.name not in PAPERS:  # «mute» is 80 mm that answers nothing
        known = replace(PROFILES["80mm"], answers_status=known.answers_status)
    return Draft("" if uri in NOWHERE else uri, known, fallback)


def _is_printer(text: str) -> bool:
    try:
        named(text)
    except BadPrinterUri:
        return False
    return True
