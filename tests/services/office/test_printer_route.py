"""One device is one device, however it is written and whoever prints there: nobody talks into another's job."""

from datetime import UTC, datetime

from pos_desktop.services.office import printer_route
from pos_desktop.services.office.printer_route import Route
from printing.devices.alone import open_alone
from printing.devices.line import PrinterBusy
from printing.devices.named import named
from printing.devices.profiles import DEFAULT
from printing.devices.spool import JobState, Limits, Outcome, Reason
from printing.devices.transports import NoTransport

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
AWAY = Outcome(JobState.NOT_SENT, Reason.UNREACHABLE)


def test_a_device_has_one_line_however_it_is_written_and_whoever_prints_there(monkeypatch):
    opened = []

    def send(transport, payload, profile, **_):
        line = transport()
        for uri in ("tcp://may-in-1:9100", "tcp://may-in-2/"):
            try:
                open_alone(uri, 0.01, lambda _uri: NoTransport()).close()
            except PrinterBusy:
                opened.append(uri)
        line.close()
        return AWAY

    monkeypatch.setattr(printer_route, "open_alone", lambda uri: open_alone(uri, None, lambda _uri: NoTransport()))
    monkeypatch.setattr(printer_route, "send", send)
    one = Route(named("tcp://may-in-1"), named("tcp://may-in-2:9100#58mm"), Limits(), lambda: NOW)
    other = Route(named("tcp://may-in-2"), None, Limits(), lambda: NOW)

    assert one.send(lambda *_: b"x", may_move=True) == AWAY
    assert other.send(lambda *_: b"x", may_move=True) == AWAY

    assert opened == ["tcp://may-in-1:9100", "tcp://may-in-2/", "tcp://may-in-2/"]


def test_paper_is_made_for_the_printer_that_it_comes_out_at(monkeypatch):
    outcomes, rendered = iter([AWAY, Outcome(JobState.SENT, sent_bytes=1)]), []
    monkeypatch.setattr(printer_route, "send", lambda *_, **__: next(outcomes))
    route = Route(named("tcp://may-in-1"), named("tcp://may-in-2#58mm"), Limits(), lambda: NOW)

    outcome = route.send(lambda *told: rendered.append(told) or b"x", may_move=True)

    assert outcome == Outcome(JobState.SENT, sent_bytes=1, instead=Reason.UNREACHABLE)
    assert rendered == [(DEFAULT, False), (named("tcp://x#58mm").profile, True)]
