"""Slips that are promised from the screens behind the menu; the printer's worker wakes for them."""

from dataclasses import dataclass

from pos_desktop.app.offices.visit import Premises


@dataclass(frozen=True, slots=True)
class Promised:
    """A slip was promised."""

    topics: tuple[str, ...] = ("outbox",)


def promise(at: Premises, subject: str, language: str) -> Promised:
    """Promise a statement or an explanation; every one is a new one."""
    at.desk.outbox.slip(subject, at.printer, language)
    return Promised()


def promise_again(at: Premises, subject: str, language: str) -> Promised:
    """Promise a slip that came with something once more, marked as a copy."""
    at.desk.outbox.reprint_slip(subject, at.printer, language, at.person.id)
    return Promised()
