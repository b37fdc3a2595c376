"""What every visit to a form has: leaving asks where something is not kept yet, and a lock loses nothing typed."""

from collections.abc import Callable
from typing import Any, Protocol

from pos_desktop.app.offices.visit import Visit
from pos_desktop.ui.models.views import ConfirmView
from pos_desktop.wording import _


class Form(Protocol):
    """The controller of a form."""

    @property
    def is_changed(self) -> bool: ...
    def refresh(self) -> None: ...


class DraftedForm(Form, Protocol):
    """A form that gives out what was typed, and takes it back."""

    @property
    def draft(self) -> Any: ...
    def resume(self, draft: Any) -> None: ...


class FormVisit(Visit):
    """One visit to a form. Attributes: `controller`."""

    controller: Form

    def leave(self, then: Callable[[], None]) -> None:
        """What was typed is kept, or given up by a word."""
        if not self.controller.is_changed:
            then()
            return
        view = ConfirmView(_("Bỏ thay đổi chưa lưu?"), (), _("Bỏ thay đổi"), _("Ở lại"))
        self.premises.window.confirm(view, then)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.controller.refresh()


class DraftVisit(FormVisit):
    """One visit to a form whose draft outlives a lock of the till."""

    controller: DraftedForm

    def unsaved(self) -> Any:
        """What was typed."""
        return self.controller.draft if self.controller.is_changed else None

    def resume(self, unsaved: Any) -> None:
        """Go on with what was typed."""
        self.controller.resume(unsaved)
