"""How the shop's receipts look: one setting of the shop, with the logo in it, so that every till and backup has it."""

from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import note, squeeze
from pos_desktop.documents import pictures
from pos_desktop.documents.design import MOST_LINE, MOST_LINES, Block, Lines, ReceiptDesign
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.pictures import picture_file
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import settings
from pos_desktop.storage.schema.shop import setting

RECEIPT_DESIGN = "receipt_design"


@dataclass(frozen=True, slots=True)
class SetDesign:
    """How receipts look from now on; `id` names the operation."""

    id: str
    design: ReceiptDesign
    staff_id: Id


@dataclass(frozen=True, slots=True)
class DesignSet:
    """What holds from now on; `is_repeat` when the operation had been done before."""

    design: ReceiptDesign
    is_repeat: bool = False
    topics: tuple[str, ...] = ("shop",)


class Designing:
    """Reads and changes the design of the shop's receipts."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def current(self) -> ReceiptDesign:
        """The design in force, in one look; the standard one where nobody has made one."""
        with self._till.db.read() as tx:
            return _read(tx, self._till)

    def take_logo(self, path: Path, by: Id) -> bytes:
        """Make a logo of a chosen file, in another process; nothing is kept before `set`.

        Raises:
            Rejected: NOT_ALLOWED with the right `settings`; PICTURE_KIND, PICTURE_SIZE, PICTURE_DAMAGED, PICTURE_EMPTY.
            EnvironmentProblem: FILE_UNREADABLE.
        """
        with self._till.db.read() as tx:
            require(tx, by, "settings")
        return pictures.logo(picture_file(path))

    def set(self, command: SetDesign) -> DesignSet:
        """Print receipts so from now on, also those of sales made before.

        Raises:
            Rejected: NOT_ALLOWED with the right `settings`; INVALID_TEXT, TOO_MANY_LINES; PICTURE_DAMAGED for a logo
                that `take_logo` did not make; ID_REUSED.
        """
        design = checked(command.design)
        plain = _plain(design)
        asked = Asked(command.id, "set_receipt_design", fingerprint(plain), command.staff_id)
        answer = once(self._till, asked, lambda tx, _written: self._deed(tx, plain, command.staff_id))
        return DesignSet(design, answer["is_repeat"])

    def _deed(self, tx: Connection, plain: dict[str, Any], staff_id: Id) -> Deed:
        require(tx, staff_id, "settings")
        shop_id, setting_id = self._till.shop.id, self._till.ids()
        before, version = settings.newest(tx, shop_id, RECEIPT_DESIGN) or (None, 0)
        tx.execute(setting.insert().values(
            id=setting_id, shop_id=shop_id, name=RECEIPT_DESIGN, value=plain, version=version + 1,
            at=self._till.now(), staff_id=staff_id,
        ))  # fmt: skip
        told = {"name": RECEIPT_DESIGN, "before": _told(before), "value": _told(plain)}
        return Deed({}, Event.SETTING_CHANGED, setting_id, told)


def checked(design: ReceiptDesign) -> ReceiptDesign:
    """The design as it is kept: texts clean, empty lines gone; raises as `Designing.set` does."""
    if design.logo is not None and not pictures.is_logo(design.logo):
        raise Rejected(Code.PICTURE_DAMAGED)
    header, promotion, footer = (_lines(design, where) for where in (Lines.HEADER, Lines.PROMOTION, Lines.FOOTER))
    return replace(design, header=header, promotion=promotion, footer=footer)


def _lines(design: ReceiptDesign, where: Lines) -> tuple[str, ...]:
    kept = tuple(filter(None, (note(line, MOST_LINE) for line in design.lines(where))))
    if len(kept) > MOST_LINES[where]:
        raise Rejected(Code.TOO_MANY_LINES, most=MOST_LINES[where])
    return kept


def _read(tx: Connection, till: Till) -> ReceiptDesign:
    found = settings.newest(tx, till.shop.id, RECEIPT_DESIGN)
    return _design(found[0]) if found else ReceiptDesign()


def _plain(design: ReceiptDesign) -> dict[str, Any]:
    logo = b64encode(design.logo).decode("ascii") if design.logo else ""
    lines = {where.value: list(design.lines(where)) for where in Lines}
    return {"logo": logo, **lines, "hidden": sorted(design.hidden)}


def _design(kept: Any) -> ReceiptDesign:
    """What of a kept value is a design: nothing that a later version or a stranger wrote may keep receipts back."""
    plain = kept if isinstance(kept, dict) else {}
    header, promotion, footer = (_kept_lines(plain, where) for where in (Lines.HEADER, Lines.PROMOTION, Lines.FOOTER))
    hidden = frozenset(Block(name) for name in _texts(plain.get("hidden")) if name in set(Block))
    return ReceiptDesign(_logo(plain.get("logo")), header, promotion, footer, hidden)


def _kept_lines(plain: dict[str, Any], where: Lines) -> tuple[str, ...]:
    lines = (squeeze(line[:MOST_LINE]) for line in _texts(plain.get(where.value)))
    return tuple(filter(None, lines))[: MOST_LINES[where]]


def _texts(kept: Any) -> list[str]:
    return [text for text in kept if isinstance(text, str)] if isinstance(kept, list) else []


def _logo(kept: Any) -> bytes | None:
    try:
        logo = b64decode(kept, validate=True) if isinstance(kept, str) else b""
    except ValueError:  # not base64, not even ASCII
        return None
    return logo if pictures.is_logo(logo) else None


def _told(plain: Any) -> Any:
    """What the journal tells: the digest in the place of the picture."""
    logo = plain.get("logo") if isinstance(plain, dict) else ""
    return {**plain, "logo": sha256(logo.encode()).hexdigest()} if isinstance(logo, str) and logo else plain
