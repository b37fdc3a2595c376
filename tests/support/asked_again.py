"""A real shop whose refusals must write nothing, and whose last answer must come again when it is asked again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from pos_desktop.core.errors import Rejected
from tests.support.loyal_till import AskedShop
from tests.support.oracle import SHOP_ZONE, Answer, Request
from tests.support.shop import OWNER

T = TypeVar("T")


class AskedAgain(AskedShop):
    """Asks through `sell`, and remembers the last request that was carried out."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__(template, folder)
        self.last: tuple[Request, Answer] | None = None

    def ask(self, **request: Any) -> Answer:
        """Ask the program; what it refuses wrote nothing."""
        told = {"id": self.shop.till.ids(), **request}
        before = self.rows()
        given = self.tell(told)
        assert given["ok"] or self.rows() == before, given
        if given["ok"]:
            self.last = told, given
        return given

    def done(self, deed: Callable[[str], T]) -> T | None:
        """What a deed of the owner answers, or none where it was refused; a refusal writes nothing."""
        before = self.rows()
        try:
            return deed(self.shop.person(OWNER).id)
        except Rejected:
            assert self.rows() == before
            return None

    def send_again(self) -> None:
        """Send the last request once more: its first answer, and nothing written."""
        assert self.last
        before = self.rows()
        assert self.tell(self.last[0]) == self.last[1]
        assert self.rows() == before

    def wait(self, days: int) -> None:
        """Let days pass; what falls due is done."""
        later = self.shop.clock.now() + timedelta(days=days)
        self.ask(op="clock", at=later.astimezone(SHOP_ZONE).isoformat())
