"""Statements compiled once for all shops of a test run: each test opens its own file, and asks it the same things.

An engine keeps what it compiled by its own dialect; a quarter of the whole run went into compiling again.
"""

from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache

ROOM = 5_000
"""More statements than the program has."""


def share_compiled() -> None:
    """Let every SQLite engine from now on use one dialect, and with it one store of compiled statements."""
    first = create_engine("sqlite://")
    first.connect().close()  # the dialect learns the library's version with its first connection
    compiled: LRUCache[Any, Any] = LRUCache(ROOM)
    made = Engine.__init__

    def shared(self: Engine, pool: Any, dialect: Any, *args: Any, **kwargs: Any) -> None:
        is_alike = type(dialect) is type(first.dialect)
        made(self, pool, first.dialect if is_alike else dialect, *args, **kwargs)
        if is_alike:
            self._compiled_cache = compiled

    Engine.__init__ = shared  # type: ignore[method-assign]
