"""One row for each rule of the schema that tries to break it."""

import re
import sqlite3

import pytest
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from pos_desktop.storage.schema import metadata
from pos_desktop.storage.types import Flag, Whole
from tests.support.rows import insert, row

TABLES = sorted(metadata.tables)

BREAKING: dict[str, list[dict[str, object]]] = {
    "ck_pending_tender_amount": [{"amount": 0}, {"amount": -1}],
    "ck_shop_cutover": [{"cutover_hour": -1}, {"cutover_hour": 24}],
    "ck_vat_rate_rate": [{"rate": -1}, {"rate": 101}],
    "ck_vat_rate_order": [{"valid_from": "2026-03-02", "valid_to": "2026-03-01"}],
    "ck_register_number": [{"number": 0}, {"number": 1_000}],
    "ck_register_failed_pins": [{"failed_pins": -1}],
    "ck_staff_badge_serial": [{"serial": 0}, {"serial": 100}],
    "ck_staff_badge_number": [{"number": "0123456"}],
    "ck_approval_two": [{"approved_by": "asked_by"}],
    "ck_approval_until": [{"until": "2026-03-02T02:00:00.000000Z"}],
    "ck_cash_movement_no_sale": [{"kind": "no_sale", "amount": 1}],
    "ck_cash_count_amount": [{"amount": -1}],
    "ck_shift_takeover_two": [{"to_id": "from_id"}],
    "ck_shift_report_number": [{"number": None}, {"kind": "x"}],
    "ck_shift_report_totals": [
        {"sales_total": -1}, {"refunds_total": -1}, {"points_issued": -1}, {"points_spent": -1},
    ],
    "ck_staff_failed_pins": [{"failed_pins": -1}],
    "ck_counter_value": [{"value": -1}],
    "ck_item_price": [{"price": -1}],
    "ck_item_cost": [{"cost": -1}],
    "ck_item_plu": [{"plu": "1234"}, {"plu": "123456"}, {"plu": ""}],
    "ck_journal_mac": [{"mac": "0" * 63}, {"mac": ""}],
    "ck_journal_seq": [{"seq": 0}],
    "ck_outbox_copy": [{"copy": -1}],
    "ck_outbox_drawer": [{"kind": "drawer", "copy": 1}],
    "ck_shift_opening_float": [{"opening_float": -1}],
    "ck_account_balance": [{"balance": -1}],
    "ck_account_debt": [{"debt": -1}],
    "ck_account_lifetime": [{"lifetime_earned": -1}],
    "ck_card_serial": [{"serial": 0}, {"serial": 100}],
    "ck_card_number": [{"number": "0123456"}, {"number": "012345678"}],
    "ck_member_phone_e164": [{"e164": "+8490"}, {"e164": "+" + "8" * 20}],
    "ck_person_name": [{"name": "x" * 81}],
    "ck_entry_points": [{"kind": "adjustment", "points": 0}],
    "ck_entry_sign": [
        {"kind": "accrual", "points": -1}, {"kind": "opening", "points": -1}, {"kind": "restoration", "points": -1},
        {"kind": "redemption", "points": 1}, {"kind": "expiry", "points": 1}, {"kind": "clawback", "points": 1},
    ],
    "ck_reservation_points": [{"points": 0}, {"points": -1}],
    "ck_sale_due": [{"due": 16, "paid": 16, "change": 0}, {"discount": 0}, {"points_value": 4}],
    "ck_sale_change": [{"change": 4}, {"paid": 15}, {"cash_rounding": 1}],
    "ck_sale_cash_rounding": [{"cash_rounding": 501, "paid": 521}, {"cash_rounding": -501, "paid": -481}],
    "ck_sale_positive": [
        {"number": 0}, {"goods": -1, "discount": 0, "points": 0, "points_value": 0, "due": -1, "paid": 4},
        {"discount": -1, "due": 26, "paid": 31}, {"points": -1}, {"points_value": -5, "due": 25, "paid": 30},
        {"change": -5, "paid": 10}, {"basis": -1}, {"earned": -1},
    ],
    "ck_sale_points": [
        {"points": 0}, {"points_value": 0, "due": 20, "paid": 25},
    ],
    "ck_sale_member": [
        {"account_id": None, "points": 0, "points_value": 0, "due": 20, "paid": 25, "earned": 1},
        {"account_id": None, "earned": 0},
        {"account_id": None, "points": 0, "points_value": 0, "due": 20, "paid": 25, "earned": 0},
    ],
    "ck_sale_reward_points": [{"reward_points": -1}],
    "ck_lot_idle_months": [{"idle_months": 0}],
    "ck_activity_empty": [{"kind": "refund", "spend": 0, "points": 0, "visits": 0}],
    "ck_attachment_amounts": [{"basis": -1}, {"earned": -1}],
    "ck_attachment_step": [{"step": 0}],
    "ck_attachment_from": [{"way": "move"}, {"from_account_id": "account"}],
    "ck_manual_tier_order": [{"from_on": "2026-03-03"}],
    "ck_manual_tier_step": [{"step": 0}],
    "ck_manual_tier_reason": [{"reason": ""}],
    "ck_membership_term_price": [{"price": -1}],
    "ck_reward_use_uses": [{"uses": 0}],
    "ck_stamp_entry_stamps": [{"stamps": 0}],
    "ck_referral_reward_points": [{"friend_points": -1}, {"referrer_points": -1}],
    "ck_member_merge_other": [{"to_account_id": "from_account_id"}],
    "ck_restoration_epoch": [{"epoch": 0}],
    "ck_holder_name": [{"name": "x" * 81}],
    "ck_holder_points_per_month": [{"points_per_month": -1}],
    "ck_sale_reduction_amount": [{"amount": 0}],
    "ck_refund_amounts": [
        {"number": 0}, {"money": -1}, {"goods": -1}, {"basis": -1}, {"clawed": -1}, {"restored": -1},
        {"shortfall": -1}, {"reward_points": -1},
    ],
    "ck_refund_member": [
        {"account_id": None, "clawed": 0, "restored": 0}, {"account_id": None, "clawed": 0, "reward_points": 0},
        {"account_id": None, "restored": 0, "reward_points": 0},
    ],
    "ck_refund_line_qty": [{"qty": 0}],
    "ck_refund_line_amounts": [{"money": -1}, {"goods": -1}],
    "ck_refund_tender_amount": [{"amount": 0}],
    "ck_stored_card_money": [{"money": -1}],
    "ck_stored_card_bonus": [{"bonus": -1}],
    "ck_stored_card_owner": [{"account_id": None}, {"kind": "gift_card"}],
    "ck_stored_entry_amounts": [{"money": 0, "bonus": 0}],
    "ck_stored_entry_sign": [
        {"money": -1}, {"kind": "bonus", "bonus": -1}, {"kind": "return", "money": -1}, {"kind": "spend"},
        {"kind": "unload", "money": -1}, {"kind": "expiry", "bonus": -1},
    ],
    "ck_voucher_uses": [{"uses": 0, "used": 0}],
    "ck_voucher_used": [{"used": -1}, {"used": 2}],
    "ck_voucher_use_uses": [{"uses": 0}, {"uses": -2}],
    "ck_wheel_round_commitment": [{"commitment": "0" * 63}],
    "ck_wheel_draw_amounts": [{"ticket": 0}, {"turn": 0}, {"points": -1}, {"cost": -1}],
    "ck_donation_amounts": [{"points": 0}, {"value": 0}],
    "ck_cause_payment_amount": [{"amount": 0}],
    "ck_partner_voucher_value": [{"value": 0}],
    "ck_partner_voucher_turn": [{"turn": 0}],
    "ck_lot_points": [{"points": 0, "left_points": 0}],
    "ck_lot_left_points": [{"left_points": -1}, {"left_points": 2}],
    "ck_sale_line_amount": [{"amount": 5}, {"gross": 9}],
    "ck_sale_line_qty": [{"qty": 0}, {"qty": -1}],
    "ck_sale_line_positive": [
        {"gross": -1, "line_discount": 0, "order_discount": 0, "points_share": 0, "amount": -1},
        {"line_discount": -1, "amount": 6}, {"order_discount": -1, "amount": 7}, {"points_share": -1, "amount": 8},
        {"gross": 0, "amount": -6}, {"earned": -1},
    ],
    "ck_sale_tax_sums": [{"net": -1}, {"tax": -1}],
    "ck_tender_amount": [{"amount": 0}],
    "ck_lot_move_points": [{"points": 0}],
    "ck_item_base": [{"base_id": "id"}],
    "ck_item_base_qty": [{"base_qty": 0}],
    "ck_item_low_stock": [{"low_stock": -1}],
    "ck_item_course": [{"course": -1}, {"course": 10}],
    "ck_option_group_bounds": [{"least": -1}, {"free": -1}, {"least": 2}],
    "ck_option_choice_price": [{"price": -1}],
    "ck_option_choice_item_qty": [{"item_qty": -1}],
    "ck_combo_part_qty": [{"qty": 0}, {"qty": 21}],
    "ck_combo_choice_extra": [{"extra": -1}],
    "ck_recipe_line_qty": [{"qty": 0}],
    "ck_recipe_line_other": [{"ingredient_id": "item_id"}],
    "ck_price_list_item_price": [{"price": -1}],
    "ck_stock_movement_document": [{"kind": "waste"}, {"document_id": "document_id"}],
    "ck_purchase_line_amounts": [{"qty": 0}, {"unit_cost": -1}, {"received": -1}],
    "ck_dining_table_place": [{"x": -1}, {"y": -1}, {"width": 0}, {"height": 0}],
    "ck_dining_table_seats": [{"seats": 0}, {"seats": 100}],
    "ck_booking_guests": [{"guests": 0}, {"guests": 1_000}],
    "ck_booking_minutes": [{"minutes": 4}, {"minutes": 1_441}],
    "ck_station_late_after": [{"late_after": 0}],
    "ck_kitchen_line_qty": [{"qty": 0}],
    "ck_pending_tender_received": [{"received": -1}],
    "ck_credit_limit_amount": [{"amount": -1}],
    "ck_debt_entry_sign": [
        {"amount": 0}, {"amount": -1}, {"kind": "payment", "amount": 0}, {"kind": "return"}, {"kind": "write_off"},
    ],
    "ck_bank_receipt_amount": [{"amount": 0}],
    "ck_day_hour_hour": [{"hour": -1}, {"hour": 24}],
    "ck_member_rhythm_buys": [{"buys": 2}],
    "ck_member_rhythm_risk_from": [{"risk_from": "2026-03-01"}],
    "ck_feedback_score": [{"score": 0}, {"score": 6}],
}  # fmt: skip
"""Changes to a fitting row that break exactly the named rule; lists of words and flags need no entry here."""

REDUNDANT = {
    "ck_entry_points": "ck_entry_sign",
    "ck_shift_report_kind": "ck_shift_report_number",
    "ck_stored_card_kind": "ck_stored_card_owner",
    "ck_debt_entry_kind": "ck_debt_entry_sign",
}
"""Rules that no row breaks alone."""


def declared() -> dict[str, tuple[str, str]]:
    """Every CHECK: name -> (table, rule)."""
    return {
        str(check.name): (table.name, str(check.sqltext))
        for table in metadata.sorted_tables
        for check in sorted(table.constraints, key=lambda each: str(each.name))
        if isinstance(check, CheckConstraint)
    }


def breaking() -> list[tuple[str, str, dict[str, object]]]:
    """(table, check, changes) for every rule; lists of words and flags break by themselves."""
    cases = []
    for name, (table, rule) in declared().items():
        listed = re.match(r"(\w+) IN \((.)", rule)
        if listed:
            cases.append((table, name, {listed[1]: "nonsense" if listed[2] == "'" else 2}))
        cases += [(table, name, changes) for changes in BREAKING.get(name, [])]
    return cases


CASES = breaking()


@pytest.mark.parametrize("table", TABLES)
def test_a_fitting_row_is_accepted(bare, table):
    insert(bare, table, row(table))
    assert bare.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)


@pytest.mark.parametrize(("table", "check", "changes"), CASES, ids=[f"{c[1]}-{n}" for n, c in enumerate(CASES)])
def test_a_row_that_breaks_a_rule_is_refused(bare, table, check, changes):
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed") as refused:
        insert(bare, table, row(table, **changes))
    assert str(refused.value).endswith((check, REDUNDANT.get(check, check)))


def test_every_rule_has_a_row_that_breaks_it():
    assert set(declared()) == {check for _, check, _ in CASES}
    assert set(BREAKING) <= set(declared())


def uniques() -> list[tuple[str, frozenset[str], str]]:
    """(table, columns, condition) of everything that may be there once."""
    found = []
    for table in metadata.sorted_tables:
        found.append((table.name, frozenset(c.name for c in table.primary_key.columns), ""))
        for rule in sorted(table.constraints, key=lambda each: str(each.name)):
            if isinstance(rule, UniqueConstraint):
                found.append((table.name, frozenset(c.name for c in rule.columns), ""))
        for index in sorted((i for i in table.indexes if i.unique), key=lambda each: str(each.name)):
            where = str(index.dialect_options["sqlite"]["where"])
            found.append((table.name, frozenset(c.name for c in index.columns), where))
    return found


SPECIAL = {
    "kind = 'expiry'": {"kind": "expiry", "points": -1},
    "kind IN ('accrual', 'redemption') AND pair_id IS NULL": {"pair_id": None},
    "kind = 'void'": {"kind": "void"},
    "refused = ''": {"refused": ""},
    "kind = 'refund'": {"kind": "refund"},
    "kind = 'use'": {"kind": "use"},
    "kind = 'use_back'": {"kind": "use_back"},
}
MOVED = {"way": "move", "from_account_id": "another"}
OUTSIDE = {
    "plu IS NOT NULL": {"plu": None}, "state = 'open'": {"state": "held"}, "sale_id IS NOT NULL": {"sale_id": None},
    "closed_at IS NULL": {"closed_at": "2026-03-03T02:00:00.000000Z"}, "kind = 'expiry'": {"kind": "opening"},
    "kind IN ('accrual', 'redemption') AND pair_id IS NULL": {"kind": "opening"},
    "kind = 'sale'": {"kind": "refund"}, "kind = 'void'": {"kind": "refund"},
    "kind = 'z'": {"kind": "x", "number": None},
    "refused = ''": {"refused": "blocked"},
    "kind = 'wallet'": {"kind": "gift_card", "account_id": None}, "way <> 'move'": MOVED,
    "occasion IS NOT NULL": {"occasion": None}, "refund_id IS NOT NULL": {"refund_id": None},
    "undone_at IS NULL": {"undone_at": "2026-03-03T02:00:00.000000Z"}, "code <> ''": {"code": ""},
    "kind = 'charge'": {"kind": "payment"}, "kind = 'refund'": {"kind": "import"},
    "kind = 'use'": {"kind": "import"}, "kind = 'use_back'": {"kind": "import"},
}  # fmt: skip


ANOTHER = {"number": "76543210", "plu": "54321", "valid_from": "2026-03-01", "e164": "+84909999999"}


def other(column: str, table: str) -> object:
    """A value that fits and differs from the fitting row's."""
    fitting = row(table)[column]
    return fitting + 1 if isinstance(fitting, int) else ANOTHER.get(column, f"{fitting}-2")


def by_meaning(columns: frozenset[str]) -> list[str]:
    """Columns, those last that know only some words."""
    return sorted(columns, key=lambda name: (name in ("kind", "step", "serial"), name))


def second(table: str, columns: frozenset[str], first: dict[str, object]) -> dict[str, object]:
    """A row that shares `columns` with the first and, of everything else that is unique, nothing."""
    changed: dict[str, object] = {}
    for its_table, others, where in uniques():
        if its_table != table or others == columns:
            continue
        if free := by_meaning(others - columns):
            changed[free[0]] = other(free[0], table)
        elif not where.startswith("kind = ") or where == f"kind = '{first['kind']}'":
            changed |= OUTSIDE[where]
    return {**first, **changed}


def labelled(part: object) -> str:
    """How pytest names a case."""
    return "-".join(sorted(part)) if isinstance(part, frozenset) else str(part)


@pytest.mark.parametrize(("table", "columns", "where"), uniques(), ids=labelled)
def test_what_may_be_there_once_is_refused_twice(bare, table, columns, where):
    first = row(table, **SPECIAL.get(where, {}))
    twin = second(table, columns, first)
    insert(bare, table, first)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE constraint failed") as refused:
        insert(bare, table, twin)
    named = {part.split(".")[1] for part in re.findall(r"\w+\.\w+", str(refused.value))}
    assert named == columns

    apart = by_meaning(columns)[0]
    insert(bare, table, {**twin, apart: other(apart, table)})


@pytest.mark.parametrize(("table", "columns", "where"), [case for case in uniques() if case[2]], ids=labelled)
def test_a_condition_leaves_the_others_alone(bare, table, columns, where):
    first = {**row(table), **OUTSIDE[where]}
    insert(bare, table, first)
    insert(bare, table, second(table, columns, first) | OUTSIDE[where])


@pytest.mark.parametrize("table", TABLES)
def test_what_is_required_is_required(bare, table):
    required = [c.name for c in metadata.tables[table].columns if not c.nullable]
    for column in required:
        with pytest.raises(sqlite3.IntegrityError, match=f"NOT NULL constraint failed: {table}.{column}"):
            insert(bare, table, row(table, **{column: None}))


@pytest.mark.parametrize("table", TABLES)
def test_strict_tables_take_neither_words_nor_floats_for_numbers(bare, table):
    assert bare.execute("SELECT strict FROM pragma_table_list WHERE name = ?", (table,)).fetchone() == (1,)
    for column in metadata.tables[table].columns:
        if isinstance(column.type, Whole | Flag):
            for wrong in ("abc", 1.5, float("inf"), b"1"):
                with pytest.raises(sqlite3.IntegrityError, match="cannot store"):
                    insert(bare, table, row(table, **{column.name: wrong}))
        else:
            with pytest.raises(sqlite3.IntegrityError, match="cannot store BLOB"):
                insert(bare, table, row(table, **{column.name: b"x"}))


POINTING = {"attachment": {"way": "move"}, "stock_movement": {"kind": "waste"}}


@pytest.mark.parametrize("table", TABLES)
def test_every_reference_is_known_to_the_database(bare, table):
    references = {fk.parent.name: fk.column.table.name for fk in metadata.tables[table].foreign_keys}
    nobodies = {name: f"nobody {number}" for number, name in enumerate(references)}
    insert(bare, table, row(table, **nobodies, **POINTING.get(table, {})))
    missing = [parent for _, _, parent, _ in bare.execute(f"PRAGMA foreign_key_check({table})")]
    assert sorted(missing) == sorted(references.values())


def test_a_reference_to_nobody_is_refused_by_our_connections(db):
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), db.write() as tx:
        tx.exec_driver_sql("INSERT INTO category (id, shop_id, name) VALUES ('c', 'nobody', 'X')")
