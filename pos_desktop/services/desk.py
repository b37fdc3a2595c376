"""All use cases of one till in one value, for the window and the commands."""

from dataclasses import dataclass

from pos_desktop.services.members.benefits.games import Games
from pos_desktop.services.members.benefits.giving import Giving
from pos_desktop.services.members.benefits.partners import Partners
from pos_desktop.services.members.benefits.stored import StoredValue
from pos_desktop.services.members.benefits.vouchers import Vouchers
from pos_desktop.services.members.benefits.wheels import Wheels
from pos_desktop.services.members.card_sheets import CardSheets
from pos_desktop.services.members.consenting import Consenting
from pos_desktop.services.members.erasing import Erasing
from pos_desktop.services.members.exporting import Exporting
from pos_desktop.services.members.grouping import Grouping
from pos_desktop.services.members.households import Households
from pos_desktop.services.members.members import Members
from pos_desktop.services.members.merging import Merging
from pos_desktop.services.members.points.adjusting import Adjusting
from pos_desktop.services.members.points.attaching import Attaching
from pos_desktop.services.members.points.bonuses import Bonuses
from pos_desktop.services.members.points.explaining import Explaining
from pos_desktop.services.members.points.tiers_by_hand import TiersByHand
from pos_desktop.services.members.proofs import Proofs
from pos_desktop.services.office.days import Days
from pos_desktop.services.office.journal_pages import JournalPages
from pos_desktop.services.office.loyalty_books import Books
from pos_desktop.services.office.outbox import Outbox
from pos_desktop.services.selling.beside import Beside
from pos_desktop.services.selling.bookings import Bookings
from pos_desktop.services.selling.credit import Credit
from pos_desktop.services.selling.dividing import Dividing
from pos_desktop.services.selling.feedback import Feedback
from pos_desktop.services.selling.held import Held
from pos_desktop.services.selling.kitchen import Kitchen
from pos_desktop.services.selling.orders import Orders
from pos_desktop.services.selling.receipts import Receipts
from pos_desktop.services.selling.refunds import Refunds
from pos_desktop.services.selling.sales import Sales
from pos_desktop.services.selling.tables import Tables
from pos_desktop.services.selling.transfers import Transfers
from pos_desktop.services.selling.usuals import Usuals
from pos_desktop.services.shop.approvals import Approvals
from pos_desktop.services.shop.badges import Badges
from pos_desktop.services.shop.banking import Banking
from pos_desktop.services.shop.catalogue import Catalogue
from pos_desktop.services.shop.categories import Categories
from pos_desktop.services.shop.charging import Charging
from pos_desktop.services.shop.goods import Goods
from pos_desktop.services.shop.identity import Identity
from pos_desktop.services.shop.menu import Menu
from pos_desktop.services.shop.people import People
from pos_desktop.services.shop.pictures import Pictures
from pos_desktop.services.shop.price_lists import PriceLists
from pos_desktop.services.shop.programmes import Programmes
from pos_desktop.services.shop.receipt_design import Designing
from pos_desktop.services.shop.settings import Settings
from pos_desktop.services.shop.shifts import Shifts
from pos_desktop.services.shop.staffing import Staffing
from pos_desktop.services.shop.stations import Stations
from pos_desktop.services.shop.stocking.pages import StockPages
from pos_desktop.services.shop.stocking.purchases import Purchases
from pos_desktop.services.shop.stocking.recipes import Recipes
from pos_desktop.services.shop.stocking.stock import Stock
from pos_desktop.services.shop.wares import ServiceWares
from pos_desktop.services.till import Till


@dataclass(frozen=True, slots=True)
class Desk:
    """The services of one till; hold no state besides the till itself."""

    till: Till
    people: People
    staffing: Staffing
    badges: Badges
    identity: Identity
    approvals: Approvals
    shifts: Shifts
    catalogue: Catalogue
    members: Members
    orders: Orders
    sales: Sales
    outbox: Outbox
    days: Days
    refunds: Refunds
    receipts: Receipts
    adjusting: Adjusting
    programmes: Programmes
    explaining: Explaining
    books: Books
    stored: StoredValue
    vouchers: Vouchers
    wares: ServiceWares
    beside: Beside
    games: Games
    wheels: Wheels
    giving: Giving
    partners: Partners
    bonuses: Bonuses
    attaching: Attaching
    proofs: Proofs
    merging: Merging
    households: Households
    erasing: Erasing
    consenting: Consenting
    exporting: Exporting
    settings: Settings
    tiers_by_hand: TiersByHand
    journal: JournalPages
    held: Held
    dividing: Dividing
    tables: Tables
    bookings: Bookings
    charging: Charging
    kitchen: Kitchen
    stations: Stations
    menu: Menu
    banking: Banking
    transfers: Transfers
    stock: Stock
    stock_pages: StockPages
    purchases: Purchases
    recipes: Recipes
    goods: Goods
    pictures: Pictures
    categories: Categories
    price_lists: PriceLists
    grouping: Grouping
    usuals: Usuals
    feedback: Feedback
    credit: Credit
    receipt_design: Designing
    card_sheets: CardSheets


def desk_of(till: Till) -> Desk:
    """Every service on this till."""
    return Desk(
        till, People(till), Staffing(till), Badges(till), Identity(till), Approvals(till), Shifts(till),
        Catalogue(till), Members(till), Orders(till), Sales(till), Outbox(till),
        Days(till), Refunds(till), Receipts(till), Adjusting(till), Programmes(till),
        Explaining(till), Books(till), StoredValue(till), Vouchers(till), ServiceWares(till), Beside(till),
        Games(till), Wheels(till), Giving(till), Partners(till), Bonuses(till),
        Attaching(till), Proofs(till), Merging(till), Households(till), Erasing(till), Consenting(till),
        Exporting(till), Settings(till), TiersByHand(till), JournalPages(till), Held(till), Dividing(till),
        Tables(till), Bookings(till), Charging(till), Kitchen(till), Stations(till),
        Menu(till), Banking(till), Transfers(till),
        Stock(till), StockPages(till), Purchases(till), Recipes(till),
        Goods(till), Pictures(till), Categories(till), PriceLists(till), Grouping(till), Usuals(till),
        Feedback(till), Credit(till), Designing(till), CardSheets(till),
    )  # fmt: skip
