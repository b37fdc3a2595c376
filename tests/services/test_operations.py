import pytest
from sqlalchemy.exc import IntegrityError

from pos_desktop.core.errors import Code
from pos_desktop.services import journal, operations
from pos_desktop.services.journal import Event
from pos_desktop.services.written import Written
from tests.support.refusals import refused


def remember(shop, operation_id, print_, answer):
    with shop.till.db.write() as tx:
        written = Written(tx)
        operations.remember(written, shop.till, operation_id, "test", print_, answer)
        journal.append(tx, shop.till, Event.REPRINT, operation_id, {}, written=written)


def first(shop, operation_id, print_):
    with shop.till.db.read() as tx:
        return operations.first_answer(tx, operation_id, print_)


def test_a_new_operation_has_no_answer(shop):
    assert first(shop, "a", "p") is None


def test_the_first_answer_is_the_answer_for_ever(shop):
    remember(shop, "a", "p", {"n": [1, "đ"]})
    shop.reopen()
    shop.on("2036-03-02")
    assert first(shop, "a", "p") == {"n": [1, "đ"]}


def test_another_body_under_the_same_id(shop):
    remember(shop, "a", "p", {"n": 1})
    with refused(Code.ID_REUSED, id="a"):
        first(shop, "a", "q")


def test_an_id_is_remembered_once(shop):
    remember(shop, "a", "p", {"n": 1})
    with pytest.raises(IntegrityError):
        remember(shop, "a", "p", {"n": 2})
    assert first(shop, "a", "p") == {"n": 1}


def test_a_fingerprint_does_not_know_the_order_of_keys():
    assert operations.fingerprint({"a": 1, "b": [1, 2]}) == operations.fingerprint({"b": [1, 2], "a": 1})
    assert operations.fingerprint([1, 2]) != operations.fingerprint([2, 1])
    assert operations.fingerprint("\ud83d") != operations.fingerprint("\ud83c")
