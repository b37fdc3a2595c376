"""A person as who keeps the people is writing them: name, role, rights that differ from the role's, PIN typed twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.rates import WHOLE
from pos_desktop.selling.permissions import LIMITS, RIGHTS, UNLIMITED, Rights, Role, rights_of
from pos_desktop.services.shop.staffing import StaffPage

SINGLE: Final = tuple(name for name in Rights.__dataclass_fields__ if name not in LIMITS)
"""Rights that somebody has or has not."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is on the form; `staff_id` None is a new person. `wrong` are limits whose text is no number."""

    staff_id: Id | None = None
    name: str = ""
    role: Role = Role.CASHIER
    own: Mapping[str, Any] = field(default_factory=dict)
    active: bool = True
    pin: str = ""
    again: str = ""
    old: str = ""
    """The PIN until now; only who changes their own says it."""
    wrong: frozenset[str] = frozenset()

    @property
    def rights(self) -> Rights:
        """What the person would be allowed."""
        return rights_of(self.role, self.own)

    def with_role(self, role: Role) -> "Draft":
        """Another role, with all that it brings and nothing besides."""
        return replace(self, role=role, own={}, wrong=frozenset())

    def with_right(self, right: str, value: bool | int | None) -> "Draft":
        """Another value of one right; what the role brings anyway is not kept beside it."""
        own = {name: kept for name, kept in self.own.items() if name != right}
        if getattr(RIGHTS[self.role], right) != value:
            own[right] = value
        return replace(self, own=own, wrong=self.wrong - {right})

    def with_limit(self, limit: str, text: str) -> "Draft":
        """Another limit as typed: percent for a discount, whole numbers for the others, nothing for no limit."""
        try:
            return self.with_right(limit, _limit(limit, text))
        except ValueError:
            return replace(self, wrong=self.wrong | {limit})

    def check(self) -> None:
        """Refuse limits that are no numbers, and PINs that differ; INVALID_AMOUNT, PIN_TWICE."""
        if self.wrong:
            raise Rejected(Code.INVALID_AMOUNT)
        if self.pin != self.again:
            raise Rejected(Code.PIN_TWICE)


def draft_of(page: StaffPage) -> Draft:
    """The form of somebody who is there."""
    return Draft(page.id, page.name, page.role, dict(page.own), page.active)


def limit_text(limit: str, rights: Rights) -> str:
    """A limit as it is typed; "" for none."""
    value = getattr(rights, limit)
    if value is None:
        return ""
    if limit != "discount":
        return str(value)
    whole, rest = divmod(value, 100)
    return f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)


def _limit(limit: str, text: str) -> int | None:
    plain = "".join(text.split()).replace("%", "").replace("₫", "")
    if not plain and limit in UNLIMITED:
        return None
    if limit != "discount":
        value = int(plain.replace(".", "").replace(",", "") or 0)
    else:
        whole, _mark, rest = plain.replace(".", ",").partition(",")
        value = int(whole or 0) * 100 + int(rest[:2].ljust(2, "0") if rest else 0)
    if not 0 <= value <= (WHOLE if limit == "discount" else LIMITS[limit]):
        raise ValueError(text)
    return value
