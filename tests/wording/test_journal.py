"""Every kind of journal row has its words, in both languages, and a row altered by hand breaks none of them."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest

from pos_desktop.selling.permissions import Rights
from pos_desktop.services.journal import Event
from pos_desktop.wording import _, set_language
from pos_desktop.wording.journal import PARTS, SENTENCES, UNREADABLE, sentence_of
from pos_desktop.wording.journal_details import details_of


@dataclass
class Line:
    kind: str
    body: dict[str, Any] | None
    who: str = "Hoa"
    subject_id: str = "s1"
    names: dict[str, str] = field(default_factory=lambda: {"s1": "K1-000007", "p1": "Lan", "p2": "Hoa", "m1": "Mai"})


FULL = {
    "name": "blind_count",
    "number": 7, "due": 55_000, "money": 30_000, "amount": 20_000, "float": 500_000, "counted": 510_000, "points": 12,
    "earned": 3, "version": 4, "count": 9, "file": "menu.csv", "template": "SN", "sku": "THE", "wheel": "tet",
    "prize": "ly", "cause": "cây", "partner": "P1", "from": "p1", "to": "p2", "asked_by": "p1", "approved_by": "p2",
    "right": "refund", "account_id": "m1", "sale_id": "s1", "valid_from": "2026-03-02", "what": "sales",
    "table": "5", "from_table": "4", "lines": [["Phở", 2_000]], "course": 1, "reason": "khách đổi ý",
    "paper": "K1-KHO000001", "item": "Trà", "supplier": "Bò Tơ",
}  # fmt: skip


@pytest.fixture(params=["vi", "en"])
def language(request):
    set_language(request.param)
    yield request.param
    set_language("vi")


@pytest.mark.parametrize("event", Event)
def test_every_kind_has_its_words(event, language):
    told = sentence_of(Line(event, FULL))
    assert event in SENTENCES
    assert told and "?" not in told and "{" not in told


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_names_what_there_is(name):
    assert set(re.findall(r"{(\w+)}", SENTENCES[name])) <= set(PARTS)


@pytest.mark.parametrize("event", Event)
def test_a_row_that_lacks_everything_is_still_told(event):
    line = Line(event, {"lines": [1], "tenders": "x", "own": 3, "due": "a", "right": 1}, names={})
    assert sentence_of(line)
    list(details_of(line))


def test_a_body_that_nothing_reads():
    assert sentence_of(Line(Event.SALE, None)) == _(UNREADABLE)
    assert list(details_of(Line(Event.SALE, None))) == []


def test_a_sale_line_by_line():
    body = {"due": 141_000, "lines": [["TR1", "Trà gừng", 2_000, 78_000]], "tenders": [["cash", 200_000]]}
    line = Line(Event.SALE, body)
    assert sentence_of(line).replace("\xa0", " ") == "Hoa bán K1-000007, 141.000 ₫"
    assert [(a, b.replace("\xa0", " ")) for a, b in details_of(line)] == [
        ("Phải trả", "141.000 ₫"), ("2 × Trà gừng", "78.000 ₫"), ("Tiền mặt", "200.000 ₫"),
    ]  # fmt: skip


@pytest.mark.parametrize(("body", "told"), [
    ({"right": "refund", "amount": 55_000}, "Hoa cho phép Lan hoàn tiền đến 55.000 ₫"),
    ({"right": "discount", "amount": 1_500}, "Hoa cho phép Lan giảm giá đến 15%"),
    ({"right": "points", "amount": 500}, "Hoa cho phép Lan chỉnh điểm đến 500 điểm"),
    ({"right": "price", "amount": None}, "Hoa cho phép Lan sửa giá"),
])  # fmt: skip
def test_an_approval_has_both_names(body, told):
    line = Line(Event.APPROVED, {**body, "asked_by": "p1", "approved_by": "p2"})
    assert sentence_of(line).replace("\xa0", " ") == told


@pytest.mark.parametrize("right", [name for name in Rights.__dataclass_fields__ if name != "discount"])
def test_every_right_can_be_told(right):
    body = {"right": right, "amount": None, "asked_by": "p1", "approved_by": "p2"}
    assert "?" not in sentence_of(Line(Event.APPROVED, body))


def test_what_a_person_made_cheaper_and_the_prices_that_they_wrote():
    body = {"by_hand": 5_000, "prices": [["PHO", 60_000, 50_000]]}
    shown = [(label, value.replace("\xa0", " ")) for label, value in details_of(Line(Event.SALE, body))]
    assert shown == [("Giảm giá tay", "5.000 ₫"), ("Sửa giá PHO", "60.000 ₫ thành 50.000 ₫")]


def test_digests_are_no_detail():
    shown = list(details_of(Line(Event.IMPORT, {"digest": "ab12", "rows": {"item": {}}, "file": "menu.csv"})))
    assert shown == [("Tệp", "menu.csv")]
