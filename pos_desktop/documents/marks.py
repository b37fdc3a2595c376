"""Which marks a paper bears at both ends, so that no torn piece of it passes for a real original."""

from collections.abc import Iterator
from dataclasses import dataclass

from pos_desktop.wording import Wording


@dataclass(frozen=True, slots=True)
class Standing:
    """What a paper is beside an original of a real shop; `copy` 0 is the original, 1 the first later print."""

    is_sample: bool = False
    is_training: bool = False
    copy: int = 0


ORIGINAL = Standing()


def marks_of(standing: Standing, words: Wording) -> tuple[str, ...]:
    """The marks as words, none for an original."""
    return tuple(_marks(standing, words))


def _marks(standing: Standing, words: Wording) -> Iterator[str]:
    if standing.is_training:
        yield words.gettext("TẬP HUẤN")
    if standing.is_sample:
        yield words.gettext("MẪU")
    if standing.copy:
        yield words.gettext("BẢN IN LẠI {copy}").format(copy=standing.copy)
