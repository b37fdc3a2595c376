"""How the workers of a window end: printers that hang are told all at once, and dropping one twice is harmless."""

from pos_desktop.app.workers import Workers


class Printer:
    """A worker that notes what it is told, and whatever else is to happen then."""

    def __init__(self, name, told):
        self.name, self.told = name, told
        self.on_stop = lambda: None

    def start(self):
        self.told.append(("start", self.name))

    def wake(self):
        self.told.append(("wake", self.name))

    def retire(self):
        self.told.append(("retire", self.name))

    def stop(self):
        self.told.append(("stop", self.name))
        self.on_stop()
        return True


def test_every_printer_is_told_before_one_is_waited_for():
    told = []
    workers, printers = Workers(), [Printer(name, told) for name in "abc"]
    for printer in printers:
        workers.add_printer(printer)
    printers[0].on_stop = lambda: workers.drop_printer(printers[1])  # another thread is just dropping it
    workers.stop()
    assert [deed for deed in told if deed[0] == "retire"] == [("retire", name) for name in "abc"]
    assert told.index(("stop", "a")) > told.index(("retire", "c"))
    assert {deed for deed in told if deed[0] == "stop"} == {("stop", name) for name in "abc"}, "none is passed over"


def test_a_printer_is_dropped_once():
    told = []
    workers, printer = Workers(), Printer("a", told)
    workers.add_printer(printer)
    assert workers.drop_printer(printer)
    assert workers.drop_printer(printer)
    workers.wake_printers()
    assert ("wake", "a") not in told
    workers.stop()
