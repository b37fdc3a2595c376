"""The tables of docs/loyalty.md: every number is what the program works out, or what a real shop does."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pytest

from pos_desktop.core.errors import Rejected
from pos_desktop.core.occasion import LunarDay, Occasion
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import parse_percent
from pos_desktop.loyalty import anniversaries, games, referral, reversal, stored_value, tier_corrections, tiers, wheel
from pos_desktop.loyalty.accrual import EarnFacts, EarnLine, accrue
from pos_desktop.loyalty.giving import Gift, Payment, statement
from pos_desktop.loyalty.liability import Breakage
from pos_desktop.loyalty.lots import Lot, dates_of, idle_until, spend
from pos_desktop.loyalty.membership import Period, Plan, refund_of, term
from pos_desktop.loyalty.partner_statements import PartnerStatement, TakenLine, netted
from pos_desktop.loyalty.partners import Partner, Tally, within_limits
from pos_desktop.loyalty.programme import ExpiryPolicy, Metric, Programme, Window
from pos_desktop.loyalty.rules import EarnRate, Group, Per, Ratio, Rule, Trigger
from pos_desktop.loyalty.tier_windows import Activity, first_day, qualifying
from pos_desktop.loyalty.tiers import TierState
from pos_desktop.selling.conditions import ALWAYS, EVERYTHING, Hours, Picks, When
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.refund import RefundTo, Returned
from pos_desktop.services.members.merging import Merge, Merging
from pos_desktop.services.members.phones import parse_phone
from pos_desktop.services.members.points.adjusting import Adjust, Adjusting
from pos_desktop.services.office.daily_loyalty import DailyLoyalty
from pos_desktop.services.selling.refunding import GiveBack
from pos_desktop.wording import catalogue
from tests.support.shop import CASHIER, MANAGER, OWNER
from tests.test_docs import NONE, ROOT, day, table, tables, texts, whole, wholes

PAGE, DEFAULT = "loyalty.md", Programme()
DAY = date(2026, 3, 2)
CODES = {tier.name: tier.code for tier in DEFAULT.tiers}
NAMES = {tier.code: tier.name for tier in DEFAULT.tiers}


def rows(first, second="", least=1):
    """A table of the page, with so many rows at least."""
    found = table(PAGE, first, second)
    assert len(found) >= least, f"{first}: the table has lost rows"
    return found


def maybe(text):
    """A number, 0 for none."""
    return 0 if text == NONE else whole(text)


def days(text):
    return [] if text == NONE else [day(part) for part in text.split(", ")]


def code_of(work):
    """What is worked out, or the code of the refusal."""
    try:
        return work()
    except Rejected as refusal:
        return refusal.code.value


# accrual by rules


def rules():
    """The rules of the page, by name."""
    return {row["Rule"]: _rule(row["Rule"], row["When"], row["Gives"]) for row in rows("Rule", "When", least=7)}


def _rule(name, when, gives):
    trigger = {"birthday": Trigger.BIRTHDAY, "first order": Trigger.FIRST_ORDER}.get(when, Trigger.ORDER)
    hours = re.fullmatch(r"(\d\d):00–(\d\d):00", when)
    lunar = re.fullmatch(r"lunar (\d+)", when)
    condition = ALWAYS
    if hours:
        condition = When(hours=(Hours(int(hours[1]) * 60, int(hours[2]) * 60),))
    elif lunar:
        condition = When(lunar_days=(LunarDay(0, int(lunar[1])),))
    elif trigger is Trigger.ORDER:
        return replace(_giving(name, gives), picks=Picks(skus=(when,)))
    return replace(_giving(name, gives), trigger=trigger, when=condition, picks=EVERYTHING)


def _giving(name, gives):
    exclusive = gives.endswith(", exclusive")
    gives = gives.removesuffix(", exclusive")
    bare = Rule(name, name, exclusive=exclusive)
    if times := re.fullmatch(r"×(\d) in (\w+)", gives):
        return replace(bare, multiplier=Ratio(int(times[1])), group=Group(times[2]))
    if rate := re.fullmatch(r"(\d+) for ([\d.]+) ₫", gives):
        return replace(bare, base=EarnRate(int(rate[1]), whole(rate[2])))
    flat, _, per = gives.partition(" a")
    return replace(bare, flat=int(flat), per=Per(per.removeprefix("n").strip()))


def _lines(text):
    """`100.000; 3 BÁNH 90.000`: amounts, some with their units and item."""
    for part in text.split("; "):
        *units, amount = part.split()
        qty, sku = (int(units[0]), units[1]) if units else (1, "MÓN")
        yield EarnLine(sku, "", qty * ONE, whole(amount))


def _facts(tier, at):
    parts = at.split(", ")
    clock = next((part for part in parts if ":" in part), "12:00")
    lunar = LunarDay(1, 15) if "lunar 15" in parts else None
    return EarnFacts(
        CODES[tier], Occasion(DAY, time.fromisoformat(clock), lunar), OrderType.TAKE_AWAY,
        is_first="first order" in parts, birthday="birthday" in parts, visits_today=int("second visit" in parts),
    )  # fmt: skip


def test_the_worked_rules():
    known = rules()
    for row in rows("Goods", "Tier", least=9):
        names = row["Rules in the programme"].split(", ")
        # Two campaigns that can hold at once want an order.
        mine = tuple(replace(known[name], priority=100 + at) for at, name in enumerate(names))
        got = accrue(Programme(rules=mine), _facts(row["Tier"], row["At"]), list(_lines(row["Goods"])))
        parts = " + ".join(f"{_called(step.rule)} {step.points}" for step in got.breakdown)
        assert (got.points, parts) == (whole(row["Points"]), row["Parts"]), row


def _called(rule):
    kind, _, name = rule.partition(":")
    return name if kind == "rule" else kind


# lots


def _policy(text, pending):
    if months := re.fullmatch(r"(\d+) months", text):
        return Programme(expiry_months=int(months[1]), pending_days=pending)
    if months := re.fullmatch(r"(\d+) months without a visit", text):
        return Programme(expiry=ExpiryPolicy.IDLE, expiry_months=int(months[1]), pending_days=pending)
    if text == "never":
        return Programme(expiry=ExpiryPolicy.NEVER, pending_days=pending)
    on, month = text.removeprefix("every ").split("/")
    return Programme(expiry=ExpiryPolicy.FIXED_DAY, expiry_day=(int(month), int(on)), pending_days=pending)


def test_the_four_policies_of_expiry():
    found = rows("Policy", "Pending", least=9)
    for row in found:
        opened = day(row["Opened"])
        dates = dates_of(_policy(row["Policy"], int(row["Pending"])), opened)
        last = dates.expires_on
        if dates.idle_months:
            last = idle_until(opened, dates.idle_months, days(row["Came again on"]))
        assert (dates.usable_from, last) == (day(row["Usable from"]), day(row["Dies after"])), row
    assert {_policy(row["Policy"], 0).expiry for row in found} == set(ExpiryPolicy)


def _lots(text):
    for at, part in enumerate(text.split("; ")):
        points, last = part.split(" to ")
        yield Lot(str(at), whole(points), date(2026, 1, 1), day(last), at)


def test_which_lots_are_taken():
    for row in rows("Lots: points and last day", least=3):
        lots = list(_lots(row["Lots: points and last day"]))
        got = code_of(lambda lots=lots, row=row: spend(lots, whole(row["Points"]), day(row["Spent on"])))
        if isinstance(got, str):
            assert got == row["Taken"], row
        else:
            taken = {one.lot_id: -one.points for one in got}
            assert [taken.get(lot.id, 0) for lot in lots] == wholes(row["Taken"]), row


def test_what_comes_in_pays_the_debt_first():
    for row in rows("Debt", "Comes in", least=3):
        debt, comes = whole(row["Debt"]), whole(row["Comes in"])
        back = reversal.give_back(comes, [reversal.Taken(Lot("l", 0, DAY, None), comes)], debt, DAY)
        opened = sum(part.points for part in back.restored)
        assert (back.debt_paid, opened) == (whole(row["Pays"]), maybe(row["New lot"])), row
        assert debt - back.debt_paid == whole(row["Debt after"]), row


# refunds


def refund(shop, sale, lines, number):
    command = GiveBack(f"r{number}", sale.id, shop.person(OWNER).id, lines, RefundTo.CASH, "nguội")
    return shop.desk.refunds.refund(command)


def test_bowls_that_come_back_one_by_one(shop):
    shop.granted("Lan", 1_240)
    sale = shop.sold("3 x PHỞ @ 100000; member Lan; redeem 60")
    for number, row in enumerate(rows("Bowls returned", "Money", least=3)):
        back = refund(shop, sale, (Returned(1, 1_000),), number)
        assert (back.refund.money, back.refund.clawed, back.refund.restored) == (
            whole(row["Money"]), whole(row["Taken back"]), whole(row["Given back"]),
        ), row  # fmt: skip


def test_coffees_that_come_back_one_by_one(shop):
    shop.granted("Lan", 120)
    sale = shop.sold("2 x CÀ PHÊ @ 29000; 1 x BÁNH @ 45000 -10%; 1 x RƯỢU @ 35000 vat alcohol; off 5%; member Lan; "
                     "redeem 120; cash 200000")  # fmt: skip
    for number, row in enumerate(rows("Coffees returned", "Money", least=2)):
        back = refund(shop, sale, (Returned(1, 1_000),), number)
        assert (back.refund.money, back.refund.restored) == (whole(row["Money"]), whole(row["Given back"])), row


def test_where_points_come_back_to():
    for row in rows("Last day of the lot", least=5):
        lot = Lot("old", 0, date(2025, 1, 1), day(row["Last day of the lot"]))
        (back,) = reversal.give_back(60, [reversal.Taken(lot, 60)], 0, day(row["Refund on"])).restored
        assert ("a new lot" if back.is_own else "its lot", back.expires_on) == (
            row["Comes back to"], day(row["Last day then"]),
        ), row  # fmt: skip


def test_where_points_are_taken_back_from():
    for row in rows("To take back", least=5):
        own = Lot("own", whole(row["Own lot"]), DAY, None, 2, "s")
        other = Lot("other", whole(row["Other lots"]), DAY, None, 1)
        for policy, name in ((reversal.Shortfall.DEBT, "debt"), (reversal.Shortfall.CLAMP, "shortfall")):
            got = reversal.take_back(whole(row["To take back"]), [own, other], "s", DAY,
                                     written_off=whole(row["Expired of it"]), shortfall=policy)  # fmt: skip
            taken = {part.lot_id: -part.points for part in got.allocations}
            assert (taken.get("own", 0), taken.get("other", 0), getattr(got, name)) == (
                whole(row["From own"]), whole(row["From others"]), whole(row["Owed, or forgiven"]),
            ), row  # fmt: skip


# tiers


def test_a_tier_over_time():
    for row in rows("Buys again", "Asked on", least=9):
        sales = [(DAY, 5_000_000)]
        if row["Buys again"] != NONE:
            amount, on = row["Buys again"].split(" on ")
            sales.append((day(on), whole(amount)))
        state, activity = TierState("member"), []
        for on, amount in sales:
            state = tiers.last_state(state, tiers.advance(DEFAULT, state, activity, on, DAY))
            activity.append(Activity(on, amount, 0, 1))
            state = tiers.last_state(state, tiers.after_sale(DEFAULT, state, activity, on, DAY))
        state = tiers.last_state(state, tiers.advance(DEFAULT, state, activity, day(row["Asked on"]), DAY))
        assert (NAMES[state.code], state.stands_until) == (row["Tier"], day(row["Stands through"])), row


def test_the_windows():
    kinds = {"calendar year": Window.CALENDAR_YEAR, "everything": Window.LIFETIME}
    for row in rows("Window", "On", least=7):
        text = row["Window"]
        joined, months = DAY, 12
        if rolling := re.fullmatch(r"rolling (\d+) months", text):
            kind, months = Window.ROLLING, int(rolling[1])
        elif text.startswith("year of membership"):
            kind, joined = Window.MEMBERSHIP_YEAR, day(text.rpartition(" ")[2])
        else:
            kind = kinds[text]
        got = first_day(Programme(window=kind, qualifying_months=months), day(row["On"]), joined)
        assert (None if got == date.min else got) == day(row["First date that counts"]), row


def test_the_metrics():
    fields = {"spend": "spend", "points": "points", "visits": "visits"}
    for row in rows("Metric", "First order", least=3):
        given = [whole(row[name]) for name in ("First order", "Second order", "Returned")]
        signed = (given[0], given[1], -given[2])
        activity = [Activity(DAY, **{"spend": 0, fields[row["Metric"]]: amount}) for amount in signed]
        got = qualifying(Programme(metric=Metric(row["Metric"])), activity, DAY, DAY)
        assert got == whole(row["Counts"]), row


def test_a_sale_that_made_a_tier_comes_back():
    sold_at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    for row in rows("Comes back", "Hours later", least=4):
        sold = Activity(DAY, 6_000_000, 0, 1)
        (made,) = tiers.after_sale(DEFAULT, TierState("member"), [sold], DAY, DAY)
        at = sold_at + timedelta(hours=int(row["Hours later"]))
        rest = [sold, Activity(DAY, -whole(row["Comes back"]))]
        moves = tier_corrections.after_refund(
            DEFAULT, made.after, rest, DAY, made=made, made_at=sold_at, at=at, joined_on=DAY
        )
        state = tiers.last_state(made.after, moves)
        assert (NAMES[state.code], state.stands_until) == (row["Tier"], day(row["Stands through"])), row


# paid membership


def _plan(text):
    if months := re.fullmatch(r"once, (\d+) months", text):
        return Plan("p", "P", 1, Period.ONCE, int(months[1]))
    return Plan("p", "P", 1, Period.ONCE if text == "once, for ever" else Period(text))


def test_the_terms_of_plans():
    for row in rows("Plan", "Bought on", least=6):
        got = term(_plan(row["Plan"]), day(row["Bought on"]), day(row["Held through"]))
        assert (got.start, got.until) == (day(row["From"]), day(row["Through"])), row


def test_what_a_plan_gives_back():
    for row in rows("Price", "From", least=5):
        got = refund_of(whole(row["Price"]), day(row["From"]), day(row["Through"]), day(row["Given back on"]))
        assert got == whole(row["Comes back"]), row


# stored value


TERMS = stored_value.StoredTerms(bonuses=(stored_value.TopUpBonus("t", "T", 200_000, percent=1_000),))


def _after(held, what):
    """What the wallet holds after it, or the code of the refusal."""
    verb, _, rest = what.partition(" ")
    if verb == "load":
        amount = whole(rest)
        return held.plus(stored_value.load(TERMS, held, amount, Occasion(DAY), stored_value.StoredKind.WALLET))
    if verb == "spend":
        return held.minus(stored_value.spend(held, whole(rest)))
    if verb == "return":
        amount, spent = rest.removesuffix(" spent").split(" of ")
        parts = stored_value.Split(*map(whole, spent.split(" + ")))
        return held.plus(stored_value.give_back(parts, stored_value.NOTHING, whole(amount)))
    loaded = stored_value.Split(*map(whole, rest.removeprefix("the load of ").removesuffix(" back").split(" + ")))
    off = stored_value.unload(held, loaded)
    assert off.back == 70_000
    return held.minus(off.taken)


def test_stored_value():
    for row in rows("Wallet: money and bonus", least=8):
        held = stored_value.Split(*map(whole, row["Wallet: money and bonus"].split(" + ")))
        got = code_of(lambda held=held, row=row: _after(held, row["What happens"]))
        written = row["Money"] if row["Bonus"] == NONE else stored_value.Split(whole(row["Money"]), whole(row["Bonus"]))
        assert got == written, row


def test_when_stored_money_expires():
    for row in rows("Loaded on", "Months", least=2):
        months = None if row["Months"] == NONE else int(row["Months"])
        assert stored_value.StoredTerms(expires_months=months).expires_on(day(row["Loaded on"])) == day(row["Last day"])


# referral


REFERRAL = referral.Referral(friend_points=20, referrer_points=50, minimum=50_000, within_days=90, most_per_month=20)


def _case(text):
    amount, _, more = text.partition(", ")
    friend, referrer = referral.Person("friend"), referral.Person("referrer")
    facts = referral.ReferralFacts(friend, referrer, frozenset(), DAY, DAY, whole(amount.split()[0]))
    if more == "their second":
        return replace(facts, earlier_orders=1)
    if late := re.fullmatch(r"(\d+) days after signing up", more):
        return replace(facts, ordered_on=DAY + timedelta(days=int(late[1])))
    if more == "same phone":
        same = frozenset({"+84901234567"})
        return replace(facts, friend=replace(friend, phones=same), referrer=replace(referrer, phones=same))
    if more == "served by the referrer":
        return replace(facts, referrer=replace(referrer, staff_id="s"), served_by=frozenset({"s"}))
    return replace(facts, paid_this_month=20 if more else 0)


def test_who_is_paid_for_a_friend():
    for row in rows("Friend's order", least=8):
        got = referral.judge(REFERRAL, _case(row["Friend's order"]))
        reason = got.reason.value if got.reason else NONE
        assert (got.friend_points, got.referrer_points, reason) == (
            whole(row["Friend gets"]), whole(row["Referrer gets"]), row["Reason"],
        ), row  # fmt: skip


# games


def test_the_stamps():
    for row in rows("Stamps needed", least=3):
        got = games.stamp_progress(int(row["Stamps in all"]), int(row["Stamps needed"]))
        assert (got.full, got.on_card, got.owed) == (
            int(row["Full cards"]), int(row["On the card"]), int(row["Owed"]),
        ), row  # fmt: skip


def test_the_streaks():
    units = {"days": games.StreakUnit.DAY, "weeks": games.StreakUnit.WEEK}
    for row in rows("Streak", "Visits before", least=5):
        needed, unit = row["Streak"].split()
        streak = games.Streak("s", "S", int(needed), units[unit], 50)
        got = games.completes(streak, days(row["Visits before"]), day(row["Visit on"]))
        assert got is (row["Filled"] == "yes"), row


def test_the_missions():
    within = When(starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
    mission = games.Mission("m", "M", games.MissionGoal.VISITS, 5, 100, within)
    head = "Mission of 5 visits, 01/03/2026 to 31/03/2026"
    for row in rows(head, least=3):
        visits = [games.MissionVisit(Occasion(on), OrderType.TAKE_AWAY, 100_000) for on in days(row[head])]
        got = games.mission_progress(mission, visits)
        assert (got.done, got.is_complete) == (int(row["Done"]), row["Complete"] == "yes"), row


def _wheel():
    prizes = []
    for row in rows("Prize", "Weight", least=3):
        stock = None if row["Stock"] == NONE else int(row["Stock"])
        gift = "" if stock is None else row["Prize"]
        prizes.append(wheel.Prize(row["Prize"], row["Prize"], int(row["Weight"]), gift=gift, stock=stock,
                                  cost=maybe(row["Cost"])))  # fmt: skip
    return wheel.Wheel("w", "W", tuple(prizes), budget=1_000_000)


def test_the_odds_of_the_wheel():
    made = _wheel()
    assert made.faults() == ()
    late = wheel.WheelState(spent=made.budget - 40_000)
    columns = (("Chance at first", wheel.FRESH), ("Chance with 40.000 ₫ of budget left", late))
    for column, state in columns:
        told = {one.prize.name: f"{one.weight}/{one.whole}" for one in wheel.odds(made, state)}
        assert told == {row["Prize"]: row[column] for row in rows("Prize", "Weight")}


def test_the_draws_that_anybody_can_compute():
    made, state = _wheel(), wheel.FRESH
    for row in rows("Ticket", "Drawn", least=6):
        prize = wheel.draw(made, b"\x07" * 32, wheel.ticket_text("r1", int(row["Ticket"])), state)
        state = state.after(prize)
        assert prize.name == row["Drawn"], row


# giving, neighbours


def test_the_statement_of_a_cause():
    gifts = [Gift("c", points, points * 100, on) for points, on in ((200, date(2026, 3, 10)), (340, date(2026, 4, 2)))]
    paid = [Payment("c", 15_000, date(2026, 4, 5))]
    for row in rows("Month", "Brought", least=3):
        month = datetime.strptime(row["Month"], "%m/%Y").date()
        (got,) = statement(gifts, paid, month)
        assert (got.brought, got.points, got.value, got.paid, got.due) == tuple(
            whole(row[name]) for name in ("Brought", "Points", "Given", "Paid", "Due")
        ), row


def _partner(**more):
    return Partner("p", "Tiệm bánh", 7, 3, "ab" * 16, **{"most_per_month": 10, "most_value_per_month": 500_000, **more})


def test_what_two_shops_owe_each_other():
    for row in rows("Share", "We took", least=2):
        partner = _partner(share=parse_percent(row["Share"].replace(" ", "")))

        def told(sender, receiver, values, partner=partner):
            lines = tuple(TakenLine(str(at), whole(value), DAY) for at, value in enumerate(values.split(", ")))
            due = sum(partner.due(line.value) for line in lines)
            return PartnerStatement(sender, receiver, DAY.replace(day=1), Tally(), lines, due)

        ours, theirs = told(3, 7, row["We took"]), told(7, 3, row["They took"])
        got = netted(ours, theirs, partner)
        assert (got.they_owe, got.we_owe, got.net) == (
            whole(row["They owe"]), whole(row["We owe"]), whole(row["They pay"]),
        ), row  # fmt: skip


def test_the_limits_of_neighbours():
    for row in rows("Most a month", "Taken before", least=3):
        count, value = (whole(part) for part in row["Most a month"].split(" and "))
        before = Tally(*(whole(part) for part in row["Taken before"].split(" worth ")))
        partner = _partner(most_per_month=count, most_value_per_month=value)
        got = code_of(lambda p=partner, b=before, r=row: within_limits(p, b, whole(r["One more of"])))
        assert (got or "taken") == row["Answer"], row


# birthdays, members, adjustments


def test_the_days_that_are_remembered():
    for row in rows("Born", "On", least=7):
        on = day(row["On"])
        got = anniversaries.current(anniversaries.solar_dates(day(row["Born"]), on), on)
        assert got == day(row["Remembered day"]), row


def test_how_phones_are_kept():
    for row in rows("Written", "Kept as", least=7):
        got = code_of(lambda row=row: parse_phone(row["Written"]).e164)
        assert got == row["Kept as"], row


def test_what_a_merge_brings(shop):
    shop.sold("1 x TIỆC @ 1500000; member Lan")
    shop.on("2026-04-10")
    shop.sold("1 x TIỆC @ 600000; member Bình")
    shop.sold("1 x PHỞ @ 200000; member Lan")
    lan, binh = (shop.member(name).row.account_id for name in ("Lan", "Bình"))
    told = Merging(shop.till).preview(lan, binh)
    before = shop.member("Bình")
    Merging(shop.till).merge(Merge("g", lan, binh, "một người", shop.person(MANAGER).id))
    after = shop.member("Bình")

    written = [(whole(row["Points that go over"]), day(row["Usable through"])) for row in rows("Points that go over")]
    assert [(lot.points, lot.expires_on) for lot in told.lots] == written
    points, tier = rows("Bình", "Before")
    assert [whole(points[name]) for name in ("Before", "After")] == [
        before.balance.available, after.balance.available,
    ]  # fmt: skip
    assert [tier["Before"], tier["After"]] == [before.standing.after_name, after.standing.after_name]


@pytest.mark.parametrize("at", range(6))
def test_who_may_adjust_how_much_alone(shop, at):
    found = rows("Who", "Points", least=6)
    assert len(found) == 6
    row, adjusting = found[at], Adjusting(shop.till)
    shop.granted("Lan", 100)
    lan = shop.member("Lan").row.account_id
    who = shop.person({"manager": MANAGER, "owner": OWNER, "cashier": CASHIER}[row["Who"]]).id
    for number in range(int(row["Made today already"])):
        adjusting.adjust(Adjust(f"before{number}", lan, 1, "thử", who))

    got = code_of(lambda: adjusting.adjust(Adjust("this", lan, whole(row["Points"]), "thử", who)))
    assert (got if isinstance(got, str) else "done") == row["Answer"], row


# books


def test_the_books_of_three_days(sample_shop):
    shop = sample_shop
    shop.granted("Lan", 500)
    shop.sold("1 x PHỞ @ 250000; member Lan")
    shop.on("2026-03-03")
    shop.sold("2 x PHỞ @ 100000; member Lan; redeem 100")
    shop.on("2027-04-01")
    names = {"Added": "adjusted_in", "Taken off": "adjusted_out"}
    for row in rows("Day", "Opening", least=3):
        (found,) = DailyLoyalty(shop.till).range(day(row["Day"]), day(row["Day"]))
        assert found.movement.ties
        for head in list(row)[1:-1]:
            kept = getattr(found.movement, names.get(head, head.lower()))
            assert kept == whole(row[head]), (row["Day"], head)
        assert found.liability_vnd == whole(row["Liability"])


def test_the_breakage():
    for row in rows("Points that ended", least=2):
        got = Breakage(whole(row["Of these died"]), whole(row["Points that ended"]))
        share = NONE if got.share is None else f"{Fraction(got.share, 100)} %"
        assert share == row["Breakage"], row
        assert got.expected(44_400) == whole(row["Of a liability of 44.400 ₫ will be asked for"]), row


# using/owner-loyalty.md


def test_what_a_point_costs_the_owner():
    found = [rows for rows in tables("using/owner-loyalty.md") if list(rows[0])[1].endswith("1.000.000 ₫")]
    assert len(found) == 2
    for row in (row for rows in found for row in rows):
        tier, points, worth, share = row.values()
        facts = EarnFacts(CODES[tier], Occasion(DAY), OrderType.TAKE_AWAY)
        got = accrue(DEFAULT, facts, [EarnLine("SKU", "", ONE, 1_000_000)]).points
        value = DEFAULT.value_of(got)
        assert (got, value) == (whole(points), whole(worth.removesuffix(" ₫"))), row
        assert parse_percent(share.replace(" ", "").replace(",", ".")) * 100 == value, row


def test_the_owner_s_page_calls_things_what_they_are_called():
    page = (ROOT / "docs" / "using" / "owner-loyalty.md").read_text("utf-8")
    halves = page.split("\n# Setting up the loyalty programme\n")
    for language, half, side in zip(("vi", "en"), halves, ("id", "string"), strict=True):
        known = {" ".join(text.split()) for message in catalogue.read() if message.id for text in texts(message, side)}
        named = {" ".join(words.split()) for words in re.findall(r"«([^»]+)»", half)} - {"Khách quen"}
        assert len(named) > 15
        assert [words for words in sorted(named) if words not in known] == [], language
