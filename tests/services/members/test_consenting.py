"""Consent: one purpose at a time, the text by its version, every answer kept, nothing of the person in the journal."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.members.consenting import Say
from pos_desktop.services.members.erasing import Erase
from pos_desktop.services.members.members import Enrol
from pos_desktop.services.members.merging import Merge
from pos_desktop.services.members.roster import Roster
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.wording import consents
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

NAME, PHONE = "Trịnh Hoài Thương", "0977112233"


@pytest.fixture
def account(shop):
    return shop.enrolled(NAME, PHONE).account_id


def say(shop, account_id, purpose="marketing", *, given=True, operation="c1", name=CASHIER, **more):
    return shop.desk.consenting.say(Say(operation, account_id, purpose, given, shop.person(name).id, **more))


def answers(shop, account_id):
    return Roster(shop.till).detail(account_id).consents


def test_nothing_is_agreed_to_beforehand(shop, account):
    assert answers(shop, account) == ()


@pytest.mark.parametrize("purpose", consents.PURPOSES)
def test_every_purpose_for_itself_with_who_and_where(shop, account, purpose):
    shop.on("2026-03-02 10:15")
    say(shop, account, purpose)
    (row,) = answers(shop, account)
    assert (row.purpose, row.text_version, row.given) == (purpose, consents.NEWEST, True)
    assert (row.at, row.staff, row.register) == (shop.till.now(), CASHIER, shop.till.register.code)
    assert consents.consent_text(row.purpose, row.text_version)
    assert Verification(shop.till).run().ok


def test_withdrawing_is_another_row(shop, account):
    say(shop, account)
    shop.on("2026-03-02 10:15")
    say(shop, account, given=False, operation="c2")
    assert [row.given for row in answers(shop, account)] == [False, True]


def test_harmless_to_send_twice(shop, account):
    assert not say(shop, account).is_repeat
    assert say(shop, account).is_repeat
    with refused(Code.ID_REUSED):
        say(shop, account, given=False)
    assert shop.count("consent") == 1


def test_the_journal_names_nobody(shop, account):
    say(shop, account)
    ((body, subject),) = shop.rows("SELECT body, subject_id FROM journal WHERE kind = 'consent'")
    assert '"purpose":"marketing"' in body
    assert subject == shop.member(NAME).row.id
    assert not any(word in body for word in (NAME, PHONE[1:], "Thương"))


def test_who_was_merged_speaks_for_both(shop, account):
    shop.enrolled("Thương Cũ", "0977112244")
    old = shop.member("Thương Cũ").row.account_id
    say(shop, old, "partners")
    shop.desk.merging.merge(Merge("g1", old, account, "một người", shop.person(MANAGER).id))
    shop.on("2026-03-02 11:00")
    say(shop, old, "partners", given=False, operation="c2")
    assert [(row.purpose, row.given) for row in answers(shop, account)] == [("partners", False), ("partners", True)]


@pytest.mark.parametrize(("more", "code"), [
    ({"purpose": "selling-it"}, Code.UNKNOWN_PURPOSE), ({"text_version": "2020-1"}, Code.UNKNOWN_PURPOSE),
    ({"purpose": "birthday", "text_version": consents.FORM}, Code.UNKNOWN_PURPOSE),
    ({"account_id": "nobody"}, Code.UNKNOWN_MEMBER),
])  # fmt: skip
def test_what_is_refused_keeps_nothing(shop, account, more, code):
    with refused(code):
        say(shop, **{"account_id": account, **more})
    assert shop.count("consent") == 0


def test_who_was_erased_is_asked_no_more(shop, account):
    shop.desk.erasing.erase(Erase("e1", account, "khách yêu cầu", shop.person(MANAGER).id))
    with refused(Code.ALREADY_ERASED):
        say(shop, account)


def test_every_answer_that_was_ever_kept_has_its_text(shop):
    shop.desk.members.enrol(_enrol(shop))
    kept = shop.rows("SELECT purpose, text_version FROM consent")
    assert kept == [("marketing", consents.FORM)]
    assert all(consents.consent_text(*row) for row in kept)
    assert all(consents.knows(purpose, consents.NEWEST) for purpose in consents.PURPOSES)


def _enrol(shop):
    return Enrol("n1", PHONE, NAME, marketing=True, staff_id=shop.person().id)
