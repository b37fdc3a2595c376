"""What a virtual printer does, made ready to be looked at: its paper in strips, and every job kept in a folder."""

from collections.abc import Callable
from dataclasses import dataclass

from printing.virtual.album import Album, Kept
from printing.virtual.events import PaperCut
from printing.virtual.strips import Paper, Strip
from printing.virtual.told import Ended, Growing, Opened, Printed, Told


@dataclass(frozen=True, slots=True)
class Seen:
    """What happened, the strips that came out by it, and where the job lies once it is over.

    `problem` says why it could not be kept.
    """

    told: Told
    strips: tuple[Strip, ...] = ()
    kept: Kept | None = None
    problem: str = ""


class Onlooker:
    """Hears a printer on its thread (`VirtualPrinter(tell=...)`) and passes on what is to be seen.

    Attributes: `album`, which may be exchanged at any time, `width` of the paper in dots, from the next job on.
    """

    def __init__(self, album: Album, width: int, show: Callable[[Seen], None]) -> None:
        self.album, self.width, self._show = album, width, show
        self._begin()

    def _begin(self) -> None:
        self._paper = Paper(self.width)
        self._pieces: list[list[Strip]] = [[]]

    def __call__(self, told: Told) -> None:
        """Take one thing that was told."""
        match told:
            case Opened():
                self._begin()
                self._show(Seen(told))
            case Growing(rows=rows):
                self._put(told, self._paper.grow(rows))
            case Printed(event=event):
                self._put(told, self._paper.take(event))
                if isinstance(event, PaperCut):
                    self._pieces.append([])
            case Ended():
                self._show(self._keep(told))
                self._begin()
            case _:
                self._show(Seen(told))

    def _put(self, told: Told, strips: list[Strip]) -> None:
        self._pieces[-1].extend(strips)
        self._show(Seen(told, tuple(strips)))

    def _keep(self, ended: Ended) -> Seen:
        if not ended.raw:
            return Seen(ended)
        try:
            return Seen(ended, kept=self.album.keep(ended.raw, self._pieces, whole=ended.whole))
        except OSError as error:
            return Seen(ended, problem=error.strerror or str(error))
