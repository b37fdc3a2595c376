"""What `doctor` finds: one sentence about each thing it looked at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.wording.messages import sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """`name` is fixed; `ok` is False for what keeps the till from working, `warning` marks what will hurt one day."""

    name: str
    ok: bool
    text: str
    warning: bool = False

    def plain(self) -> dict[str, object]:
        """JSON-ready values."""
        return {"name": self.name, "ok": self.ok, "warning": self.warning, "text": self.text}


def good(name: str, text: str) -> Finding:
    """Nothing to do."""
    return Finding(name, True, text)


def doubtful(name: str, text: str) -> Finding:
    """It works, but somebody should look at it."""
    return Finding(name, True, text, warning=True)


def bad(name: str, text: str) -> Finding:
    """The till cannot work like this."""
    return Finding(name, False, text)


def told(name: str, error: EnvironmentProblem | Rejected) -> Finding:
    """What the program itself would say."""
    return bad(name, sentence(error))


Look = Callable[[], Iterable[Finding]]


def looked(name: str, look: Look) -> list[Finding]:
    """Findings of one look; a look that fails is a finding too."""
    try:
        return list(look())
    except (EnvironmentProblem, Rejected) as error:
        return [told(name, error)]
    except Exception as error:  # doctor is asked when things are broken: it says so and looks on
        return [bad(name, f"{type(error).__name__}: {error}"[:300])]
