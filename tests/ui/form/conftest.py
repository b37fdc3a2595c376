"""Forms on show, and what they told."""

import pytest

from pos_desktop.ui.form.grid import Form
from pos_desktop.ui.form.kinds import Section
from pos_desktop.ui.form.state import State


class Told:
    """A form with everything that it told."""

    def __init__(self, form):
        self.form = form
        self.typed, self.chosen, self.added, self.removed, self.asked = [], [], [], [], []
        wires = form.wires
        wires.typed.connect(lambda path, _kind, text: self.typed.append((path, text)))
        wires.chosen.connect(lambda path, value: self.chosen.append((path, value)))
        wires.added.connect(lambda path, value: self.added.append((path, value)))
        wires.removed.connect(self.removed.append)
        wires.pick_wanted.connect(self.asked.append)

    def show(self, plain, *fields, **more):
        """Show these fields of a value."""
        self.form.show_form((Section("", fields),), (), State(plain, **more))

    def editor(self, *path):
        """The editor of a path."""
        return self.form.editor(path)


@pytest.fixture
def told(dressed, stage):
    form = Form()
    stage(form, width=760, height=700)
    return Told(form)
