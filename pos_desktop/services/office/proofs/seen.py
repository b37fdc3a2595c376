"""Gathers the digests that journal rows name, cut out of many bodies at once instead of parsing each."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

_ROWS, _TABLE, _DIGEST = '"rows":{', '":{"', '":"'
"""What stands before all tables of a body, between a table and its first id, and between an id and its digest."""


class Seen:
    """The newest digest of every row, in the order in which the rows were first seen. Standard library only."""

    def __init__(self, once: Collection[str], length: int) -> None:
        self._once, self._length = once, length
        self._lists: dict[str, list[str]] = defaultdict(list)
        self._newest: dict[str, dict[str, str]] = defaultdict(dict)

    def bodies(self, bodies: Iterable[str]) -> None:
        """Take the digests of these canonical bodies, in their order."""
        parts: list[str] = []
        for body in bodies:
            part = _part(body)
            if part is None:
                self._cut(parts)
                parts = []
                self._parsed(json.loads(body).get("rows") or {})
            elif part:
                parts.append(part)
        self._cut(parts)

    def taken(self, table: str) -> list[str]:
        """The digests of a table's rows, which are no longer kept here."""
        if table in self._once:
            return self._lists.pop(table, [])
        return list(self._newest.pop(table, {}).values())

    @property
    def is_left(self) -> bool:
        """Whether there are tables that nobody has taken."""
        return bool(self._lists or self._newest)

    def _cut(self, parts: list[str]) -> None:
        texts: dict[str, list[str]] = defaultdict(list)
        table = ""
        for place, segment in enumerate((",".join(parts) + ',"').split(_TABLE)):
            inside, _, following = segment.rpartition('"')
            if place:
                texts[table].append(inside)
            table = following
        for name, of_table in texts.items():
            self._add(name, "".join(of_table).split(_DIGEST))

    def _add(self, table: str, pieces: list[str]) -> None:
        """Each piece is a digest, three marks, and the next id; the first is an id alone, the last has none."""
        digests = [piece[: self._length] for piece in pieces[1:]]
        if table in self._once:
            self._lists[table] += digests
        else:
            ids = [pieces[0], *(piece[self._length + 3 :] for piece in pieces[1:-1])]
            self._newest[table].update(zip(ids, digests, strict=True))

    def _parsed(self, rows: Mapping[str, Mapping[str, str]]) -> None:
        for table, digests in rows.items():
            if table in self._once:
                self._lists[table] += digests.values()
            elif digests:
                self._newest[table].update(digests)


def _part(body: str) -> str | None:
    """What stands of digests in a canonical body; "" where nothing does, None where only a parser can tell.

    Without a backslash every quote begins or ends a text, so that braces are looked for outside of texts alone.
    """
    at = body.find(_ROWS)
    if at < 0:
        return ""
    end = body.find("}}", at) + 1
    before, part = body[:at], body[at + len(_ROWS) : end]
    is_plain = end > 0 and part[-2:] == '"}' and part.count('"') % 2 == 0 and "{}" not in part and "\\" not in part
    return part if is_plain and "\\" not in before and _is_top(before) else None


def _is_top(before: str) -> bool:
    """Whether what follows is a key of the body itself."""
    marks = "".join(before.split('"')[::2])
    return marks.count("{") - marks.count("}") == 1 and marks.count("[") == marks.count("]")
