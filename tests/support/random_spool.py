"""A shop whose printers fail at random while it sells, is killed and gets other printers: what came out of it."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from pos_desktop.documents.receipt import receipt
from pos_desktop.services.office.outbox import Job, SlipOf
from pos_desktop.services.office.print_worker import PrintWorker, head_of, on
from pos_desktop.services.office.slips import slip_of
from pos_desktop.services.shop.stations import PutStation, StationFacts
from pos_desktop.wording import in_language
from printing.devices.named import Named
from printing.devices.profiles import PrinterProfile, profile_of
from printing.devices.spool import Limits
from printing.paper import thermal
from printing.virtual.machine import VirtualPrinter
from tests.support.shop import OWNER, Shop

LIMITS = Limits(status=0.1, answer=0.1)
COUNTER, BAR, OVEN = "receipt", "tcp://10.0.0.1", "tcp://10.0.0.2"
QUEUES = (COUNTER, BAR, OVEN)
WIDE, NARROW = "80mm;letters=ascii;qr=yes", "58mm;letters=ascii;qr=yes"
RASTER = "80mm", "58mm"
WARES = {"1 x TRÀ @ 10000": 10_000, "1 x BÁNH @ 20000": 20_000, "1 x NƯỚC @ 15000": 15_000,
         "1 x TRÀ @ 10000; 2 x BÁNH @ 20000": 50_000}  # fmt: skip


class Killed(BaseException):
    """The process is gone: to the worker what SIGKILL is, but the lines it had open are closed."""


class Mortal(PrintWorker):
    """A worker of a process that may be killed."""

    def _work(self) -> None:
        with suppress(Killed):
            super()._work()


class Cut:
    """The till's own thread as a worker sees it; at the call of this number the process dies, before it or after."""

    def __init__(self, run: Callable[[Callable[[], Any]], Any]) -> None:
        self._run, self.left, self.before = run, 0, False

    def __call__(self, work: Callable[[], Any]) -> Any:
        if self.left == 0:
            return self._run(work)
        self.left -= 1
        if self.left == 0 and self.before:
            raise Killed
        answer = self._run(work)
        if self.left == 0:
            raise Killed
        return answer


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper that could come out: of which job's subject, the how manieth copy, and whether away from its own."""

    subject: str
    copy: int
    is_elsewhere: bool


class RandomSpool:
    """Three queues on four printers. Counters say which faults fired."""

    def __init__(self, shop: Shop, seed: int, stack: ExitStack, *, raster: bool = False) -> None:
        self.shop, self.random = shop, Random(seed)
        self.fired: Counter[str] = Counter()
        self._till = stack.enter_context(ThreadPoolExecutor(1, "till"))
        self._run = on(self._till)
        self.devices = [stack.enter_context(VirtualPrinter()) for _device in range(4)]
        self._most = 60_000 if raster else 1_200
        wide, narrow = RASTER if raster else (WIDE, NARROW)
        self.profiles = [profile_of(wide), profile_of(wide), profile_of(narrow), profile_of(narrow)]
        self.pulse = thermal.drawer_pulse(self.profiles[0])
        self.lives: dict[str, list[tuple[int, int | None]]] = {queue: [] for queue in QUEUES}
        self.workers: dict[str, tuple[PrintWorker, Cut]] = {}
        self.sales: list[str] = []
        self.cash = self.asked = 0
        self.given_up: set[str] = set()
        goods = [line.item_id for line in shop.order("1 x TRÀ @ 10000; 1 x BÁNH @ 20000").lines]
        for name, item, queue in zip(("Pha chế", "Bếp bánh"), goods, QUEUES[1:], strict=True):
            facts = StationFacts(name, queue, items=(item,))
            shop.desk.stations.put(PutStation(shop.till.ids(), facts, shop.person(OWNER).id))
        for queue in QUEUES:
            self.begin(queue)
        stack.callback(self.end)

    # what a day does

    def step(self) -> None:
        """Something happens."""
        deeds = {
            self.sell: 6, self.fail: 5, self.mend: 4, self.let_time_pass: 3, self.answer: 3, self.ask_for_copy: 1,
            self.restart: 2, self.kill: 5, self.settle: 6, self.outage: 4,
        }  # fmt: skip
        (deed,) = self.random.choices(list(deeds), list(deeds.values()))
        deed()

    def sell(self) -> None:
        """Sales, whose goods are made at the bar and the oven."""
        for _guest in range(self.random.randrange(1, 4)):
            self._sell()
        for worker, _cut in self.workers.values():
            worker.wake()

    def _sell(self) -> None:
        is_cash = self.random.random() < 0.4
        wares, due = self.random.choice(list(WARES.items()))
        text = f"{wares}; {'cash 100000' if is_cash else f'card {due}'}"
        sale = self._run(lambda: self.shop.sold(text, printer=COUNTER))
        self.sales.append(sale.id)
        self.cash += is_cash

    def fail(self) -> None:
        """A printer gets one of all troubles, now or at a random byte of its next paper."""
        used = {place for lives in self.lives.values() for place in lives[-1] if place is not None}
        device = self.devices[self.random.choice(sorted(used))]
        at = self.random.randrange(0, self._most)
        faults: list[Callable[[], object]] = [
            *2 * [lambda: device.drop_after(at), lambda: device.drop_after(at, reset=True),
                  lambda: device.hang_after(at), lambda: device.run_out_after(at), device.refuse,
                  lambda: device.call_after(at, lambda: setattr(device, "cover_open", True))],
            *(lambda switch=switch, to=to: setattr(device, switch, to) for switch, to in (
                ("mute", True), ("paper", "out"), ("paper", "low"), ("cover_open", True), ("cutter_error", True),
                ("offline", True), ("asb", True), ("asb", True), ("garbage", b"\xff\x00\xff\x13"),
                ("garbage", b"\x12"), ("garbage", b"\x00"), ("bytes_per_second", 20_000), ("hanging", True),
                ("flood", True),
            )),
        ]  # fmt: skip
        self.random.choice(faults)()
        if self.random.random() < 0.5:
            self.sell()
            self.settle()

    def outage(self) -> None:
        """A queue's printer takes nothing for two sales, and is well at once or a while later."""
        own, _fallback = self.lives[self.random.choice(QUEUES)][-1]
        device = self.devices[own]
        self._mend(device)
        trouble = self.random.choice(("away", "cover", "paper"))
        if trouble == "away":
            device.refuse()
        device.cover_open, device.paper = trouble == "cover", "out" if trouble == "paper" else "ok"
        self.sell()
        self.settle()
        self._mend(device)
        self.pass_(self.random.choice((0, 1, 40)))
        self.sell()
        self.settle()

    def mend(self) -> None:
        """Somebody looks after a printer."""
        self._mend(self.random.choice(self.devices))

    def _mend(self, device: VirtualPrinter) -> None:
        device.clear_limit()
        device.mute = device.cover_open = device.cutter_error = device.offline = False
        device.asb = device.hanging = device.flood = False
        device.paper, device.garbage, device.bytes_per_second = "ok", b"", 0
        device.release()
        if device._stopped.is_set():
            device.listen_again()

    def let_time_pass(self) -> None:
        """Seconds, a minute, or so long that papers grow old."""
        self.pass_(self.random.choice((1, 3, 20, 45, 70, 70, 660)))

    def pass_(self, seconds: int) -> None:
        """Let so much time pass."""
        self.shop.clock.set(self.shop.clock.now() + timedelta(seconds=seconds))

    def answer(self) -> None:
        """The cashier is asked about papers in doubt: a copy, or none is wanted."""
        for job in self._run(self.shop.desk.outbox.in_question):
            if self.random.random() < 0.7:
                self.copy(job)
            else:
                self.given_up.add(job.sale_id)
                self._run(lambda job=job: self.shop.desk.outbox.drop(job.id))

    def copy(self, job: Job) -> None:
        """A copy is asked for."""
        outbox, staff = self.shop.desk.outbox, self.shop.person().id
        again = outbox.reprint if job.about is None else outbox.reprint_slip
        self._run(lambda: again(job.sale_id, job.printer, "vi", staff))
        self.asked += 1

    def ask_for_copy(self) -> None:
        """A guest wants a receipt once more, whatever became of the first."""
        if self.sales:
            subject = self.random.choice(self.sales)
            self.copy(next(job for job in self.jobs() if job.sale_id == subject and job.kind == "receipt"))

    # the workers' lives

    def begin(self, queue: str) -> None:
        """A queue begins to print somewhere, with a fallback or none; it may be the same printer."""
        own = self.random.randrange(4)
        fallback = self.random.choice((None, 0, 1, 2, 3))
        self.lives[queue].append((own, None if fallback == own else fallback))
        there = None if fallback is None else Named(self.devices[fallback].uri, self.profiles[fallback])
        cut = Cut(self._run)
        worker = Mortal(
            self.shop.desk, cut, name=queue, uri=self.devices[own].uri, profile=self.profiles[own], fallback=there,
            limits=LIMITS, on_state=lambda _job, outcome: self.fired.update([f"{outcome.state} {outcome.reason}"]),
        )  # fmt: skip
        self.workers[queue] = worker, cut
        worker.start()

    def restart(self) -> None:
        """Another printer is set, or the program begins anew."""
        queue = self.random.choice(QUEUES)
        if self.workers[queue][0].stop(20):
            self.begin(queue)

    def kill(self) -> None:
        """The program dies at one of a worker's next calls, and begins again."""
        queue = self.random.choice((COUNTER, *QUEUES))
        worker, cut = self.workers[queue]
        worker.settle(15)
        cut.before, cut.left = self.random.random() < 0.7, self.random.choice((1, 3, 4, 4, 5, 5, 8))
        self.sell()
        worker.settle(0.3)
        self.fired["kill"] += cut.left == 0
        cut.left = 0
        if worker.stop(20):
            self.begin(queue)

    def settle(self) -> None:
        """Every worker tries what is due."""
        for worker, _cut in self.workers.values():
            worker.wake()
        for worker, _cut in self.workers.values():
            worker.settle(15)

    def end(self) -> None:
        """Every printer is well again, and no worker is left."""
        for device in self.devices:
            self._mend(device)
        for worker, _cut in self.workers.values():
            assert worker.stop(20)

    def calm(self) -> None:
        """Every printer is well, and whatever waits comes out."""
        for device in self.devices:
            self._mend(device)
        for _try in range(3):
            self.pass_(70)
            self.settle()

    # what is known afterwards

    def jobs(self) -> list[Job]:
        """Every job that was ever promised, oldest first."""
        ids = [row[0] for row in self.shop.rows("SELECT DISTINCT subject_id FROM outbox ORDER BY rowid")]
        return [job for subject in ids for job in self._run(lambda s=subject: self.shop.desk.outbox.jobs_of(s))]

    def papers(self, profile: PrinterProfile) -> dict[bytes, Paper]:
        """What each job's paper looks like on a printer, at its own and elsewhere."""
        made = {}
        for job in self.jobs():
            if job.kind != "drawer":
                for is_elsewhere in (False, True):
                    made.setdefault(self._bytes(job, profile, is_elsewhere), Paper(job.sale_id, job.copy, is_elsewhere))
        return made

    def _bytes(self, job: Job, profile: PrinterProfile, is_elsewhere: bool) -> bytes:
        desk, words = self.shop.desk, in_language("vi")
        head = head_of(self.shop.till.shop, desk.receipt_design.current())
        if job.about is SlipOf.KITCHEN:
            paper = slip_of(desk, job.sale_id, head, words, job.copy, is_elsewhere=is_elsewhere)
        else:
            sale = desk.sales.get(job.sale_id)
            paper = receipt(sale, head, desk.sales.receipt_code(sale), words, job.copy, desk.sales.enclosed(sale))
        return thermal.render(paper, profile)
