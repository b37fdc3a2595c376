"""A lesson is a shop of its own: today's goods and people, nobody's phone, and nothing of it counts outside."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from io import BytesIO

import pytest

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.gateways.sealing import Cost, make_pair
from pos_desktop.selling.permissions import Role
from pos_desktop.selling.shift import CashMovementKind as Kind
from pos_desktop.services.desk import desk_of
from pos_desktop.services.office.backup.making import make
from pos_desktop.services.office.exports import Exports, Form, Wanted, What
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.office.training import FOLDER, Training
from pos_desktop.services.office.training_copy import FIRST_NUMBER, MEMBERS
from pos_desktop.services.shop.opening import open_till
from pos_desktop.services.shop.people import People
from pos_desktop.services.shop.shifts import MoveCash
from pos_desktop.services.shop.staffing import SetPin, Staffing
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, QUICK, Shop
from tests.support.whole_file import everything

PHONES = ("0912345678", "0987654321")
TOLD = ("training_begun", "training_ended")


class Lesson(Shop):
    """The order language in the copy."""

    def _open(self):
        return self._desk

    def __init__(self, shop, till, seed=99):
        self._desk = desk_of(replace(till))
        super().__init__(till.db.path.parent, seed=seed)
        self.clock = shop.clock


@pytest.fixture
def real(shop):
    """A shop with goods, members and points, and somebody who may not sell."""
    shop.enrolled("Ngọc", PHONES[0])
    shop.granted("Ngọc", 700)
    shop.enrolled("Bình", PHONES[1])
    shop.sold("2 x PHỞ @ 50000; 1 x TRÀ @ 20000; member Ngọc; redeem 60")
    return shop


@pytest.fixture
def training(real):
    return Training(real.till)


@pytest.fixture
def lesson(real, training):
    begun = Lesson(real, training.begin(real.person().id))
    yield begun
    begun.close()


def test_the_copy_has_today_s_shop_and_people_who_do_not_exist(real, lesson):
    assert lesson.till.shop.name == real.till.shop.name
    assert lesson.till.shop.is_training
    assert [(p.name, p.rights) for p in lesson.desk.people.all()] == [
        (p.name, p.rights) for p in real.desk.people.all()
    ]
    wares, ours = lesson.desk.catalogue.load(), real.desk.catalogue.load()
    assert (wares.index.items, wares.programme) == (ours.index.items, ours.programme)
    assert {row.name for row in lesson.desk.members.search("tap huan")} == {name for name, _points in MEMBERS}
    assert lesson.desk.shifts.current().opening_float == 1_000_000


def test_no_phone_and_no_name_of_a_member_is_in_the_copy_s_file(real, lesson):
    lesson.close()
    raw = b"".join(path.read_bytes() for path in (real.folder / FOLDER).iterdir())
    assert MEMBERS[0][0].encode() in raw
    for secret in (*PHONES, *(phone[1:] for phone in PHONES), "Ngọc", "Bình"):
        assert secret.encode() not in raw


def test_a_made_up_member_never_has_a_number_that_somebody_has(real, training):
    real.enrolled("Thật", f"0{FIRST_NUMBER}")
    lesson = training.begin(real.person().id)
    rows = lesson.db.engine.connect().exec_driver_sql("SELECT e164 FROM member_phone ORDER BY e164").scalars().all()
    lesson.db.close()
    assert rows == [f"+84{FIRST_NUMBER + step}" for step in (1, 2, 3)]


def test_a_whole_lesson_leaves_the_real_shop_as_it_was_but_for_two_rows_of_the_journal(real, training):
    before = everything(real.folder / "shop.db")
    lesson = Lesson(real, training.begin(real.person().id))
    sale = lesson.sold("2 x PHỞ @ 50000; member Tập Huấn Ba; redeem 60", printer="p")
    lesson.returned(sale, "1 x PHỞ")
    lesson.voided(lesson.sold("1 x TRÀ @ 20000"))
    lesson.adjusted("Tập Huấn Hai", 30)
    assert sale.number == "TH-000001"
    assert lesson.books().tie
    training.end(lesson.till, real.person(MANAGER).id)
    after = everything(real.folder / "shop.db")
    assert {table for table in after if after[table] != before[table]} == {"journal"}
    told = [row for row in after["journal"] if row not in before["journal"]]
    assert sorted(row["kind"] for row in told) == sorted(TOLD)
    assert {row["kind"]: row["staff_id"] for row in told} == {
        "training_begun": real.person().id, "training_ended": real.person(MANAGER).id,
    }  # fmt: skip
    assert not (real.folder / FOLDER).exists()
    assert real.books().tie


def test_the_copy_proves_itself(lesson):
    lesson.sold("1 x PHỞ @ 50000; member Tập Huấn Một")
    assert Verification(lesson.till).run().problems == ()


def test_in_a_lesson_the_drawer_stays_shut(lesson):
    sale = lesson.sold("1 x PHỞ @ 50000; cash 100000", printer="p")
    assert [job.kind for job in lesson.desk.outbox.jobs_of(sale.id)] == ["receipt"]
    lesson.returned(sale, printer="p")
    lesson.desk.shifts.move(MoveCash(lesson.till.ids(), lesson.person(OWNER).id, Kind.NO_SALE, 0, "doi tien", "", "p"))
    assert lesson.count("outbox", "kind = 'slip'") == 2
    assert lesson.count("outbox", "kind = 'drawer'") == 0


def test_cards_of_one_open_nothing_in_the_other(real, lesson):
    ours = real.desk.members.card_of(real.member("Ngọc").row.id)
    theirs = lesson.desk.members.card_of(lesson.member("Tập Huấn Ba").row.id)
    for desk, card in ((lesson.desk, ours), (real.desk, theirs)):
        with pytest.raises(Rejected) as refused:
            desk.members.find(card)
        assert refused.value.code is Code.INVALID_CARD


def test_people_sign_in_with_their_own_pins(real, lesson):
    people = People(lesson.till, QUICK)
    assert people.sign_in(real.person().id, PINS[CASHIER]).name == CASHIER


def test_wrong_pins_of_a_lesson_count_outside(real, training):
    lesson = training.begin(real.person().id)
    people, owner = People(lesson, QUICK), real.person(OWNER)
    for _try in range(5):
        with pytest.raises(Rejected):
            people.sign_in(owner.id, "135790")
    training.end(lesson, real.person().id)
    with pytest.raises(Rejected) as refused:
        real.desk.people.sign_in(owner.id, PINS[OWNER])
    assert refused.value.code is Code.PIN_LOCKED
    (told,) = real.rows("SELECT body FROM journal WHERE kind = 'training_ended'")
    assert f'"wrong_pins":{{"{owner.id}":5}}' in told[0]


def test_pins_that_were_chosen_to_find_somebody_elses_count_outside(real, training):
    me = real.person()
    for lesson_number in range(2):
        lesson = training.begin(me.id)
        for try_ in range(3):
            with refused(Code.PIN_TAKEN):
                Staffing(lesson, QUICK).set_pin(
                    SetPin(f"{lesson_number}-{try_}", me.id, PINS[OWNER], me.id, PINS[CASHIER])
                )
        training.end(lesson, me.id)
    assert real.rows("SELECT failed_pins FROM register") == [(6,)]


def test_a_lock_of_outside_holds_in_the_lesson_and_a_right_pin_there_forgives_nothing(real, training):
    owner = real.person(OWNER)
    for _try in range(3):
        with pytest.raises(Rejected):
            People(real.till, QUICK).sign_in(owner.id, "135790")
    lesson = training.begin(real.person().id)
    people = People(lesson, QUICK)
    people.sign_in(owner.id, PINS[OWNER])
    training.end(lesson, owner.id)
    assert real.rows(f"SELECT failed_pins FROM staff WHERE id = '{owner.id}'")[0][0] == 3


def test_what_a_cut_has_left_is_thrown_away_and_its_wrong_pins_count(real, training):
    lesson, owner = training.begin(real.person().id), real.person(OWNER)
    with pytest.raises(Rejected):
        People(lesson, QUICK).sign_in(owner.id, "135790")
    lesson.db.close()
    assert (training.folder / "shop.db").exists(), "the cut must have left something"
    training.clear_up()
    assert not training.folder.exists()
    assert real.rows(f"SELECT failed_pins FROM staff WHERE id = '{owner.id}'")[0][0] == 1
    ((body, staff_id),) = real.rows("SELECT body, staff_id FROM journal WHERE kind = 'training_ended'")
    assert ('"way":"cut"' in body, staff_id) == (True, None)


def test_a_torn_copy_keeps_nobody_from_the_next_lesson(real, training):
    training.folder.mkdir()
    (training.folder / "shop.db").write_bytes(b"torn" * 1000)
    lesson = training.begin(real.person().id)
    assert lesson.shop.is_training
    lesson.db.close()


def test_every_lesson_begins_anew(real, training):
    first = Lesson(real, training.begin(real.person().id))
    first.sold("1 x PHỞ @ 50000")
    training.end(first.till, real.person().id)
    real.desk.catalogue.load()
    second = Lesson(real, training.begin(real.person().id), seed=100)
    assert second.count("sale") == 0
    assert second.sold("1 x PHỞ @ 50000").number == "TH-000001"
    second.close()


def test_who_may_not_sell_does_not_enter(real, training):
    people = People(real.till, QUICK)
    with real.till.db.write() as tx:
        books = people.add(tx, "Kế toán", Role.ACCOUNTANT, "604815")
    with pytest.raises(Rejected) as refused:
        training.begin(books.id)
    assert refused.value.code is Code.NOT_ALLOWED
    assert not training.folder.exists()
    assert real.count("journal", "kind = 'training_begun'") == 0


def test_an_entrance_that_the_journal_cannot_take_is_none(real, training, monkeypatch):
    def full(*_args):
        raise EnvironmentProblem(Trouble.DATABASE_FULL)

    monkeypatch.setattr(training, "_tell", full)
    with pytest.raises(EnvironmentProblem):
        training.begin(real.person().id)
    assert not training.folder.exists()


def test_the_folder_of_a_lesson_opens_as_any_other(real, lesson):
    lesson.close()
    till = open_till(real.folder / FOLDER, clock=real.clock)
    assert (till.register.code, till.shop.is_training) == ("TH", True)
    till.db.close()


def test_a_real_shop_is_no_lesson(real):
    with closing(sqlite3.connect(real.folder / "shop.db")) as file:
        assert file.execute("SELECT is_training FROM shop").fetchall() == [(0,)]


def test_no_file_leaves_a_lesson_that_looks_like_the_shop_s(lesson):
    day = lesson.till.today()
    wanted = Wanted(What.SALES, Form.CSV, day, day)
    with pytest.raises(Rejected) as refused:
        Exports(lesson.till).write(wanted, lesson.person(OWNER).id, BytesIO())
    assert refused.value.code is Code.NOT_IN_TRAINING
    pair = make_pair("mot cau dai de mo ban sao luu", Cost(32, 1))
    with pytest.raises(Rejected) as refused:
        make(lesson.till, pair, lesson.folder / "backup", lambda _done, _whole: True)
    assert refused.value.code is Code.NOT_IN_TRAINING


def test_what_somebody_puts_beside_a_copy_goes_with_it(real, training):
    lesson = training.begin(real.person().id)
    (training.folder / "backups").mkdir()
    (training.folder / "backups" / "one").write_bytes(b"x")
    training.end(lesson, real.person().id)
    assert not training.folder.exists()
