"""Triggers that mark the business dates whose roll-ups no longer tell what is booked on them."""

from typing import Final

_MARK = "INSERT INTO stale_day (id) {days} ON CONFLICT (id) DO UPDATE SET claim = '' WHERE stale_day.claim <> ''"
_OF_SALE = (
    "SELECT business_date FROM sale WHERE id = NEW.sale_id "
    "UNION SELECT business_date FROM refund WHERE sale_id = NEW.sale_id"
)
_OF_BOTH = (
    "SELECT day FROM day_visit WHERE account_id IN (NEW.from_account_id, NEW.to_account_id) "
    "UNION SELECT day FROM day_spend WHERE account_id IN (NEW.from_account_id, NEW.to_account_id)"
)
_NEXT_DAY = {"sqlite": "date(NEW.expires_on, '+1 day')", "postgresql": "NEW.expires_on + 1"}


def _events(dialect: str) -> tuple[tuple[str, str, str], ...]:
    """The table, the event, and the query of the dates that it changes.

    What is left of a lot changes with every entry: one that is booked on an older date changes the dates after it.
    """
    return (
        ("sale", "INSERT", "SELECT NEW.business_date WHERE true"),
        ("entry", "INSERT", "SELECT NEW.business_date WHERE true "
                            "UNION SELECT day FROM day_total WHERE day > NEW.business_date"),
        ("lot", "INSERT", f"SELECT {_NEXT_DAY[dialect]} WHERE NEW.expires_on IS NOT NULL"),
        ("refund", "INSERT", f"SELECT NEW.business_date UNION {_OF_SALE}"),
        ("attachment", "INSERT", _OF_SALE),
        ("member_merge", "INSERT", _OF_BOTH),
        ("member_merge", "UPDATE OF undone_at", _OF_BOTH),
        ("shop", "UPDATE OF time_zone", "SELECT day FROM day_total WHERE true"),
    )  # fmt: skip


def _sqlite(table: str, event: str, days: str) -> str:
    name = f"tr_{table}_stale_{event.split(maxsplit=1)[0].lower()}"
    marked = _MARK.format(days=f"SELECT * FROM ({days}) WHERE true")
    return f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} BEGIN {marked}; END"


def _postgresql(table: str, event: str, days: str) -> tuple[str, str]:
    name = f"{table}_stale_{event.split(maxsplit=1)[0].lower()}"
    marked = _MARK.format(days=f"SELECT found.* FROM ({days}) AS found WHERE true")
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {marked}; RETURN NEW; END $$",
        f"CREATE OR REPLACE TRIGGER tr_{name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


STALENESS: Final = {
    "sqlite": tuple(_sqlite(*one) for one in _events("sqlite")),
    "postgresql": tuple(part for one in _events("postgresql") for part in _postgresql(*one)),
}
"""Whoever writes, the date is marked in the same transaction."""
