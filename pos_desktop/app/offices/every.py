"""Which visit belongs to which entry of the menu; each is imported when somebody goes there: the till comes first."""

from typing import Final

from PySide6.QtCore import QObject

from pos_desktop.app.offices.visit import Premises, Visit


def _members(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.members import MembersVisit

    return MembersVisit(premises, parent)


def _programme(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.programme import ProgrammeVisit

    return ProgrammeVisit(premises, parent)


def _books(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.books import PointBooksVisit

    return PointBooksVisit(premises, parent)


def _receipts(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.receipts import ReceiptsVisit

    return ReceiptsVisit(premises, parent)


def _catalogue(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.catalogue import CatalogueVisit

    return CatalogueVisit(premises, parent)


def _users(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.users import UsersVisit

    return UsersVisit(premises, parent)


def _shift(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.shift import ShiftVisit

    return ShiftVisit(premises, parent)


def _drawer(premises: Premises, parent: QObject) -> Visit:
    """The shift, with the sheet for opening the drawer without a sale up at once."""
    from pos_desktop.app.offices.shift import ShiftVisit

    return ShiftVisit(premises, parent, opens_drawer=True)


def _journal(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.journal import JournalVisit

    return JournalVisit(premises, parent)


def _takeover(premises: Premises, parent: QObject) -> Visit:
    """The shift, with the count of who takes it over up at once."""
    from pos_desktop.app.offices.shift import ShiftVisit

    return ShiftVisit(premises, parent, takes_over=True)


def _shop(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.shop import ShopVisit

    return ShopVisit(premises, parent)


def _tables(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.tables import TablesVisit

    return TablesVisit(premises, parent)


def _reports(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.reports import ReportVisit

    return ReportVisit(premises, parent)


def _figures(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.figures import FiguresVisit

    return FiguresVisit(premises, parent)


def _staff_risk(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.staff_risk import RiskVisit

    return RiskVisit(premises, parent)


def _backup(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.backup import BackupVisit

    return BackupVisit(premises, parent)


def _stock(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.stock import StockVisit

    return StockVisit(premises, parent)


def _kitchen(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.kitchen import KitchenVisit

    return KitchenVisit(premises, parent)


def _devices(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.devices import DevicesVisit

    return DevicesVisit(premises, parent)


def _receipt_design(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.receipt_design import DesignVisit

    return DesignVisit(premises, parent)


def _transfers(premises: Premises, parent: QObject) -> Visit:
    from pos_desktop.app.offices.transfers import TransfersVisit

    return TransfersVisit(premises, parent)


VISITS: Final = {
    "shift": _shift,
    "drawer": _drawer,
    "takeover": _takeover,
    "tables": _tables,
    "receipts": _receipts,
    "members": _members,
    "programme": _programme,
    "books": _books,
    "catalogue": _catalogue,
    "stock": _stock,
    "users": _users,
    "backup": _backup,
    "shop": _shop,
    "receipt_design": _receipt_design,
    "transfers": _transfers,
    "kitchen": _kitchen,
    "devices": _devices,
    "journal": _journal,
    "reports": _reports,
    "figures": _figures,
    "staff_risk": _staff_risk,
}
"""How to make a visit, by the name of the menu's entry; `open` it next."""
