"""How a device is, as a dot, a word and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.wording import _
from pos_desktop.wording.printers import WELL, condition_words, what_to_do
from printing.devices.spool import Reason
from printing.devices.status import Condition


class Light(StrEnum):
    """The colour of a dot; the word beside it says the same."""

    GOOD = "pay"
    WARN = "warn"
    BAD = "danger"
    OFF = "borderStrong"


@dataclass(frozen=True, slots=True)
class Standing:
    """A dot, its word, and what to do, "" for nothing."""

    light: Light
    word: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a printer was found to be: its own word, or why nothing could be heard; `detail` is for who sets it up."""

    condition: Condition = Condition.UNKNOWN
    reason: Reason = Reason.NONE


def not_set() -> Standing:
    """Nothing is set."""
    return Standing(Light.OFF, _("Chưa đặt"))


def asking() -> Standing:
    """It was asked and has not answered yet."""
    return Standing(Light.OFF, _("Đang hỏi…"))


def ready() -> Standing:
    """It works."""
    return Standing(Light.GOOD, _("Sẵn sàng"))


def lost(advice: str = "") -> Standing:
    """It was there, or should be."""
    return Standing(Light.BAD, _("Mất kết nối"), advice)


def of_printer(asked: Asked) -> Standing:
    """How a printer is; one that says nothing is never ready."""
    if asked.reason is Reason.NO_SUCH_PRINTER:
        return Standing(Light.BAD, _("Sai địa chỉ"), what_to_do(asked.reason))
    if asked.reason is Reason.BUSY:
        return Standing(Light.OFF, _("Đang in"), what_to_do(asked.reason))
    if asked.reason is not Reason.NONE:
        return lost(what_to_do(asked.reason))
    word = condition_words(asked.condition)
    return Standing(_light(asked.condition), word[:1].upper() + word[1:], _advice(asked.condition))


def _light(condition: Condition) -> Light:
    if condition in WELL:
        return Light.GOOD if condition is Condition.READY else Light.WARN
    return Light.WARN if condition is Condition.UNKNOWN else Light.BAD


def _advice(condition: Condition) -> str:
    if condition is Condition.UNKNOWN:
        return _("Máy in không cho hỏi trạng thái. Bấm «In thử» rồi xem tờ giấy.")
    return what_to_do(condition)
