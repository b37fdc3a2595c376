"""A spool under random troubles: nothing is called printed that is not, doubled unmarked, overtaken or lost."""

import time
from collections import Counter
from contextlib import ExitStack

import pytest

from pos_desktop.services.office.outbox import SlipOf
from printing.devices import transports
from tests.support.random_spool import COUNTER, QUEUES, RandomSpool
from tests.support.shop import Shop, copy_of

STEPS = 8
PATIENCE = 3.0


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    """A printer that hangs costs a moment here."""
    for limit in ("IDLE_SECONDS", "LINGER_SECONDS", "QUIET_SECONDS", "CONNECT_SECONDS"):
        monkeypatch.setattr(transports, limit, 0.2)


class Found:
    """What lies on paper after a run."""

    def __init__(self, spool):
        self.spool = spool
        self.whole, self.torn, self.pulses, self.strange = [], [], Counter(), []
        papers = {profile: spool.papers(profile) for profile in spool.profiles}
        for place, (device, profile) in enumerate(zip(spool.devices, spool.profiles, strict=True)):
            known = papers[profile]
            for job in device.jobs:
                self._take(place, job, known)
            for part in filter(None, device.torn):
                self._take_part(place, part, known)

    def _take(self, place, job, known):
        if job == self.spool.pulse:
            self.pulses[place] += 1
        elif job in known:
            self.whole.append((place, known[job]))
        elif not self._take_part(place, job, known):
            self.strange.append(job)

    def _take_part(self, place, part, known):
        """A line that was given up ends a paper too; gives how many papers begin so."""
        begun = {paper for made, paper in known.items() if made.startswith(part)}
        if len(begun) == 1:
            self.torn.append((place, *begun))
        return len(begun)

    @property
    def printed(self):
        return {(paper.subject, paper.copy) for _place, paper in self.whole}


def eventually(spool, jobs):
    """The papers, once the printers have told of all that their queues call printed."""
    called = {(job.sale_id, job.copy) for job in jobs if job.state == "printed" and job.kind != "drawer"}
    deadline = time.monotonic() + PATIENCE
    while True:
        found = Found(spool)
        if called <= found.printed or time.monotonic() > deadline:
            return found, called
        time.sleep(0.05)


def queue_of(jobs):
    return {job.sale_id: job.printer for job in jobs if job.kind != "drawer"}


def check(spool):
    jobs = spool.jobs()
    found, called = eventually(spool, jobs)
    assert called <= found.printed, "called printed, and it is not on paper"
    assert found.strange == [], "every paper is somebody's, whole and with its mark"
    times = Counter((paper.subject, paper.copy) for _place, paper in found.whole + found.torn)
    assert max(times.values(), default=0) <= 1, "no paper comes out twice, or once more after a part of it"
    assert sum(job.copy > 0 for job in jobs) == spool.asked, "copies are asked for"
    _check_drawers(spool, jobs, found)
    _check_places(spool, jobs, found)
    _check_order(jobs, found)
    return jobs, found


def _check_drawers(spool, jobs, found):
    drawers = [job for job in jobs if job.kind == "drawer"]
    assert all(job.attempts <= 1 for job in drawers)
    assert sum(found.pulses.values()) <= len(drawers) == spool.cash
    owners = {own for own, _fallback in spool.lives[COUNTER]}
    assert set(found.pulses) <= owners, "a drawer hangs on its own printer"


def _check_places(spool, jobs, found):
    """At the fallback a ticket of the kitchen says so, and nothing comes out where it was never to go."""
    queues = queue_of(jobs)
    for place, paper in found.whole + found.torn:
        lives = spool.lives[queues[paper.subject]]
        is_own, is_fallback = (any(life[side] == place for life in lives) for side in (0, 1))
        assert is_own or is_fallback
        if paper.subject.startswith(SlipOf.KITCHEN.subject("")):
            assert is_fallback if paper.is_elsewhere else is_own, paper


def _check_order(jobs, found):
    places = {(job.sale_id, job.copy): (job.at, job.id) for job in jobs if job.kind != "drawer"}
    queues = queue_of(jobs)
    for place in range(4):
        for queue in QUEUES:
            came = [places[paper.subject, paper.copy] for there, paper in found.whole
                    if there == place and queues[paper.subject] == queue]  # fmt: skip
            assert came == sorted(came), "a queue's papers keep their order"


def _check_nothing_is_lost(spool, jobs, found):
    in_question = {job.sale_id for job in spool.shop.desk.outbox.in_question()}
    sent = {job.sale_id for job in jobs if job.state == "sent"}
    known = {subject for subject, _copy in found.printed} | in_question | sent | spool.given_up
    assert {job.sale_id for job in jobs} <= known, "everything is on paper, or asked about"
    assert not [job for job in jobs if job.state == "sending"]
    assert set(spool.sales) <= {job.sale_id for job in jobs}


def run(folder, seed, steps, *, raster=False):
    with ExitStack() as stack:
        shop = Shop(folder, seed=seed)
        stack.callback(shop.close)
        spool = RandomSpool(shop, seed, stack, raster=raster)
        for deed in (spool.kill, spool.outage, spool.kill, *steps * [spool.step]):
            deed()
        spool.calm()
        _check_nothing_is_lost(spool, *check(spool))
        return spool.fired


@pytest.mark.timeout(3600)
def test_random_troubles(template, tmp_path, full):
    fired = Counter()
    for seed in range(60 if full else 2):
        folder = copy_of(template, tmp_path / str(seed))
        fired += run(folder, seed, 4 * STEPS if full else STEPS, raster=full and seed % 10 == 0)
    assert fired["kill"], fired
    assert {state.partition(" ")[0] for state in fired} >= {"printed", "unknown", "not_sent"}, fired
