"""All tables of a shop, one module per family."""

from pos_desktop.storage.schema import (
    catalogue,
    dining,
    drawer,
    loyalty,
    members,
    owing,
    records,
    rollups,
    selling,
    shop,
    stock,
    stored,
)  # fmt: skip
from pos_desktop.storage.schema.base import metadata

VERSION = 6
"""Number of the newest migration; `PRAGMA user_version` of a current database."""

__all__ = [
    "VERSION", "catalogue", "dining", "drawer", "loyalty", "members", "metadata", "owing", "records", "rollups",
    "selling", "shop", "stock", "stored",
]  # fmt: skip
