"""Gathers the digests that journal rows name, cut out of many bodies at once instead of parsing each."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

_ROWS, _TABLE, _DIGEST = b'"rows":{', b'":{"', b'":"'
"""What stands before all tables of a body, between a table and its first id, and between an id and its digest."""
_MARKS = 3
"""What stands between a digest and the next id: quote, comma, quote, or quote, brace, comma."""


class Seen:
    """The newest digest of every row, as bytes, in the order in which the rows were first seen.

    Attributes: `size` of a digest in bytes; journal rows name it in hexadecimal.
    """

    def __init__(self, once: Collection[str], length: int) -> None:
        self.size = length // 2
        self._length = length
        self._once = {table.encode() for table in once}
        self._all: dict[bytes, bytearray] = defaultdict(bytearray)
        self._newest: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)

    def bodies(self, bodies: Iterable[bytes]) -> None:
        """Take the digests of these canonical bodies, in their order.

        Raises:
            ValueError: they hold something else than digests.
        """
        parts: list[bytes] = []
        for body in bodies:
            part = _part(body)
            if part is None:
                self._cut(parts)
                parts = []
                self._parsed(json.loads(body).get("rows") or {})
            elif part:
                parts.append(part)
        self._cut(parts)

    def taken(self, table: str) -> bytes:
        """The digests of a table's rows, one behind the other; they are no longer kept here."""
        name = table.encode()
        if name in self._once:
            return bytes(self._all.pop(name, b""))
        return bytes.fromhex(b"".join(self._newest.pop(name, {}).values()).decode())

    @property
    def is_left(self) -> bool:
        """Whether there are tables that nobody has taken."""
        return bool(self._all or self._newest)

    def _cut(self, parts: list[bytes]) -> None:
        segments = (b",".join(parts) + b',"').split(_TABLE)
        texts: dict[bytes, list[bytes]] = defaultdict(list)
        table = segments[0].rpartition(b'"')[2]
        for segment in segments[1:]:
            inside, _, following = segment.rpartition(b'"')
            texts[table].append(inside)
            table = following
        for name, of_table in texts.items():
            self._add(name, b"".join(of_table).split(_DIGEST))

    def _add(self, table: bytes, pieces: list[bytes]) -> None:
        """Each piece is a digest, three marks and the next id; the first is an id alone, the last has none."""
        digests = [piece[: self._length] for piece in pieces[1:]]
        joint = bytes.fromhex(b"".join(digests).decode())
        if table in self._once:
            self._all[table] += joint
        else:
            ids = [pieces[0], *(piece[self._length + _MARKS :] for piece in pieces[1:-1])]
            self._newest[table].update(zip(ids, digests, strict=True))

    def _parsed(self, rows: Mapping[str, Mapping[str, str]]) -> None:
        for table, digests in rows.items():
            named = {row_id.encode(): digest.encode() for row_id, digest in digests.items()}
            if table.encode() in self._once:
                self._all[table.encode()] += bytes.fromhex("".join(digests.values()))
            elif named:
                self._newest[table.encode()].update(named)


def _part(body: bytes) -> bytes | None:
    """What stands of digests in a canonical body; b"" where nothing does, None where only a parser can tell.

    Without a backslash every quote begins or ends a text, so that braces are looked for outside of texts alone.
    """
    at = body.find(_ROWS)
    if at < 0:
        return b""
    end = body.find(b"}}", at) + 1
    before, part = body[:at], body[at + len(_ROWS) : end]
    is_plain = end > 0 and part[-2:] == b'"}' and part.count(b'"') % 2 == 0 and b"{}" not in part and b"\\" not in part
    return part if is_plain and b"\\" not in before and _is_top(before) else None


def _is_top(before: bytes) -> bool:
    """Whether what follows is a key of the body itself."""
    marks = b"".join(before.split(b'"')[::2])
    return marks.count(b"{") - marks.count(b"}") == 1 and marks.count(b"[") == marks.count(b"]")
