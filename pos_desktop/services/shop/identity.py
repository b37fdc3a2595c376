"""Changes who the shop is: what heads its receipts, and the hour at which its next business day begins."""

from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection, func, select, update

from pos_desktop.core.clock import business_date, zone
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import name, note
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import ShopFacts, Till, shop_facts
from pos_desktop.services.written import Written
from pos_desktop.storage.schema.drawer import shift
from pos_desktop.storage.schema.shop import shop

MOST_LINE = 120
MOST_FOOTER = 200


@dataclass(frozen=True, slots=True)
class About:
    """What a shop says of itself; `cutover_hour` is the hour (0 to 23) of its clock at which a business day ends."""

    name: str
    address: str = ""
    phone: str = ""
    tax_code: str = ""
    footer: str = ""
    cutover_hour: int = 0


@dataclass(frozen=True, slots=True)
class ChangeShop:
    """A change of what the shop says of itself; `id` names the operation."""

    id: str
    about: About
    staff_id: Id


@dataclass(frozen=True, slots=True)
class Changed:
    """The shop as it is from now on; a till that was opened before has to take it up (`renewed`)."""

    facts: ShopFacts
    is_repeat: bool = False
    topics: tuple[str, ...] = ("shop",)


class Identity:
    """Use cases of what the shop is."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def about(self) -> About:
        """What the shop says of itself now."""
        with self._till.db.read() as tx:
            return _about(_facts(tx))

    def change(self, command: ChangeShop) -> Changed:
        """Say something else of the shop from now on.

        Raises:
            Rejected: NOT_ALLOWED without the right `settings`; INVALID_NAME; CUTOVER_OPEN_SHIFT while a shift is open
                and CUTOVER_DAY_BACK while the change would begin a day again that is over; ID_REUSED.
        """
        asked = Asked(command.id, "change_shop", fingerprint(asdict(command.about)), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._deed(tx, written, command))
        with self._till.db.read() as tx:
            return Changed(_facts(tx), answer["is_repeat"])

    def _deed(self, tx: Connection, written: Written, command: ChangeShop) -> Deed:
        require(tx, command.staff_id, "settings")
        before, after = _about(_facts(tx)), _checked(command.about)
        if after.cutover_hour != before.cutover_hour:
            self._check_cutover(tx, after.cutover_hour)
        tx.execute(update(shop).where(shop.c.id == self._till.shop.id).values(**asdict(after)))
        written.saw(shop, self._till.shop.id)
        told = {field: [old, asdict(after)[field]] for field, old in asdict(before).items()
                if old != asdict(after)[field]}  # fmt: skip
        return Deed({}, Event.SETTING_CHANGED, self._till.shop.id, {"name": "shop", "changes": told})

    def _check_cutover(self, tx: Connection, hour: int) -> None:
        """No sale of a day may come after its Z, and no day comes twice."""
        if tx.execute(select(shift.c.id).where(shift.c.closed_at.is_(None))).first():
            raise Rejected(Code.CUTOVER_OPEN_SHIFT)
        day = business_date(self._till.now(), zone(self._till.shop.time_zone), hour)
        seen = tx.execute(select(func.max(shift.c.business_date))).scalar()
        due = tx.execute(select(shop.c.due_through)).scalar()
        if any(known is not None and day < known for known in (seen, due)):
            raise Rejected(Code.CUTOVER_DAY_BACK, hour=hour)


def renewed(till: Till, facts: ShopFacts) -> Till:
    """The till of a shop that has changed; the one before goes on as it was."""
    return replace(till, shop=facts)


def _facts(tx: Connection) -> ShopFacts:
    facts = shop_facts(tx)
    if facts is None:
        raise Rejected(Code.NO_SHOP)
    return facts


def _about(facts: ShopFacts) -> About:
    return About(**{field: getattr(facts, field) for field in About.__dataclass_fields__})


def _checked(about: About) -> About:
    if not 0 <= about.cutover_hour <= 23:
        raise Rejected(Code.INVALID_AMOUNT, field="cutover_hour")
    return About(
        name(about.name), note(about.address, MOST_LINE), note(about.phone, MOST_LINE), note(about.tax_code, MOST_LINE),
        note(about.footer, MOST_FOOTER), about.cutover_hour,
    )  # fmt: skip
