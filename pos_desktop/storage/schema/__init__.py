"""All tables of a shop, one module per family."""

from pos_desktop.storage.schema import catalogue, drawer, loyalty, members, records, selling, shop, stored
from pos_desktop.storage.schema.base import metadata

VERSION = 4
"""Number of the newest migration; `PRAGMA user_version` of a current database."""

__all__ = ["VERSION", "catalogue", "drawer", "loyalty", "members", "metadata", "records", "selling", "shop", "stored"]
