"""The chain is recomputed here from the page's words alone, row by row."""

import hashlib
import hmac

import pytest

from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from tests.support.shifts import closed

NAME, PHONE = "Nguyễn Thị Bí Mật", "0987654321"


@pytest.fixture
def lived(shop):
    """A shop in which nearly everything has happened."""
    shop.enrolled(NAME, PHONE)
    shop.granted(NAME, 100)
    order = shop.order(f"1 x PHỞ @ 50000; member {NAME}")
    shop.desk.orders.drop(order, 50_000, shop.person().id, reason="đổi ý")
    sale = shop.sold(f"3 x PHỞ @ 100000; member {NAME}; redeem 60; cash 300000", printer="bar")
    shop.desk.outbox.reprint(sale.id, "bar", "vi", shop.person().id)
    shop.desk.members.reissue_card(shop.member(NAME).row.id, shop.person().id)
    closed(shop.desk, counted=1_000)
    return shop


COLUMNS = "register_id, seq, at, staff_id, kind, subject_id, body, key_id, previous, mac"


def test_every_row_s_mac_is_the_one_that_it_deserves(lived):
    before, seen = "0" * 64, set()
    for number, row in enumerate(lived.rows(f"SELECT {COLUMNS} FROM journal ORDER BY seq"), 1):
        register, seq, at, staff, kind, subject, body, key_id, previous, mac = row
        written = at.removesuffix("Z") + "+00:00"
        text = "\x1f".join((before, register, str(seq), written, staff or "", kind, subject or "", body))
        key = lived.till.keys.chain.keys[key_id]
        assert (seq, previous) == (number, before)
        assert mac == hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
        before = mac
        seen.add(kind)
    assert {"shop_created", "shift_opened", "enrolment", "sale", "order_dropped", "reprint", "card_revoked",
            "card_issued", "shift_closed", "import"} <= seen  # fmt: skip


def test_no_personal_data_is_in_it(lived):
    """Erasing a person must not break the chain."""
    told = "\n".join(str(row) for row in lived.rows(f"SELECT {COLUMNS} FROM journal")).casefold()
    number = lived.member(NAME).row.phone
    for secret in (NAME, "bi mat", PHONE, number, number[3:], *NAME.split()):
        assert secret.casefold() not in told


def test_it_tells_what_was_sold(lived):
    (body,) = lived.rows("SELECT body FROM journal WHERE kind = 'sale'")[0]
    for part in ("PHỞ", "294000", "300000", '"cash"', '"points":60'):
        assert part in body


def test_a_rolled_back_row_leaves_no_hole(shop):
    def last():
        return shop.rows("SELECT seq, mac FROM journal ORDER BY seq DESC LIMIT 1")[0]

    before = last()
    with pytest.raises(ZeroDivisionError), shop.till.db.write() as tx:
        journal.append(tx, shop.till, Event.REPRINT, "x", {})
        raise ZeroDivisionError
    assert last() == before
    with shop.till.db.write() as tx:
        journal.append(tx, shop.till, Event.REPRINT, "x", {})
    assert last()[0] == before[0] + 1
    assert shop.books().tie


def test_a_moment_of_another_zone_is_the_same_row(shop):
    """What is chained is what is read back: UTC."""
    from datetime import datetime, timedelta, timezone

    with shop.till.db.write() as tx:
        at = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=7)))
        journal.append(tx, shop.till, Event.REPRINT, "x", {}, at=at)
    assert shop.books().tie
