"""Cards by the sheet: whose they are, who may take them, what the journal keeps."""

import hashlib
import json
from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.documents.cards import MOST
from pos_desktop.services.members import card_sheets
from pos_desktop.services.members.card_sheets import WantedCards
from pos_desktop.services.members.households import AddHolder, HolderCard
from pos_desktop.storage.queries.member_pages import Wanted
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER


@pytest.fixture
def peopled(shop):
    """Four members, of whom one is blocked, one silver, and one shares with a person of their household."""
    for name in ("An", "Bình", "Ánh", "Đức"):
        shop.enrolled(name)
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE member SET blocked = 1 WHERE code = 'TV000004'")
        tx.exec_driver_sql("UPDATE member SET joined_on = '2026-01-05' WHERE code = 'TV000001'")
        tx.exec_driver_sql("UPDATE person SET company = 'Công ty Bình Minh' WHERE name = 'Bình'")
        tx.exec_driver_sql(
            "UPDATE account SET tier = 'silver' WHERE member_id IN (SELECT member_id FROM person WHERE name = 'Bình')"
        )
    shop.desk.households.add(AddHolder("h1", shop.member("Ánh").row.id, "Bé Na", shop.person(MANAGER).id))
    return shop


def found(shop, wanted=WantedCards(), by=MANAGER):  # noqa: B008 - frozen
    return shop.desk.card_sheets.find(wanted, shop.person(by).id)


def told(batch):
    return [(one.name, one.tier[0], one.beside) for one in batch.holders]


def test_everybody_in_the_order_of_the_list_with_who_shares(peopled):
    batch = found(peopled)

    assert told(batch) == [
        ("An", "member", ""), ("Ánh", "member", ""), ("Bé Na", "member", "Ánh"), ("Bình", "silver", "Công ty Bình Minh")
    ]  # fmt: skip
    assert batch.left_out == 1
    assert {one.shop for one in batch.holders} == {"Cà phê Thử"}


def test_every_token_opens_its_own_member(peopled):
    for one in found(peopled).holders:
        opened = peopled.desk.members.find(one.token)
        assert opened.row.code == one.code
        assert (opened.holder.name if opened.holder else opened.row.name) == one.name


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (WantedCards(Wanted(tier="silver")), ["Bình"]),
        (WantedCards(Wanted(since=date(2026, 1, 6))), ["Ánh", "Bé Na", "Bình"]),
        (WantedCards(Wanted("binh")), ["Bình"]),
    ],
)
def test_a_part_of_the_list(peopled, wanted, names):
    assert [one.name for one in found(peopled, wanted).holders] == names


def test_named_ones_come_in_their_order_and_once(peopled):
    an, binh = peopled.member("An").row, peopled.member("Bình").row
    card = peopled.desk.members.card_of(an.id)

    batch = found(peopled, WantedCards(members=(binh.phone, card, an.account_id)))

    assert [one.name for one in batch.holders] == ["Bình", "An"]


def test_a_revoked_card_is_never_drawn_again(peopled):
    an = peopled.member("An").row.id
    lost = peopled.desk.members.card_of(an)
    again = peopled.desk.members.reissue_card(an, peopled.person().id)
    (na,) = peopled.desk.households.all(peopled.member("Ánh").row.id)
    peopled.desk.households.retire(HolderCard("h2", na.id, peopled.person(MANAGER).id))

    tokens = [one.token for one in found(peopled).holders]

    assert again in tokens
    assert lost not in tokens
    assert "Bé Na" not in [one.name for one in found(peopled).holders]


def test_who_may_not_take_rows_out_takes_no_cards(peopled):
    batch = found(peopled)
    with refused(Code.NOT_ALLOWED):
        found(peopled, by=CASHIER)
    with refused(Code.NOT_ALLOWED):
        peopled.desk.card_sheets.record(batch, b"%PDF", peopled.person(CASHIER).id)


def test_none_and_too_many_are_refused(peopled, monkeypatch):
    with refused(Code.CARDS_COUNT):
        found(peopled, WantedCards(Wanted("khong co ai")))
    monkeypatch.setattr(card_sheets, "MOST", 3)
    with refused(Code.CARDS_COUNT):
        found(peopled)
    assert MOST == 500


def test_a_stranger_is_named_before_anything_is_drawn(peopled):
    with refused(Code.UNKNOWN_MEMBER):
        found(peopled, WantedCards(members=("0999999999",)))


def test_the_journal_knows_whose_cards_went_out(peopled):
    before = peopled.count("journal")
    batch = found(peopled, WantedCards(Wanted(tier="silver")))
    assert peopled.count("journal") == before

    peopled.desk.card_sheets.record(batch, b"%PDF", peopled.person(MANAGER).id)

    [(kind, body)] = peopled.rows("SELECT kind, body FROM journal ORDER BY seq DESC LIMIT 1")
    assert kind == "export"
    assert json.loads(body) == {
        "what": "cards", "form": "pdf", "count": 1, "digest": hashlib.sha256(b"%PDF").hexdigest(),
        "members": ["TV000002"], "tier": "silver",
    }  # fmt: skip
