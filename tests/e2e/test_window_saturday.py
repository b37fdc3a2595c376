"""A café on a Saturday, through the window: nothing that was ordered is lost between table, kitchen and money."""

import pytest

from pos_desktop.services.office.proofs.verification import Verification
from tests.support import saturday


@pytest.mark.timeout(3600)
def test_a_saturday_of_twenty_tables(shop_folder, qapp, monkeypatch, full):
    orders = 300 if full else 4
    with saturday.on_saturday(shop_folder, monkeypatch) as (till, clock):
        sold_before = till.rows("SELECT count(*) AS n FROM sale")[0]["n"]
        service = saturday.lived(till, clock, orders)

        assert service.paid == orders
        assert till.rows("SELECT count(*) AS n FROM sale")[0]["n"] == sold_before + orders
        assert till.rows("SELECT count(*) AS n FROM open_order WHERE state = 'held'")[0]["n"] == 0
        told = till.rows(
            "SELECT sum(kitchen_line.qty) AS n, count(DISTINCT station_id) AS stations FROM kitchen_line "
            "JOIN kitchen_ticket ON kitchen_ticket.id = kitchen_line.ticket_id"
        )[0]
        made = till.rows(
            "SELECT sum(sale_line.qty) AS n FROM sale_line JOIN sale ON sale.id = sale_line.sale_id "
            "JOIN item ON item.id = sale_line.item_id LEFT JOIN category ON category.id = item.category_id "
            "WHERE sale.guests > 0 AND coalesce(item.station_id, category.station_id) IS NOT NULL"
        )[0]
        assert told["n"] == made["n"] > 0
        assert told["stations"] == 3
        dead = till.rows("SELECT count(*) AS n FROM outbox WHERE subject_id LIKE 'kitchen:%' AND state = 'done'")
        assert dead[0]["n"] == 0, "nothing came out of the dead printer"
        prices = {(row["unit_price"], row["price_list"] != "") for row in till.rows(
            "SELECT unit_price, price_list FROM sale_line JOIN sale ON sale.id = sale_line.sale_id "
            "WHERE sku = 'TS001' AND sale.guests > 0"
        )}  # fmt: skip
        assert prices <= {(39_000, False), (33_000, True)}
        verdict = Verification(till.desk.till).run()
        assert verdict.ok, verdict.problems
