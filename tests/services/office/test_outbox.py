"""What is promised with a sale and kept after it; never twice, never by itself in the morning."""

from datetime import timedelta

import pytest

from tests.support.shop import CASHIER

BAR = "bar"


def jobs(shop, sale) -> list[tuple[str, int, str]]:
    return [(job.kind, job.copy, job.state) for job in shop.desk.outbox.jobs_of(sale.id)]


@pytest.fixture
def sale(shop):
    return shop.sold("1 x PHỞ @ 50000; cash 50000", printer=BAR, language="en")


@pytest.fixture
def outbox(shop):
    return shop.desk.outbox


def later(shop, **by):
    shop.clock.set(shop.clock.now() + timedelta(**by))


def test_a_cash_sale_promises_drawer_and_receipt(shop, sale, outbox):
    assert jobs(shop, sale) == [("drawer", 0, "queued"), ("receipt", 0, "queued")]
    assert outbox.waiting() == 2
    assert {(job.printer, job.language, job.attempts) for job in outbox.jobs_of(sale.id)} == {(BAR, "en", 0)}


def test_the_drawer_comes_first_then_jobs_by_age(shop, sale, outbox):
    later(shop, seconds=5)
    second = shop.sold("1 x PHỞ @ 50000; card 50000", printer=BAR)
    claimed = [outbox.claim(BAR) for _ in range(4)]
    assert [(job.kind, job.sale_id) for job in claimed[:3]] == [
        ("drawer", sale.id), ("receipt", sale.id), ("receipt", second.id),
    ]  # fmt: skip
    assert claimed[3] is None


def test_a_claimed_job_is_being_sent_and_nobody_else_s(sale, outbox):
    first = outbox.claim(BAR)
    assert (first.state, first.attempts, first.sale_id) == ("sending", 1, sale.id)
    assert outbox.claim(BAR).id != first.id
    assert outbox.claim(BAR) is None


def test_a_printer_takes_its_own_jobs_alone(sale, outbox):
    assert outbox.claim("kitchen") is None
    assert outbox.due_in("kitchen") is None
    assert outbox.claim(BAR) is not None


def test_looking_for_work_writes_nothing(shop, outbox):
    with shop.statements() as sent:
        assert outbox.claim(BAR) is None
    assert [statement.split()[0] for statement in sent] == ["SELECT"]


@pytest.mark.parametrize("state", ["printed", "sent", "unknown", "dropped"])
def test_a_finished_job_is_not_taken_again(shop, sale, outbox, state):
    for _ in range(2):
        outbox.mark(outbox.claim(BAR).id, state, problem="x")
    later(shop, minutes=1)
    assert outbox.claim(BAR) is None
    assert {job.state for job in outbox.jobs_of(sale.id)} == {state}


def test_a_job_that_was_not_sent_waits_and_is_tried_again(shop, sale, outbox):
    outbox.mark(outbox.claim(BAR).id, "printed")
    job = outbox.claim(BAR)
    outbox.mark(job.id, "not_sent", problem="PRINTER_UNREACHABLE", retry_in=timedelta(seconds=4))
    assert outbox.claim(BAR) is None
    assert outbox.due_in(BAR) == timedelta(seconds=4)
    later(shop, seconds=4)
    again = outbox.claim(BAR)
    assert (again.id, again.attempts, again.problem) == (job.id, 2, "PRINTER_UNREACHABLE")
    assert again.copy == 0, "nothing came out, so it is still the original"


def test_a_job_without_a_next_try_stays(shop, sale, outbox):
    job = outbox.claim(BAR)
    outbox.mark(job.id, "not_sent")
    later(shop, minutes=5)
    assert outbox.claim(BAR).id != job.id
    assert outbox.claim(BAR) is None


def test_after_a_crash_what_was_being_sent_is_unknown(shop, sale, outbox):
    claimed = [outbox.claim(BAR), outbox.claim(BAR)]
    shop.reopen()
    outbox = shop.desk.outbox
    assert outbox.recover("kitchen") == 0
    assert outbox.recover(BAR) == 2
    assert outbox.recover() == 0
    assert [job.state for job in outbox.jobs_of(sale.id)] == ["unknown", "unknown"]
    assert [job.kind for job in outbox.in_question()] == ["receipt"], "nobody is asked about the drawer"
    outbox.mark(claimed[1].id, "printed")
    assert jobs(shop, sale)[1] == ("receipt", 0, "unknown"), "what a person is asked about does not change by itself"


def test_old_jobs_are_not_printed_by_themselves(shop, sale, outbox):
    later(shop, minutes=9, seconds=59)
    assert outbox.in_question() == []
    assert outbox.due_in(BAR) is not None
    later(shop, seconds=1)
    assert outbox.claim(BAR) is None
    assert outbox.due_in(BAR) is None
    assert [(job.kind, job.sale_id) for job in outbox.in_question()] == [("receipt", sale.id)]


def test_a_night_s_jobs_stay_where_they_are(shop, outbox):
    for _ in range(50):
        shop.sold("1 x PHỞ @ 50000", printer=BAR)
    later(shop, hours=10)
    assert outbox.claim(BAR) is None
    assert len(outbox.in_question()) == 50
    assert outbox.waiting() == 100


def test_a_reprint_is_a_copy_and_repeats_no_drawer(shop, sale, outbox):
    for _ in range(2):
        outbox.mark(outbox.claim(BAR).id, "printed")
    staff = shop.person(CASHIER).id
    outbox.reprint(sale.id, BAR, "vi", staff)
    outbox.reprint(sale.id, BAR, "vi", staff)
    assert jobs(shop, sale) == [
        ("drawer", 0, "printed"), ("receipt", 0, "printed"), ("receipt", 1, "dropped"), ("receipt", 2, "queued"),
    ]  # fmt: skip
    job = outbox.claim(BAR)
    assert (job.kind, job.copy, job.language) == ("receipt", 2, "vi")
    assert outbox.claim(BAR) is None
    assert shop.rows("SELECT staff_id, body FROM journal WHERE kind = 'reprint'") == [
        (staff, '{"copy":1}'), (staff, '{"copy":2}'),
    ]  # fmt: skip
    assert shop.books().tie


@pytest.mark.parametrize("state", ["unknown", "not_sent"])
def test_what_is_in_question_is_replaced_by_its_copy(shop, sale, outbox, state):
    outbox.mark(outbox.claim(BAR).id, "printed")
    outbox.mark(outbox.claim(BAR).id, state, retry_in=timedelta(seconds=1))
    outbox.reprint(sale.id, BAR, "vi", shop.person().id)
    later(shop, seconds=2)
    assert jobs(shop, sale)[1:] == [("receipt", 0, "dropped"), ("receipt", 1, "queued")]
    assert outbox.claim(BAR).copy == 1
    assert outbox.claim(BAR) is None


def test_a_job_that_nobody_needs_is_dropped(shop, sale, outbox):
    (_, receipt) = outbox.jobs_of(sale.id)
    later(shop, hours=1)
    outbox.drop(receipt.id)
    assert outbox.in_question() == []
    assert outbox.claim(BAR) is None


def test_a_new_promise_does_not_overtake_what_waits_for_its_next_try(shop, outbox):
    first = shop.sold("1 x PHỞ @ 50000; card 50000", printer=BAR)
    later(shop, seconds=1)
    second = shop.sold("1 x PHỞ @ 50000; card 50000", printer=BAR)
    elsewhere = shop.sold("1 x PHỞ @ 50000; card 50000", printer="oven")
    outbox.mark(outbox.claim(BAR).id, "not_sent", retry_in=timedelta(seconds=40))
    assert outbox.claim(BAR) is None, "what is behind waits too"
    assert outbox.claim("oven").sale_id == elsewhere.id
    third = shop.sold("1 x PHỞ @ 50000; card 50000", printer=BAR)
    claimed = [outbox.claim(BAR) for _ in range(3)]
    assert [job.sale_id for job in claimed] == [first.id, second.id, third.id], "tried at once, in its order"


def test_a_pulse_passes_receipts_that_wait(shop, outbox):
    shop.sold("1 x PHỞ @ 50000; card 50000", printer=BAR)
    outbox.mark(outbox.claim(BAR).id, "not_sent", retry_in=timedelta(seconds=40))
    sale = shop.sold("1 x PHỞ @ 50000; cash 50000", printer=BAR)
    job = outbox.claim(BAR)
    assert (job.kind, job.sale_id) == ("drawer", sale.id)


def test_a_clock_that_is_set_back_postpones_nothing(shop, outbox):
    shop.sold("1 x PHỞ @ 50000; card 50000", printer=BAR)
    outbox.mark(outbox.claim(BAR).id, "not_sent", retry_in=timedelta(seconds=60))
    assert outbox.claim(BAR) is None
    later(shop, hours=-1)
    assert outbox.claim(BAR) is not None
