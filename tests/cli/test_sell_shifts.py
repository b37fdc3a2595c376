"""`shift` of `sell`, and the seal of a printed Z by `verify --anchor`."""

import pytest

from pos_desktop.cli.reports import printed_anchor, with_anchor
from pos_desktop.services.office.proofs.verification import Verification
from tests.cli.test_sell import Counter
from tests.support.shifts import closed
from tests.support.shop import CASHIER, Shop

MAC = "9f2c77ab0d11e05b" * 4


def test_a_shift_is_closed_and_opened(shop: Shop) -> None:
    shop.sold("1 x PHO @ 100000")
    counter = Counter(shop)
    shut = counter.ask(id="a", op="shift", action="close", counted=599_000, note="thối nhầm")
    assert shut == {"ok": True, "id": "a", "shift": 1, "z_number": 1, "expected": 600_000, "variance": -1_000}
    assert counter.ask(id="b", lines=[{"code": "PHO"}])["code"] == "NO_OPEN_SHIFT"
    assert counter.ask(id="c", op="shift", action="open", float=200_000) == {"ok": True, "id": "c", "shift": 2}
    assert counter.ask(id="d", lines=[{"code": "PHO"}])["ok"] is True
    assert counter.ask(id="a", op="shift", action="close", counted=599_000, note="thối nhầm") == shut
    assert counter.ask(id="e", op="shift", action="close", counted=300_000)["variance"] == 0
    assert shop.books().tie


def test_what_a_shift_refuses(shop: Shop) -> None:
    counter = Counter(shop, CASHIER)
    asked = {"op": "shift"}
    assert counter.ask(id="a", **asked)["code"] == "MALFORMED"
    assert counter.ask(id="a", **asked, action="look")["code"] == "MALFORMED"
    assert counter.ask(id="a", **asked, action="open")["code"] == "SHIFT_ALREADY_OPEN"
    for counted in (None, -1, "500", 1.5, True):
        assert counter.ask(id="a", **asked, action="close", counted=counted)["code"] == "INVALID_AMOUNT"
    assert counter.ask(id="a", **asked, action="close", counted=0)["code"] == "NOT_ALLOWED"
    assert counter.ask(id="a", **asked, action="close", counted=500_000)["ok"] is True
    assert counter.ask(id="b", **asked, action="close", counted=0)["code"] == "NO_OPEN_SHIFT"


@pytest.mark.parametrize(
    ("text", "read"),
    [(f"231:{MAC}", (231, MAC)), ("231:9F2C 77ab 0d11 e05b", (231, MAC[:16])), (" 7 9f2c77ab0d11e05b ", (7, MAC[:16])),
     ("", None), ("231", None), ("231:9f2c", None), (f"231:{MAC}0", None), ("x:9f2c77ab0d11e05b", None)],
)  # fmt: skip
def test_a_printed_seal_is_read_as_people_type_it(text: str, read: tuple[int, str] | None) -> None:
    assert printed_anchor(text) == read


def test_a_printed_seal_is_proved(shop: Shop) -> None:
    anchor = closed(shop.desk).report.anchor
    verdict = Verification(shop.till).run()
    assert with_anchor(shop.till, verdict, anchor.seq, anchor.mac[:20]).ok
    for seq, digits in ((anchor.seq, MAC[:16]), (anchor.seq + 9, anchor.mac)):
        assert [problem.kind for problem in with_anchor(shop.till, verdict, seq, digits).problems] == ["chain"]
