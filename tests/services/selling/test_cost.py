"""What the hot paths cost: every statement has its reason, and a new one has to give its own."""

import re

from pos_desktop.loyalty.quote import quote
from pos_desktop.selling.tax import VatTable
from pos_desktop.services.calendars.occasions import occasion

GUEST = (
    "SELECT operation",  # was this operation done before?
    "SELECT shop",  # has today's date begun?
    "SELECT shift",  # is one open, and which?
    "SELECT programme_version",  # the one that the order was opened with
    "SELECT vat_rate",  # quote again: rates
    "SELECT staff",  # who sells, and how much may they discount?
    "UPDATE counter",  # the receipt's number
    "INSERT sale",
    "INSERT sale_line",  # all lines in one
    "INSERT sale_tax",
    "INSERT tender",
    "INSERT cash_movement",
    "INSERT stock_movement",
    "INSERT operation",  # the answer, for ever
    "SELECT journal",  # the MAC that the next one follows
    "INSERT journal",
    "INSERT outbox",  # receipt and drawer in one
    "UPDATE open_order",  # the draft is paid
    "DELETE reservation",  # and holds nothing any more
    "SELECT sale",  # the answer, read back from what was written
    "SELECT sale_line",
    "SELECT sale_tax",
    "SELECT tender",
)
MEMBER = (
    *GUEST[:4],
    "UPDATE account",  # locks the account and reads it, in one
    "WITH member_merge",  # the picture: tier, blocks, whether who serves is the member or became part of them
    "WITH member_merge",  # the day's orders with its limits, whoever they became part of, and what other orders hold
    "SELECT lot",
    "SELECT activity",  # what the metrics count, by day
    *GUEST[4:6],
    "INSERT entry",  # redemption
    "INSERT lot_move",
    "UPDATE lot",  # guarded, one for each lot that is touched
    "INSERT entry",  # accrual
    "INSERT lot",
    "INSERT activity",  # what the sale adds to the metrics
    *GUEST[6:13],
    "UPDATE account",  # the caches, guarded
    *GUEST[13:17],
    "INSERT offer",  # what was offered, and whether it was taken
    *GUEST[17:20],
    "SELECT member",  # the member's name on the answer, and whether they are another one now
    *GUEST[20:],
)


def brief(statement: str) -> str:
    """`VERB table` of a statement."""
    verb = statement.split(" ", 1)[0]
    while verb == "SELECT" and "(" in statement:  # what stands in brackets is part of it, not a question of its own
        statement = re.sub(r"\([^()]*\)", "", statement)
    table = re.search(r"(?:INTO|UPDATE|FROM) (\w+)", statement)
    return f"{verb} {table[1] if table else ''}"


def sent_by(shop, work) -> tuple[str, ...]:
    with shop.statements() as sent:
        work()
    return tuple(brief(statement) for statement in sent)


def test_a_guest_sale(shop):
    command = shop.command("2 x PHỞ @ 50000; 1 x TRÀ @ 20000; cash 500000", printer="bar")
    shop.desk.orders.save(command.order, command.staff_id)
    assert sent_by(shop, lambda: shop.desk.sales.complete(command)) == GUEST


def test_a_member_sale(shop):
    shop.granted("Lan", 100)
    command = shop.command("2 x PHỞ @ 50000; 1 x TRÀ @ 20000; member Lan; redeem 50; cash 500000", printer="bar")
    shop.desk.orders.save(command.order, command.staff_id)
    assert sent_by(shop, lambda: shop.desk.sales.complete(command)) == MEMBER


def test_a_long_order_costs_no_more(shop):
    long = shop.command("; ".join(["1 x PHỞ @ 50000"] * 40) + "; cash 2000000", printer="bar")
    assert sent_by(shop, lambda: shop.desk.sales.complete(long)) == GUEST


def test_a_repeat_is_four_looks_and_no_write(shop):
    command = shop.command("1 x PHỞ @ 50000", printer="bar")
    shop.desk.sales.complete(command)
    assert sent_by(shop, lambda: shop.desk.sales.complete(command)) == ("SELECT operation", *GUEST[-4:])


def test_an_autosave_is_one_small_write(shop):
    order = shop.order("1 x PHỞ @ 50000")
    staff = shop.person().id
    look = "SELECT sale"  # and open_order: paid or dropped meanwhile?
    first = (look, "UPDATE open_order", "INSERT open_order", "DELETE reservation")
    assert sent_by(shop, lambda: shop.desk.orders.save(order, staff)) == first
    later = (look, "UPDATE open_order", "DELETE reservation")
    assert sent_by(shop, lambda: shop.desk.orders.save(order, staff)) == later


def test_scanning_asks_the_database_nothing(shop):
    shop.item({"name": "PHỞ", "qty": "1", "price": "50000", "vat": None, "plain": None})
    wares = shop.desk.catalogue.load()
    account = shop.member("Lan").account
    order = shop.desk.orders.new(1).with_member(account.id, shop.member("Lan").identified)

    at = occasion(shop.till, wares.programme, shop.till.now())

    def scan() -> None:
        (found,) = wares.index.find("PHO")
        longer = order.add(found.item, found.qty)
        assert quote(longer, account, wares.programme, wares.vat, at).priced.due == 50_000

    assert sent_by(shop, scan) == ()


def test_attaching_a_member_is_one_read(shop):
    card = shop.enrolled("Lan").card
    with shop.statements() as sent:
        shop.desk.members.find(card)
    assert all(statement.startswith(("SELECT", "WITH")) for statement in sent)
    assert len(sent) <= 10


def test_the_catalogue_is_read_again_only_when_it_moved(shop):
    wares = shop.desk.catalogue.load()
    assert isinstance(wares.vat, VatTable)
    assert sent_by(shop, lambda: shop.desk.catalogue.newer_than(wares)) == ("SELECT programme_version", "SELECT shop")
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE shop SET catalogue_version = catalogue_version + 1")
    assert shop.desk.catalogue.newer_than(wares).version == wares.version + 1
