"""Views of the shared widgets: sentences ready to show, and flags; no widget formats, adds or decides.

Ids are whatever the controller knows its things by; widgets only give them back. Colours are token names of
`assets/tokens.json`, icons are names of `assets/icons`.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """The meaning of a text's colour; the text says the same without it."""

    TEXT = "text"
    MUTED = "muted"
    PRIMARY = "primary"
    PAY = "pay"
    LOYALTY = "loyalty"
    WARN = "warn"
    DANGER = "danger"
    DISABLED = "disabled"
    INVERSE = "inverse"


@dataclass(frozen=True, slots=True)
class TileView:
    """One item of the catalogue; `count` is how many the cart holds, "" for none; `price` warns where it is `out`."""

    id: Hashable
    name: str
    price: str
    colour: str = "c1"
    count: str = ""
    enabled: bool = True
    out: bool = False
    picture: str = ""


@dataclass(frozen=True, slots=True)
class ChipView:
    """One category or preset of a row of chips."""

    id: Hashable
    label: str


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the cart. Empty texts take no room; `unit` is the price of one, under the name.

    `deals` are names and amounts of what came off by itself, `discount` is what a person took off. `single` is a line
    of which there is never more than one: a gift card, a top-up, a paid membership.
    """

    id: Hashable
    qty: str
    name: str
    amount: str
    unit: str = ""
    discount: str = ""
    discount_amount: str = ""
    note: str = ""
    warning: str = ""
    deals: tuple[tuple[str, str], ...] = ()
    single: bool = False
    kitchen: str = ""
    """What the kitchen knows of it."""
    course: str = ""
    """What the kitchen will be told of when to make it: nothing for the customer's screen."""
    options: tuple[tuple[str, str], ...] = ()
    """What it is made with, or the parts of a combo: texts, and amounts where they cost something."""
    changeable: bool = False
    """Whether its options can be chosen anew."""
    has_course: bool = False
    """Whether it can be chosen with which course the kitchen makes it."""


@dataclass(frozen=True, slots=True)
class RewardView:
    """One redeemed reward among the lines, in the colour of loyalty."""

    id: Hashable
    label: str
    amount: str
    removable: bool = True
    icon: str = "gift"


@dataclass(frozen=True, slots=True)
class EmptyView:
    """Why nothing is there, and the one thing to do about it."""

    icon: str
    title: str
    hint: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class CartView:
    """The lines of the order; `added` names a line that flashes once, `locked` shows them without controls."""

    lines: tuple[LineView, ...] = ()
    rewards: tuple[RewardView, ...] = ()
    selected: Hashable | None = None
    added: Hashable | None = None
    locked: bool = False
    empty: EmptyView | None = None


@dataclass(frozen=True, slots=True)
class AmountView:
    """A label with its amount."""

    label: str
    amount: str
    tone: Tone = Tone.TEXT


@dataclass(frozen=True, slots=True)
class TotalsView:
    """Small rows, then the amount that counts, then a note such as the points to be earned."""

    rows: tuple[AmountView, ...] = ()
    due: AmountView = AmountView("", "")
    note: str = ""


@dataclass(frozen=True, slots=True)
class TierView:
    """A tier's word and its colours: "tierMember", "tierSilver", "tierGold" or "tierDiamond"."""

    name: str
    colour: str = "tierMember"


@dataclass(frozen=True, slots=True)
class MemberView:
    """The member on the order. `progress` is parts of 1000 on the way to the next tier, None for no bar."""

    name: str
    initials: str
    tier: TierView
    points: str
    progress: int | None = None
    progress_text: str = ""
    birthday: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class OfferView:
    """A reward that may be taken at once; `main` fills the chip, `holdable` lets a long press choose an amount."""

    id: Hashable
    title: str
    detail: str = ""
    icon: str = ""
    main: bool = False
    holdable: bool = False
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class ReasonView:
    """What cannot be done, and why not."""

    name: str
    reason: str


class ToastKind(StrEnum):
    """What a toast is about; warnings and errors stay until the next action."""

    INFO = "info"
    UNDO = "undo"
    WARN = "warn"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class ToastView:
    """What happened and what to do; at most one action."""

    kind: ToastKind
    text: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """A question about what cannot come back. `verb` does it, `keep` is the safe way out, `other` does it otherwise."""

    title: str
    lines: tuple[str, ...]
    verb: str
    keep: str
    danger: bool = True
    other: str = ""


@dataclass(frozen=True, slots=True)
class NumberView:
    """A number being typed; `ghost` shows while `value` is empty."""

    label: str
    value: str
    ghost: str = ""
    tone: Tone = Tone.TEXT
    active: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class FKeyView:
    """One key of the bar at the bottom."""

    action: str
    key: str
    label: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class TopBarView:
    """Shop, shift and person; `mark` is a standing notice such as a sample shop's, `trouble` what is not working."""

    shop: str
    shift: str = ""
    user: str = ""
    mark: str = ""
    trouble: str = ""
