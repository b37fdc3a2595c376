"""The pages: links lead somewhere, decisions have their parts, and worked examples are what the program works out."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from urllib.parse import unquote

import pytest
from babel.messages.catalog import Message

from pos_desktop.core.errors import Rejected
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.quantity import ONE
from pos_desktop.loyalty.accrual import EarnFacts, EarnLine, accrue
from pos_desktop.loyalty.lots import dates_of
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import quote
from pos_desktop.loyalty.redemption import allowed, redeem
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate, issue
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.conditions import Buyer, Hours, When
from pos_desktop.selling.deals import DealSource
from pos_desktop.selling.new_prices import PriceChange
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.price_lists import PriceList, in_force, price_for
from pos_desktop.selling.pricing import price, saving
from pos_desktop.selling.promotions import Promotion, deals_for
from pos_desktop.selling.tax import DEFAULT_RATES, VatTable
from pos_desktop.selling.tenders import quick_cash
from pos_desktop.wording import catalogue
from tests.loyalty.test_quote import LAN
from tests.support.deals import benefit, deals
from tests.support.orders import order

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
PARTS = ("Question", "Decision", "Reasons", "Rejected", "Status")
DAY, VAT, DEFAULT = date(2026, 3, 2), VatTable(), Programme()
NONE = "–"

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PLACE = re.compile(r"(?<![\w.])/(?:home|root|tmp|work|Users|mnt|opt/[a-z])\b|[A-Z]:\\Users")
Row = dict[str, str]


# reading


def tables(page: str) -> Iterator[list[Row]]:
    """Every table of a page, each row by the heads of its columns."""
    lines = (ROOT / "docs" / page).read_text("utf-8").splitlines()
    block: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            block.append([cell.strip() for cell in line.strip("|").split("|")])
        elif block:
            head, _rule, *rows = block
            yield [dict(zip(head, row, strict=True)) for row in rows]
            block = []


def table(page: str, first: str, second: str = "") -> list[Row]:
    """The table whose columns begin with these heads."""
    found = [rows for rows in tables(page) if [first, second or list(rows[0])[1]] == list(rows[0])[:2]]
    assert len(found) == 1, f"{page}: {len(found)} tables begin with {first}"
    return found[0]


def whole(text: str) -> int:
    return int(text.replace(".", ""))


def wholes(text: str) -> list[int]:
    return [whole(part) for part in text.split(" / ")]


def day(text: str) -> date | None:
    return None if text == NONE else datetime.strptime(text, "%d/%m/%Y").date()


def anchors(text: str) -> set[str]:
    """The names that headings go by in links."""
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in _HEADING.findall(text)}


# pages


def test_there_are_pages():
    assert {page.name for page in PAGES} >= {"README.md", "architecture.md", "pricing.md", "cashier.md", "contract.md"}
    assert len(DECISIONS) > 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path):
    for link in _LINK.findall(page.read_text("utf-8")):
        if link.startswith(("https://", "http://")):
            continue
        target, _, anchor = unquote(link).partition("#")
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), link
        assert not anchor or anchor in anchors(file.read_text("utf-8")), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_a_place_on_one_machine(page: Path):
    assert _PLACE.findall(page.read_text("utf-8")) == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_its_parts(page: Path):
    text = page.read_text("utf-8")
    assert text.startswith(f"# {int(page.name[:4])}. ")
    assert all(f"\n**{part}.** " in text for part in PARTS)
    assert f"]({page.name})" in (page.parent / "README.md").read_text("utf-8")


def test_decisions_count_up_without_gaps():
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_every_room_of_the_house_is_on_its_page():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [folder.name for folder in (ROOT / "pos_desktop").iterdir() if (folder / "__init__.py").exists()]
    assert [room for room in rooms if f"`pos_desktop/{room}`" not in page] == []


# pricing.md


def test_price_lists():
    tea = Item("tea", "TEA", "TRÀ", 35_000, "standard")
    lists = (
        PriceList("1", "Giao hàng", {"tea": 40_000}, (OrderType.DELIVERY,), priority=5),
        PriceList("2", "Sỉ", {"tea": 30_000}, groups=("Công ty",), priority=2),
        PriceList("3", "Giờ vàng", {"tea": 25_000}, when=When(hours=(Hours(8 * 60, 10 * 60),))),
    )
    for row in table("pricing.md", "Sold as", "Hour"):
        at, groups = Occasion(DAY, time.fromisoformat(row["Hour"])), () if row["Group"] == NONE else (row["Group"],)
        found = price_for(tea, in_force(lists, OrderType(row["Sold as"]), Buyer("member", groups), at))
        assert found == (whole(row["Costs"]), row["List"].replace(NONE, "")), row


def test_limits_of_promotions():
    for row in table("pricing.md", "Promotion", "Bought before"):
        (name, most), count = row["Promotion"].split(), {"p": int(row["Bought before"])}
        rule = Promotion("p", "P", benefit=Benefit(percent=1_000), **{name: int(most)})
        buyer = Buyer("member" if row["Buyer"] == "member" else None, used=count, given=count)
        held = deals_for((rule,), order("1 x A @ 1000"), Occasion(DAY, time(9)), buyer)
        assert bool(held) == (row["Given"] == "yes"), row


def test_prices_of_many_items():
    for row in table("pricing.md", "Price before"):
        text = row["Change"].replace("\u2212", "-")
        change = {"percent": 100 * int(text.split()[0])} if "%" in text else {"amount": whole(text)}
        assert PriceChange(**change, step=whole(row["Rounded to"])).of(whole(row["Price before"])) == whole(
            row["Price after"]
        )


def test_the_worked_prices():
    rows = table("pricing.md", "Order", "Points")
    assert len(rows) >= 5
    for row in rows:
        points = whole(row["Points"])
        got = price(order(row["Order"].strip("`")), VAT, DAY, points=points, points_value=points * 100)
        taxes = "; ".join(f"{NONE if t.rate is None else t.rate}: {t.net} + {t.tax}" for t in got.taxes)
        assert [line.gross for line in got.lines] == wholes(row["Gross"])
        assert [line.line_discount for line in got.lines] == wholes(row["Line discount"])
        assert [line.order_discount for line in got.lines] == wholes(row["Order discount"])
        assert [line.points_share for line in got.lines] == wholes(row["Points share"])
        assert [line.amount for line in got.lines] == wholes(row["Amounts"])
        assert got.due == whole(row["Due"])
        assert taxes == row["VAT: rate, net, tax"].replace(".", "")


def test_the_worked_deals():
    rows = table("pricing.md", "Order with deals")
    assert len(rows) >= 15
    for row in rows:
        got = price(order(row["Order with deals"].strip("`")), VAT, DAY, deals=deals(row["Deals"].strip("`")))
        assert [list(each.by_line) for each in got.reductions] == [wholes(x) for x in row["Reductions"].split(" + ")]
        assert [line.line_discount for line in got.lines] == wholes(row["Line discount"])
        assert [line.order_discount for line in got.lines] == wholes(row["Order discount"])
        assert [line.amount for line in got.lines] == wholes(row["Amounts"])
        assert (got.due, got.by_hand) == (whole(row["Due"]), whole(row["By hand"]))


def test_the_vat_groups():
    written = [
        (row["Group"], None if row["Rate"] == NONE else int(row["Rate"]), day(row["From"]), day(row["Through"]))
        for row in table("pricing.md", "Group", "Rate")
    ]
    assert written == [(rate.group, rate.rate, rate.valid_from, rate.valid_to) for rate in DEFAULT_RATES]


def test_the_turn_of_the_rate():
    for row in table("pricing.md", "Business date"):
        (tax,) = price(order(f"1 x PHỞ @ {whole(row['Price with VAT'])}"), VAT, day(row["Business date"])).taxes
        assert (tax.rate, tax.net, tax.tax) == (int(row["Rate"]), whole(row["Net"]), whole(row["Tax"]))


def test_the_quick_amounts():
    for row in table("pricing.md", "Due", "Quick amounts"):
        assert list(quick_cash(whole(row["Due"]))) == wholes(row["Quick amounts"])


# loyalty.md


def test_the_worked_rewards():
    rows = table("loyalty.md", "Order with a reward")
    assert len(rows) >= 5
    for row in rows:
        before = "" if row["Deals before"] == NONE else row["Deals before"].strip("`")
        bare = price(order(row["Order with a reward"].strip("`")), VAT, DAY, deals=deals(before))
        (reward,) = deals(row["Reward"].strip("`"), DealSource.REWARD)
        assert saving(bare, reward) == whole(row["Worth"]), row


def test_the_life_of_vouchers():
    for row in table("loyalty.md", "Kind", "Issued on"):
        kind, days = row["Kind"].removesuffix(" days").split(", ")
        starts = 1 if kind == VoucherKind.NEXT_ORDER else 0
        template = VoucherTemplate("t", "T", benefit("10%"), VoucherKind(kind), days_valid=int(days),
                                   starts_after_days=starts)  # fmt: skip
        held = issue(template, "v", "", day(row["Issued on"]))
        assert (held.valid_from, held.expires_on) == (day(row["Valid from"]), day(row["Through"]))
        assert held.uses_left == int(row["Times"])


def test_the_tiers():
    written = [(row["Tier"], whole(row["From (spend in the window)"]), row["Multiplier"])
               for row in table("loyalty.md", "Tier")]  # fmt: skip
    assert written == [(t.name, t.threshold, f"{t.multiplier.num}/{t.multiplier.den}") for t in DEFAULT.tiers]


def test_the_worked_points():
    by_name = {tier.name: tier for tier in DEFAULT.tiers}
    for row in table("loyalty.md", "Basis", "Tier"):
        facts = EarnFacts(by_name[row["Tier"]].code, Occasion(DAY), OrderType.TAKE_AWAY)
        got = accrue(DEFAULT, facts, [EarnLine("SKU", "", ONE, whole(row["Basis"]))])
        base = sum(step.points for step in got.breakdown if step.rule == "base")
        assert (got.points, base) == (whole(row["Points"]), whole(row["Base"])), row
        assert got.points - base == whole(row["Tier adds"])


def test_the_most_that_may_be_redeemed():
    for row in table("loyalty.md", "Available", "Before"):
        got = allowed(DEFAULT, whole(row["Available"]), whole(row["Before"]))
        assert (got.points, got.value, got.limited_by.value) == (
            whole(row["Most"]), whole(row["Worth"]), row["Limited by"],
        )  # fmt: skip


def test_what_redeeming_is_answered():
    for row in table("loyalty.md", "Asked", "Available"):
        try:
            got = redeem(DEFAULT, whole(row["Asked"]), available=whole(row["Available"]), before=whole(row["Before"]))
        except Rejected as refusal:
            assert refusal.code.value == row["Answer"], row
        else:
            assert got.points == whole(row["Answer"]), row


def test_the_dates_of_lots():
    for row in table("loyalty.md", "Earned on"):
        written = (day(row["Usable from"]), day(row["Last day"]))
        got = dates_of(DEFAULT, day(row["Earned on"]))
        assert (got.usable_from, got.expires_on) == written


def test_the_whole_sale():
    written = {row["Step"]: whole(row["Amount"]) for row in table("loyalty.md", "Step", "Amount")}
    got = quote(order("3 x PHỞ @ 100000; member Lan; redeem 60"), LAN, DEFAULT, VAT, Occasion(DAY))
    worked = {
        "Goods": got.priced.goods, "Points": got.priced.points_value, "Due": got.priced.due,
        "Basis": got.priced.basis, "Earned": got.earns.points,
        "Balance after": got.balance.available - got.priced.points + got.earns.points,
    }  # fmt: skip
    assert written == worked


# using/cashier.md


@pytest.mark.parametrize(
    ("page", "middle"), [("cashier.md", "Selling with Khách Quen"), ("members.md", "Looking after a member")]
)
def test_a_page_for_the_counter_calls_buttons_what_they_are_called(page, middle):
    page = (ROOT / "docs" / "using" / page).read_text("utf-8")
    vietnamese, english = page.split(f"\n# {middle}\n")
    kept = catalogue.read()
    forms = {
        language: [re.sub(r"\{[^}]*\}", "…", text) for message in kept if message.id for text in texts(message, side)]
        for language, side in (("vi", "id"), ("en", "string"))
    }
    for language, half in (("vi", vietnamese), ("en", english)):
        named = {" ".join(words.split()) for words in re.findall(r"«([^»]+)»", half)}
        assert len(named) > 5
        assert [words for words in named if words not in forms[language] and "…" not in words] == []


def texts(message: Message, side: str) -> tuple[str, ...]:
    forms = getattr(message, side)
    return (forms,) if isinstance(forms, str) else tuple(forms)
