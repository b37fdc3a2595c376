"""Every trigger, tried."""

import sqlite3

import pytest
from sqlalchemy.exc import IntegrityError

from pos_desktop.storage import guards
from pos_desktop.storage.schema import metadata
from tests.support.rows import insert, row

MOVING = {
    "category", "item_barcode", "member_phone", "offer", "open_order", "pending_tender", "person", "reservation",
    "vat_rate", "option_group", "option_choice", "item_option", "combo_part", "combo_choice", "recipe_line",
    "price_list", "price_list_item", "dining_area", "dining_table", "booking", "station", "purchase_line",
    "stale_day", "stale_rhythm", "day_total", "day_points", "day_lots", "day_spend", "day_visit", "day_hour",
    "member_rhythm",
}  # fmt: skip
"""Rows that may change and go: drafts, promises, personal data, what the catalogue says today, sums of other rows."""


def test_every_table_is_guarded_or_meant_to_move():
    assert set(guards.APPEND_ONLY) | set(guards.UNDELETABLE) | MOVING == set(metadata.tables)
    assert not set(guards.APPEND_ONLY) & set(guards.UNDELETABLE)
    assert set(guards.FROZEN) <= set(guards.UNDELETABLE)


@pytest.mark.parametrize("table", guards.APPEND_ONLY)
def test_append_only_rows_neither_change_nor_go(bare, table):
    insert(bare, table, row(table))
    for column in metadata.tables[table].columns:
        with pytest.raises(sqlite3.IntegrityError, match=f"{table}: append-only"):
            bare.execute(f'UPDATE {table} SET "{column.name}" = "{column.name}"')
    with pytest.raises(sqlite3.IntegrityError, match=f"{table}: append-only"):
        bare.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", [*guards.APPEND_ONLY, *guards.UNDELETABLE])
def test_a_replacing_insert_deletes_nothing(bare, table):
    insert(bare, table, row(table))
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|never deleted"):
        insert(bare, table, row(table), verb="INSERT OR REPLACE")


@pytest.mark.parametrize("table", guards.UNDELETABLE)
def test_rows_with_a_state_never_go(bare, table):
    insert(bare, table, row(table))
    with pytest.raises(sqlite3.IntegrityError, match=f"{table}: never deleted"):
        bare.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", guards.FROZEN)
def test_frozen_columns_keep_their_first_value_and_others_move(bare, table):
    insert(bare, table, row(table))
    for column in metadata.tables[table].columns:
        change = f'UPDATE {table} SET "{column.name}" = "{column.name}"'
        if column.name in guards.FROZEN[table]:
            with pytest.raises(sqlite3.IntegrityError, match=f"{table}: frozen columns"):
                bare.execute(change)
        else:
            assert bare.execute(change).rowcount == 1


@pytest.mark.parametrize("value", [1, 0])
def test_a_counter_only_grows(bare, value):
    insert(bare, "counter", row("counter"))
    with pytest.raises(sqlite3.IntegrityError, match="counters only grow"):
        bare.execute("UPDATE counter SET value = ?", (value,))
    assert bare.execute("UPDATE counter SET value = value + 1").rowcount == 1


def test_a_closed_shift_stays_closed(bare):
    insert(bare, "shift", row("shift"))
    bare.execute("UPDATE shift SET closed_at = '2026-03-02T12:00:00.000000Z', counted = 1")
    for change in ("counted = 2", "closed_at = NULL"):
        with pytest.raises(sqlite3.IntegrityError, match="a closed shift stays closed"):
            bare.execute(f"UPDATE shift SET {change}")


def test_a_closed_round_of_the_wheel_stays_closed(bare):
    insert(bare, "wheel_round", row("wheel_round"))
    bare.execute("UPDATE wheel_round SET closed_at = '2026-03-02T12:00:00.000000Z', seed = 'told'")
    with pytest.raises(sqlite3.IntegrityError, match="a closed round stays closed"):
        bare.execute("UPDATE wheel_round SET seed = 'another'")


def test_a_merge_is_undone_once(bare):
    insert(bare, "member_merge", row("member_merge"))
    bare.execute("UPDATE member_merge SET undone_at = '2026-03-02T12:00:00.000000Z'")
    with pytest.raises(sqlite3.IntegrityError, match="a merge is undone once"):
        bare.execute("UPDATE member_merge SET undone_at = NULL")


def test_our_own_connections_replace_nothing_either(db):
    with db.write() as tx:
        tx.exec_driver_sql(
            "INSERT INTO shop (id, name, time_zone, created_at) VALUES ('s', 'S', 'Asia/Ho_Chi_Minh', 'x')"
        )
    with pytest.raises(IntegrityError, match="never deleted"), db.write() as tx:
        tx.exec_driver_sql(
            "INSERT OR REPLACE INTO shop (id, name, time_zone, created_at) VALUES ('s', 'T', 'Asia/Ho_Chi_Minh', 'x')"
        )


def test_postgresql_gets_the_same_guards():
    sqlite = {statement.split()[5] for statement in guards.statements("sqlite")}
    first, *rest = guards.statements("postgresql")
    assert first.startswith("CREATE OR REPLACE FUNCTION refuse_change()")
    triggers = [statement for statement in rest if "TRIGGER" in statement]
    assert {statement.split()[4] for statement in triggers} == sqlite
    called = {statement.split("EXECUTE FUNCTION ")[1].split("(")[0] for statement in triggers}
    made = {statement.split()[4].removesuffix("()") for statement in (first, *rest) if "REPLACE FUNCTION" in statement}
    assert called == made >= {"refuse_change", "add_to_stock", "sale_stale_insert"}


def test_the_level_of_an_item_is_what_its_movements_sum_to(bare):
    for number, qty in enumerate((3_000, -500), 1):
        insert(bare, "stock_movement", row("stock_movement", id=f"m{number}", kind="import", item_id="cup", qty=qty))
    assert bare.execute("SELECT id, qty FROM stock_level").fetchall() == [("cup", 2_500)]
