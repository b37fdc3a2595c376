"""One device is one device, however it is written and whoever prints there: nobody talks into another's job."""

from datetime import UTC, datetime

from pos_desktop.services.office import printer_route
from pos_desktop.services.office.printer_route import Route
from printing.devices.named import named
from printing.devices.profiles import DEFAULT
from printing.devices.spool import JobState, Limits, Outcome, Reason

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
AWAY = Outcome(JobState.NOT_SENT, Reason.UNREACHABLE)


def test_a_device_has_one_lock_and_it_is_held_while_it_is_talked_to(monkeypatch):
    held = []

    def send(transport, payload, profile, **_):
        held.append({device for device, lock in printer_route._locks.items() if lock.locked()})
        return AWAY

    monkeypatch.setattr(printer_route, "_locks", {})
    monkeypatch.setattr(printer_route, "send", send)
    one = Route(named("tcp://may-in-1"), named("tcp://may-in-2:9100#58mm"), Limits(), lambda: NOW)
    other = Route(named("tcp://may-in-2"), None, Limits(), lambda: NOW)

    assert one.send(lambda *_: b"x", may_move=True) == AWAY
    assert other.send(lambda *_: b"x", may_move=True) == AWAY

    assert [{device.host for device in devices} for devices in held] == [{"may-in-1"}, {"may-in-2"}, {"may-in-2"}]
    assert len(printer_route._locks) == 2


def test_paper_is_made_for_the_printer_that_it_comes_out_at(monkeypatch):
    outcomes, rendered = iter([AWAY, Outcome(JobState.SENT, sent_bytes=1)]), []
    monkeypatch.setattr(printer_route, "send", lambda *_, **__: next(outcomes))
    route = Route(named("tcp://may-in-1"), named("tcp://may-in-2#58mm"), Limits(), lambda: NOW)

    outcome = route.send(lambda *told: rendered.append(told) or b"x", may_move=True)

    assert outcome == Outcome(JobState.SENT, sent_bytes=1, instead=Reason.UNREACHABLE)
    assert rendered == [(DEFAULT, False), (named("tcp://x#58mm").profile, True)]
